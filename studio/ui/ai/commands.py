"""The commands that ask a model about the chosen photos: each opens the inspector's section at its task."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from studio.app.workspace.commands import Command
from studio.ui.sections.ai import TASKS
from studio.ui.session import Session

if TYPE_CHECKING:
    from studio.ui.inspector import Inspector


def ai_commands(session: Session, inspector: Callable[[], "Inspector"]) -> list[Command]:
    """Return one for each task; nothing is sent before its button, which says the price, is pressed."""

    def some() -> bool:
        return session.workspace.current is not None

    def asker(task: str) -> Callable[[], None]:
        return lambda: inspector().ask_for(task)

    return [
        Command(f"ask-{task}", f"{title}…", asker(task), (), "Photo", "fix", some, words="ai model generate")
        for task, (title, _, _) in TASKS.items()
    ]
