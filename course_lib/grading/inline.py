"""La revisión de los ejercicios cortos, los que van dentro de una lección."""

from typing import Any

from numpy.typing import ArrayLike

from course_lib import console
from course_lib.grading.compare import Mistakes, assert_close
from course_lib.grading.question import WrongAnswerError


def check_value(
    name: str, answer: Any, expected: ArrayLike, *, mistakes: Mistakes | None = None
) -> None:
    """Dice si un número está bien y, si no, qué error parece; nunca se detiene con un error.

    Argumentos:
        name: el nombre de la variable que se llena.
        answer: lo que se respondió; None es «todavía no».
        expected: lo correcto.
        mistakes: pista → el valor que daría ese error.
    """
    console.tolerate()
    if answer is None:
        print(f"○ pendiente: cambia None por tu respuesta en `{name}` y vuelve a ejecutar.")
        return
    try:
        assert_close(answer, expected, name=f"`{name}`", mistakes=mistakes, reveal=False)
    except WrongAnswerError as reason:
        print(f"✗ por corregir: {reason}.")
        print(f"  Pista: {reason.hint or 'abre la siguiente pista y rehaz la cuenta por partes.'}")
    else:
        print("✓ correcta")
