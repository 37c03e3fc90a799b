"""The page of AI models: choices, keys, trials with the demonstration, spend and what left."""

from datetime import date
from pathlib import Path
from typing import Any

import keyring
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ai.demo import KEY, DemoServer
from studio.app.ai.loads import PhotoSizes
from studio.app.ai.overview import retired_lines
from studio.app.ai.words import Written
from studio.app.photo.finding import found_matte
from studio.app.trial.item import TrialItem
from studio.app.trial.trial import Trial, sums
from studio.model.ai import Reply, Request, Seconds
from studio.model.picture import Picture
from studio.model.usage import Usage
from studio.store import spending
from studio.store.ai_settings import AiSettings, Budget, load_ai_settings, save_ai_settings
from studio.store.ledger import SpendLedger, Terms
from studio.store.ledger_file import LedgerFile
from studio.store.runners import Runner
from studio.ui.ai.badges import Badges
from studio.ui.ai.blind import Blind
from studio.ui.ai.key_entry import KeyEntry, ServerEntry
from studio.ui.ai.model_row import ModelRow, ends_text
from studio.ui.ai.page import AiPage
from studio.ui.ai.price_entry import PriceEntry
from studio.ui.ai.trial_cell import TrialCell
from studio.ui.ai.trial_grid import TrialGrid
from studio.ui.ai.words_card import WordsCard
from studio.ui.ai.words_list import AT_ONCE, WordsList
from studio.ui.elided import ElidedLabel
from studio.ui.panes import words
from tests.store.test_secrets import Memory
from tests.ui.ai_pages import LONG, backend, page, press, shown

__all__ = ["backend", "page"]


def rows(view: Any) -> list[ModelRow]:
    """The models that are shown, once all are."""
    while view._left:
        QApplication.processEvents()
    found: list[ModelRow] = view.models.widget().findChildren(ModelRow)
    return found


def spent(cost: float | None = 0.04, model: str = "gpt-image-2", **more: Any) -> None:
    file, runner = LedgerFile(), Runner()
    terms = Terms("cloud", 0.03, model=model)
    book = SpendLedger(file, runner, "openai", lambda _request: terms, lambda _usage: cost)
    line = book.opened(Request("backdrop", model, "A table in the sun.", photo=more.get("photo", "")), "openai")
    if not more.get("lost"):
        book.closed(line, Reply("openai", model, picture=b"x", usage=Usage(text_in=1), seconds=Seconds(total=2.5)))
        runner.end()
    else:
        runner._lock.release()  # as if the program had died
    file.close()


def test_each_task_lists_who_can_do_it_and_a_choice_is_kept(page: AiPage, qtbot: QtBot) -> None:
    view = shown(page, qtbot, "models")
    assert [row.model.title for row in rows(view)][:2] == ["GPT-6 Luna", "Claude Haiku 5.5"]
    assert all("replaced by" in row.model.ends for row in rows(view) if row.model.id == "gpt-4o-mini")
    assert not any(row.model.id == "claude-3-5-haiku" for row in rows(view))
    end = [bool(row.model.ends) for row in rows(view)]
    assert end == sorted(end)  # what ends is offered last
    view.show_task("backdrop")
    assert all("Image" in row.model.title for row in rows(view))
    view.show_task("copy")
    luna = next(row for row in rows(view) if row.model.id == "gpt-6-luna")
    press(luna, "Ask first")
    assert load_ai_settings().tasks["copy"][0] == "gpt-6-luna"
    assert rows(view)[0].model.id == "gpt-6-luna"
    assert "GPT-6 Luna, then GPT-6.1 Sol" in view.tasks.currentItem().data(Qt.ItemDataRole.AccessibleTextRole)
    press(rows(view)[1], "Leave out")
    assert "gpt-6.1-sol" not in load_ai_settings().tasks["copy"]


