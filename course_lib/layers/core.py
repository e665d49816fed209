"""Las capas básicas: la entrada, la densa, la activación y la que aplana."""

import math
from collections.abc import Sequence
from typing import Any

from course_lib import activations, checks, initializers, regularizers
from course_lib.config import Array
from course_lib.layers.base import Layer, Shape


@checks.strict
class Input:
    """Declara la forma de un ejemplo; no es una capa y no aparece en `model.layers`.

    Argumentos:
        shape: la forma sin el lote, como (784,) o (28, 28, 1).

    Keras: `keras.Input`.
    """

    def __init__(self, shape: Sequence[int] | None = None) -> None:
        self.shape: Shape = (None, *checks.shape("shape", shape))


@checks.strict
class Dense(Layer):
    """Mezcla todas las entradas en cada neurona: y = f(x·W + b).

    Hacia atrás, con δ = ∂L/∂y ⊙ f′:  ∂L/∂W = xᵀ·δ,   ∂L/∂b = Σ δ,   ∂L/∂x = δ·Wᵀ

    Argumentos:
        units: número de neuronas.
        activation: nombre o función; None deja la salida lineal.
        use_bias: si se suma el sesgo b.
        kernel_initializer, bias_initializer: con qué parten W y b.
        kernel_regularizer, bias_regularizer: penalización de W y de b; None no penaliza.

    Formas: x (N, …, D) → y (N, …, units); kernel (D, units), bias (units,).
    Keras: `keras.layers.Dense`, mismos nombres y valores por defecto.
    """

    def __init__(
        self,
        units: int,
        activation: Any = None,
        use_bias: bool = True,
        kernel_initializer: Any = "glorot_uniform",
        bias_initializer: Any = "zeros",
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
    ) -> None:
        super().__init__()
        self.units = checks.integer("units", units)
        self.activation = activations.get(activation)
        self.use_bias = checks.boolean("use_bias", use_bias)
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)

    def build(self, input_shape: Shape) -> None:
        if input_shape[-1] is None:
            raise ValueError("`Dense` necesita conocer el tamaño del último eje de su entrada.")
        shape = (input_shape[-1], self.units)
        self.kernel = self.add_weight(
            "kernel", shape, self.kernel_initializer, self.kernel_regularizer
        )
        if self.use_bias:
            self.bias = self.add_weight(
                "bias", (self.units,), self.bias_initializer, self.bias_regularizer
            )

    def call(self, x: Array, training: bool = False) -> Array:
        z = x @ self.kernel.value
        if self.use_bias:
            z += self.bias.value
        self._x, self._z = x, z
        self._y = self.activation(z)
        return self._y

    def backward(self, grad: Array) -> Array:
        x = self.cached("_x")
        d_z = activations.backward(self.activation, grad, self._z, self._y)
        rows = d_z.reshape(-1, self.units)
        self.kernel.grad = x.reshape(-1, x.shape[-1]).T @ rows
        if self.use_bias:
            self.bias.grad = rows.sum(axis=0)
        return d_z @ self.kernel.value.T if self.needs_input_grad else d_z

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        return (*input_shape[:-1], self.units)


@checks.strict
class Activation(Layer):
    """Aplica una función de activación a cada elemento: y = f(x).

    Argumentos:
        activation: nombre ("relu") o función de `course_lib.activations`.

    Formas: x (N, …) → y (N, …).
    Keras: `keras.layers.Activation`.
    """

    def __init__(self, activation: Any) -> None:
        super().__init__()
        self.activation = activations.get(activation)

    def call(self, x: Array, training: bool = False) -> Array:
        self._x, self._y = x, self.activation(x)
        return self._y

    def backward(self, grad: Array) -> Array:
        return activations.backward(self.activation, grad, self.cached("_x"), self._y)


@checks.strict
class Flatten(Layer):
    """Estira cada ejemplo en una fila: (N, 28, 28) → (N, 784).

    Formas: x (N, …) → y (N, producto del resto).
    Keras: `keras.layers.Flatten`.
    """

    def call(self, x: Array, training: bool = False) -> Array:
        self._shape = x.shape
        return x.reshape(len(x), -1)

    def backward(self, grad: Array) -> Array:
        return grad.reshape(self.cached("_shape"))

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        return (input_shape[0], math.prod(side for side in input_shape[1:] if side))
