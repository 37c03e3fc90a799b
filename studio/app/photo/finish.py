"""A cutout made into one channel's finished file: scene, picture, bytes, findings, mended once where that helps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from studio.app.ai.credentials import room_for_credentials, with_credentials
from studio.app.ai.marks import metadata_for
from studio.app.photo.adapt import demands_white, is_backdrop, products, scene_for_channel, scene_for_photo
from studio.app.photo.clock import Clock
from studio.app.photo.file_wish import FileWish, file_wish
from studio.app.photo.mend import mended
from studio.app.photo.pictures import named_pictures
from studio.check import Finished, check, read_finished
from studio.export import Encoded, encode
from studio.model.channel import Channel
from studio.model.finding import Finding
from studio.model.matte import Cutout
from studio.model.picture import Picture
from studio.model.preset import Preset
from studio.model.render import Relit, RenderRequest, Rendition
from studio.model.scene import Scene
from studio.scene import render

_SEE_THROUGH = ("png", "webp", "avif")
RELIT = "Product relit"
_WEIGHT = {"error": 100, "warning": 1, "info": 0}


@dataclass(eq=False)
class Latest:
    """The last picture of a photo, its bytes and what reading them back gave: the next channel often asks for the same.

    `told` is what had to give to make the file small or large enough.
    """

    scene: Scene | None = None
    clear: bool = False
    rendition: Rendition | None = None
    wish: FileWish | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    encoded: Encoded | None = None
    told: Sequence[str] = ()
    finished: tuple[Encoded, Finished] | None = None

    def fits(self, wish: FileWish, metadata: Mapping[str, str]) -> bool:
        """Whether the bytes at hand are those that encoding with another wish would give."""
        if self.encoded is None or self.wish is None or self.told or self.metadata != metadata:
            return False
        alike = (self.wish.format, self.wish.quality, self.wish.chroma) == (wish.format, wish.quality, wish.chroma)
        size = len(self.encoded.data)
        return alike and size <= (wish.max_bytes or size) and size >= (wish.min_bytes or 0)


@dataclass(frozen=True, eq=False)
class Order:
    """What is to be made: `metadata` travels into the file, `name` is its name, `pictures` are what the scene names.

    `latest` is shared by the orders of one photo.
    """

    channel: Channel
    cutout: Cutout
    metadata: Mapping[str, str]
    name: str
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    latest: Latest = field(default_factory=Latest)


@dataclass(frozen=True, eq=False)
class Made:
    """A finished file that is not written yet; `finished` is what reading its bytes back gives."""

    scene: Scene
    rendition: Rendition
    encoded: Encoded
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    finished: Picture

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.rendition.picture.width, self.rendition.picture.height


def make(preset: Preset, order: Order, clock: Clock) -> Made:
    """Return the file for a channel; raises StudioError. What is mendable is mended once, where that does any good."""
    scene, notes = scene_for_channel(preset.scene, order.channel)
    scene, reduced = scene_for_photo(scene, order.channel, order.cutout)
    wish = file_wish(preset.output, order.channel)
    made = _made(scene, wish, order, clock, [*notes, *reduced])
    other = mended(scene, made.findings, order.channel, made.rendition)
    if other is None:
        return made
    second = _made(other.scene, wish, order, clock, [*made.notes, *other.notes])
    return second if _burden(second.findings) < _burden(made.findings) else made


def _made(scene: Scene, wish: FileWish, order: Order, clock: Clock, notes: Sequence[str]) -> Made:
    with clock.stage("scene"):
        rendition = _rendition(scene, wish, order)
    with clock.stage("export"):
        metadata = metadata_for(scene, order.metadata)
        encoded, told = _written(rendition, wish, metadata, order.latest)
        encoded = with_credentials(encoded, metadata, order.name)
    with clock.stage("check"):
        finished = _read_back(encoded, order)
        findings = [*_left_out(scene, order), *check(finished, order.channel, rendition, scene=scene)]
    drawn = [*rendition.missing, *(_lit(each) for each in rendition.relit.values() if each.amount > 0)]
    every = (*(note for note in notes if not note.startswith(RELIT)), *told, *drawn)
    return Made(scene, rendition, encoded, tuple(findings), tuple(dict.fromkeys(every)), finished.picture)


def _left_out(scene: Scene, order: Order) -> list[Finding]:
    """Return a finding for each picture that the scene names and nobody could read: the file is made without it."""
    fix = "Put the file back where it was, or choose another backdrop or picture."
    names = (name for name in named_pictures(scene) if name not in order.pictures)
    messages = (f"The scene's picture “{name}” is missing or cannot be read; it was left out." for name in names)
    return [Finding("scene", "error", message, fix=fix) for message in messages]


def _lit(relit: Relit) -> str:
    held = ", held at its limit" if relit.held else ""
    return f"{RELIT}: colours differ by {relit.difference:.1f} ΔE on average, hue by {relit.hue_shift:.1f}°{held}."


def _rendition(scene: Scene, wish: FileWish, order: Order) -> Rendition:
    """Render; see-through where the scene has no backdrop and format and channel allow it."""
    clear = wish.format in _SEE_THROUGH and not any(is_backdrop(element) for element in scene.elements)
    channel = order.channel
    clear = clear and not demands_white(channel) and channel.value("transparency", True) is not False
    latest = order.latest
    if latest.rendition is None or (latest.scene, latest.clear) != (scene, clear):
        latest.rendition = latest.encoded = latest.finished = None  # memory is free before the next one is made
        request = RenderRequest(
            scene,
            scene.canvas.width,
            scene.canvas.height,
            cutouts={product.slot: order.cutout for product in products(scene)},
            pictures=order.pictures,
            transparent=clear,
        )
        latest.scene, latest.clear, latest.rendition = scene, clear, render(request)
    return latest.rendition


def _written(
    rendition: Rendition, wish: FileWish, metadata: Mapping[str, str], latest: Latest
) -> tuple[Encoded, Sequence[str]]:
    """Return the file's bytes and what had to give; the same rendition is not encoded twice alike."""
    if latest.encoded is None or not latest.fits(wish, metadata):
        latest.wish, latest.metadata = wish, metadata
        latest.encoded, latest.told = _encoded(rendition, wish, metadata)
    return latest.encoded, latest.told


