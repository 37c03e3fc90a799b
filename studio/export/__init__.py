"""Picture → bytes → place: encoders, file names, metadata, receipts."""

from studio.export.encoding import Encoded, Frame, Wish, encode, extension, formats

__all__ = ["Encoded", "Frame", "Wish", "encode", "extension", "formats"]
