"""Las lecciones: una sala para cada una, con todo lo que es solo de ella.

Una sala se abre una vez, y lo que tiene se pide por su nombre:

    from course_lib.lessons import lesson_03 as lesson

    lesson.figures.masks(...)
    lesson.table("03_mapa")
"""
