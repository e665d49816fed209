"""Lección 01, regularización L2: sus figuras, tablas, preguntas, afirmaciones y cuestionario."""

from course_lib.lessons.rooms import on_demand, tables_of

__getattr__ = on_demand(__name__)
table = tables_of(__name__)
