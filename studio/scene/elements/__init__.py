"""One file per element kind: its parameters, and the one function that draws it. Importing this registers them all."""

from studio.scene.elements.colour import ColourBackdrop
from studio.scene.elements.product import Product

__all__ = ["ColourBackdrop", "Product"]
