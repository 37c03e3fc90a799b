"""The main job with a real mouse: files dragged out of another program, one thing changed, exported, found on disk."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from tests.ui.screen import Screen, screen, until

PROGRAMS = Path(__file__).parent / "programs"
pytestmark = pytest.mark.window


class Studio:
    """The running studio, seen from outside."""

    def __init__(self, shown: Screen, home: Path) -> None:
        self.screen, self.home, self._file = shown, home, home / "state.json"
        environment = {**shown.environment, "HOME": str(home), "STUDIO_HOME": str(home / "studio")}
        environment.pop("XDG_CONFIG_HOME", None)
        command = [sys.executable, str(PROGRAMS / "watched_studio.py"), str(self._file)]
        self._log = (home / "studio.log").open("w")
        self.process = subprocess.Popen(command, env=environment, stderr=self._log, stdout=self._log)

    @property
    def state(self) -> dict[str, Any]:
        """What it wrote down last."""
        assert self.process.poll() is None, f"the studio ended: {(self.home / 'studio.log').read_text()[-3000:]}"
        try:
            return json.loads(self._file.read_text())
        except (OSError, ValueError):
            return {"furnished": False, "photos": [], "controls": []}

    def control(self, name: str, kind: str = "") -> list[int] | None:
        """Return the place (x, y, width, height) of the control whose name begins so; None where it is not in sight."""
        for entry in self.state["controls"]:
            named = entry["name"].startswith(name) and kind in ("", entry["class"])
            if named and entry["enabled"] and entry["shown"]:
                return list(entry["place"])
        return None

    def find(self, name: str, seconds: float = 20) -> list[int]:
        """Wait for a control."""
        return until(lambda: self.control(name), f"control {name!r}", seconds)

    def still(self, name: str, kind: str = "") -> list[int]:
        """Wait until a control keeps its place over three written states: a control that still moves is not clicked."""
        seen: list[tuple[int, list[int] | None]] = []

        def rests() -> list[int] | None:
            turn, place = self.state.get("turn", 0), self.control(name, kind)
            if not seen or seen[-1][0] != turn:
                seen.append((turn, place))
            last = [place for _, place in seen[-3:]]
            return place if place and len(last) == 3 and last.count(place) == 3 else None

        return until(rests, f"control {name!r} at rest", 120)

    def click(self, name: str) -> None:
        """Click in the middle of a control."""
        x, y, width, height = self.still(name)
        self.screen.click(x + width / 2, y + height / 2)

    def click_to_open(self, name: str, opened: str) -> None:
        """Click on a control that opens another; once more where a busy screen swallowed the first click."""
        for _ in range(3):
            self.click(name)
            end = time.monotonic() + 10
            while time.monotonic() < end:
                if self.control(opened):
                    return
                time.sleep(0.1)
        pytest.fail(f"three clicks on {name!r} do not show {opened!r}")

    def scroll_to(self, name: str, panel: str, kind: str = "") -> list[int]:
        """Turn the wheel over a panel until a control is in sight; returns where it came to rest."""
        x, y, width, height = self.find(panel)
        self.screen.tool("mousemove", "--sync", x + width // 2, y + height - 60)
        for _ in range(40):
            if self.control(name, kind):
                return self.still(name, kind)
            self.screen.tool("click", 5)
            time.sleep(0.3)
        pytest.fail(f"{name!r} does not come into sight")

    def statuses(self) -> list[str]:
        """How each photo stands."""
        return [photo["status"] for photo in self.state["photos"]]

    def close(self) -> None:
        """End it for good."""
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(20)
        self._log.close()


@pytest.fixture
def shown() -> Iterator[Screen]:
    with screen() as it:
        yield it


@pytest.fixture
def studio(shown: Screen, tmp_path: Path) -> Iterator[Studio]:
    home = tmp_path / "home"
    home.mkdir()
    studio = Studio(shown, home)
    try:
        yield studio
    finally:
        shown.shot().save(tmp_path / "screen-at-the-end.png")
        studio.close()


@pytest.fixture
def shelf(shown: Screen, photos: list[Path]) -> Iterator[str]:
    """A second program with the photos on it; its window's id."""
    command = [sys.executable, str(PROGRAMS / "file_shelf.py"), *(str(photo) for photo in photos)]
    process = subprocess.Popen(command, env=shown.environment)
    try:
        window = shown.window("File shelf")
        shown.place(window, 1560, 200)
        yield window
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Three photos of one thing each on a table, with the light falling off and some noise."""
    folder = tmp_path / "shoot"
    folder.mkdir()
    return [a_photo(folder / f"{name}.jpg", colour) for name, colour in THINGS]


THINGS = (("MUG-01_front", (176, 38, 44)), ("MUG-01_side", (32, 74, 140)), ("LAMP-02_front", (40, 110, 70)))


def a_photo(path: Path, colour: tuple[int, int, int]) -> Path:
    """Draw a rounded thing with a lighter stripe and a soft shadow on a grey sweep, 1600 × 1200."""
    width, height = 1600, 1200
    random = np.random.default_rng(3)
    falloff = np.linspace(206, 178, height)[:, None, None] + np.zeros((1, width, 3))
    picture = Image.fromarray(np.clip(falloff, 0, 255).astype(np.uint8))
    shadow = Image.new("L", (width, height), 0)
    ImageDraw.Draw(shadow).ellipse((540, 830, 1120, 930), fill=110)
    picture.paste((70, 70, 70), (0, 0), shadow.filter(ImageFilter.GaussianBlur(28)))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((560, 320, 1040, 900), 90, fill=colour)
    draw.rectangle((560, 520, 1040, 580), fill=tuple(min(255, part + 70) for part in colour))
    noisy = np.asarray(picture.filter(ImageFilter.GaussianBlur(1))) + random.normal(0, 2.5, (height, width, 3))
    Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).save(path, quality=92)
    return path


def test_drag_adjust_choose_channels_export(studio: Studio, shown: Screen, shelf: str, photos: list[Path]) -> None:
    until(lambda: studio.state["furnished"], "the furnished window", 60)
    window = shown.window("Listing Studio")
    shown.place(window, 20, 20)

    # drop: out of the other program's window onto ours
    x, y, width, height = studio.find("Drop photos here")
    shown.drag((1560 + 130, 300), (x + width / 2, y + height * 0.4))
    until(lambda: len(studio.state["photos"]) == 3, "three photos after the drop", 20)
    until(lambda: set(studio.statuses()) <= {"ready", "look"}, "three cutouts", 120)

    # one thing is changed with the mouse, for all photos
    shown.key("ctrl+a")
    studio.scroll_to("Placement, closed", "Inspector")
    studio.click("Placement, closed")
    x, y, width, height = studio.scroll_to("Size", "Inspector", "Slider")
    shown.drag((x + width * 0.9, y + height / 2), (x + width * 0.3, y + height / 2), steps=8)
    saved = studio.home / "studio" / "workspace.json"
    until(lambda: saved.is_file() and all(fill < 0.6 for fill in fills(saved)), "the smaller size, saved", 20)

    # channels: Amazon main is chosen from the start, Etsy is picked by the mouse from the list
    studio.click_to_open("Choose channels", "Search channels")
    shown.type("etsy first")
    x, y, width, _ = studio.find("Channels")
    shown.click(x + width / 2, y + 23)
    shown.key("Escape")
    studio.find("Channel Etsy first photo")

    studio.click("Export 3 photos for 2 channels")
    out = studio.home / "Pictures" / "listing-ready"
    until((out / "batch.json").is_file, "the finished batch", 120)
    check_files(out, photos)
    until(lambda: set(studio.statuses()) <= {"exported", "look"}, "badges of the exported photos", 20)
    studio.find("Open folder")

    shown.key("ctrl+q")
    assert until(lambda: studio.process.poll() is not None, "the window's end", 30)
    assert studio.process.returncode == 0, (studio.home / "studio.log").read_text()[-2000:]


def fills(saved: Path) -> list[float]:
    """Return the sizes of the products in a saved workspace that are in use."""
    data = json.loads(saved.read_text())
    used = {photo["look"] for listing in data["listings"] for photo in listing["photos"]}
    scenes = [data["looks"][number]["scene"] for number in used]
    return [item["placement"]["fill"] for scene in scenes for item in scene["elements"] if item["kind"] == "product"]


def check_files(out: Path, photos: list[Path]) -> None:
    """Every photo is there for both channels, white, square, with its receipt; the originals are as they were."""
    report = json.loads((out / "batch.json").read_text())
    assert report["summary"]["photos"] == 3
    assert report["summary"]["failed"] == 0
    for channel in ("amazon-main", "etsy-first"):
        for photo in photos:
            file = out / channel / f"{photo.stem}.jpg"
            with Image.open(file) as picture:
                assert picture.format == "JPEG"
                pixels = np.asarray(picture.convert("RGB"))
            assert min(pixels.shape[:2]) >= 500
            assert (pixels[[0, 0, -1, -1], [0, -1, 0, -1]] == 255).all(), "the corners are not pure white"
            middle = pixels[pixels.shape[0] // 2, pixels.shape[1] // 2].astype(int)
            expected = dict(THINGS)[photo.stem]
            assert np.abs(middle - expected).max() < 40, "the product is not in the middle, or its colour is off"
            assert file.with_name(file.name + ".receipt.json").is_file()
