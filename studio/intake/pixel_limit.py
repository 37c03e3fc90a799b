"""Our own limit on pixels instead of Pillow's process-wide one.

Pillow warns above `Image.MAX_IMAGE_PIXELS` and refuses above twice that, also while decoding, so our readers, which
check the size themselves, lift it while they work. Readers of rare formats, whose files hide other sizes inside, keep
Pillow's limit: the two kinds never work at the same time, and outside both the setting is as others left it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition

from studio.intake.files import shown
from studio.model.errors import PhotoTooLargeError

PIXEL_LIMIT = 250_000_000
_turn = Condition()
_at_work = 0
_pillows_own: int | None = None


def check_pixels(path: Path, width: int, height: int, limit: int) -> None:
    """Raise PhotoTooLargeError before any memory is used for pixels."""
    if width * height > limit:
        raise PhotoTooLargeError(
            f"{shown(path)} has {width * height / 1e6:.0f} megapixels ({width} × {height}); "
            f"the limit is {limit / 1e6:.0f}.",
            "Save it smaller.",
        )


@contextmanager
def ours() -> Iterator[None]:
    """Lift Pillow's limit inside; the caller has checked the size, or reads no more than a header."""
    from PIL import Image

    global _at_work, _pillows_own  # noqa: PLW0603  (it guards a global of Pillow's)
    with _turn:
        if _at_work == 0:
            _pillows_own, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
        _at_work += 1
    try:
        yield
    finally:
        with _turn:
            _at_work -= 1
            if _at_work == 0:
                Image.MAX_IMAGE_PIXELS = _pillows_own
                _turn.notify_all()


@contextmanager
def pillows() -> Iterator[None]:
    """Keep Pillow's limit inside, waiting until nobody has it lifted; short work only."""
    with _turn:
        _turn.wait_for(lambda: _at_work == 0)
        yield
