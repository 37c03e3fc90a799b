"""What every page beside Edit has in common."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from studio.app.workspace.commands import Command
from studio.ui.session import Session


class Page(QWidget):
    """A whole page under the header. It is made when first gone to, and must stand within 100 ms: read files later.

    `session` has the workspace, workers and the bridge to threads; `go(page_id)` shows another page ("edit" is the
    first). What cannot be done is told by `trouble(message, hint)`, which the window shows.
    """

    trouble = Signal(str, str)

    def __init__(self, session: Session, go: Callable[[str], None]) -> None:
        super().__init__()
        self.session = session
        self.go = go

    def arrive(self) -> None:
        """The page comes into sight: show how things stand now."""

    def wake(self) -> None:
        """Go on with what an earlier program left unfinished, although nobody has come here yet."""

    def commands(self) -> list[Command]:
        """Return what can be done here, for chords (Ctrl+…) and the command palette; ids begin with the page's id.

        Single keys are the page's own `keyPressEvent`: those of Edit do nothing while another page is in sight.
        """
        return []

    def close_page(self) -> None:
        """The window closes: end what was started here."""
