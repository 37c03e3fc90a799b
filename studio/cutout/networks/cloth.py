"""U²-Net for garments on people (cloth-segmentation by levindabhi): four classes, the first is everything else."""

from studio.cutout.networks.architecture import Architecture, as_it_is, register

PARTS = {"cloth": (1, 2, 3), "cloth-upper": (1,), "cloth-lower": (2,), "cloth-full": (3,)}
CLOTH = [
    register(Architecture(name, (0.485, 0.456, 0.406), (0.229, 0.224, 0.225), as_it_is, classes))
    for name, classes in PARTS.items()
]
