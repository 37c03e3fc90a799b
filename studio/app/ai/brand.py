"""The brand that generated pictures, texts and judgements are held to: kept with the settings, shared as a file."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

import studio.scene  # noqa: F401  (makes the element kinds known, which presets name)
from studio.model.brand import Brand
from studio.model.errors import InvalidPresetError, UsageError
from studio.model.kept import KeptLimits
from studio.model.scene import Scene
from studio.store import atomic
from studio.store.ai_settings import load_ai_settings, save_ai_settings
from studio.store.presets import list_presets, load_preset

LARGEST = 1_000_000  # bytes of a file


def brand_of(preset: str | None = None) -> Brand:
    """Return a preset's brand, or without one the seller's own; raises InvalidPresetError, BrokenSettingsError."""
    return load_preset(preset).brand if preset else load_ai_settings().brand


def scene_of(preset: str | None = None) -> Scene:
    """Return a preset's scene, or without one the usual: generated places follow its light and its camera.

    Raises InvalidPresetError.
    """
    return load_preset(preset).scene if preset else Scene()


def keep_brand(brand: Brand) -> None:
    """Let this brand hold from now on, in the window and on the command line; raises WriteError."""
    save_ai_settings(replace(load_ai_settings(), style=brand.style, limits=brand.limits))


def brand_with(style: str | None, limits: Mapping[str, float | bool], *, usual: bool = False) -> Brand:
    """Return the seller's brand with some of it changed; None leaves the style, `usual` begins from the usual limits.

    Raises UsageError for what is out of bounds.
    """
    now = brand_of()
    base = KeptLimits() if usual else now.limits
    try:
        return Brand(
            style=now.style if style is None else style.strip(),
            limits=KeptLimits.model_validate({**base.model_dump(), **limits}),
        )
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UsageError(
            f"The brand's {where} cannot be so: {first['msg']}.", "See `studio brand set --help`."
        ) from None


def brands_of_presets() -> dict[str, Brand]:
    """Return by name the brands of those presets that carry one."""
    return {preset.name: preset.brand for preset in list_presets() if preset.brand != Brand()}


def brand_from(source: str) -> Brand:
    """Return the brand in a file, or of a preset that carries one; raises InvalidPresetError."""
    if Path(source).suffix == ".toml":
        return read_brand(Path(source))
    if (brand := brand_of(source)) == Brand():
        raise InvalidPresetError(
            f"The preset {source} carries no brand.", "Choose another, or `studio brand set --usual-limits --style ''`."
        )
    return brand


def read_brand(path: Path) -> Brand:
    """Return the brand in a file that was shared: a brand's or a preset's; raises InvalidPresetError."""
    cure = "Choose a brand or a preset that was saved by the studio."
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError("it is far too large")
        table = tomllib.loads(path.read_text(encoding="utf-8"))["brand"]
        return Brand.model_validate(table)
    except KeyError:
        raise InvalidPresetError(f"There is no brand in {path.name}.", cure) from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidPresetError(f"{path.name} is no readable brand: {where}: {first['msg']}.", cure) from None
    except (OSError, ValueError, RecursionError) as error:
        raise InvalidPresetError(f"{path.name} is no readable brand: {error}.", cure) from None


def write_brand(brand: Brand, path: Path) -> Path:
    """Write a brand to be shared; raises WriteError."""
    atomic.write_text(path, as_toml(brand))
    return path


def as_toml(brand: Brand) -> str:
    """Return a brand as it is shared."""
    import tomli_w

    return tomli_w.dumps({"brand": brand.model_dump()})
