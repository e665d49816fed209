"""Llevar cada columna de una tabla a la misma escala, con lo aprendido de los datos de estudio.

Keras trae `Normalization` y `Rescaling`, que son capas. Aquí está lo que le falta, con los nombres
de scikit-learn: `fit` aprende, `transform` escala, `inverse_transform` vuelve.
"""

from abc import ABC, abstractmethod
from typing import Any, TypeVar

import numpy as np

from course_lib import checks
from course_lib.config import Array

S = TypeVar("S", bound="Scaler")


class Scaler(ABC):
    """Resta un centro y divide por una escala, uno por columna: z = (x − center_) / scale_.

    Una columna que no varía se divide por 1: queda en 0 y no se divide por cero.

    Atributos después de `fit`: center_ y scale_, de forma (D,).
    """

    @abstractmethod
    def measure(self, x: Array) -> tuple[Array, Array]:
        """El centro y la escala de cada columna de una tabla."""

    def fit(self: S, x: Any) -> S:
        """Aprende el centro y la escala de cada columna. Usa solo datos de entrenamiento."""
        table = _table(x)
        self.center_, scale = self.measure(table)
        varies = (np.ptp(table, axis=0) > 0) & (scale > 0)
        self.scale_ = np.where(varies, scale, 1.0)
        return self

    def transform(self, x: Any) -> Array:
        """Escala una tabla con lo que aprendió `fit`; sirve para datos que no había visto."""
        return (self._known(x) - self.center_) / self.scale_

    def inverse_transform(self, z: Any) -> Array:
        """Vuelve a las unidades originales: x = z·scale_ + center_."""
        return self._known(z) * self.scale_ + self.center_

    def fit_transform(self, x: Any) -> Array:
        """`fit` y `transform` de los mismos datos: solo para los de entrenamiento."""
        return self.fit(x).transform(x)

    def _known(self, x: Any) -> Array:
        name, table = type(self).__name__, _table(x)
        if not hasattr(self, "center_"):
            raise RuntimeError(
                f"`{name}` no conoce todavía los datos: llama antes a `fit(x_entrenamiento)`."
            )
        if table.shape[1] != len(self.center_):
            raise ValueError(
                f"`{name}` aprendió una tabla de {len(self.center_)} columnas y recibió una de "
                f"{table.shape[1]}. Deben ser las mismas, en el mismo orden."
            )
        return table


class StandardScaler(Scaler):
    """Estandariza: cada columna queda con media 0 y varianza 1, z = (x − media) / desviación.

    La desviación divide por N, no por N − 1.

    Formas: x (N, D) → z (N, D).
    scikit-learn: `sklearn.preprocessing.StandardScaler`. Keras: la capa `Normalization`.
    """

    def measure(self, x: Array) -> tuple[Array, Array]:
        return x.mean(axis=0), x.std(axis=0)


class MinMaxScaler(Scaler):
    """Lleva cada columna a [0, 1]: z = (x − mín) / (máx − mín).

    Lo que después caiga fuera de lo visto al aprender sale también del intervalo.

    Formas: x (N, D) → z (N, D).
    scikit-learn: `sklearn.preprocessing.MinMaxScaler`.
    """

    def measure(self, x: Array) -> tuple[Array, Array]:
        return x.min(axis=0), np.ptp(x, axis=0)


class RobustScaler(Scaler):
    """Centra en la mediana y divide por el rango intercuartílico: no se fija en los extremos.

    Formas: x (N, D) → z (N, D).
    scikit-learn: `sklearn.preprocessing.RobustScaler`.
    """

    def measure(self, x: Array) -> tuple[Array, Array]:
        low, middle, high = np.quantile(x, [0.25, 0.5, 0.75], axis=0)
        return middle, high - low


def _table(x: Any) -> Array:
    """Exige una tabla de números finitos, con una fila por ejemplo."""
    table = checks.data("x", x).astype(np.float64)
    if table.ndim != 2:
        raise ValueError(
            "`x` debe ser una tabla (N, D): una fila por ejemplo y una columna por "
            f"característica. Recibido: forma {table.shape}. Una sola columna es x[:, None]."
        )
    return table
