"""Make the embedded cutout model: pictures, training, file. See --help; every step goes on where it was stopped.

    python packaging/cutout_model/shots/make.py --out WORK/shots --count 3000      (Blender; see there)
    python packaging/cutout_model/make.py WORK pictures &                          (runs beside the training)
    python packaging/cutout_model/make.py WORK train --minutes 90
    python packaging/cutout_model/make.py WORK export
    studio bench cutout

For the learning curve, export each of WORK/checkpoint-MINUTES.pt (--checkpoint) and measure it.
WORK is a folder for what is made on the way (about 10 GB). Needs: pip install torch onnx numpy opencv-python-headless
pydantic. CUDA is used where torch finds it.
"""

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MODEL = ROOT / "resources" / "cutout_model" / "cutout.onnx"
SHARDS = 10_000
KEPT = 50


def main() -> int:
    sys.path[:0] = [str(HERE), str(ROOT)]
    options = _options()
    work: Path = options.work
    if options.step == "pictures":
        from corpus import produce

        produce(work / "shots", work / "corpus", first=options.first, most=SHARDS, kept=KEPT)
    elif options.step == "train":
        from train import train

        train(work / "corpus", work / "checkpoint.pt", seconds=options.minutes * 60, threads=options.threads)
    else:
        import torch
        from export import export
        from network import CutoutNetwork

        networks = []
        for checkpoint in options.checkpoint or [work / "checkpoint.pt"]:
            networks.append(CutoutNetwork())
            networks[-1].load_state_dict(torch.load(checkpoint, map_location="cpu", weights_only=True)["mean"])
        MODEL.parent.mkdir(parents=True, exist_ok=True)
        export(networks, options.out or MODEL, bits=options.bits, temperature=options.temperature)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path, help="folder for pictures and checkpoints")
    parser.add_argument("step", choices=["pictures", "train", "export"])
    parser.add_argument("--minutes", type=float, default=90, help="training time in all, earlier runs included")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first shard: seeds follow from it")
    parser.add_argument("--out", type=Path, help="where export writes (default: resources/cutout_model)")
    parser.add_argument("--checkpoint", type=Path, action="append", help="exported, several as one (default: newest)")
    parser.add_argument("--bits", type=int, choices=[8, 16, 32], default=16, help="of each weight in the exported file")
    parser.add_argument("--temperature", type=float, default=1.0, help="what evaluate found; above 1 is less sure")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
