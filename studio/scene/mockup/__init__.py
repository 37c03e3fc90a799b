"""Artwork on a mockup's item: its render passes and the artwork → a picture, exact for the form that was rendered.

Linear light of a pixel of the item = albedo × light + gloss, albedo being the colourway or, inside the print area, the
artwork over it. That replaces the item's share of the finished picture (`colour`) and the print's share of it.
"""

from studio.scene.mockup.folder import read_folder, read_passes
from studio.scene.mockup.passes import Passes
from studio.scene.mockup.texture import Texture
from studio.scene.mockup.view import View

__all__ = ["Passes", "Texture", "View", "read_folder", "read_passes"]
