"""What fills the window's frame once everything is imported: panels, commands, keys, and what ties them together."""

from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from studio.app.workspace.commands import Command, Commands, editing_commands
from studio.app.workspace.workspace import Change
from studio.model.finding import Finding
from studio.ui.ai.commands import ai_commands
from studio.ui.canvas.product_hand import ProductHand
from studio.ui.cutouts.commands import cutout_commands
from studio.ui.error_box import ErrorBox
from studio.ui.export.commands import export_commands
from studio.ui.export_panel import ExportPanel
from studio.ui.filmstrip import Filmstrip
from studio.ui.filmstrip.badges import badge_of, explain
from studio.ui.first_run import small_sample
from studio.ui.inspector import Inspector
from studio.ui.keys import Keys
from studio.ui.lookalike import match_command
from studio.ui.missing import Missing
from studio.ui.palette import CommandPalette, key_text
from studio.ui.panes import column
from studio.ui.photo_notice import PhotoNotice
from studio.ui.presenter import Presenter
from studio.ui.presets_strip import PresetsStrip, preset_choices, preset_commands
from studio.ui.session import Session
from studio.ui.shoot_light import ShootLight, light_commands
from studio.ui.theme import Theme
from studio.ui.touchup.bar import TouchBar
from studio.ui.touchup.commands import touchup_commands
from studio.ui.touchup.mode import TouchMode
from studio.ui.window_commands import filmstrip_commands, window_commands

if TYPE_CHECKING:
    from studio.ui.window import Window


LOW = 840  # pixels


