"""La autoevaluación responde siempre, en palabras, y nunca se detiene con un error."""

import builtins
import concurrent.futures
import enum
import importlib
import io
import re
import signal
import sys
import time
import traceback
import warnings
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from course_lib import memory
from course_lib.grading import check, check_all, kernel, protocol, question, sandbox
from course_lib.grading.calling import plain
from course_lib.grading.check import Student
from course_lib.grading.compare import assert_choice, assert_close, fields, parts
from course_lib.grading.question import (
    REGISTRY,
    Advice,
    NotAcceptedError,
    PendingError,
    Question,
    StudentError,
    UndefinedError,
    WrongAnswerError,
    load,
)

check_module = importlib.import_module("course_lib.grading.check")
X = np.arange(6.0).reshape(2, 3)


def pide_el_doble(student, rng):
    """El doble de un arreglo.

    Una segunda línea que no es el título.
    """
    assert_close(student.double(X), 2 * X, mistakes={"Devolviste el cuadrado.": X**2})


@pytest.fixture
def doble(monkeypatch):
    """Una pregunta de prueba, la «77.1», que no queda registrada."""
    load()
    monkeypatch.setitem(
        REGISTRY, "77.1", Question("77.1", 2, "Multiplica por 2.", "El doble", pide_el_doble)
    )


def respuesta(capsys, function, **others):
    check("77.1", {"double": function, **others})
    return capsys.readouterr().out


def suma_y_muere(x):
    raise SystemExit(0)


class TextoImposibleError(Exception):
    def __str__(self):
        raise SystemExit("ni para leer el mensaje")


class ArregloImposible:
    def __array__(self, *args, **kwargs):
        raise MemoryError

    def __repr__(self):
        raise RuntimeError

    def __eq__(self, other):
        return True

    __hash__ = None


class Flotante(float):
    def __eq__(self, other):
        raise KeyError("comparar")

    __hash__ = None


def lanza(error):
    def double(x):
        raise error

    return double


def recursion(x):
    return recursion(x)


def con_salida_rota(x):
    sys.stdout = None
    return 2 * x


def lista_que_se_contiene(x):
    items = []
    items.append(items)
    return items


ZOO = {
    "error con texto que falla": lanza(TextoImposibleError()),
    "sys.exit": suma_y_muere,
    "BaseException": lanza(BaseException("basta")),
    "GeneratorExit": lanza(GeneratorExit()),
    "MemoryError": lanza(MemoryError()),
    "StopIteration": lanza(StopIteration()),
    "AssertionError": lanza(AssertionError()),
    "ExceptionGroup": lanza(BaseExceptionGroup("varios", [SystemExit(1), ValueError("x")])),
    "recursión sin fin": recursion,
    "menos argumentos": lambda: 1,
    "más argumentos": lambda x, y: x,
    "división por cero": lambda x: 1 / 0,
    "nombre sin definir": lambda x: no_existe,  # noqa: F821
    "índice fuera": lambda x: x[99],
    "choque de formas": lambda x: x @ x,
    "None": lambda x: None,
    "texto": lambda x: "doce",
    "bytes": lambda x: b"12",
    "objeto": lambda x: object(),
    "clase": int.__class__,
    "función": lambda x: lambda: x,
    "generador": lambda x: (2 * v for v in x),
    "mapa": lambda x: map(float, x),
    "conjunto": lambda x: {1.0, 2.0},
    "diccionario": lambda x: {"doble": 2 * x},
    "diccionario con claves raras": lambda x: {ArregloImposible: 2 * x, 3: 1},
    "lista vacía": lambda x: [],
    "lista dispareja": lambda x: [[0.0, 2.0, 4.0], [6.0]],
    "lista que se contiene": lista_que_se_contiene,
    "arreglo de objetos": lambda x: (2 * x).astype(object),
    "arreglo de texto": lambda x: x.astype(str),
    "arreglo complejo": lambda x: 2 * x + 0j,
    "arreglo con nombres": lambda x: np.zeros(2, [("a", float)]),
    "fechas": lambda x: np.zeros((2, 3), "datetime64[s]"),
    "escalar complejo": lambda x: np.complex64(1),
    "arreglo vacío": lambda x: np.zeros((0, 3)),
    "arreglo gigantesco": lambda x: np.broadcast_to(0.0, (10**7, 10**7)),
    "arreglo que no se lee": lambda x: ArregloImposible(),
    "número que no se compara": lambda x: Flotante(3),
    "verdadero": lambda x: True,
    "todo NaN": lambda x: x * np.nan,
    "infinitos": lambda x: x * np.inf,
    "otra forma": lambda x: 2 * x.T,
    "un eje de más": lambda x: 2 * x[None],
    "un solo número": lambda x: 2.0,
    "cuadrado": lambda x: x**2,
    "NotImplemented": lambda x: NotImplemented,
    "Ellipsis": lambda x: ...,
    "lanza un veredicto": lanza(NotAcceptedError("aprobada")),
}


