"""Which photos show the same product: by sub-folder, and by names such as SKU_front.jpg, SKU-01.jpg, SKU (2).jpg."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from studio.intake.gather import natural
from studio.intake.names import ReadName, read_name
from studio.model.photo import Listing, Photo

MOST_PHOTOS = 24
"""Of one product: no marketplace takes more (eBay 24, Etsy 20); a fuller folder is a category of products."""


def group(photos: Iterable[Photo]) -> list[Listing]:
    """Return the photos as listings, in the order in which each listing's first photo came.

    A sub-folder is one product, unless its file names tell of several, or it holds more than MOST_PHOTOS. Elsewhere
    names decide; a camera's own names (IMG_0012) tell nothing, so each such photo is its own listing.
    """
    folders: dict[PurePosixPath, list[Photo]] = defaultdict(list)
    for photo in photos:
        folders[photo.relative.parent].append(photo)
    listings = [
        (folder, sku, members) for folder, held in folders.items() for sku, members in _listings_of(folder, held)
    ]
    return [Listing(_unique(sku, folder, listings), tuple(members)) for folder, sku, members in listings]


def _listings_of(folder: PurePosixPath, photos: Sequence[Photo]) -> list[tuple[str, list[Photo]]]:
    by_name: dict[str, list[tuple[ReadName, Photo]]] = {}
    names = {photo: read_name(photo.relative.stem) for photo in photos}
    for photo, name in names.items():
        by_name.setdefault(name.sku.casefold(), []).append((name, photo))
    several = sum(len(members) > 1 for members in by_name.values()) > 1
    if folder.name and not several and len(photos) <= MOST_PHOTOS:
        return [(folder.name, _ordered([(name, photo) for photo, name in names.items()]))]
    return [(members[0][0].sku, _ordered(members)) for members in by_name.values()]


def _ordered(members: Sequence[tuple[ReadName, Photo]]) -> list[Photo]:
    return [
        photo for name, photo in sorted(members, key=lambda member: (member[0].rank, natural(member[1].relative.stem)))
    ]


def _unique(sku: str, folder: PurePosixPath, listings: list[tuple[PurePosixPath, str, list[Photo]]]) -> str:
    """Return the SKU, led by its folder where another folder has the same one."""
    clash = any(other == sku and place != folder for place, other, _ in listings)
    if not clash or not folder.name:
        return sku
    return str(folder) if folder.name == sku else f"{folder}/{sku}"
