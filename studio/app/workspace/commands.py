"""Commands: everything a person can do, by name and key, so that menu, button, key and palette do the very same."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from studio.app.workspace.workspace import Workspace


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Command:
    """One thing to do. `title` is a verb phrase, or a function giving one that depends on the moment ("Undo: Fill").

    `keys` are portable key sequences ("Ctrl+Z"), the first shown; `group` heads it in menus and the palette
    ("Photo", "Edit", "View", "Export"); `icon` is a name of the icon set, "" for none.
    """

    id: str
    title: str | Callable[[], str]
    run: Callable[[], object]
    keys: tuple[str, ...] = ()
    group: str = "Edit"
    icon: str = ""
    enabled: Callable[[], bool] = _always
    words: str = ""  # further words by which the palette finds it

    @property
    def text(self) -> str:
        """The title as it reads now."""
        return self.title if isinstance(self.title, str) else self.title()


class Commands:
    """All commands by id, in the order added."""

    def __init__(self, commands: Iterable[Command] = ()) -> None:
        self._commands: dict[str, Command] = {}
        self.add(*commands)

    def add(self, *commands: Command) -> None:
        """Add commands; raises ValueError where an id or a key is taken."""
        for command in commands:
            taken = {key: other.id for other in self._commands.values() for key in other.keys}
            clash = next((key for key in command.keys if key in taken), None)
            if command.id in self._commands or clash:
                raise ValueError(f"command {command.id!r} or its key {clash!r} is taken")
            self._commands[command.id] = command

    def __iter__(self) -> Iterator[Command]:
        return iter(self._commands.values())

    def find(self, command_id: str) -> Command:
        """Return a command; raises KeyError for an unknown id."""
        return self._commands[command_id]

    def run(self, command_id: str) -> bool:
        """Run a command where it is enabled now; returns whether it ran."""
        command = self.find(command_id)
        if command.enabled():
            command.run()
            return True
        return False


def editing_commands(workspace: Workspace) -> list[Command]:
    """The commands that need nothing but a workspace."""

    def some() -> bool:
        return bool(workspace.selection)

    def any_photo() -> bool:
        return bool(workspace.photos)

    return [
        Command(
            "undo",
            lambda: f"Undo: {workspace.undo_name}" if workspace.undo_name else "Undo",
            workspace.undo,
            ("Ctrl+Z",),
            icon="undo",
            enabled=lambda: workspace.undo_name is not None,
        ),
        Command(
            "redo",
            lambda: f"Redo: {workspace.redo_name}" if workspace.redo_name else "Redo",
            workspace.redo,
            ("Ctrl+Shift+Z", "Ctrl+Y"),
            icon="redo",
            enabled=lambda: workspace.redo_name is not None,
        ),
        Command(
            "copy-settings",
            "Copy settings",
            workspace.copy_settings,
            ("Ctrl+C",),
            icon="copy",
            enabled=some,
            words="look",
        ),
        Command(
            "paste-settings",
            "Paste settings",
            workspace.paste_settings,
            ("Ctrl+V",),
            icon="paste",
            enabled=lambda: some() and workspace.can_paste,
            words="look",
        ),
        Command(
            "apply-to-listing", "Apply to listing", workspace.apply_to_listing, ("Ctrl+L",), "Edit", "listing", some
        ),
        Command("apply-to-all", "Apply to all", workspace.apply_to_all, ("Ctrl+Shift+L",), "Edit", "all", some),
        Command("select-all", "Select all photos", workspace.select_all, ("Ctrl+A",), "Photo", "all", any_photo),
        Command("next-photo", "Next photo", lambda: workspace.step(1), ("Right",), "Photo", "next", any_photo),
        Command(
            "previous-photo", "Previous photo", lambda: workspace.step(-1), ("Left",), "Photo", "previous", any_photo
        ),
        Command("remove", "Remove from workspace", workspace.remove, ("Del",), "Photo", "delete", some),
    ]