def test_ones_own_price_and_seconds_stand_on_the_badges(page: AiPage, qtbot: QtBot) -> None:
    spent(0.041)
    view = shown(page, qtbot, "models")
    view.show_task("backdrop")
    mine = next(row.model for row in rows(view) if row.model.id == "gpt-image-2")
    assert mine.price == "$0.041 a call, your median"
    assert mine.speed == "2.5 s (1 call)"
    other = next(row.model for row in rows(view) if row.model.id == "gpt-image-2.6-flare")
    assert (other.price, other.speed) == ("price unknown", "not tried yet")


def test_methods_on_this_computer_show_their_own_seconds_too(page: AiPage, qtbot: QtBot, tmp_path: Path) -> None:
    for number in range(2):
        photo = Picture(np.full((40, 40, 3), 250, np.uint8))
        found_matte(f"{number:064d}", lambda photo=photo: photo, "classical")  # type: ignore[misc]
        found_matte(f"{number:064d}", lambda photo=photo: photo, "classical")  # type: ignore[misc]  # kept: not timed
    view = shown(page, qtbot, "models")
    view.show_task("cutout")
    by_rule = next(row.model for row in rows(view) if row.model.id == "classical")
    assert by_rule.speed.endswith(" s (2 photos)")
    assert next(row.model for row in rows(view) if row.model.id == "embedded").speed == "not tried yet"


def test_a_price_of_ones_own_can_be_entered_and_taken_back(page: AiPage, qtbot: QtBot) -> None:
    view = shown(page, qtbot, "models")
    view.ask_price("gpt-image-2.6-flare")
    entry = view.findChild(PriceEntry)
    entry.fields["image_out"].setText("free")
    entry.keep()
    assert "is no price" in entry.said.text()
    entry.fields["image_out"].setText("12,5")
    with qtbot.waitSignal(entry.kept, timeout=LONG):
        entry.keep()
    assert load_ai_settings().prices["gpt-image-2.6-flare"]["image_out"] == 12.5
    view = shown(page, qtbot, "models")
    card = next(card for card in view.cards if card["id"] == "gpt-image-2.6-flare")
    assert card["price"]["own"]
    view.ask_price("gpt-image-2.6-flare")
    entry = view.findChildren(PriceEntry)[-1]
    with qtbot.waitSignal(entry.kept, timeout=LONG):
        entry.take_back()
    assert "gpt-image-2.6-flare" not in load_ai_settings().prices


def test_a_key_is_tried_before_it_is_kept(
    page: AiPage, qtbot: QtBot, backend: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with DemoServer() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.openai_address)
        view = shown(page, qtbot, "models")
        from studio.app.ai.overview import account_lines

        entry = KeyEntry(account_lines()[0], page.background, view)
        entry.field.setText("sk-wrong")
        entry.test()
        qtbot.waitUntil(lambda: "does not accept the key" in entry.said.text(), timeout=LONG)
        assert not backend.kept
        entry.field.setText(f" {KEY}\n")
        with qtbot.waitSignal(entry.kept, timeout=LONG):
            entry.test()
        assert list(backend.kept.values()) == [KEY]
        assert server.billed == 0
        view = shown(page, qtbot, "models")
        assert not any(row.model.missing for row in rows(view) if row.model.provider == "OpenAI")


def test_a_system_without_a_keyring_is_told_in_the_dialog(page: AiPage, qtbot: QtBot) -> None:
    from keyring.backends.fail import Keyring

    from studio.app.ai.overview import account_lines

    keyring.set_keyring(Keyring())
    entry = KeyEntry(account_lines()[0], page.background, page)
    qtbot.addWidget(entry)
    entry.field.setText(KEY)
    entry.keep()
    qtbot.waitUntil(lambda: "no keyring" in entry.said.text(), timeout=LONG)
    assert "OPENAI_API_KEY" in entry.said.text()


