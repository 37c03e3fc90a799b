"""Bytes → Picture: orientation, colour profile, proxies and thumbnails, and which photos belong together.

Importing this is cheap: decoders are imported by the reader that needs them, when it is first used.
"""

from studio.intake.clean_plates import clean_plate_beside, second_shot_beside
from studio.intake.fingerprint import fingerprint
from studio.intake.gather import gather
from studio.intake.group import group
from studio.intake.load import load, probe
from studio.intake.pixel_limit import PIXEL_LIMIT
from studio.intake.resize import reduced
from studio.intake.thumbnail import thumbnail

__all__ = [
    "PIXEL_LIMIT",
    "clean_plate_beside",
    "fingerprint",
    "gather",
    "group",
    "load",
    "probe",
    "reduced",
    "second_shot_beside",
    "thumbnail",
]
