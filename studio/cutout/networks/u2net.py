"""U²-Net and its small sisters (Qin et al., Pattern Recognition 2020): the last layer already is a probability."""

from studio.cutout.networks.architecture import Architecture, as_it_is, register

U2NET = register(Architecture("u2net", mean=(0.485, 0.456, 0.406), deviation=(0.229, 0.224, 0.225), read=as_it_is))
