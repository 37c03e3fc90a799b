"""Downloaded networks made lighter on this computer, and which of their forms answers soonest."""

from pathlib import Path

from studio.cutout.networks import known_weights, open_session
from studio.cutout.networks.cards import Weights, weight_file
from studio.cutout.networks.lighten import lighten
from studio.cutout.networks.twin import Twin
from studio.intake import load
from studio.model.errors import UsageError
from studio.model.picture import Bytes
from studio.model.progress import SILENT, Progress
from studio.store import paths

_LONGEST = 1024  # pixels: no network that is known looks at more


def lighten_model(model: str, progress: Progress = SILENT) -> Twin:
    """Make a model's int8 twin with the sample photos: every other one for its scales, the rest to judge it by.

    It is used from then on where it answers sooner. Raises UsageError, NoTwinError, MissingModelError,
    BrokenModelError, Cancelled.
    """
    photos = [_pixels(path) for path in sorted(paths.shipped("resources", "samples").glob("*.jpg"))]
    return lighten(_weights(model), photos[::2], photos[1::2], progress)


def device_of(model: str) -> str:
    """Return what a model runs on here and why, after a short trial where there is a choice; raises as above."""
    return open_session(weight_file(_weights(model))).why


def _pixels(path: Path) -> Bytes:
    return load(path, longest=_LONGEST).picture.rgb


def _weights(model: str) -> Weights:
    known = known_weights().get(model)
    if known is None or known.decoder is not None:
        raise UsageError(f"{model} is no downloaded cutout model.", "See `studio models list`.")
    return known
