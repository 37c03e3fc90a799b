"""The one stylesheet: only what palette and Fusion do not give. Everything else is painted by its own widget."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.ui.theme import Colours

_TEXT = """
QToolTip { color: @text; background: @panel; border: 1px solid @edge; padding: 4px 6px; }
QLabel[role="caption"] { color: @quiet; font-size: 11px; }
QLabel[role="title"] { font-size: 15px; font-weight: 600; }
QLabel[role="warning"] { color: @warning; }
QLabel[role="quiet"] { color: @quiet; }
QLabel[role="whom"] { font-weight: 600; }
QFrame[role="line"] { background: @line; }
QFrame[role="card"] { background: @panel; border: 1px solid @line; border-radius: 8px; }
QLabel[role="error"] { color: @error; }

QPushButton { min-height: 26px; padding: 0 12px; border: 1px solid @edge; border-radius: 5px; background: transparent; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @line; }
QPushButton:focus { border: 2px solid @accent; padding: 0 11px; min-height: 24px; }
QPushButton:disabled { color: @faint; border-color: @line; }
QPushButton[role="primary"] { background: @fill; color: @on_fill; border: 1px solid @fill; font-weight: 600; }
QPushButton[role="primary"]:hover { background: @primary_hover; }
QPushButton[role="primary"]:focus { border: 2px solid @text; }
QPushButton[role="primary"]:disabled { background: @line; color: @quiet; border-color: @line; }
QPushButton[role="flat"] { border: 1px solid transparent; color: @accent; padding: 0 6px; }
QPushButton[role="flat"]:focus { border: 2px solid @accent; }
QPushButton[role="flat"]:disabled { color: @faint; }

QPushButton[role="segment"] { padding: 0 4px; border-color: @line; }
QPushButton[role="segment"]:checked { background: @selected; border-color: @accent; color: @text; }
QPushButton[role="segment"]:focus { border: 2px solid @accent; padding: 0 3px; }

QToolButton { border: 1px solid transparent; border-radius: 5px; min-width: 26px; min-height: 26px; }
QToolButton:hover { background: @hover; }
QToolButton:pressed { background: @line; }
QToolButton:checked { background: @selected; }
QToolButton:focus { border: 2px solid @accent; min-width: 24px; min-height: 24px; }
QToolButton[role="tab"] { padding: 0 10px; color: @quiet; font-weight: 600; }
QToolButton[role="tab"]:checked { color: @text; background: @selected; }
QToolButton[role="row"] { min-width: 18px; max-width: 18px; min-height: 20px; }

QLineEdit, QPlainTextEdit { min-height: 24px; padding: 0 6px; border: 1px solid @edge; border-radius: 5px; }
QLineEdit, QPlainTextEdit { background: @field; }
QLineEdit:focus, QPlainTextEdit:focus { border: 2px solid @accent; padding: 0 5px; min-height: 22px; }
QLineEdit[role="number"] { border-color: @line; }
QLineEdit[role="number"]:hover { border-color: @edge; }
QLineEdit[role="number"]:focus { border-color: @accent; }
QLineEdit:disabled { color: @faint; border-color: @line; }

QMenu { background: @panel; border: 1px solid @edge; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: @selected; color: @text; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }

QScrollBar:vertical { width: 10px; background: transparent; margin: 0; }
QScrollBar:horizontal { height: 10px; background: transparent; margin: 0; }
QScrollBar::handle { background: @track; border-radius: 3px; margin: 2px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: @edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: @line; }
QAbstractItemView { background: @window; border: none; outline: none; }
QTableView { selection-background-color: @selected; selection-color: @text; }
QTableView::item { padding: 0 8px; }
QHeaderView::section { background: @window; color: @quiet; border: none; padding: 4px 8px; }
QHeaderView::section { border-bottom: 1px solid @line; }
"""


def stylesheet(colours: "Colours") -> str:
    """Return the stylesheet in these colours."""
    text = _TEXT.replace("@primary_hover", "#3b78e6" if colours.dark else "#174fae")
    for name in sorted(vars(colours), key=len, reverse=True):
        text = text.replace(f"@{name}", str(getattr(colours, name)))
    return text
