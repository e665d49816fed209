"""Capas que fabrican variantes de las imágenes al entrenar, y no hacen nada al predecir.

Cada una sortea sus parámetros (`get_random_transformation`) y los aplica (`transform_images`), que
también sirve sola, con parámetros elegidos. Las que mueven, giran o agrandan están en `geometry`.
"""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib import checks
from course_lib.config import Array, floatx
from course_lib.layers.base import Shape
from course_lib.layers.regularization import _Noise

Transformation = dict[str, NDArray[Any]]


def interval(
    name: str, value: Any, low: float, high: float, center: float = 0.0
) -> tuple[float, float]:
    """Los extremos de un sorteo: un número f es [center − f, center + f], sin salir de los límites.

    Dos números (a, b) son [center + a, center + b].
    """
    if isinstance(value, list | tuple):
        if len(value) != 2:
            raise ValueError(f"`{name}` es un número o un par (mínimo, máximo). Recibido: {value}.")
        first, last = sorted(checks.number(name, v, low=low, high=high) for v in value)
    else:
        last = abs(checks.number(name, value, low=low, high=high))
        first = max(-last, low)
    return center + first, center + last


def value_limits(value_range: tuple[float, float]) -> tuple[float, float]:
    """El menor y el mayor valor de un píxel."""
    return interval("value_range", checks.sequence("value_range", value_range), -np.inf, np.inf)


class Augmentation(_Noise):
    """Una capa que transforma cada imagen del lote con parámetros propios, sorteados cada vez.

    Formas: x (N, H, W) o (N, H, W, C), con enteros 0-255 o decimales → y, igual, en `floatx`.
    Keras: como en Keras, `capa(x)` transforma: aquí `training` es True si no se dice otra cosa.
    """

    parameters: tuple[str, ...] = ()

    def __call__(self, x: Any, training: bool = True) -> Array:
        """Transforma el lote, o lo devuelve tal cual si `training` es False."""
        return super().__call__(x, training)

    def build(self, input_shape: Shape) -> None:
        """Comprueba que lleguen imágenes."""
        if len(input_shape) not in (3, 4):
            raise ValueError(
                f"{type(self).__name__} espera imágenes de forma (N, H, W) o (N, H, W, C). "
                f"Recibido: {input_shape}. Si las aplanaste, devuélveles la forma con `reshape`."
            )
        _, height, width, *channels = input_shape
        if not channels and width in (1, 3, 4) and height is not None and height >= 2 * width:
            raise ValueError(
                f"Un lote {input_shape} parece una sola imagen con {width} canales: usa x[None]. "
                "Si son imágenes grises angostas, agrégales el canal con x[..., None]."
            )

    def call(self, x: Array, training: bool = True) -> Array:
        self._x = x
        self._transformation = self.get_random_transformation(x) if training else None
        return x if self._transformation is None else self._apply(x, self._transformation)

    def backward(self, grad: Array) -> Array:
        transformation: Transformation | None = self.cached("_transformation")
        return grad if transformation is None else self._transpose(grad, transformation)

    def transform_images(self, images: Any, transformation: Mapping[str, Any]) -> Array:
        """Aplica parámetros elegidos: un valor para todas las imágenes, o uno para cada una.

        Argumentos:
            images: (N, H, W) o (N, H, W, C).
            transformation: nombre → valor; los nombres de `get_random_transformation`.
        """
        images = checks.tensor("images", images)
        self.build((None, *images.shape[1:]))
        if set(transformation) != set(self.parameters):
            raise ValueError(
                f"`transformation` de {type(self).__name__} trae {list(self.parameters)}. "
                f"Recibido: {list(transformation)}."
            )
        given = {name: checks.array(name, value) for name, value in transformation.items()}
        for name, value in given.items():
            if value.ndim and len(value) != len(images):
                raise ValueError(
                    f"{name!r} es un número, o uno por imagen: {len(images)}. "
                    f"Recibido: {len(value)}."
                )
        size = (len(images),)
        return self._apply(
            images, {name: np.broadcast_to(v, size + v.shape[1:]) for name, v in given.items()}
        )

    def _uniform(self, limits: tuple[float, float], size: int) -> Array:
        return self.rng.uniform(*limits, size).astype(floatx())

    @abstractmethod
    def get_random_transformation(self, images: Array) -> Transformation:
        """Sortea los parámetros de cada imagen: nombre → arreglo de largo N."""

    @abstractmethod
    def _apply(self, images: Array, t: Transformation) -> Array:
        """Transforma las imágenes con los parámetros `t`."""

    @abstractmethod
    def _transpose(self, grad: Array, t: Transformation) -> Array:
        """Convierte ∂L/∂salida en ∂L/∂imágenes, con los mismos parámetros."""


def per_image(values: Array, images: Array) -> Array:
    """Pone un valor por imagen en forma de difundirse: (N,) → (N, 1, 1) o (N, 1, 1, 1)."""
    return values.reshape(-1, *(1,) * (images.ndim - 1))


