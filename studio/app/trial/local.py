"""What a trial measures of methods on this computer: anew each time, and not from what was kept."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from studio.ai.tasks.upscale import enlarged, returns
from studio.export import encode
from studio.intake import load
from studio.model.ai import Task
from studio.model.picture import Picture
from studio.store import atomic, speeds

FACTOR = 2.0  # of enlarging
LARGEST = 1200  # px of a photo that is enlarged in a trial: enough to see, and larger ones hardly need it
Measured = tuple[float, dict[str, float]]
"""Seconds of the work alone, and scores."""


def cut_locally(photo: Path, model: str, output: Path) -> Measured:
    """Cut a product out; the score is the method's own confidence."""
    from studio.app.cutouts import whole_photo
    from studio.app.photo.mattes import PROXY
    from studio.cutout import cut, find_matte
    from studio.model.matte import CutoutSettings

    picture = load(photo, longest=PROXY).picture
    began = perf_counter()
    matte = find_matte(picture, model)
    seconds = perf_counter() - began
    cutout = cut(picture, matte, CutoutSettings(model=model), (picture.width, picture.height))
    _write(whole_photo(cutout), output)
    return seconds, {"confidence": round(matte.confidence, 4)}


def enlarge_locally(photo: Path, model: str, output: Path) -> Measured:
    """Enlarge a photo, a large one reduced before; the score: how far the result, made small again, is the photo."""
    picture = load(photo, longest=LARGEST).picture
    began = perf_counter()
    large = enlarged(picture, FACTOR, model)
    seconds = perf_counter() - began
    _write(large, output)
    return seconds, {"returns": round(1 / (1 + returns(picture, large)), 4)}


def measured(work: Callable[[Path, str, Path], Measured], photo: Path, model: str, output: Path) -> Measured:
    """Do it, and let its seconds count among the seller's own."""
    found = work(photo, model, output)
    speeds.note(model, found[0])
    return found


LOCAL: dict[Task, Callable[[Path, str, Path], Measured]] = {"cutout": cut_locally, "upscale": enlarge_locally}
"""By task. One after the other: they share this computer's processor, and would slow each other down."""


def _write(picture: Picture, output: Path) -> None:
    atomic.write_bytes(output, encode(picture, format="png").data, parents=True)
