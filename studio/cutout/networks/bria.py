"""RMBG-2.0 by BRIA: BiRefNet's shape, fed alike; its published ONNX answers a probability."""

from studio.cutout.networks.architecture import Architecture, as_it_is, register

BRIA = register(Architecture("bria", mean=(0.485, 0.456, 0.406), deviation=(0.229, 0.224, 0.225), read=as_it_is))
