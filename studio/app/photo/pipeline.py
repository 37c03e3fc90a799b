"""The one way from a photo to finished files: intake once, cut once, every channel rendered from that.

    Photo ─intake→ Picture ─cutout→ Cutout ─scene→ Picture ─export→ bytes ─check→ findings → file + receipt

Runs inside a worker process; whatever goes wrong with a photo becomes a failed item and never an exception.
"""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from studio.app.ai.marks import sent_for
from studio.app.batch.report import Item, as_error, status_of
from studio.app.models import weights_sha256
from studio.app.photo.adapt import keeps_shadow
from studio.app.photo.clock import Clock
from studio.app.photo.decoding import Decoding
from studio.app.photo.doubts import doubts_of, edge_doubts, second_opinion
from studio.app.photo.engine import engine
from studio.app.photo.fidelity import fidelity_of
from studio.app.photo.finding import Backdrops, backdrops_of, found_matte, key_of_matte
from studio.app.photo.finish import Latest, Made, Order, make
from studio.app.photo.identity import box_of, content_of
from studio.app.photo.job import Target
from studio.app.photo.mattes import stored_matte, whole_photo_matte
from studio.app.photo.output_key import output_key
from studio.app.photo.pictures import load_pictures
from studio.app.photo.raster import raster_of
from studio.app.photo.working_size import honest_size, needed_size, not_tiny
from studio.cutout import cut, touch_up
from studio.export.receipts import is_whole, read_receipt, receipt_path, receipt_text
from studio.model.channel import Channel
from studio.model.errors import Cancelled, PhotoChangedError
from studio.model.finding import Finding
from studio.model.matte import Cutout, Matte
from studio.model.photo import Photo
from studio.model.picture import Picture, Source
from studio.model.preset import Preset
from studio.model.progress import SILENT, Progress
from studio.model.receipt import Receipt
from studio.model.touchup import UNTOUCHED, TouchUp
from studio.store import atomic

_TRIES = 3  # with a photo that another program keeps writing to


def process_photo(
    photo: Photo,
    preset: Preset,
    targets: Sequence[Target],
    out_dir: Path,
    *,
    resume: bool = False,
    touchup: TouchUp = UNTOUCHED,
    plate: Path | None = None,
    progress: Progress = SILENT,
) -> list[Item]:
    """Make a photo's file for every target and return what became of each, in their order; raises only Cancelled.

    Where the photo is exchanged meanwhile, the work begins anew, so that a receipt never names another photo than the
    one that was used.
    """
    for _ in range(_TRIES):
        work = PhotoWork(photo, preset, touchup, out_dir, backdrops_of(photo.path, preset.cutout, plate))
        work.progress = progress
        try:
            return _processed(work, targets, resume)
        except PhotoChangedError as error:
            changed = error
    return [work.failed(target, changed) for target in targets]


def _processed(work: "PhotoWork", targets: Sequence[Target], resume: bool) -> list[Item]:
    items: dict[int, Item] = {}
    try:
        with work.clock.stage("intake"):
            work.identify()
        if resume:
            items = {at: item for at, target in enumerate(targets) if (item := work.again(target)) is not None}
        todo = [target for at, target in enumerate(targets) if at not in items]
        if todo:
            work.prepare([target.channel for target in todo])
    except (Cancelled, PhotoChangedError):
        raise
    except Exception as error:
        return [items.get(at) or work.failed(target, error) for at, target in enumerate(targets)]
    return [items.get(at) or work.item(target) for at, target in enumerate(targets)]


