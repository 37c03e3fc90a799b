"""Keys to commands. Chords (Ctrl+…) work everywhere; single keys only where the focused control leaves them alone."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from studio.app.workspace.commands import Command, Commands

CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Keys(QObject):
    """Makes shortcuts of the chords, and finds the command of a single key for the window's `keyPressEvent`."""

    refused = Signal(str)  # a chord was pressed whose command is not possible now

    def __init__(self, commands: Commands, window: QWidget) -> None:
        super().__init__(window)
        self._commands = commands
        self._window = window
        self._single: dict[str, str] = {}
        self.add(commands)

    def add(self, commands: Iterable[Command]) -> None:
        """Serve the keys of further commands."""
        for command in commands:
            chords = [key for key in command.keys if is_chord(key)]
            self._single.update({plain(key): command.id for key in command.keys if not is_chord(key)})
            if chords:
                self._shortcut(self._window, command, chords)

    def _shortcut(self, window: QWidget, command: Command, chords: Iterable[str]) -> None:
        action = QAction(command.text, window)
        action.setObjectName(command.id)
        action.setShortcuts([QKeySequence(key) for key in chords])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(self._triggered)
        window.addAction(action)

    def _triggered(self) -> None:
        command = self.sender().objectName()
        if not self._commands.run(command):
            self.refused.emit(command)

    def press(self, event: QKeyEvent, only: str = "") -> bool:
        """Run the command of a single key, of those whose id begins with `only`; returns whether there is one."""
        if event.modifiers() & CHORD:
            return False
        typed = event.text().strip()
        name = plain(QKeySequence(event.key()).toString(QKeySequence.SequenceFormat.PortableText))
        command = self._single.get(typed.upper()) if typed and typed.isprintable() else None
        command = command or self._single.get(name)
        if command is None or not command.startswith(only):
            return False
        self._commands.run(command)
        return True


def is_chord(key: str) -> bool:
    """Return whether a key sequence has a modifier other than Shift, or is a function key."""
    return any(part in key for part in ("Ctrl+", "Alt+", "Meta+")) or (key[:1] == "F" and key[1:].isdigit())


def plain(key: str) -> str:
    """Return the key's name as it is looked up."""
    return key.upper()
