"""Parameters that people can set: frozen fields with a range and a label, from which controls are derived."""

from dataclasses import dataclass
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core.core_schema import CoreSchema, no_info_after_validator_function


class Params(BaseModel):
    """Base of every set of parameters: frozen, refuses unknown fields, NaN and infinities."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, validate_default=True)

    def changed(self, **values: Any) -> Self:
        """Return a validated copy with some fields replaced; raises pydantic.ValidationError."""
        return type(self).model_validate({**dict(self), **values})

    def shareable(self) -> dict[str, Any]:
        """Return the values as JSON can hold them, without those marked `Private`."""
        private = {
            name for name, info in type(self).model_fields.items() if any(_is_private(it) for it in info.metadata)
        }
        return self.model_dump(mode="json", exclude=private)


@dataclass(frozen=True)
class Span:
    """The range of a number and the step of one key press; a slider shows exactly this."""

    low: float
    high: float
    step: float = 0.01
    unit: str = ""  # "%", "°", "EV"… the window multiplies shares by 100 where the unit is "%"

    def inside(self, value: float) -> float:
        """Return the value; raises ValueError outside, so that a file cannot hold what no slider shows."""
        if not self.low <= value <= self.high:
            raise ValueError(f"{value} is not between {self.low} and {self.high}")
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let pydantic check the range."""
        return no_info_after_validator_function(self.inside, handler(source))


@dataclass(frozen=True)
class Private:
    """Marks a field that stays on this computer: presets, receipts and everything else that is shared go without it."""


@dataclass(frozen=True)
class Label:
    """The seller's word for a field, and a sentence for its tooltip."""

    text: str
    hint: str = ""


def _is_private(mark: object) -> bool:
    return isinstance(mark, Private)


def _hex_colour(value: str) -> str:
    text = value.strip().lower()
    digits = text.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) != 6 or any(digit not in "0123456789abcdef" for digit in digits):
        raise ValueError(f"{value!r} is not a colour; write it as #rrggbb")
    return "#" + digits


Colour = Annotated[str, AfterValidator(_hex_colour)]
"""An sRGB colour as `#rrggbb`."""


def rgb_of(colour: str) -> tuple[int, int, int]:
    """Return red, green, blue (0–255, sRGB) of a `#rrggbb` colour."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
