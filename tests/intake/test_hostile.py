"""Every awkward file of the shared collection, in a process of its own with 1 GB of memory to address."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

LIMIT = 1 << 30
CHILD = """
import json, resource, sys, time
from pathlib import Path
from studio.intake import load
from studio.model.errors import StudioError
import cv2, numpy, PIL.Image, PIL.ImageCms, pi_heif, simplejpeg
baseline = int(next(line for line in open("/proc/self/status") if line.startswith("VmSize")).split()[1]) * 1024
resource.setrlimit(resource.RLIMIT_AS, (baseline + int(sys.argv[1]),) * 2)
for line in sys.stdin:
    path = Path(line.rstrip("\\n"))
    start = time.monotonic()
    try:
        loaded = load(path)
        source, picture = loaded.source, loaded.picture
        assert (source.width, source.height) == (picture.width, picture.height)
        answer = {"answer": "loads", "size": [source.width, source.height]}
    except StudioError as error:
        answer = {"answer": "clear error", "message": error.message, "hint": error.hint}
    print(json.dumps(answer | {"file": path.name, "seconds": time.monotonic() - start}), flush=True)
"""


@pytest.mark.data
@pytest.mark.skipif(sys.platform != "linux", reason="limits memory as Linux does")
def test_each_file_does_what_its_row_expects(shared: Path) -> None:
    with (shared / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = {Path(row["file"]).name: row for row in csv.DictReader(file) if row["set"] == "hostile"}
    assert len(rows) >= 300
    names = "".join(f"{shared / row['file']}\n" for row in rows.values())
    child = subprocess.run(
        [sys.executable, "-c", CHILD, str(LIMIT)], input=names, capture_output=True, text=True, timeout=120, check=False
    )
    answers = [json.loads(line) for line in child.stdout.splitlines()]
    assert child.returncode == 0, f"died after {answers[-1:]}: {child.stderr[-500:]}"
    assert len(answers) == len(rows)
    wrong = [a for a in answers if rows[a["file"]]["expect"] not in ("either", a["answer"])]
    assert not wrong
    assert max(answer["seconds"] for answer in answers) < 10
    for answer in answers:
        if answer["answer"] == "clear error":
            assert answer["file"] in answer["message"]
            assert answer["hint"]


@pytest.mark.data
def test_orientation_examples_all_look_alike(shared: Path) -> None:
    import numpy as np

    from studio.intake import load

    for family, numbers in (
        ("exif-orientation-examples__Landscape_{}", range(9)),
        ("libvips__rotation__{}", range(1, 9)),
    ):
        pictures = [load(shared / "hostile" / f"{family.format(n)}.jpg", longest=120).picture.rgb for n in numbers]
        first = pictures[0].astype(int)
        assert all(picture.shape == first.shape for picture in pictures)
        assert max(float(np.abs(picture - first).mean()) for picture in pictures) < 8
