"""Downloaded networks (rembg's model files), run by onnxruntime; their raw answer is used, never a stretched one."""

from studio.cutout.networks.cards import Weights, installed, known_weights, own_cards, own_folder
from studio.cutout.networks.inspect import inspected
from studio.cutout.networks.predict import find_mask

__all__ = ["Weights", "find_mask", "inspected", "installed", "known_weights", "own_cards", "own_folder"]
