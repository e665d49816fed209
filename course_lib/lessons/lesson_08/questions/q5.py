"""Pregunta 8.5: salir de la trampa, y decidir con cuánto."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib import Sequential, layers, losses, optimizers
from course_lib.config import Array
from course_lib.grading.compare import (
    Mistakes,
    assert_close,
    fields,
    numbers,
    parts,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_08.questions.shared import (
    DDOF,
    EPSILON_OUTSIDE,
    NO_EPSILON,
    NO_ROOT,
    Rng,
)

Hidden = Sequence[Mapping[str, Array]]
Statistics = Sequence[tuple[Array, Array]]
Activate = Callable[[Array, Mapping[str, Array], Array, Array], Array]
TRAP_EPSILON = 0.1
SIZES = [8, 10, 12, 16, 20, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512]
KEYS = ("kernel", "gamma", "beta", "moving_mean", "moving_variance")


@question(
    "8.5",
    points=3,
    section="La trampa de las medias móviles",
    hint="Primero que `recalibrate` esté bien; después, úsala en `choose_size` con cada tamaño.",
)
def choose_size(student: Any, rng: Rng) -> None:
    """Salir de la trampa, y decidir con cuánto."""
    net = _Trapped.draw(rng)
    _assert_recalibrated(student, net.hidden, net.x_train[:300])
    sizes = net.sizes
    before, after, size = fields(
        student.choose_size(
            net.hidden, net.kernel_out, net.x_train, net.x_val, net.y_val, sizes, TRAP_EPSILON
        ),
        "before",
        "after",
        "size",
    )
    right = net.after()
    _assert_accuracy(after, right, "`after`", net.after_mistakes, _after_hint(after, right))
    _assert_accuracy(before, net.accuracy(net.stale), "`before`", net.before_mistakes)
    _assert_size(size, numbers(after, "`after`"), sizes)


def _after_hint(after: Any, right: Array) -> str:
    """Qué revisar si el error de `after` no se reconoce: la última medición usa todo."""
    received = numbers(after, "`after`")
    if received.shape != right.shape:
        return "Va un porcentaje por cada tamaño de `sizes`, en el mismo orden."
    if abs(received[-1] - right[-1]) < ONE_EXAMPLE:
        return "Con todo `x_train` coincides: con menos, van las primeras n filas, no n al azar."
    return "Recalibra con `x_train[:n]` y mide con `x_val`, en modo inferencia."


def _assert_size(size: Any, curve: Array, sizes: list[int]) -> None:
    rule = _Rules.of(curve)
    near = curve >= float(np.max(curve)) - 1
    assert_close(
        size,
        sizes[rule.asked],
        name="`size`",
        hint="Es uno de `sizes`: el menor que queda a no más de 1 punto del mejor de `after`.",
        mistakes={
            "Ese es el mejor: se pide el menor que queda a no más de 1 punto de él.": (
                sizes[rule.best]
            ),
            "1 punto se resta: no es el 1 % del mejor.": sizes[rule.one_percent],
            "Ese queda a 1 punto o menos del mejor, pero hay uno menor que también.": tuple(
                n for n, enough in zip(sizes, near, strict=True) if enough
            ),
            "Ese queda a más de 1 punto del mejor de `after`.": tuple(
                n for n, enough in zip(sizes, near, strict=True) if not enough
            ),
            "Devolviste la posición: se pide el tamaño, `sizes[posición]`.": rule.asked,
            "Devolviste los aciertos: `size` es el tamaño que los logra.": (
                curve[rule.asked],
                curve[rule.best],
            ),
        },
    )


@dataclass
class _Rules:
    """La posición que elige cada regla, la pedida y otras parecidas, en una curva o en varias."""

    asked: Any
    one_percent: Any
    best: Any
    largest: Any  # el mayor a no más de un punto
    last: Any  # el primero a no más de un punto del último
    stops: Any  # donde el siguiente deja de mejorar un punto

    @classmethod
    def of(cls, curve: Array) -> "_Rules":
        best = curve.max(axis=-1, keepdims=True)
        near = curve >= best - 1
        flat = np.diff(curve) <= 1
        return cls(
            asked=near.argmax(axis=-1),
            one_percent=(curve >= 0.99 * best).argmax(axis=-1),
            best=curve.argmax(axis=-1),
            largest=curve.shape[-1] - 1 - near[..., ::-1].argmax(axis=-1),
            last=(curve >= curve[..., -1:] - 1).argmax(axis=-1),
            stops=np.where(flat.any(axis=-1), flat.argmax(axis=-1), flat.shape[-1]),
        )

    def apart(self) -> NDArray[np.bool_]:
        """Si las que quedan cerca del mejor difieren, y las otras quedan lejos."""
        near = np.sort([self.asked, self.one_percent, self.best, self.largest], axis=0)
        distinct = (np.diff(near, axis=0) > 0).all(axis=0)
        return np.asarray(distinct & (np.maximum(self.last, self.stops) < self.asked))


def _activate(
    z: Array,
    layer: Mapping[str, Array],
    mean: Array,
    variance: Array,
    epsilon: float = TRAP_EPSILON,
) -> Array:
    x_hat = (z - mean) / np.sqrt(variance + epsilon)
    return np.maximum(layer["gamma"] * x_hat + layer["beta"], 0)


def _stale(z: Array, layer: Mapping[str, Array], _mean: Array, _variance: Array) -> Array:
    return _activate(z, layer, layer["moving_mean"], layer["moving_variance"])


LOTS = (8, 10, 16, 20, 25, 30, 32, 50, 60, 64, 100, 128, 150)
NO_RELU = "Falta la ReLU después de BN."
# Pista → una capa con ese error
BAD_LAYERS: dict[str, Activate] = {
    NO_RELU: lambda z, layer, mean, variance: (
        layer["gamma"] * (z - mean) / np.sqrt(variance + TRAP_EPSILON) + layer["beta"]
    ),
    "Falta multiplicar por γ y sumar β antes de la ReLU.": lambda z, _layer, mean, variance: (
        np.maximum((z - mean) / np.sqrt(variance + TRAP_EPSILON), 0)
    ),
    NO_EPSILON: lambda z, layer, mean, variance: _activate(z, layer, mean, variance, 0),
    EPSILON_OUTSIDE: lambda z, layer, mean, variance: _activate(
        z, layer, mean, (np.sqrt(variance) + TRAP_EPSILON) ** 2, 0
    ),
    NO_ROOT: lambda z, layer, mean, variance: _activate(
        z, layer, mean, (variance + TRAP_EPSILON) ** 2, 0
    ),
    "Falta BN entre el producto y la ReLU.": lambda z, _layer, _mean, _variance: np.maximum(z, 0),
    "La ReLU va después de BN, no antes.": lambda z, layer, mean, variance: (
        layer["gamma"] * (np.maximum(z, 0) - mean) / np.sqrt(variance + TRAP_EPSILON)
        + layer["beta"]
    ),
}


def _gather(hidden: Hidden, x: Array, activate: Activate = _activate) -> list[tuple[Array, Array]]:
    """Media y varianza de lo que llega a cada BN cuando pasan las filas de x."""
    found: list[tuple[Array, Array]] = []
    for layer in hidden:
        z = x @ layer["kernel"]
        found.append((z.mean(axis=0), z.var(axis=0)))
        x = activate(z, layer, *found[-1])
    return found


def _assert_recalibrated(student: Any, hidden: Hidden, x: Array) -> None:
    stepwise = "Capa por capa: anota la media y la varianza de z, normaliza con ellas y sigue."
    answer = parts(student.recalibrate(hidden, x, TRAP_EPSILON), ("las medias", "las varianzas"))
    means, variances = (
        parts(part, ("la de la capa 1", "la de la capa 2"), hint="Va una por capa oculta.")
        for part in answer
    )
    right = _gather(hidden, x)
    chained = {
        "La segunda capa recibe lo que la primera normaliza con lo recalibrado, no con sus móviles "
        "viejas.": _gather(hidden, x, _stale),
        "La segunda capa recibe lo que sale de la primera: falta su BN y su ReLU.": _gather(
            hidden, x, lambda z, *_: z
        ),
        **{hint: _gather(hidden, x, bad) for hint, bad in BAD_LAYERS.items()},
    }
    in_lots = "Promediaste lo de varios lotes: pasa todas las filas de una vez."
    by_layer = "Devuelve dos listas: las medias de las dos capas, y después sus varianzas."
    entering = x
    for k, (layer, (mean, variance)) in enumerate(zip(hidden, right, strict=True)):
        z = entering @ layer["kernel"]
        entering = _activate(z, layer, mean, variance)
        normalized = BAD_LAYERS[NO_RELU](z, layer, mean, variance)
        lots = [[z[i : i + n] for i in range(0, len(z), n)] for n in LOTS]
        old_mean, old_variance = layer["moving_mean"], layer["moving_variance"]
        assert_close(
            means[k],
            mean,
            name=f"la media de la capa {k + 1}",
            hint=stepwise,
            mistakes={
                by_layer: right[0][1] if k else variance,
                "Esa es la media móvil vieja: se anota la de los datos.": old_mean,
                "Mezclaste con la móvil vieja: recalibrar la reemplaza.": tuple(
                    m * old_mean + (1 - m) * mean for m in (0.99, 0.9, 0.5, 0.01)
                ),
                "Anotaste lo que sale de la capa: se anota lo que llega a BN, `x @ kernel`.": (
                    entering.mean(axis=0),
                    normalized.mean(axis=0),
                ),
                in_lots: tuple(
                    np.mean([lot.mean(axis=0) for lot in each], axis=0) for each in lots
                ),
                "Anotaste después de la ReLU: se anota lo que llega a BN, `x @ kernel`.": (
                    np.maximum(z, 0).mean(axis=0)
                ),
                "Usaste una sola media por capa: hay una por neurona, `axis=0`.": (
                    z.mean(),
                    np.full_like(mean, z.mean()),
                ),
                "Promediaste por filas: hay una media por neurona, `axis=0`.": z.mean(axis=1),
                "Sumaste: falta dividir por el número de filas.": z.sum(axis=0),
                **{hint: wrong[k][0] for hint, wrong in chained.items()},
            },
        )
        assert_close(
            variances[k],
            variance,
            name=f"la varianza de la capa {k + 1}",
            hint=stepwise,
            mistakes={
                by_layer: right[1][k],
                DDOF: z.var(axis=0, ddof=1),
                "Anotaste la desviación: se pide la varianza.": (
                    np.sqrt(variance),
                    np.sqrt(variance + TRAP_EPSILON),
                ),
                "ε no se anota: se suma recién al dividir.": variance + TRAP_EPSILON,
                "Esa es la varianza móvil vieja: se anota la de los datos.": old_variance,
                "Mezclaste con la móvil vieja: recalibrar la reemplaza.": tuple(
                    m * old_variance + (1 - m) * variance for m in (0.99, 0.9, 0.5, 0.01)
                ),
                "La varianza es alrededor de la media nueva, no de la móvil vieja.": (
                    ((z - old_mean) ** 2).mean(axis=0)
                ),
                "Promediaste los cuadrados: falta restar la media.": (z**2).mean(axis=0),
                "Anotaste lo que sale de la capa: se anota lo que llega a BN, `x @ kernel`.": (
                    entering.var(axis=0),
                    normalized.var(axis=0),
                ),
                in_lots: tuple(np.mean([lot.var(axis=0) for lot in each], axis=0) for each in lots),
            },
        )


@dataclass
class _Trapped:
    """Una red de buenos pesos y medias móviles atrasadas, con sus datos."""

    hidden: Hidden
    kernel_out: Array
    x_train: Array
    x_val: Array
    y_val: NDArray[np.integer]
    sizes: list[int]

    @classmethod
    def draw(cls, rng: Rng) -> "_Trapped":
        """Sortea hasta que cada error dé otros aciertos y cada regla elija otro tamaño."""
        while True:
            net = cls.train(rng)
            orders = (net.separate_rules(rng) for _ in range(6))
            if net.is_trapped() and any(orders) and _apart(net.after(), net.after_mistakes()):
                return net

    @classmethod
    def train(cls, rng: Rng) -> "_Trapped":
        """Entrena 64 pasos: cuatro clases, dos nubes cada una, lejos del cero."""
        centers = rng.normal(0, 1.5, (4, 2, 6))
        y = rng.integers(4, size=1024)
        x = 5 + centers[y, rng.integers(2, size=1024)] + rng.standard_normal((1024, 6))
        stack = []
        for _ in range(2):
            norm = layers.BatchNormalization(momentum=0.99, epsilon=TRAP_EPSILON)
            stack += [layers.Dense(16, use_bias=False), norm, layers.Activation("relu")]
        stack.append(layers.Dense(4, use_bias=False))
        model = Sequential(stack, seed=int(rng.integers(2**31)))
        loss = losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(optimizer=optimizers.SGD(0.1), loss=loss)
        with np.errstate(all="ignore"):
            model.fit(x[:512], y[:512], batch_size=16, epochs=2, verbose=0)
        *weights, out = (np.asarray(weight, "float64") for weight in model.get_weights())
        hidden = [dict(zip(KEYS, weights[k : k + 5], strict=True)) for k in (0, 5)]
        return cls(hidden, out, x[:512], x[512:], y[512:], SIZES)

    @property
    def stale(self) -> Statistics:
        """Las medias móviles que la red traía."""
        return [(layer["moving_mean"], layer["moving_variance"]) for layer in self.hidden]

    def accuracy(self, statistics: Statistics, activate: Activate = _activate) -> float:
        """Porcentaje de aciertos de validación con esas estadísticas."""
        x = self.x_val
        for layer, (mean, variance) in zip(self.hidden, statistics, strict=True):
            x = activate(x @ layer["kernel"], layer, mean, variance)
        return float(100 * np.mean((x @ self.kernel_out).argmax(axis=1) == self.y_val))

    def fresh(self) -> list[Statistics]:
        """Lo recalibrado con cada tamaño."""
        return [_gather(self.hidden, self.x_train[:n]) for n in self.sizes]

    def after(self) -> Array:
        """Aciertos después de recalibrar con cada tamaño."""
        return self.curve(self.fresh())

    def curve(self, statistics: Sequence[Statistics], activate: Activate = _activate) -> Array:
        """Aciertos con cada una de esas estadísticas."""
        return np.array([self.accuracy(each, activate) for each in statistics])

    def before_mistakes(self) -> Mistakes:
        """Pista → los aciertos que daría ese error, con las móviles viejas."""
        right = self.accuracy(self.stale)
        return {
            "Se pide en porcentaje: 0,85 son 85.": right / 100,
            "Ese es el error: se piden los aciertos.": 100 - right,
            "`before` es antes de recalibrar: predice con las móviles que la red traía.": (
                *self.after(),
                *(self.accuracy(_gather(self.hidden, x)) for x in (self.x_train, self.x_val)),
            ),
        }

    def after_mistakes(self) -> Mistakes:
        """Pista → la curva que daría ese error al recalibrar o al medir."""
        fresh, stale, right = self.fresh(), self.stale, self.after()
        val = _gather(self.hidden, self.x_val)

        def each(change: Callable[[Array, Array, int], tuple[Array, Array]]) -> Array:
            pairs = [[change(*pair, k) for k, pair in enumerate(both)] for both in fresh]
            return self.curve(pairs)

        return {
            "Se pide en porcentaje: 0,85 son 85.": right / 100,
            "Ese es el error: se piden los aciertos.": 100 - right,
            "Mediste con las móviles viejas, enteras o mezcladas: recalibrar las reemplaza.": (
                np.full(len(self.sizes), self.accuracy(stale)),
                each(
                    lambda mean, variance, k: (
                        0.99 * stale[k][0] + 0.01 * mean,
                        0.99 * stale[k][1] + 0.01 * variance,
                    )
                ),
            ),
            "Recalibraste siempre con todo `x_train`: van las primeras n filas, `x_train[:n]`.": (
                np.full(len(self.sizes), self.accuracy(_gather(self.hidden, self.x_train)))
            ),
            "Las estadísticas de validación no se usan: se mide en modo inferencia, con lo "
            "recalibrado.": np.full(len(self.sizes), self.accuracy(val)),
            "Recalibraste con validación, que es solo para medir: usa entrenamiento.": self.curve([
                _gather(self.hidden, self.x_val[:n]) for n in self.sizes
            ]),
            "No redondees los aciertos: un punto se compara con todos sus decimales.": (
                np.round(right)
            ),
            "Usaste las últimas filas: van las primeras n, `x_train[:n]`.": self.curve([
                _gather(self.hidden, self.x_train[-n:]) for n in self.sizes
            ]),
            "La segunda capa recibe lo que la primera normaliza con lo recalibrado, no con sus "
            "móviles viejas.": self.curve([
                _gather(self.hidden, self.x_train[:n], _stale) for n in self.sizes
            ]),
            "Recalibraste una sola capa: van las dos.": (
                each(lambda mean, variance, k: stale[k] if k else (mean, variance)),
                each(lambda mean, variance, k: (mean, variance) if k else stale[k]),
            ),
            "Recalibraste solo la media: la varianza móvil también está atrasada.": each(
                lambda mean, _, k: (mean, stale[k][1])
            ),
            "Recalibraste solo la varianza: la media móvil también está atrasada.": each(
                lambda _, variance, k: (stale[k][0], variance)
            ),
            **{hint: self.curve(fresh, bad) for hint, bad in BAD_LAYERS.items()},
        }

    def separate_rules(self, rng: Rng) -> bool:
        """Baraja, y elige ocho tamaños en que la regla pedida y las otras no coincidan."""
        self.x_train, self.sizes = rng.permutation(self.x_train), SIZES
        curve = self.after()
        gaps = curve - curve[:, None]  # cuánto más acierta la columna que la fila
        if not np.triu((gaps <= 1) & (gaps > 0.01 * curve)).any():
            return False
        # Sesenta maneras de elegir siete, y siempre el último
        some = np.sort(rng.random((60, len(SIZES) - 1)).argsort(axis=1)[:, :7])
        useful = some[_Rules.of(curve[np.insert(some, 7, -1, axis=1)]).apart()]
        if len(useful):
            self.sizes = [*(SIZES[k] for k in useful[0]), SIZES[-1]]
        return len(useful) > 0

    def is_trapped(self) -> bool:
        """Si las móviles atrasadas le cuestan caro, y acertar no se confunde con errar."""
        before = self.accuracy(self.stale)
        fixed = self.accuracy(_gather(self.hidden, self.x_train))
        return before < fixed - 15 and abs(100 - 2 * before) > 1


ONE_EXAMPLE = 0.3  # en puntos: otro orden de las sumas puede cambiar un acierto de 512


def _apart(right: Array, mistakes: Mistakes) -> bool:
    """Si ningún error da lo correcto ni lo mismo que otro error con otra pista."""
    owners: dict[bytes, set[str]] = {}
    for hint, values in mistakes.items():
        for value in map(np.asarray, values if isinstance(values, tuple) else (values,)):
            owners.setdefault(value.tobytes(), set()).add(hint)
            if np.max(np.abs(value - right)) < ONE_EXAMPLE:
                return False
    return all(len(hints) == 1 for hints in owners.values())


def _assert_accuracy(
    received: Any,
    right: ArrayLike,
    name: str,
    mistakes: Callable[[], Mistakes],
    hint: str = "Pasa `x_val` en modo inferencia y cuenta los aciertos, en porcentaje.",
) -> None:
    measured, target = numbers(received, name), np.asarray(right)
    alike = measured.shape == target.shape and np.max(np.abs(measured - target)) <= ONE_EXAMPLE
    if not alike:  # con NaN tampoco lo es
        assert_close(measured, target, name=name, mistakes=mistakes(), hint=hint)
