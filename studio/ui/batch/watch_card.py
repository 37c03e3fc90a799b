"""One watched folder: what becomes of its photos, what was taken in and refused, pause and remove."""

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from studio.app.watch import Standing
from studio.ui import icons
from studio.ui.batch.watch_words import badge_of, counts_of, delivery_of, place_of, refused_of, way_of
from studio.ui.elided import ElidedLabel
from studio.ui.panes import words
from studio.ui.theme import PADDING


class WatchCard(QFrame):
    """`pause_asked(id, paused)`, `remove_asked(id)`."""

    pause_asked = Signal(str, bool)
    remove_asked = Signal(str)

    def __init__(self, standing: Standing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.standing = standing
        self._glyph, self._state = QLabel(self), words("", "caption", wrap=False)
        self.name = ElidedLabel(parent=self)
        self.name.setProperty("role", "whom")
        self.way, self.place = ElidedLabel(parent=self, mode=Qt.TextElideMode.ElideRight), ElidedLabel(parent=self)
        self.place.setProperty("role", "caption")
        self.delivery = ElidedLabel(parent=self, mode=Qt.TextElideMode.ElideMiddle)
        self.delivery.setProperty("role", "caption")
        self.counts, self.refused = words("", "caption"), words("", "warning")
        self.pause = self._tool("")
        self.results = self._tool("folder-open", "Open the folder of its results")
        self.remove = self._tool("delete", "Watch it no more (photos and results stay)")
        self.pause.clicked.connect(self._pause)
        self.results.clicked.connect(self._open)
        self.remove.clicked.connect(self._remove)
        self._assemble()
        self.show_standing(standing)

    def _tool(self, glyph: str, tip: str = "") -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(QSize(16, 16))
        if glyph:
            button.setIcon(icons.icon(glyph, "quiet"))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._glyph)
        head.addWidget(self.name, 1)
        head.addWidget(self._state)
        head.addSpacing(4)
        for button in (self.pause, self.results, self.remove):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, 8, 8, PADDING)
        column.setSpacing(4)
        column.addLayout(head)
        for part in (self.way, self.place, self.delivery, self.counts, self.refused):
            column.addWidget(part)

    def show_standing(self, standing: Standing) -> None:
        """Show how it stands now."""
        self.standing, watch, badge = standing, standing.watch, badge_of(standing)
        self._glyph.setPixmap(icons.pixmap(badge.icon, icons.SMALL, badge.role))
        self.name.setText(watch.folder.name or str(watch.folder))
        self.name.setToolTip(str(watch.folder))
        self._state.setText(badge.word)
        self.way.setText(way_of(watch))
        self.place.setText(place_of(watch))
        self.place.setToolTip(str(watch.out))
        self.counts.setText(counts_of(standing))
        delivered, undelivered = delivery_of(standing)
        self.delivery.setText(delivered)
        self.delivery.setToolTip(watch.deliver)
        self.delivery.setVisible(bool(delivered))
        told = "\n".join(part for part in (standing.trouble, undelivered, refused_of(standing)) if part)
        self.refused.setText(told)
        self.refused.setVisible(bool(told))
        self.pause.setIcon(icons.icon("resume" if watch.paused else "pause", "quiet"))
        verb = f"{'Watch' if watch.paused else 'Pause'} {watch.folder.name}{' again' if watch.paused else ''}"
        self.pause.setToolTip(verb)
        self.pause.setAccessibleName(verb)
        self.setAccessibleName(f"{watch.folder.name}: {badge.word}. {way_of(watch)}. {counts_of(standing)}")

    def _pause(self) -> None:
        self.pause_asked.emit(self.standing.watch.id, not self.standing.watch.paused)

    def _remove(self) -> None:
        self.remove_asked.emit(self.standing.watch.id)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.standing.watch.out)))
