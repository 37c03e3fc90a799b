"""The commands that concern the window itself: adding, viewing, panels."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from studio.app.workspace.commands import Command

if TYPE_CHECKING:
    from studio.app.workspace.workspace import Workspace
    from studio.ui.filmstrip import Filmstrip
    from studio.ui.window import Window


def window_commands(window: "Window") -> list[Command]:
    """Return the window's commands, in the order the palette lists them."""
    canvas = window.canvas

    def some() -> bool:
        return bool(window.session and window.session.workspace.photos)

    def view(command: str, title: str, run: Callable[[], object], keys: tuple[str, ...], icon: str) -> Command:
        return Command(command, title, run, keys, "View", icon, some)

    return [
        Command("add-files", "Add photos…", window.open_files, ("Ctrl+O",), "Photo", "open", words="open import"),
        Command("add-folder", "Add folder…", window.open_folder, ("Ctrl+Shift+O",), "Photo", "folder-open"),
        Command("paste-photos", "Paste photos", window.paste, ("Ctrl+Shift+V",), "Photo", "paste", words="clipboard"),
        Command("try-samples", "Add the sample photos", window.try_samples, (), "Photo", "photo"),
        Command("retry", "Try failed photos again", window.retry, ("Ctrl+R",), "Photo", "retry", window.any_failed),
        Command("filter", "Filter photos", window.focus_filter, ("Ctrl+F",), "View", "filter", some),
        view("before-after", "Before / after", window.toggle_split, ("\\", "Space"), "before"),
        view("hold-before", "Show the photo as it was, while held", window.show_before, ("C",), "photo"),
        view("zoom", "Zoom to 100 % or fit", canvas.toggle_zoom, ("Z",), "loupe"),
        view("loupe", "Magnifying glass", canvas.toggle_loupe, ("L",), "search"),
        view("fit", "Fit", canvas.fit, ("0", "Ctrl+0"), "fit"),
        view("zoom-in", "Zoom in", lambda: canvas.zoom_by(1), ("+", "=", "Ctrl++"), "zoom-in"),
        view("zoom-out", "Zoom out", lambda: canvas.zoom_by(-1), ("-", "Ctrl+-"), "zoom-out"),
        view("ground", "Ground behind the picture", window.header.open_grounds, ("G",), "checkerboard"),
        Command("toggle-sides", "Hide or show the panels", window.toggle_sides, ("Ctrl+\\",), "View", "hide-panels"),
        Command("toggle-theme", "Dark or light", window.toggle_theme, ("Ctrl+Shift+D",), "View", "theme"),
        Command("next-pane", "Go to the next panel", window.next_pane, ("F6",), "View", "keyboard"),
        Command("palette", "All commands", window.open_palette, ("Ctrl+K",), "View", "command"),
        Command("quit", "Quit", window.close, ("Ctrl+Q",), "View", "close"),
    ]


def filmstrip_commands(filmstrip: "Filmstrip", workspace: "Workspace") -> list[Command]:
    """Return the commands that sort photos into listings."""

    def some() -> bool:
        return bool(workspace.selection)

    return [
        Command("move-to", "Move to listing…", filmstrip.offer_listings, ("Ctrl+M",), "Photo", enabled=some),
        Command("rename-listing", "Rename listing…", filmstrip.rename_listing, ("F2",), "Photo", enabled=some),
    ]
