"""What a workspace holds, as one immutable value: listings, the look of every photo, and the export wishes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from studio.model.finding import Finding
from studio.model.matte import CutoutSettings
from studio.model.photo import Listing, Photo
from studio.model.preset import Output
from studio.model.scene import Scene
from studio.model.touchup import UNTOUCHED, TouchUp
from studio.model.viewpoint import Viewpoint

Status = Literal["waiting", "working", "ready", "look", "exported", "failed"]
NOTHING: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Look:
    """How one photo is edited: the preset it started from, its scene and its cutout settings."""

    scene: Scene
    cutout: CutoutSettings = field(default_factory=CutoutSettings)
    preset: str = ""  # id of the preset, "" where it came from none

    def changed(self, **values: Any) -> "Look":
        """Return a copy with some fields exchanged."""
        return replace(self, **values)


@dataclass(frozen=True)
class Problem:
    """Why a photo failed: a sentence naming the file, and the cure."""

    kind: str
    message: str
    hint: str = ""


@dataclass(frozen=True)
class PhotoState:
    """What is known of a photo's work; computed, never undone, saved only where it was exported (`exported`).

    `confidence` (0–1): how sure the studio is of the outline. `reasons`: sentences why it needs a look. `findings` by
    channel id; `sizes` gives the finished picture's (width, height) by channel, which a finding's `where` refers to.
    `outputs`: files written by the last export. `viewpoint`: from how high the product was photographed, where that is
    told.
    """

    status: Status = "waiting"
    confidence: float | None = None
    reasons: tuple[str, ...] = ()
    problem: Problem | None = None
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=lambda: NOTHING)
    sizes: Mapping[str, tuple[int, int]] = field(default_factory=lambda: NOTHING)
    outputs: tuple[Path, ...] = ()
    viewpoint: Viewpoint | None = None

    def changed(self, **values: Any) -> "PhotoState":
        """Return a copy with some fields exchanged."""
        return replace(self, **values)


@dataclass(frozen=True)
class Document:
    """Everything that undo takes back and autosave keeps. `newcomer` is the look of photos added later.

    `touchups`: what was done to photos' cutouts by hand, of those that it was done to.
    """

    newcomer: Look
    listings: tuple[Listing, ...] = ()
    looks: Mapping[str, Look] = field(default_factory=lambda: NOTHING)
    channels: tuple[str, ...] = ()
    destination: Path | None = None
    output: Output = field(default_factory=Output)
    touchups: Mapping[str, TouchUp] = field(default_factory=lambda: NOTHING)

    @property
    def photos(self) -> tuple[Photo, ...]:
        """Every photo in the order shown."""
        return tuple(photo for listing in self.listings for photo in listing.photos)

    def with_looks(self, looks: Mapping[str, Look]) -> "Document":
        """Return the document with the looks of some photos exchanged."""
        return replace(self, looks=MappingProxyType({**self.looks, **looks}))

    def with_touchups(self, touchups: Mapping[str, TouchUp]) -> "Document":
        """Return the document with the touch-ups of some photos exchanged."""
        every = {**self.touchups, **touchups}
        return replace(self, touchups=MappingProxyType({key: it for key, it in every.items() if it != UNTOUCHED}))

    def with_listings(self, arrivals: Iterable[Listing]) -> "Document":
        """Return the document with further photos; a known SKU receives them, a photo already here is skipped."""
        known = {photo.id for photo in self.photos}
        listings = {listing.sku: listing for listing in self.listings}
        looks = dict(self.looks)
        for arrival in arrivals:
            fresh = tuple({photo.id: photo for photo in arrival.photos if photo.id not in known}.values())
            known.update(photo.id for photo in fresh)
            looks.update({photo.id: self.newcomer for photo in fresh})
            before = listings.get(arrival.sku, Listing(arrival.sku, ()))
            if fresh:
                listings[arrival.sku] = Listing(arrival.sku, before.photos + fresh)
        return replace(self, listings=tuple(listings.values()), looks=MappingProxyType(looks))

    def without(self, ids: Iterable[str]) -> "Document":
        """Return the document without some photos; a listing left empty goes too."""
        gone = set(ids)
        listings = (Listing(it.sku, tuple(p for p in it.photos if p.id not in gone)) for it in self.listings)
        looks = {key: look for key, look in self.looks.items() if key not in gone}
        touchups = {key: touchup for key, touchup in self.touchups.items() if key not in gone}
        return replace(
            self,
            listings=tuple(it for it in listings if it.photos),
            looks=MappingProxyType(looks),
            touchups=MappingProxyType(touchups),
        )

    def moved(self, ids: Iterable[str], sku: str, before: str | None = None) -> "Document":
        """Return the document with photos moved to listing `sku` (new where unknown), before photo `before` or last."""
        wanted = set(ids)
        moving = tuple(photo for photo in self.photos if photo.id in wanted)
        listings: list[Listing] = []
        for listing in self.listings:
            photos = tuple(photo for photo in listing.photos if photo.id not in wanted)
            listings.append(Listing(listing.sku, _inserted(photos, moving, before) if listing.sku == sku else photos))
        if all(listing.sku != sku for listing in listings):
            listings.append(Listing(sku, moving))
        return replace(self, listings=tuple(listing for listing in listings if listing.photos))

    def renamed(self, sku: str, new: str) -> "Document":
        """Return the document with a listing under another SKU; where that is taken, the two become one."""
        if new != sku and any(listing.sku == new for listing in self.listings):
            ids = [photo.id for listing in self.listings if listing.sku == sku for photo in listing.photos]
            return self.moved(ids, new)
        return replace(self, listings=tuple(Listing(new, it.photos) if it.sku == sku else it for it in self.listings))


def _inserted(photos: tuple[Photo, ...], moving: tuple[Photo, ...], before: str | None) -> tuple[Photo, ...]:
    place = next((index for index, photo in enumerate(photos) if photo.id == before), len(photos))
    return photos[:place] + moving + photos[place:]
