"""Normalizar dentro de la red: cada característica en su lote, o cada ejemplo por su cuenta."""

from typing import Any

import numpy as np

from course_lib import checks, initializers, regularizers
from course_lib.config import Array
from course_lib.layers.base import Layer, Shape


@checks.strict
class BatchNormalization(Layer):
    """Normaliza cada característica con la media y la varianza del lote.

    Al entrenar:  x̂ = (x − μ_lote) / √(σ²_lote + ε),   y = γ·x̂ + β
    Al predecir:  lo mismo, con las medias móviles reunidas al entrenar. También si la capa está
    congelada (`trainable = False`), como en Keras.

    Argumentos:
        momentum: peso del pasado en las medias móviles, en [0, 1); 0,99 es memoria larga.
        epsilon: impide dividir por cero si una característica no varía.
        center, scale: si se aprenden el desplazamiento β y la escala γ.
        beta_initializer, gamma_initializer: con qué parten β y γ.
        moving_mean_initializer, moving_variance_initializer: con qué parten las medias móviles.
        beta_regularizer, gamma_regularizer: penalización de β y de γ; None no penaliza.

    Formas: x (N, …, D) → y (N, …, D); gamma, beta y medias móviles (D,). Las estadísticas se toman
    sobre todos los ejes menos el último: en una imagen (N, alto, ancho, D), una por canal.
    Keras: `keras.layers.BatchNormalization`, mismos nombres y valores por defecto.
    Referencia: Ioffe y Szegedy (2015), algoritmo 1, arXiv:1502.03167.
    """

    def __init__(
        self,
        momentum: float = 0.99,
        epsilon: float = 1e-3,
        center: bool = True,
        scale: bool = True,
        beta_initializer: Any = "zeros",
        gamma_initializer: Any = "ones",
        moving_mean_initializer: Any = "zeros",
        moving_variance_initializer: Any = "ones",
        beta_regularizer: Any = None,
        gamma_regularizer: Any = None,
    ) -> None:
        super().__init__()
        self.momentum = checks.fraction("momentum", momentum, "el peso del pasado")
        self.epsilon = checks.positive("epsilon", epsilon)
        self.center = checks.boolean("center", center)
        self.scale = checks.boolean("scale", scale)
        self.beta_initializer = initializers.get(beta_initializer)
        self.gamma_initializer = initializers.get(gamma_initializer)
        self.moving_mean_initializer = initializers.get(moving_mean_initializer)
        self.moving_variance_initializer = initializers.get(moving_variance_initializer)
        self.beta_regularizer = regularizers.get(beta_regularizer)
        self.gamma_regularizer = regularizers.get(gamma_regularizer)

    def build(self, input_shape: Shape) -> None:
        if input_shape[-1] is None:
            raise ValueError("`BatchNormalization` necesita conocer el tamaño del último eje.")
        size = (input_shape[-1],)
        if self.scale:
            self.gamma = self.add_weight(
                "gamma", size, self.gamma_initializer, self.gamma_regularizer
            )
        if self.center:
            self.beta = self.add_weight("beta", size, self.beta_initializer, self.beta_regularizer)
        self.moving_mean = self.add_weight(
            "moving_mean", size, self.moving_mean_initializer, trainable=False
        )
        self.moving_variance = self.add_weight(
            "moving_variance", size, self.moving_variance_initializer, trainable=False
        )

    def call(self, x: Array, training: bool = False) -> Array:
        self._axes = tuple(range(x.ndim - 1))
        self._training = training and self.trainable
        mean = x.mean(self._axes) if self._training else self.moving_mean.value
        centered = x - mean
        variance = self.moving_variance.value
        if self._training:
            variance = (centered * centered).mean(self._axes)
            self._remember(self.moving_mean.value, mean)
            self._remember(self.moving_variance.value, variance)
        self._std = np.sqrt(variance + self.epsilon)
        self._x_hat = centered / self._std
        y = self._x_hat * self.gamma.value if self.scale else self._x_hat
        return y + self.beta.value if self.center else y

    def backward(self, grad: Array) -> Array:
        x_hat, axes = self.cached("_x_hat"), self._axes
        d_beta, d_gamma = grad.sum(axes), (grad * x_hat).sum(axes)
        if self.center:
            self.beta.grad = d_beta
        if self.scale:
            self.gamma.grad = d_gamma
        if self._training:
            # μ y σ² dependen de x: se resta lo que el lote entero aporta
            n = x_hat.size // x_hat.shape[-1]
            grad = grad - d_beta / n - x_hat * (d_gamma / n)
        return grad * (self.gamma.value / self._std if self.scale else 1 / self._std)

    def _remember(self, moving: Array, now: Array) -> None:
        """Media móvil: moving ← momentum·moving + (1 − momentum)·ahora, en su lugar."""
        moving += (1 - self.momentum) * (now - moving)