class Furniture(QObject):
    """Made once, by `Window.furnish`."""

    def __init__(self, window: "Window", session: Session) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self.exporting = False
        self._settings_newer = False  # than what other programs have on the clipboard
        self._workspace = session.workspace
        self.filmstrip = Filmstrip(session.workspace)
        self.presets = PresetsStrip(session.workspace)
        self.export = ExportPanel(session.workspace, session.bridge)
        self.presenter = Presenter(session, window.canvas, self.filmstrip)
        self.touching = TouchMode(session, window.canvas, self.presenter)
        self.light = ShootLight(session, window.canvas)
        self.commands = Commands(
            [
                *map(self._pasting, editing_commands(session.workspace)),
                *window_commands(window),
                *filmstrip_commands(self.filmstrip, session.workspace),
                *export_commands(self.export, session.workspace),
                *preset_commands(self.presets, session.workspace),
                match_command(session, self.presets, window),
                *light_commands(self.light, session),
                *touchup_commands(self.touching, session),
                *cutout_commands(session, window, lambda: self.inspector),
                *ai_commands(session, lambda: self.inspector),
                *window.pages.page_commands(),
            ]
        )
        self.keys = Keys(self.commands, window)
        self.inspector = Inspector(session.workspace, self.commands)
        self.palette = CommandPalette(self.commands, window, self._found_by_typing)
        self.banner = ErrorBox(window.middle)
        self.missing = Missing(window)
        self.notice = PhotoNotice(
            session, self.banner, self.touching, self._place_banner, lambda: self.presets.apply("flat-lay")
        )
        column(window.left).addWidget(self.filmstrip)  # in the order of reading, which the focus follows
        column(window.below).addWidget(self.presets)
        column(window.right).addWidget(self.inspector)
        column(window.bottom).addWidget(self.export)
        QWidget.setTabOrder(self.filmstrip.view, window.canvas)
        window.canvas.tools.insert(1, ProductHand(window.canvas, session.workspace))
        self.touch_bar = TouchBar(window.canvas, self.touching, self.commands)
        self._tie()

    def _pasting(self, command: Command) -> Command:
        """Ctrl+V pastes what was copied last: settings of a photo here, or photos in another program."""
        if command.id != "paste-settings":
            return command
        return replace(command, run=self._paste)

    def _paste(self) -> None:
        if self._settings_newer or not self._window.paste():
            self._workspace.paste_settings()

    def _found_by_typing(self) -> list[Command]:
        return [*preset_choices(self.presets, self._workspace), *self.inspector.section_commands()]

    def _refused(self, command_id: str) -> None:
        """Without copied settings Ctrl+V can still mean photos."""
        if command_id == "paste-settings":
            self._window.paste()

    def _copied_elsewhere(self) -> None:
        self._settings_newer = False

    def _tie(self) -> None:
        header, canvas = self._window.header, self._window.canvas
        for button in header.buttons.values():
            button.clicked.connect(self._pressed)
        self.keys.refused.connect(self._refused)
        QGuiApplication.clipboard().dataChanged.connect(self._copied_elsewhere)
        header.ground_chosen.connect(self._choose_ground)
        canvas.view_changed.connect(self._zoomed)
        canvas.split_changed.connect(self._split)
        canvas.outline_clicked.connect(self._outline_clicked)
        self.export.running_changed.connect(self._export_runs)
        self._window.pages.commands_made.connect(self._more_commands)
        for teller in (self._session, self._window.pages, self.export, self.presets, self.light):
            teller.trouble.connect(self.tell)
        for speaker in (self.touching, self.missing):
            speaker.said.connect(self.tell)
        self.light.said.connect(partial(self.tell, severity="info"))
        self.touching.changed.connect(self._touching)
        self.export.list_shown.connect(self._make_room)
        self.presets.wanted.connect(self.presenter.show_preset)
        self.presenter.preset_shown.connect(self.presets.take)
        self.presenter.painted.connect(self.inspector.hear_of)
        self.presenter.painted.connect(self.missing.hear)
        self.missing.over.connect(self.banner.hide)
        self.banner.hidden.connect(lambda: self._window.canvas.keep_free(0))
        self.export.go_asked.connect(self._go)
        self.inspector.asked.connect(self._window.pages.ask_model)
        self._workspace.subscribe(self._heard)
        theme = Theme.instance()
        if theme is not None:
            theme.changed.connect(self._describe)
        self._choose_ground(self._window.remembered.get("ground", str, "theme"))
        self._describe()
        self._zoomed()

    def begin(self, opening: list[Path]) -> None:
        """Open photos named at the start, or what was open last; else wait for a drop."""
        self._remember_wishes()
        if opening:
            self._session.add(opening)
        elif self._session.autosave.restore() and (unknown := self._session.autosave.told):
            self.tell(" ".join(unknown))
        self._frame()
        self._window.pages.go_on()
        if not self._workspace.photos:
            self._blur_a_sample()

    def _remember_wishes(self) -> None:
        """Begin with the channels, the folder and the open sections of last time."""
        remembered, document = self._window.remembered, self._workspace.document
        channels = [channel for channel in remembered.get("channels", list, []) if isinstance(channel, str)]
        folder = remembered.get("destination", str, "")
        wishes = replace(
            document,
            channels=tuple(channels) or document.channels,
            destination=Path(folder) if folder else document.destination,
        )
        if wishes != document and not self._workspace.photos:
            self._workspace.open(wishes)
        sections = remembered.get("sections", list, None)
        if sections is not None:
            self.inspector.open_soon([title for title in sections if isinstance(title, str)])

    def close(self) -> None:
        """Stop computing for the window."""
        self._window.remembered.set("channels", list(self._workspace.channels))
        self._window.remembered.set("destination", str(self._workspace.destination or ""))
        self._window.remembered.set("sections", list(self.inspector.open_sections))
        self.touching.close()
        self.export.close_run()
        self.presenter.close()

    def tell(self, message: str, hint: str = "", *, severity: str = "warning") -> None:
        """Say something in the banner over the canvas."""
        self.banner.tell(message, hint, severity=severity)
        self._place_banner()

    def _make_room(self, listed: bool) -> None:
        """In a low window the presets give way to the list of findings, so that the picture stays large enough."""
        self._window.below.setVisible(bool(self._workspace.photos) and not (listed and self._window.height() < LOW))

    def _more_commands(self, commands: list[Command]) -> None:
        self.commands.add(*commands)
        self.keys.add(commands)

    def _place_banner(self) -> None:
        pages = self._window.pages
        room = pages.made.get(pages.current_id, self._window.middle)
        if self.banner.parentWidget() is not room:
            self.banner.setParent(room)
            self.banner.show()
        wide = min(560, room.width() - 32)
        high = self.banner.height_at(wide)
        top = 16 if room is self._window.middle else room.height() - high - 16  # other pages have their controls above
        self.banner.setGeometry((room.width() - wide) // 2, top, wide, high)
        self.banner.raise_()
        self._window.canvas.keep_free(top + high + 8 if room is self._window.middle else 0)

    def next_pane(self) -> None:
        """Move the focus to the next panel in sight."""
        panes: list[QWidget] = [self._window.header.buttons["add-files"], self.filmstrip.view, self._window.canvas]
        panes.append(self.presets.view)
        first = self.inspector.nextInFocusChain()
        panes += [first] if isinstance(first, QWidget) else []
        panes.append(self.export.idle.button)
        shown = [pane for pane in panes if pane.isVisible()]
        here = next((n for n, pane in enumerate(shown) if pane.hasFocus()), -1)
        shown[(here + 1) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)

    def _go(self, photo_id: str, channel_id: str, finding: Finding | None) -> None:
        """Show the place of a finding on its photo."""
        self._window.canvas.fit()
        self.presenter.point_out(finding.message if finding else None)

    # --- header and frame --------------------------------------------------------------------------------------------

    def _heard(self, change: Change) -> None:
        if change.kind == "clipboard":
            self._settings_newer = True
        if change.kind == "photos":
            self._frame()
        current = self._workspace.current
        if change.kind != "state" or current in change.ids:
            self._describe()
            self.notice.tell()

    def _frame(self) -> None:
        some = bool(self._workspace.photos)
        if some != (self._window.middle.currentWidget() is self._window.canvas):
            self._window.show_frame(some)

    def _describe(self) -> None:
        header, current = self._window.header, self._workspace.current
        for name, button in header.buttons.items():
            command = self.commands.find(name)
            button.setEnabled(command.enabled())
            keys = key_text(command)
            button.setToolTip(f"{command.text} ({keys})" if keys else command.text)
            button.setAccessibleName(command.text)
        if current is None:
            header.tell("", "", "", "", "")
            return
        state = self._workspace.state_of(current)
        badge = badge_of(state)
        header.tell(self._workspace.photo(current).path.name, badge.icon, badge.role, badge.word, explain(state))

    def _pressed(self) -> None:
        self.commands.run(self.sender().objectName())

    def _zoomed(self) -> None:
        if self.banner.isVisible():
            self._place_banner()  # the canvas may be wider now
        view = self._window.canvas.view
        percent = round(view.scale * self._window.canvas.devicePixelRatioF() * 100)
        self._window.header.show_zoom("Fit" if view.fitted else f"{percent} %")

    def _split(self) -> None:
        self._window.header.buttons["before-after"].setChecked(self._window.canvas.split is not None)

    def _touching(self) -> None:
        self._window.header.buttons["touch-up"].setChecked(self.touching.active)

    def _outline_clicked(self, number: int) -> None:
        outline = self._window.canvas.outlines[number]
        self.presenter.point_out(outline.message)
        self.banner.tell(outline.message, severity=outline.severity)
        self._place_banner()

    def _export_runs(self, running: bool) -> None:
        self._session.examiner.paused = self.exporting = running

    def _choose_ground(self, ground: str) -> None:
        self._window.canvas.set_ground(ground)  # type: ignore[arg-type]
        self._window.header.show_ground(ground)
        self.presenter.show_ground()

    def _blur_a_sample(self) -> None:
        self._session.bridge.deliver(self._session.disk.submit(small_sample), self._blurred)

    def _blurred(self, future: "Future[QImage]") -> None:
        image = future.result()
        if not image.isNull():
            self._window.first_run.set_sample(image)
