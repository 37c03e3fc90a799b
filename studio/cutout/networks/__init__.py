"""Downloaded networks (rembg's model files), run by onnxruntime; their raw answer is used, never a stretched one."""

from studio.cutout.networks.architecture import architectures
from studio.cutout.networks.cards import Part, Weights, installed, known_weights, own_cards, own_folder
from studio.cutout.networks.inspect import inspected, inspected_pair
from studio.cutout.networks.predict import find_mask, try_out
from studio.cutout.networks.prompted import ADDED, PROMPTED, Encoded, boxed, encoded, region
from studio.cutout.networks.session import close_idle, open_session

__all__ = [
    "ADDED",
    "PROMPTED",
    "Encoded",
    "Part",
    "Weights",
    "architectures",
    "boxed",
    "close_idle",
    "encoded",
    "find_mask",
    "inspected",
    "inspected_pair",
    "installed",
    "known_weights",
    "open_session",
    "own_cards",
    "own_folder",
    "region",
    "try_out",
]
