"""Downloaded networks (rembg's model files), run by onnxruntime; their raw answer is used, never a stretched one."""

from studio.cutout.networks.cards import Weights, installed, known_weights
from studio.cutout.networks.predict import find_mask

__all__ = ["Weights", "find_mask", "installed", "known_weights"]
