"""How fast a batch is: a row of figures, and where a photo's time goes, stage by stage."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from studio.app.queue.follow import Snapshot
from studio.app.queue.machine import MACHINE
from studio.app.queue.tally import StageTime
from studio.ui.export.idle_bar import duration
from studio.ui.theme import CAPTION, colours, sized

NAMES = {"intake": "Open", "cutout": "Cut out", "scene": "Compose", "check": "Check", "export": "Write"}
_TITLES = ("Speed", "Time left", "To look at", "Failed", "Model", "Device", "Memory", "Disk free")
_ACROSS = 4
_WIDEST = 120  # pixels of a figure
_LABEL, _FIGURE, _LEAST_BAR = 64, 52, 24  # pixels


class Figures(QWidget):
    """`show_snapshot` fills it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        for number, title in enumerate(_TITLES):
            grid.addLayout(self._figure(title), number // _ACROSS, number % _ACROSS)
        for column in range(_ACROSS):
            grid.setColumnMinimumWidth(column, 60)
        self._bars = StageBars(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(grid)
        row.addWidget(self._bars, 1)

    def _figure(self, title: str) -> QVBoxLayout:
        pair = QVBoxLayout()
        pair.setSpacing(2)
        caption, value = QLabel(title, self), QLabel("–", self)
        caption.setProperty("role", "caption")
        value.setProperty("role", "whom")
        value.setTextFormat(Qt.TextFormat.PlainText)
        self._values[title] = value
        pair.addWidget(caption)
        pair.addWidget(value)
        return pair

    def value(self, title: str) -> str:
        """Return a figure as it is shown."""
        return self._values[title].text()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the batch looked at."""
        batch, tally = snapshot.batch, snapshot.tally
        if batch is None:
            return
        rate = snapshot.rate or (batch.finished / batch.worked if batch.worked else 0.0)
        free = MACHINE.free_disk(batch.out_dir)
        models, devices = (_named(snapshot, name) for name in ("model", "device"))
        texts = {
            "Speed": f"{rate:.1f} photos/s" if rate >= 1 else f"{rate * 60:.0f} photos/min" if rate else "–",
            "Time left": duration(batch.left) if batch.left else "–",
            "Memory": f"{batch.peak / 1e6:.0f} MB" if batch.peak else "–",
            "Disk free": f"{free / 1e9:.1f} GB" if free is not None else "–",
            "Model": models,
            "Device": devices,
            "To look at": f"{sum(line.item.needs_look and not line.reviewed for line in snapshot.lines):,}",
            "Failed": f"{batch.jobs.get('failed', 0):,}",
        }
        for title, text in texts.items():
            value = self._values[title]
            value.setText(value.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, _WIDEST))
            value.setToolTip(text)
        self._bars.show_stages(tally.stages[:-1] if tally is not None else ())


def _named(snapshot: Snapshot, name: str) -> str:
    found = sorted({getattr(line.item, name) for line in snapshot.lines if line.item.output} - {""})
    return ", ".join(found) or "–"


class StageBars(QWidget):
    """One bar a stage, as long as its share of a photo's time; the median seconds beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stages: tuple[StageTime, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(_LABEL + _FIGURE)
        self.setAccessibleName("Time by stage")

    def sizeHint(self) -> QSize:
        return QSize(260, 5 * 15)

    def show_stages(self, stages: tuple[StageTime, ...]) -> None:
        """Take other times."""
        self._stages = stages
        self.setAccessibleDescription(", ".join(f"{NAMES[each.stage]} {each.median:.2f} s" for each in stages))
        tips = (
            f"{NAMES[it.stage]}: {1 / it.median if it.median else 0:.1f} photos/s a process, median {it.median:.2f} s,"
            f" 95 % below {it.p95:.2f} s"
            for it in stages
        )
        self.setToolTip("\n".join(tips))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(sized(self.font(), CAPTION))
        most = max((stage.total for stage in self._stages), default=0.0) or 1.0
        label, figure = _LABEL, _FIGURE
        for row, stage in enumerate(self._stages):
            top = row * 15
            painter.setPen(QColor(colours().quiet))
            align = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRect(0, top, label, 14), align | Qt.AlignmentFlag.AlignLeft, NAMES[stage.stage])
            right = QRect(self.width() - figure, top, figure, 14)
            painter.drawText(right, align | Qt.AlignmentFlag.AlignRight, f"{stage.median:.2f} s")
            room = self.width() - label - figure - 8
            if room < _LEAST_BAR:
                continue
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours().accent))
            wide = max(2.0, room * stage.total / most)
            painter.drawRoundedRect(QRectF(label, top + 4, wide, 6), 3, 3)
