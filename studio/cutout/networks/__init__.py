"""Downloaded networks (rembg's model files), run by onnxruntime; their raw answer is used, never a stretched one."""

from studio.cutout.networks.architecture import architectures
from studio.cutout.networks.cards import Weights, installed, known_weights, own_cards, own_folder
from studio.cutout.networks.inspect import inspected
from studio.cutout.networks.predict import find_mask, try_out
from studio.cutout.networks.session import close_idle, open_session

__all__ = [
    "Weights",
    "architectures",
    "close_idle",
    "find_mask",
    "inspected",
    "installed",
    "known_weights",
    "open_session",
    "own_cards",
    "own_folder",
    "try_out",
]
