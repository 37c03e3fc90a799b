"""What is said of a delivery."""

from studio.ui.deliver.courier import Outcome

_VERIFIED = {
    "read-back": "each was read back there and is whole",
    "server-hash": "the server confirmed each one's hash",
    "size": "the server confirmed each one's size",
}
_SHOWN = 3  # failures that are told one by one


def counted(number: int) -> str:
    """Return "1 picture", "12 pictures"."""
    return f"{number} picture{'' if number == 1 else 's'}"


def outcome_words(outcome: Outcome) -> tuple[str, str]:
    """Return what became of a delivery, and the role of the label that says it."""
    arrived = [each for each in outcome.results if each.status == "delivered"]
    failed = [each.error for each in outcome.results if each.error is not None]
    there = sum(each.status == "there" for each in outcome.results)
    waiting = sum(each.status == "review" for each in outcome.results)
    told = [f"{counted(len(arrived))} delivered to {outcome.target}"]
    if arrived and len({each.verified for each in arrived}) == 1:
        told[0] += f"; {_VERIFIED.get(arrived[0].verified, 'checked there')}"
    told[0] += "."
    if there:
        told.append(f"{counted(there)} had arrived before.")
    if waiting:
        told.append(f"{counted(waiting)} still wait for review.")
    told += [f"{error['message']} {error['hint']}" for error in failed[:_SHOWN]]
    if len(failed) > _SHOWN:
        told.append(f"{len(failed) - _SHOWN} more failed.")
    if outcome.note:
        told.append(outcome.note)
    return "\n".join(told), "error" if failed else "warning" if outcome.note else ""
