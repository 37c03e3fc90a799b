"""The main window. It only assembles: the frame at once, everything that needs heavy imports after the first paint."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import QFileDialog, QMainWindow, QSplitter, QStackedWidget, QWidget

from studio.store import paths
from studio.ui import drop
from studio.ui.ask_stop import stop_exporting
from studio.ui.canvas.canvas import Canvas
from studio.ui.first_run import FirstRun, sample_shots
from studio.ui.header import Header
from studio.ui.pages.pages import Pages
from studio.ui.pages.tabs import EDIT
from studio.ui.panes import column, holder, line, show_panes
from studio.ui.remembered import Remembered
from studio.ui.theme import Theme

if TYPE_CHECKING:
    from studio.ui.furnishing import Furniture
    from studio.ui.session import Session

SMALLEST, COMFORTABLE = (1100, 700), (1440, 900)
LEFT, RIGHT = 248, 320
GLANCE = 1500  # milliseconds
TITLE = 36  # pixels that the system's title bar may take
KINDS = (
    "Photos (*.jpg *.jpeg *.png *.webp *.avif *.tif *.tiff *.bmp *.gif *.mpo *.psd *.heic *.heif"
    " *.dng *.cr2 *.cr3 *.nef *.arw);;All files (*)"
)


class Window(QMainWindow):
    """`painted` fires once, after the first paint; `furnish(session)` then fills the frame."""

    painted = Signal()

    def __init__(self, opening: Iterable[Path] = ()) -> None:
        super().__init__()
        self.setWindowTitle("Listing Studio")
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self.opening = list(opening)
        self.closed = False
        self._key_held = False
        self.session: Session | None = None
        self.furniture: Furniture | None = None
        self.remembered = Remembered(paths.home() / "window.json")
        self.header = Header()
        self.canvas = Canvas()
        self.first_run = FirstRun()
        self.middle = QStackedWidget()
        self.middle.addWidget(self.first_run)
        self.middle.addWidget(self.canvas)
        self.left, self.right, self.bottom, self.below = (holder() for _ in range(4))
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._assemble()
        self._first_paint = True
        self._restore()
        self.canvas.installEventFilter(self)
        self.first_run.open_files.connect(self.open_files)
        self.first_run.open_folder.connect(self.open_folder)
        self.first_run.try_samples.connect(self.try_samples)

    def _assemble(self) -> None:
        centre = holder()
        column(centre).addWidget(self.middle, 1)
        column(centre).addWidget(self.below)
        for pane in (self.left, centre, self.right):
            self.splitter.addWidget(pane)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setCollapsible(1, False)
        self.splitter.setHandleWidth(1)
        self.splitter.setSizes([LEFT, COMFORTABLE[0] - LEFT - RIGHT, RIGHT])
        edit = holder()
        column(edit).addWidget(self.splitter, 1)
        column(edit).addWidget(self.bottom)
        self.pages = Pages(edit)
        self.header.tabs.chosen.connect(self.pages.go)
        self.pages.changed.connect(self._page_changed)
        whole = QWidget()
        for part, stretch in ((self.header, 0), (line(), 0), (self.pages, 1)):
            column(whole).addWidget(part, stretch)
        self.setCentralWidget(whole)
        self.show_frame(False)

    def show_frame(self, full: bool) -> None:
        """Show the panels and the canvas, or only the drop zone."""
        self.middle.setCurrentWidget(self.canvas if full else self.first_run)
        panes = (self.left, self.right, self.below, self.bottom)
        show_panes(panes, lambda: self.middle.currentWidget() is self.canvas)
        (self.canvas if full else self.first_run.samples).setFocus()

    def furnish(self, session: "Session") -> None:
        """Fill the frame: heavy modules are imported by now."""
        from studio.ui.furnishing import Furniture

        self.session = session
        self.pages.serve(session)
        self.furniture = Furniture(self, session)
        self.furniture.begin(self.opening)

    def _page_changed(self, page_id: str) -> None:
        self.header.show_page(page_id, edit=page_id == EDIT)

    # --- commands ----------------------------------------------------------------------------------------------------

    def add(self, found: list[Path]) -> None:
        """Add files and folders; before the session stands they wait for it."""
        if self.session is None:
            self.opening += found
        elif found:
            self.session.add(found)

    def open_files(self) -> None:
        """Ask for photos."""
        found, _ = QFileDialog.getOpenFileNames(self, "Add photos", self._last_folder(), KINDS)
        self._chosen([Path(name) for name in found])

    def open_folder(self) -> None:
        """Ask for a folder."""
        found = QFileDialog.getExistingDirectory(self, "Add a folder of photos", self._last_folder())
        self._chosen([Path(found)] if found else [])

    def _last_folder(self) -> str:
        return str(self.remembered.get("folder", str, ""))

    def _chosen(self, found: list[Path]) -> None:
        if found:
            self.remembered.set("folder", str(found[0].parent))
            self.add(found)

    def try_samples(self) -> None:
        """Add the photos that ship with the studio."""
        self.add(sample_shots())

    def paste(self) -> bool:
        """Add what was copied in another program: files, or a bare picture; returns whether there was any."""
        mime = QGuiApplication.clipboard().mimeData()
        return mime is not None and self._take(mime)

    def _take(self, mime: Any) -> bool:
        found = drop.paths_of(mime)
        image = None if found else drop.image_of(mime)
        if found:
            self.add(found)
        elif image is not None and self.session is not None:
            self.session.add_image(image)
        elif self.furniture is not None and drop.remote_addresses(mime):
            self.furniture.tell("That picture lies on the internet.", "Save it to this computer first, then drop it.")
        return bool(found or image)

    def retry(self) -> None:
        """Try every failed photo again."""
        if self.session is not None:
            for photo_id in self.session.workspace.failed():
                self.session.previews.retry(photo_id)

    def any_failed(self) -> bool:
        """Whether there is a failed photo."""
        return self.session is not None and bool(self.session.workspace.failed())

    def focus_filter(self) -> None:
        """Put the cursor into the filter box."""
        if self.furniture is not None:
            self.left.show()
            self.furniture.filmstrip.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.furniture.filmstrip.filter.selectAll()

    def toggle_split(self) -> None:
        """Show or hide before/after; the line comes back where it was."""
        self.canvas.toggle_split()

    def show_before(self) -> None:
        """Show the photo as it was: while the key is held, or for a moment where there was no key."""
        self.canvas.hold_before(True)
        if not self._key_held:
            QTimer.singleShot(GLANCE, self.canvas, self._end_before)

    def _end_before(self) -> None:
        if not self._key_held:
            self.canvas.hold_before(False)

    def toggle_sides(self) -> None:
        """Hide both side panels, or show them."""
        shown = not (self.left.isVisible() or self.right.isVisible())
        self.left.setVisible(shown)
        self.right.setVisible(shown)

    def toggle_theme(self) -> None:
        """Change between dark and light, and stay there."""
        theme = Theme.instance()
        if theme is not None:
            theme.choose("light" if theme.colours.dark else "dark")
            self.remembered.set("theme", theme.choice)

    def next_pane(self) -> None:
        """Move the focus from panel to panel, in the order of reading."""
        if self.furniture is not None:
            self.furniture.next_pane()

    def open_palette(self) -> None:
        """List every command."""
        if self.furniture is not None:
            self.furniture.palette.open()

    # --- events ------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._first_paint:
            self._first_paint = False
            self.painted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._key_held = True
        only = "" if self.pages.current_id == EDIT else "page-"
        if self.furniture is None or not self.furniture.keys.press(event, only):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            self._key_held = False
            self._end_before()
        super().keyReleaseEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab on the canvas hides the panels; where Tab came from elsewhere it moves the focus on, as it should."""
        tab = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab
        if tab and watched is self.canvas and not self.canvas.tabbed:
            self.toggle_sides()
            return True
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if drop.acceptable(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._hover(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hover(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hover(False)
        if self._take(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.activateWindow()

    def _hover(self, hovered: bool) -> None:
        self.first_run.set_hovered(hovered)
        self.canvas.set_hovered(hovered)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.furniture is not None and self.furniture.exporting and not stop_exporting(self):
            event.ignore()
            return
        self.closed = True
        self._remember()
        self.hide()  # ending the processes takes a moment that nobody should have to watch
        self.pages.close_pages()
        if self.furniture is not None:
            self.furniture.close()
        if self.session is not None:
            self.session.close()
        super().closeEvent(event)

    # --- memory ------------------------------------------------------------------------------------------------------

    def _restore(self) -> None:
        room = self.screen().availableGeometry()
        self.resize(min(COMFORTABLE[0], room.width()), min(COMFORTABLE[1], room.height() - TITLE))
        place = self.remembered.get("place", str, "")
        if place:
            self.restoreGeometry(QByteArray.fromHex(place.encode("ascii")))
        sizes = self.remembered.get("panels", list, [])
        if len(sizes) == 3 and all(isinstance(size, int) for size in sizes):
            self.splitter.setSizes(sizes)

    def _remember(self) -> None:
        self.remembered.set("place", bytes(self.saveGeometry().toHex().data()).decode("ascii"))
        if self.left.isVisible() and self.right.isVisible():
            self.remembered.set("panels", self.splitter.sizes())
        self.remembered.set("ground", self.canvas.ground)
        self.remembered.save()