class PhotoWork:
    """One photo on its way."""

    def __init__(self, photo: Photo, preset: Preset, touchup: TouchUp, out_dir: Path, backdrops: Backdrops) -> None:
        self.photo, self.preset, self.out_dir = photo, preset, out_dir
        self.progress = SILENT
        self.touchup, self.backdrops = touchup, backdrops
        self.clock = Clock()
        self.sha256 = ""
        self._decoding = Decoding(photo.path)
        self._source: Source | None = None
        self._matte: Matte | None = None
        self._weights: str | None = None
        self._cutout: Cutout | None = None
        self._pictures: Mapping[str, Picture] = {}
        self._latest = Latest()
        self._proved: tuple[Picture, dict[str, float]] | None = None
        self._whole = False

    def identify(self) -> None:
        """Take the photo's hash, and what tells the file from another one that takes its place; raises StudioError."""
        self.sha256 = self._decoding.identify()

    def prepare(self, channels: Sequence[Channel]) -> None:
        """Find the matte and cut the product out at the scale that the largest channel needs; raises StudioError."""
        settings = self.preset.cutout
        key = key_of_matte(self.sha256, settings.model, self.backdrops)
        with self.clock.stage("cutout"):
            matte = stored_matte(key)
        if matte is None or self.touchup.operations:
            with self.clock.stage("intake"):
                proxy, model = self._decoding.proxy(), settings.model
            with self.clock.stage("cutout"):
                if matte is None:
                    matte = found_matte(self.sha256, lambda: proxy, model, self.backdrops, progress=self.progress)
                matte = touch_up(proxy, matte, self.touchup, progress=self.progress)
        if not self.backdrops.any and not self.touchup.operations:  # what is known or made by hand needs no opinion
            with self.clock.stage("cutout"):
                matte = second_opinion(
                    matte, self.sha256, self._decoding.proxy, always=self.preset.review, progress=self.progress
                )
        if matte.empty:
            self._whole, matte, settings = True, whole_photo_matte(matte), settings.changed(refine="off")
        with self.clock.stage("intake"):
            needed = needed_size(self.preset.scene, channels, matte, self._decoding.source())
            loaded = self._decoding.for_files(needed)
            picture = not_tiny(loaded.picture)
        with self.clock.stage("cutout"):
            size, keeps = honest_size(loaded), keeps_shadow(self.preset.scene)
            raster = raster_of(picture, self.preset, channels, matte, size)
            self._cutout = cut(picture, matte, settings, size, progress=self.progress, own_shadow=keeps, raster=raster)
        with self.clock.stage("scene"):
            self._pictures = load_pictures(self.preset.scene)
        self._source, self._matte = loaded.source, matte
        self._weights = weights_sha256(matte.model)

    def item(self, target: Target) -> Item:
        """Make, check and write one file."""
        try:
            self.progress.at(0.5, target.channel.id)
            return self._item(target)
        except Cancelled:
            raise
        except Exception as error:
            return self.failed(target, error)

    def examined(self, channel: Channel) -> tuple[tuple[Finding, ...], tuple[int, int]]:
        """Make one file, check it and let it go."""
        made = make(self.preset, self._order(channel, f"{self.photo.path.stem}.jpg"), self.clock)
        return (*self._doubts(), *made.findings), made.size

    def _item(self, target: Target) -> Item:
        made = make(self.preset, self._order(target.channel, target.output.name), self.clock)
        findings = (*self._doubts(), *made.findings)
        path = self.out_dir / target.output
        with self.clock.stage("check"):
            proof = self._proof(made)
        with self.clock.stage("export"):
            atomic.write_bytes(path, made.encoded.data, parents=True)
            receipt = self._receipt(target, made, findings, proof)
            atomic.write_text(receipt_path(path), receipt_text(receipt))
        return self._told(
            target,
            output=target.output.as_posix(),
            output_sha256=receipt.output_sha256,
            status=status_of(findings),
            model=self._matte.model if self._matte else self.preset.cutout.model,
            findings=findings,
            mended=made.notes,
            seconds=self.clock.taken(),
            size=made.size,
            confidence=self._matte.confidence if self._matte else None,
            length=len(made.encoded.data),
            device=self._matte.device if self._matte else "",
        )

    def _proof(self, made: Made) -> dict[str, float]:
        """Return the figures of fidelity; of a picture that several channels take they are found once."""
        if self._proved is None or self._proved[0] is not made.finished:
            assert self._cutout is not None
            self._proved = made.finished, fidelity_of(made.scene, self._cutout, made.finished, made.rendition)
        return self._proved[1]

    def _order(self, channel: Channel, name: str) -> Order:
        assert self._cutout is not None
        assert self._source is not None
        return Order(channel, self._cutout, self._source.metadata, name, self._pictures, self._latest)

    def _doubts(self) -> list[Finding]:
        assert self._matte is not None
        doubts = doubts_of(self._matte, whole=self._whole)
        if self._cutout is None or self._whole:
            return doubts
        return [*doubts, *edge_doubts(self._cutout, self.preset.cutout.refine)]

    def key(self, channel: Channel) -> str:
        """Return the hash of everything that decides the file's bytes and findings."""
        return output_key(self.sha256, self.preset, self.touchup, self.backdrops, channel)

    def again(self, target: Target) -> Item | None:
        """Return the item of an earlier run whose file is whole and would come out the same, else None."""
        start = perf_counter()
        path = self.out_dir / target.output
        receipt = read_receipt(path)
        if receipt is None or receipt.key != self.key(target.channel) or not is_whole(path, receipt):
            return None
        findings = tuple(Finding(**{**item, "where": box_of(item.get("where"))}) for item in receipt.findings)
        return self._told(
            target,
            output=target.output.as_posix(),
            output_sha256=receipt.output_sha256,
            status=status_of(findings),
            model=receipt.model,
            findings=findings,
            mended=tuple(receipt.mended),
            seconds={"export": perf_counter() - start},
            again=True,
            confidence=receipt.confidence,
            length=path.stat().st_size,
            device=receipt.device,
        )

    def failed(self, target: Target, error: BaseException) -> Item:
        """Return the failed item of a target."""
        return self._told(
            target,
            output=None,
            status="failed",
            model=self.preset.cutout.model,
            error=as_error(error, self.photo.relative.name),
            seconds=self.clock.taken(),
        )

    def _told(self, target: Target, **facts: Any) -> Item:
        name = self.photo.relative.as_posix()
        return Item(photo=name, sha256=self.sha256, channel=target.channel.id, review=self.preset.review, **facts)

    def _receipt(self, target: Target, made: Made, findings: Sequence[Finding], proof: dict[str, float]) -> Receipt:
        assert self._matte is not None
        sent = sent_for(made.scene)
        return Receipt(
            engine=engine(),
            photo=self.photo.relative.as_posix(),
            photo_sha256=self.sha256,
            channel=target.channel.id,
            preset=self.preset.id,
            output=target.output.as_posix(),
            output_sha256=hashlib.sha256(made.encoded.data).hexdigest(),
            key=self.key(target.channel),
            scene=made.scene.model_dump(mode="json"),
            cutout=self.preset.cutout.shareable(),
            touchup=self.touchup.model_dump(mode="json") if self.touchup.operations else {},
            clean_plate_sha256=content_of(self.backdrops.plate),
            second_shot_sha256=content_of(self.backdrops.second),
            model=self._matte.model,
            confidence=round(self._matte.confidence, 4),
            model_sha256=self._weights,
            device=self._matte.device,
            encoding=made.encoded.as_json(),
            mended=list(made.notes),
            findings=[finding.as_json() for finding in findings],
            fidelity=proof,
            sent=sent,
            cost_usd=sum(line.get("cost_usd") or 0.0 for line in sent),
        )
