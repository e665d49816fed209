"""La convolución: los mismos filtros en cada lugar de la imagen, con un solo producto."""

from typing import Any

import numpy as np

from course_lib import activations, checks, initializers, regularizers
from course_lib.config import Array
from course_lib.layers.base import Shape
from course_lib.layers.windows import Windowed, image_sides, pair


@checks.strict
class Conv2D(Windowed):
    """Busca los mismos patrones en cada lugar de la imagen: ventanas por filtros, un solo producto.

    V tiene una fila por ventana (lo que se ve desde un lugar, estirado) y W una columna por filtro:

        y = f(V·W + b)

    Es una capa densa que mira de a una ventana y repite sus pesos en todas. Hacia atrás también,
    con δ = ∂L/∂y ⊙ f′:  ∂L/∂W = Vᵀ·δ,   ∂L/∂b = Σ δ,   ∂L/∂V = δ·Wᵀ. Como las ventanas se
    traslapan, cada píxel suma lo que le llega desde todas las que lo vieron: δ·Wᵀ se reparte
    casilla por casilla, sin escribir entera la ∂L/∂V.

    Argumentos:
        filters: número de filtros, los canales de la salida.
        kernel_size: lado de la ventana, o (alto, ancho).
        strides: cuánto avanza la ventana, un entero o (abajo, derecha).
        padding: "valid" no se sale de la imagen; "same" agrega un borde de ceros.
        activation: nombre o función; None deja la salida lineal.
        use_bias: si se suma el sesgo b, uno por filtro.
        kernel_initializer, bias_initializer: con qué parten W y b.
        kernel_regularizer, bias_regularizer: penalización de W y de b; None no penaliza.

    Formas: x (N, H, W, C) → y (N, lugares a lo alto, lugares a lo ancho, filters); kernel (alto,
    ancho, C, filters), bias (filters,). Memoria: V repite cada píxel hasta alto·ancho veces.
    Keras: `keras.layers.Conv2D`, mismos nombres y valores por defecto.
    Referencia: LeCun et al. (1998), sección II; el producto único, Chellapilla et al. (2006), «High
    Performance Convolutional Neural Networks for Document Processing».
    """

    def __init__(
        self,
        filters: int,
        kernel_size: Any,
        strides: Any = (1, 1),
        padding: str = "valid",
        activation: Any = None,
        use_bias: bool = True,
        kernel_initializer: Any = "glorot_uniform",
        bias_initializer: Any = "zeros",
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
    ) -> None:
        self.filters = checks.integer("filters", filters)
        self.kernel_size = pair("kernel_size", kernel_size)
        super().__init__(self.kernel_size, strides, padding)
        self.activation = activations.get(activation)
        self.use_bias = checks.boolean("use_bias", use_bias)
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)

    def build(self, input_shape: Shape) -> None:
        """Comprueba que la ventana quepa y crea los filtros."""
        super().build(input_shape)
        *_, channels = image_sides(self, input_shape)
        self.kernel = self.add_weight(
            "kernel",
            (*self.kernel_size, channels, self.filters),
            self.kernel_initializer,
            self.kernel_regularizer,
        )
        if self.use_bias:
            self.bias = self.add_weight(
                "bias", (self.filters,), self.bias_initializer, self.bias_regularizer
            )

    def call(self, x: Array, training: bool = False) -> Array:
        self._padded = self.pad(x)
        windows = self.windows(self._padded)
        by_filter = self.kernel.value.reshape(-1, self.filters)  # una columna por filtro
        self._rows = windows.reshape(-1, len(by_filter))  # una fila por ventana
        z = self._rows @ by_filter
        if self.use_bias:
            z += self.bias.value
        self._z = z.reshape(*windows.shape[:3], self.filters)
        self._y = self.activation(self._z)
        return self._y

    def backward(self, grad: Array) -> Array:
        rows = self.cached("_rows")
        d_z = activations.backward(self.activation, grad, self._z, self._y)
        d_z = d_z.reshape(-1, self.filters)
        self.kernel.grad = (rows.T @ d_z).reshape(self.kernel.value.shape)
        if self.use_bias:
            self.bias.grad = d_z.sum(axis=0)
        if not self.needs_input_grad:
            return d_z
        d_padded = np.zeros_like(self._padded)
        by_cell = self.kernel.value.reshape(-1, *self.kernel.value.shape[2:])
        for pixels, weights in zip(self.cells(d_padded), by_cell, strict=True):
            pixels += (d_z @ weights.T).reshape(pixels.shape)  # escribe en d_padded
        return self.unpad(d_padded)

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        return (input_shape[0], *self.places(input_shape), self.filters)
