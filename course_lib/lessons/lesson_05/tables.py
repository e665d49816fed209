"""Cómo se hacen las tablas de la lección 05: profundidad contra inicialización."""

from course_lib.lab.trials import deep_digits
from course_lib.lessons.tables import Table

TABLES = {
    "05_tanh": Table(
        deep_digits,
        {
            "activation": ["tanh"],
            "start": ["antigua", "Glorot"],
            "depth": [1, 3, 5, 10],
            "learning_rate": [0.03, 0.1, 0.3, 1],
        },
        seeds=range(5),
    ),
    "05_sigmoid": Table(
        deep_digits,
        {
            "activation": ["sigmoid"],
            "start": ["Glorot", "Glorot ×4"],
            "depth": [1, 3, 5, 10],
            "learning_rate": [0.1, 0.3, 1, 3],
        },
        seeds=range(5),
    ),
}
