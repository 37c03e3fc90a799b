"""The bar of tools over the canvas while a cutout is touched up."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from studio.app.workspace.commands import Commands
from studio.ui import icons
from studio.ui.canvas.canvas import Canvas
from studio.ui.controls.slider import Slider
from studio.ui.palette import key_text
from studio.ui.theme import colours
from studio.ui.touchup.mode import TouchMode
from studio.ui.touchup.wielded import LARGEST, SMALLEST

GROUPS = (
    ("keep-brush", "erase-brush", "touch-region", "touch-lasso", "fill-hole"),
    ("swap-brush", "follow-edges"),
    ("show-holes", "show-pieces"),
)
MORE = ("carry-touch-up", "carry-touch-up-in-place", "remove-touch-up")
STEPS = 60
TOP = 12


class TouchBar(QWidget):
    """Lies over the canvas at its top; shown while the mode is active."""

    def __init__(self, canvas: Canvas, mode: TouchMode, commands: Commands) -> None:
        super().__init__(canvas)
        self._canvas, self._mode, self._commands = canvas, mode, commands
        self.buttons: dict[str, QToolButton] = {}
        self.setAccessibleName("Touch up the cutout")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 4, 6, 4)
        self._row.setSpacing(1)
        for group in GROUPS:
            for command in group:
                self._button(command).setCheckable(command != "swap-brush")
            self._line()
        self.size_slider = Slider(STEPS, self)
        self.size_slider.setFixedWidth(84)
        self.size_slider.setAccessibleName("Brush size")
        self.size_slider.setToolTip("Brush size ([ and ])")
        self.size_slider.moved.connect(self._sized)
        self._row.addWidget(self.size_slider)
        self._line()
        self._more()
        self._button("leave-touch-up")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        canvas.installEventFilter(self)
        mode.changed.connect(self.refresh)
        self.refresh()

    def _button(self, command_id: str) -> QToolButton:
        command = self._commands.find(command_id)
        button = QToolButton(self)
        button.setObjectName(command_id)
        button.setIcon(icons.icon(command.icon))
        button.setIconSize(QSize(icons.SMALL + 2, icons.SMALL + 2))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        keys = key_text(command)
        button.setToolTip(f"{command.text} ({keys})" if keys else command.text)
        button.setAccessibleName(command.text)
        button.clicked.connect(self._pressed)
        self.buttons[command_id] = button
        self._row.addWidget(button)
        return button

    def _line(self) -> None:
        line = QFrame(self)
        line.setProperty("role", "line")
        line.setFixedSize(1, 20)
        self._row.addSpacing(3)
        self._row.addWidget(line)
        self._row.addSpacing(3)

    def _more(self) -> None:
        self.more = QToolButton(self)
        self.more.setIcon(icons.icon("menu"))
        self.more.setToolTip("Carry to other photos, remove")
        self.more.setAccessibleName("Carry to other photos, remove")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._offer)
        self.more.setMenu(self.menu)
        self._row.addWidget(self.more)

    def _offer(self) -> None:
        self.menu.clear()
        for command_id in MORE:
            command = self._commands.find(command_id)
            action = self.menu.addAction(icons.icon(command.icon), command.text)
            action.setObjectName(command_id)
            action.setEnabled(command.enabled())
            action.triggered.connect(self._pressed)

    def _pressed(self) -> None:
        self._commands.run(self.sender().objectName())
        self.refresh()
        self._canvas.setFocus()

    def _sized(self, step: int, _final: bool) -> None:
        self._mode.set_radius(SMALLEST * (LARGEST / SMALLEST) ** (step / STEPS))

    def refresh(self) -> None:
        """Show what is wielded, and lie where the canvas has room."""
        from math import log

        now = self._mode.wielded
        held = {
            "keep-brush": now.kind == "brush" and now.keep,
            "erase-brush": now.kind == "brush" and not now.keep,
            "touch-region": now.kind == "region",
            "touch-lasso": now.kind == "lasso",
            "fill-hole": now.kind == "fill",
            "follow-edges": now.follow_edges,
            "show-holes": now.holes,
            "show-pieces": now.pieces,
        }
        for command, on in held.items():
            self.buttons[command].setChecked(on)
        swap = self.buttons["swap-brush"]
        swap.setIcon(icons.icon("plus-sign" if now.keep else "minus-sign"))
        doing = "keeps" if now.keep else "takes away"
        swap.setToolTip(f"Now it {doing}; swap (X), or hold Alt")
        swap.setAccessibleDescription(f"Now it {doing}")
        self.size_slider.show_step(round(STEPS * log(now.radius / SMALLEST) / log(LARGEST / SMALLEST)))
        self.setAccessibleDescription(now.words)
        self.setVisible(self._mode.active)
        self._place()

    def _place(self) -> None:
        self.adjustSize()
        self.move(QPoint(max(4, (self._canvas.width() - self.width()) // 2), TOP))
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._canvas and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # a click beside a button paints nothing on the photo beneath

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(now.edge), 1))
        painter.setBrush(QColor(now.panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
