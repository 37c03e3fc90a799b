"""The command line as a contract: documents on stdout, sentences on stderr, exit codes 0, 1 and 2, without Qt."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from studio import __main__ as entry
from studio.cli import COMMANDS
from studio.cli.main import application, main
from tests.app.shots import shot


def call(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def document(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> dict:  # type: ignore[type-arg]
    got, out, err = call(capsys, *arguments, "--json")
    assert got == code, err
    return dict(json.loads(out))


def test_the_commands_are_those_that_are_announced() -> None:
    app = application()
    names = [command.name for command in app.registered_commands] + [group.name for group in app.registered_groups]
    assert sorted(str(name) for name in names) == sorted(COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["export", "x"], False),
        (["--help"], False),
        (["self-test"], False),
        (["{there}"], True),
        (["{there}", "{there}"], True),
        (["exprot"], False),
    ],
)
def test_window_or_command_line(arguments: list[str], window: bool, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").touch()
    filled = [argument.format(there=tmp_path / "a.jpg") for argument in arguments]
    assert entry.wants_window(filled) is window


def test_deciding_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['studio']; import studio.__main__ as m; assert m.wants_window([]); "
        "print([n for n in ('typer', 'pydantic', 'numpy', 'cv2', 'rich') if n in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_export_without_qt_and_without_a_display(tmp_path: Path) -> None:
    shot(tmp_path / "in" / "a.jpg", size=(400, 300))
    code = (
        "import sys\n"
        "sys.modules['PySide6'] = None; sys.modules['shiboken6'] = None\n"
        "if __name__ == '__main__':\n"
        "    from studio.__main__ import main\n"
        "    sys.exit(main())\n"
    )
    script = tmp_path / "studio_without_qt.py"
    script.write_text(code)
    environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    command = [
        sys.executable,
        script,
        "export",
        tmp_path / "in",
        "--out",
        tmp_path / "out",
        "--channel",
        "ebay",
        "--json",
    ]
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=120)
    assert result.returncode == 0, result.stderr
    report = json.loads(result.stdout)
    assert report["items"][0]["output"] == "ebay-listing/a.jpg"
    assert result.stderr == ""
    assert json.loads((tmp_path / "out" / "batch.json").read_text()) == report


def test_export_names_what_failed_and_exits_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.jpg").write_bytes(b"\xff\xd8\xff nothing")
    code, out, err = call(capsys, "export", tmp_path / "bad.jpg", "--out", tmp_path / "out")
    assert code == 1
    assert "bad.jpg" in err
    assert "Traceback" not in err
    assert "1 failed" in out


def test_files_that_are_no_photos_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shot(tmp_path / "shoot" / "good.jpg")
    (tmp_path / "shoot" / "prices.xlsx").write_bytes(b"PK")
    code, printed, told = call(capsys, "export", tmp_path / "shoot", "--out", tmp_path / "out", "--json")
    report = json.loads(printed)
    assert code == 0
    assert [item["photo"] for item in report["items"]] == ["good.jpg"]
    assert report["left_out"] == [str(tmp_path / "shoot" / "prices.xlsx")]
    assert "prices.xlsx" in told


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["export", "{tmp}", "--out", "{tmp}/o"], "No photos"),
        (["export", "{tmp}/gone.jpg", "--out", "{tmp}/o"], "gone.jpg"),
        (["export", "{photo}"], "--out"),
        (["export", "{photo}", "--out", "{tmp}/o", "--name", "{{colour}}"], "{colour}"),
        (["frobnicate"], "frobnicate"),
        (["export", "{photo}", "--out", "{tmp}/o", "--workers", "none"], "workers"),
        (["render", "{tmp}/s.json", "--size", "big", "--out", "{tmp}/o.png"], "1600x1200"),
        (["bench", "nothing"], "nothing"),
    ],
)
def test_wrong_usage_is_a_sentence_and_2(
    arguments: list[str], word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "s.json").write_text("{}")
    photo = shot(tmp_path.parent / f"{tmp_path.name}-photo.jpg", size=(40, 30))
    code, out, err = call(capsys, *(text.format(tmp=tmp_path, photo=photo) for text in arguments))
    assert code == 2, err
    assert word in err
    assert "Traceback" not in err
    assert out == ""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--channel", "nowhere"], 2),
        (["--model", "nothing"], 2),
        (["--model", "u2netp"], 1),  # known, but its file is not in a test's home
        (["--preset", "nothing"], 1),
    ],
)
def test_unknown_names_are_told_before_work(
    arguments: list[str],
    expected: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("HOME", "USERPROFILE", "U2NET_HOME", "REMBG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "nobody"))
    photo = shot(tmp_path / "a.jpg", size=(40, 30))
    code, _, err = call(capsys, "export", photo, "--out", tmp_path / "o", *arguments)
    assert code == expected
    assert arguments[1] in err
    assert not (tmp_path / "o").exists()


def test_plan_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shot(tmp_path / "in" / "a.jpg", size=(40, 30))
    shot(tmp_path / "in" / "A.png", size=(40, 30))
    plan = document(capsys, "export", tmp_path / "in", "--out", tmp_path / "out", "--plan", "--channel", "etsy")
    assert [item["output"] for item in plan["items"]] == ["etsy-first/a.jpg", "etsy-first/A-2.jpg"]
    assert len(plan["collisions"]) == 1
    assert not (tmp_path / "out").exists()


def test_cutout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shot(tmp_path / "in" / "sub" / "b.jpg", size=(400, 300))
    shot(tmp_path / "in" / "a.jpg", size=(300, 400), seed=1)
    (tmp_path / "in" / "c.jpg").write_bytes(b"no photo")
    made = document(capsys, "cutout", tmp_path / "in", "--out", tmp_path / "out", "--workers", "1", code=1)
    assert [item["output"] for item in made["items"]] == ["a.png", None, "sub/b.png"]
    assert [item["status"] for item in made["items"]] == ["done", "failed", "done"]
    assert made["summary"]["failed"] == 1
    with Image.open(tmp_path / "out" / "sub" / "b.png") as image:
        assert (image.size, image.mode) == ((400, 300), "RGBA")
        assert image.getpixel((2, 2)) == (0, 0, 0, 0)
        red, green, blue, alpha = image.getpixel((200, 150))  # type: ignore[misc]
        assert alpha == 255
        assert abs(red - 150) + abs(green - 40) + abs(blue - 30) < 20


def test_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Image.new("RGB", (300, 300), "white").save(tmp_path / "small.png")
    (tmp_path / "bad.jpg").write_bytes(b"no picture")
    found = document(capsys, "check", tmp_path, "--channel", "amazon-main", code=1)
    assert [(item["file"], item["verdict"]) for item in found["items"]] == [("bad.jpg", "fail"), ("small.png", "fail")]
    assert all(item["findings"] for item in found["items"])
    assert set(found["items"][1]["findings"][0]) >= {"check", "severity", "message", "where", "fix"}


def test_analyse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shot(tmp_path / "a.jpg", size=(400, 300))
    (tmp_path / "bad.jpg").write_bytes(b"no photo")
    found = document(capsys, "analyse", tmp_path, "--workers", "1", code=1)
    good, bad = found["items"]
    assert good["facts"]["width"] == 400
    assert good["vision"] is None
    assert good["cost_usd"] == 0
    assert bad["error"]["kind"] == "unreadable-photo"


def test_render_from_a_receipt(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    photo = shot(tmp_path / "a.jpg", size=(400, 300))
    assert main(["export", str(photo), "--out", str(tmp_path / "out"), "--channel", "plain"]) == 0
    scene = tmp_path / "out" / "plain" / "a.jpg.receipt.json"
    code, _, err = call(capsys, "render", scene, "--photo", photo, "--size", "320x320", "--out", tmp_path / "r.webp")
    assert code == 0, err
    with Image.open(tmp_path / "r.webp") as image:
        assert image.size == (320, 320)


@pytest.mark.parametrize("name", ["channels", "presets", "models"])
def test_lists(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    items = document(capsys, name, "list")["items"]
    assert items
    assert all(item["id"] for item in items)


def test_model_cards_have_the_contracts_fields(capsys: pytest.CaptureFixture[str]) -> None:
    fields = {
        "id",
        "tasks",
        "where",
        "provider",
        "licence",
        "commercial_use",
        "status",
        "ends",
        "successor",
        "installed",
        "price",
    }
    for item in document(capsys, "models", "list")["items"]:
        assert set(item) >= fields
        assert item["where"] in ("local", "cloud")
        assert item["commercial_use"] in ("yes", "no", "unclear")
        assert item["status"] in ("active", "deprecated", "retired")


def test_channel_shows_sources_and_dates(capsys: pytest.CaptureFixture[str]) -> None:
    shown = document(capsys, "channels", "show", "amazon")
    assert shown["id"] == "amazon-main"
    rule = next(rule for rule in shown["rules"] if rule["key"] == "background")
    assert rule["value"] == "pure_white"
    assert rule["sources"][0]["url"].startswith("https://")
    assert rule["sources"][0]["date"]


def test_presets_travel_as_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["presets", "export", "clean-white", "--out", str(tmp_path / "mine.toml")]) == 0
    capsys.readouterr()
    assert document(capsys, "presets", "validate", tmp_path / "mine.toml")["items"][0]["valid"]
    assert document(capsys, "presets", "import", tmp_path / "mine.toml")["items"][0]["result"] == "added"
    assert document(capsys, "presets", "import", tmp_path / "mine.toml", code=1)["items"][0]["result"] == "skipped"
    assert "mine" in [item["id"] for item in document(capsys, "presets", "list")["items"]]
    assert document(capsys, "presets", "show", "mine")["name"]


def test_a_broken_preset_changes_nothing(tmp_path: Path, studio_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.toml").write_text('id = "bad"\nname = 3\n')
    code, _, err = call(capsys, "presets", "import", tmp_path / "bad.toml")
    assert code == 1
    assert "bad.toml" in err
    assert not (studio_home / "presets").exists()
    assert not document(capsys, "presets", "validate", tmp_path / "bad.toml", code=1)["items"][0]["valid"]


def test_self_test_counts(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "self-test", "--json")
    found = json.loads(out)
    assert set(found["counts"]) == {
        "channels",
        "checks",
        "elements",
        "presets",
        "mockups",
        "models",
        "tasks",
        "samples",
    }
    assert found["counts"]["channels"] >= 36
    assert found["counts"]["checks"] >= 15
    assert found["device"]["provider"]
    assert found["device"]["why"].endswith(".")
    assert code == (0 if found["ok"] else 1)


def test_a_bug_is_one_sentence_and_a_report(
    monkeypatch: pytest.MonkeyPatch, studio_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import studio.check

    def broken() -> None:
        raise ZeroDivisionError("a bug of ours")

    monkeypatch.setattr(studio.check, "load_channels", broken)
    code, out, err = call(capsys, "channels", "list")
    assert code == 1
    assert out == ""
    assert "Traceback" not in err
    assert "a bug of ours" in (studio_home / "last-error.txt").read_text()
