"""La red: capas en fila, que se entrenan con minilotes.

Keras: `keras.Sequential`, con una pieza más: `backward`.
"""

import itertools
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib import callbacks as cb
from course_lib import checks, losses, metrics, optimizers, saving
from course_lib.config import Array
from course_lib.layers.base import Layer, Parameter, Shape, assign, snake_case
from course_lib.layers.core import Input
from course_lib.layers.preprocessing import Normalization, Rescaling
from course_lib.metrics import get as metric_name

Data = tuple[NDArray[Any], NDArray[Any]]


def thousands(count: int) -> str:
    """Escribe un entero con punto de miles: 1.234.567."""
    return f"{count:,}".replace(",", ".")


@checks.strict
class Sequential:
    """Encadena capas: la salida de cada una es la entrada de la siguiente.

    Argumentos:
        layers: lista de capas; si empieza con `Input(shape)`, los pesos se crean de una vez.
        seed: semilla de todo el azar de la red. Cada capa recibe su propio flujo, así cambiar una
            no cambia el azar de las demás.

    Formas: las de la primera y la última capa.
    Keras: `keras.Sequential`; solo `seed` es nuestro.
    """

    def __init__(self, layers: Sequence[Any] | None = None, seed: int | None = None) -> None:
        self.layers: list[Layer] = []
        self.stop_training = False
        self.rng = np.random.default_rng(
            None if seed is None else checks.integer("seed", seed, low=0)
        )
        self._output_shape: Shape | None = None
        self._loss: losses.Loss | None = None
        for layer in checks.sequence("layers", layers or []):
            self.add(layer)

    @checks.spanish_arguments
    def add(self, layer: Any) -> None:
        """Agrega una capa al final.

        Keras: `Sequential.add`.
        """
        if isinstance(layer, Input):
            if self.layers or self._output_shape is not None:
                raise ValueError("`Input` va una vez, al principio de la red.")
            self._output_shape = layer.shape
            return
        if not isinstance(layer, Layer):
            hint = " ¿Faltan los paréntesis?" if isinstance(layer, type) else ""
            raise TypeError(
                f"Se esperaba una capa de `course_lib.layers`. Recibido: {layer!r}.{hint}"
            )
        if layer in self.layers:
            raise ValueError(f"La capa {layer.name!r} ya está en la red: crea otra igual.")
        (stream,) = self.rng.spawn(1)
        if getattr(layer, "seed", None) is None:
            layer.rng = stream
        same = sum(type(other) is type(layer) for other in self.layers)
        layer.rename(snake_case(type(layer).__name__) + (f"_{same}" if same else ""))
        if self._output_shape is not None:
            layer.build(self._output_shape)
            self._output_shape = layer.compute_output_shape(self._output_shape)
        self.layers.append(layer)

    def build(self, input_shape: Shape) -> None:
        """Crea los pesos de todas las capas para entradas de forma (None, …)."""
        for layer in self.layers:
            layer.build(input_shape)
            input_shape = layer.compute_output_shape(input_shape)
        self._output_shape = input_shape

    def __call__(self, x: Any, training: bool = False) -> Array:
        """Pasa un lote por todas las capas. Formas: (N, …) → la de la última capa."""
        y = checks.tensor("x", x)
        for layer in self.layers:
            y = layer(y, training=training)
        return y

    def backward(self, grad: Array) -> Array:
        """Retropropaga ∂L/∂salida: deja en cada `Parameter.grad` su derivada, con la penalización.

        Devuelve ∂L/∂entrada, que no incluye la penalización porque esta no depende de la entrada.
        """
        return self._backward(self.layers, grad)

    def _backward(self, layers: Sequence[Layer], grad: Array) -> Array:
        for layer in reversed(layers):
            grad = layer.backward(grad)
        for p in self.trainable_weights:
            if p.regularizer and p.grad is not None:
                p.grad += p.regularizer.gradient(p.value)
        return grad

    @property
    def loss(self) -> losses.Loss:
        """La pérdida elegida en `compile`."""
        if self._loss is None:
            raise RuntimeError("Falta elegir cómo se entrena: llama antes a `model.compile(…)`.")
        return self._loss

    @property
    def penalty(self) -> float:
        """Suma de las penalizaciones de los pesos que se entrenan: se agrega a la pérdida."""
        return sum((p.regularizer(p.value) for p in self.trainable_weights if p.regularizer), 0.0)

    @property
    def weights(self) -> list[Parameter]:
        """Todos los parámetros, capa por capa, en el orden de Keras."""
        return [p for layer in self.layers for p in layer.weights]

    @property
    def trainable_weights(self) -> list[Parameter]:
        """Los parámetros que se entrenan."""
        return [p for layer in self.layers for p in layer.trainable_weights]

    def get_weights(self) -> list[Array]:
        """Copia de todos los pesos: `keras_model.set_weights(model.get_weights())`."""
        return [p.value.copy() for p in self.weights]

    def set_weights(self, weights: Sequence[Any]) -> None:
        """Escribe todos los pesos, o ninguno si no calzan con la arquitectura."""
        self._require_built()
        assign(self.weights, weights)

    @checks.spanish_arguments
    def compile(
        self, optimizer: Any, loss: Any = None, metrics: Sequence[Any] | None = None
    ) -> None:
        """Elige cómo se entrena.

        Argumentos:
            optimizer: "sgd", "adam", "adamw" o un objeto de `course_lib.optimizers`.
            loss: "mse", "sparse_categorical_crossentropy", … o un objeto de `course_lib.losses`.
            metrics: lista de métricas que se anotan; "accuracy" es la que hay.

        Keras: `Sequential.compile` (allá `optimizer` vale "rmsprop" si no se dice).
        """
        self.optimizer = optimizers.get(optimizer)
        self._loss = losses.get(loss)
        self._metrics = [metric_name(name) for name in checks.sequence("metrics", metrics or [])]

    @checks.spanish_arguments
    def fit(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: int | None = None,
        epochs: int = 1,
        verbose: str | int = "auto",
        callbacks: Sequence[cb.Callback] | None = None,
        validation_split: float = 0.0,
        validation_data: tuple[Any, Any] | None = None,
        shuffle: bool = True,
    ) -> cb.History:
        """Entrena: en cada época recorre los datos en minilotes y da un paso por minilote.

        Argumentos:
            x, y: datos y objetivos, con el mismo número de ejemplos.
            batch_size: ejemplos por paso; None es 32.
            epochs: cuántas veces se recorren los datos.
            verbose: 0 en silencio, 1 (o "auto") una barra, 2 una línea por época.
            callbacks: lista de `Callback`.
            validation_split: fracción del final de los datos que se aparta para validar.
            validation_data: (x, y) de validación; con ella, `validation_split` no se usa.
            shuffle: si se barajan los datos en cada época.

        Devuelve un `History`: `history["loss"]`, `["accuracy"]`, `["val_loss"]`, … por época. La
        pérdida incluye la penalización y se promedia mientras los pesos cambian, como en Keras.

        Keras: `Sequential.fit`.
        """
        size = self._batch_size(batch_size)
        epochs = checks.integer("epochs", epochs)
        shuffle = checks.boolean("shuffle", shuffle)
        history = cb.History()
        watchers = [*cb.watchers(callbacks, verbose, epochs), history]
        (x, y), validation = self._hold_out(*self._data(x, y), validation_split, validation_data)
        self.stop_training = False
        cb.notify(watchers, "set_model", self)
        cb.notify(watchers, "on_train_begin")
        for epoch in range(epochs):
            cb.notify(watchers, "on_epoch_begin", epoch)
            order = self.rng.permutation(len(x)) if shuffle else np.arange(len(x))
            logs = self._train_epoch(x, y, order, size, watchers)
            if validation is not None:
                values = self._evaluate(*validation, size)
                logs |= {f"val_{name}": value for name, value in values.items()}
            cb.notify(watchers, "on_epoch_end", epoch, logs)
            if self.stop_training:
                break
        cb.notify(watchers, "on_train_end")
        return history

    def _train_epoch(
        self,
        x: NDArray[Any],
        y: NDArray[Any],
        order: NDArray[np.intp],
        size: int,
        watchers: list[cb.Callback],
    ) -> dict[str, float]:
        totals: dict[str, float] = {}
        # una tasa demasiado alta termina en NaN: se ve en la pérdida, como en Keras, sin avisos
        with np.errstate(over="ignore", invalid="ignore"):
            for step, start in enumerate(range(0, len(x), size)):
                cb.notify(watchers, "on_train_batch_begin", step)
                rows = order[start : start + size]
                y_pred = self(x[rows], training=True)
                self._add(totals, y[rows], y_pred)
                self._learn(self.loss.gradient(y[rows], y_pred))
                self.optimizer.step(self.trainable_weights)
                cb.notify(watchers, "on_train_batch_end", step)
        return {name: total / len(x) for name, total in totals.items()}

    def _learn(self, grad: Array) -> None:
        """Retropropaga hasta la primera capa que aprende: lo que hay antes no lo necesita."""
        learners = list(itertools.dropwhile(lambda layer: not layer.trainable_weights, self.layers))
        if not learners:
            return
        learners[0].needs_input_grad = False
        try:
            self._backward(learners, grad)
        finally:
            learners[0].needs_input_grad = True

    def _add(self, totals: dict[str, float], y: Any, y_pred: Array) -> None:
        """Suma la pérdida y las métricas de un minilote, ponderadas por su número de ejemplos."""
        values = {"loss": self.loss(y, y_pred) + self.penalty}
        values |= {name: metrics.TABLE[name](y, y_pred) for name in self._metrics}
        for name, value in values.items():
            totals[name] = totals.get(name, 0.0) + value * len(y)

    def _evaluate(self, x: NDArray[Any], y: NDArray[Any], size: int) -> dict[str, float]:
        totals: dict[str, float] = {}
        with np.errstate(over="ignore", invalid="ignore"):
            for start in range(0, len(x), size):
                rows = slice(start, start + size)
                self._add(totals, y[rows], self(x[rows]))
        return {name: total / len(x) for name, total in totals.items()}

    @checks.spanish_arguments
    def evaluate(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: int | None = None,
        verbose: str | int = "auto",
        return_dict: bool = False,
    ) -> float | list[float] | dict[str, float]:
        """Mide la pérdida (con su penalización) y las métricas, en modo inferencia.

        Devuelve la pérdida; con métricas, una lista [pérdida, exactitud]; con `return_dict`, un
        diccionario.

        Keras: `Sequential.evaluate`.
        """
        cb.verbosity(verbose)
        values = self._evaluate(*self._data(x, y), self._batch_size(batch_size))
        if checks.boolean("return_dict", return_dict):
            return values
        return list(values.values()) if self._metrics else values["loss"]

    @checks.spanish_arguments
    def predict(self, x: Any, batch_size: int | None = None, verbose: str | int = "auto") -> Array:
        """Calcula la salida en modo inferencia, por lotes para no llenar la memoria.

        Keras: `Sequential.predict`.
        """
        cb.verbosity(verbose)
        x, size = self._inputs("x", x), self._batch_size(batch_size)
        with np.errstate(over="ignore", invalid="ignore"):
            lots = [self(x[start : start + size]) for start in range(0, len(x), size)]
        return np.concatenate(lots)

    @checks.spanish_arguments
    def summary(self, print_fn: Callable[[str], Any] | None = None) -> None:
        """Escribe una tabla con la forma de salida y los parámetros de cada capa.

        Keras: `Sequential.summary`.
        """
        self._require_built()
        rows = []
        shape = self.layers[0].input_shape
        for layer in self.layers:
            shape = layer.compute_output_shape(shape)
            rows.append((layer.name, str(shape), sum(p.value.size for p in layer.weights)))
        lines = [f"{'Capa':<28}{'Salida':<22}{'Parámetros':>12}"]
        lines += [f"{name:<28}{output:<22}{thousands(count):>12}" for name, output, count in rows]
        trained = sum(p.value.size for p in self.trainable_weights)
        total = sum(row[2] for row in rows)
        lines.append(f"Total: {thousands(total)}, de los que se entrenan {thousands(trained)}.")
        (print_fn or print)("\n".join(lines))

    @checks.spanish_arguments
    def save_weights(self, filepath: str | Path, overwrite: bool = True) -> None:
        """Guarda los pesos en un archivo `.weights.npz`, entero o nada.

        Keras: `Sequential.save_weights` (allá el archivo es `.weights.h5`).
        """
        self._require_built()
        saving.save_arrays(
            Path(filepath), self.get_weights(), checks.boolean("overwrite", overwrite)
        )

    @checks.spanish_arguments
    def load_weights(self, filepath: str | Path) -> None:
        """Lee los pesos que guardó `save_weights`; si no calzan, no cambia ninguno.

        Keras: `Sequential.load_weights`.
        """
        self.set_weights(saving.load_arrays(Path(filepath)))

    def _require_built(self) -> None:
        if not self.layers or not all(layer.built for layer in self.layers):
            raise RuntimeError(
                "La red todavía no tiene pesos: empieza con `Input(shape=…)` o llámala una vez con "
                "datos."
            )

    @staticmethod
    def _batch_size(batch_size: int | None) -> int:
        return checks.integer("batch_size", 32 if batch_size is None else batch_size)

    def _inputs(self, name: str, x: Any) -> NDArray[Any]:
        if not self.layers:
            raise RuntimeError("La red no tiene capas: agrégalas con `model.add(…)`.")
        x = checks.data(name, x)
        scales = any(isinstance(layer, Rescaling | Normalization) for layer in self.layers)
        if x.dtype == np.uint8 and not scales:
            raise TypeError(
                f"`{name}` es una imagen uint8, con píxeles de 0 a 255. Escálala antes: "
                f"{name}.astype('float32') / 255, o empieza la red con Rescaling(1 / 255)."
            )
        return checks.tensor(name, x)

    def _data(self, x: Any, y: Any, prefix: str = "") -> Data:
        _ = self.loss  # sin `compile` no se entrena ni se mide
        inputs, targets = self._inputs(f"{prefix}x", x), checks.data(f"{prefix}y", y)
        checks.same_length(f"{prefix}x", inputs, f"{prefix}y", targets)
        return inputs, targets

    def _hold_out(
        self, x: NDArray[Any], y: NDArray[Any], split: float, given: Any
    ) -> tuple[Data, Data | None]:
        """Separa los datos con que se entrena de los datos con que se valida."""
        split = checks.fraction("validation_split", split, "la parte que se aparta")
        if given is not None:
            pair = checks.sequence("validation_data", given)
            if len(pair) != 2:
                raise ValueError(
                    f"`validation_data` es un par (x, y). Llegaron {len(pair)} partes."
                )
            return (x, y), self._data(pair[0], pair[1], prefix="val_")
        if split == 0:
            return (x, y), None
        kept = math.floor(len(x) * (1 - split))
        if kept in (0, len(x)):
            raise ValueError(
                f"`validation_split` {split} de {len(x)} ejemplos deja sin datos el entrenamiento "
                "o la validación."
            )
        return (x[:kept], y[:kept]), (x[kept:], y[kept:])
