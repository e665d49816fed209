"""Mover, girar y agrandar: cada píxel de la salida pregunta de qué lugar de la entrada viene.

Así no quedan huecos. La respuesta casi nunca cae justo en un píxel: se interpola entre los cuatro
que la rodean.
"""

from abc import abstractmethod
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from course_lib import checks
from course_lib.config import Array, floatx
from course_lib.layers.augmentation import Augmentation, Transformation, interval

FILL_MODES = ("reflect", "wrap", "constant", "nearest")
INTERPOLATIONS = ("nearest", "bilinear")
BLOCK = 16_384  # píxeles que se leen de una vez: así caben en la memoria caché del procesador
Neighbours = list[tuple[NDArray[np.intp], Array]]


def inside(source: Array, size: int, fill_mode: str) -> Array:
    """Lleva a [0, size − 1] lo que cae afuera con "nearest" y "reflect"; lo demás no cambia.

    nearest: a a a a | a b c d | d d d d.  reflect: d c b a | a b c d | d c b a.
    """
    if fill_mode == "reflect":
        period = 2 * size
        # lo mismo que source % period, diez veces más rápido
        source = source - period * np.floor(source / period)
        source = np.minimum(source, period - 1 - source)
    return source.clip(0, size - 1) if fill_mode in ("nearest", "reflect") else source


def neighbours(source: Array, size: int, fill_mode: str) -> Neighbours:
    """Los dos píxeles entre los que cae cada coordenada y cuánto pesa cada uno; afuera, 0."""
    low = np.floor(source)
    after = source - low
    first = low.astype(np.intp)
    found = []
    for index, weight in ((first, 1 - after), (first + 1, after)):
        if fill_mode == "wrap":  # a b c d | a b c d | a b c d
            index = index % size
        elif fill_mode == "constant":
            weight = weight * ((index >= 0) & (index < size))
        found.append((index.clip(0, size - 1), weight))
    return found if after.any() else found[:1]


class Sampler:
    """Lee imágenes en otras coordenadas. Es lineal en los píxeles, y `adjoint` es su transpuesta.

    y[n, i, j] = Σ pesos·x[n, vecinos de (rows, cols)] + (1 − Σ pesos)·fill_value

    Argumentos:
        rows, cols: de dónde viene cada píxel; se difunden a (N, H, W). Un desplazamiento usa
            (N, H, 1) y (N, 1, W).
        fill_mode: qué hay fuera de la imagen: "reflect", "wrap", "nearest" o "constant".
        interpolation: "bilinear", o "nearest" para tomar el píxel más cercano.
    """

    def __init__(
        self, shape: tuple[int, ...], rows: Array, cols: Array, fill_mode: str, interpolation: str
    ) -> None:
        size, height, width = shape[:3]
        rows, cols = inside(rows, height, fill_mode), inside(cols, width, fill_mode)
        if interpolation == "nearest":
            rows, cols = np.floor(rows + 0.5), np.floor(cols + 0.5)
        image = np.arange(size)[:, None, None] * (height * width)
        self._rows = [(image + i * width, w) for i, w in neighbours(rows, height, fill_mode)]
        self._cols = neighbours(cols, width, fill_mode)
        self._full = (size, height, width, *(1,) * (len(shape) - 3))

    def _corners(self) -> Iterator[tuple[NDArray[np.intp], Array]]:
        """Los píxeles que rodean cada lugar, con su peso; de a uno, que ocupan menos memoria."""
        for start, by_row in self._rows:
            for column, by_col in self._cols:
                yield start + column, (by_row * by_col).reshape(self._full)

    def __call__(self, images: Array, fill_value: float = 0.0) -> Array:
        """Las imágenes leídas en las nuevas coordenadas."""
        pixels = images.reshape(-1, *images.shape[3:])
        y = np.full_like(images, fill_value)
        for index, weight in self._corners():
            corner = pixels.take(index, axis=0, mode="clip")
            if fill_value:
                corner -= fill_value
            corner *= weight
            y += corner
        return y

    def adjoint(self, grad: Array) -> Array:
        """∂L/∂imágenes: cada píxel reúne lo que aportó a los que lo leyeron."""
        d_pixels = np.zeros_like(grad).reshape(-1, *grad.shape[3:])
        for index, weight in self._corners():
            np.add.at(d_pixels, index, weight * grad)
        return d_pixels.reshape(grad.shape)


