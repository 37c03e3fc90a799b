"""Colours, type and the one small stylesheet, dark and light.

    theme = Theme.install(application)     # once, before the first widget; follows QStyleHints.colorScheme by itself
    colours()                              # the colours in force; ask again in every paintEvent
    Theme.instance().changed               # Signal(): repaint what caches a colour

Greys are neutral (equal red, green and blue) so that product colours are judged right. Text contrast is at least 4.5:1
on every ground it is used on, edges of controls and the focus ring at least 3:1 (WCAG 2.2, 1.4.3 and 1.4.11); a test
computes both.
"""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from studio.ui.stylesheet import stylesheet

GRID = 8
PADDING = 12
CONTROL = 28  # height of a control, pixels
LABEL = 96  # width of a control's label, pixels
BODY, CAPTION, TITLE = 13, 11, 15  # type sizes, pixels

Choice = Literal["system", "dark", "light"]


@dataclass(frozen=True)
class Colours:
    """Every colour of the window, by use. Values are `#rrggbb`."""

    dark: bool
    window: str  # the frame: title row, panels
    panel: str  # cards and groups on the frame
    field: str  # where one types or picks
    hover: str
    line: str  # hairlines that only divide
    edge: str  # outline of controls, 3:1
    text: str
    quiet: str  # captions, still 4.5:1
    faint: str  # disabled
    surround: str  # around the picture on the canvas
    accent: str  # text, icons and lines in the accent
    fill: str  # a filled accent ground
    on_fill: str  # text upon it
    selected: str  # ground of a chosen row or chip
    error: str
    warning: str
    success: str
    track: str  # the empty part of a slider


DARK = Colours(
    dark=True,
    window="#202020",
    panel="#272727",
    field="#1a1a1a",
    hover="#343434",
    line="#363636",
    edge="#777777",
    text="#ececec",
    quiet="#a8a8a8",
    faint="#6e6e6e",
    surround="#2b2b2b",
    accent="#7db3ff",
    fill="#2f6bd8",
    on_fill="#ffffff",
    selected="#27364d",
    error="#ff8a80",
    warning="#e8b34b",
    success="#67c97f",
    track="#4a4a4a",
)
LIGHT = Colours(
    dark=False,
    window="#f4f4f4",
    panel="#fbfbfb",
    field="#ffffff",
    hover="#e4e4e4",
    line="#d9d9d9",
    edge="#858585",
    text="#1b1b1b",
    quiet="#5a5a5a",
    faint="#9c9c9c",
    surround="#e6e6e6",
    accent="#1657c2",
    fill="#1f62d0",
    on_fill="#ffffff",
    selected="#dbe7fb",
    error="#b3261e",
    warning="#7a4f00",
    success="#17692f",
    track="#c8c8c8",
)


def colours() -> Colours:
    """Return the colours in force; dark where no theme is installed yet (tests of single widgets)."""
    theme = Theme.instance()
    return theme.colours if theme else DARK


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio (1–21) of two sRGB colours by WCAG 2.2's relative luminance."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = (int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Theme(QObject):
    """Keeps style, palette, type and stylesheet of the application in step with the system or the person's choice."""

    changed = Signal()
    _installed: "Theme | None" = None

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self.colours = DARK
        self._choice: Choice = "system"

    @classmethod
    def instance(cls) -> "Theme | None":
        """Return the installed theme, if there is one."""
        return cls._installed

    @classmethod
    def install(cls, application: QApplication, choice: Choice = "system") -> "Theme":
        """Give the application its looks; safe to call again."""
        if cls._installed is None:
            cls._installed = cls(application)
            application.setStyle("Fusion")
            application.setFont(body_font(application.font()))
            application.styleHints().colorSchemeChanged.connect(cls._installed.follow)
        cls._installed.choose(choice)
        return cls._installed

    @property
    def choice(self) -> Choice:
        """What the person chose."""
        return self._choice

    def choose(self, choice: Choice) -> None:
        """Follow the system, or stay dark or light."""
        self._choice = choice
        scheme = {"dark": Qt.ColorScheme.Dark, "light": Qt.ColorScheme.Light, "system": Qt.ColorScheme.Unknown}[choice]
        self._application.styleHints().setColorScheme(scheme)
        self.follow()

    def follow(self, *_: object) -> None:
        """Take the colours of the scheme in force."""
        light = self._application.styleHints().colorScheme() == Qt.ColorScheme.Light
        if self._choice != "system":
            light = self._choice == "light"
        wanted = LIGHT if light else DARK
        if wanted is self.colours and self._application.styleSheet():
            return
        self.colours = wanted
        self._application.setPalette(palette(wanted))
        self._application.setStyleSheet(stylesheet(wanted))
        self.changed.emit()


def body_font(system: QFont) -> QFont:
    """Return the system's font at body size, in pixels so that it keeps its place on the grid."""
    font = QFont(system)
    font.setPixelSize(BODY)
    return font


def sized(font: QFont, pixels: int, *, bold: bool = False) -> QFont:
    """Return the font at another size."""
    other = QFont(font)
    other.setPixelSize(pixels)
    other.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return other


def palette(colours: Colours) -> QPalette:
    """Return the Qt palette of these colours, so that plain Qt widgets and dialogs fit in."""
    roles = QPalette.ColorRole
    table = {
        roles.Window: colours.window,
        roles.WindowText: colours.text,
        roles.Base: colours.field,
        roles.AlternateBase: colours.panel,
        roles.Text: colours.text,
        roles.PlaceholderText: colours.quiet,
        roles.Button: colours.panel,
        roles.ButtonText: colours.text,
        roles.BrightText: colours.error,
        roles.Highlight: colours.fill,
        roles.HighlightedText: colours.on_fill,
        roles.Link: colours.accent,
        roles.Accent: colours.fill,
        roles.ToolTipBase: colours.panel,
        roles.ToolTipText: colours.text,
        roles.Mid: colours.line,
        roles.Dark: colours.line,
        roles.Light: colours.hover,
        roles.Midlight: colours.hover,
    }
    made = QPalette()
    for role, colour in table.items():
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.faint))
    return made
