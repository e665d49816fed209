"""De la fuente salen el ejercicio, sin respuestas, y la solución."""

import textwrap

import pytest
from small_course import SOLUTION, new_course

import notebooks
from notebook_builder.source import solve, stub

ANSWER = textwrap.dedent(
    """\
    def outer(x):
        ### BEGIN SOLUTION
        y = x + 1
        return y
        ### END SOLUTION


    class A:
        def inner(self):
            before = 1
            ### BEGIN SOLUTION
            return before
            ### END SOLUTION

        def other(self):
            return 2"""
)


def test_el_ejercicio_pone_un_hueco_con_la_sangria_de_cada_respuesta():
    assert solve(ANSWER, stub) == textwrap.dedent(
        """\
        def outer(x):
            # Escribe tu código aquí
            raise NotImplementedError


        class A:
            def inner(self):
                before = 1
                # Escribe tu código aquí
                raise NotImplementedError

            def other(self):
                return 2"""
    )


def test_la_solucion_conserva_las_respuestas_sin_las_marcas():
    expected = "\n".join(line for line in ANSWER.splitlines() if "###" not in line)
    assert solve(ANSWER, None) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("    ### END SOLUTION\n", "", "falta «### END SOLUTION»"),
        ("    ### BEGIN SOLUTION\n", "", "«### END SOLUTION» sin su «### BEGIN SOLUTION»"),
        ("    return 2 * x\n", "    ### BEGIN SOLUTION\n", "dentro de otra respuesta"),
        ("    ### END", "  ### END", "con otra sangría"),
        ("    ### BEGIN", "### BEGIN", "dentro de una función"),
    ],
)
def test_una_marca_mal_puesta_dice_donde(tmp_path, capsys, old, new, expected):
    root = new_course(tmp_path, solution=SOLUTION.replace(old, new))
    assert notebooks.main(["check"], root) == 1
    out = capsys.readouterr().out
    assert "solutions/src/00_prueba.py: celda 4 («def double(x):»)" in out
    assert expected in out


def test_el_ejercicio_no_lleva_lo_que_es_solo_de_la_solucion(built):
    text = (built / "exercises/00_prueba_ejercicio.ipynb").read_text(encoding="utf-8")
    assert "2 * x" not in text
    assert "Por qué" not in text
    solution = (built / "solutions/00_prueba_solucion.ipynb").read_text(encoding="utf-8")
    assert "2 * x" in solution
    assert "Por qué" in solution
