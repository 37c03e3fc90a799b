"""The Scene: a canvas and elements drawn bottom to top. A Template is a Scene with empty slots.

Element kinds live in `studio/scene/elements/`, one file each; each registers its class here by its `kind`, so that this
module can read and write Scenes without knowing them.
"""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import SerializeAsAny, ValidationError, field_validator, model_serializer

from studio.model.errors import InvalidSceneError
from studio.model.params import Label, Params, Span

VERSION = 1


class Element(Params):
    """Base of every element kind. A subclass sets `kind` and `title` and is registered by `register_element`."""

    kind: ClassVar[str] = ""
    title: ClassVar[str] = ""

    @model_serializer(mode="wrap")
    def _with_kind(self, handler: Any) -> dict[str, Any]:
        return {"kind": self.kind, **handler(self)}


_kinds: dict[str, type[Element]] = {}


def register_element(element: type[Element]) -> type[Element]:
    """Class decorator: make an element kind known; raises ValueError where the kind is empty or taken."""
    if not element.kind or _kinds.get(element.kind, element).__qualname__ != element.__qualname__:
        raise ValueError(f"element kind {element.kind!r} is empty or taken")
    _kinds[element.kind] = element
    return element


def element_kinds() -> dict[str, type[Element]]:
    """Return every registered element kind by its id (a copy)."""
    return dict(_kinds)


class Light(Params):
    """The scene's main light, for every shadow, every reflection and the product's own modelling.

    `strength` and `fill` are shares of the main light as it is at 100 %: the first scales it, the second is light that
    comes from the camera's side into the shadows. `rim` is a second light from behind, on the opposite side. `warmth`
    is the main light's colour against the rest: shadows turn cooler under a warm light. What the light reaches
    undimmed keeps its colour, so that a white backdrop stays white.
    """

    azimuth: Annotated[float, Span(-180, 180, 1, "°"), Label("Direction", "0° from behind, -90° from the left")] = -35.0
    elevation: Annotated[float, Span(10, 90, 1, "°"), Label("Height", "90° is straight above")] = 55.0
    softness: Annotated[float, Span(0, 1, 0.01, "%"), Label("Softness", "A bare sun or a large soft box")] = 0.6
    strength: Annotated[
        float, Span(0, 2, 0.01, "%"), Label("Main light", "Stronger: deeper shadows and more modelling")
    ] = 1.0
    fill: Annotated[
        float, Span(0, 1, 0.01, "%"), Label("Fill light", "Light from the camera's side that opens the shadows")
    ] = 0.0
    warmth: Annotated[
        float, Span(-1, 1, 0.01, "%"), Label("Warmth", "Left bluer, right warmer; shadows turn the other way")
    ] = 0.0
    rim: Annotated[
        float, Span(0, 1, 0.01, "%"), Label("Rim light", "A bright edge from behind; seen where the product is relit")
    ] = 0.0


class Camera(Params):
    """How the scene is looked at: what the ground's perspective comes from.

    `pitch` is the angle at which the camera looks down onto the ground; a level camera sees none of it. `distance` is
    that to a product, in longer sides of the product: about 2 for a wide lens, 4 for a usual one, 10 for a long one.
    """

    pitch: Annotated[
        float, Span(4, 60, 1, "°"), Label("Camera height", "How far it looks down: low on a table, high above it")
    ] = 19.0
    distance: Annotated[
        float, Span(1.5, 12, 0.1, "×"), Label("Distance", "Of the camera. Near: strong perspective. Far: hardly any")
    ] = 4.0


class Canvas(Params):
    """The picture's nominal size in pixels; a render may be asked for at any other size of the same shape."""

    width: Annotated[int, Span(16, 20000, 1, "px"), Label("Width")] = 2000
    height: Annotated[int, Span(16, 20000, 1, "px"), Label("Height")] = 2000


class Scene(Params):
    """A canvas, a light, a camera, and elements drawn bottom to top. Lengths are shares of the canvas or product."""

    version: Literal[1] = 1
    canvas: Canvas = Canvas()
    light: Light = Light()
    camera: Camera = Camera()
    elements: tuple[SerializeAsAny[Element], ...] = ()

    @field_validator("elements", mode="before")
    @classmethod
    def _by_kind(cls, value: Any) -> Any:
        if not isinstance(value, list | tuple):
            raise ValueError("elements must be a list")
        return tuple(_element(item) for item in value)

    def first(self, kind: type[Element]) -> Element | None:
        """Return the lowest element of a kind, or None."""
        return next((element for element in self.elements if isinstance(element, kind)), None)

    def replaced(self, old: Element, new: Element) -> "Scene":
        """Return the scene with one element (found by identity) exchanged."""
        return self.model_copy(update={"elements": tuple(new if item is old else item for item in self.elements)})


def _element(item: Any) -> Element:
    if isinstance(item, Element):
        return item
    if not isinstance(item, dict):
        raise ValueError("an element must be a table with a kind")
    fields = dict(item)
    kind = fields.pop("kind", None)
    if not isinstance(kind, str) or kind not in _kinds:
        raise ValueError(f"unknown element kind {kind!r}; known are {', '.join(sorted(_kinds))}")
    return _kinds[kind].model_validate(fields)


def read_scene(data: Any, name: str = "scene") -> Scene:
    """Validate plain data (parsed JSON or TOML) as a Scene; raises InvalidSceneError naming `name` and the field."""
    if isinstance(data, dict) and isinstance(data.get("version", 1), int) and data.get("version", 1) > VERSION:
        raise InvalidSceneError(
            f"{name} was made by a newer Listing Studio (version {data['version']}).", "Update the studio to open it."
        )
    try:
        return Scene.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise InvalidSceneError(
            f"{name}: {place}: {first['msg']}.", "Mend that field or choose another file."
        ) from error
