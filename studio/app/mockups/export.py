"""Designs × items × colours × sizes as one batch: names planned before work starts, each item read once.

Within an item and size the colours come last, so that artwork is warped once and reused for every colour.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from studio.app.ai.credentials import with_credentials
from studio.app.ai.marks import metadata_of_files
from studio.app.mockups.findings import print_findings
from studio.app.mockups.shelf import Item
from studio.export import encode
from studio.export.names import Wanted, plan_names, safe_name
from studio.intake.artwork import LONGEST, load_artwork
from studio.model.errors import StudioError, UsageError
from studio.model.finding import Finding
from studio.model.mockup import Colourway
from studio.model.picture import Picture
from studio.model.printing import Artwork, PrintPlacement
from studio.scene.mockup import View
from studio.scene.mockup.view import Print
from studio.store import atomic

FIELDS = ("artwork", "item", "colour", "size", "index", "ext")
NAME = "{artwork}-{item}-{colour}.{ext}"
FINER = 1.25  # artwork's longer side, times the picture's: four samples a pixel on a print of 60 % of it
LARGEST = 8000  # pixels a side
Size = tuple[int, int]


@dataclass(frozen=True)
class Design:
    """What is printed: an artwork file for each surface by id; "" is the item's first surface."""

    files: Mapping[str, Path]
    placement: PrintPlacement = field(default_factory=PrintPlacement)
    placements: Mapping[str, PrintPlacement] = field(default_factory=dict)  # of single surfaces

    @property
    def name(self) -> str:
        """The first file's name."""
        return next(iter(self.files.values())).stem


@dataclass(frozen=True)
class Matrix:
    """What is to be made. No colours: each item's first; "all": all of each item's. A size None: the item's own."""

    designs: Sequence[Design]
    items: Sequence[Item]
    colours: Sequence[str] = ()
    sizes: Sequence[Size | None] = (None,)
    name: str = NAME
    format: str = "jpeg"
    quality: int = 92


@dataclass(frozen=True)
class Job:
    """One picture to be made."""

    design: Design
    item: Item
    colour: Colourway
    size: Size
    output: PurePosixPath


def plan(*matrices: Matrix) -> list[Job]:
    """Return every picture with a name of its own, items first; raises StudioError for what does not exist."""
    wanted: list[tuple[Design, Item, Colourway, Size]] = []
    names: list[str] = []
    for matrix in matrices:
        _check(matrix)
        for job in _wanted(matrix):
            wanted.append(job)
            names.append(_name(matrix, len(wanted), job))
    places = plan_names(Wanted(str(number), PurePosixPath(), name) for number, name in enumerate(names))
    return [Job(*job, place.output) for job, place in zip(wanted, places, strict=True)]


def _wanted(matrix: Matrix) -> Iterator[tuple[Design, Item, Colourway, Size]]:
    for item in matrix.items:
        for size in matrix.sizes:
            for design in matrix.designs:
                for colour in colours_of(item, matrix.colours):
                    yield design, item, colour, size or item.mockup.size


def render_one(design: Design, item: Item, colour: str | None, size: Size | None) -> tuple[Picture, list[Finding]]:
    """Return one picture, and what a printer would say; raises StudioError."""
    press = _Press(item, size or item.mockup.size)
    chosen = item.mockup.own_colour(colour) if colour else item.mockup.colourway()
    return press.picture(design, chosen.colour), press.findings(design)


def export(
    jobs: Sequence[Job],
    out: Path,
    *,
    format: str = "jpeg",  # noqa: A002  (the field's own word)
    quality: int = 92,
    advance: Callable[[int, int], None] = lambda done, total: None,
) -> list[dict[str, Any]]:
    """Make the pictures; return a line for each, with its findings, or the error that it met."""
    lines = []
    press: _Press | None = None
    for number, job in enumerate(jobs, 1):
        try:
            if press is None or (press.item, press.size) != (job.item, job.size):
                press = None  # the old one's memory first
                press = _Press(job.item, job.size)
            _spare(job, out)
            picture = press.picture(job.design, job.colour.colour)
            metadata = metadata_of_files(job.design.files.values())
            encoded = encode(picture, format=format, quality=quality, chroma="4:4:4", metadata=metadata)
            encoded = with_credentials(encoded, metadata, job.output.name)
            atomic.write_bytes(out / job.output, encoded.data, parents=True)
            lines.append(_line(job, out, press.findings(job.design), None))
        except StudioError as error:
            lines.append(_line(job, out, [], error))
        advance(number, len(jobs))
    return lines


