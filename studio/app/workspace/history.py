"""Undo as a list of immutable states: nothing is ever computed backwards, an earlier state is simply shown again."""

from dataclasses import dataclass, replace
from typing import Generic, TypeVar

State = TypeVar("State")
LONGEST = 500
"""Entries kept; states share everything that did not change, so a long memory costs little."""


@dataclass(frozen=True)
class Entry(Generic[State]):
    """A state and the seller's words for the step that led to it ("Soften shadow")."""

    state: State
    name: str
    open: bool = False  # a gesture is still going on and may amend this entry


class History(Generic[State]):
    """The states that were, the one that is, and those that were undone."""

    def __init__(self, state: State) -> None:
        self._entries: list[Entry[State]] = [Entry(state, "")]
        self._at = 0

    @property
    def state(self) -> State:
        """The state that holds now."""
        return self._entries[self._at].state

    @property
    def undo_name(self) -> str | None:
        """What `undo` would take back, or None."""
        return self._entries[self._at].name if self._at else None

    @property
    def redo_name(self) -> str | None:
        """What `redo` would do again, or None."""
        return self._entries[self._at + 1].name if self._at + 1 < len(self._entries) else None

    def push(self, state: State, name: str, *, amend: bool = False) -> None:
        """Make `state` the present one. With `amend` it replaces an entry of the same name that is still open.

        So a drag of a hundred steps, each pushed with `amend=True`, is one entry until `settle` is called.
        """
        present = self._entries[self._at]
        if amend and present.open and present.name == name and self.redo_name is None:
            self._entries[self._at] = Entry(state, name, open=True)
            return
        self.settle()
        del self._entries[self._at + 1 :]
        self._entries.append(Entry(state, name, open=amend))
        del self._entries[: max(0, len(self._entries) - LONGEST)]
        self._at = len(self._entries) - 1

    def settle(self) -> None:
        """Close the present entry: the gesture is over (the mouse was released)."""
        self._entries[self._at] = replace(self._entries[self._at], open=False)

    def replace(self, state: State) -> None:
        """Exchange the present state without a step that could be undone (a folder chosen, a channel ticked)."""
        self._entries[self._at] = replace(self._entries[self._at], state=state)

    def undo(self) -> str | None:
        """Go one step back; returns the name of what was taken back, or None at the beginning."""
        name = self.undo_name
        if name is not None:
            self.settle()
            self._at -= 1
        return name

    def redo(self) -> str | None:
        """Go one step forward again; returns its name, or None where nothing was undone."""
        name = self.redo_name
        if name is not None:
            self._at += 1
        return name
