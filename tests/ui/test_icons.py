"""Every icon we name exists in the font, paints something, and takes the colour of the theme."""

import json

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from studio.ui import icons
from studio.ui.icon_names import NAMES
from studio.ui.theme import DARK


def test_every_name_is_in_the_font() -> None:
    file = next(icons._font_folder().glob("materialdesignicons6*charmap*.json"))
    assert set(NAMES.values()) <= set(json.loads(file.read_text()))


def test_an_icon_is_painted_in_the_text_colour(qtbot: QtBot) -> None:
    image = icons.icon("undo").pixmap(QSize(64, 64)).toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(64) for y in range(64) if image.pixelColor(x, y).alpha() > 250
    }
    assert QColor(DARK.text).name() in colours
