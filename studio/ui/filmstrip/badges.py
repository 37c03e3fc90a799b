"""What became of a photo, told by icon, word and colour together: nothing by colour alone."""

from dataclasses import dataclass

from studio.app.workspace.document import PhotoState


@dataclass(frozen=True)
class Badge:
    """`icon`: name in the icon set; `role`: colour name of the theme; `word`: one or two words."""

    icon: str
    role: str
    word: str


BADGES = {
    "waiting": Badge("waiting", "quiet", "Waiting"),
    "working": Badge("working", "accent", "Cutting out…"),
    "ready": Badge("tick", "success", "Ready"),
    "look": Badge("look", "warning", "Needs a look"),
    "exported": Badge("done", "success", "Exported"),
    "failed": Badge("failed", "error", "Failed"),
}


def badge_of(state: PhotoState) -> Badge:
    """Return the badge of a photo; errors that a channel would refuse it for, and a doubted cutout, are not "ready"."""
    every = [finding for found in state.findings.values() for finding in found]
    errors = sum(finding.severity == "error" for finding in every)
    if errors and state.status in ("ready", "exported"):
        return Badge("look", "warning", "1 thing to mend" if errors == 1 else f"{errors} things to mend")
    doubted = any(finding.check == "cutout" and finding.severity == "warning" for finding in every)
    return BADGES["look" if doubted and state.status == "ready" else state.status]


def explain(state: PhotoState) -> str:
    """Return the sentence behind a badge, for tooltip and canvas."""
    if state.problem is not None and state.status == "failed":
        return f"{state.problem.message} {state.problem.hint}".strip()
    messages = [finding.message for found in state.findings.values() for finding in found]
    return " ".join(dict.fromkeys((*state.reasons, *messages)))
