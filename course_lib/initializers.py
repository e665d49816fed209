"""Con qué números parte cada peso: distribuciones, sin estado y sin semilla propia.

Glorot, He y LeCun son la misma clase, `VarianceScaling`, con otros valores por defecto: el código
es la tabla de la clase.
"""

# Sin evaluar las anotaciones, `np.random` se carga cuando se usa y no al importar el curso
from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_lib import absent, checks
from course_lib.config import Array, floatx
from course_lib.registry import resolve

Shape = tuple[int, ...]

# Desviación estándar de una normal estándar truncada en ±2
TRUNCATED_STD = 0.87962566103423978


def fans(shape: Shape) -> tuple[float, float]:
    """Cuenta las entradas y salidas de cada neurona: (fan_in, fan_out).

    Formas: (entradas, salidas) en una capa densa; (alto, ancho, entradas, salidas) en una
    convolución, donde cada entrada se conecta alto·ancho veces.
    """
    if len(shape) < 2:
        return math.prod(shape), math.prod(shape)
    receptive = math.prod(shape[:-2])
    return receptive * shape[-2], receptive * shape[-1]


def _truncated_normal(shape: Shape, rng: np.random.Generator) -> Array:
    """Normal estándar que vuelve a sortear lo que cae fuera de ±2."""
    x = rng.standard_normal(shape)
    while (outside := np.abs(x) > 2).any():
        x[outside] = rng.standard_normal(int(outside.sum()))
    return x


class Initializer(ABC):
    """Una distribución de pesos: `init(shape, rng)` devuelve un arreglo nuevo.

    Keras: `keras.initializers.Initializer`; aquí el azar llega en `rng` y no en `seed`.
    """

    def __call__(self, shape: Shape, rng: np.random.Generator | None = None) -> Array:
        """Sortea un arreglo de la forma pedida, del tipo `floatx`."""
        sample = self.sample(checks.shape("shape", shape), rng or np.random.default_rng())
        return sample.astype(floatx(), order="C")

    @abstractmethod
    def sample(self, shape: Shape, rng: np.random.Generator) -> Array:
        """Sortea en float64; `__call__` convierte al tipo `floatx`."""


@checks.strict
@dataclass(frozen=True)
class Constant(Initializer):
    """Todos los pesos parten iguales a `value`: con pesos iguales, las neuronas no se distinguen.

    Keras: `keras.initializers.Constant`.
    """

    value: float = 0.0

    def __post_init__(self) -> None:
        checks.number("value", self.value)

    def sample(self, shape: Shape, rng: np.random.Generator) -> Array:
        return np.full(shape, self.value, dtype=np.float64)


@checks.strict
@dataclass(frozen=True)
class Zeros(Initializer):
    """Todos los pesos parten en 0. Bueno para los sesgos; malo para las matrices.

    Keras: `keras.initializers.Zeros`.
    """

    def sample(self, shape: Shape, rng: np.random.Generator) -> Array:
        return np.zeros(shape)


@checks.strict
@dataclass(frozen=True)
class Ones(Initializer):
    """Todos los pesos parten en 1: así nace la escala γ de batch normalization.

    Keras: `keras.initializers.Ones`.
    """

    def sample(self, shape: Shape, rng: np.random.Generator) -> Array:
        return np.ones(shape)


@checks.strict
@dataclass(frozen=True)
class RandomNormal(Initializer):
    """Pesos de una normal con desviación fija, que ignora el tamaño de la capa: N(mean, stddev²).

    Keras: `keras.initializers.RandomNormal`.
    """

    mean: float = 0.0
    stddev: float = 0.05

    def __post_init__(self) -> None:
        checks.number("mean", self.mean)
        checks.number("stddev", self.stddev, low=0)

    def sample(self, shape: Shape, rng: np.random.Generator) -> Array:
        return rng.normal(self.mean, self.stddev, shape)


@checks.strict
@dataclass(frozen=True)
class TruncatedNormal(Initializer):
    """Normal sin colas: se vuelve a sortear lo que se aleja más de 2·stddev de la media.

    La desviación resultante es menor que `stddev`: 0,8796·stddev (no se corrige, como en Keras).
    Keras: `keras.initializers.TruncatedNormal`.
    """

    mean: float = 0.0
    stddev: float = 0.05

    def __post_init__(self) -> None:
        checks.number("mean", self.mean)
        checks.number("stddev", self.stddev, low=0)

    def sample(self, shape: Shape, rng: np.random.Generator) -> Array:
        return self.mean + self.stddev * _truncated_normal(shape, rng)


@checks.strict
@dataclass(frozen=True)
class RandomUniform(Initializer):
    """Pesos repartidos por igual en [minval, maxval): U(minval, maxval).

    Keras: `keras.initializers.RandomUniform`.
    """

    minval: float = -0.05
    maxval: float = 0.05

    def __post_init__(self) -> None:
        low = checks.number("minval", self.minval)
        checks.number("maxval", self.maxval, low=low)

    def sample(self, shape: Shape, rng: np.random.Generator) -> Array:
        return rng.uniform(self.minval, self.maxval, shape)


@checks.strict
@dataclass(frozen=True)
class Orthogonal(Initializer):
    """Matriz que no estira ni encoge ningún vector (salvo por `gain`): WᵀW = gain²·I.

    Formas: (…, salidas), que se trata como matriz (producto del resto, salidas).
    Keras: `keras.initializers.Orthogonal`.
    Referencia: Saxe et al. (2014), arXiv:1312.6120.
    """

    gain: float = 1.0

    def __post_init__(self) -> None:
        checks.number("gain", self.gain)

    def sample(self, shape: Shape, rng: np.random.Generator) -> Array:
        if len(shape) < 2:
            raise ValueError(f"`Orthogonal` necesita al menos dos ejes. Recibido: {shape}.")
        rows, columns = math.prod(shape[:-1]), shape[-1]
        q, r = np.linalg.qr(rng.standard_normal((max(rows, columns), min(rows, columns))))
        q = q * np.sign(np.diag(r))  # sin esto la distribución no es uniforme
        return self.gain * (q if rows >= columns else q.T).reshape(shape)


