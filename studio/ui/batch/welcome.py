"""The batch page before its first batch: what it is for, and the one button that begins."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from studio.ui import icons
from studio.ui.icons import icon
from studio.ui.theme import colours

WIDTH = 560  # pixels
PROMISES = (
    ("moon", "Thousands of photos, overnight", "They are made in the background while you go on in Edit."),
    ("retry", "Never begun anew", "After a power cut it goes on; nothing is done twice."),
    ("listing", "A sample first", "Try ten of each folder, look at them, then release the rest."),
    ("look", "Doubtful pictures first", "Accept, redo or touch up what needs a hand, key by key."),
)


class Welcome(QWidget):
    """`begin_asked`: a batch of Edit's photos is wanted; `photos_asked`: there are none yet; `watch_asked`."""

    begin_asked = Signal()
    photos_asked = Signal()
    watch_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        title = QLabel("Batches", self)
        title.setProperty("role", "title")
        self.said = QLabel(self)
        self.said.setProperty("role", "quiet")
        self.begin = QPushButton(self)
        self.begin.setProperty("role", "primary")
        self.begin.clicked.connect(self._pressed)
        self.watch = QPushButton(icon("watch"), " Watch a folder", self)
        self.watch.setToolTip("Make ready by itself what is put into a folder")
        self.watch.clicked.connect(self.watch_asked)
        self._ready = True
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(self.said)
        column.addSpacing(12)
        column.addLayout(self._promises())
        column.addSpacing(20)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.begin)
        buttons.addWidget(self.watch)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.setContentsMargins(40, 36, 40, 36)
        self._card = QWidget(self)
        self._card.setFixedWidth(WIDTH)
        self._card.setLayout(column)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        whole.addWidget(self._card, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(3)
        self.show_photos(0, 0)

    def _promises(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, (glyph, head, words) in enumerate(PROMISES):
            mark, first, second = QLabel(self), QLabel(head, self), QLabel(words, self)
            mark.setPixmap(icon(glyph, "accent").pixmap(QSize(24, 24)))
            mark.setFixedWidth(24)
            first.setProperty("role", "whom")
            second.setProperty("role", "quiet")
            grid.addWidget(mark, 3 * row, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(first, 3 * row, 1)
            grid.addWidget(second, 3 * row + 1, 1)
            grid.setRowMinimumHeight(3 * row + 2, 10)
        return grid

    def show_photos(self, photos: int, channels: int) -> None:
        """Say what a batch would be made of now."""
        self._ready = photos > 0
        if self._ready:
            them = "1 photo is" if photos == 1 else f"{photos:,} photos are"
            where = "1 channel" if channels == 1 else f"{channels} channels"
            self.said.setText(f"{them} open in Edit, for {where}.")
            self.begin.setText("New batch from Edit")
            self.begin.setIcon(icons.icon("add", "on_fill"))
        else:
            self.said.setText("Set one photo up in Edit as you like it; a batch does the rest of them.")
            self.begin.setText(" Add photos in Edit")
            self.begin.setIcon(icons.icon("picture", "on_fill"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(colours().surround))
        painter.setPen(QPen(QColor(colours().line), 1))
        painter.setBrush(QColor(colours().panel))
        painter.drawRoundedRect(QRectF(self._card.geometry()), 14, 14)

    def _pressed(self) -> None:
        (self.begin_asked if self._ready else self.photos_asked).emit()
