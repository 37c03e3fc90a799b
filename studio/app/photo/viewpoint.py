"""From how high a product was photographed: by the phone's own level where the file has it, else by its outline."""

import math

from studio.model.matte import Cutout
from studio.model.picture import Source
from studio.model.viewpoint import Viewpoint

FILM = math.hypot(36, 24)  # millimetres of the diagonal to which a focal length is told
MOST = 75.0  # degrees from which on a product lies, and stands nowhere
LEVEL = -8.0  # degrees: a camera that looks up further was not held at a product on a table


def viewpoint_of_photo(cutout: Cutout, source: Source) -> Viewpoint | None:
    """Return from how high a product was photographed; None where neither file nor outline tells."""
    from studio.scene.viewpoint import viewpoint_of

    return _by_phone(cutout, source) or viewpoint_of(cutout)


def _by_phone(cutout: Cutout, source: Source) -> Viewpoint | None:
    """Return the phone's tilt, corrected for how far from the photo's middle the product's foot is."""
    try:
        tilt, lens = float(source.metadata["tilt"]), float(source.metadata.get("lens", 0))
    except (KeyError, ValueError):
        return None
    pitch = tilt
    if lens:
        high = FILM * source.height / math.hypot(source.width, source.height)
        pitch += math.degrees(math.atan((cutout.box.bottom - 0.5) * high / lens))
    return Viewpoint(round(max(pitch, 0.0), 1), "phone", 0.95) if LEVEL <= pitch <= MOST else None
