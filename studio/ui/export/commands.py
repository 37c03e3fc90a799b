"""The commands of the export panel."""

from typing import TYPE_CHECKING

from studio.app.workspace.commands import Command
from studio.app.workspace.workspace import Workspace

if TYPE_CHECKING:
    from studio.ui.export.panel import ExportPanel


def export_commands(panel: "ExportPanel", workspace: Workspace) -> list[Command]:
    """Return what can be done about exporting, for keys and palette."""

    def ready() -> bool:
        return bool(workspace.photos and workspace.channels) and not panel.busy

    def chosen() -> bool:
        return ready() and bool(workspace.selection)

    return [
        Command("export", "Export all photos", panel.start, ("Ctrl+Return",), "Export", "export", ready),
        Command(
            "export-chosen",
            "Export the chosen photos",
            lambda: panel.start(True),
            ("Ctrl+Shift+Return",),
            "Export",
            "export",
            chosen,
        ),
        Command(
            "choose-channels",
            "Choose channels…",
            panel.idle.channels.open_menu,
            ("Ctrl+E",),
            "Export",
            "channel",
            lambda: not panel.busy and bool(workspace.photos),
            words="marketplace amazon etsy ebay",
        ),
        Command("pause-export", "Pause the export", panel.pause, (), "Export", "pause", lambda: panel.busy),
        Command("cancel-export", "Cancel the export", panel.cancel, (), "Export", "cancel", lambda: panel.busy),
        Command(
            "undo-export",
            "Undo the export: move its pictures to the trash",
            panel.take_back,
            (),
            "Export",
            "undo",
            lambda: panel.can_take_back,
        ),
        Command(
            "deliver",
            "Deliver the finished pictures…",
            panel.deliver,
            (),
            "Export",
            "deliver",
            lambda: panel.exported and not panel.busy,
            words="upload send sftp webdav s3 shopify zip nextcloud",
        ),
        Command(
            "open-export",
            "Open the folder of finished pictures",
            panel.open_folder,
            (),
            "Export",
            "folder-open",
            lambda: panel.exported,
        ),
    ]
