"""Drives the real window through its scenes and photographs it; started by `screenshots.py` on a screen of its own.

python screenshot_stage.py PREFIX THEME PHOTOS SCRATCH [SCENE,…]
"""

import shutil
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image, ImageOps
from PySide6.QtWidgets import QApplication

from studio.ui.opening import open_window
from studio.ui.theme import Theme
from studio.ui.window import Window


class Stage:
    """The running program and what scenes need."""

    def __init__(self, prefix: str, theme: str, photos: Path, scratch: Path) -> None:
        self.prefix, self.scratch = prefix, scratch
        self.photos = sorted(path for path in photos.iterdir() if path.suffix.lower() in (".jpg", ".jpeg", ".png"))
        self.application, opening = open_window([])
        self.window: Window = opening.window
        installed = Theme.instance()
        assert installed is not None
        installed.choose("dark" if theme == "dark" else "light")
        room = QApplication.primaryScreen().geometry()
        self.window.setGeometry(room)
        self.wait(lambda: self.window.furniture is not None, 120, "the furnished window")

    # --- waiting -----------------------------------------------------------------------------------------------------

    def wait(self, done: Callable[[], bool], seconds: float, what: str) -> None:
        """Let the program run until something holds; raises TimeoutError."""
        end = time.monotonic() + seconds
        while not done():
            if time.monotonic() > end:
                raise TimeoutError(f"waited {seconds:.0f} s for {what}")
            self.application.processEvents()
            time.sleep(0.004)

    def rest(self, seconds: float = 0.8) -> None:
        """Let the program run for a while."""
        end = time.monotonic() + seconds
        self.wait(lambda: time.monotonic() > end, seconds + 5, "rest")

    def settle(self, seconds: float = 120) -> None:
        """Wait until everything in sight is cut out and drawn."""
        furniture = self.window.furniture
        assert furniture is not None

        def ready() -> bool:
            sight = {*furniture.filmstrip.in_sight(), self.workspace.current or ""} - {""}
            busy = (self.workspace.state_of(key).status in ("waiting", "working") for key in sight)
            return not any(busy) and furniture.presenter.renderer.idle

        self.wait(ready, seconds, "the photos in sight")
        self.rest()
        self.wait(ready, seconds, "the thumbnails")
        self.rest(0.4)

    def confidence(self, photo_id: str) -> float:
        """How far the studio trusts a photo's cutout, 0–1."""
        assert self.window.session is not None
        small = self.window.session.previews.small_of(photo_id)
        return small.confidence if small is not None else 0.0

    def finish(self, seconds: float) -> None:
        """Wait until every photo is cut out."""
        self.wait(
            lambda: all(
                self.workspace.state_of(photo.id).status not in ("waiting", "working")
                for photo in self.workspace.photos
            ),
            seconds,
            "every cutout",
        )

    def examined(self, seconds: float = 120) -> None:
        """Wait until it is known what the channels would say to every photo."""

        def known() -> bool:
            states = [self.workspace.state_of(photo.id) for photo in self.workspace.photos]
            wanted = set(self.workspace.channels)
            return all(wanted <= set(state.findings) for state in states if state.status != "failed")

        self.wait(known, seconds, "what the channels would say")
        self.rest(0.5)

    # --- doing -------------------------------------------------------------------------------------------------------

    @property
    def workspace(self):  # type: ignore[no-untyped-def]
        """The workspace of the window."""
        assert self.window.session is not None
        return self.window.session.workspace

    @property
    def furniture(self):  # type: ignore[no-untyped-def]
        """The window's panels."""
        assert self.window.furniture is not None
        return self.window.furniture

    def clear(self) -> None:
        """Begin anew: no photos, the usual channel."""
        from studio.app.workspace.document import Document
        from studio.app.workspace.workspace import plain_look

        self.window.pages.go("edit")
        self.furniture.banner.hide()
        self.furniture.export.idle.channels.setFocus()
        self.furniture.export.reset()
        self.furniture.inspector.set_open(["Backdrop", "Light & shadow"])
        self.workspace.open(Document(plain_look(), channels=("amazon-main",)))
        self.window.setFocus()
        self.rest(0.3)

    def copies(self, name: str, count: int, longest: int = 1400, names: Sequence[str] = ()) -> Path:
        """Return a folder of smaller copies of the photos, named by product and view."""
        folder = self.scratch / name
        folder.mkdir(exist_ok=True)
        views = ("front", "back", "side", "detail", "top", "box", "label")
        for number in range(count):
            source = self.photos[number % len(self.photos)]
            own = names[number] if names else f"SKU-{1001 + number // 7}_{views[number % 7]}.jpg"
            if not (folder / own).exists():
                self._copy(source, folder / own, longest)
        return folder

    def _copy(self, source: Path, target: Path, longest: int) -> None:
        kept = self.scratch / f"kept-{longest}-{source.stem}.jpg"
        if not kept.exists():
            with Image.open(source) as picture:
                picture.draft("RGB", (longest, longest))
                upright = ImageOps.exif_transpose(picture).convert("RGB")
                upright.thumbnail((longest, longest))
                upright.save(kept, quality=90)
        shutil.copyfile(kept, target)

    def add(self, *paths: Path) -> None:
        """Drop files and folders."""
        before = len(self.workspace.photos)
        self.window.add(list(paths))
        self.wait(lambda: len(self.workspace.photos) > before, 60, "the dropped photos")

    def export(self, folder: str, channels: Sequence[str]) -> None:
        """Export everything and wait for the end."""
        self.start(folder, channels)
        self.wait(lambda: not self.furniture.export.busy, 300, "the export")
        self.settle()

    def start(self, folder: str, channels: Sequence[str]) -> None:
        """Begin an export."""
        self.workspace.set_channels(channels)
        self.workspace.set_destination(self.scratch / "Pictures" / folder)
        self.rest(0.2)
        self.furniture.commands.run("export")

    def shoot(self, name: str) -> None:
        """Photograph the screen."""
        self.rest(0.3)
        file = f"{self.prefix}-{name}.png"
        QApplication.primaryScreen().grabWindow(0).save(file)
        print(Path(file).name, flush=True)


def main() -> int:
    """Play the scenes; a scene that fails is told and does not stop the others."""
    from screenshot_scenes import SCENES

    prefix, theme, photos, scratch, *only = sys.argv[1:]
    stage = Stage(prefix, theme, Path(photos), Path(scratch))
    wanted = [name for name in only[0].split(",") if name] if only else []
    failed = 0
    for name, scene in SCENES.items():
        if name in wanted or (not wanted and name != "readme"):
            try:
                stage.clear()
                scene(stage)
            except Exception:
                failed = 1
                print(f"scene {name} failed:\n{traceback.format_exc()}", file=sys.stderr, flush=True)
    stage.window.close()
    stage.rest(0.2)
    return failed


if __name__ == "__main__":
    sys.exit(main())
