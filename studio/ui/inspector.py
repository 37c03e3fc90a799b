"""The panel on the right: everything about how the chosen photos look.

    Inspector(workspace, commands=None)     # a QWidget; follows the workspace by itself
    inspector.open_soon(["Light & shadow"]) # sections by title; `open_sections` for remembering

Controls come from the fields of the scene's Params (`ui/form.py`). Edits mean every chosen photo; values that differ
show as mixed. Sections are built when first opened.
"""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from studio.app.workspace.commands import Command, Commands
from studio.app.workspace.workspace import Change, Workspace
from studio.ui import icons
from studio.ui.controls.group import Group
from studio.ui.elided import ElidedLabel
from studio.ui.palette import key_text
from studio.ui.sections.ai import AiSection
from studio.ui.sections.backdrop import BackdropSection
from studio.ui.sections.cutout import CutoutSection
from studio.ui.sections.light import LightSection
from studio.ui.sections.overlay import OverlaySection
from studio.ui.sections.placement import PlacementSection
from studio.ui.sections.section import Section
from studio.ui.sections.tone import ToneSection
from studio.ui.theme import PADDING

if TYPE_CHECKING:  # it brings numpy along
    from studio.app.workspace.painting import Painted

SECTIONS: tuple[type[Section], ...] = (
    CutoutSection,
    BackdropSection,
    LightSection,
    ToneSection,
    PlacementSection,
    OverlaySection,
    AiSection,
)
FEW = 24
TOOLS = (
    ("copy-settings", "copy"),
    ("paste-settings", "paste"),
    ("apply-to-listing", "listing"),
    ("apply-to-all", "all"),
)


