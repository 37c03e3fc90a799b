"""The finished pictures of a listing judged against the brand's written style, as the window asks for it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from studio.app.ai.calls import Wish
from studio.app.ai.cards import all_tasks
from studio.app.ai.judging import judge
from studio.app.ai.material import Edited, finished
from studio.app.ai.words import Written
from studio.export import encode
from studio.model.errors import UsageError
from studio.model.photo import Photo


async def judge_finished(wish: Wish, edited: Sequence[Edited], style: str) -> list[Written]:
    """Return what is said of each photo as it would be exported; raises StudioError.

    `style`: the brand's, in words; "" for what a shop usually wants.
    """
    with TemporaryDirectory(prefix="studio-judged-") as folder:
        photos = [
            await asyncio.to_thread(_written, each, Path(folder) / f"{number}.png")
            for number, each in enumerate(edited)
        ]
        found = await judge(wish, photos, style)
    cost = None if found.cost_usd is None else found.cost_usd / len(photos)
    return [
        Written(
            judged.photo,
            each.sku,
            {
                "judgement": "The best of these." if judged.photo == found.best else "",
                "style": f"{judged.style:.0%} as the style asks",
                "believable": f"{judged.realism:.0%}",
                "same product": f"{judged.product_true:.0%}",
                "reasons": list(judged.reasons),
            },
            model=found.model,
            seconds=found.seconds,
            cost_usd=cost,
            kept=cost == 0 and found.cost_usd == 0 and wish.accounts is None,
            notes=found.notes,
        )
        for judged, each in zip(found.pictures, edited, strict=True)
    ]


def _written(each: Edited, path: Path) -> Photo:
    if each.photo is None:
        raise UsageError("No photo is chosen.", "Choose photos on Edit.")
    longest = all_tasks()["compare"].longest or 1024
    path.write_bytes(encode(finished(each, longest), format="png").data)
    return replace(each.photo, path=path)
