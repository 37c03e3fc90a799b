"""ISNet (Qin et al., "Highly Accurate Dichotomous Image Segmentation", ECCV 2022)."""

from studio.cutout.networks.architecture import Architecture, as_it_is, register

ISNET = register(Architecture("isnet", mean=(0.5, 0.5, 0.5), deviation=(1.0, 1.0, 1.0), read=as_it_is))
