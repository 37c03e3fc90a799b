"""One file per element kind: its parameters, and the one function that draws it. Importing this registers them all."""

from studio.scene.elements.colour import ColourBackdrop
from studio.scene.elements.gradient import GradientBackdrop
from studio.scene.elements.picture import PictureOverlay
from studio.scene.elements.picture_backdrop import PictureBackdrop
from studio.scene.elements.product import Product
from studio.scene.elements.set import SetBackdrop
from studio.scene.elements.text import Text

__all__ = ["ColourBackdrop", "GradientBackdrop", "PictureBackdrop", "PictureOverlay", "Product", "SetBackdrop", "Text"]
