"""What can be asked to cut a product out, and whether it can be used here and now."""

from dataclasses import dataclass

from studio.cutout.find import BUILT_IN


@dataclass(frozen=True)
class CutoutModel:
    """`available`: whether it can be used without getting anything first."""

    id: str
    available: bool


def cutout_models() -> list[CutoutModel]:
    """Return every known method, the built-in ones first."""
    from studio.cutout.networks import installed, known_weights

    networks = [CutoutModel(name, installed(weights) is not None) for name, weights in known_weights().items()]
    return [*(CutoutModel(name, True) for name in BUILT_IN), *networks]
