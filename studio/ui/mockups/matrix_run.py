"""Between the desk and an export: counts what is wished, starts it, tells how it ended."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from studio.app.mockups import wishes as mockup_wishes
from studio.app.mockups.desk import MockupDesk
from studio.model.errors import StudioError, UsageError
from studio.ui.mockups.exporting import Exporting, Lines
from studio.ui.mockups.matrix import MatrixPane


class MatrixRun(QObject):
    """`trouble(message, hint)`: something could not be exported."""

    trouble = Signal(str, str)

    def __init__(self, desk: MockupDesk, pane: MatrixPane, exporting: Exporting, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._pane, self._exporting = desk, pane, exporting
        self._folder = ""
        pane.changed.connect(self.refresh)
        pane.export_asked.connect(self.ask)
        pane.stop_asked.connect(exporting.stop)
        pane.folder_asked.connect(self.open_folder)
        exporting.progressed.connect(pane.show_progress)
        exporting.ended.connect(self._ended)
        exporting.stopped.connect(self._stopped)
        exporting.failed.connect(self._failed)

    def refresh(self) -> None:
        """Count again."""
        try:
            wish = self._pane.wish()
        except UsageError as error:
            self._pane.show_wrong(error)
            return
        self._pane.show_count(mockup_wishes.count(self._desk, wish), mockup_wishes.remarks(self._desk, wish))

    def ask(self) -> None:
        """Ask for a folder and begin."""
        try:
            wish = self._pane.wish()
            if self._exporting.running or not mockup_wishes.count(self._desk, wish):
                return
        except UsageError as error:
            self.trouble.emit(error.message, error.hint)
            return
        folder = QFileDialog.getExistingDirectory(self._pane, "Folder for the pictures", self._folder)
        if folder:
            self._folder = folder
            frozen = self._desk.frozen()  # the hand goes on while pictures are made
            self._exporting.start(lambda: mockup_wishes.jobs(frozen, wish), Path(folder), picture_format=wish.format)

    def open_folder(self) -> None:
        """Show the pictures in the system's file browser."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder))

    def _ended(self, lines: Lines, folder: str) -> None:
        errors = [line["error"] for line in lines if line["error"]]
        done = len(lines) - len(errors)
        self._pane.show_end(f"{done} picture{'' if done == 1 else 's'} in {Path(folder).name}", folder=done > 0)
        if errors:
            self.trouble.emit(f"{len(errors)} pictures failed: {errors[0]['message']}", errors[0]["hint"])
        self.refresh()

    def _stopped(self, done: int) -> None:
        self._pane.show_end(f"Stopped; {done} picture{'' if done == 1 else 's'} made", folder=done > 0)
        self.refresh()

    def _failed(self, error: StudioError) -> None:
        self._pane.show_end("", folder=False)
        self.trouble.emit(error.message, error.hint)
        self.refresh()
