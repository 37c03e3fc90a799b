import re
import time
from pathlib import Path

import numpy as np
import pytest
from finished_shots import channel, encoded, finished, rendition, shot

from studio.check import all_checks, check, find_channel, load_channels, read_finished, unchecked, verdict
from studio.check.checks import Check
from studio.check.checks import check as register
from studio.model.finding import Finding

CHECKS = all_checks()


@pytest.mark.parametrize("item", CHECKS.values(), ids=CHECKS)
def test_every_check_introduces_itself(item: Check) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", item.id)
    assert item.title
    assert (item.look.__doc__ or "").strip().endswith(".")


def test_there_is_one_file_per_check_and_each_is_tested() -> None:
    folder = Path(__file__).resolve().parents[2] / "studio" / "check" / "checks"
    assert len(CHECKS) == len([path for path in folder.glob("*.py") if path.name != "__init__.py"])
    tests = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    untested = [identity for identity in CHECKS if tests.count(f'found("{identity}"') < 2]
    assert untested == []


def test_an_id_is_taken_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        register("border", "Another border")(lambda inspection: iter(()))


@pytest.mark.parametrize("known", [True, False])
def test_checks_are_deterministic_and_leave_their_input_alone(known: bool) -> None:
    rgb, alpha = shot(600, 0.5, backdrop=238)
    file, made = finished(rgb), rendition(rgb, alpha) if known else None
    before = file.picture.rgb.copy()
    for rules in load_channels().values():
        assert check(file, rules, made) == check(file, rules, made)
    assert np.array_equal(file.picture.rgb, before)


def test_places_lie_inside_the_picture() -> None:
    rgb, _ = shot(701, 0.5, backdrop=238)
    file = finished(rgb[:523])
    for rules in load_channels().values():
        for finding in check(file, rules):
            x, y, width, height = finding.where or (0, 0, 1, 1)
            assert x >= 0 <= y
            assert width > 0 < height
            assert x + width <= 701
            assert y + height <= 523


def test_the_gravest_findings_come_first() -> None:
    findings = check(finished(shot(300, 0.4, backdrop=230)[0]), find_channel("amazon"))
    ranks = [("error", "warning", "info").index(item.severity) for item in findings]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 1


@pytest.mark.parametrize(
    ("severities", "identity", "expected"),
    [
        ((), "amazon-main", "pass"),
        (("info",), "amazon-main", "pass"),
        (("warning",), "amazon-main", "warn"),
        (("warning", "error"), "amazon-main", "fail"),
        ((), "aliexpress-main", "unknown"),
        ((), "wayfair-silo", "unknown"),
        (("warning",), "aliexpress-main", "warn"),
        ((), "depop-listing", "unknown"),
        ((), "woocommerce-product", "unknown"),
        ((), "plain", "pass"),
    ],
)
def test_the_verdict(severities: tuple[str, ...], identity: str, expected: str) -> None:
    findings = [Finding("any", severity, "") for severity in severities]  # type: ignore[arg-type]
    assert verdict(findings, find_channel(identity)) == expected


def test_only_enforced_rules_make_errors() -> None:
    small = finished(shot(200)[0])
    for level, basis, expected in [
        ("hard", "official", "error"),
        ("hard", "official_quoted", "error"),
        ("hard", "secondary", "warning"),
        ("must", "official", "warning"),
        ("recommended", "official", "warning"),
        ("recommended", "secondary", "info"),
        ("info", "official", "info"),
    ]:
        rules = channel(min_px={"value": 900, "level": level, "basis": basis})
        (finding,) = (item for item in check(small, rules) if item.check == "pixel-size")
        assert finding.severity == expected, (level, basis)
        assert finding.source == "Picture rules (https://example.org/rules)"
        assert finding.date == "2026-01-01"


def test_rules_for_people_are_listed() -> None:
    left = unchecked(find_channel("amazon"))
    assert {"props", "mannequin", "packaging", "title_max"} <= set(left)
    assert not {"min_px", "background", "formats"} & set(left)


def test_thin_channels_never_fail_on_second_hand_facts() -> None:
    file = finished(shot(300, 0.3, backdrop=200)[0])
    for rules in load_channels().values():
        if rules.confidence in ("very_low", "none"):
            assert all(item.severity != "error" for item in check(file, rules)), rules.id


def test_checking_is_quick() -> None:
    rgb, alpha = shot(2000, 0.86)
    file, made, amazon = read_finished(encoded(rgb), "a.jpg"), rendition(rgb, alpha), find_channel("amazon")
    times = []
    for _ in range(6):
        start = time.process_time()
        check(file, amazon, made)
        times.append(time.process_time() - start)
    assert min(times) < 0.1  # 30–40 ms on the machine this was made on; room for slower ones
