"""The fonts of a drawing's words: what is on this computer, what stands in for what is not, and which those are.

resvg leaves words out, without a word, where neither their font nor its own default is on the computer.
"""

import io
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

OURS = "Inter"
"""The font that ships, and stands in for any other."""
_GENERIC = frozenset(
    ("serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "ui-sans-serif", "inherit")
)
_USUAL = {
    "serif_family": "Times New Roman",
    "sans_serif_family": "Arial",
    "monospace_family": "Courier New",
    "font_family": "Times New Roman",
}
_SAID = re.compile(r"font-family\s*:\s*([^;}]+)", re.IGNORECASE)
_SHORT = re.compile(r"(?<![\w-])font\s*:[^;}]*?\d[\w.%]*(?:\s*/\s*[\w.%]+)?\s+([^;}]+)", re.IGNORECASE)
_MOST = 40  # families of a drawing that are looked for
_ROW = 20  # pixels

_PACKAGE = Path(__file__).resolve().parent.parent


def families_of(style: str) -> list[str]:
    """Return what a style sheet, or a style attribute, names first as its fonts."""
    return [first_of(said) for pattern in (_SAID, _SHORT) for said in pattern.findall(style)]


def first_of(families: str) -> str:
    """Return the first of a comma-separated list of families, "" for one that is no font's own name."""
    first = families.replace("!important", "").split(",")[0].strip().strip("\"'").strip()
    return "" if first.casefold() in _GENERIC else first[:80]


def fonts(has_text: bool) -> dict[str, Any]:
    """Return what resvg is to be told of fonts."""
    if not has_text:
        return {"skip_system_fonts": True}
    here = _present(tuple(sorted(set(_USUAL.values()))))
    chosen = {key: usual if usual in here else OURS for key, usual in _USUAL.items()}
    return {"font_files": _shipped(), **chosen}


def absent(families: Iterable[str]) -> list[str]:
    """Return which of these fonts are not on this computer."""
    wanted = sorted({family for family in families if family})[:_MOST]
    here = _present(tuple(wanted)) if wanted else frozenset()
    return [family for family in wanted if family not in here]


@lru_cache(maxsize=64)
def _present(families: tuple[str, ...]) -> frozenset[str]:
    """Return which families are on this computer: each writes a row, those that are not leave theirs empty."""
    import numpy as np
    import resvg_py
    from PIL import Image

    rows = "".join(
        f'<text x="2" y="{_ROW * number + 16}" font-size="16" font-family="{_quoted(family)}">Aa1</text>'
        for number, family in enumerate(families)
    )
    size = 60, _ROW * len(families)
    page = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]} {size[1]}">{rows}</svg>'
    nobody = "no font of this name"
    png = resvg_py.svg_to_bytes(
        svg_string=page, width=size[0], height=size[1], font_files=_shipped(), serif_family=nobody, font_family=nobody
    )
    with Image.open(io.BytesIO(bytes(png)), formats=["PNG"]) as image:
        inked = np.asarray(image.convert("RGBA"))[..., 3].reshape(len(families), -1).max(axis=1)
    return frozenset(family for family, written in zip(families, inked, strict=True) if written)


def _quoted(family: str) -> str:
    """Return a family's name as an attribute says it: quoted, so that no name is a word of CSS."""
    plain = re.sub(r"[^\w .-]", "", family)
    return f"&apos;{plain}&apos;"


def _shipped() -> list[str]:
    # As in studio.store.paths, which a stage may not import: in a wheel resources lie inside the package.
    packed = _PACKAGE / "_shipped"
    folder = (packed if packed.is_dir() else _PACKAGE.parent) / "resources" / "fonts"
    return [str(path) for path in sorted(folder.iterdir()) if path.suffix in (".otf", ".ttf")]
