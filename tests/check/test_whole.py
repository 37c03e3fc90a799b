import pytest
from finished_shots import encoded, rendition, shot

from studio.check import check, find_channel, read_finished, verdict
from studio.model.errors import UnreadablePhotoError


@pytest.mark.parametrize("chroma", [0, 2])
@pytest.mark.parametrize("known", [True, False])
def test_a_right_picture_passes_at_amazon(chroma: int, known: bool) -> None:
    rgb, alpha = shot(2000, 0.86)
    file = read_finished(encoded(rgb, subsampling=chroma), "red.jpg")
    amazon = find_channel("amazon")
    findings = check(file, amazon, rendition(rgb, alpha) if known else None)
    assert [item for item in findings if item.severity != "info"] == []
    assert verdict(findings, amazon) == "pass"


def test_a_wrong_picture_fails_at_amazon_with_places() -> None:
    rgb, _ = shot(400, 0.5, backdrop=240)
    findings = check(read_finished(encoded(rgb), "red.jpg"), find_channel("amazon"))
    errors = {item.check for item in findings if item.severity == "error"}
    assert {"pixel-size", "background-white", "product-fill"} <= errors
    assert all(item.source and item.date for item in findings if item.severity == "error")


def test_a_broken_file_is_a_sentence() -> None:
    with pytest.raises(UnreadablePhotoError, match=r"half\.jpg"):
        read_finished(encoded(shot()[0])[:5000], "half.jpg")
