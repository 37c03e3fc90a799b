"""Pictures made of the photos being edited: asked of the demonstration, shown with what it changed, taken over."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from studio.ai.demo import KEY, DemoServer
from studio.app.ai.brand import write_brand
from studio.app.ai.marks import metadata_for
from studio.app.ai.material import painted
from studio.app.ai.pictures import Pictured
from studio.app.photo.adapt import products
from studio.intake import load
from studio.model.brand import Brand
from studio.model.kept import KeptLimits
from studio.model.scene import Light
from studio.store import spending
from studio.store.ai_settings import load_ai_settings, save_ai_settings
from studio.store.ledger_file import LedgerFile
from studio.ui.ai.brand_dialog import BrandDialog
from studio.ui.ai.mark_dialog import MarkDialog
from studio.ui.ai.page import AiPage
from studio.ui.ai.picture_card import PictureCard
from tests.app.ai.test_generated import moved
from tests.store.test_secrets import Memory
from tests.ui.ai_pages import LONG, backend, page, shown

__all__ = ["backend", "page"]


def asked(view: Any, qtbot: QtBot, task: str, words: str = "", *, demo: bool = True) -> list[Pictured]:
    """Have pictures made by the demonstration."""
    view.kind.setCurrentIndex(view.kind.findData(task))
    view.wish.setText(words)
    view.demo.setChecked(demo)
    before = len(view.made)
    view.run_button.click()
    assert view.running is not None
    qtbot.waitUntil(lambda: view.running is None, timeout=LONG)
    found: list[Pictured] = view.made[: len(view.made) - before]
    return found


def cards(view: Any) -> list[PictureCard]:
    found: list[PictureCard] = view.results.widget().findChildren(PictureCard)
    return found


def test_a_place_is_made_from_words_alone_and_becomes_the_backdrop(page: AiPage, qtbot: QtBot) -> None:
    view = shown(page, qtbot, "pictures")
    assert not view.run_button.isEnabled()
    view.wish.setText("a desk by the window")
    assert "no photo leaves" in view.leaves.text()
    made = asked(view, qtbot, "backdrop", "a desk by the window")
    view.use(made[0])
    workspace = page.session.workspace
    for each in workspace.selection:
        assert workspace.scene_of(each).elements[0].picture == made[0].name
    assert workspace.undo_name == "Backdrop made by a model"


def test_surroundings_go_round_the_product_and_say_what_was_changed(page: AiPage, qtbot: QtBot) -> None:
    workspace = page.session.workspace
    workspace.select(workspace.selection[:1])
    view = shown(page, qtbot, "pictures")
    view.kind.setCurrentIndex(view.kind.findData("scene-edit"))
    assert "The photo goes to OpenAI" in view.leaves.text()
    (made,) = asked(view, qtbot, "scene-edit", "on a stone step")
    assert made.error is None
    assert made.figures["locked_equal"] == 1
    assert made.demo
    (card,) = cards(view)
    assert card.heat_button is not None
    picture = card.grab().toImage()
    card.heat_button.click()
    assert card.grab().toImage() != picture
    view.use(made)
    scene = workspace.scene_of(workspace.current or "")
    assert scene.elements[0].picture == made.name  # type: ignore[attr-defined]
    assert products(scene)[0].contact.opacity == 0  # the picture has its own shadow
    assert metadata_for(scene, {})["digital_source_type"].endswith("compositeWithTrainedAlgorithmicMedia")
    assert workspace.undo() == "Surroundings made by a model"


def test_a_refused_picture_is_shown_with_its_reason_and_cannot_be_used(
    page: AiPage, qtbot: QtBot, backend: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with DemoServer() as server:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", server.openai_address)
        page.session.workspace.select(page.session.workspace.selection[:1])
        view = shown(page, qtbot, "pictures")
        server.misbehave(moved(18))
        (made,) = asked(view, qtbot, "model-shot", demo=False)
    assert made.refused
    assert made.error is not None
    assert "outline" in made.error["message"]
    (card,) = cards(view)
    assert card.use_button is None
    assert card.heat_button is not None


def test_only_what_is_painted_over_is_retouched(page: AiPage, qtbot: QtBot) -> None:
    workspace = page.session.workspace
    view = shown(page, qtbot, "pictures")
    view.kind.setCurrentIndex(view.kind.findData("retouch"))
    assert not view.run_button.isEnabled()
    assert "Press Mark" in view.leaves.text()
    view.mark()
    dialog = view.findChild(MarkDialog)
    qtbot.waitUntil(lambda: not dialog.pane.image.isNull(), timeout=LONG)
    middle = dialog.pane.room.center().toPoint()
    qtbot.mousePress(dialog.pane, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(dialog.pane, middle + QPoint(20, 0))
    qtbot.mouseRelease(dialog.pane, Qt.MouseButton.LeftButton, pos=middle + QPoint(20, 0))
    dialog.finish()
    assert "1 photo" in view.run_button.text()
    (made,) = asked(view, qtbot, "retouch", "the label")
    assert made.error is None
    assert made.file is not None
    photo = workspace.photo(workspace.current or "")
    before, after = load(photo.path), load(made.file)
    plane = painted(view.strokes[photo.id], before.picture.width, before.picture.height)
    stays = plane == 255
    assert stays.any()
    assert not stays.all()
    assert (before.picture.rgb[stays] == after.picture.rgb[stays]).all()
    assert after.source.metadata["digital_source_type"].endswith("compositeWithTrainedAlgorithmicMedia")
    view.use(made)
    assert len(workspace.listings) == 1
    assert workspace.current == str(made.file)


def test_enlarging_stays_on_this_computer(page: AiPage, qtbot: QtBot) -> None:
    page.session.workspace.select(page.session.workspace.selection[:1])
    view = shown(page, qtbot, "pictures")
    view.kind.setCurrentIndex(view.kind.findData("upscale"))
    assert "Nothing leaves this computer" in view.leaves.text()
    assert "free" in view.run_button.text()
    (made,) = asked(view, qtbot, "upscale", demo=False)
    assert made.file is not None
    large = load(made.file).picture
    assert (large.width, large.height) == (640, 480)
    assert made.shown is not None
    assert max(load(made.shown).picture.rgb.shape) <= 1200  # no window opens the whole of it


def test_a_stroke_is_round_and_stays_where_it_was_painted() -> None:
    plane = painted(((((0.5, 0.5),), 0.1),), 200, 100)
    y, x = np.nonzero(plane == 0)
    assert (x.min(), x.max(), y.min(), y.max()) == (80, 120, 30, 70)


def test_the_brands_limits_are_kept_with_the_settings() -> None:
    settings = load_ai_settings()
    assert settings.limits == KeptLimits()
    from dataclasses import replace

    save_ai_settings(replace(settings, limits=KeptLimits(outline=0.02)))
    assert load_ai_settings().limits.outline == 0.02


def test_the_inspector_says_price_and_what_leaves_and_has_it_done_here(page: AiPage, qtbot: QtBot) -> None:
    from studio.ui.sections.ai import AiSection

    section = AiSection(page.session.workspace)
    qtbot.addWidget(section)
    section.show()
    qtbot.waitUntil(lambda: "$" in section.button.text(), timeout=LONG)
    assert "2 photos go to OpenAI" in section.leaves.text()
    section.show_task("backdrop")
    qtbot.waitUntil(lambda: "no photo leaves" in section.leaves.text(), timeout=LONG)
    assert not section.button.isEnabled()  # which place?
    section.wish.setText("a desk by the window")
    section.demo.setChecked(True)
    assert "free" in section.button.text()
    section.model.setCurrentIndex(2)
    chosen = section.model.currentData()
    qtbot.waitUntil(section.button.isEnabled, timeout=LONG)
    section.asked.connect(page.ask)
    section.button.click()
    view = page.view("pictures")
    qtbot.waitUntil(lambda: bool(view.made), timeout=LONG)
    assert view.made[0].words == "a desk by the window"
    assert view.model.currentData() == chosen
    assert page.current == "pictures"


def test_a_place_can_be_handed_in_overnight(page: AiPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    with DemoServer() as server:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", server.openai_address)
        light = Light(azimuth=80)
        page.session.workspace.edit(lambda scene: scene.model_copy(update={"light": light}), name="Light")
        view = shown(page, qtbot, "pictures")
        view.quality.setCurrentIndex(view.quality.findData("low"))
        view.wish.setText("a desk by the window")
        view.night.switch.setChecked(True)
        assert "Hand in a place" in view.run_button.text()
        view.run_button.click()
        qtbot.waitUntil(lambda: view.running is None and view.night.look_button.isVisible(), timeout=LONG)
        view.night.look()
        qtbot.waitUntil(lambda: bool(view.made), timeout=LONG)
        assert server.billed == 1
        (call,) = (each for each in server.calls if each.billed)
        body = json.loads(call.request.body)
        assert (body["quality"], body["size"]) == ("low", "816x816")  # the canvas, as small as the model can
        assert "Main light from the right" in body["prompt"]  # as on Edit
    assert view.made[0].words == "a desk by the window"
    view.use(view.made[0])
    workspace = page.session.workspace
    scene = workspace.scene_of(workspace.current or "")
    assert scene.elements[0].picture == view.made[0].name  # type: ignore[attr-defined]
    assert metadata_for(scene, {})["digital_source_type"].endswith("compositeWithTrainedAlgorithmicMedia")


def test_the_limits_of_refusal_are_the_sellers(page: AiPage, qtbot: QtBot) -> None:
    view = shown(page, qtbot, "pictures")
    view.kind.setCurrentIndex(view.kind.findData("scene-edit"))
    view.brand_button.click()
    dialog = view.findChild(BrandDialog)
    dialog.form.edited.emit("outline", "Outline", 0.03, True)
    dialog.style_field.setPlainText("Wood and linen.")
    dialog.keep()
    assert load_ai_settings().limits.outline == 0.03
    made = asked(view, qtbot, "backdrop", "a shelf")
    assert made[0].error is None
    file = LedgerFile()
    words = [piece["words"] for piece in spending.sent(file, spending.calls(file)[0]["id"])]
    assert any("Wood and linen." in each for each in words)


def test_a_brand_is_shown_from_a_file_and_says_why_it_cannot_be(page: AiPage, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = BrandDialog(page)
    write_brand(Brand(style="Slate.", limits=KeptLimits(hue=20)), tmp_path / "brand.toml")
    dialog.read(tmp_path / "brand.toml")
    assert (dialog.brand.style, dialog.brand.limits.hue) == ("Slate.", 20)
    (tmp_path / "other.toml").write_text("x = 1")
    dialog.read(tmp_path / "other.toml")
    assert "no brand in other.toml" in dialog.said.text()
    assert dialog.brand.style == "Slate."
    assert load_ai_settings().style == ""  # nothing is kept before Keep


def test_finished_pictures_are_judged_against_a_style(page: AiPage, qtbot: QtBot) -> None:
    view = shown(page, qtbot, "words")
    view.kind.setCurrentIndex(view.kind.findData("compare"))
    view.wish.setText("warm light, wood and linen")
    view.demo.setChecked(True)
    assert "Judge 2 photos" in view.run_button.text()
    view.run_button.click()
    qtbot.waitUntil(lambda: view.running is None and len(view.items) == 2, timeout=LONG)
    assert [each.photo for each in view.items] == ["photo-0.png", "photo-1.png"]
    assert all(each.value["reasons"] for each in view.items)
    file = LedgerFile()
    pieces = spending.sent(file, spending.calls(file)[0]["id"])
    assert any("wood and linen" in piece["words"] for piece in pieces)
    assert sum(bool(piece["width"]) for piece in pieces) == 2


def test_making_can_be_called_off_at_once(page: AiPage, qtbot: QtBot) -> None:
    view = shown(page, qtbot, "pictures")
    view.demo.setChecked(True)
    view.wish.setText("a desk by the window")
    view.run_button.click()
    assert view.stop_button.isVisible()
    view.stop_button.click()
    qtbot.waitUntil(lambda: view.running is None, timeout=LONG)
    assert view.run_button.isVisible()
    assert view.run_button.isEnabled()
    assert not view.made
