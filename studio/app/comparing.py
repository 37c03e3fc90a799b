"""One photo cut out by one method, to be looked at beside other methods' results."""

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from studio.app.photo import develop
from studio.app.photo.develop import KeptCutout
from studio.app.photo.telling import reasons_to_look
from studio.model.matte import CutoutSettings
from studio.model.touchup import UNTOUCHED


@dataclass(frozen=True)
class Tried:
    """`cutout`: on plates, which whoever looks at it removes. `seconds`: to find and cut, file reading included."""

    model: str
    cutout: KeptCutout
    confidence: float
    reasons: tuple[str, ...]
    seconds: float
    device: str

    def remove(self) -> None:
        """Give the shared memory back."""
        for plate in (self.cutout.rgb, self.cutout.alpha):
            plate.remove()


def try_method(path: str, settings: CutoutSettings, folder: Path) -> Tried:
    """Cut a photo out as `settings` say, without what was done by hand; raises StudioError."""
    start = perf_counter()
    made = develop.develop(path, settings, folder, UNTOUCHED)
    seconds = perf_counter() - start
    close = develop.redevelop(made, settings, folder, develop.PROXY)
    for plate in {*made.plates, *close.plates} - {close.cutout.rgb, close.cutout.alpha}:
        plate.remove()
    facts = close.cutout.facts
    return Tried(settings.model, close.cutout, facts.confidence, reasons_to_look(facts), seconds, made.matte.device)