@pytest.mark.usefixtures("doble")
@pytest.mark.parametrize("function", ZOO.values(), ids=ZOO.keys())
def test_responde_en_palabras_a_cualquier_respuesta_equivocada(function, capsys):
    start = time.perf_counter()
    out = respuesta(capsys, function)
    assert time.perf_counter() - start < 0.3
    assert out.startswith(("✗ por corregir: 77.1 El doble de un arreglo\n", "✗ con error: 77.1"))
    assert re.search(r"^  Pista: .{10}", out, re.M)
    assert "  Repasa: lección 77, sección «El doble».\n" in out
    assert "\x1b" not in out


@pytest.mark.usefixtures("doble")
def test_ctrl_c_detiene_la_revision():
    with pytest.raises(KeyboardInterrupt):
        check("77.1", {"double": lanza(KeyboardInterrupt())})


@pytest.mark.usefixtures("doble")
@pytest.mark.parametrize("namespace", [{}, {"double": lanza(NotImplementedError())}])
def test_lo_que_falta_queda_pendiente_y_no_recibe_pista(namespace, capsys):
    check("77.1", namespace)
    out = capsys.readouterr().out
    assert out.startswith("○ pendiente: 77.1 El doble de un arreglo\n")
    assert "`double`" in out
    assert "Pista" not in out


@pytest.mark.usefixtures("doble")
@pytest.mark.parametrize("review", [lambda names: check("77.1", names), lambda n: check_all(77, n)])
def test_recuerda_el_ultimo_veredicto_y_reabrir_no_lo_borra(review):
    for answer, state in ((2, "ok"), (3, "incorrecta"), (2, "ok")):
        review({"double": lambda x, answer=answer: answer * x})
        assert memory.recall(memory.VERDICT, "77.1") == state
    review({})  # un kernel nuevo, donde la función todavía no se define
    assert memory.recall(memory.VERDICT, "77.1") == "ok"


@pytest.mark.usefixtures("doble")
def test_un_not_implemented_de_otra_biblioteca_no_es_el_hueco(capsys):
    check("77.1", {"double": lambda x: concurrent.futures.Executor().submit(x)})
    out = capsys.readouterr().out
    assert out.startswith("✗ con error: 77.1")
    assert "NotImplementedError, en la línea" in out  # sin mensaje, tampoco dos puntos
    assert "submit(x)" in out


@pytest.mark.usefixtures("doble")
@pytest.mark.parametrize(
    ("name", "hint"),
    [("exit", "Quita `exit()`"), ("quit", "Quita `exit()`"), ("input", "Quita `input()`")],
)
def test_lo_que_jupyter_cambia_se_explica_por_lo_que_hace(name, hint, capsys):
    class Foreign:
        def __call__(self):
            return None

    Foreign.__module__ = "IPython.core.autocall"
    space = {"__name__": "__main__", name: Foreign()}
    exec(f"def double(x):\n    return {name}()", space)
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(builtins, name, raising=False)  # IPython esconde el de Python
        check("77.1", space)
    out = capsys.readouterr().out
    assert f"`{name}` no se usa en una respuesta" in out
    assert f"Pista: {hint}" in out