@checks.strict
class RandomFlip(Augmentation):
    """Refleja cada imagen con probabilidad ½: de lado, de cabeza, o cada cosa por su cuenta.

    Argumentos:
        mode: "horizontal", "vertical" o "horizontal_and_vertical".
        seed: semilla propia; None usa el flujo de azar del modelo.

    Parámetros: horizontal, vertical (N,), verdaderos o falsos.
    Keras: `keras.layers.RandomFlip`. Con "horizontal_and_vertical" Keras 3.15 tira una sola moneda
    para los dos ejes (gira en 180° o no hace nada); aquí son dos monedas.
    """

    parameters = ("horizontal", "vertical")
    MODES = ("horizontal", "vertical", "horizontal_and_vertical")

    def __init__(self, mode: str = "horizontal_and_vertical", seed: int | None = None) -> None:
        super().__init__(seed)
        self.mode = checks.option("mode", mode, self.MODES)

    def get_random_transformation(self, images: Array) -> Transformation:
        """Tira una moneda por imagen y por eje: nombre → (N,) de verdaderos y falsos."""
        return {
            name: (self.rng.random(len(images)) < 0.5) & (name in self.mode)
            for name in self.parameters
        }

    def _apply(self, images: Array, t: Transformation) -> Array:
        images = np.where(per_image(t["horizontal"], images), images[:, :, ::-1], images)
        return np.where(per_image(t["vertical"], images), images[:, ::-1], images)

    def _transpose(self, grad: Array, t: Transformation) -> Array:
        return self._apply(grad, t)  # cada píxel vuelve de donde vino, y el camino es el mismo


