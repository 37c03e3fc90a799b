"""Takes the judged set of pictures of the window in use, and the one of the README.

    python packaging/screenshots.py OUT [--photos FOLDER] [--only scene,…] [--themes dark,light] [--sizes small,…]
    python packaging/screenshots.py --readme          # makes docs/screenshot.png anew

Every picture is the real program on a screen of its own (Xvfb), driven through its own commands with real photos: the
samples that ship, or a folder of others. Names say what they show: `dark-1440x900-export-done.png`.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "docs" / "screenshot.png"
LARGEST = 600_000  # bytes of the README's picture


@dataclass(frozen=True)
class Size:
    """A screen in pixels, and how much larger than usual everything is drawn on it."""

    width: int
    height: int
    scale: int = 1

    @property
    def name(self) -> str:
        """As written in file names."""
        return f"{self.width}x{self.height}" + (f"@{self.scale}x" if self.scale > 1 else "")


SIZES = {"small": Size(1100, 700), "usual": Size(1440, 900), "sharp": Size(2560, 1440, 2)}


@contextmanager
def screen(size: Size) -> Iterator[dict[str, str]]:
    """Start a screen of exactly this size; yield the environment that shows windows on it."""
    read, write = os.pipe()
    geometry = f"{size.width}x{size.height}x24"
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", geometry, "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    try:
        environment = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        environment["QT_SCALE_FACTOR"] = str(size.scale)
        environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])
        yield environment
    finally:
        server.terminate()
        server.wait()


def take(out: Path, theme: str, size: Size, photos: Path, scenes: str) -> int:
    """Take the scenes in one theme at one size; return the program's exit code."""
    with screen(size) as environment, tempfile.TemporaryDirectory(prefix="studio-screens-") as scratch:
        environment |= {"HOME": scratch, "STUDIO_HOME": str(Path(scratch) / "studio")}
        prefix = out / f"{theme}-{size.name}"
        stage = Path(__file__).with_name("screenshot_stage.py")
        command = [sys.executable, str(stage), str(prefix), theme, str(photos), scratch, scenes]
        return subprocess.run(command, env=environment, check=False).returncode


def make_readme_picture(photos: Path) -> None:
    """Write docs/screenshot.png, small enough to be opened with the page."""
    from PIL import Image

    with tempfile.TemporaryDirectory() as folder:
        code = take(Path(folder), "dark", SIZES["usual"], photos, "readme")
        if code:
            raise SystemExit(code)
        picture = Image.open(next(Path(folder).glob("*readme.png"))).convert("RGB")
    README.parent.mkdir(exist_ok=True)
    for width in range(picture.width, picture.width // 2, -60):
        size = (width, round(picture.height * width / picture.width))
        picture.resize(size, Image.Resampling.LANCZOS).save(README, optimize=True)
        if README.stat().st_size <= LARGEST:  # smaller, never fewer colours: the picture shows what the studio can do
            break
    print(f"{README.relative_to(ROOT)}: {README.stat().st_size // 1000} kB")


def main() -> int:
    """Read the command line and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", nargs="?", type=Path, default=Path("screenshots"))
    parser.add_argument("--photos", type=Path, default=ROOT / "resources" / "samples")
    parser.add_argument("--only", default="")
    parser.add_argument("--themes", default="dark,light")
    parser.add_argument("--sizes", default=",".join(SIZES))
    parser.add_argument("--readme", action="store_true")
    wanted = parser.parse_args()
    if wanted.readme:
        make_readme_picture(wanted.photos.resolve())
        return 0
    wanted.out.mkdir(parents=True, exist_ok=True)
    worst = 0
    for name in wanted.sizes.split(","):
        for theme in wanted.themes.split(","):
            worst |= take(wanted.out.resolve(), theme, SIZES[name], wanted.photos.resolve(), wanted.only)
    return worst


if __name__ == "__main__":
    sys.exit(main())