@pytest.mark.usefixtures("doble")
@pytest.mark.parametrize(
    "function",
    [
        lambda x: 2 * x,
        lambda x: x + x,
        lambda x: np.matrix(2 * x),
        lambda x: np.ma.masked_array(2 * x),
        lambda x: 2 * x.astype(np.float32),
        lambda x: np.asfortranarray(2 * x),
        np.vectorize(lambda v: 2 * v),
    ],
)
def test_acepta_toda_forma_correcta(function, capsys):
    assert respuesta(capsys, function).startswith("✓ correcta: 77.1 El doble de un arreglo\n")


@pytest.mark.usefixtures("doble")
def test_acepta_una_lista_y_lo_avisa(capsys):
    out = respuesta(capsys, lambda x: (2 * x).tolist())
    assert out.startswith("✓ correcta")
    assert "Aviso: Donde hay una lista conviene un arreglo de NumPy." in out


def test_avisa_que_un_float32_volvio_como_float64():
    w = np.ones(3, np.float32)
    with pytest.warns(UserWarning, match="entraron float32 y devolviste float64"):
        assert_close(w.astype(float), w)
    assert_close(w, w)


@pytest.mark.usefixtures("doble")
def test_una_advertencia_de_la_respuesta_se_cuenta_y_no_va_a_stderr(capsys):
    def double(x):
        warnings.warn("ojo con esto", RuntimeWarning, stacklevel=1)
        return 2 * x

    check("77.1", {"double": double})
    captured = capsys.readouterr()
    assert captured.out.startswith("✓ correcta")
    assert "Aviso: RuntimeWarning: ojo con esto" in captured.out
    assert captured.err == ""


@pytest.mark.usefixtures("doble")
def test_cambiar_los_filtros_de_advertencias_no_cambia_el_veredicto(capsys):
    def double(x):
        warnings.simplefilter("error")
        return (2 * x).tolist()

    assert respuesta(capsys, double).startswith("✓ correcta")


@pytest.mark.usefixtures("doble")
def test_el_error_reconocido_da_su_pista_y_no_la_general(capsys):
    out = respuesta(capsys, lambda x: x**2)
    assert "  Pista: Devolviste el cuadrado.\n" in out
    assert "Multiplica por 2." not in out


@pytest.mark.usefixtures("doble")
def test_dice_cuantos_elementos_fallan_cual_es_el_primero_y_donde(capsys):
    def double(x):
        y = 2 * x
        y[0, 1], y[1, 2] = -1, np.nan
        return y

    out = respuesta(capsys, double)
    assert "2 de 6 elementos no coinciden (1 son NaN); el primero, en [0, 1]" in out
    assert "esperaba 2 y recibí -1" in out
    assert "    · x ·\n    · · x" in out


@pytest.mark.usefixtures("doble")
def test_dice_la_forma_esperada_la_recibida_y_el_tipo(capsys):
    out = respuesta(capsys, lambda x: np.float32(2) * x.T.astype(np.float32))
    assert "esperaba forma (2, 3) y recibí forma (3, 2), float32" in out


def test_sin_reveal_no_muestra_el_valor_correcto():
    with pytest.raises(WrongAnswerError) as caught:
        assert_close([1.0, 7.0], [1.0, 1234.0], reveal=False)
    assert "1234" not in str(caught.value)
    assert "[1]" in str(caught.value)


@pytest.mark.usefixtures("doble")
@pytest.mark.parametrize(
    "mutate",
    [
        lambda x: np.multiply(x, 2, out=x),
        lambda x: (x.fill(0), 2 * X)[1],
        lambda x: (setattr(x, "shape", (6,)), 2 * X)[1],
    ],
)
def test_modificar_la_entrada_se_dice_y_no_se_acepta(mutate, capsys):
    original = X.copy()
    out = respuesta(capsys, mutate)
    assert "`double` modifica los datos que recibe" in out.lower()
    assert "trabaja sobre una copia" in out
    np.testing.assert_array_equal(X, original)


