"""La comparación con Keras, número por número.

Es el único módulo que importa Keras, y lo hace cuando se le pide.
"""

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import numpy as np

from course_lib import bars, checks, config, console, memory
from course_lib.lab import light

# En un cuaderno sin Keras, después de importar este módulo se salta cada celda que lo usa
light.watch()


def load_keras() -> ModuleType:
    """Importa Keras sobre TensorFlow sin los avisos que TensorFlow escribe al partir.

    Lo que se calló se muestra solo si la importación falla.

    Devuelve el módulo `keras`.
    """
    if "keras" in sys.modules:
        return sys.modules["keras"]
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    # TensorFlow escribe desde C++ en el descriptor 2: solo se calla desviando el descriptor
    terminal = os.dup(2)
    wait = bars.waiting("Importando Keras y TensorFlow…", always=memory.is_student())
    with tempfile.TemporaryFile() as silenced, wait:
        os.dup2(silenced.fileno(), 2)
        try:
            import keras
            import tensorflow as tf

            tf.config.list_physical_devices()
        except Exception as error:  # una instalación dañada falla de muchas maneras
            silenced.seek(0)
            said = silenced.read().decode(errors="replace")
            raise ImportError(light.explain(error) + said) from error
        finally:
            os.dup2(terminal, 2)
            os.close(terminal)
    return keras  # type: ignore[no-any-return]


def set_floatx(value: str) -> None:
    """Cambia el tipo de lo que construyan desde ahora las dos bibliotecas.

    Argumentos:
        value: "float32", con el que se entrena, o "float64", con el que se compara.

    Keras recuerda el tipo de su primera capa, y desde entonces `keras.config.set_floatx` no cambia
    el de las siguientes: hay que fijar también `keras.config.set_dtype_policy`.
    """
    config.set_floatx(value)
    keras = load_keras()
    keras.config.set_floatx(value)
    keras.config.set_dtype_policy(value)


@contextmanager
def use_floatx(value: str) -> Iterator[None]:
    """Como `set_floatx`, solo dentro de un bloque `with`; después vuelve al tipo de antes."""
    previous = config.floatx()
    set_floatx(value)
    try:
        yield
    finally:
        set_floatx(previous)


def max_difference(ours: Any, theirs: Any) -> float:
    """Mayor |Δ| entre dos arreglos de la misma forma, o entre dos listas de arreglos.

    Dos NaN en el mismo lugar no difieren; un NaN frente a un número es una diferencia infinita.
    """
    if isinstance(ours, list):
        if len(ours) != len(theirs):
            raise ValueError(f"Las listas tienen {len(ours)} y {len(theirs)} arreglos.")
        return max((max_difference(a, b) for a, b in zip(ours, theirs, strict=True)), default=0.0)
    a, b = checks.array("ours", ours), checks.array("theirs", theirs)
    if a.shape != b.shape:
        raise ValueError(
            f"Se comparan formas distintas: la nuestra {a.shape} y la de Keras {b.shape}."
        )
    gap = np.abs(a.astype(np.float64) - b.astype(np.float64))
    gap = np.where(np.isnan(a) & np.isnan(b), 0, np.nan_to_num(gap, nan=np.inf))
    return float(gap.max(initial=0.0))


def compare(
    pairs: Mapping[str, tuple[Any, Any]], tolerance: float = 1e-6, other: str = "Keras"
) -> None:
    """Escribe una tabla con el mayor |Δ| de cada comparación y exige que no pase de `tolerance`.

    Argumentos:
        pairs: {"qué se compara": (lo nuestro, lo de Keras)}; arreglos, números o listas.
        tolerance: mayor diferencia aceptada.
        other: con qué biblioteca se compara, si no es Keras.

    La tabla dice «≤ 1e-6» y no el valor exacto, que cambia de un procesador a otro.
    """
    checks.positive("tolerance", tolerance)
    gaps = {name: max_difference(*pair) for name, pair in pairs.items()}
    width = max(map(len, gaps), default=0)
    console.tolerate()
    print(f"{'Comparación':<{width}}  máx |Δ| con {other}")
    for name, gap in gaps.items():
        verdict = f"≤ {tolerance:.0e}  ✓" if gap <= tolerance else f"= {gap:.1e}  ✗"
        print(f"{name:<{width}}  {verdict}")
    wrong = [name for name, gap in gaps.items() if gap > tolerance]
    assert not wrong, f"Difieren de {other} en más de {tolerance:.0e}: {', '.join(wrong)}."
