"""The bottom row before an export: channels, folder, how long it will take, and the big button."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from studio.app.workspace.export_run import expected_seconds, exportable, usual_folder
from studio.app.workspace.workspace import Workspace
from studio.model.channel import Channel
from studio.ui import icons
from studio.ui.export.channel_row import ChannelRow
from studio.ui.theme import PADDING

BIG = 36


class IdleBar(QWidget):
    """`export_asked(only_chosen)`: the button, or its menu, was pressed."""

    export_asked = Signal(bool)

    def __init__(self, workspace: Workspace, channels: Mapping[str, Channel], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.channels = ChannelRow(workspace, channels, self)
        self._folder = QPushButton(self)
        self._folder.setProperty("role", "folder")
        self._folder.setIcon(icons.icon("folder", "quiet"))
        self._folder.clicked.connect(self._choose_folder)
        self._estimate = QLabel(self)
        self._estimate.setProperty("role", "caption")
        self.button = QPushButton(self)
        self.button.setProperty("role", "primary")
        self.button.setMinimumHeight(BIG)
        self.button.setMinimumWidth(120)
        self.button.clicked.connect(self._all)
        self._menu_button = QToolButton(self)
        self._menu_button.setIcon(icons.icon("chevron-up"))
        self._menu_button.setAccessibleName("More ways to export")
        self._menu_button.setToolTip("More ways to export")
        self._menu_button.clicked.connect(self._open_menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(PADDING, 8, PADDING, 8)
        row.setSpacing(8)
        caption = QLabel("Channels", self)
        caption.setProperty("role", "caption")
        row.addWidget(caption)
        row.addWidget(self.channels, 1)
        self.channels.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self._folder)
        row.addWidget(self._estimate)
        row.addWidget(self.button)
        row.addWidget(self._menu_button)
        self.refresh()

    def refresh(self) -> None:
        """Show the workspace's wishes."""
        self.channels.refresh()
        folder = self._workspace.destination or usual_folder()
        shown = self.fontMetrics().elidedText(short(folder), Qt.TextElideMode.ElideMiddle, 190)
        self._folder.setText(f" {shown}")
        self._folder.setToolTip(f"Finished pictures go to {folder}\nClick to choose another folder")
        self._folder.setAccessibleName(f"Export to {folder}")
        photos, channels = len(exportable(self._workspace)), len(self._workspace.channels)
        self._estimate.setText(f"≈ {duration(expected_seconds(photos, channels))}" if photos and channels else "")
        self._estimate.setToolTip(f"{photos} photos for {channels} channels give {photos * channels} pictures")
        self.button.setText(f"Export {photos}" if photos else "Export")
        self.button.setEnabled(bool(photos and channels))
        self.button.setToolTip(self._why(photos, channels))
        self.button.setAccessibleName(self.button.toolTip())
        self._menu_button.setEnabled(self.button.isEnabled())

    def _why(self, photos: int, channels: int) -> str:
        if not photos:
            return "Add photos to export them"
        if not channels:
            return "Choose a channel to export for"
        some = "1 photo" if photos == 1 else f"{photos} photos"
        return f"Export {some} for {channels} channel{'s' if channels > 1 else ''} (Ctrl+Enter)"

    def _choose_folder(self) -> None:
        start = self._workspace.destination or usual_folder().parent
        chosen = QFileDialog.getExistingDirectory(self.window(), "Where finished pictures go", str(start))
        if chosen:
            self._workspace.set_destination(Path(chosen))

    def _all(self) -> None:
        self.export_asked.emit(False)

    def _chosen(self) -> None:
        self.export_asked.emit(True)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        count = len(exportable(self._workspace, self._workspace.selection))
        words = f"Export the {count} chosen photos" if count != 1 else "Export the chosen photo"
        menu.addAction(words, self._chosen).setEnabled(bool(count))
        menu.addAction("Choose folder…", self._choose_folder)
        size = menu.sizeHint()
        menu.popup(self._menu_button.mapToGlobal(QPoint(self._menu_button.width() - size.width(), -size.height() - 4)))


def short(folder: Path) -> str:
    """Return a folder with the person's home written as ~."""
    try:
        return "~/" + folder.relative_to(Path.home()).as_posix()
    except ValueError:
        return str(folder)


def duration(seconds: float) -> str:
    """Return seconds in words: "8 s", "3 min", "1 h 20 min"."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
