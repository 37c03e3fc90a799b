"""Match a reference: read on a worker, told value by value, used as one step, kept as a preset."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QWidget

from studio.scene import ColourBackdrop
from studio.store.presets import own_folder
from studio.ui.bridge import Bridge
from studio.ui.lookalike import MatchReference
from studio.ui.presets_strip import PresetsStrip
from tests.app.shots import shot
from tests.ui.test_cutouts import Session


@pytest.fixture
def session(qtbot, tmp_path: Path) -> Session:
    session = Session(tmp_path / "plates", Bridge())
    session.workspace.add([shot(tmp_path / "disc.jpg", seed=1), shot(tmp_path / "other.jpg", seed=2)])
    session.workspace.select_all()
    return session


def dropped(dialog: MatchReference, path: Path) -> None:
    """Let a file go over the dialog."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, button, keys))


def test_a_dropped_reference_is_read_used_and_kept(qtbot, session: Session, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    strip = PresetsStrip(session.workspace)
    qtbot.addWidget(strip)
    dialog = MatchReference(session, strip, parent)  # type: ignore[arg-type]
    assert not dialog._use.isEnabled()
    dropped(dialog, shot(tmp_path / "reference" / "theirs.jpg", (800, 1000), seed=3))
    qtbot.waitUntil(dialog._use.isEnabled, timeout=60_000)
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Backdrop" in said
    assert any("■" in words and "#" in words for words in said), "colours are shown, not only named"
    assert "Crop" in said
    assert dialog._use.text() == "Use for 2 photos"
    before = session.workspace.document
    dialog._use.click()
    scenes = [session.workspace.scene_of(photo.id) for photo in session.workspace.photos]
    assert all(scene.canvas.width / scene.canvas.height == pytest.approx(0.8, abs=0.01) for scene in scenes)
    assert not isinstance(scenes[0].elements[0], ColourBackdrop) or scenes[0].elements[0].colour != "#ffffff"
    session.workspace.undo()
    assert session.workspace.document == before
    dialog._keep.click()
    assert (own_folder() / "like-theirs.toml").is_file()
    assert "like-theirs" in [preset.id for preset in strip.known]
    dialog.close()


def test_a_reference_that_cannot_be_read_is_told(qtbot, session: Session, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    strip = PresetsStrip(session.workspace)
    qtbot.addWidget(strip)
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")
    dialog = MatchReference(session, strip, parent)  # type: ignore[arg-type]
    dropped(dialog, broken)
    qtbot.waitUntil(lambda: "broken.jpg" in dialog._picture._words and dialog._running is None, timeout=30_000)
    assert not dialog._use.isEnabled()
    assert not dialog._keep.isEnabled()
    dialog.close()
