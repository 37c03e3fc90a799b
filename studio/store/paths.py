"""Where things lie: what ships with the studio, and what belongs to the person who uses it.

Nothing here creates a folder; whoever writes does (`atomic.write_bytes(…, parents=True)`).
"""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped(*parts: str) -> Path:
    """Return the path of something that ships: `shipped("resources", "channels")`, `shipped("presets")`.

    In an installed wheel it lies inside the package, in a checkout at its root. The path need not exist.
    """
    packed = _PACKAGE / "_shipped"
    root = packed if packed.is_dir() else _PACKAGE.parent
    return root.joinpath(*parts)


def home() -> Path:
    """Return the folder of settings, catalogue, caches, models and journals: STUDIO_HOME, or the system's choice."""
    chosen = os.environ.get("STUDIO_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("listing-studio", appauthor=False)


def cache() -> Path:
    """Return the folder for what can be made again."""
    return home() / "cache"


def settings_file() -> Path:
    """Return the path of the settings."""
    return home() / "settings.toml"
