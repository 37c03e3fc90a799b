"""The row at the top: add, undo; which photo and how it stands; before/after, zoom, ground; commands and theme."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from studio.ui import icons
from studio.ui.elided import ElidedLabel
from studio.ui.pages.tabs import PageTabs
from studio.ui.theme import GRID, PADDING

HEIGHT, NAME = 44, 280
GROUNDS = {
    "theme": "Neutral",
    "white": "White",
    "grey": "Grey",
    "black": "Black",
    "checkerboard": "Cutout alone",
    "cutout-white": "Cutout on white",
    "cutout-grey": "Cutout on grey",
    "cutout-black": "Cutout on black",
    "cutout-colour": "Cutout on a loud colour",
}


class Header(QWidget):
    """Only the frame until `serve` ties its buttons to commands; so it paints before anything heavy is imported."""

    ground_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.buttons: dict[str, QToolButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(PADDING, 0, PADDING, 0)
        self._row.setSpacing(2)
        self.tabs = PageTabs(self)
        self._row.addWidget(self.tabs)
        self.button("add-files", "open", "Add photos")
        self._gap()
        self.button("undo", "undo", "Undo")
        self.button("redo", "redo", "Redo")
        self._gap()
        self.status_icon = QLabel()
        self.name = ElidedLabel(parent=self)
        self.status = ElidedLabel(parent=self, mode=Qt.TextElideMode.ElideRight)
        self.status.setProperty("role", "caption")
        self.name.setMaximumWidth(NAME)  # a long one leaves room for how the photo stands
        for label, stretch in ((self.status_icon, 0), (self.name, 0), (self.status, 1)):
            self._row.addWidget(label, stretch)
            self._row.addSpacing(GRID // 2)
        self.button("touch-up", "touch-up", "Touch up the cutout").setCheckable(True)
        self.button("before-after", "before", "Before / after").setCheckable(True)
        self._gap()
        self.button("zoom-out", "zoom-out", "Zoom out")
        self.zoom = self.button("fit", "", "Fit")
        self.zoom.setText("Fit")
        self.zoom.setFixedWidth(52)
        self.button("zoom-in", "zoom-in", "Zoom in")
        self.ground = self.button("", "checkerboard", "Ground behind the picture")
        self.ground.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._gap()
        items = [self._row.itemAt(index) for index in range(1, self._row.count())]
        self._of_edit = [item.widget() for item in items if item is not None]
        self._rest = QWidget(self)  # takes the room where the name of the photo was
        self._row.addWidget(self._rest, 1)
        self._rest.hide()
        self.button("toggle-theme", "theme", "Dark or light")
        self.button("toggle-sides", "hide-panels", "Hide or show the panels")
        self.button("palette", "command", "Commands")
        self._offer_grounds()

    def show_page(self, page: str, *, edit: bool) -> None:
        """Mark the page in sight; what concerns the picture on the canvas is there on Edit only."""
        self.tabs.show_page(page)
        for widget in self._of_edit:
            if widget is not None:
                widget.setVisible(edit)
        self._rest.setVisible(not edit)

    def button(self, command: str, glyph: str, words: str) -> QToolButton:
        """Add a button for a command ("" for one that has a menu of its own)."""
        button = QToolButton(self)
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setIconSize(QSize(icons.SMALL + 2, icons.SMALL + 2))
        if glyph:
            button.setIcon(icons.icon(glyph))
        if command:
            button.setObjectName(command)
            self.buttons[command] = button
        self._row.addWidget(button)
        return button

    def _gap(self) -> None:
        line = QFrame(self)
        line.setProperty("role", "line")
        line.setFixedSize(1, 20)
        self._row.addSpacing(GRID // 2)
        self._row.addWidget(line)
        self._row.addSpacing(GRID // 2)

    def _offer_grounds(self) -> None:
        menu = QMenu(self)
        menu.setAccessibleName("Ground behind the picture")
        self._grounds = QActionGroup(self)
        for ground, words in GROUNDS.items():
            action = QAction(words, self._grounds, checkable=True)
            action.setData(ground)
            if ground == "checkerboard":
                menu.addSeparator()
            menu.addAction(action)
        self._grounds.actions()[0].setChecked(True)
        self._grounds.triggered.connect(self._ground_triggered)
        self.ground.setMenu(menu)

    def _ground_triggered(self, action: QAction) -> None:
        self.ground_chosen.emit(action.data())

    def show_ground(self, ground: str) -> None:
        """Tick the ground that is in force."""
        for action in self._grounds.actions():
            action.setChecked(action.data() == ground)

    def open_grounds(self) -> None:
        """Open the menu of grounds under its button."""
        menu = self.ground.menu()
        if menu is not None:
            menu.popup(self.ground.mapToGlobal(QPoint(0, self.ground.height())))

    def show_zoom(self, text: str) -> None:
        """Show the scale: "Fit", "100 %"."""
        self.zoom.setText(text)

    def tell(self, name: str, glyph: str, role: str, words: str, why: str) -> None:
        """Show which photo is on the canvas and how it stands; `why` becomes the tooltip."""
        self.name.setText(name)
        self.name.setToolTip(name)
        sentence = f"{words} · {why}" if why else words
        self.status.setText(sentence)
        self.status.setToolTip(why)
        self.status.setAccessibleName(f"{name}: {sentence}")
        if glyph:
            self.status_icon.setPixmap(icons.pixmap(glyph, icons.SMALL, role))
        else:
            self.status_icon.clear()
