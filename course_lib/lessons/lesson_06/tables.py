"""Cómo se hace la tabla de la lección 06: la profundidad que alcanza cada comienzo con ReLU."""

from course_lib.lab.trials import deep_digits
from course_lib.lessons.tables import Table

TABLES = {
    "06_profundidad": Table(
        deep_digits,
        {
            "activation": ["relu"],
            "start": ["LeCun", "He"],
            "depth": [2, 5, 10, 20, 30],
            "learning_rate": [0.003, 0.01, 0.03, 0.1],
        },
        seeds=range(5),
    ),
}
