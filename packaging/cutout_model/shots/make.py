"""Render training shots of products in their places: `make.py --out DIR --count N --seed S [--workers 2]`.

Needs Blender as a Python module, like packaging/samples/make.py. Shots of a batch share a place; what is finished
is skipped, so the program may be stopped and started again.
"""

import argparse
import os
import subprocess
import sys
import time
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.worker < 0 and options.workers > 1:
        command = [sys.executable, __file__, *sys.argv[1:], "--worker"]
        running = [subprocess.Popen([*command, str(index)]) for index in range(options.workers)]
        return max(process.wait() for process in running)
    return _work(options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder of the shots")
    parser.add_argument("--count", type=int, required=True, help="shots wanted; a few in a hundred are rejected")
    parser.add_argument("--seed", type=int, default=1, help="first batch's seed")
    parser.add_argument("--workers", type=int, default=2, help="processes of one thread each")
    parser.add_argument("--worker", type=int, default=-1, help=argparse.SUPPRESS)
    return parser.parse_args()


def _work(options: argparse.Namespace) -> int:
    """Render this worker's share; a batch that fails is told and left out."""
    cores = os.sched_getaffinity(0)
    mine = max(options.worker, 0)
    os.sched_setaffinity(0, {sorted(cores)[mine % len(cores)]})  # else Blender's scheduler spins on a second core
    sys.path[:0] = [str(HERE), str(HERE.parents[1] / "samples")]
    import session

    failed = 0
    for seed in range(options.seed, options.seed - (-options.count // session.PER_BATCH)):
        if options.workers > 1 and seed % options.workers != mine:
            continue
        begun = time.process_time()
        try:
            written = session.batch(seed, options.out)
        except (RuntimeError, ValueError, KeyError, IndexError):
            print(f"batch {seed} failed", file=sys.stderr)
            traceback.print_exc()
            failed += 1
            continue
        os.sched_setaffinity(0, cores)  # the scheduler has made up its mind by now
        print(f"batch {seed}: {written} shots, {time.process_time() - begun:.1f} s", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
