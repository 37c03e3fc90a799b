"""See-through parts where the channel shows none."""

from collections.abc import Iterator

import numpy as np

from studio.check.checks import check
from studio.check.inspection import Inspection
from studio.check.layout import around
from studio.model.finding import Finding

OPAQUE_WHITE = {"pure_white", "white", "white_no_shadow"}


@check("transparency", "No see-through parts", "transparency")
def transparency(inspection: Inspection) -> Iterator[Finding]:
    """The picture is opaque where the channel refuses transparency or wants a white background."""
    alpha, name = inspection.finished.picture.alpha, inspection.channel.platform
    if alpha is None or not inspection.finished.transparent:
        return
    rule = inspection.rule("transparency")
    background = inspection.rule("background")
    where = around(np.asarray(alpha < 255))
    share = float((alpha < 255).mean())
    message = f"{share:.0%} of the picture is see-through; "
    if rule is not None and rule.value is False:
        message += f"{name} does not take that and may show it black."
        yield inspection.remark(rule, message, fix="Put it on a background.", where=where, mend="flatten")
    elif background is not None and background.value in OPAQUE_WHITE:
        message += f"{inspection.asks(background)} white there, and what it shows instead is not known."
        fix = "Put it on white."
        yield inspection.remark(background, message, fix=fix, where=where, mend="flatten", at_most="warning")
