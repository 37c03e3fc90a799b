"""The commands that change how photos look: by setting, by scene, by preset, by copying."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from studio.app.workspace import fields
from studio.app.workspace.core import WorkspaceCore, unlike
from studio.app.workspace.document import Look
from studio.model.matte import CutoutSettings
from studio.model.preset import Preset
from studio.model.scene import Scene


class Editing(WorkspaceCore):
    """Edits mean the chosen photos unless told otherwise; each is one named step that can be undone."""

    def edit(
        self, change: Callable[[Scene], Scene], ids: Iterable[str] | None = None, *, name: str, amend: bool = False
    ) -> None:
        """Change the scenes of photos (default: the chosen) as one named step; `amend` joins the open gesture."""
        self.edit_looks(lambda look: look.changed(scene=change(look.scene)), ids, name=name, amend=amend)

    def edit_cutout(
        self,
        change: Callable[[CutoutSettings], CutoutSettings],
        ids: Iterable[str] | None = None,
        *,
        name: str,
        amend: bool = False,
    ) -> None:
        """Change the cutout settings of photos (default: the chosen) as one named step."""
        self.edit_looks(lambda look: look.changed(cutout=change(look.cutout)), ids, name=name, amend=amend)

    def edit_looks(
        self, change: Callable[[Look], Look], ids: Iterable[str] | None = None, *, name: str, amend: bool = False
    ) -> None:
        """Change whole looks as one named step; photos whose look stays equal are left alone."""
        before = self._looks(ids)
        after = {id(look): (change(look), look) for look in unlike(before.values())}
        new = {key: changed for key, (changed, look) in after.items() if changed != look}
        differ = {photo_id: new[id(look)] for photo_id, look in before.items() if id(look) in new}
        if differ:
            self._push(self.document.with_looks(differ), name, "look", amend=amend)

    def set_looks(self, looks: Mapping[str, Look], *, name: str) -> None:
        """Give each of these photos a look of its own, as one named step."""
        now = self._looks(looks)
        differ = {photo_id: look for photo_id, look in looks.items() if look != now[photo_id]}
        if differ:
            self._push(self.document.with_looks(differ), name, "look")

    def set_value(
        self, path: str, value: Any, ids: Iterable[str] | None = None, *, name: str, amend: bool = False
    ) -> None:
        """Set one setting by its path on the photos that have it; pydantic.ValidationError if unfit."""
        self.set_values({path: value}, ids, name=name, amend=amend)

    def set_values(
        self, values: Mapping[str, Any], ids: Iterable[str] | None = None, *, name: str, amend: bool = False
    ) -> None:
        """Set several settings as one step, each on the photos that have it; pydantic.ValidationError if unfit."""

        def change(look: Look) -> Look:
            for path, value in values.items():
                if fields.has(look, path):
                    look = fields.written(look, path, value)
            return look

        self.edit_looks(change, ids, name=name, amend=amend)

    def settle(self) -> None:
        """End the open gesture: the next edit is a step of its own."""
        self._history.settle()

    def apply_preset(self, preset: Preset, ids: Iterable[str] | None = None) -> None:
        """Give photos (default: the chosen) a preset's look; given to all, photos added later get it too."""
        chosen = self._selection if ids is None else tuple(ids)
        look = Look(preset.scene, preset.cutout, preset.id)
        document = self.document.with_looks(dict.fromkeys(chosen, look))
        if set(chosen) == set(self._photos):
            document = replace(document, newcomer=look)
        self._push(document, f"Preset {preset.name}", "look")

    def copy_settings(self, photo_id: str | None = None) -> None:
        """Remember the look of a photo (default: the current) for `paste_settings`."""
        source = photo_id or self._current
        if source is not None:
            self._copied = self.look_of(source)
            self._tell("clipboard")

    @property
    def can_paste(self) -> bool:
        """Whether settings were copied."""
        return self._copied is not None

    def paste_settings(self, ids: Iterable[str] | None = None, *, name: str = "Paste settings") -> None:
        """Give photos (default: the chosen) the copied look."""
        copied = self._copied
        if copied is not None:
            self.edit_looks(lambda look: copied, ids, name=name)

    def apply_to_listing(self) -> None:
        """Give every photo of the current one's listing its look."""
        if self._current is not None:
            look = self.look_of(self._current)
            ids = [photo.id for photo in self.listing_of(self._current).photos]
            self.edit_looks(lambda _: look, ids, name="Apply to listing")

    def apply_to_all(self) -> None:
        """Give every photo, and those added later, the current one's look."""
        if self._current is not None:
            look = self.look_of(self._current)
            document = self.document.with_looks(dict.fromkeys(self._photos, look))
            self._push(replace(document, newcomer=look), "Apply to all", "look")
