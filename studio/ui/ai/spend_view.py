"""What was spent: this month against the budget, by day, task and model; what is unsettled; as CSV."""

from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from studio.app.ai.cards import all_tasks
from studio.app.ai.estimates import dollars
from studio.app.ai.overview import model_titles
from studio.model.errors import StudioError
from studio.store import atomic, spending
from studio.store.ai_settings import Budget, OverBudget, load_ai_settings, save_ai_settings
from studio.store.ledger_file import LedgerFile
from studio.ui.ai.day_chart import DAYS, DayChart
from studio.ui.ai.page import AiPage, View
from studio.ui.ai.rows import TABLES, Scroll, button, nothing, row, size_text
from studio.ui.ai.table import Table
from studio.ui.controls.choice import SegmentedControl
from studio.ui.panes import line, words

COLUMNS = ("Share", "Calls", "Failed", "Cost", "Cost unknown", "Sent")


NOTHING_YET = (
    "Set a budget above before you begin, if you like: it is asked for, or holds, before anything is sent. "
    "What the demonstration answers costs nothing and is not counted."
)


@dataclass(frozen=True)
class _Figures:
    month: float
    days: list[spending.Sum]
    tasks: list[spending.Sum]
    models: list[spending.Sum]
    unsettled: list[dict[str, Any]]
    titles: dict[str, str]
    budget: Budget


def _read() -> _Figures:
    file, today = LedgerFile(), date.today()
    since = today - timedelta(days=DAYS - 1)
    figures = _Figures(
        spending.spent_since(file, today.replace(day=1)),
        spending.sums(file, "day", since),
        spending.sums(file, "task", since),
        spending.sums(file, "model", since),
        spending.unsettled(file),
        model_titles(),
        load_ai_settings().budget,
    )
    file.close()
    return figures


