"""Cómo se mueve cada peso con su gradiente.

El decaimiento de pesos (`weight_decay`) es desacoplado, como en Keras: w ← w − η·wd·w antes del
paso, fuera del gradiente. La penalización L2, en cambio, viaja dentro del gradiente.
"""

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any

import numpy as np

from course_lib import absent, checks
from course_lib.config import Array
from course_lib.layers.base import Parameter
from course_lib.registry import resolve

# Los pasos se hacen por trozos que caben en la memoria caché del procesador
BLOCK = 1 << 16


class Optimizer(ABC):
    """Actualiza parámetros: `step(parameters)` usa el gradiente que dejó `backward`.

    Keras: `keras.optimizers.Optimizer`.
    """

    slots = 0  # cuántos arreglos del tamaño del peso se recuerdan

    def __init__(self, learning_rate: float, weight_decay: float | None) -> None:
        self.learning_rate = checks.number("learning_rate", learning_rate, low=0)
        if weight_decay is not None:
            weight_decay = checks.number("weight_decay", weight_decay, low=0)
        self.weight_decay = weight_decay
        self.iterations = 0
        self._memory: dict[Parameter, list[Array]] = {}
        self._excluded: set[Parameter] = set()
        self._excluded_names: re.Pattern[str] | None = None

    @checks.spanish_arguments
    def exclude_from_weight_decay(
        self,
        var_list: Iterable[Parameter] | None = None,
        var_names: Iterable[str] | None = None,
    ) -> None:
        """Deja parámetros fuera del decaimiento: por ejemplo `var_names=["bias", "gamma", "beta"]`.

        Keras: `Optimizer.exclude_from_weight_decay`.
        """
        self._excluded = set(var_list or ())
        self._excluded_names = re.compile("|".join(var_names)) if var_names else None

    def step(self, parameters: Iterable[Parameter]) -> None:
        """Da un paso: decaimiento primero, gradiente después. Escribe sobre `parameter.value`."""
        self.iterations += 1
        for parameter in parameters:
            if parameter.grad is None or parameter.grad.shape != parameter.value.shape:
                raise RuntimeError(
                    f"El parámetro {parameter.name!r}, de forma {parameter.value.shape}, necesita "
                    "un gradiente de la misma forma: llama a `backward` antes de `step`."
                )
            # un arreglo en otro orden se aplanaría en una copia y el paso se perdería
            parameter.value = np.asarray(parameter.value, order="C")
            if self.weight_decay and not self._is_excluded(parameter):
                parameter.value *= 1 - self.weight_decay * self.learning_rate
            if parameter not in self._memory:
                self._memory[parameter] = [
                    np.zeros_like(parameter.value) for _ in range(self.slots)
                ]
            arrays = (parameter.value, parameter.grad, *self._memory[parameter])
            flat = [a.reshape(-1) for a in arrays]
            size = parameter.value.size
            work = np.empty_like(parameter.value, shape=min(size, BLOCK))
            for start in range(0, size, BLOCK):
                block = [a[start : start + BLOCK] for a in flat]
                self.update(work[: size - start], *block)

    @abstractmethod
    def update(self, work: Array, w: Array, grad: Array, *memory: Array) -> None:
        """Mueve `w`, y lo que se recuerda de él, en su lugar. `grad` no se toca.

        Argumentos:
            work: espacio, del tamaño de `w`, para las cuentas intermedias.
        """

    def _is_excluded(self, parameter: Parameter) -> bool:
        _, _, name = parameter.name.rpartition("/")
        by_name = self._excluded_names and self._excluded_names.search(name)
        return parameter in self._excluded or bool(by_name)


