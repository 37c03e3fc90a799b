"""The Set page: listing or shoot side by side; the chosen picture is what the others are matched to."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QPushButton, QVBoxLayout

from studio.app.consistency import matched
from studio.app.workspace.document import Look
from studio.app.workspace.workspace import Change
from studio.ui.controls.choice import SegmentedControl
from studio.ui.controls.tick import Tick
from studio.ui.pages.page import Page
from studio.ui.session import Session
from studio.ui.set_view.delegate import SetDelegate
from studio.ui.set_view.model import PHOTO, SetModel
from studio.ui.theme import PADDING

WHOLE, LISTING = "shoot", "listing"


class SetPage(Page):
    """See the module. Matching is one step, undone as one."""

    def __init__(self, session: Session, go: Callable[[str], None]) -> None:
        super().__init__(session, go)
        self._workspace = session.workspace
        self._range = SegmentedControl(((LISTING, "This listing"), (WHOLE, "Whole shoot")), WHOLE)
        self._range.describe("Show", "Which photos stand side by side")
        self._range.edited.connect(self._range_chosen)
        self._shown = WHOLE
        self._said = QLabel(self)
        self._lines = Tick("Lines", self)
        self._lines.setChecked(True)
        self._lines.setToolTip("Show where each product's middle and foot are")
        self._lines.toggled.connect(self._toggle_lines)
        self._match = QPushButton("Match the others to this one", self)
        self._match.setProperty("role", "primary")
        self._match.setToolTip("Gives all pictures shown its backdrop, light, shadows, size and place")
        self._match.clicked.connect(self.match)
        self.model = SetModel(session)
        self.view = QListView(self)
        self.view.setModel(self.model)
        self._delegate = SetDelegate(self.model)
        self.view.setItemDelegate(self._delegate)
        self.view.setViewMode(QListView.ViewMode.IconMode)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setMovement(QListView.Movement.Static)
        self.view.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.view.setGridSize(self._delegate.sizeHint(None, None) + QSize(6, 6))  # type: ignore[arg-type]
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setAccessibleName("Pictures side by side")
        self.view.doubleClicked.connect(self._open)
        self.view.selectionModel().currentChanged.connect(self._current)
        self.model.dataChanged.connect(self._tell)
        self._lay_out()
        self._unsubscribe = self._workspace.subscribe(self._heard)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(PADDING, 8, PADDING, 8)
        head.setSpacing(PADDING)
        head.addWidget(self._range)
        head.addWidget(self._said, 1)
        head.addWidget(self._lines)
        head.addWidget(self._match)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        self.view.setViewportMargins(PADDING // 2, 0, PADDING // 2, 0)
        column.addWidget(self.view, 1)

    def arrive(self) -> None:
        """Show the photos as they are now."""
        self._fill()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        current = self._workspace.current
        photos = list(self._workspace.photos)
        if self._shown == LISTING and current is not None:
            photos = list(self._workspace.listing_of(current).photos)
        self.model.show(photos)
        row = next((n for n, photo in enumerate(photos) if photo.id == current), 0)
        if photos:
            self.view.setCurrentIndex(self.model.index(row, 0))
        self._tell()

    def _heard(self, change: Change) -> None:
        if not self.isVisible():
            return
        if change.kind == "photos":
            self._fill()
        elif change.kind in ("look", "state"):
            self.model.refresh()

    def _range_chosen(self, shown: str, final: bool) -> None:
        self._shown = shown
        self._fill()

    def _toggle_lines(self, shown: bool) -> None:
        self._delegate.guides = shown
        self.view.viewport().update()

    def _current(self, index: QModelIndex) -> None:
        if index.isValid():
            self._workspace.select([str(index.data(PHOTO))])
        self._tell()

    def _tell(self, *_: object) -> None:
        count, off = len(self.model.photos), len(self.model.off)
        if not count:
            self._said.setText("Add photos on the Edit page; here they stand side by side.")
        elif count < 3:
            self._said.setText("From three photos on, those that stand out are marked.")
        else:
            self._said.setText(
                f"{off} of {count} stand{'s' if off == 1 else ''} out" if off else f"All {count} stand alike"
            )
        index = self.view.currentIndex()
        self._match.setEnabled(count > 1 and index.isValid() and str(index.data(PHOTO)) in self.model.standings)

    def _open(self, index: QModelIndex) -> None:
        self._workspace.select([str(index.data(PHOTO))])
        self.go("edit")

    def match(self) -> None:
        """Make every other picture shown stand as the chosen one does."""
        chosen = str(self.view.currentIndex().data(PHOTO))
        wanted, model = self.model.standings.get(chosen), self._workspace.look_of(chosen)
        if wanted is None:
            return
        sku = self._workspace.listing_of(chosen).sku
        looks: dict[str, Look] = {}
        for photo in self.model.photos:
            own = self.model.standings.get(photo.id)
            if photo.id != chosen and own is not None:
                same = self._workspace.listing_of(photo.id).sku == sku
                looks[photo.id] = matched(self._workspace.look_of(photo.id), own, wanted, model, same_product=same)
        self._workspace.set_looks(looks, name="Match to this one")

    def close_page(self) -> None:
        self._unsubscribe()
