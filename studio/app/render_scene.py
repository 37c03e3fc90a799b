"""`studio render`: one Scene at any size, its slots filled with photos."""

import json
from collections.abc import Mapping
from pathlib import Path

from studio.app.ai.credentials import with_credentials
from studio.app.ai.marks import metadata_for, metadata_of_files
from studio.app.cutouts import matte_of
from studio.app.photo.adapt import is_backdrop, keeps_shadow, products
from studio.app.photo.pictures import load_pictures
from studio.cutout import cut
from studio.export import encode, formats
from studio.intake import load
from studio.model.errors import InvalidSceneError, UsageError
from studio.model.matte import Cutout, CutoutSettings
from studio.model.newer_scene import read_known
from studio.model.render import RenderRequest
from studio.model.scene import Scene
from studio.scene import render
from studio.store import atomic

_FORMATS = {"jpg": "jpeg", "jpeg": "jpeg", "png": "png", "webp": "webp", "avif": "avif"}


def read_scene_file(path: Path) -> tuple[Scene, tuple[str, ...]]:
    """Return a Scene from JSON, a receipt's scene included, and what of a newer studio's is not known here.

    Raises InvalidSceneError.
    """
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise InvalidSceneError(f"{path.name} is not a readable scene: {error}.", "Choose another file.") from error
    if isinstance(data, dict) and isinstance(data.get("scene"), dict):
        data = data["scene"]
    return read_known(data, path.name)


def format_of(out: Path) -> str:
    """Return the format that a file's ending means; raises UsageError."""
    chosen = _FORMATS.get(out.suffix.lower().lstrip("."))
    if chosen is None:
        raise UsageError(f"{out.name} has no ending that can be written.", f"Use one of {', '.join(formats())}.")
    return chosen


def render_scene(
    scene: Scene, photos: Mapping[str, Path], size: tuple[int, int], out: Path, *, model: str = "embedded"
) -> list[str]:
    """Render a scene with photos in its slots and write it; return sentences about what was missing.

    Raises StudioError: a slot without photo, an unreadable photo, a size that cannot be made.
    """
    chosen = format_of(out)
    unknown = set(photos) - {product.slot for product in products(scene)}
    if unknown:
        known = ", ".join(sorted({product.slot for product in products(scene)})) or "none"
        raise UsageError(f"The scene has no slot {', '.join(sorted(unknown))}.", f"Its slots are: {known}.")
    clear = chosen != "jpeg" and not any(is_backdrop(element) for element in scene.elements)
    rendition = render(
        RenderRequest(
            scene,
            *size,
            cutouts={slot: _cutout(path, model, keeps_shadow(scene)) for slot, path in photos.items()},
            pictures=load_pictures(scene),
            transparent=clear,
        )
    )
    metadata = metadata_for(scene, metadata_of_files(photos.values()))
    encoded = with_credentials(encode(rendition.picture, format=chosen, metadata=metadata), metadata, out.name)
    atomic.write_bytes(out, encoded.data, parents=True)
    return list(rendition.missing)


def _cutout(path: Path, model: str, own_shadow: bool) -> Cutout:
    loaded, settings = load(path), CutoutSettings(model=model)
    size = (loaded.source.width, loaded.source.height)
    return cut(loaded.picture, matte_of(path, settings), settings, size, own_shadow=own_shadow)