class SpendView(View):
    """See the module."""

    def __init__(self, page: AiPage) -> None:
        super().__init__(page)
        self._charts: list[QWidget] = []
        self.total = words("", "title", wrap=False)
        self.note = words("", "caption")
        self.chart = DayChart()
        self.by_task = Table("Spent by task", ("Task", *COLUMNS), figures=range(2, 7), bar=1)
        self.by_model = Table("Spent by model", ("Model", *COLUMNS), figures=range(2, 7), bar=1)
        self.month = _Sum("Budget for a month, USD")
        self.batch = _Sum("Budget for one batch, USD")
        self.over = SegmentedControl([("ask", "Ask"), ("stop", "Stop")], "ask")
        self.over.describe("Over the budget", "Ask before a call over the budget, or never make it")
        self._over: OverBudget = "ask"
        self.unsettled = QWidget()
        self._unsettled_column = QVBoxLayout(self.unsettled)
        self._unsettled_column.setContentsMargins(0, 0, 0, 0)
        for field in (self.month, self.batch):
            field.editingFinished.connect(self._save)
        self.over.edited.connect(self._choose_over)
        self.column = Scroll("Spend", self)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.column)
        self.column.fill(self._parts())

    def _parts(self) -> list[QWidget]:
        head, limits = QWidget(), QWidget()
        head.setLayout(row(self.total, 1, button("Export as CSV…", self.export)))
        self.over.setFixedWidth(132)
        limits.setLayout(
            row(
                words("Budget a month", wrap=False),
                self.month,
                words("a batch", wrap=False),
                self.batch,
                words("above it", wrap=False),
                self.over,
                1,
            )
        )
        titles = [words(text, "whom") for text in ("By day", "By task", "By model")]
        tables = [self.chart, self.by_task, self.by_model]
        parts: list[QWidget] = [head, self.note, limits, self.unsettled]
        for title, table in zip(titles, tables, strict=True):
            self._charts += [line(), title, table]
        self.empty = nothing("price", "Nothing was asked of a model in the last thirty days", NOTHING_YET)
        return [*parts, *self._charts, self.empty]

    def arrive(self) -> None:
        self.background.read(self._show, _read)

    def _show(self, future: "Future[Any]") -> None:
        if self.failed(future):
            return
        found: _Figures = future.result()
        limit = f" of {dollars(found.budget.month_usd)}" if found.budget.month_usd is not None else ""
        self.total.setText(f"{dollars(found.month)}{limit} this month")
        unknown = sum(each.unknown for each in found.models)
        note = "Estimated from the dated price table and what each call used; your provider's bill is what counts."
        if unknown:
            calls = "1 call" if unknown == 1 else f"{unknown} calls"
            note += f" Of {calls} the cost is not known: an estimate stands in the sum, or nothing where there is none."
        self.note.setText(note)
        for each in self._charts:
            each.setVisible(bool(found.days))
        self.empty.setVisible(not found.days)
        self.chart.show_days(found.days, date.today())
        titles = {task.id: task.title for task in all_tasks().values()}
        most = max(1e-12, sum(each.usd for each in found.models))
        self.by_task.fill([_line(each, titles.get(each.name, each.name), most) for each in found.tasks])  # type: ignore[call-overload]
        self.by_model.fill([_line(each, found.titles.get(each.name, each.name), most) for each in found.models])
        self.by_task.fit_height()
        self.by_model.fit_height()
        self.month.show_sum(found.budget.month_usd)
        self.batch.show_sum(found.budget.batch_usd)
        self._over = found.budget.over
        self.over.show_value(self._over)
        self._show_unsettled(found.unsettled)

    def _show_unsettled(self, lines: list[dict[str, Any]]) -> None:
        while (item := self._unsettled_column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self.unsettled.setVisible(bool(lines))
        if lines:
            self._unsettled_column.addWidget(words("Unsettled", "whom"))
            told = "No answer came to these. They may have been charged and are never repeated unasked."
            self._unsettled_column.addWidget(words(told, "warning"))
        for each in lines:
            text = (
                f"{each['day']} · {each['model']} · {each['photo'] or each['task']} · {dollars(each['estimate_usd'])}"
            )
            one = QWidget()
            settle = button("Settle", partial(self._settle, each["id"]), name=f"Settle: {text}")
            one.setLayout(row(words(text, wrap=False), 1, settle))
            self._unsettled_column.addWidget(one)

    def _settle(self, number: int) -> None:
        self.background.read(self._settled, _settle, number)

    def _settled(self, future: "Future[Any]") -> None:
        self.failed(future)
        self.arrive()

    def _choose_over(self, over: OverBudget, _final: bool) -> None:
        self._over = over
        self._save()

    def _save(self) -> None:
        try:
            settings = load_ai_settings()
            budget = Budget(self.month.sum(), self.batch.sum(), self._over)
            if budget != settings.budget:
                save_ai_settings(replace(settings, budget=budget))
                self.arrive()
        except StudioError as error:
            self.tell(error)

    def export(self) -> None:
        """Write the ledger as CSV where the person says."""
        self.save_as("the ledger", "ai-spend.csv", TABLES, export_csv)


class _Sum(QLineEdit):
    """A sum of money; empty for none."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText("no limit")
        self.setFixedWidth(84)

    def show_sum(self, usd: float | None) -> None:
        """Show a sum, unless somebody is typing."""
        if not self.hasFocus():
            self.setText("" if usd is None else f"{usd:g}")

    def sum(self) -> float | None:
        """Return what is entered; nonsense and nothing are no limit."""
        try:
            value = float(self.text().replace("$", "").replace(",", ".").strip())
        except ValueError:
            return None
        return value if 0 <= value < 1e9 else None


def export_csv(path: Path) -> Path:
    """Write all lines of the ledger; raises LedgerError, WriteError."""
    file = LedgerFile()
    atomic.write_text(path, spending.as_csv(file))
    file.close()
    return path


def _settle(number: int) -> None:
    file = LedgerFile()
    spending.settle(file, number)
    file.close()


def _line(found: spending.Sum, name: str, whole: float) -> tuple[str, ...]:
    sent = size_text(found.sent_bytes) if found.sent_bytes else ""
    share = f"{100 * found.usd / whole:.0f} %"
    return (name, share, str(found.calls), str(found.failed or ""), dollars(found.usd), str(found.unknown or ""), sent)
