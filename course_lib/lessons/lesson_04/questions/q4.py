"""Pregunta 4.4: una neurona por cada grupo de gemelas."""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_close,
    assert_property,
    numbers,
    parts,
)
from course_lib.grading.question import WrongAnswerError, question
from course_lib.lessons.lesson_04.questions.shared import Rng, Triple


@question(
    "4.4",
    points=2,
    section="La idea: gemelas para siempre",
    hint="Junta las neuronas de igual entrada y sesgo, deja los números de la primera y suma sus "
    "pesos de salida.",
)
def merge_twins(student: Any, rng: Rng) -> None:
    """Una neurona por cada grupo de gemelas."""
    W, b, V = _with_twins(rng)
    for tol in (0.01, 0.0001):
        names = ("`W`", "`b`", "`V`")
        answer = parts(student.merge_twins(W.copy(), b.copy(), V.copy(), tol), names)
        found = [numbers(part, name) for part, name in zip(answer, names, strict=True)]
        _assert_merged(answer, found, (W, b, V), tol)


def _with_twins(rng: Rng) -> Triple:
    """Diez neuronas: tres parecidas en 0,01, dos en 0,0001 y cinco que engañan.

    Sortea hasta que cada manera equivocada de juntarlas junte otras.
    """
    while True:
        W, b = rng.uniform(-2, 2, (5, 7)), rng.uniform(-2, 2, 7)
        W[:2, 0] = rng.choice([-1, 1], 2) * rng.uniform(0.6, 2, 2)
        W[2, 0] = rng.integers(16, 24) / 100 + 0.003  # chico: una tolerancia relativa los separa
        for group, tol in ((0, 0.01), (1, 0.0001)):  # justo donde un redondeo los separa
            W[:2, group] = (np.floor(W[:2, group] / tol) + np.array([0.5, 0])) * tol
        W[:, 2], b[2] = W[:, 0], b[0] + rng.choice([-1, 1])
        W[:, 3], b[3] = np.roll(W[:, 1], 1), b[1]
        W[:, 4], b[4] = W[:, 1] + 1, b[1]
        W[:, 5], b[5] = W[:, 0] - 1, b[0]
        W[:, 6], b[6] = W[:, 0], b[0]
        W[4, 6] += rng.choice([-0.04, 0.04])  # cuatro veces tol, en un solo peso
        order = rng.permutation(10)
        groups = np.array([0, 0, 0, 1, 1, 2, 3, 4, 5, 6])[order]
        W, b = W[:, groups], b[groups]
        W[0] += np.array([-2e-3, 2e-3, 1e-3, -4.5e-5, 4.5e-5, 0, 0, 0, 0, 0])[order]
        W[1] += np.array([2e-3, 1e-3, -2e-3, 4.5e-5, -4.5e-5, 0, 0, 0, 0, 0])[order]
        W[2] += np.array([1e-3, -2e-3, 1e-3, -4.5e-5, 4.5e-5, 0, 0, 0, 0, 0])[order]
        V = rng.uniform(0.5, 2, (10, 3)) * rng.choice([-1, 1], (10, 3))
        known = (rule for rules in MISGROUPED.values() for rule in rules)
        rules = (_equal, _strict, *(rule for rule in known if rule not in TOTALS))
        ways = {str(_groups(W, b, 0.01, rule)) for rule in rules}
        first = _first(_groups(W, b, 0.01))
        finer = (_equal, _rounded, _neighbours, *TOTALS)
        small = [str(_groups(W, b, 0.0001, rule)) for rule in finer]
        if (
            len(ways) == len(rules)
            and small[0] not in small[1:]
            and (np.diff(W[0, first]) < 0).any()
        ):
            return W, b, V


Same = Callable[[Array, int, int, float], bool]


def _equal(joint: Array, j: int, k: int, tol: float) -> bool:
    return bool(np.max(np.abs(joint[:, j] - joint[:, k])) <= tol)


def _no_bias(joint: Array, j: int, k: int, tol: float) -> bool:
    return _equal(joint[:-1], j, k, tol)


def _neighbours(joint: Array, j: int, k: int, tol: float) -> bool:
    return abs(j - k) == 1 and _equal(joint, j, k, tol)


def _rounded(joint: Array, j: int, k: int, tol: float) -> bool:
    return _equal(np.round(joint / tol), j, k, 0.5)