def _read_back(encoded: Encoded, order: Order) -> Finished:
    """Return what a channel receives; the same bytes are decoded once."""
    known = order.latest.finished
    if known is None or known[0] is not encoded:
        known = order.latest.finished = encoded, read_finished(encoded.data, order.name)
    return known[1].called(order.name)


def _encoded(rendition: Rendition, wish: FileWish, metadata: Mapping[str, str]) -> tuple[Encoded, list[str]]:
    """Encode under the channel's cap, and larger where the channel asks for more bytes; tell what had to give."""
    encoded = encode(
        rendition.picture,
        format=wish.format,
        quality=wish.quality,
        chroma=wish.chroma,
        max_bytes=room_for_credentials(wish.max_bytes, metadata),
        lowest_quality=wish.lowest_quality,
        metadata=metadata,
    )
    notes = []
    if encoded.quality is not None and encoded.quality < wish.quality:
        cap = (wish.max_bytes or 0) / 1e6
        notes.append(f"Quality {wish.quality} → {encoded.quality} to stay under {cap:g} MB.")
    if encoded.chroma is not None and encoded.chroma != wish.chroma:
        notes.append(f"Colour detail {wish.chroma} → {encoded.chroma} to stay small enough.")
    if wish.min_bytes is not None and len(encoded.data) < wish.min_bytes and encoded.quality is not None:
        finest = replace(wish, quality=100, chroma="4:4:4", min_bytes=None)
        larger, _ = _encoded(rendition, finest, metadata)
        notes.append(f"Quality {encoded.quality} → {larger.quality}, because the channel asks for larger files.")
        return larger, notes
    return encoded, notes


def _burden(findings: Sequence[Finding]) -> int:
    return sum(_WEIGHT[finding.severity] for finding in findings)