def test_modificar_una_lista_o_un_argumento_con_nombre_tambien_se_dice():
    arrays, student = [np.zeros(2)], Student({"f": lambda a, b=None: (a or b).append(1) or 1})
    with pytest.raises(WrongAnswerError, match="modifica"):
        student.f(arrays)
    with pytest.raises(WrongAnswerError, match="modifica"):
        student.f([], b=arrays)
    assert len(arrays) == 1


@pytest.mark.usefixtures("doble")
def test_devolver_una_vista_de_la_entrada_no_la_comparte_y_se_dice():
    kept = []

    def double(x):
        kept.append(x)
        return x

    with pytest.warns(Advice, match=r"una vista .*\.copy"):
        first = Student({"double": double}).double(X)
    kept[0][:] = -1
    np.testing.assert_array_equal(first, X)


@pytest.mark.usefixtures("doble")
def test_un_error_dice_la_linea_de_la_respuesta_y_que_hacer(capsys):
    def double(x):
        y = 2 * x
        return y @ y

    out = respuesta(capsys, double)
    assert "✗ con error" in out
    assert "se detuvo con ValueError" in out
    assert "return y @ y" in out
    assert "choque de formas" in out


@pytest.mark.usefixtures("doble")
def test_una_funcion_pisada_por_un_valor_se_explica(capsys):
    out = respuesta(capsys, 3.0)
    assert "`double` debería ser una función y es un float" in out
    assert "vuelve a correr la celda" in out


@pytest.mark.usefixtures("doble")
def test_una_salida_reemplazada_no_impide_responder(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    assert respuesta(capsys, con_salida_rota).startswith("✓ correcta")


@pytest.mark.parametrize("name", ["1.9", "uno", 3.7, None, "", ArregloImposible])
def test_una_pregunta_que_no_existe_se_dice(name, capsys):
    check(name, {})
    assert capsys.readouterr().out.startswith("No conozco la pregunta")


def test_sugiere_la_pregunta_parecida(capsys):
    check("1.11", {})
    assert "¿Quisiste decir '1.1'?" in capsys.readouterr().out


def test_encuentra_solo_las_funciones_de_quien_llama(capsys):
    notebook = {"check": check, "check_all": check_all}
    exec("def by_hand():\n    return {}\ncheck('1.1')\ncheck_all()", notebook)
    out = capsys.readouterr().out
    assert "Faltan en el diccionario las claves 'penalty'" in out
    assert "1.1       0 de 1  ✗ por corregir" in out
    assert "1.2       0 de 2  ○ pendiente" in out


@pytest.mark.usefixtures("doble")
def test_check_all_muestra_el_ejercicio_en_que_se_trabaja(capsys):
    check_all(namespace={"double": lambda x: 2 * x})
    out = capsys.readouterr().out
    assert out.startswith("Ejercicio 77\n")
    assert "Llevas 2 de 2 puntos." in out
    check_all(1, {"double": lambda x: 2 * x})
    out = capsys.readouterr().out
    assert out.startswith("Ejercicio 01\n")
    assert "Llevas 0 de 10 puntos." in out
    assert "Te falta: 1.1, 1.2, 1.3, 1.4, 1.5, 1.6." in out
    check_all(99, {})
    assert "No hay un ejercicio '99'" in capsys.readouterr().out


def test_una_pregunta_con_assert_a_secas_tambien_sirve():
    def body(student, rng):
        """Título."""
        assert student.f() > 2, "debe ser mayor que 2"

    sample = Question("77.2", 1, "Sube.", "Una", body)
    verdict = sample.evaluate(Student({"f": lambda: 1}))
    assert verdict.state == "incorrecta"
    assert verdict.message.startswith("debe ser mayor que 2")
    assert sample.evaluate(Student({"f": lambda: 3})).state == "ok"
    assert "no pude comparar" in sample.evaluate(Student({"f": lambda: "a"})).message


def test_los_estados_son_los_del_calificador():
    states = [c.state for c in (WrongAnswerError, StudentError, PendingError, UndefinedError)]
    assert states == ["incorrecta", "error_en_celda", "pendiente", "sin_funcion"]


def test_dos_preguntas_con_el_mismo_numero_no_se_registran():
    load()
    with pytest.raises(ValueError, match=r"'1\.1' está definida dos veces"):
        question("1.1", points=1, hint="", section="")(pide_el_doble)


def test_partes_y_campos_dicen_que_falta():
    assert parts(np.eye(2), "ab")[1].tolist() == [0, 1]
    for actual, words in (
        (3.0, "un solo float"),
        ([1, 2, 3], "recibí 3"),
        (np.eye(3), r"un solo arreglo, forma \(3, 3\)"),
        (None, "NoneType"),
    ):
        with pytest.raises(WrongAnswerError, match=words):
            parts(actual, "ab")
    assert fields({"a": 1, "b": 2}, "b") == [2]
    with pytest.raises(WrongAnswerError, match="diccionario y recibí una lista"):
        fields([1], "a")
    with pytest.raises(WrongAnswerError, match="claves 'a', 'b'"):
        fields({"c": 1}, "a", "b")


def test_una_alternativa_se_acepta_sin_importar_mayusculas_ni_espacios():
    hints = {"a": "Mira otra vez.", "b": "Casi."}
    assert_choice(" C ", "c", name="x", hints=hints)
    with pytest.raises(WrongAnswerError, match="«b» no es") as caught:
        assert_choice("B", "c", name="x", hints=hints)
    assert caught.value.hint == "Casi."
    with pytest.raises(WrongAnswerError, match="una letra entre a, b, c y recibí '4'"):
        assert_choice(4, "c", name="x", hints=hints)


def test_lo_correcto_nunca_se_confunde_con_un_error():
    assert_close(X, X, mistakes={"Es justo lo mismo.": X})


@pytest.mark.parametrize(
    ("actual", "expected", "words"),
    [
        ([4.5], 4.5, "sácalo con `[0]`"),
        ([1.0, 2.0], 3.0, "¿falta sumar o promediar?"),
        (X.T, X, "falta trasponer"),
        ("0,5", 0.5, "sin comillas y con punto"),
    ],
)
def test_una_forma_o_un_tipo_equivocado_tiene_su_pista(actual, expected, words):
    with pytest.raises(WrongAnswerError) as caught:
        assert_close(actual, expected)
    assert words in caught.value.hint


@pytest.mark.usefixtures("doble")
@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda: 1, "los argumentos del enunciado"),
        (lambda x: [1] * 0.5, "una lista no se opera como un arreglo"),
        (lambda x: x.tolist()[9], "Ese índice no existe"),
        (lambda x: np.linalg.inv(np.zeros((2, 2))), "una matriz sin inversa"),
    ],
)
def test_cada_error_de_python_tiene_su_pista(function, words, capsys):
    assert words in respuesta(capsys, function)