def test_a_server_of_ones_own_brings_its_models(page: AiPage, qtbot: QtBot) -> None:
    with DemoServer() as server:
        view = shown(page, qtbot, "models")
        entry = ServerEntry(None, page.background, view)
        entry.address.setText("no address")
        entry.test()
        qtbot.waitUntil(lambda: "http://" in entry.said.text(), timeout=LONG)
        entry.address.setText(server.openai_address)
        entry.key.setText(KEY)
        with qtbot.waitSignal(entry.kept, timeout=LONG):
            entry.test()
        assert load_ai_settings().servers == {"ollama": server.openai_address}
        view = shown(page, qtbot, "models")
        local = [row.model for row in rows(view) if row.model.local]
        assert local
        assert all(model.price == "free" for model in local)


def test_a_demonstration_trial_runs_to_a_choice(page: AiPage, qtbot: QtBot) -> None:
    view = shown(page, qtbot, "trial")
    assert "2 photos × 2 models" in view.run_button.text()
    assert "OpenAI and Anthropic" in view.leaves.text()
    view.demo.setChecked(True)
    assert "free" in view.run_button.text()
    view.run_button.click()
    qtbot.waitUntil(lambda: view.trial is not None, timeout=LONG)
    assert [each.failures for each in view.trial.summary] == [0, 0]
    assert (view.trial.folder / "trial.html").is_file()
    assert spending.sums(LedgerFile(), "day") == []  # nothing was spent
    view.use("claude-haiku-5-5")
    assert load_ai_settings().tasks["identify"] == ("claude-haiku-5-5", "gpt-6-luna")
    view.compare()
    blind = view.findChild(Blind)
    for _ in range(len(blind._pairs)):
        blind.vote("left")
    assert sorted(each.scores["preferred"] for each in view.trial.summary)[-1] >= 0.5


def test_a_trial_can_be_stopped(page: AiPage, qtbot: QtBot) -> None:
    view = shown(page, qtbot, "trial")
    view.demo.setChecked(True)
    view.kind.setCurrentIndex(view.kind.findData("alt-text"))
    view.start()
    qtbot.waitUntil(view.stop_button.isVisible, timeout=LONG)
    view.stop()
    qtbot.waitUntil(lambda: view.running is None, timeout=LONG)
    assert view.run_button.isVisible()
    assert view.trial is None


def test_a_budget_that_stops_cannot_be_talked_over(page: AiPage, qtbot: QtBot) -> None:
    save_ai_settings(AiSettings(budget=Budget(month_usd=0.00001, over="stop")))
    told: list[str] = []
    page.trouble.connect(lambda message, _hint: told.append(message))
    view = shown(page, qtbot, "trial")
    view.run_button.click()
    assert "Your budget for this month" in told[0]
    assert view.running is None
    assert spending.calls(LedgerFile()) == []


def test_spend_shows_sums_and_what_is_unsettled(page: AiPage, qtbot: QtBot, tmp_path: Path) -> None:
    from studio.ui.ai.spend_view import export_csv

    spent(0.04)
    spent(lost=True, model="gpt-image-2.5-flare")
    view = shown(page, qtbot, "spend")
    assert view.total.text() == "$0.070 this month"
    press(view.unsettled, "Settle")
    qtbot.waitUntil(lambda: not spending.unsettled(LedgerFile()), timeout=LONG)
    view.month.setText("2,50")
    view.month.editingFinished.emit()
    assert load_ai_settings().budget.month_usd == 2.5
    assert "gpt-image-2" in export_csv(tmp_path / "spend.csv").read_text()


def test_what_left_is_there_word_for_word(page: AiPage, qtbot: QtBot) -> None:
    view = shown(page, qtbot, "privacy")
    assert view.total.text() == "Nothing has left this computer"
    spent()
    view = shown(page, qtbot, "privacy")
    assert "19 bytes left this computer in 1 call" in view.total.text()
    view.table.selectRow(0)
    for _ in range(2):
        spent(photo=f"shoes/{'a very long name ' * 20}.jpg")
    view = shown(page, qtbot, "privacy")
    assert view.table.horizontalScrollBar().maximum() == 0  # how much left is always in sight
    view.table.selectRow(2)
    qtbot.waitUntil(lambda: "A table in the sun." in view.pieces.toPlainText(), timeout=LONG)