@checks.strict
@dataclass(frozen=True)
class VarianceScaling(Initializer):
    """Ajusta la varianza de los pesos al tamaño de la capa: Var(w) = scale / n.

    Argumentos:
        scale: 1 para LeCun y Glorot, 2 para He.
        mode: n es "fan_in" (entradas), "fan_out" (salidas) o "fan_avg" (su promedio).
        distribution: "truncated_normal", "untruncated_normal" o "uniform"; las tres con la misma
            varianza, porque la truncada se corrige por 0,8796.

    Formas: (fan_in, fan_out), la convención h·W de Keras.
    Keras: `keras.initializers.VarianceScaling`.
    Referencia: Glorot y Bengio (2010), ec. 12 y 16; He et al. (2015), arXiv:1502.01852, ec. 10.
    """

    scale: float = 1.0
    mode: str = "fan_in"
    distribution: str = "truncated_normal"

    def __post_init__(self) -> None:
        checks.positive("scale", self.scale)
        for name, options in (
            ("mode", ("fan_in", "fan_out", "fan_avg")),
            ("distribution", ("truncated_normal", "untruncated_normal", "uniform")),
        ):
            if (value := getattr(self, name)) not in options:
                raise ValueError(
                    f"`{name}` desconocido: {value!r}. {checks.suggest(str(value), options)}"
                )

    def sample(self, shape: Shape, rng: np.random.Generator) -> Array:
        fan_in, fan_out = fans(shape)
        n = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}[self.mode]
        std = math.sqrt(self.scale / n)
        if self.distribution == "uniform":
            limit = math.sqrt(3) * std  # U(−a, a) tiene varianza a²/3
            return rng.uniform(-limit, limit, shape)
        if self.distribution == "untruncated_normal":
            return std * rng.standard_normal(shape)
        return std / TRUNCATED_STD * _truncated_normal(shape, rng)


@checks.strict
class LecunNormal(VarianceScaling):
    """Conserva la varianza hacia adelante en capas lineales: Var(w) = 1/fan_in, normal truncada.

    Es la fórmula que la clase llama Xavier.

    Keras: `keras.initializers.LecunNormal`.
    Referencia: LeCun et al. (1998), «Efficient BackProp», ec. 16.
    """

    def __init__(self) -> None:
        super().__init__(scale=1.0, mode="fan_in", distribution="truncated_normal")


@checks.strict
class LecunUniform(VarianceScaling):
    """Conserva la varianza hacia adelante en capas lineales: Var(w) = 1/fan_in, uniforme.

    Keras: `keras.initializers.LecunUniform`.
    Referencia: LeCun et al. (1998), «Efficient BackProp», ec. 16.
    """

    def __init__(self) -> None:
        super().__init__(scale=1.0, mode="fan_in", distribution="uniform")


@checks.strict
class GlorotNormal(VarianceScaling):
    """Equilibra la ida y la vuelta: Var(w) = 2/(fan_in + fan_out), normal truncada.

    Keras: `keras.initializers.GlorotNormal`. Referencia: Glorot y Bengio (2010), ec. 12.
    """

    def __init__(self) -> None:
        super().__init__(scale=1.0, mode="fan_avg", distribution="truncated_normal")


@checks.strict
class GlorotUniform(VarianceScaling):
    """Equilibra la ida y la vuelta: Var(w) = 2/(fan_in + fan_out), uniforme.

    Es con lo que parte una capa `Dense` si no se pide otra cosa.

    Keras: `keras.initializers.GlorotUniform`. Referencia: Glorot y Bengio (2010), ec. 16.
    """

    def __init__(self) -> None:
        super().__init__(scale=1.0, mode="fan_avg", distribution="uniform")


@checks.strict
class HeNormal(VarianceScaling):
    """Compensa lo que ReLU apaga: Var(w) = 2/fan_in, normal truncada.

    Keras: `keras.initializers.HeNormal`. Referencia: He et al. (2015), arXiv:1502.01852, ec. 10.
    """

    def __init__(self) -> None:
        super().__init__(scale=2.0, mode="fan_in", distribution="truncated_normal")


@checks.strict
class HeUniform(VarianceScaling):
    """Compensa lo que ReLU apaga: Var(w) = 2/fan_in, uniforme.

    Keras: `keras.initializers.HeUniform`. Referencia: He et al. (2015), arXiv:1502.01852, ec. 10.
    """

    def __init__(self) -> None:
        super().__init__(scale=2.0, mode="fan_in", distribution="uniform")


TABLE: dict[str, type[Initializer]] = {
    "zeros": Zeros,
    "ones": Ones,
    "constant": Constant,
    "random_normal": RandomNormal,
    "random_uniform": RandomUniform,
    "truncated_normal": TruncatedNormal,
    "variance_scaling": VarianceScaling,
    "lecun_normal": LecunNormal,
    "lecun_uniform": LecunUniform,
    "glorot_normal": GlorotNormal,
    "glorot_uniform": GlorotUniform,
    "he_normal": HeNormal,
    "he_uniform": HeUniform,
    "orthogonal": Orthogonal,
}


def get(identifier: Any) -> Initializer:
    """Devuelve el inicializador de un nombre ("he_normal") o el objeto recibido.

    Keras: `keras.initializers.get`.
    """
    return resolve("Inicializador", identifier, TABLE, Initializer)  # type: ignore[type-abstract]


__getattr__ = absent.explain(__name__)
