"""Los datos del curso: dígitos reales que vienen incluidos y dos problemas inventados."""

import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from course_lib import checks

DATA = Path(__file__).parent / "data"
MNIST_SHA256 = "7ee8d55c4d8125b2fe9bc5d024b0203b57aec65170ca3e26301d306392ca1aa8"

Images = NDArray[np.uint8]
Labels = NDArray[np.int64]


class Split(NamedTuple):
    """Los ejemplos de un conjunto y sus etiquetas."""

    x: NDArray[Any]
    y: NDArray[Any]


def load_mnist(full: bool = False) -> tuple[Images, Labels]:
    """Entrega dígitos manuscritos de MNIST, ya desordenados: todo prefijo trae los diez dígitos.

    Argumentos:
        full: False lee los 5.000 que vienen con el curso (500 por dígito), sin internet. True
            descarga los 70.000: primero los 60.000 de entrenamiento y luego los 10.000 de prueba.

    Formas: x (N, 28, 28) uint8, de 0 (fondo) a 255 (trazo); y (N,) int64, de 0 a 9.
    Keras: `keras.datasets.mnist.load_data`.
    Referencia: LeCun et al. (1998), doi:10.1109/5.726791.
    """
    if checks.boolean("full", full):
        return _download_mnist()
    content = (DATA / "mnist_5k.npz").read_bytes()
    if hashlib.sha256(content).hexdigest() != MNIST_SHA256:
        raise OSError(
            "El archivo course_lib/lab/data/mnist_5k.npz está dañado: su sha256 no es el publicado "
            "en course_lib/lab/data/README.md. Vuelve a instalar el curso, o recupéralo con "
            "`git checkout -- course_lib/lab/data/mnist_5k.npz`."
        )
    with np.load(BytesIO(content)) as arrays:
        return arrays["x"], arrays["y"].astype(np.int64)


