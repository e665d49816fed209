"""Lo que se puede hacer mientras `fit` entrena: anotar, mirar y detenerse a tiempo."""

import math
import warnings
from collections.abc import Sequence
from typing import Any, Protocol

from course_lib import absent, bars, checks
from course_lib.config import Array

Logs = dict[str, float]


class _Model(Protocol):
    """Lo que un `Callback` puede pedirle a la red que se entrena."""

    stop_training: bool

    def get_weights(self) -> list[Array]:
        """Copia de todos los pesos."""

    def set_weights(self, weights: Sequence[Any]) -> None:
        """Escribe todos los pesos."""


class Callback:
    """Se le avisa en cada momento del entrenamiento; `self.model` es la red.

    Keras: `keras.callbacks.Callback`.
    """

    model: _Model

    def set_model(self, model: _Model) -> None:
        """Recibe la red antes de empezar."""
        self.model = model

    def on_train_begin(self, logs: Logs | None = None) -> None:
        """Antes de la primera época."""

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        """Antes de cada época."""

    def on_train_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        """Antes de cada paso."""

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        """Después de cada paso; los gradientes siguen en `Parameter.grad`."""

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        """Después de cada época; `logs` trae "loss", "val_loss" y las métricas."""

    def on_train_end(self, logs: Logs | None = None) -> None:
        """Después de la última época."""


class History(Callback):
    """Anota la pérdida y las métricas de cada época. `fit` devuelve uno.

    Keras: `keras.callbacks.History`, con las mismas claves.
    """

    def on_train_begin(self, logs: Logs | None = None) -> None:
        self.epoch: list[int] = []
        self.history: dict[str, list[float]] = {}

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        self.epoch.append(epoch)
        for name, value in (logs or {}).items():
            self.history.setdefault(name, []).append(value)


@checks.strict
class EarlyStopping(Callback):
    """Detiene el entrenamiento cuando una cantidad deja de mejorar (detención temprana).

    Argumentos:
        monitor: la cantidad que se mira: "val_loss", "val_accuracy", "loss", …
        min_delta: mejora mínima que cuenta como mejora.
        patience: épocas sin mejorar que se toleran.
        verbose: 1 escribe en qué época se detuvo.
        mode: "min", "max" o "auto" (máximo solo para la exactitud).
        baseline: valor que hay que superar para reiniciar la paciencia.
        restore_best_weights: si al final se vuelve a los pesos de la mejor época.
        start_from_epoch: primera época que se mira.

    Keras: `keras.callbacks.EarlyStopping`, mismos nombres y valores por defecto.
    """

    def __init__(
        self,
        monitor: str = "val_loss",
        min_delta: float = 0,
        patience: int = 0,
        verbose: int = 0,
        mode: str = "auto",
        baseline: float | None = None,
        restore_best_weights: bool = False,
        start_from_epoch: int = 0,
    ) -> None:
        checks.option("mode", mode, ("auto", "min", "max"))
        self.monitor = str(monitor)
        self.min_delta = abs(checks.number("min_delta", min_delta))
        self.patience = checks.integer("patience", patience, low=0)
        self.verbose = checks.integer("verbose", verbose, low=0)
        self.sign = 1 if mode == "max" or (mode == "auto" and "acc" in self.monitor) else -1
        self.baseline = None if baseline is None else checks.number("baseline", baseline)
        self.restore_best_weights = checks.boolean("restore_best_weights", restore_best_weights)
        self.start_from_epoch = checks.integer("start_from_epoch", start_from_epoch, low=0)

    def on_train_begin(self, logs: Logs | None = None) -> None:
        self.wait = 0
        self.stopped_epoch = 0
        self.best_epoch = 0
        self.best: float | None = None
        self.best_weights: list[Array] | None = None

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        current = (logs or {}).get(self.monitor)
        if current is None:
            warnings.warn(
                f"EarlyStopping mira {self.monitor!r}, que no existe en este entrenamiento. "
                f"Hay: {', '.join(logs or {})}. ¿Falta `validation_data`?",
                stacklevel=2,
            )
            return
        if epoch < self.start_from_epoch:
            return
        if self.restore_best_weights and self.best_weights is None:
            self.best_weights, self.best_epoch = self.model.get_weights(), epoch
        self.wait += 1
        if self._improves(current, self.best):
            self.best, self.best_epoch = current, epoch
            if self.restore_best_weights:
                self.best_weights = self.model.get_weights()
            if self.baseline is None or self._improves(current, self.baseline):
                self.wait = 0
        elif self.wait >= self.patience and epoch > 0:
            self.stopped_epoch = epoch
            self.model.stop_training = True

    def on_train_end(self, logs: Logs | None = None) -> None:
        if self.stopped_epoch and self.verbose:
            print(f"Época {self.stopped_epoch + 1}: detención temprana.")
        if self.best_weights is not None:
            self.model.set_weights(self.best_weights)
            if self.verbose:
                print(f"Se recuperan los pesos de la mejor época: {self.best_epoch + 1}.")

    def _improves(self, current: float, reference: float | None) -> bool:
        if reference is None:
            return not math.isnan(current)
        return self.sign * (current - reference) > self.min_delta


class ProgressBar(Callback):
    """Muestra una barra con una marca por época; `fit(verbose=1)` la agrega."""

    def __init__(self, epochs: int) -> None:
        self.epochs = epochs

    def on_train_begin(self, logs: Logs | None = None) -> None:
        self.bar: Any = bars.bar(always=True, total=self.epochs, unit="época", desc="Entrenando")

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        self.bar.set_postfix({name: f"{value:.4g}" for name, value in (logs or {}).items()})
        self.bar.update()

    def on_train_end(self, logs: Logs | None = None) -> None:
        self.bar.close()


class EpochLines(Callback):
    """Escribe una línea por época; `fit(verbose=2)` lo agrega."""

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        values = "  ".join(f"{name} {value:.4g}" for name, value in (logs or {}).items())
        print(f"Época {epoch + 1}: {values}")


def watchers(callbacks: Any, verbose: Any, epochs: int) -> list[Callback]:
    """Junta los `Callback` de quien entrena con el que muestra el avance.

    Argumentos:
        callbacks: lista de `Callback`, o None.
        verbose: 0 en silencio, 1 (o "auto") una barra, 2 una línea por época.
    """
    given = checks.sequence("callbacks", callbacks or [])
    for callback in given:
        if not isinstance(callback, Callback):
            hint = " ¿Faltan los paréntesis?" if isinstance(callback, type) else ""
            raise TypeError(
                f"Se esperaba un objeto de `course_lib.callbacks`. Recibido: {callback!r}.{hint}"
            )
    shown: list[list[Callback]] = [[], [ProgressBar(epochs)], [EpochLines()]]
    return given + shown[verbosity(verbose)]


def verbosity(verbose: Any) -> int:
    """Cuánto se muestra, de 0 a 2; "auto" es 1."""
    if verbose not in (0, 1, 2, "auto"):
        raise ValueError(f'`verbose` debe ser 0, 1, 2 o "auto". Recibido: {verbose!r}.')
    return 1 if verbose == "auto" else int(verbose)


def notify(callbacks: Sequence[Callback], moment: str, *args: Any) -> None:
    """Avisa a todos que llegó un momento, como "on_epoch_end"."""
    for callback in callbacks:
        getattr(callback, moment)(*args)


__getattr__ = absent.explain(__name__)
