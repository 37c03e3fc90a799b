"""The scenes of the pages beside Edit. To add one: a function that takes the stage, and its name in `PAGES`."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from screenshot_stage import Stage

ROOM = 240  # seconds that a page may take to be complete; nobody waits for it but this program


def page_of(stage: "Stage", name: str) -> Any:
    """Go to a page and return it."""
    stage.window.pages.go(name)
    stage.rest(1.5)
    return stage.window.pages.made[name]


def shop(stage: "Stage", name: str, count: int = 6) -> None:
    """Fill Edit with photos of a few products, cut out."""
    stage.add(stage.copies(name, count))
    stage.settle()
    stage.finish(ROOM)


def set_page(stage: "Stage") -> None:
    shop(stage, "set")
    page_of(stage, "set")
    stage.rest(6)
    stage.shoot("set-page")


def mockups_page(stage: "Stage") -> None:
    page = page_of(stage, "mockups")
    stage.rest(10)
    stage.shoot("mockups-empty")
    page.take([artwork(stage.scratch)])
    stage.rest(25)
    stage.shoot("mockups-page")


def artwork(folder: Path) -> Path:
    """Return a design of our own: a sun over three hills."""
    hills = "".join(
        f'<path d="M0 {top} Q200 {top - 160} 400 {top} T800 {top} V800 H0 Z" fill="{colour}"/>'
        for top, colour in ((470, "#e8a33d"), (560, "#c8553d"), (650, "#2f4858"))
    )
    path = folder / "Three hills.svg"
    sky = '<rect width="800" height="800" fill="#f6ead7"/><circle cx="400" cy="290" r="130" fill="#d1495b"/>'
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800">{sky}{hills}</svg>')
    return path


def batch_page(stage: "Stage") -> None:
    from studio.ui.batch.new_batch import NewBatch

    page_of(stage, "batch")
    stage.shoot("batch-empty")
    stage.window.pages.go("edit")
    shop(stage, "batch", 12)
    stage.workspace.set_channels(("amazon-main", "etsy-first"))
    stage.workspace.set_destination(stage.scratch / "Pictures" / "batch")
    page = page_of(stage, "batch")
    page.new_batch()
    dialog = stage.window.findChild(NewBatch)
    stage.wait(dialog.go.isEnabled, ROOM, "the plan")
    stage.shoot("batch-new")
    dialog.go.click()
    stage.rest(20)
    stage.shoot("batch-running")


def watched_folders(stage: "Stage") -> None:
    """A folder in use with a refused file, one whose disk is not there, one paused."""
    from studio.store.watch_folders import WatchFolder
    from studio.ui.batch.watch_dialog import WatchDialog
    from studio.ui.batch.watch_form import WatchForm

    page, shots = page_of(stage, "batch"), sorted(stage.copies("watched", 4).iterdir())
    folder, results = stage.scratch / "Camera", stage.scratch / "Pictures" / "listing-ready"
    folder.mkdir()
    (folder / "contact sheet.pdf").write_bytes(b"%PDF")
    (folder / "half a photo.jpg").write_bytes(shots[0].read_bytes()[:3000])
    shop, channels = stage.scratch / "Shop", ("amazon-main", "etsy-first")
    page.watching.add(WatchFolder(folder, results / "Camera", "clean-white", channels, deliver=str(shop)))
    page.watching.add(WatchFolder(stage.scratch / "Not plugged in", results / "USB", "soft-white", ("ebay-listing",)))
    page.watching.add(WatchFolder(results, results / "again", "clean-white", ("plain",), paused=True))
    page.watch()
    dialog = stage.window.findChild(WatchDialog)
    stage.wait(lambda: any(each.seen.refused for each in page.watching.standings), ROOM, "the refusal")
    for path in shots:
        (folder / path.name).write_bytes(path.read_bytes())
    stage.wait(lambda: any(each.seen.taken > 3 for each in page.watching.standings), ROOM, "the photos")
    stage.rest(12)
    stage.shoot("batch-watched")
    dialog.ask()
    form = dialog.findChild(WatchForm)
    stage.rest(1)
    stage.shoot("batch-watch-form")
    form.choose(folder)
    stage.rest(1)
    stage.shoot("batch-watch-form-filled")
    form.deliver.setChecked(True)
    form.place.kind.setCurrentIndex(2)
    form.place.address.setText("shop.example/pictures")
    stage.rest(1)
    stage.shoot("batch-watch-form-delivered")
    form.reject()
    dialog.accept()
    stage.rest(20)
    stage.shoot("batch-watching")


def models_page(stage: "Stage") -> None:
    """No key is known here, and there is no network: each view says so and does what it can."""
    shop(stage, "models", 3)
    page = page_of(stage, "ai")
    for name in ("models", "words", "pictures", "trial", "spend", "privacy"):
        page.show_view(name)
        stage.rest(2)
        stage.shoot(f"ai-{name}")


def no_key(stage: "Stage") -> None:
    """A cloud model was picked and its key is missing."""
    shop(stage, "no-key", 1)
    words = _words(stage)
    words.start()
    stage.wait(lambda: words.running is None, ROOM, "the refusal")
    stage.rest(1)
    stage.shoot("no-key")


def no_network(stage: "Stage") -> None:
    """There is a key, but nobody answers at the other end."""
    reached = {"OPENAI_API_KEY": "no-real-key", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}  # where nobody listens
    shop(stage, "no-network", 1)
    os.environ.update(reached)
    words = _words(stage)
    words.start()
    stage.wait(lambda: words.running is None, ROOM, "the refusal")
    stage.rest(1)
    stage.shoot("no-network")
    for name in reached:
        del os.environ[name]


def budget_reached(stage: "Stage") -> None:
    """The month's budget is spent: the studio stops instead of asking a model."""
    from studio.store.ai_settings import AiSettings, Budget, save_ai_settings

    shop(stage, "budget", 1)
    save_ai_settings(AiSettings(budget=Budget(month_usd=0.0001, over="stop")))
    words = _words(stage)
    words.start()
    stage.rest(1)
    stage.shoot("budget-reached")
    save_ai_settings(AiSettings())


def _words(stage: "Stage") -> Any:
    page = page_of(stage, "ai")
    page.show_view("words")
    words = page.view("words")
    stage.wait(lambda: words.model.count() > 1, ROOM, "the models")
    words.model.setCurrentIndex(1)
    stage.rest(1)
    return words


PAGES: dict[str, Callable[["Stage"], None]] = {
    "set-page": set_page,
    "mockups-page": mockups_page,
    "batch-page": batch_page,
    "watched-folders": watched_folders,
    "models-page": models_page,
    "no-network": no_network,
    "no-key": no_key,
    "budget-reached": budget_reached,
}