@checks.strict
class SGD(Optimizer):
    """Baja por el gradiente, con inercia si se pide.

    Sin momento:  w ← w − η·g
    Con momento:  v ← momentum·v − η·g,   w ← w + v
    Nesterov:     v ← momentum·v − η·g,   w ← w + momentum·v − η·g

    Argumentos:
        learning_rate: η, el largo del paso.
        momentum: fracción de la velocidad que se conserva, en [0, 1].
        nesterov: si se mira el gradiente un paso más adelante.
        weight_decay: decaimiento desacoplado, w ← w − η·wd·w; None lo apaga.

    Keras: `keras.optimizers.SGD`, mismos nombres y valores por defecto.
    Referencia: Sutskever et al. (2013), «On the importance of initialization and momentum».
    """

    def __init__(
        self,
        learning_rate: float = 0.01,
        momentum: float = 0.0,
        nesterov: bool = False,
        weight_decay: float | None = None,
    ) -> None:
        super().__init__(learning_rate, weight_decay)
        self.momentum = checks.number("momentum", momentum, low=0, high=1)
        self.nesterov = checks.boolean("nesterov", nesterov)
        self.slots = 1 if momentum else 0

    def update(self, work: Array, w: Array, grad: Array, *memory: Array) -> None:
        step = np.multiply(grad, self.learning_rate, out=work)
        if not memory:
            w -= step
            return
        (velocity,) = memory
        velocity *= self.momentum
        velocity -= step
        w += velocity * self.momentum - step if self.nesterov else velocity


@checks.strict
class Adam(Optimizer):
    """Da a cada peso su propio paso, según la media y la magnitud de sus gradientes.

    m ← m + (1 − β₁)(g − m),   v ← v + (1 − β₂)(g² − v)
    w ← w − η·√(1 − β₂ᵗ)/(1 − β₁ᵗ) · m/(√v + ε)

    Argumentos:
        learning_rate: η, el largo aproximado de cada paso.
        beta_1, beta_2: memoria de la media y de la magnitud, en [0, 1).
        epsilon: impide dividir por cero.
        weight_decay: decaimiento desacoplado (con él, Adam es AdamW); None lo apaga.

    Keras: `keras.optimizers.Adam`. Referencia: Kingma y Ba (2015), arXiv:1412.6980.
    """

    slots = 2

    def __init__(
        self,
        learning_rate: float = 0.001,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
        weight_decay: float | None = None,
    ) -> None:
        super().__init__(learning_rate, weight_decay)
        self.beta_1 = checks.fraction("beta_1", beta_1, "la memoria de la media")
        self.beta_2 = checks.fraction("beta_2", beta_2, "la memoria de la magnitud")
        self.epsilon = checks.positive("epsilon", epsilon)

    def update(self, work: Array, w: Array, grad: Array, *memory: Array) -> None:
        # se recuerdan m/(1 − β₁) y v/(1 − β₂): así cada uno es una resta menos sobre los pesos
        m, v = memory
        t = self.iterations
        rate = self.learning_rate * math.sqrt(1 - self.beta_2**t) / (1 - self.beta_1**t)
        scale = math.sqrt(1 - self.beta_2)
        m *= self.beta_1
        m += grad
        v *= self.beta_2
        v += np.multiply(grad, grad, out=work)
        step = np.sqrt(v, out=work)
        step += self.epsilon / scale
        np.divide(m, step, out=step)
        step *= rate * (1 - self.beta_1) / scale
        w -= step


@checks.strict
class AdamW(Adam):
    """Es Adam con decaimiento de pesos desacoplado, encendido por defecto.

    Argumentos: los de `Adam`; `weight_decay` vale 0,004 si no se dice otra cosa.
    Keras: `keras.optimizers.AdamW`. Referencia: Loshchilov y Hutter (2019), arXiv:1711.05101.
    """

    def __init__(
        self,
        learning_rate: float = 0.001,
        weight_decay: float | None = 0.004,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
    ) -> None:
        super().__init__(learning_rate, beta_1, beta_2, epsilon, weight_decay)


TABLE: dict[str, type[Optimizer]] = {"sgd": SGD, "adam": Adam, "adamw": AdamW}


def get(identifier: Any) -> Optimizer:
    """Devuelve el optimizador de un nombre ("adam") o el objeto recibido.

    Keras: `keras.optimizers.get`.
    """
    return resolve("Optimizador", identifier, TABLE, Optimizer)  # type: ignore[type-abstract]


__getattr__ = absent.explain(__name__)
