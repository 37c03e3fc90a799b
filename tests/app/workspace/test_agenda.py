"""What is looked at comes first."""

from studio.app.workspace.agenda import Agenda


def _all(agenda: Agenda) -> list[tuple[str, str]]:
    taken = []
    while (entry := agenda.take()) is not None:
        taken.append(entry)
    return taken


def test_current_then_in_sight_then_the_rest_glimpses_first() -> None:
    agenda = Agenda()
    for name in "abcd":
        agenda.want("glimpse", name)
        agenda.want("develop", name)
    agenda.look_at("c", ["b", "c"])
    assert _all(agenda) == [
        ("glimpse", "c"),
        ("develop", "c"),
        ("glimpse", "b"),
        ("develop", "b"),
        ("glimpse", "a"),
        ("glimpse", "d"),
        ("develop", "a"),
        ("develop", "d"),
    ]


def test_work_is_wanted_once_and_can_be_forgotten() -> None:
    agenda = Agenda()
    agenda.want("develop", "a")
    agenda.want("develop", "a")
    agenda.want("glimpse", "b")
    agenda.forget("b")
    assert agenda.wants("develop", "a")
    assert _all(agenda) == [("develop", "a")]
