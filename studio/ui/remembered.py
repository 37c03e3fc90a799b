"""What the window remembers from day to day: its place, the panels, the theme. One small JSON file."""

import json
from pathlib import Path
from typing import Any


class Remembered:
    """A dictionary on disk. Reading never fails (a broken file counts as empty), writing never hinders closing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values: dict[str, Any] = {}
        try:
            found = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            return
        if isinstance(found, dict):
            self._values = found

    def get(self, name: str, kind: type[Any], default: Any) -> Any:
        """Return a value of the expected kind, else the default."""
        value = self._values.get(name, default)
        return value if isinstance(value, kind) else default

    def set(self, name: str, value: Any) -> None:
        """Remember a plain value."""
        self._values[name] = value

    def save(self) -> None:
        """Write the file in one step."""
        from studio.model.errors import WriteError
        from studio.store import atomic

        try:
            atomic.write_json(self._path, self._values, parents=True)
        except WriteError:
            return
