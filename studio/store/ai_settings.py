"""What a person chose about AI: models for tasks, prices of their own, budgets, servers. No key is ever among it.

Kept as `ai.toml` under the studio's home, written whole and atomically; unknown entries of a newer studio are kept.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from studio.model.brand import Brand
from studio.model.errors import StudioError
from studio.model.kept import KeptLimits
from studio.store import atomic, paths

OverBudget = Literal["ask", "stop"]


class BrokenSettingsError(StudioError):
    """The file of the AI settings cannot be read."""

    kind = "broken-settings"


@dataclass(frozen=True)
class Budget:
    """USD; None: no limit. `over`: whether a call above it is asked about or not made at all."""

    month_usd: float | None = None
    batch_usd: float | None = None
    over: OverBudget = "ask"


@dataclass(frozen=True)
class AiSettings:
    """`tasks`: models by task, in the order in which they are asked. `servers`: addresses of local servers by name.

    `prices`: `[price]` entries by model that replace those of its card. `limits`: how far a product may change when its
    surroundings are made; `style`: the brand's, in words. `rest`: what this studio does not know.
    """

    tasks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    budget: Budget = Budget()
    servers: Mapping[str, str] = field(default_factory=dict)
    prices: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    rest: Mapping[str, Any] = field(default_factory=dict)
    limits: KeptLimits = field(default_factory=KeptLimits)
    style: str = ""

    @property
    def brand(self) -> Brand:
        """Style and limits together, as presets carry them."""
        return Brand(style=self.style, limits=self.limits)


def settings_file() -> Path:
    """Return the place of the AI settings."""
    return paths.home() / "ai.toml"


def load_ai_settings() -> AiSettings:
    """Return what was chosen; nothing chosen is fine. Raises BrokenSettingsError."""
    file = settings_file()
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        tasks = {task: tuple(map(str, models)) for task, models in data.pop("tasks", {}).items()}
        budget = _budget(data.pop("budget", {}))
        servers = {name: str(url) for name, url in data.pop("servers", {}).items()}
        prices = {model: dict(table) for model, table in data.pop("prices", {}).items()}
        limits = KeptLimits.model_validate(data.pop("limits", {}))
        style = Brand.model_validate(data.pop("brand", {})).style
    except FileNotFoundError:
        return AiSettings()
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise BrokenSettingsError(
            f"{file} cannot be read: {error}.", "Correct the file, or remove it to begin with the usual choices."
        ) from error
    return AiSettings(tasks, budget, servers, prices, data, limits, style)


def save_ai_settings(settings: AiSettings) -> None:
    """Write the choices; raises WriteError."""
    import tomli_w

    budget = {name: value for name, value in vars(settings.budget).items() if value is not None}
    data = {
        **settings.rest,
        "tasks": {task: list(models) for task, models in settings.tasks.items()},
        "budget": budget,
        "servers": dict(settings.servers),
        "prices": {model: dict(table) for model, table in settings.prices.items()},
    }
    if settings.limits != KeptLimits():
        data["limits"] = settings.limits.model_dump()
    if settings.style:
        data["brand"] = {"style": settings.style}
    atomic.write_text(settings_file(), tomli_w.dumps(data), parents=True)


def _budget(table: Mapping[str, Any]) -> Budget:
    over = table.get("over", "ask")
    if over not in ("ask", "stop"):
        raise ValueError(f"over = {over!r} is neither “ask” nor “stop”")
    return Budget(_money(table.get("month_usd")), _money(table.get("batch_usd")), over)


def _money(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e9:
        raise ValueError(f"{value!r} is no sum of money")
    return float(value)