def ciclo_sin_fin(x):
    while True:
        pass


def test_lo_que_demora_mas_que_al_calificar_se_corta_y_se_dice(doble, capsys, monkeypatch):
    monkeypatch.setattr(check_module, "SECONDS", 0.2)
    monkeypatch.setattr(kernel, "SECONDS", 0.2)
    start = time.perf_counter()
    out = respuesta(capsys, ciclo_sin_fin)
    assert time.perf_counter() - start < 3
    assert out.startswith("✗ demasiado lenta: 77.1")
    assert "al calificar se permiten" in out
    assert "while True:" in out or "pass" in out
    assert "O es un ciclo muy lento: usa operaciones de arreglos." in out


def test_sin_alarma_lo_lento_se_dice_despues(doble, capsys, monkeypatch):
    monkeypatch.setattr(check_module, "SECONDS", 0.05)
    monkeypatch.delattr(signal, "SIGALRM", raising=False)
    out = respuesta(capsys, lambda x: time.sleep(0.1) or 2 * x)
    assert out.startswith("✗ demasiado lenta: 77.1")


def test_lo_que_anduvo_cerca_del_plazo_se_avisa(doble, capsys, monkeypatch):
    monkeypatch.setattr(check_module, "SLOW", 0.05)
    out = respuesta(capsys, lambda x: time.sleep(0.1) or 2 * x)
    assert out.startswith("✓ correcta")
    assert re.search(r"`double` demoró \d,\d s de los 8 s que se permiten", out)