def test_closing_with_calls_on_their_way_ends_them(page: AiPage, qtbot: QtBot) -> None:
    view = shown(page, qtbot, "trial")
    view.demo.setChecked(True)
    view.start()
    page.close_page()
    assert page.background.calls.close()


def test_words_are_written_within_a_channels_limits_and_can_be_taken(
    page: AiPage, qtbot: QtBot, tmp_path: Path
) -> None:
    from PySide6.QtGui import QGuiApplication

    from studio.ui.ai.words_view import save_csv

    view = shown(page, qtbot, "words")
    assert "Write for 2 photos" in view.run_button.text()
    view.kind.setCurrentIndex(view.kind.findData("copy"))
    (tmp_path / "sheet.csv").write_text("SKU,Material\nred,Stoneware\n")
    view.read_sheet(tmp_path / "sheet.csv")
    qtbot.waitUntil(lambda: "2 of 2" in view.sheet_button.text(), timeout=LONG)
    view.demo.setChecked(True)
    view.run_button.click()
    qtbot.waitUntil(lambda: view.running is None and len(view.items) == 2, timeout=LONG)
    assert [each.error for each in view.items] == [None, None]
    assert all(len(each.value["title"]) <= 200 for each in view.items)  # Amazon's limit
    view.copy(view.items[0])
    assert QGuiApplication.clipboard().text() == view.items[0].text
    assert "photo-0.png" in save_csv(view.items, tmp_path / "texts.csv").read_text()
    file = LedgerFile()
    words = [piece["words"] for piece in spending.sent(file, spending.calls(file)[0]["id"])]
    assert any("Stoneware" in each for each in words)


def test_long_names_of_photos_never_widen_a_view(qtbot: QtBot) -> None:
    name = "a very long name " * 30
    for sku in (name, "RED", ""):
        card = WordsCard(Written(f"{name}.jpg", sku, {"alt_text": "Red."}), lambda: None, demo=False, titles={})
        qtbot.addWidget(card)
        assert card.minimumSizeHint().width() < 500
        (title,) = card.findChildren(ElidedLabel)
        assert title.text() == (f"RED · {name}.jpg" if sku == "RED" else f"{name}.jpg")  # said once


def test_a_large_trial_is_shown_a_few_photos_in_a_turn(qtbot: QtBot, tmp_path: Path) -> None:
    grid = TrialGrid()
    qtbot.addWidget(grid)
    grid.show()
    models = ["gpt-6-luna", "claude-haiku-5-5"]
    for count in (30, 3):  # another trial takes the first one's place, also while that is being shown
        items = tuple(
            TrialItem(f"{number:02}.jpg", model, "failed", error={"message": f"{number}", "hint": ""})
            for number in range(count)
            for model in models
        )
        grid.show_trial(Trial("copy", tmp_path, items, sums(items, models)), {}, "")
        assert 0 < len(grid.findChildren(TrialCell)) < 2 * count
    qtbot.waitUntil(lambda: len(grid.widget().findChildren(TrialCell)) == 6, timeout=LONG)
    names = [label.text() for label in grid.widget().findChildren(ElidedLabel)]
    assert names == ["00.jpg", "01.jpg", "02.jpg"]


