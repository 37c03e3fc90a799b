"""The rows of the filmstrip: a heading for each listing, then its photos, as the filter leaves them."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from studio.model.photo import Listing, Photo


@dataclass(frozen=True)
class Heading:
    """A listing's name and how many photos it has; `folded` hides them."""

    sku: str
    count: int
    folded: bool = False


Row = Heading | Photo


def rows_of(
    listings: Iterable[Listing], folded: Collection[str], wanted: Callable[[Listing, Photo], bool]
) -> list[Row]:
    """Return headings and photos in order; listings with nothing wanted are left out."""
    rows: list[Row] = []
    for listing in listings:
        photos = [photo for photo in listing.photos if wanted(listing, photo)]
        if photos:
            rows.append(Heading(listing.sku, len(listing.photos), listing.sku in folded))
            rows.extend(() if listing.sku in folded else photos)
    return rows


def matches(text: str, listing: Listing, photo: Photo, status: str) -> bool:
    """Whether a photo fits what was typed: all words, in file name, SKU or status, whatever the case."""
    haystack = f"{photo.relative} {listing.sku} {status}".casefold()
    return all(word in haystack for word in text.casefold().split())