def test_los_plazos_son_los_del_calificador():
    assert (kernel.SECONDS, kernel.BUDGET) == (sandbox.CALL, sandbox.BUDGET)


@pytest.mark.usefixtures("doble")
@pytest.mark.parametrize(
    ("review", "budget"),
    [(lambda names: check("77.1", names), 0.6), (lambda names: check_all(77, names), 0.2)],
)
def test_se_avisa_lo_que_gastan_todas_las_llamadas(review, budget, capsys, monkeypatch):
    slow = {"double": lambda x: time.sleep(0.11) or 2 * x}
    monkeypatch.setattr(check_module, "BUDGET", budget)
    review(slow)
    assert "Aviso: en total son 0 s, y al calificar hay" in capsys.readouterr().out
    monkeypatch.setattr(check_module, "BUDGET", 100 * budget)
    review(slow)
    assert "en total" not in capsys.readouterr().out


@pytest.mark.usefixtures("doble")
@pytest.mark.parametrize("review", [lambda names: check("77.1", names), lambda n: check_all(77, n)])
def test_interrumpir_dice_donde_y_no_muestra_como_se_revisa(review):
    names = {"__name__": "__main__"}
    exec("def double(x):\n    y = x\n    raise KeyboardInterrupt", names)
    with pytest.raises(KeyboardInterrupt) as caught:
        review(names)
    assert str(caught.value).startswith("Se interrumpió la revisión en `double`, línea 3")
    assert caught.value._render_traceback_() == [str(caught.value)]
    shown = "".join(traceback.format_exception(caught.value))
    assert "assert_close" not in shown
    assert "double(X)" not in shown


def test_una_pregunta_que_no_existe_muestra_solo_las_de_su_ejercicio(capsys):
    check("8.7", {})
    out = capsys.readouterr().out
    assert "8.1, 8.2, 8.3, 8.4, 8.5, 8.6." in out
    assert "1.1" not in out.replace("8.1", "")
    check("2,1", {})
    assert "¿Quisiste decir '2.1'?" in capsys.readouterr().out
    check("uno", {})
    assert 'Va como en el enunciado: `check("3.1")`' in capsys.readouterr().out


def test_sin_funciones_no_se_adivina_el_ejercicio(capsys):
    check_all(namespace={})
    assert "di qué ejercicio es, como en `check_all(3)`" in capsys.readouterr().out
    check_all(3, {})
    assert capsys.readouterr().out.startswith("Ejercicio 03\n")


def test_lo_ajeno_vuelve_a_su_lugar_despues_de_revisar(doble, capsys):
    names = {"__name__": "__main__", "plt": pytest, "open": check}
    exec("def double(x):\n    assert 'plt' not in globals()\n    open\n    return 2 * x", names)
    check("77.1", names)
    assert capsys.readouterr().out.startswith("✓ correcta")
    assert names["plt"] is pytest
    assert names["open"] is check
    assert builtins.__import__.__module__ != kernel.__name__


VALUES = [
    (np.str_("b"), "b"),
    (np.array("b"), "b"),
    (np.float64(2), 2.0),
    (np.float32(0.5), 0.5),
    (np.int8(3), 3),
    (np.bool_(True), True),
    (np.array(2.5), 2.5),
    (np.array(Fraction(1, 2), object), 0.5),
    (np.longdouble(2), 2.0),
    (Fraction(7, 4), 1.75),
    (Decimal("0.1"), 0.1),
    (Flotante(3), 3.0),
    (enum.IntEnum("N", "uno").uno, 1),
    (enum.StrEnum("N", "uno").uno, "uno"),
    (np.ma.masked, 0.0),
]


@pytest.mark.parametrize(("value", "expected"), VALUES, ids=[repr(v) for v, _ in VALUES])
def test_un_dato_simple_queda_en_su_tipo_exacto(value, expected):
    answer = plain({"a": [value]})["a"][0]
    assert (type(answer), answer) == (type(expected), expected)
    assert protocol.unpack(io.BytesIO(protocol.pack(answer)).read) == expected
