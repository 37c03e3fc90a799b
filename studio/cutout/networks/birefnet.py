"""BiRefNet (Zheng et al., CAAI Artificial Intelligence Research 2024): answers in logits."""

from studio.cutout.networks.architecture import Architecture, register, sigmoid

BIREFNET = register(Architecture("birefnet", mean=(0.485, 0.456, 0.406), deviation=(0.229, 0.224, 0.225), read=sigmoid))
