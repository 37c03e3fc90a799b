"""What can be done on the Mockups page, for the palette and by chords."""

from typing import TYPE_CHECKING

from studio.app.workspace.commands import Command

if TYPE_CHECKING:
    from studio.ui.mockups.page import MockupsPage

GROUP = "Mockups"


def commands_of(page: "MockupsPage") -> list[Command]:
    """Return the page's commands."""
    desk, own = page.desk, page.own

    def has_own() -> bool:
        return bool(desk.items) and desk.item.own

    return [
        Command("mockups-add", "Add artwork…", page.shelf.ask, (), GROUP, "add", words="design logo"),
        Command(
            "mockups-undo",
            lambda: f"Undo on mockups: {desk.undo_name or ''}",
            page.undo,
            ("Ctrl+Alt+Z",),
            GROUP,
            "undo",
            lambda: desk.undo_name is not None,
        ),
        Command(
            "mockups-redo",
            lambda: f"Redo on mockups: {desk.redo_name or ''}",
            page.redo,
            ("Ctrl+Alt+Y",),
            GROUP,
            "redo",
            lambda: desk.redo_name is not None,
        ),
        Command(
            "mockups-find", "Find an item…", page.items.search.setFocus, (), GROUP, "search", words="gallery mockup"
        ),
        Command("mockups-off", "Take artwork off this surface", page.take_off, (), GROUP, "delete"),
        Command("mockups-new", "New item of a photo or PSD…", own.ask, (), GROUP, "picture", words="own mark"),
        Command("mockups-share", "Share this item…", own.share, (), GROUP, "export", lambda: bool(desk.items)),
        Command("mockups-remove", "Move this item of my own to the trash", own.remove, (), GROUP, "delete", has_own),
        Command("mockups-export", "Export mockups…", page.matrix.ask, (), GROUP, "export", words="matrix batch"),
    ]
