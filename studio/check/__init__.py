"""Picture + rules → findings: finished files against a channel's rules, original photos against good practice."""

from studio.check.channels import find_channel, load_channels
from studio.check.finished import Finished, read_finished
from studio.check.photo_quality import analyse
from studio.check.registry import all_checks, check, unchecked, verdict

__all__ = [
    "Finished",
    "all_checks",
    "analyse",
    "check",
    "find_channel",
    "load_channels",
    "read_finished",
    "unchecked",
    "verdict",
]
