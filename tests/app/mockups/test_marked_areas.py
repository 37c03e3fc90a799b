"""What a marking file says becomes print areas with names and sizes of their own."""

import pytest

from studio.app.mockups.own import read_areas
from studio.model.errors import UsageError

CORNERS = [[0.1, 0.1], [0.4, 0.1], [0.4, 0.4], [0.1, 0.4]]


def test_one_marking_is_one_area() -> None:
    ((surface, marking),) = read_areas({"corners": CORNERS}, (30, 40))
    assert (surface.id, surface.name, surface.width_cm, surface.height_cm) == ("print", "Print", 30, 40)
    assert marking.corners[1] == (0.4, 0.1)


def test_several_have_names_sizes_and_ids_of_their_own() -> None:
    said = [
        {"name": "Vorder-seite", "corners": CORNERS, "print_size": [10, 12.5]},
        {"kind": "cylinder"},
        {"name": "Print 2"},
    ]
    (front, _), (second, cylinder), (third, _) = read_areas(said, (20, 20))
    assert (front.id, front.width_cm, front.height_cm) == ("vorder-seite", 10, 12.5)
    assert (second.id, second.name, second.width_cm, cylinder.kind) == ("print-2", "Print 2", 20, "cylinder")
    assert third.id not in {front.id, second.id}


@pytest.mark.parametrize(
    "said",
    [[], [{}] * 13, "x", [3], [{"print_size": "large"}], [{"print_size": [0, 5]}], {"corners": CORNERS[:3]}, None],
    ids=str,
)
def test_what_cannot_be_is_said(said: object) -> None:
    with pytest.raises(UsageError) as caught:
        read_areas(said, (20, 20))
    assert caught.value.hint