@checks.strict
class LayerNormalization(Layer):
    """Normaliza cada ejemplo con la media y la varianza de sus propias características.

    x̂ = (x − μ) / √(σ² + ε),   y = γ·x̂ + β,   con μ y σ² de cada ejemplo

    No mira a los vecinos de lote ni recuerda nada: hace lo mismo al entrenar y al predecir, y con
    un lote de un solo ejemplo.

    Argumentos:
        epsilon: impide dividir por cero si las características de un ejemplo son iguales.
        center, scale: si se aprenden el desplazamiento β y la escala γ.
        beta_initializer, gamma_initializer: con qué parten β y γ.
        beta_regularizer, gamma_regularizer: penalización de β y de γ; None no penaliza.

    Formas: x (N, …, D) → y (N, …, D); gamma y beta (D,). Las estadísticas se toman sobre el último
    eje: en una imagen (N, alto, ancho, D), sobre los canales de cada píxel.
    Keras: `keras.layers.LayerNormalization`, mismos nombres y valores por defecto.
    Referencia: Ba et al. (2016), ec. 3 y 4, arXiv:1607.06450.
    """

    def __init__(
        self,
        epsilon: float = 1e-3,
        center: bool = True,
        scale: bool = True,
        beta_initializer: Any = "zeros",
        gamma_initializer: Any = "ones",
        beta_regularizer: Any = None,
        gamma_regularizer: Any = None,
    ) -> None:
        super().__init__()
        self.epsilon = checks.positive("epsilon", epsilon)
        self.center = checks.boolean("center", center)
        self.scale = checks.boolean("scale", scale)
        self.beta_initializer = initializers.get(beta_initializer)
        self.gamma_initializer = initializers.get(gamma_initializer)
        self.beta_regularizer = regularizers.get(beta_regularizer)
        self.gamma_regularizer = regularizers.get(gamma_regularizer)

    def build(self, input_shape: Shape) -> None:
        if input_shape[-1] is None:
            raise ValueError("`LayerNormalization` necesita conocer el tamaño del último eje.")
        size = (input_shape[-1],)
        if self.scale:
            self.gamma = self.add_weight(
                "gamma", size, self.gamma_initializer, self.gamma_regularizer
            )
        if self.center:
            self.beta = self.add_weight("beta", size, self.beta_initializer, self.beta_regularizer)

    def call(self, x: Array, training: bool = False) -> Array:
        centered = x - x.mean(-1, keepdims=True)
        variance = (centered * centered).mean(-1, keepdims=True)
        self._std = np.sqrt(variance + self.epsilon)
        self._x_hat = centered / self._std
        y = self._x_hat * self.gamma.value if self.scale else self._x_hat
        return y + self.beta.value if self.center else y

    def backward(self, grad: Array) -> Array:
        x_hat: Array = self.cached("_x_hat")
        examples = tuple(range(grad.ndim - 1))
        if self.center:
            self.beta.grad = grad.sum(examples)
        if self.scale:
            self.gamma.grad = (grad * x_hat).sum(examples)
            grad = grad * self.gamma.value
        # μ y σ² dependen de x: se resta lo que aporta el ejemplo entero
        shared = grad.mean(-1, keepdims=True) + x_hat * (grad * x_hat).mean(-1, keepdims=True)
        return (grad - shared) / self._std
