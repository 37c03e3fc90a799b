"""From the desk to the screen: the item on the stage, what stands beside it, and all items in the gallery."""

from pathlib import Path

import cv2
import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from studio.app.mockups.desk import MockupDesk
from studio.model.errors import StudioError
from studio.model.picture import Picture
from studio.ui.mockups.gallery import Gallery
from studio.ui.mockups.printing import Printing, Shown, Wish
from studio.ui.mockups.shelf import Shelf
from studio.ui.mockups.side import Side
from studio.ui.mockups.stage import StageView
from studio.ui.to_qimage import image_of_pixels

GREY, TILE = 168, 256  # white and black designs are both seen on it
LARGEST = 2000  # pixels of the stage's longer side
EMPTY = "Drop your artwork anywhere: every item wears it at once."
NONE = "No mockups were found on this computer. Make one of a photo of your own."


class Showing(QObject):
    """`trouble(message, hint)`: a picture cannot be made."""

    trouble = Signal(str, str)

    def __init__(
        self, desk: MockupDesk, printing: Printing, parts: tuple[Shelf, StageView, Gallery, Side], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._printing = desk, printing
        self._shelf, self._stage, self._items, self._side = parts
        self._gallery = self._items.tiles
        self._on_shelf: list[Path] = []
        printing.shown.connect(self._shown)
        printing.thumbnail.connect(self._gallery.show_image)
        printing.failed.connect(self._failed)

    def show_items(self) -> None:
        """Show which items there are."""
        desk = self._desk
        wanted = [item.id for item in desk.items]
        if self._gallery.keys() != wanted:
            self._gallery.blockSignals(True)
            self._gallery.clear()
            self._gallery.blockSignals(False)
        for item in desk.items:
            self._gallery.put(item.id, item.mockup.name, f"{item.mockup.name} · {item.mockup.category}")
        self._gallery.choose(desk.item_id)
        self._items.show_items(desk.items)
        self.dress()

    def show_shelf(self) -> None:
        """Show the artwork of the shelf."""
        desk, tiles = self._desk, self._shelf.tiles
        for path in self._on_shelf:
            if path not in desk.shelf:
                tiles.remove(str(path))
        for path, artwork in desk.shelf.items():
            if tiles.tile(str(path)) is None:
                size = "drawing" if artwork.vector else f"{artwork.width} × {artwork.height} px"
                tiles.put(str(path), path.name, f"{path.name}\n{size}")
                tiles.show_image(str(path), _on_grey(artwork.picture))
        self._on_shelf = list(desk.shelf)
        tiles.choose(str(desk.chosen) if desk.chosen else "")
        self._shelf.show_kept()

    def show(self, *, draft: bool = False) -> None:
        """Show the item on the stage and what is set for it; `draft`: while the hand moves."""
        desk = self._desk
        if not desk.items:
            self._stage.say(NONE)
            return
        item, surface = desk.item, desk.surface_id
        worn = desk.artwork_on(item, surface) is not None
        self._stage.surface, self._stage.grips = surface, worn
        self._stage.say("" if desk.shelf else EMPTY)
        colour = desk.colour(item)
        longest = min(self._stage.longest, LARGEST)
        self._printing.show(Wish(item, desk.prints(item), colour.colour, longest, draft))
        self._side.show_item(item, surface, colour)
        self._side.show_placement(desk.placement_on(item, surface) if worn else None)
        if not draft:
            self._side.show_findings(desk.findings())

    def dress(self) -> None:
        """Show every item of the gallery as it is dressed now."""
        desk = self._desk
        self._printing.dress([(item, desk.prints(item), desk.colour(item).colour) for item in desk.items])

    def dress_one(self) -> None:
        """Show the item of the stage in the gallery as it is dressed now."""
        if self._desk.items:
            item = self._desk.item
            self._printing.dress_one(item, self._desk.prints(item), self._desk.colour(item).colour)

    def _shown(self, shown: Shown) -> None:
        if shown.wish.item.id == self._desk.item_id:
            self._stage.show_picture(shown.image, shown.view)

    def _failed(self, error: StudioError) -> None:
        self.trouble.emit(error.message, error.hint)


def _on_grey(picture: Picture) -> QImage:
    """Return artwork small, in the middle of a grey square."""
    scale = TILE / max(picture.width, picture.height)
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    pixels = np.full((TILE, TILE, 4), GREY, np.float32)
    alpha = np.full((picture.height, picture.width), 255, np.uint8) if picture.alpha is None else picture.alpha
    whole = cv2.resize(np.dstack([picture.rgb[..., ::-1], alpha]), size, interpolation=cv2.INTER_AREA)
    left, top = (TILE - size[0]) // 2, (TILE - size[1]) // 2
    part = pixels[top : top + size[1], left : left + size[0], :3]
    part += (whole[..., :3].astype(np.float32) - part) * (whole[..., 3:].astype(np.float32) / 255)
    pixels[..., 3] = 255
    return image_of_pixels(pixels.astype(np.uint8))
