"""The brand that generated pictures, texts and judgements are held to: kept with the settings, shared as a file."""

import tomllib
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from studio.model.brand import Brand
from studio.model.errors import InvalidPresetError
from studio.store import atomic
from studio.store.ai_settings import load_ai_settings, save_ai_settings
from studio.store.presets import list_presets, load_preset

LARGEST = 1_000_000  # bytes of a file


def brand_of(preset: str | None = None) -> Brand:
    """Return a preset's brand, or without one the seller's own; raises InvalidPresetError, BrokenSettingsError."""
    return load_preset(preset).brand if preset else load_ai_settings().brand


def keep_brand(brand: Brand) -> None:
    """Let this brand hold from now on, in the window and on the command line; raises WriteError."""
    save_ai_settings(replace(load_ai_settings(), style=brand.style, limits=brand.limits))


def brands_of_presets() -> dict[str, Brand]:
    """Return by name the brands of those presets that carry one."""
    return {preset.name: preset.brand for preset in list_presets() if preset.brand != Brand()}


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
    import tomli_w

    atomic.write_text(path, tomli_w.dumps({"brand": brand.model_dump()}))
    return path