class Inspector(QWidget):
    """See the module. `asked`: something of a model."""

    asked = Signal(object)

    def __init__(self, workspace: Workspace, commands: Commands | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._commands = commands
        self.setAccessibleName("Inspector")
        self.setMinimumWidth(292)
        self._whom = ElidedLabel(parent=self)
        self._whom.setProperty("role", "whom")
        self._tools: dict[str, QToolButton] = {}
        self._groups: dict[str, Group] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._header())
        column.addWidget(self._scroll(), 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._refresh_in_turns)
        self._stale: list[Group] = []
        self._unsubscribe = workspace.subscribe(self._heard)
        self._to_open: list[str] = []
        self._opening = QTimer(self)  # ends with the panel, unlike a call left to Qt
        self._opening.timeout.connect(self._open_next)
        self._painted: Painted | None = None
        self.open_soon([kind.title for kind in SECTIONS if kind.starts_open])
        self.refresh()

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(PADDING, 6, PADDING, 6)
        row.setSpacing(2)
        row.addWidget(self._whom, 1)
        for name, glyph in TOOLS if self._commands is not None else ():
            button = QToolButton(self)
            button.setIcon(icons.icon(glyph, "quiet"))
            button.setIconSize(QSize(16, 16))
            button.setObjectName(name)
            button.clicked.connect(self._run)
            self._tools[name] = button
            row.addWidget(button)
        return row

    def _scroll(self) -> QScrollArea:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for kind in SECTIONS:
            group = Group(kind.title, partial(self._made, kind), glyph=kind.glyph, parent=inside)
            group.toggled.connect(partial(self._turned, kind.title))
            self._groups[kind.title] = group
            column.addWidget(group)
            line = QFrame(inside)
            line.setProperty("role", "line")
            line.setFixedHeight(1)
            column.addWidget(line)
        self._doubts = QLabel(inside)
        self._groups[CutoutSection.title].add_to_header(self._doubts)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside, self._area = inside, scroll
        return scroll

    def _made(self, kind: type[Section]) -> Section:
        section = kind(self._workspace)
        section.wanted.connect(self._run_command)
        section.asked.connect(self.asked.emit)
        return section

    def _run_command(self, command: str) -> None:
        if self._commands is not None:
            self._commands.run(command)

    def methods_changed(self) -> None:
        """A cutout model came or went: the section builds its menu anew."""
        self._groups[CutoutSection.title].rebuild()
        self.refresh()

    def _show_doubts(self) -> None:
        """Put a mark on the head of Cutout where the studio is unsure of the photo on the canvas."""
        current = self._workspace.current
        reasons = self._workspace.state_of(current).reasons if current else ()
        self._doubts.setVisible(bool(reasons))
        if reasons:
            self._doubts.setPixmap(icons.pixmap("look", icons.SMALL, "warning"))
            self._doubts.setToolTip("\n".join(reasons))
            self._doubts.setAccessibleName(f"Needs a look: {reasons[0]}")

    @property
    def open_sections(self) -> tuple[str, ...]:
        """Titles of the sections that are open."""
        return tuple(title for title, group in self._groups.items() if group.is_open or title in self._to_open)

    def open_soon(self, titles: Iterable[str]) -> None:
        """Open exactly these sections, piece by piece, one in each turn of the event loop: it all takes a moment."""
        self._to_open = [title for title in titles if title in self._groups]
        for title, group in self._groups.items():
            if title not in self._to_open:
                group.set_open(False)
        self._opening.start(0)

    def _turned(self, title: str, _: bool) -> None:
        """A section was opened or closed by hand: that is the last word."""
        self._to_open = [other for other in self._to_open if other != title]
        self._later()

    def _open_next(self) -> None:
        if not self._to_open:
            self._opening.stop()
            return
        group = self._groups[self._to_open[0]]
        if not group.is_open:
            group.set_open(True, whole=False)
        elif group.build_more():
            self._to_open.pop(0)
            self._later()

    def section_commands(self) -> list[Command]:
        """Return one command for every section: it opens, is scrolled to, and takes the focus."""
        return [
            Command(f"section-{title}", f"Go to {title}", partial(self.go_to, title), group="View")
            for title in self._groups
        ]

    def ask_for(self, task: str) -> None:
        """Open the section of AI at a task."""
        self.go_to(AiSection.title)
        section = self._groups[AiSection.title].body
        if isinstance(section, AiSection):
            section.show_task(task)

    def go_to(self, title: str) -> None:
        """Open a section where it is closed, and bring it into sight."""
        self._groups[title].set_open(True)
        self.refresh()
        self._bring(title)
        QTimer.singleShot(0, self, partial(self._bring, title))  # a section that was just made is laid out by then
        self._groups[title].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _bring(self, title: str) -> None:
        group, layout = self._groups[title], self._inside.layout()
        if layout is not None:
            layout.activate()
        self._area.ensureVisible(0, group.y() + group.height(), 0, 0)
        self._area.ensureVisible(0, group.y(), 0, 0)

    def set_open(self, titles: Iterable[str]) -> None:
        """Open exactly these sections, now."""
        wanted = set(titles)
        self._to_open = []
        for title, group in self._groups.items():
            group.set_open(title in wanted)
        self.refresh()

    def _heard(self, change: Change) -> None:
        others = change.kind == "state" and not set(change.ids).intersection(self._workspace.selection)
        if change.kind != "wishes" and not others:
            self._later()

    def _later(self, *_: object) -> None:
        """Many changes in one turn of the event loop are shown once; with many photos chosen, a few times a second."""
        if not self._soon.isActive():
            self._soon.start(0 if len(self._workspace.selection) <= FEW and self.isVisible() else 100)

    def _run(self) -> None:
        if self._commands is not None:
            self._commands.run(self.sender().objectName())

    def refresh(self) -> None:
        """Show the chosen photos' present values, now."""
        self._refresh_head()
        self._stale = []
        for group in self._groups.values():
            self._refresh_group(group)

    def _refresh_in_turns(self) -> None:
        """Show them one section in each turn of the event loop, so that a drag and the mouse are never held up."""
        waiting = bool(self._stale)
        self._refresh_head()
        self._stale = list(self._groups.values())
        if not waiting:
            self._refresh_next()

    def _refresh_next(self) -> None:
        while self._stale:
            if self._refresh_group(self._stale.pop(0)):
                break
        if self._stale:
            QTimer.singleShot(0, self, self._refresh_next)

    def _refresh_group(self, group: Group) -> bool:
        """Return whether there was anything to show."""
        if not (group.is_open and self._workspace.selection and isinstance(group.body, Section)):
            return False
        group.body.refresh()
        if isinstance(group.body, LightSection):
            self._tell_light()
        return True

    def hear_of(self, painted: "Painted") -> None:
        """Show what the picture on the canvas tells about its light and shadows."""
        self._painted = painted
        self._tell_light()

    def _tell_light(self) -> None:
        section = self._groups[LightSection.title].body
        if isinstance(section, LightSection) and self._painted is not None:
            section.tell(self._painted.relit, self._painted.missing)

    def _refresh_head(self) -> None:
        chosen = self._workspace.selection
        self._whom.setText(_whom(chosen))
        self._show_doubts()
        self._whom.setToolTip("\n".join(Path(key).name for key in chosen[:12]))
        self._inside.setEnabled(bool(chosen))
        for name, button in self._tools.items():
            self._describe(name, button)

    def _describe(self, name: str, button: QToolButton) -> None:
        if self._commands is None:
            return
        command = self._commands.find(name)
        button.setEnabled(command.enabled())
        button.setToolTip(f"{command.text} ({key_text(command)})")
        button.setAccessibleName(command.text)


def _whom(chosen: tuple[str, ...]) -> str:
    if not chosen:
        return "No photo chosen"
    return f"{len(chosen)} photos" if len(chosen) > 1 else Path(chosen[0]).name
