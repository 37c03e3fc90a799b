"""Words about the chosen photos: alt texts, listings, what is in them; the price on the button, to copy or as CSV."""

from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from studio.ai.product_sheet import ProductSheet, read_product_sheet
from studio.app.ai.brand import brand_of
from studio.app.ai.calls import Wish
from studio.app.ai.judging import MOST
from studio.app.ai.overview import task_titles
from studio.app.ai.words import TASKS_OF_WORDS, About, Written, as_csv, come_overnight
from studio.app.trial.tasks import Given
from studio.model.ai import Task
from studio.store import atomic
from studio.ui.ai.asking import Asking
from studio.ui.ai.asking_view import AskingView
from studio.ui.ai.brand_dialog import ask_brand
from studio.ui.ai.channel_limits import ChannelLimits
from studio.ui.ai.overnight import Overnight
from studio.ui.ai.page import AiPage
from studio.ui.ai.rows import TABLES, button, nothing, row
from studio.ui.ai.trying import judged, looked_at, written
from studio.ui.ai.using import edited_of
from studio.ui.ai.words_card import WordsCard
from studio.ui.ai.words_list import WordsList
from studio.ui.controls.choice import Combo
from studio.ui.panes import line
from studio.ui.theme import PADDING

SHEETS = "Product sheets (*.csv *.tsv *.txt *.xlsx *.xlsm)"
WISHES = "Language and wishes, such as: in German, for collectors"
STYLE = "Another style than your brand's, such as: warm light, wood and linen (optional)"
NOTHING_YET = (
    "Choose photos on Edit and press the button. Facts come from the photo and from your product sheet, by SKU;"
    " whatever is neither is listed for you to check."
)


