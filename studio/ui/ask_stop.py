"""The question before an export is broken off by closing the window."""

from PySide6.QtWidgets import QMessageBox, QWidget


def stop_exporting(window: QWidget) -> bool:
    """Ask whether to stop the export that runs; to keep exporting is what Enter and Escape mean."""
    box = QMessageBox(window)
    box.setWindowTitle("Export")
    box.setIcon(QMessageBox.Icon.Question)
    box.setText("Photos are still being exported.")
    box.setInformativeText("What is finished stays. Exporting again goes on with the rest.")
    keep = box.addButton("Keep exporting", QMessageBox.ButtonRole.RejectRole)
    stop = box.addButton("Stop and close", QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.exec()
    return box.clickedButton() is stop