def test_two_hundred_answers_are_shown_a_few_in_a_turn_and_each_once(qtbot: QtBot) -> None:
    made: list[str] = []

    def card(each: Written) -> WordsCard:
        made.append(each.photo)
        return WordsCard(each, lambda: None, demo=False, titles={})

    shown_list = WordsList("Words", card)
    qtbot.addWidget(shown_list)
    shown_list.show()
    items = [Written(f"{number:03}.jpg", "", {"alt_text": f"Number {number}."}) for number in range(200)]
    for count in range(1, 21):  # as they come
        shown_list.show_items(items[:count])
    assert made == [each.photo for each in items[:20]]
    shown_list.show_items(items[::-1])  # all at once, in another order
    assert len(made) <= 20 + AT_ONCE
    qtbot.waitUntil(lambda: shown_list.whole, timeout=LONG)
    assert sorted(made) == [each.photo for each in items]
    titles = [each.findChildren(ElidedLabel)[0].text() for each in shown_list.cards]
    assert titles == [each.photo for each in items[::-1]]
    shown_list.show_items(items[3:5])
    assert [each.findChildren(ElidedLabel)[0].text() for each in shown_list.cards] == ["003.jpg", "004.jpg"]
    shown_list.say(words("Nothing"))
    shown_list.show_items(items[:1])
    assert len(shown_list.cards) == 1


