"""The scenes of the judged set. To add one: a function that takes the stage, and its name in `SCENES`."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from screenshot_pages import PAGES

if TYPE_CHECKING:
    from screenshot_stage import Stage

LONG = (
    "Handgefertigte Kaffeetasse aus Steingut mit tiefblauer Glasur und Holzgriff (Vorderansicht, Tageslicht) v2 final"
)
ARABIC = "كوب قهوة أزرق - صورة أمامية.jpg"
HEBREW = "ספל קפה כחול.jpg"
USUAL = ("amazon-main", "etsy-first")
HERO = "teddy"  # the sample that the README shows
TRADES = {"teddy": "toys", "boots": "shoes", "watch": "jewellery", "headphones": "electronics", "jar": "food-and-drink"}
MANY = ("amazon-main", "etsy-first", "ebay-listing", "google-image_link", "zalando-packshot", "poshmark-listing")


def first_run(stage: "Stage") -> None:
    stage.rest(1.5)
    stage.shoot("first-run")


def one_photo(stage: "Stage") -> None:
    stage.add(stage.photos[-1])
    stage.settle()
    stage.shoot("one-photo")


def look(stage: "Stage") -> None:
    """Another preset, the section of shadows, before and after."""
    stage.add(stage.copies("look", 4))
    stage.settle()
    stage.furniture.presets.apply("cosmetics")
    stage.furniture.inspector.set_open(["Light & shadow"])
    stage.settle()
    stage.examined()
    stage.shoot("preset")
    stage.furniture.commands.run("before-after")
    stage.rest()
    stage.shoot("before-after")
    stage.furniture.commands.run("before-after")


def needs_a_look(stage: "Stage") -> None:
    """The sample with the least trusted cutout: badge, reason and the button that mends it."""
    stage.add(stage.copies("doubtful", 4))
    stage.settle()
    doubtful = min(stage.workspace.photos, key=lambda photo: stage.confidence(photo.id))
    stage.workspace.select([doubtful.id])
    stage.settle()
    stage.shoot("needs-a-look")


def mixed(stage: "Stage") -> None:
    """Several photos chosen that differ."""
    stage.add(stage.copies("mixed", 6))
    stage.settle()
    stage.workspace.set_value("product.placement.fill", 0.6, name="Size")
    stage.workspace.select_all()
    stage.furniture.inspector.set_open(["Product tone", "Placement"])
    stage.settle()
    stage.shoot("mixed-selection")
    stage.furniture.inspector.set_open(["Backdrop", "Light & shadow"])


def long_names(stage: "Stage") -> None:
    stage.add(stage.copies("names", 3, 1400, [f"{LONG}.jpg", ARABIC, HEBREW]))
    stage.settle()
    for number, word in enumerate(("long", "arabic")):
        ids = [photo.id for photo in stage.workspace.photos if photo.path.name in ((f"{LONG}.jpg",), (ARABIC,))[number]]
        stage.workspace.select(ids)
        stage.settle()
        stage.shoot(f"{word}-name")


def failed_photo(stage: "Stage") -> None:
    folder = stage.copies("failed", 3)
    broken = folder / "SKU-1001_broken.jpg"
    broken.write_bytes((folder / "SKU-1001_front.jpg").read_bytes()[:2000])
    stage.add(folder)
    stage.settle()
    stage.workspace.select([str(broken)])
    stage.settle()
    stage.shoot("failed-photo")


def menus(stage: "Stage") -> None:
    stage.add(stage.copies("menus", 3))
    stage.settle()
    stage.furniture.commands.run("palette")
    stage.shoot("command-palette")
    stage.furniture.palette.close_()
    stage.furniture.commands.run("choose-channels")
    stage.shoot("choose-channels")
    for popup in stage.application.topLevelWidgets():
        if popup is not stage.window and popup.isVisible():
            popup.close()


def many_findings(stage: "Stage") -> None:
    stage.add(stage.copies("small", 9, 460))
    stage.settle()
    stage.export("findings", MANY)
    stage.furniture.export.show_findings()
    stage.settle()
    stage.shoot("many-findings")
    stage.furniture.export.show_findings(False)


def export_done(stage: "Stage") -> None:
    stage.add(stage.copies("done", 8, 3000))
    stage.settle()
    stage.export("done", USUAL)
    stage.shoot("export-done")


def many_photos(stage: "Stage") -> None:
    stage.add(stage.copies("many", 200))
    stage.settle(300)
    stage.shoot("200-photos")
    stage.start("running", USUAL)
    stage.wait(lambda: stage.furniture.export.finished >= 8, 240, "the eighth picture")
    stage.shoot("export-running")
    stage.furniture.export.cancel()
    stage.wait(lambda: not stage.furniture.export.busy, 60, "the end of the export")


def readme(stage: "Stage") -> None:
    """All samples, one of them in front, in a look of its own, with what the channels would say."""
    stage.add(*stage.photos)
    stage.settle()
    stage.finish(120)
    photos = stage.workspace.photos
    hero = max(photos, key=lambda photo: (photo.path.stem == HERO, stage.confidence(photo.id)))
    stage.workspace.select([hero.id])
    stage.furniture.presets.apply(TRADES.get(hero.path.stem, "home"), "home")
    stage.furniture.inspector.set_open(["Light & shadow"])
    stage.workspace.set_channels(USUAL)
    stage.settle()
    stage.examined()
    stage.shoot("readme")


SCENES: dict[str, Callable[["Stage"], None]] = {
    "first-run": first_run,
    "one-photo": one_photo,
    "preset": look,
    "needs-a-look": needs_a_look,
    "mixed-selection": mixed,
    "long-names": long_names,
    "failed-photo": failed_photo,
    "menus": menus,
    "many-findings": many_findings,
    "export-done": export_done,
    "many-photos": many_photos,
    **PAGES,
    "readme": readme,
}