class _Geometric(Augmentation):
    """Una capa que lee cada imagen en otras coordenadas."""

    def __init__(
        self, fill_mode: str, interpolation: str, seed: int | None, fill_value: float
    ) -> None:
        super().__init__(seed)
        self.fill_mode = checks.option("fill_mode", fill_mode, FILL_MODES)
        self.interpolation = checks.option("interpolation", interpolation, INTERPOLATIONS)
        self.fill_value = checks.number("fill_value", fill_value)

    @abstractmethod
    def _source(self, i: Array, j: Array, t: Transformation) -> tuple[Array, Array]:
        """De qué fila y columna viene el píxel (i, j) de cada imagen."""

    def _sampler(self, shape: tuple[int, ...], t: Transformation) -> Sampler:
        height, width = shape[1:3]
        # el origen, en el centro de la imagen: ahí no se mueve lo que gira o se agranda
        center = np.array([(height - 1) / 2, (width - 1) / 2], floatx())
        i = np.arange(height, dtype=floatx())[:, None] - center[0]
        j = np.arange(width, dtype=floatx())[None, :] - center[1]
        t = {name: value[:, None, None].astype(floatx()) for name, value in t.items()}
        rows, cols = self._source(i, j, t)
        return Sampler(
            shape, rows + center[0], cols + center[1], self.fill_mode, self.interpolation
        )

    def _apply(self, images: Array, t: Transformation) -> Array:
        y = np.empty_like(images)
        several = max(1, BLOCK // (images.shape[1] * images.shape[2]))
        for start in range(0, len(images), several):
            block = slice(start, start + several)
            sampler = self._sampler(images[block].shape, {k: v[block] for k, v in t.items()})
            y[block] = sampler(images[block], self.fill_value)
        return y

    def _transpose(self, grad: Array, t: Transformation) -> Array:
        return self._sampler(grad.shape, t).adjoint(grad)


@checks.strict
class RandomTranslation(_Geometric):
    """Desplaza cada imagen: el píxel (i, j) viene de (i − Δi, j − Δj).

    Argumentos:
        height_factor: fracción del alto, en [−1, 1]; f sortea entre −f y f, (a, b) entre a y b.
            Positivo baja la imagen.
        width_factor: lo mismo con el ancho. Positivo la lleva a la derecha.
        fill_mode: qué entra por el borde: "reflect", "wrap", "nearest" o "constant".
        interpolation: "bilinear", o "nearest" para tomar el píxel más cercano.
        seed: semilla propia; None usa el flujo de azar del modelo.
        fill_value: lo que entra con "constant".

    Parámetros: height_shift, width_shift (N,), en píxeles.
    Keras: `keras.layers.RandomTranslation`.
    """

    parameters = ("height_shift", "width_shift")

    def __init__(
        self,
        height_factor: float | tuple[float, float],
        width_factor: float | tuple[float, float],
        fill_mode: str = "reflect",
        interpolation: str = "bilinear",
        seed: int | None = None,
        fill_value: float = 0.0,
    ) -> None:
        super().__init__(fill_mode, interpolation, seed, fill_value)
        self.height_factor = interval("height_factor", height_factor, -1, 1)
        self.width_factor = interval("width_factor", width_factor, -1, 1)

    def get_random_transformation(self, images: Array) -> Transformation:
        """Sortea el desplazamiento de cada imagen."""
        size, height, width = images.shape[:3]
        return {
            "height_shift": self._uniform(self.height_factor, size) * height,
            "width_shift": self._uniform(self.width_factor, size) * width,
        }

    def _source(self, i: Array, j: Array, t: Transformation) -> tuple[Array, Array]:
        return i - t["height_shift"], j - t["width_shift"]


@checks.strict
class RandomRotation(_Geometric):
    """Gira cada imagen en torno a su centro; un ángulo positivo, contra las agujas del reloj.

    Medido desde el centro, el píxel (i, j) viene de (i·cos θ + j·sen θ, j·cos θ − i·sen θ).

    Argumentos:
        factor: fracción de una vuelta, en [−1, 1]; 0,1 sortea entre −36° y 36°.
        fill_mode: qué entra por el borde: "reflect", "wrap", "nearest" o "constant".
        interpolation: "bilinear", o "nearest" para tomar el píxel más cercano.
        seed: semilla propia; None usa el flujo de azar del modelo.
        fill_value: lo que entra con "constant".

    Parámetros: angle (N,), en grados.
    Keras: `keras.layers.RandomRotation`.
    """

    parameters = ("angle",)

    def __init__(
        self,
        factor: float | tuple[float, float],
        fill_mode: str = "reflect",
        interpolation: str = "bilinear",
        seed: int | None = None,
        fill_value: float = 0.0,
    ) -> None:
        super().__init__(fill_mode, interpolation, seed, fill_value)
        self.factor = interval("factor", factor, -1, 1)

    def get_random_transformation(self, images: Array) -> Transformation:
        """Sortea el ángulo de cada imagen."""
        return {"angle": 360 * self._uniform(self.factor, len(images))}

    def _source(self, i: Array, j: Array, t: Transformation) -> tuple[Array, Array]:
        cos, sin = np.cos(np.deg2rad(t["angle"])), np.sin(np.deg2rad(t["angle"]))
        return i * cos + j * sin, j * cos - i * sin


@checks.strict
class RandomZoom(_Geometric):
    """Acerca o aleja cada imagen: desde el centro, el píxel (i, j) viene de (i·z_alto, j·z_ancho).

    Argumentos:
        height_factor: z_alto − 1, en (−1, 1]; f sortea entre −f y f, (a, b) entre a y b.
            Positivo aleja (la imagen se ve más chica), negativo acerca.
        width_factor: lo mismo a lo ancho; None usa el mismo sorteo y conserva la proporción.
        fill_mode: qué entra por el borde: "reflect", "wrap", "nearest" o "constant".
        interpolation: "bilinear", o "nearest" para tomar el píxel más cercano.
        seed: semilla propia; None usa el flujo de azar del modelo.
        fill_value: lo que entra con "constant".

    Parámetros: height_zoom, width_zoom (N,); 1 no cambia nada.
    Keras: `keras.layers.RandomZoom`.
    """

    parameters = ("height_zoom", "width_zoom")

    def __init__(
        self,
        height_factor: float | tuple[float, float],
        width_factor: float | tuple[float, float] | None = None,
        fill_mode: str = "reflect",
        interpolation: str = "bilinear",
        seed: int | None = None,
        fill_value: float = 0.0,
    ) -> None:
        super().__init__(fill_mode, interpolation, seed, fill_value)
        self.height_factor = self._zoom("height_factor", height_factor)
        self.width_factor = (
            None if width_factor is None else self._zoom("width_factor", width_factor)
        )

    @staticmethod
    def _zoom(name: str, factor: float | tuple[float, float]) -> tuple[float, float]:
        low, high = interval(name, factor, -1, 1, center=1)
        if low == 0:
            raise ValueError(
                f"`{name}` llega a −1, que acercaría hasta el infinito. Recibido: {factor}."
            )
        return low, high

    def get_random_transformation(self, images: Array) -> Transformation:
        """Sortea cuánto se aleja cada imagen."""
        height = self._uniform(self.height_factor, len(images))
        if self.width_factor is None:
            return {"height_zoom": height, "width_zoom": height}
        return {
            "height_zoom": height,
            "width_zoom": self._uniform(self.width_factor, len(images)),
        }

    def _source(self, i: Array, j: Array, t: Transformation) -> tuple[Array, Array]:
        return i * t["height_zoom"], j * t["width_zoom"]
