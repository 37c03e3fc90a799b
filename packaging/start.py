"""Sets everything up and opens Listing Studio with the sample shots: `python3 packaging/start.py`.

Without a display it does the same main job without a window: the samples are exported to `listing-ready/` for two
channels and the report is printed.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from environment import ROOT, install_packages, missing_libraries, prepare, say

SAMPLES = ROOT / "resources" / "samples"


def display() -> bool:
    """Return whether a window can be shown here."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main() -> int:
    """Set up, then open the window or export the samples; return the exit code."""
    python = prepare()
    studio = [str(python), "-m", "studio"]
    photos = sys.argv[1:] or [str(SAMPLES)]
    if display() and install_packages(missing_libraries()):
        say("Opening Listing Studio")
        return subprocess.run([*studio, *photos], check=False).returncode
    out = Path("listing-ready")
    say(f"No display here: exporting to {out} instead of opening the window")
    channels = ["--channel", "amazon-main", "--channel", "etsy-first"]
    code = subprocess.run([*studio, "export", *photos, "--out", str(out), *channels], check=False).returncode
    if code not in (0, 1):
        return code
    say(f"The pictures, a receipt beside each, and the report batch.json are in {out.resolve()}")
    # A flagged picture is a sound answer of a first start; a failed one is not.
    return 1 if json.loads((out / "batch.json").read_text(encoding="utf-8"))["summary"]["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