def _strict(joint: Array, j: int, k: int, _tol: float) -> bool:
    return _equal(joint, j, k, 0.0001)


def _loose(joint: Array, j: int, k: int, _tol: float) -> bool:
    return _equal(joint, j, k, 0.01)


def _floored(joint: Array, j: int, k: int, tol: float) -> bool:
    return _equal(np.floor(joint / tol), j, k, 0.5)


def _signed(joint: Array, j: int, k: int, tol: float) -> bool:
    return bool(np.max(joint[:, j] - joint[:, k]) <= tol)


def _signed_back(joint: Array, j: int, k: int, tol: float) -> bool:
    return _signed(joint, k, j, tol)


def _only_bias(joint: Array, j: int, k: int, tol: float) -> bool:
    return _equal(joint[-1:], j, k, tol)


def _averaged(joint: Array, j: int, k: int, tol: float) -> bool:
    return bool(abs((joint[:, j] - joint[:, k]).mean()) <= tol)


def _summed(joint: Array, j: int, k: int, tol: float) -> bool:
    return bool(abs((joint[:, j] - joint[:, k]).sum()) <= tol)


def _mean_gap(joint: Array, j: int, k: int, tol: float) -> bool:
    return bool(np.abs(joint[:, j] - joint[:, k]).mean() <= tol)


def _total_gap(joint: Array, j: int, k: int, tol: float) -> bool:
    return bool(np.abs(joint[:, j] - joint[:, k]).sum() <= tol)


def _distance(joint: Array, j: int, k: int, tol: float) -> bool:
    return bool(np.linalg.norm(joint[:, j] - joint[:, k]) <= tol)


def _relative(joint: Array, j: int, k: int, tol: float) -> bool:
    return np.allclose(joint[:, k], joint[:, j], rtol=tol, atol=0)


def _any_weight(joint: Array, j: int, k: int, tol: float) -> bool:
    return bool(np.abs(joint[:, j] - joint[:, k]).min() <= tol)


def _never(joint: Array, j: int, k: int, _tol: float) -> bool:
    return _equal(joint, j, k, -1)


# Con tol = 0,01 juntan bien; con 0,0001, tres pesos que pasan uno por uno ya no pasan sumados
TOTALS: tuple[Same, ...] = (_total_gap, _distance)
MISGROUPED: dict[str, tuple[Same, ...]] = {
    "Miraste el promedio, la suma o la norma de las diferencias: los pesos se comparan uno por "
    "uno.": (
        _averaged,
        _summed,
        _mean_gap,
        *TOTALS,
    ),
    "Tu tolerancia es relativa, como `rtol`: `tol` limita la diferencia en valor absoluto.": (
        _relative,
    ),
    "Juntaste neuronas de distinto sesgo: también tiene que coincidir.": (_no_bias,),
    "Miraste solo el sesgo: también tienen que coincidir los pesos de entrada.": (_only_bias,),
    "Solo juntaste neuronas vecinas: las gemelas pueden estar en cualquier lugar.": (_neighbours,),
    "Redondear separa a dos gemelas que caen a cada lado del corte: mira su diferencia.": (
        _rounded,
        _floored,
    ),
    "Falta el valor absoluto: una diferencia muy negativa también es grande.": (
        _signed,
        _signed_back,
    ),
    "Basta un peso distinto para que no sean gemelas: usa todos, no alguno.": (_any_weight,),
    "No juntaste ninguna: compara con `tol`, no con ==, y no exijas iguales los pesos de salida.": (
        _never,
    ),
}


def _groups(W: Array, b: Array, tol: float, same: Same = _equal) -> list[list[int]]:
    """Las neuronas, por grupos, en el orden en que aparece la primera de cada uno."""
    joint, groups = np.vstack([W, b]), list[list[int]]()
    for k in range(len(b)):
        for group in groups:
            if same(joint, group[-1 if same is _neighbours else 0], k, tol):
                group.append(k)
                break
        else:
            groups.append([k])
    return groups


def _first(groups: list[list[int]]) -> list[int]:
    return [group[0] for group in groups]


def _merge(net: Triple, groups: list[list[int]]) -> Triple:
    W, b, V = net
    first = _first(groups)
    return W[:, first], b[first], np.array([V[group].sum(axis=0) for group in groups])