def _download_mnist() -> tuple[Images, Labels]:
    from course_lib.lab import parity

    keras = parity.load_keras()
    try:
        (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
    except Exception as error:  # Keras lanza `Exception` a secas cuando no hay red
        raise ConnectionError(
            "`load_mnist(full=True)` no pudo descargar MNIST completo (11 MB). Revisa tu conexión, "
            "o usa `load_mnist()`: sus 5.000 imágenes vienen con el curso."
        ) from error
    return np.concatenate([x_train, x_test]), np.concatenate([y_train, y_test]).astype(np.int64)


def add_label_noise(
    y: NDArray[Any], rate: float, num_classes: int, rng: np.random.Generator
) -> Labels:
    """Cambia una fracción de las etiquetas por clases al azar; `y` queda como estaba.

    Se eligen exactamente round(rate·N) ejemplos y cada uno recibe una clase uniforme entre
    **todas**: en promedio, 1 de cada `num_classes` conserva por suerte la correcta.

    Argumentos:
        rate: fracción de etiquetas que se sortean, en [0, 1].
        num_classes: cuántas clases hay; las etiquetas van de 0 a num_classes − 1.
        rng: un `np.random.default_rng(semilla)`; la misma semilla repite el mismo ruido.
    """
    y = _labels(y)
    rate = checks.number("rate", rate, low=0, high=1, meaning="la fracción de etiquetas al azar")
    num_classes = checks.integer("num_classes", num_classes, low=2)
    if y.min() < 0 or y.max() >= num_classes:
        raise ValueError(
            f"`y` debe tener etiquetas de 0 a {num_classes - 1}, porque `num_classes` es "
            f"{num_classes}. Recibido: de {y.min()} a {y.max()}."
        )
    noisy = y.astype(np.int64)
    chosen = _generator(rng).choice(len(y), size=round(rate * len(y)), replace=False)
    noisy[chosen] = rng.integers(num_classes, size=len(chosen))
    return noisy


def train_val_test_split(
    x: NDArray[Any],
    y: NDArray[Any],
    *,
    validation: float,
    test: float,
    rng: np.random.Generator,
) -> tuple[Split, Split, Split]:
    """Reparte los ejemplos al azar en entrenamiento, validación y prueba, sin repetir ninguno.

    Si `y` son clases (enteros), cada conjunto conserva su proporción: es un reparto estratificado.

    Argumentos:
        validation: tamaño de la validación: un entero (ejemplos) o una fracción en (0, 1).
        test: tamaño de la prueba, igual. Entrenamiento recibe el resto.
        rng: un `np.random.default_rng(semilla)`; la misma semilla repite el mismo reparto.

    Devuelve: (x_train, y_train), (x_val, y_val), (x_test, y_test).
    """
    x, y = checks.data("x", x), checks.data("y", y)
    checks.same_length("x", x, "y", y)
    size = len(y)
    n_val, n_test = _count("validation", validation, size), _count("test", test, size)
    if n_val + n_test >= size:
        raise ValueError(
            f"`validation` ({n_val}) y `test` ({n_test}) no dejan nada para entrenar: hay {size} "
            "ejemplos. Achica alguno de los dos."
        )
    order = _stratified_order(y, _generator(rng))
    parts = np.split(order, [size - n_val - n_test, size - n_test])
    train, val, held_out = (Split(x[part], y[part]) for part in parts)
    return train, val, held_out


def make_moons(
    n: int, noise: float, rng: np.random.Generator
) -> tuple[NDArray[np.float64], Labels]:
    """Crea dos medias lunas entrelazadas: dos clases que ninguna recta separa.

    Argumentos:
        n: cuántos puntos, mitad de cada clase.
        noise: desviación estándar del ruido que se suma a cada coordenada.
        rng: un `np.random.default_rng(semilla)`.

    Formas: x (n, 2), y (n,) con 0 (luna de arriba) y 1 (luna de abajo), alternados.
    """
    n = checks.integer("n", n, low=2)
    noise = checks.number("noise", noise, low=0, meaning="la desviación estándar del ruido")
    angle = _generator(rng).uniform(0, np.pi, size=n)
    y = np.arange(n) % 2
    upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    x = np.where(y[:, None] == 0, upper, np.array([1.0, 0.5]) - upper)
    return x + noise * rng.standard_normal((n, 2)), y


def make_people(
    n: int, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Inventa personas adultas: edad, salario y gasto en salud. Son datos **sintéticos**.

    Ninguna encuesta hay detrás. Las edades van parejas de 18 a 100 años; los salarios tienen la
    cola larga de los ingresos: lognormales, de mediana $650.000. El gasto sale de una fórmula:

        y = 1,2·edad + 20·(salario en millones) + ruido de desviación 10

    Argumentos:
        n: cuántas personas.
        rng: un `np.random.default_rng(semilla)`.

    Formas: x (n, 2), con la edad en años y el salario mensual en pesos, en miles cerrados; y (n,),
    el gasto mensual en salud, en miles de pesos.
    """
    n = checks.integer("n", n)
    age = _generator(rng).integers(18, 101, size=n)
    salary = 1000 * np.round(650 * np.exp(0.5 * rng.standard_normal(n)))
    y = 1.2 * age + 20 * salary / 1e6 + 10 * rng.standard_normal(n)
    return np.column_stack([age, salary]), y


def _stratified_order(y: NDArray[Any], rng: np.random.Generator) -> NDArray[np.int64]:
    """Baraja de modo que cualquier tramo seguido tenga las clases en su proporción."""
    stratify = y.ndim == 1 and y.dtype.kind in "iub"
    classes = y if stratify else np.zeros(len(y))
    position = np.empty(len(y))
    for label in np.unique(classes):
        members = np.flatnonzero(classes == label)
        # el k-ésimo de n ejemplos cae al azar en el tramo [k/n, (k+1)/n)
        position[rng.permutation(members)] = (
            np.arange(len(members)) + rng.random(len(members))
        ) / len(members)
    return np.argsort(position)


def _count(name: str, value: float, size: int) -> int:
    if isinstance(value, float | np.floating):
        value = round(checks.fraction(name, value, "la fracción de los ejemplos") * size)
    return checks.integer(name, value)


def _labels(y: NDArray[Any]) -> NDArray[Any]:
    y = checks.data("y", y)
    if y.ndim != 1 or y.dtype.kind not in "iu":
        raise TypeError(
            "`y` debe ser un vector de clases enteras, de forma (N,). "
            f"Recibido: forma {y.shape}, dtype {y.dtype}."
        )
    return y


def _generator(rng: np.random.Generator) -> np.random.Generator:
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            "`rng` debe ser un generador: np.random.default_rng(semilla). "
            f"Recibido: {type(rng).__name__}."
        )
    return rng
