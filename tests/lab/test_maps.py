"""El mapa de un experimento, y la tabla de lo que cada brazo logra."""

import numpy as np

from course_lib.lab import maps
from course_lib.lab.experiments import Results


def test_informa_cada_mundo_al_final_y_a_tiempo(capsys):
    # cada red elige la tasa de aprendizaje del medio
    scores = np.array([[[30.0, 30], [20, 22], [30, 30]], [[30, 30], [10, 12], [30, 30]]])
    curves = np.stack([scores - 3, scores], axis=-1)
    metrics = {"validation": scores, "test": scores + 1}
    metrics |= {"validation curve": curves, "test curve": curves + 1}
    grid = {"rate": [0.0, 0.5], "learning_rate": [0.03, 0.1, 0.3]}
    maps.report({"un mundo": Results(grid, [0, 1], metrics, 1.0, chance=90)}, "rate", "dropout")
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert rows[1] == ["un", "mundo", "0", "21", "%", "22", "%", "19", "%"]
    ten = ["−10", "±", "1", "≈"]  # la segunda semilla no baja parejo
    assert rows[2][:7] == ["un", "mundo", "0,5", "11", "%", "12", "%"]
    assert rows[2][7:] == [*ten, "9", "%", *ten]
