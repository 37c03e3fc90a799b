"""Picture → bytes → place: encoders, file names, metadata, receipts."""

from studio.export.encoding import Encoded, Wish, encode, extension, formats

__all__ = ["Encoded", "Wish", "encode", "extension", "formats"]
