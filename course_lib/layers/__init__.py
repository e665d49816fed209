"""Las capas, con los nombres de `keras.layers`."""

from course_lib import absent
from course_lib.layers.augmentation import (
    MixUp,
    RandomCrop,
    RandomErasing,
    RandomFlip,
)
from course_lib.layers.base import Layer, Parameter
from course_lib.layers.color import RandomBrightness, RandomContrast
from course_lib.layers.convolution import Conv2D
from course_lib.layers.core import Activation, Dense, Flatten, Input
from course_lib.layers.geometry import RandomRotation, RandomTranslation, RandomZoom
from course_lib.layers.normalization import BatchNormalization, LayerNormalization
from course_lib.layers.pooling import GlobalAveragePooling2D, MaxPooling2D
from course_lib.layers.preprocessing import Normalization, Rescaling
from course_lib.layers.regularization import Dropout, GaussianDropout, GaussianNoise

__all__ = [
    "Activation",
    "BatchNormalization",
    "Conv2D",
    "Dense",
    "Dropout",
    "Flatten",
    "GaussianDropout",
    "GaussianNoise",
    "GlobalAveragePooling2D",
    "Input",
    "Layer",
    "LayerNormalization",
    "MaxPooling2D",
    "MixUp",
    "Normalization",
    "Parameter",
    "RandomBrightness",
    "RandomContrast",
    "RandomCrop",
    "RandomErasing",
    "RandomFlip",
    "RandomRotation",
    "RandomTranslation",
    "RandomZoom",
    "Rescaling",
]


__getattr__ = absent.explain(__name__)
