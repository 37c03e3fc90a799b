"""What a finished batch leaves in its folder: batch.json as the contract has it."""

from studio.app.queue.states import Batch
from studio.app.report import Report


def write_reports(batch: Batch, report: Report) -> None:
    """Write the reports; raises WriteError."""
    report.write(batch.out_dir)
