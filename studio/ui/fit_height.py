"""Dialogs whose words become more: tall enough for them, at the width they have."""

from PySide6.QtWidgets import QDialog


def fit_height(dialog: QDialog) -> None:
    """Make a dialog as tall as its wrapped words need; a taller one stays as it is."""
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        wide, high = (dialog.width(), dialog.height()) if dialog.isVisible() else (dialog.minimumWidth(), 0)
        needed = max(layout.totalHeightForWidth(wide), layout.totalMinimumSize().height())
        dialog.resize(wide, max(high, needed))
