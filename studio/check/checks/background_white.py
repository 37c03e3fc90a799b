"""A background that is not white where the channel wants white.

What counts, decided here because no platform states a tolerance:

- *Pure white* means 255, 255, 255. In a lossless file (PNG, TIFF, BMP, GIF) one level less is already not white.
- A lossy file is read with its coding in mind: 254 is rounding as long as it covers no more than 1 % of the background,
  and beside the product, where the codec rings, a band of one coding block (18 px and the rest of a measuring cell) is
  left out.
- Less than 64 px in all is a warning: the blogs' claim that one pixel is enough to be refused is unproven. Up to 16 px
  of a lossy file are noise.
- Shade, remnants or pale parts that lie against the product and do not reach the frame are a warning: from outside a
  soft contact shadow cannot be told from a remnant, and no text read forbids the one. In our own pictures it is known.
- *White* without a figure: from 240 up it is white (the only range found on any platform's page); a background that
  is lighter than that without being white is mentioned.
"""

from collections.abc import Iterator

import numpy as np

from studio.check.background import Background, Cells
from studio.check.checks import check
from studio.check.inspection import Inspection
from studio.model.channel import Rule
from studio.model.finding import Finding, Severity

SPECK = 64  # px
NOISE = 16  # px that lossy coding may leave anywhere
EVEN = 40  # levels: a picture that varies less has nothing in it
WHOLE = 0.95  # of the background
REST = 0.2  # of the background: with so much off-white, shade beside the product is no news
WORDS = {
    "pure_white": "pure white (255, 255, 255)",
    "white": "white",
    "white_no_shadow": "white without shadow",
    "white_or_transparent": "white or transparency",
}
WHITES = frozenset(WORDS)


@check("background-white", "White background", "background")
def background_white(inspection: Inspection) -> Iterator[Finding]:
    """The background is the white that the channel asks for; else how much of it is not, and where."""
    rule, name = inspection.rule("background"), inspection.channel.platform
    if rule is None or rule.value not in WHITES:
        return
    if inspection.layout is None and np.ptp(inspection.proxy) > EVEN:
        message = (
            f"The picture still has the surroundings that it was taken in; {inspection.asks(rule)} a white background."
        )
        fix = "Cut the product out and place it on white."
        yield inspection.remark(rule, message, fix=fix, where=inspection.whole, mend="white")
        return
    background = Background(inspection)
    off = background.off_white() if rule.value == "pure_white" else background.darker_than(240)
    shade, rest = background.split(off)
    if rest.sum() > (NOISE if inspection.finished.lossy else 0):
        yield _not_white(inspection, rule, background, rest)
    if shade.any() and background.share(rest) < REST and rule.value != "white_no_shadow":
        yield _shade(inspection, rule, background, shade)
    if not off.any() and rule.value != "pure_white" and min(background.colour) < 253:
        message = f"The background is {_rgb(background.colour)}, not quite white; {name} gives no figure for its white."
        yield inspection.remark(rule, message, fix="Set it to pure white to be safe.", mend="white", severity="info")


def _rgb(colour: tuple[int, int, int]) -> str:
    return "RGB {}, {}, {}".format(*colour)


def _not_white(inspection: Inspection, rule: Rule, background: Background, off: Cells) -> Finding:
    count, share = max(1, round(float(off.sum()))), background.share(off)
    places, where = background.places(off)
    message = f"{_extent(count, share)} not white (down to {_rgb(background.darkest(off))})"
    message += f", in {places} places of which the largest is marked" if places > 1 and share < WHOLE else ""
    message += f"; {inspection.asks(rule)} {WORDS[rule.value]}."
    fix, limit = "Set the background to pure white.", _limit(count)
    if limit == "warning":
        fix += " So few pixels may well pass."
    return inspection.remark(rule, message, fix=fix, where=where, mend="white", at_most=limit)


def _extent(count: int, share: float) -> str:
    if share >= WHOLE:
        return "The background is"
    if share >= 0.001:
        return f"{share:.1%} of the background is"
    return f"{count} px of the background {'is' if count == 1 else 'are'}"


def _limit(count: int) -> Severity:
    return "warning" if count < SPECK else "error"


def _shade(inspection: Inspection, rule: Rule, background: Background, off: Cells) -> Finding:
    share = float(off.sum()) / (inspection.finished.width * inspection.finished.height)
    message = f"Shade, remnants or a pale part lie against the product: {share:.1%} of the picture is off-white there."
    fix = "A soft shadow may stay where the channel says nothing of it; else remove it."
    where = background.places(off)[1]
    return inspection.remark(rule, message, fix=fix, where=where, mend="no-shadow", at_most="warning")
