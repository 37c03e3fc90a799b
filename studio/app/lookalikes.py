"""A reference photo → a preset that makes one's own photos look like it; nothing of the reference is kept."""

import re
from dataclasses import dataclass
from pathlib import Path

from studio.app.lookalike_places import in_a_place
from studio.app.photo.mattes import PROXY
from studio.cutout import find_matte
from studio.intake import load
from studio.model.picture import Picture
from studio.model.preset import Preset
from studio.scene.lookalike import Inferred, read
from studio.scene.viewpoint import viewpoint_by


@dataclass(frozen=True, eq=False)
class Lookalike:
    """`reference`: as it was read, for looking at. `preset`: its scene. `inferred`: what was read, and how sure."""

    reference: Picture
    preset: Preset
    inferred: tuple[Inferred, ...]


def lookalike_of(path: Path, longest: int = PROXY) -> Lookalike:
    """Measure a reference; raises StudioError where it cannot be read or shows no product."""
    picture = load(path, longest=longest).picture
    matte = find_matte(picture)
    scene, inferred = in_a_place(read(picture, matte), viewpoint_by(matte.alpha, matte.box))
    name = f"Like {path.stem}"[:80]
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60] or "lookalike"
    preset = Preset(id=slug, name=name, description="Measured from a reference picture.", scene=scene)
    return Lookalike(picture, preset, inferred)
