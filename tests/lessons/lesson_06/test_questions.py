"""Los números que el ejercicio 06 da por medidos se vuelven a medir."""

import ast
import re
from pathlib import Path

import numpy as np
import pytest

import course_lib as lib
from course_lib.grading.check import Student
from course_lib.grading.compare import recognise
from course_lib.grading.question import load
from course_lib.lab import datasets
from course_lib.lessons.lesson_06.questions import q2, q3, q4, q5

SOURCE = Path(__file__).parents[3] / "solutions" / "src" / "06_he.py"
LAYERS, UNITS = 12, 128
# Con `load`, para que las preguntas queden registradas en su orden


def measured(name):
    (values,) = re.findall(rf"^{name} = \[(.+)\]$", SOURCE.read_text(encoding="utf-8"), re.M)
    return [float(value) for value in values.split(",")]


def network(scale, seed):
    init = lib.initializers.VarianceScaling(scale, "fan_in", "untruncated_normal")
    hidden = [
        lib.layers.Dense(UNITS, activation="relu", kernel_initializer=init) for _ in range(LAYERS)
    ]
    model = lib.Sequential([lib.Input(shape=(784,)), *hidden, lib.layers.Dense(10)], seed=seed)
    model.compile(
        optimizer=lib.optimizers.SGD(learning_rate=0.01, momentum=0.9),
        loss=lib.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


def digits(seed):
    """Mil dígitos para entrenar y mil para validar, de media 0 y desviación 1."""
    images, labels = datasets.load_mnist()
    order = np.random.default_rng(seed).permutation(len(images))[:2000]
    x = images[order].reshape(2000, -1).astype(np.float32) / 255
    x = (x - x[:1000].mean()) / x[:1000].std()
    return (x[:1000], labels[order[:1000]]), (x[1000:], labels[order[1000:]])


def signal(model, x):
    """El tamaño de z en la última capa oculta, dividido por el de la primera."""
    h, sizes = x, []
    for kernel in model.get_weights()[: 2 * LAYERS : 2]:
        z = h @ kernel
        sizes.append(np.sqrt(np.mean(z**2)))
        h = np.maximum(z, 0)
    return sizes[-1] / sizes[0]


@pytest.mark.parametrize("scale", measured("table_scale"))
def test_la_senal_de_la_pregunta_6_6_se_repite(scale):
    logs = [np.log(signal(network(scale, seed), digits(seed)[0][0][:200])) for seed in range(5)]
    row = measured("table_scale").index(scale)
    # Las mismas semillas: solo queda el redondeo a dos cifras
    assert np.exp(np.mean(logs)) == pytest.approx(measured("table_signal")[row], rel=0.05)


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_el_error_de_la_pregunta_6_6_se_repite(scale):
    row = measured("table_scale").index(scale)
    model, (train, val) = network(scale, seed=0), digits(seed=0)
    with np.errstate(all="ignore"):
        model.fit(*train, batch_size=25, epochs=10, verbose=0)
        found = [100 * (1 - model.evaluate(*part, verbose=0)[1]) for part in (train, val)]
    # La desviación estándar entre semillas llega a 2,6 puntos
    assert found[0] == pytest.approx(measured("table_train")[row], abs=6)
    assert found[1] == pytest.approx(measured("table_val")[row], abs=6)


def test_la_tabla_y_la_figura_dicen_lo_mismo():
    text = SOURCE.read_text(encoding="utf-8")
    for label, name in (
        ("escala", "table_scale"),
        ("señal", "table_signal"),
        ("error de entrenamiento (%)", "table_train"),
        ("error de validación (%)", "table_val"),
        ("desviación de validación", "table_spread"),
    ):
        (row,) = re.findall(rf"^# \| {re.escape(label)} \| (.+) \|$", text, re.M)
        assert [float(v.replace(",", ".")) for v in row.split("|")] == measured(name)


def test_la_normal_truncada_tiene_la_desviacion_y_la_curtosis_que_se_exigen():
    z = (np.arange(200_000) + 0.5) / 50_000 - 2
    density = np.exp(-(z**2) / 2)
    square, fourth = (np.sum(density * z**k) / np.sum(density) for k in (2, 4))
    assert np.sqrt(square) == pytest.approx(q2.TRUNCATED_STD, abs=1e-7)
    assert fourth / square**2 == pytest.approx(q2.KURTOSIS["truncated_normal"], abs=1e-3)


# Sin pendiente, o con 1, varios errores dan lo correcto: los ven los casos anteriores
@pytest.mark.parametrize(
    ("distribution", "mode", "slope"), [case for case in q2.CASES if 0 < case[2] < 1]
)
def test_los_errores_de_6_2_se_distinguen_entre_si_y_de_la_respuesta(distribution, mode, slope):
    inputs, outputs = q2.SHAPE
    n, other = (inputs, outputs) if mode == "fan_in" else (outputs, inputs)
    std = np.sqrt(2 / ((1 + slope**2) * n))
    mistakes = {**q2._stds(slope, n, other, std), **q2._form_stds(distribution, std)}
    known = [(np.log(value / std), hint) for hint, values in mistakes.items() for value in values]
    for gap, hint in known:
        assert abs(gap) > 0.02, hint
        rivals = [abs(gap - other) for other, name in known if name != hint]
        assert min(rivals) > 0.01, hint


@pytest.mark.parametrize(("blocks", "n", "m", "growth"), q4.NETWORKS)
def test_los_errores_de_6_4_se_distinguen_entre_si(blocks, n, m, growth):
    right = np.sqrt(2 / n), np.sqrt((growth ** (1 / blocks) - 1) / m)
    for std, mistakes in zip(
        right,
        (q4._first_stds(blocks, n, m, growth), q4._second_stds(blocks, n, m, growth)),
        strict=True,
    ):
        known = [(value, hint) for hint, values in mistakes.items() for value in values]
        for value, hint in known:
            close = [
                name for rival, name in known if abs(rival - value) < 0.01 * value and name != hint
            ]
            assert not close, (value, hint, close)
            assert abs(value - std) > 0.01 * std, hint


def test_los_errores_de_6_3_se_distinguen_entre_si():
    shapes = q3.KERNELS[0]
    kernel = np.random.default_rng(0).standard_normal(shapes[0])
    mistakes = q3._mistakes(kernel) | q3._shared_fan_in(kernel, shapes)
    for hint, values in mistakes.items():
        for value in values if isinstance(values, tuple) else (values,):
            assert recognise(value, mistakes) == hint


@pytest.mark.parametrize("seed", range(20))
def test_en_6_5_elegir_con_otra_regla_siempre_se_nota(seed):
    rng = np.random.default_rng(seed)
    runs = []
    for gains, size, depth in q5.ELU_NETWORKS:
        x = size * rng.standard_normal((40, 100))
        moments = student("choose_gain").choose_gain(x, gains, depth, seed)["moments"]
        runs.append((gains, x, moments, None))
    right = q5._picks(runs, q5._log_distance)
    for hint, cost in q5.RULES:
        assert q5._picks(runs, cost) != right, hint


def student(name, **changes):
    """La solución de una pregunta, con algunos trozos cambiados."""
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    (code,) = (ast.unparse(node) for node in tree.body if getattr(node, "name", "") == name)
    for old, new in changes.items():
        assert old in code
        code = code.replace(old, new)
    namespace = {"np": np}
    exec(code, namespace)
    return Student(namespace)


ELU = "np.where(z > 0, z, np.expm1(z))"
LOG = "np.log(moments[:, -1])"
SQUARE = "np.mean(z ** 2)"
DRAW = "rng.standard_normal((n, n))"
AGAIN = "w[outside] = rng.standard_normal(outside.sum())"


# Lo que quien respondió a ciegas vio aceptar, o recibir la pista de otro error
@pytest.mark.parametrize(
    ("question", "old", "new", "words"),
    [
        ("6.1", "0.1", "(0, 1)", "coma decimal"),
        ("6.1", "0.5", "3 ** 0.5 * 2 / 24", "uniforme"),
        ("6.1", "0.5", "0.123", "uniforme"),
        ("6.2", AGAIN, "w = rng.standard_normal(shape)", "solo los que quedaron fuera"),
        ("6.2", "std * w / 0.87962566", "std * w / w.std()", "teórica"),
        ("6.2", "return std * w\n", "return std * (w - w.mean()) / w.std()\n", "teórica"),
        ("6.2", "return std * w\n", "return std * (w - w.mean())\n", "se la restes"),
        ("6.2", "* n))", "* n)) / 0.87962566", "solo la truncada"),
        ("6.3", "np.prod(kernel.shape[:-1])", "kernel.shape[1]", "un lado de la ventana"),
        ("6.3", "np.prod(kernel.shape[:-1])", "min(kernel.shape)", "un lado de la ventana"),
        (
            "6.3",
            "np.prod(kernel.shape[:-1])",
            "np.prod([kernel.shape[k] for k in (0, 1, 2)])",
            "ejes",
        ),
        ("6.4", "(2 / n)", "(2 * (growth > 1) / n)", "no se apaga"),
        ("6.4", "- 1", "- 1 - 1e-9 * (growth == 1)", "NaN"),
        ("6.5", LOG, "np.log(moments[:, -2])", "otras capas"),
        ("6.5", LOG, "np.log(moments[:, -3:]).mean(axis=1)", "otras capas"),
        ("6.5", ELU, "np.expm1(np.minimum(z, 0))", "positivos"),
        ("6.5", ELU, "np.where(z > 0, z, -1.0)", "Pusiste −1"),
        ("6.5", ELU, "np.logaddexp(0, z)", "softplus"),
        ("6.5", SQUARE, "round(float(np.mean(z ** 2)), 4)", "redondees"),
        ("6.5", SQUARE, "np.mean(z[1:] ** 2)", "todos los ejemplos"),
        ("6.5", DRAW, "np.tile(rng.standard_normal((n, 1)), n)", "repetir"),
        ("6.5", DRAW, "np.tile(rng.standard_normal(n), (n, 1))", "repetir"),
    ],
)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_cada_tropiezo_recibe_su_pista(question, old, new, words):
    found = load()[question]
    answer = student(found.body.__name__, **{old: new})
    for seed in (0, 1, 8371):
        verdict = found.evaluate(answer, seed)
        assert verdict.state in ("incorrecta", "error_en_celda")
        assert words in verdict.hint
