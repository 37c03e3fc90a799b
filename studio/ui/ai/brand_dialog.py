"""The brand: its style in words, and how far a product may have changed before a generated picture is refused."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from studio.app.ai.brand import brand_of, brands_of_presets, keep_brand, read_brand, write_brand
from studio.model.brand import Brand
from studio.model.errors import StudioError
from studio.model.kept import KeptLimits
from studio.ui.ai.rows import button, row
from studio.ui.controls.choice import Combo
from studio.ui.form import Form
from studio.ui.panes import words
from studio.ui.theme import PADDING

LONGEST = 1000  # signs of a style
FILES = "Brands and presets (*.toml)"
STYLE = (
    "In words: light, colours, mood, what never to show. Texts, places, surroundings and people are asked for in this "
    "style, and pictures are judged by it."
)
LIMITS = (
    "Your product's own pixels are always put back. A picture in which the model had drawn it too differently is "
    "refused all the same: its outline, its light or its lettering would not fit. You see it with the reason."
)


class BrandDialog(QDialog):
    """Kept with the AI settings when Keep is pressed; it can be taken from a preset or a file, and shared as one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Your brand")
        self.setMinimumWidth(520)
        self.said = words("", "error")
        self.said.hide()
        self._presets = brands_of_presets()
        self.source = Combo(self)
        self.source.setAccessibleName("Take the brand from")
        self.source.setFixedWidth(200)
        self.source.addItems(["Take it from…", *self._presets, "A file…"])
        self.source.activated.connect(self._take)
        self.style_field = QPlainTextEdit(self)
        self.style_field.setAccessibleName("Your brand's style, in words")
        self.style_field.setPlaceholderText(
            "Warm morning light, wood and linen, muted greens. Never: plastic, clutter."
        )
        self.style_field.setTabChangesFocus(True)
        self.style_field.setFixedHeight(5 * self.fontMetrics().lineSpacing() + 12)
        self.form = Form(KeptLimits, prefix="", within="Limits")
        self.form.edited.connect(self._edited)
        share = button("Save as a file…", self.save, role="flat")
        usual = button("Usual limits", self._usual, role="flat")
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        column.setSpacing(8)
        column.addLayout(row(words("Style", "whom"), 1, self.source))
        column.addWidget(words(STYLE, "caption"))
        column.addWidget(self.style_field)
        column.addSpacing(8)
        column.addWidget(words("When is a picture refused?", "whom"))
        column.addWidget(words(LIMITS, "caption"))
        column.addWidget(self.form)
        column.addWidget(self.said)
        column.addLayout(row(share, usual, 1, button("Cancel", self.close), button("Keep", self.keep, role="primary")))
        self.show_brand(brand_of())

    @property
    def brand(self) -> Brand:
        """What is entered."""
        style = self.style_field.toPlainText().strip()[:LONGEST]
        return Brand(style=style, limits=self.limits)

    def show_brand(self, brand: Brand) -> None:
        """Show a brand; nothing is kept yet."""
        self.limits = brand.limits
        self.style_field.setPlainText(brand.style)
        self._show_limits()

    def _show_limits(self) -> None:
        self.form.show_values(lambda path: getattr(self.limits, path))

    def _edited(self, path: str, _label: str, value: Any, _final: bool) -> None:
        self.limits = self.limits.changed(**{path: value})
        self._show_limits()

    def _usual(self) -> None:
        self.limits = KeptLimits()
        self._show_limits()

    # --- taking, sharing, keeping ------------------------------------------------------------------------------------

    def _take(self, place: int) -> None:
        name = self.source.itemText(place)
        self.source.setCurrentIndex(0)
        if name in self._presets:
            self.show_brand(self._presets[name])
        elif place:
            file, _ = QFileDialog.getOpenFileName(self, "Take a brand from", "", FILES)
            if file:
                self.read(Path(file))

    def read(self, path: Path) -> None:
        """Show the brand in a file, or why it cannot be."""
        try:
            self.show_brand(read_brand(path))
        except StudioError as error:
            self._say(f"{error.message} {error.hint}")

    def save(self) -> None:
        """Write what is entered as a file to share."""
        file, _ = QFileDialog.getSaveFileName(self, "Save the brand", "brand.toml", FILES)
        if file:
            try:
                self._say(f"Saved as {write_brand(self.brand, Path(file))}.", role="caption")
            except StudioError as error:
                self._say(str(error))

    def keep(self) -> None:
        """Let this brand hold from now on."""
        try:
            keep_brand(self.brand)
        except StudioError as error:
            self._say(str(error))
            return
        self.close()

    def _say(self, text: str, role: str = "error") -> None:
        self.said.setProperty("role", role)
        self.said.style().polish(self.said)
        self.said.setText(text)
        self.said.show()


def ask_brand(parent: QWidget) -> None:
    """Let the person say what the brand is."""
    BrandDialog(parent).open()
