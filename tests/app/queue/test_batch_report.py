"""A batch's report: every photo in it, safe to open, and the time added up right."""

import base64
import csv
import io
import os
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from studio.app.batch.report import Item, Report
from studio.app.queue import Queue, thumbnails
from studio.app.queue.ending import table_of
from studio.app.queue.page import page_of
from studio.app.queue.risk import by_risk, risk_of
from studio.app.queue.tally import percentile, tally_of
from studio.model.finding import Finding
from tests.app.queued import run, submitted

GOOD = Item("a.jpg", "", "plain", "plain/a.jpg", "done", "m", seconds={"intake": 1.0, "cutout": 2.0}, confidence=0.95)
BAD = replace(
    GOOD,
    photo="=cmd|' /C calc'!A0.jpg",
    output=None,
    status="failed",
    error={"kind": "unreadable-photo", "message": "<script>alert(1)</script>", "hint": "Save it anew."},
)
DOUBTFUL = replace(
    GOOD,
    photo=os.fsdecode(b"caf\xe9 '\".jpg"),
    output=os.fsdecode(b"plain/caf\xe9 '\".jpg"),
    status="flagged",
    confidence=0.4,
    findings=(Finding("cutout", "error", "The outline is uncertain.", fix="Look at it."),),
    seconds={"intake": 3.0},
)
REPORT = Report((GOOD, BAD, DOUBTFUL), photos=3, seconds=6.0, peak_bytes=200_000_000)


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.pictures: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "img":
            self.pictures.append(dict(attrs)["src"] or "")

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_names_every_photo_and_runs_nothing(tmp_path: Path) -> None:
    batch = submitted(Queue(), tmp_path, "a", name="Shoes <3")
    page = Page(page_of(batch, REPORT))
    assert "script" not in page.tags
    assert "<script>alert(1)</script>" in page.text
    assert "Shoes <3" in page.text
    assert "3 photos: 1 ready, 1 to look at, 1 failed" in page.text
    assert page.pictures == ["plain/caf%E9%20%27%22.jpg", "plain/a.jpg"]
    assert page.text.index("✕ failed") < page.text.index("! look") < page.text.index("✓ ready")


def test_the_page_carries_small_pictures_and_the_price(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A JPEG, a clear PNG (on white) and a file that is no picture."""
    batch = submitted(Queue(), tmp_path, "a")
    folder = batch.out_dir / "plain"
    folder.mkdir(parents=True)
    Image.new("RGB", (900, 600), (200, 30, 30)).save(folder / "a.jpg")
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(folder / "clear.png")
    (folder / "broken.jpg").write_bytes(b"no picture")
    items = tuple(replace(GOOD, output=f"plain/{name}") for name in ("a.jpg", "clear.png", "broken.jpg"))
    report = replace(REPORT, items=items)
    page = Page(page_of(batch, report, 1.5))
    small = [Image.open(io.BytesIO(base64.b64decode(data.partition(",")[2]))) for data in page.pictures[:2]]
    assert [each.size for each in small] == [(128, 85), (128, 128)]
    assert small[1].getpixel((5, 5)) == (255, 255, 255)
    assert page.pictures[2] == "plain/broken.jpg"
    assert "$1.50 to providers" in page.text
    monkeypatch.setattr(thumbnails, "MOST", 1)
    assert Page(page_of(batch, report)).pictures[1:] == ["plain/clear.png", "plain/broken.jpg"]
    assert "Nothing to pay" in page_of(batch, report)


def test_the_table_is_read_back_and_holds_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(table_of(REPORT))))
    assert [row["status"] for row in rows] == ["done", "failed", "flagged"]
    assert [row["look"] for row in rows] == ["no", "no", "yes"]
    assert rows[1]["photo"].startswith("'=cmd")
    assert rows[1]["cure"] == "Save it anew."
    assert (float(rows[0]["seconds cutout"]), float(rows[2]["seconds intake"])) == (2.0, 3.0)
    assert float(rows[0]["risk"]) < float(rows[2]["risk"]) < float(rows[1]["risk"])


def test_reports_lie_in_the_folder_of_a_finished_batch(tmp_path: Path) -> None:
    queue = Queue()
    submitted(queue, tmp_path, "a b")
    run(queue)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"batch.json", "plain", "report.csv", "report.html"}


def test_time_is_added_up_by_stage() -> None:
    tally = tally_of([GOOD, replace(GOOD, channel="etsy", seconds={"scene": 0.5}), DOUBTFUL, replace(GOOD, again=True)])
    stages = {stage.stage: stage for stage in tally.stages}
    assert (stages["intake"].total, stages["intake"].largest) == (4.0, 3.0)
    assert stages["intake"].largest_photo == DOUBTFUL.photo
    assert stages["all"].total == pytest.approx(6.5)
    assert tally.slowest is not None
    assert tally.slowest.stage == "intake"
    assert tally.again == 1
    assert tally.findings == (("cutout", "error", 1),)


def test_percentiles_are_by_nearest_rank() -> None:
    ten = [float(number) for number in range(1, 11)]
    assert [percentile(ten, share) for share in (0.0, 0.5, 0.95, 1.0)] == [1.0, 5.0, 10.0, 10.0]
    assert percentile([], 0.5) == 0.0


def test_the_riskiest_come_first_and_some_of_the_rest() -> None:
    calm = [replace(GOOD, photo=f"{at}.jpg") for at in range(1000)]
    queue = by_risk([GOOD, BAD, DOUBTFUL, *calm])
    assert queue[:2] == [BAD, DOUBTFUL]
    assert 5 <= len(queue) - 2 <= 45  # 2 % of a thousand, drawn
    assert queue == by_risk([GOOD, BAD, DOUBTFUL, *calm])
    assert risk_of(GOOD) < 0.25 < risk_of(DOUBTFUL) < risk_of(BAD) == 1.0


def test_a_doubted_cutout_needs_a_look_although_no_check_found_an_error() -> None:
    sure = GOOD
    doubt = Finding("cutout", "warning", "The product's outline is unclear in places.")
    assert not sure.needs_look
    assert sure.unlike(confidence=0.5).needs_look, "the window says so below the same confidence"
    assert sure.unlike(findings=(doubt,)).needs_look
    assert not sure.unlike(output=None, status="failed", confidence=None).needs_look, "what failed is told as failed"
    report = Report((sure, sure.unlike(findings=(doubt,)), DOUBTFUL), 3, 1.0, 0)
    assert report.to_look_at == report.as_json()["summary"]["to_look_at"] == 2
    assert report.count("flagged") == 1, "flagged stays what an error finding makes of a file"