class WordsView(AskingView):
    """`items`: what came last."""

    verb = "Write"

    def __init__(self, page: AiPage) -> None:
        super().__init__(page)
        self.items: list[Written] = []
        self._titles: dict[str, str] = {}
        self._demo = False  # whether the demonstration wrote them
        self.sheet: ProductSheet | None = None
        self.kind = Combo(self)
        self.kind.setAccessibleName("What to write")
        titles = dict(task_titles())
        for task in (*TASKS_OF_WORDS, "compare"):
            self.kind.addItem(titles[task], task)
        self.channel = ChannelLimits(self)
        self.wish = QLineEdit(self)
        self.wish.setPlaceholderText(WISHES)
        self.wish.setAccessibleName("Wishes")
        self.night = Overnight(self.background, self, looked_at, places=False)
        self.sheet_button = button("Product sheet…", self.choose_sheet)
        self.brand_button = button("Brand…", partial(ask_brand, self), name="Your brand's style and limits")
        self.copy_button = button("Copy all", self.copy_all)
        self.save_button = button("Save as CSV…", self.save)
        self.results = WordsList("What was written", self._card, self)
        self.results.say(nothing("text", "Words about your photos", NOTHING_YET))
        self._assemble()
        self.kind.currentIndexChanged.connect(self._kind_changed)
        self.night.switch.toggled.connect(self.reckon)
        self.night.came.connect(self._take_in)
        self.night.failed.connect(self.failed)
        self.night.ended.connect(self._handed)

    def _assemble(self) -> None:
        head = QWidget(self)
        column = QVBoxLayout(head)
        column.setContentsMargins(PADDING, PADDING, PADDING, 8)
        column.setSpacing(8)
        column.addLayout(row(self.kind, self.model, self.channel, self.sheet_button, self.brand_button))
        column.addLayout(
            row(self.wish, self.night.label, self.night.switch, *self.switches, self.stop_button, self.run_button)
        )
        taking = self.again_button, self.copy_button, self.save_button
        foot = row(self.leaves, self.night.told, self.night.look_button, *taking)
        foot.setStretch(0, 1)
        column.addLayout(foot)
        column.addWidget(self.progress)
        for hidden in (self.copy_button, self.save_button):
            hidden.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(line())
        whole.addWidget(self.results, 1)

    def _kind_changed(self) -> None:
        style = self.task == "compare"
        self.wish.setPlaceholderText(STYLE if style else WISHES)
        self.night.switch.setEnabled(not style)
        self.channel.setEnabled(not style)
        self.offer()

    @property
    def task(self) -> Task:
        task: Task = self.kind.currentData()
        return task

    @property
    def listed(self) -> list[About]:
        """The chosen photos with their SKUs."""
        workspace = self.page.session.workspace
        return [About(workspace.photo(each), workspace.listing_of(each).sku) for each in workspace.selection]

    @property
    def overnight(self) -> bool:
        return self.night.switch.isChecked() and self.task != "compare"

    def take(self, asking: Asking) -> None:
        self.kind.setCurrentIndex(self.kind.findData(asking.task))
        self.wish.setText(asking.wish)
        super().take(asking)

    def reckon(self) -> None:
        super().reckon()
        if self.task == "compare" and self.many > MOST and self.running is None:
            self.run_button.setEnabled(False)
            self.leaves.setText(f"At most {MOST} pictures are judged beside each other: choose fewer on Edit.")

    def describe(self) -> str:
        verb = "Hand in" if self.overnight else self.verb
        verb = "Judge" if self.task in ("compare", "analyse") else verb
        if not self.many:
            return verb
        photos = f"{self.many} {'photo' if self.many == 1 else 'photos'}"
        return f"{verb} {photos}" if verb == "Judge" else f"{verb} for {photos}"

    def arrive(self) -> None:
        self.channel.offer(self.page.session.workspace.channels)
        super().arrive()
        self.night.read()

    # --- product sheet -----------------------------------------------------------------------------------------------

    def choose_sheet(self) -> None:
        """Ask for the sheet with the products' facts."""
        name, _ = QFileDialog.getOpenFileName(self, "Product sheet", "", SHEETS)
        if name:
            self.read_sheet(Path(name))

    def read_sheet(self, path: Path) -> None:
        """Read a sheet; its facts go along with the photos of its SKUs."""
        self.background.read(self._sheet_read, read_product_sheet, path)

    def _sheet_read(self, future: "Future[Any]") -> None:
        if self.failed(future):
            return
        self.sheet = sheet = future.result()
        found = sum(bool(sheet.of(each.sku)) for each in self.listed)
        self.sheet_button.setText(f"Sheet: {found} of {self.many} photos")
        self.sheet_button.setToolTip(" ".join(sheet.notes))

    # --- asking ------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        agreed = self.consent()
        if agreed is None or not self.many:
            return
        wish = Wish(self.task, self.models, batch=uuid4().hex, agreed=agreed, again=self.again, keyring_first=True)
        own, brand = self.wish.text().strip(), brand_of()
        given = Given(own, limits=self.channel.limits, style=brand.style)
        about, demo = self.listed, self.demo.isChecked()
        self._demo = demo
        self._titles = {card["id"]: str(card.get("title", card["id"])) for card in self.cards}
        if self.task == "compare":
            workspace = self.page.session.workspace
            edited = [edited_of(workspace, each) for each in workspace.selection]
            self.show_running(
                self.background.ask(self._ended, lambda: judged(wish, edited, own or brand.style, demo=demo))
            )
            return
        if self.overnight:
            self.show_running(self.night.hand_in(wish, given, demo=demo, about=about, sheet=self.sheet))
            return
        self.items = []
        future = self.background.ask(
            self._ended, lambda: written(wish, about, given, self.sheet, told=self._told, demo=demo)
        )
        self.show_running(future)

    # --- overnight ---------------------------------------------------------------------------------------------------

    def _handed(self, future: "Future[Any]") -> None:
        self.show_running(None)
        self.reckon()
        self.failed(future)

    def _take_in(self, looked: object) -> None:
        """Show what came overnight; the same press of Write finds it kept, also after a restart."""
        found = [each for each in looked if each.photos] if isinstance(looked, list) else []
        if not found:
            self.page.trouble.emit("It is not done yet.", "It may take a day; you can close the studio meanwhile.")
            return
        skus = {each.photo.relative.as_posix(): each.sku for each in self.listed}
        self._titles = {card["id"]: str(card.get("title", card["id"])) for card in self.cards}
        self._demo = all(each.night.demo for each in found)
        self.items = [
            come_overnight(
                each.night.task,
                (photo, skus.get(photo, "")),
                each.replies.get(photo, said),
                each.night.model,
                self.sheet.of(skus.get(photo, "")) if self.sheet else {},
            )
            for each in found
            for photo, said in each.photos.items()
        ]
        self.night.switch.setChecked(False)
        self._show()

    # --- results -----------------------------------------------------------------------------------------------------

    def _told(self, each: Written) -> None:
        self.background.call(self._came, each)

    def _came(self, each: Written) -> None:
        if self.running is not None:
            self.items.append(each)
            self.progress.show_share(len(self.items) / max(1, self.many))
            self.leaves.setText(f"{len(self.items)} of {self.many} are there.")
            self._show()

    def _ended(self, future: "Future[Any]") -> None:
        self.show_running(None)
        if not self.failed(future):
            self.items = future.result()
            self.offer_again(each.error for each in self.items)
        self._show()
        self.reckon()

    def _show(self) -> None:
        self.results.show_items(self.items)
        some = any(each.value for each in self.items)
        self.copy_button.setVisible(some)
        self.save_button.setVisible(some)

    def _card(self, each: Written) -> QWidget:
        return WordsCard(each, partial(self.copy, each), demo=self._demo, titles=self._titles)

    # --- taking ------------------------------------------------------------------------------------------------------

    def copy(self, each: Written) -> None:
        """Put one text on the clipboard."""
        QGuiApplication.clipboard().setText(each.text)

    def copy_all(self) -> None:
        """Put all texts on the clipboard, each under its photo's name."""
        QGuiApplication.clipboard().setText("\n\n".join(f"{it.photo}\n{it.text}" for it in self.items if it.value))

    def save(self) -> None:
        """Write a table where the person says."""
        self.save_as("the texts", "texts.csv", TABLES, partial(save_csv, tuple(self.items)))


def save_csv(items: Sequence[Written], path: Path) -> Path:
    """Write the table; raises WriteError."""
    atomic.write_text(path, as_csv(items))
    return path