def test_words_can_be_handed_in_overnight(
    page: AiPage, qtbot: QtBot, backend: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with DemoServer() as server:
        for name, address in (("OPENAI", server.openai_address), ("ANTHROPIC", server.anthropic_address)):
            monkeypatch.setenv(f"{name}_API_KEY", KEY)
            monkeypatch.setenv(f"{name}_BASE_URL", address)
        view = shown(page, qtbot, "words")
        now = view.run_button.text()
        view.night.switch.setChecked(True)
        assert "Hand in for 2 photos" in view.run_button.text()
        assert view.run_button.text().partition("$")[2] < now.partition("$")[2]  # half of it
        view.run_button.click()
        qtbot.waitUntil(view.night.look_button.isVisible, timeout=LONG)
        assert "2 photos handed in" in view.night.told.text()
        view.night.look()
        qtbot.waitUntil(lambda: view.running is None and len(view.items) == 2, timeout=LONG)
        assert all(each.value and each.notes == ("Came overnight.",) for each in view.items)
        assert view.copy_button.isVisible()
        billed, view.items = server.billed, []
        view.run_button.click()
        qtbot.waitUntil(lambda: view.running is None and len(view.items) == 2, timeout=LONG)
        assert all(each.kept for each in view.items)
        assert server.billed == billed == 2


def test_what_broke_off_is_asked_again_only_by_a_button_of_its_own(
    page: AiPage, qtbot: QtBot, backend: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with DemoServer() as server:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", server.openai_address)
        view = shown(page, qtbot, "words")
        view.model.setCurrentIndex(view.model.findData("gpt-6-luna"))

        def errors(press: Any) -> set[str]:
            press()
            qtbot.waitUntil(lambda: view.running is None and len(view.items) == 2, timeout=LONG)
            return {each.error["kind"] if each.error else "" for each in view.items}

        server.misbehave(always="reset")
        assert "" not in errors(view.run_button.click)
        assert not view.again_button.isVisible()
        server.misbehave()
        billed = server.billed
        assert errors(view.run_button.click) == {"unsettled"}
        assert server.billed == billed
        assert errors(view.again_button.click) == {""}
        assert server.billed == billed + 2
        assert not view.again_button.isVisible()


@pytest.mark.window
def test_views_answer_quickly(page: AiPage, qtbot: QtBot, slower: float) -> None:
    """What runs on the window's thread at a press stays below what a hand would feel (50 ms), by processor time."""
    from time import thread_time

    for _ in range(30):
        spent()
    for name in ("models", "words", "pictures", "trial", "spend", "privacy"):
        view = shown(page, qtbot, name)
        slowest = []
        for _ in range(3):
            began = thread_time()
            if hasattr(view, "reckon"):
                view.reckon()
            elif name == "models":
                view.show_task("copy" if view.task == "alt-text" else "alt-text")
            slowest.append(thread_time() - began)
        assert min(slowest) < 0.05 * slower, name


def test_listing_models_anew_brings_end_dates(page: AiPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from studio.app.ai.cards import keep_listing
    from studio.model.ai import RemoteModel
    from studio.ui.ai.account_row import AccountRow

    with DemoServer() as server:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", server.openai_address)
        view = shown(page, qtbot, "models")
        openai = next(each for each in view.accounts.findChildren(AccountRow) if each.account.provider == "openai")
        press(openai, "List models")
        qtbot.waitUntil(lambda: page.background.waiting == 0, timeout=LONG)
        openai = next(
            each
            for each in view.accounts.findChildren(AccountRow)
            if each.account.provider == "openai" and each.account.listed
        )
        assert "listed on" in openai.account.listed
        assert server.billed == 0
    keep_listing("openai", [RemoteModel("gpt-6-luna", date(2030, 5, 1), "deprecated", "")], date.today())
    view = shown(page, qtbot, "models")
    luna = next(row for row in rows(view) if row.model.id == "gpt-6-luna")
    assert luna.model.ends.startswith("Ends on 2030-05-01")


def test_end_dates_are_those_of_the_providers(page: AiPage, qtbot: QtBot) -> None:
    view = shown(page, qtbot, "models")
    ends = {row.model.id: ends_text(row.model) for row in rows(view)}
    assert ends["gpt-4o-mini"] == "Ends on 2027-01-14, then GPT-6 Luna"
    gone = retired_lines("identify", view.cards)
    assert any(line.startswith("Claude 3.5 Haiku: Retired on 2026-02-19; replaced by Claude") for line in gone)


def test_a_badge_that_does_not_fit_stands_in_the_next_line(page: AiPage, qtbot: QtBot) -> None:
    view = shown(page, qtbot, "models")
    narrow = next(row for row in rows(view) if row.model.id == "gpt-4o-mini").findChildren(Badges)[-1]
    for width in (900, 260):
        places = narrow.places(width)
        assert narrow.heightForWidth(width) >= max(place.bottom() for place in places)
    qtbot.waitUntil(lambda: narrow.height() >= narrow.heightForWidth(narrow.width()), timeout=LONG)


def test_without_any_key_it_is_said_once_and_nothing_is_tried(page: AiPage, qtbot: QtBot) -> None:
    told: list[str] = []
    page.trouble.connect(lambda message, _hint: told.append(message))
    view = shown(page, qtbot, "words")
    assert "There is no key" in view.leaves.text()
    view.run_button.click()
    assert told == ["There is no key for OpenAI or Anthropic yet."]
    assert view.running is None
    view.demo.setChecked(True)
    assert "no key" not in view.leaves.text()


def test_a_trial_of_retouching_needs_marks(page: AiPage, qtbot: QtBot) -> None:
    view = shown(page, qtbot, "trial")
    view.kind.setCurrentIndex(view.kind.findData("retouch"))
    assert not view.run_button.isEnabled()
    assert "Mark on Pictures" in view.leaves.text()
    workspace = page.session.workspace
    page.view("pictures").strokes[workspace.selection[1]] = (((((0.4, 0.4), (0.5, 0.5)),), 0.05),)
    view = shown(page, qtbot, "trial")
    assert "1 photo ×" in view.run_button.text()
    assert view.run_button.isEnabled()
    view.kind.setCurrentIndex(view.kind.findData("upscale"))
    assert "2 photos × 2 models, free" in view.run_button.text()
    assert "Nothing leaves" in view.leaves.text()


def test_prices_follow_the_size_of_the_chosen_photos(page: AiPage, qtbot: QtBot) -> None:
    import cv2
    import numpy as np

    view = shown(page, qtbot, "words")
    small = view.ahead().usd
    for photo in page.session.workspace.photos:
        cv2.imwrite(str(photo.path), np.full((1500, 2000, 3), 200, np.uint8))
    view.sizes = PhotoSizes()  # as after a start
    view = shown(page, qtbot, "words")
    assert view.ahead().usd > small > 0