@checks.strict
class RandomCrop(Augmentation):
    """Recorta de cada imagen una ventana en un lugar al azar; al predecir, la del centro.

    Argumentos:
        height, width: tamaño de la ventana, en píxeles.
        seed: semilla propia; None usa el flujo de azar del modelo.

    Parámetros: top, left (N,), la esquina de la ventana.
    Formas: x (N, H, W, …) → y (N, height, width, …).
    Keras: `keras.layers.RandomCrop`, que usa la misma ventana en todo el lote y que en la versión
    3.15 no recorta al predecir (keras-team/keras#21868).
    """

    parameters = ("top", "left")

    def __init__(self, height: int, width: int, seed: int | None = None) -> None:
        super().__init__(seed)
        self.height, self.width = checks.integer("height", height), checks.integer("width", width)

    def build(self, input_shape: Shape) -> None:
        """Comprueba que la ventana quepa."""
        super().build(input_shape)
        height, width = input_shape[1:3]
        if height is None or width is None or height < self.height or width < self.width:
            raise ValueError(
                f"No se puede recortar {self.height}×{self.width} de imágenes de {height}×{width}."
            )

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        return input_shape[0], self.height, self.width, *input_shape[3:]

    def call(self, x: Array, training: bool = True) -> Array:
        if training:
            return super().call(x, training)
        self._x, free = x, self._free(x)
        self._transformation = {
            name: np.full(len(x), size // 2)
            for name, size in zip(self.parameters, free, strict=True)
        }
        return self._apply(x, self._transformation)

    def get_random_transformation(self, images: Array) -> Transformation:
        """Sortea una esquina por imagen, todas igual de probables."""
        return {
            name: self.rng.integers(0, size + 1, len(images))
            for name, size in zip(self.parameters, self._free(images), strict=True)
        }

    def _free(self, images: Array) -> tuple[int, int]:
        return images.shape[1] - self.height, images.shape[2] - self.width

    def _window(self, t: Transformation) -> tuple[NDArray[Any], ...]:
        rows = t["top"][:, None] + np.arange(self.height)
        cols = t["left"][:, None] + np.arange(self.width)
        return np.arange(len(rows))[:, None, None], rows[:, :, None], cols[:, None, :]

    def _apply(self, images: Array, t: Transformation) -> Array:
        result: Array = images[self._window(t)]
        return result

    def _transpose(self, grad: Array, t: Transformation) -> Array:
        d_x = np.zeros(self._x.shape, grad.dtype)
        d_x[self._window(t)] = grad
        return d_x


@checks.strict
class RandomErasing(Augmentation):
    """Tapa un rectángulo al azar, para que la red no dependa de un solo detalle.

    El alto y el ancho son la raíz de un sorteo en `scale`: la superficie tapada queda ahí.

    Argumentos:
        factor: probabilidad de tapar. Un número f la sortea en [0, f] para cada imagen: con 1,0 se
            tapan la mitad. (1, 1) tapa siempre.
        scale: fracción de la superficie, (mínimo, máximo).
        fill_value: con qué se tapa; None es ruido normal.
        value_range: el menor y el mayor valor de un píxel.
        seed: semilla propia; None usa el flujo de azar del modelo.

    Parámetros: top, bottom, left, right (N,), los bordes; value (N,) o de la forma de las
        imágenes, lo que va adentro.
    Keras: `keras.layers.RandomErasing`.
    Referencia: Zhong et al. (2017), arXiv:1708.04896.
    """

    parameters = ("top", "bottom", "left", "right", "value")

    def __init__(
        self,
        factor: float | tuple[float, float] = 1.0,
        scale: tuple[float, float] = (0.02, 0.33),
        fill_value: float | None = None,
        value_range: tuple[float, float] = (0, 255),
        seed: int | None = None,
    ) -> None:
        super().__init__(seed)
        self.factor = interval("factor", factor, 0, 1)
        self.scale = interval("scale", scale, 0, 1)
        self.fill_value = None if fill_value is None else checks.number("fill_value", fill_value)
        self.value_range = value_limits(value_range)

    def get_random_transformation(self, images: Array) -> Transformation:
        """Sortea un rectángulo por imagen; donde no toca tapar, queda vacío."""
        size = len(images)
        erased = self._uniform((0, 1), size) < self._uniform(self.factor, size)
        edges: Transformation = {}
        for start, end, length in (("top", "bottom", 1), ("left", "right", 2)):
            side = np.sqrt(self._uniform(self.scale, size)) * images.shape[length]
            edges[start] = self._uniform((0, 1), size) * (images.shape[length] - side)
            edges[end] = edges[start] + side * erased
        return edges | {"value": np.clip(self._value(images), *self.value_range)}

    def _value(self, images: Array) -> Array:
        if self.fill_value is not None:
            return np.full(len(images), self.fill_value, floatx())
        noise: Array = self.rng.standard_normal(images.shape, dtype=images.dtype.type)
        return noise * self.value_range[1]

    def _hidden(self, images: Array, t: Transformation) -> NDArray[Any]:
        rows, cols = (np.arange(size) for size in images.shape[1:3])
        by_row = (rows >= t["top"][:, None]) & (rows < t["bottom"][:, None])
        by_col = (cols >= t["left"][:, None]) & (cols < t["right"][:, None])
        mask = by_row[:, :, None] & by_col[:, None, :]
        return mask.reshape(mask.shape + (1,) * (images.ndim - 3))

    def _apply(self, images: Array, t: Transformation) -> Array:
        value = t["value"] if t["value"].ndim > 1 else per_image(t["value"], images)
        return np.where(self._hidden(images, t), value, images)

    def _transpose(self, grad: Array, t: Transformation) -> Array:
        return np.where(self._hidden(grad, t), 0, grad).astype(grad.dtype)


@checks.strict
class MixUp(Augmentation):
    """Mezcla cada imagen con otra del lote, y sus etiquetas en la misma proporción.

    x' = w·x + (1 − w)·x[permutación],  y' = w·y + (1 − w)·y[permutación],  w ~ Beta(alpha, alpha)

    Se llama con un diccionario, `MixUp()({"images": x, "labels": y})`, y devuelve otro: mezclar las
    imágenes y no las etiquetas sería mentirle a la red. Por eso no va dentro de una red.

    Argumentos:
        alpha: mayor que 0. Chico, casi no mezcla; 1 es una proporción uniforme.
        seed: semilla propia.

    Parámetros: mix_weight (N,), permutation_order (N,).
    Formas: images (N, H, W, …), labels (N, clases), una fila por imagen → las mismas.
    Keras: `keras.layers.MixUp`, que con imágenes solas las mezcla sin avisar.
    Referencia: Zhang et al. (2017), arXiv:1710.09412.
    """

    parameters = ("mix_weight", "permutation_order")

    def __init__(self, alpha: float = 0.2, seed: int | None = None) -> None:
        super().__init__(seed)
        self.alpha = checks.positive("alpha", alpha)

    def __call__(self, x: Any, training: bool = True) -> Any:
        """Mezcla imágenes y etiquetas, o devuelve lo mismo si `training` es False."""
        if not isinstance(x, Mapping) or set(x) != {"images", "labels"}:
            raise TypeError(
                'MixUp recibe {"images": x, "labels": y}: mezcla las dos cosas a la vez.'
            )
        labels = checks.tensor("labels", x["labels"])
        if labels.ndim < 2:
            raise ValueError(
                "`labels` debe tener una columna por clase, (N, clases), para poder mezclarse. "
                f"Recibido: forma {labels.shape}. Usa np.eye(clases)[y]."
            )
        checks.same_length("images", x["images"], "labels", labels)
        images = super().__call__(x["images"], training)
        if self._transformation is not None:
            labels = self._apply(labels, self._transformation)
        return {"images": images, "labels": labels}

    def get_random_transformation(self, images: Array) -> Transformation:
        """Sortea con quién y en qué proporción se mezcla cada imagen."""
        size = len(images)
        weight = self.rng.beta(self.alpha, self.alpha, size).astype(floatx())
        return {"mix_weight": weight, "permutation_order": self.rng.permutation(size)}

    def _apply(self, images: Array, t: Transformation) -> Array:
        w = per_image(t["mix_weight"], images)
        mixed: Array = w * images + (1 - w) * images[t["permutation_order"]]
        return mixed

    def _transpose(self, grad: Array, t: Transformation) -> Array:
        w = per_image(t["mix_weight"], grad)
        d_x: Array = w * grad
        d_x[t["permutation_order"]] += (1 - w) * grad
        return d_x
