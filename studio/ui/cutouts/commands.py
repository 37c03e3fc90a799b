"""The commands about cutout methods."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from studio.app.workspace.commands import Command
from studio.ui.session import Session

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from studio.ui.inspector import Inspector


def cutout_commands(session: Session, window: "QWidget", inspector: Callable[[], "Inspector"]) -> list[Command]:
    """Return them; their windows are made when first asked for."""

    def compare() -> None:
        from studio.ui.cutouts.compare import Compare

        Compare(session, window).show()

    def catalogue() -> None:
        from studio.ui.cutouts.catalogue import Catalogue

        shown = Catalogue(session, window)
        shown.changed.connect(inspector().methods_changed)
        shown.show()

    def some() -> bool:
        return session.workspace.current is not None

    return [
        Command("compare-methods", "Compare cutout methods…", compare, ("Ctrl+Shift+M",), "Photo", "cutout", some),
        Command("cutout-catalogue", "Cutout models…", catalogue, (), "Photo", "cutout", words="download get model"),
    ]
