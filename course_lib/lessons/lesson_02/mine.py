"""La capa de aumento que se arma con lo que quien estudia escribe en la lección 02."""

from collections.abc import Callable
from itertools import product

import numpy as np

import course_lib as lib
from course_lib.config import Array
from course_lib.lab.trials import shifting
from course_lib.layers.augmentation import Transformation
from course_lib.lessons.lesson_02.tables import moved

PIXELS = 2


def tried(shift: Callable[[Array, int, int], Array | None]) -> Array | None:
    """La imagen de 3×3 con 0,5; 1; …; 4,5, una fila más abajo y dos columnas a la izquierda.

    None si tu función se detiene (y dice por qué) o no devuelve nada.
    """
    try:
        return shift(np.arange(1, 10).reshape(3, 3) / 2, 1, -2)
    except Exception as error:  # lo escribe quien estudia: puede fallar de cualquier manera
        print(f"Tu función se detuvo con {type(error).__name__}: {error}")
        print("Corrígela y vuelve a ejecutar la celda.")
        return None


def layer(shift: Callable[[Array, int, int], Array | None]) -> lib.layers.RandomTranslation:
    """Una capa que corre cada imagen hasta 2 píxeles con tu función; o, mientras no, la del curso.

    Argumentos:
        shift: recibe una imagen (alto, ancho) y cuánto baja y cuánto va a la derecha, en píxeles
            enteros; devuelve una imagen del mismo tamaño.
    """
    given = shifting(PIXELS)
    picture = np.random.default_rng(0).random((9, 7))
    try:
        for down, right in product(range(-PIXELS, PIXELS + 1), repeat=2):
            yours = shift(picture.copy(), down, right)
            if yours is None:
                print("Todavía falta tu función: sigo con la capa de course_lib.")
                return given
            expected = moved(picture[None, ..., None], down, right)[0, ..., 0]
            if np.shape(yours) != picture.shape or not np.allclose(yours, expected):
                print(f"Tu función todavía no corre bien con down={down} y right={right}:")
                what = "los valores" if np.shape(yours) == picture.shape else "el tamaño"
                print(f"revisa {what}. Sigo con la capa de course_lib.")
                return given
    except Exception as error:  # lo escribe quien estudia: puede fallar de cualquier manera
        print(f"Tu función se detuvo con {type(error).__name__}: {error}")
        print("Corrígela arriba; mientras, sigo con la capa de course_lib.")
        return given
    print("Tu función corre bien: con ella estudia la red que sigue.")

    class Mine(lib.layers.RandomTranslation):
        """Corre cada imagen un número entero de píxeles, con tu función."""

        def get_random_transformation(self, images: Array) -> Transformation:
            sizes = {"height_shift", "width_shift"}
            return {
                name: self.rng.integers(-PIXELS, PIXELS + 1, len(images)) for name in sorted(sizes)
            }

        def _apply(self, images: Array, t: Transformation) -> Array:
            moves = zip(images[..., 0], t["height_shift"], t["width_shift"], strict=True)
            each = [shift(image, int(down), int(right)) for image, down, right in moves]
            return np.asarray(each, images.dtype)[..., None]

    return Mine(PIXELS / 28, PIXELS / 28, fill_mode="constant")