def _assert_merged(answer: list[Any], found: list[Array], net: Triple, tol: float) -> None:
    W, b, V = net
    groups = _groups(W, b, tol)
    right = _merge(net, groups)
    shapes = [part.shape for part in found]
    expected = [part.shape for part in right]
    if shapes != expected:
        _explain_grouping(found, net, tol, expected)
    by_value = [kernel[:, np.lexsort(kernel[::-1])] for kernel in (found[0], right[0])]
    assert_property(
        np.allclose(found[0], right[0], atol=tol)
        or not np.allclose(by_value[0], by_value[1], atol=tol),
        "las neuronas están, pero en otro orden",
        "Van en el orden en que aparece la primera de cada grupo; `np.unique` las "
        "ordena por valor.",
    )
    last = [group[-1] for group in groups]
    assert_close(
        answer[0],
        right[0],
        name=f"`W` con tol = {tol:g}",
        hint="Cada columna de `W` es la de la primera neurona de su grupo, tal cual.",
        mistakes={
            "Promediaste los pesos de entrada: se quedan los de la primera del grupo.": (
                np.array([W[:, g].mean(axis=1) for g in groups]).T
            ),
            "Quedó la última neurona del grupo: se piden los números de la primera.": W[:, last],
            "Sumaste los pesos de entrada: solo se suman los de salida.": np.array([
                W[:, g].sum(axis=1) for g in groups
            ]).T,
            "Redondeaste los pesos: se quedan los de la primera, tal cual.": (
                np.round(right[0] / tol) * tol
            ),
        },
    )
    assert_close(
        answer[1],
        right[1],
        name=f"`b` con tol = {tol:g}",
        hint="Cada sesgo es el de la primera neurona de su grupo, tal cual.",
        mistakes={
            "Sumaste los sesgos: dentro de la activación va uno solo, el de la primera.": np.array([
                b[g].sum() for g in groups
            ]),
            "Promediaste los sesgos: se queda el de la primera del grupo.": np.array([
                b[g].mean() for g in groups
            ]),
        },
    )
    rows = [V[g] for g in groups]
    assert_close(
        answer[2],
        right[2],
        name=f"`V` con tol = {tol:g}",
        mistakes={
            "Dejaste los pesos de salida de la primera: la neurona que queda hace el trabajo de "
            "todas, se suman.": V[_first(groups)],
            "Dejaste los pesos de salida de la última: se suman los de todo el grupo.": V[last],
            "Promediaste los pesos de salida: se suman, o la red respondería menos.": np.array([
                row.mean(axis=0) for row in rows
            ]),
            "Multiplicaste los de la primera por el tamaño del grupo: cada gemela trae los suyos, "
            "súmalos.": np.array([len(row) * row[0] for row in rows]),
        },
    )


def _explain_grouping(found: list[Array], net: Triple, tol: float, expected: list[Any]) -> None:
    """Lanza el error de juntar de más o de menos, con su causa si se reconoce."""
    W, b, _ = net
    got, want = [part.shape for part in found], [tuple(shape) for shape in expected]
    if want[0] == got[0][::-1]:
        raise WrongAnswerError("`W` está traspuesto", "Una columna por neurona, como en `W`.")
    fixed = "Usaste una tolerancia fija, o elevada al cuadrado: la que vale es `tol`."
    known = {fixed: (_loose if tol < 0.01 else _strict,)} | MISGROUPED
    causes = [(hint, _groups(W, b, tol, rule)) for hint in known for rule in known[hint]]
    for kept in ((0, 2), (0,)):  # si `V` también calza, se sabe con quién se juntó cada una
        for hint, groups in causes:
            wrong = _merge(net, groups)
            if all(
                found[k].shape == wrong[k].shape and np.allclose(found[k], wrong[k]) for k in kept
            ):
                message = f"con tol = {tol:g} quedan {want[1][0]} neuronas y dejaste {got[0][1]}"
                raise WrongAnswerError(message, hint)
    hint = "W, b y V llevan una columna, un número y una fila por cada neurona que queda."
    if got[0][:1] == want[0][:1] and len(got[0]) == 2:
        hint = "¿Juntaste lo debido? Mira la mayor diferencia, en todos los pesos y el sesgo."
        if got[0] == want[0] and got[2] != want[2]:
            hint = "A `V` también le queda una fila por grupo: la suma de las de sus neuronas."
        elif got[0] == want[0]:
            hint = "A `b` también le queda un número por grupo: el de la primera."
    raise WrongAnswerError(f"con tol = {tol:g} esperaba formas {want} y recibí {got}", hint)
