"""Ejercicios que se revisan solos: las preguntas y la autoevaluación.

Una pregunta es una función; agregar otra es escribirla en el paquete `questions` de su lección:

    @question("1.1", points=1, section="De la intuición a la ecuación", hint="Deriva λ·Σw².")
    def gradient(student, rng):
        '''El gradiente de la penalización.'''
        w = rng.standard_normal(5)
        assert_close(student.gradient(w, 0.1), 0.2 * w, mistakes={"Falta el 2.": 0.1 * w})

`student` son las funciones de quien responde: `check("1.1")` le pasa las de su cuaderno.
"""

from course_lib.grading.check import check, check_all
from course_lib.grading.question import question

__all__ = ["check", "check_all", "question"]
