"""The network that ships with the studio: small, trained from pictures of our own (packaging/cutout_model)."""

from studio.cutout.embedded.method import Found, find_product, prepare
from studio.cutout.embedded.network import model_digest, model_file

__all__ = ["Found", "find_product", "model_digest", "model_file", "prepare"]
