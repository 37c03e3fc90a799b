import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

from studio.check import find_channel, load_channels
from studio.check.channels import InvalidChannelError, shipped_channels
from studio.model.errors import UnknownChannelError

BEFORE, AFTER = date(2027, 1, 30), date(2027, 1, 31)


def test_every_channel_loads_and_every_platform_has_one_main_slot() -> None:
    channels = load_channels()
    assert len(channels) == 41
    assert "plain" in channels
    for platform in {channel.platform for channel in channels.values()}:
        mains = [channel.id for channel in channels.values() if channel.platform == platform and channel.main]
        assert len(mains) == 1, platform


def test_every_rule_names_its_source_with_a_date() -> None:
    for channel in load_channels().values():
        for rule in channel.rules.values():
            assert rule.sources, (channel.id, rule.key)
            assert all(source.title and source.url and source.date for source in rule.sources)


def test_thin_channels_say_so() -> None:
    thin = [channel for channel in load_channels().values() if channel.thin]
    assert {"wayfair-silo", "aliexpress-main", "otto-main"} <= {channel.id for channel in thin}
    assert all(channel.note for channel in thin)


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("etsy", "etsy-first"),
        ("etsy-first", "etsy-first"),
        ("etsy.first", "etsy-first"),
        ("ETSY", "etsy-first"),
        ("etsy-other", "etsy-other"),
        ("ebay", "ebay-listing"),
        ("Amazon", "amazon-main"),
        ("amazon.secondary", "amazon-secondary"),
        ("google", "google-image_link"),
        ("google.image_link", "google-image_link"),
        ("google-image-link", "google-image_link"),
        ("TikTok Shop", "tiktok-main"),
        ("plain", "plain"),
    ],
)
def test_a_channel_is_found_by_its_names(text: str, identity: str) -> None:
    assert find_channel(text).id == identity


def test_an_unknown_channel_names_the_nearest() -> None:
    with pytest.raises(UnknownChannelError, match="Did you mean etsy-first"):
        find_channel("etzy-first")


def test_a_value_that_starts_later_is_used_from_its_day_on() -> None:
    assert find_channel("google", on=BEFORE).value("min_px") == 100
    assert find_channel("google", on=AFTER).value("min_px") == 500
    assert not find_channel("google", on=BEFORE).rules["min_px"].enforced  # the former value is second-hand
    assert find_channel("google", on=AFTER).rules["min_px"].enforced


def test_a_slot_takes_over_the_rules_of_its_platform() -> None:
    second = find_channel("amazon-secondary")
    assert second.value("min_px") == 500
    assert second.rules["min_px"].detail["inherited_from"] == "amazon-main"
    assert second.value("background") == "free"
    assert "fill_min_pct" not in second.rules


def test_values_without_a_source_never_become_rules() -> None:
    data = tomllib.loads((shipped_channels() / "wayfair-silo.toml").read_text(encoding="utf-8"))
    assert "rec_px" in data["unverified"]
    assert find_channel("wayfair").rules == {}
    assert "max_mb" not in find_channel("meta").rules
    assert find_channel("lazada").value("min_px") == 500


def test_a_seller_can_replace_and_add_channels(tmp_path: Path) -> None:
    text = (shipped_channels() / "plain.toml").read_text(encoding="utf-8")
    (tmp_path / "shop.toml").write_text(text.replace('"plain"', '"my-shop"').replace("Own use", "My shop"), "utf-8")
    assert find_channel("my shop", tmp_path).id == "my-shop"


@pytest.mark.parametrize("text", ["id = ", "id = 'x'\n", "id='x'\nplatform='X'\nslot=''\nconfidence='high'\nrules=3\n"])
def test_a_broken_channel_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "broken.toml").write_text(text, "utf-8")
    with pytest.raises(InvalidChannelError, match=r"broken\.toml"):
        load_channels(tmp_path)


def test_the_shipped_files_are_those_that_the_program_makes(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    facts = root.parent / "shared" / "facts" / "marketplaces.toml"
    if not facts.is_file():
        pytest.skip("the table of marketplace facts is not beside this checkout")
    program = root / "packaging" / "channels.py"
    subprocess.run([sys.executable, str(program), str(facts), str(tmp_path)], check=True, capture_output=True)
    made = {path.name: path.read_text("utf-8") for path in tmp_path.glob("*.toml")}
    assert made == {path.name: path.read_text("utf-8") for path in shipped_channels().glob("*.toml")}
