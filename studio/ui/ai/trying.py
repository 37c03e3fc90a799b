"""A trial as the window runs it: on the loop of calls, with the demonstration where it is wished, reports included."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from studio.app.ai_calls import Wish
from studio.app.ai_demo import demonstration
from studio.app.trial import Trial, TrialItem, run_trial
from studio.app.trial_report import write_reports
from studio.model.photo import Photo


async def tried(
    wish: Wish, photos: Sequence[Photo], folder: Path, *, words: str, told: Callable[[TrialItem], None], demo: bool
) -> Trial:
    """Run a trial and write its reports; raises StudioError."""
    if demo:
        with demonstration() as accounts:
            trial = await run_trial(replace(wish, accounts=accounts), photos, folder, words=words, told=told)
    else:
        trial = await run_trial(wish, photos, folder, words=words, told=told)
    await asyncio.to_thread(write_reports, trial)
    return trial


def reported(trial: Trial) -> Trial:
    """Write the reports anew, as after a comparison by eye; raises WriteError."""
    write_reports(trial)
    return trial