def _spare(job: Job, out: Path) -> None:
    """Raise UsageError where a picture would take the place of the artwork it shows."""
    place = (out / job.output).resolve()
    for path in job.design.files.values():
        if path.resolve() == place:
            raise UsageError(f"{path.name} would be overwritten by its own mockup.", "Choose another folder or name.")


class _Press:
    """An item at a size with the artwork that was printed last."""

    def __init__(self, item: Item, size: Size) -> None:
        if not all(16 <= side <= LARGEST for side in size):
            raise UsageError(f"{size[0]}x{size[1]} cannot be made.", f"Each side has 16 to {LARGEST} pixels.")
        self.item, self.size = item, size
        self._view = View(item.passes().resized(*size))
        self._artwork: dict[Path, Artwork] = {}

    def picture(self, design: Design, colour: str) -> Picture:
        prints = {surface: Print(self._load(path), placement) for surface, path, placement in self._laid(design)}
        return self._view.render(prints, colour)

    def findings(self, design: Design) -> list[Finding]:
        mockup = self.item.mockup
        return [
            finding
            for surface, path, placement in self._laid(design)
            for finding in print_findings(mockup.surface(surface), placement, self._load(path))
        ]

    def _laid(self, design: Design) -> Iterator[tuple[str, Path, PrintPlacement]]:
        for surface, path in design.files.items():
            placement = design.placements.get(surface, design.placement)
            yield self.item.mockup.surface(surface or None).id, path, placement

    def _load(self, path: Path) -> Artwork:
        if path not in self._artwork:
            while len(self._artwork) >= 4:
                self._artwork.pop(next(iter(self._artwork)))
            self._artwork[path] = load_artwork(path, longest=min(LONGEST, round(max(self.size) * FINER)))
        return self._artwork[path]


def _check(matrix: Matrix) -> None:
    for what, some in (("artwork", matrix.designs), ("mockup", matrix.items), ("size", matrix.sizes)):
        if not some:
            raise UsageError(f"There is no {what}.", f"Name at least one {what}.")
    for word in re.findall(r"\{([^{}]*)\}", matrix.name):
        if word.partition(":")[0] not in FIELDS:
            known = ", ".join("{" + name + "}" for name in FIELDS)
            raise UsageError(
                f"The name template {matrix.name!r} has no field {{{word}}}.", f"Known fields are {known}."
            )


def colours_of(item: Item, wanted: Sequence[str]) -> list[Colourway]:
    """Return the colours of an item that are wanted; where it has none of them by name, its first."""
    if "all" in wanted:
        return list(item.mockup.colourways)
    if not wanted:
        return [item.mockup.colourway()]
    found = []
    for name in wanted:
        try:
            found.append(item.mockup.own_colour(name))
        except StudioError:
            continue
    return list(dict.fromkeys(found)) or [item.mockup.colourway()]


def _name(matrix: Matrix, number: int, job: tuple[Design, Item, Colourway, Size]) -> str:
    design, item, colour, size = job
    template = matrix.name if "{ext}" in matrix.name else matrix.name + ".{ext}"
    fields = {
        "artwork": design.name,
        "item": item.id,
        "colour": colour.id,
        "size": f"{size[0]}x{size[1]}",
        "index": str(number),
        "ext": "jpg" if matrix.format == "jpeg" else matrix.format,
    }
    if len(matrix.sizes) > 1 and "{size" not in template:
        template = template.replace(".{ext}", "-{size}.{ext}")

    def value(match: re.Match[str]) -> str:
        name, _, width = match[1].partition(":")
        text = fields[name].replace("/", "-").replace("\\", "-")
        return text.zfill(int(width)) if width.isdigit() else text

    return safe_name(re.sub(r"\{([^{}]*)\}", value, template))


def _line(job: Job, out: Path, findings: list[Finding], error: StudioError | None) -> dict[str, Any]:
    return {
        "artwork": {surface: str(path) for surface, path in job.design.files.items()},
        "item": job.item.id,
        "colour": job.colour.id,
        "size": list(job.size),
        "output": str(job.output),
        "file": str(out / job.output),
        "status": "failed" if error else "flagged" if findings else "done",
        "findings": [finding.as_json() for finding in findings],
        "error": error.as_json() if error else None,
    }
