"""The first page of a PDF, drawn by PDFium: what Illustrator, Affinity and Canva export designs as."""

from pathlib import Path
from typing import Any

import numpy as np

from studio.intake.drawn import straight
from studio.intake.files import read_whole, shown
from studio.model.errors import MissingReaderError, UnreadablePhotoError
from studio.model.picture import Picture


def draw_pdf(path: Path, longest: int) -> tuple[Picture, tuple[int, int]]:
    """Return the first page with its longer side of that many pixels, clear where empty, and its size at 96 dpi."""
    try:
        import pypdfium2
    except ImportError as error:
        raise MissingReaderError(
            f"{shown(path)} is a PDF, which needs PDFium.", "Install it with `pip install pypdfium2`."
        ) from error
    try:
        document = pypdfium2.PdfDocument(read_whole(path))
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise UnreadablePhotoError(
            f"{shown(path)} is {'locked by a password' if locked else 'damaged and cannot be read'}.",
            "Save it without a password." if locked else "Export it again.",
        ) from error
    try:
        return _drawn(path, document, longest)
    finally:
        document.close()


def _drawn(path: Path, document: Any, longest: int) -> tuple[Picture, tuple[int, int]]:
    if not len(document):
        raise UnreadablePhotoError(f"{shown(path)} has no page.", "Export it again.")
    page = document[0]
    wide, tall = page.get_size()
    if min(wide, tall) <= 0 or not 1e-3 < wide / tall < 1e3:
        raise UnreadablePhotoError(f"{shown(path)} has a page without a usable size.", "Export it again.")
    bitmap = page.render(
        scale=longest / max(wide, tall), fill_color=(255, 255, 255, 0), force_bitmap_format=4, rev_byteorder=True
    )
    rgba = np.array(bitmap.to_numpy(), copy=True)
    bitmap.close()
    page.close()
    return straight(rgba), (max(1, round(wide * 96 / 72)), max(1, round(tall * 96 / 72)))
