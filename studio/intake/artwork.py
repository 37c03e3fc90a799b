"""Artwork files: what `load` reads, and drawings (SVG, PDF), which are drawn at the size that is needed."""

from pathlib import Path

from studio.intake.files import check_file, read_head, shown, speaking
from studio.intake.load import load
from studio.model.errors import UnreadablePhotoError
from studio.model.printing import Artwork

SUFFIXES = frozenset(
    (".png", ".jpg", ".jpeg", ".webp", ".avif", ".tif", ".tiff", ".psd", ".psb", ".svg", ".svgz", ".pdf", ".ai")
)
"""Of files in a folder, those with these suffixes can be artwork."""

LONGEST = 4096


def load_artwork(path: Path, *, longest: int = LONGEST) -> Artwork:
    """Return artwork at a longest side of at most that many pixels; drawings are drawn that large.

    Raises UnreadablePhotoError, PhotoTooLargeError or MissingReaderError, each naming the file. Nothing outside the
    file is read: a drawing that refers to other files or addresses is refused.
    """
    check_file(path)
    absent_fonts: tuple[str, ...] = ()
    with speaking(path):
        head = read_head(path, 1024)
        if head.startswith(b"%PDF-") or b"%PDF-" in head:
            from studio.intake.pdf import draw_pdf

            picture, size = draw_pdf(path, longest)
        elif _is_svg(head, path):
            from studio.intake.svg import draw_svg

            picture, size, absent_fonts = draw_svg(path, longest)
        else:
            loaded = load(path, longest=longest)
            return _checked(path, Artwork(path.stem, loaded.picture, loaded.source.width, loaded.source.height))
    return _checked(path, Artwork(path.stem, picture, *size, vector=True, absent_fonts=absent_fonts))


def _is_svg(head: bytes, path: Path) -> bool:
    if head.startswith(b"\x1f\x8b"):
        return path.suffix.lower() == ".svgz"
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return text.startswith(b"<") and (b"<svg" in text or path.suffix.lower() == ".svg")


def _checked(path: Path, artwork: Artwork) -> Artwork:
    alpha = artwork.picture.alpha
    if alpha is not None and not alpha.any():
        raise UnreadablePhotoError(f"{shown(path)} is empty: nothing in it can be seen.", "Choose other artwork.")
    return artwork
