"""Icons by what they mean here, drawn from qtawesome's Material Design font in the colour of the moment.

    button.setIcon(icon("undo"))                      # text colour; follows dark and light by itself
    icon("cloud", "accent"), icon("failed", "error")  # any colour name of theme.Colours

Only the one font is loaded, straight from qtawesome's folder: importing it whole takes 250 ms and loads twelve.
Nothing is loaded before the first icon is painted.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap

from studio.ui.icon_names import NAMES
from studio.ui.theme import colours

SMALL, LARGE = 16, 20


@cache
def _font_folder() -> Path:
    found = find_spec("qtawesome")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("qtawesome is not installed; its fonts draw the icons")
    return Path(found.origin).parent / "fonts"


@cache
def _points() -> dict[str, str]:
    file = next(_font_folder().glob("materialdesignicons6*charmap*.json"))
    table: dict[str, str] = json.loads(file.read_text())
    return {name: chr(int(table[glyph], 16)) for name, glyph in NAMES.items()}


@cache
def _family() -> str:
    file = next(_font_folder().glob("materialdesignicons6*.ttf"))
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))
    if not families:
        raise OSError(f"{file.name} of qtawesome cannot be loaded")
    return families[0]


def draw(painter: QPainter, rect: QRect, name: str, colour: str) -> None:
    """Draw an icon centred in a rectangle, in a `#rrggbb` colour."""
    font = QFont(_family())
    font.setPixelSize(max(1, min(rect.width(), rect.height())))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _points()[name])
    painter.restore()


class _Glyph(QIconEngine):
    """Paints at the moment of use, so that a change of theme needs no new icons."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name, self._role = name, role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        role = self._role
        if mode == QIcon.Mode.Disabled:
            role = "faint"
        elif state == QIcon.State.On and role == "text":
            role = "accent"
        draw(painter, rect, self._name, getattr(colours(), role))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Glyph(self._name, self._role)


@cache
def icon(name: str, role: str = "text") -> QIcon:
    """Return an icon; raises KeyError for a name that is not in the table."""
    if name not in NAMES:
        raise KeyError(name)
    return QIcon(_Glyph(name, role))


def pixmap(name: str, size: int = SMALL, role: str = "text") -> QPixmap:
    """Return an icon as a pixmap for labels, sharp on every screen; the caller asks again when the theme changes."""
    ratio = QGuiApplication.instance().devicePixelRatio()  # type: ignore[union-attr]
    return icon(name, role).pixmap(QSize(size, size), ratio)
