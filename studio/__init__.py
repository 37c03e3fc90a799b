"""Listing Studio: product shots into listing-ready pictures, on the seller's own computer."""

__version__ = "0.1.0"
