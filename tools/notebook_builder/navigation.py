"""Los enlaces entre cuadernos: solo llevan a lo que existe."""

import os

from notebook_builder.address import PLACEHOLDER, colab_url
from notebook_builder.course import Course
from notebook_builder.document import EXERCISE, LESSON, SOLUTION, Document, title


def link(text: str, document: Document, target: Document | None) -> list[str]:
    """Enlaza otro cuaderno, si existe."""
    if target is None or target == document:
        return []
    path = os.path.relpath(target.target, document.target.parent).replace(os.sep, "/")
    return [f"[{text}]({path})"]


def navigation(course: Course, document: Document) -> str:
    """Enlaza la lección anterior, el índice, la siguiente y lo que acompaña a esta."""
    lessons, slug = course.lessons, document.slug
    lesson, index = course.get(LESSON, slug), next(iter(lessons), None)
    links: list[str] = []
    if document.folder == LESSON:
        here = lessons.index(document)
        before, after = lessons[:here][-1:], lessons[here + 1 :][:1]
        links += [text for near in before for text in link(f"‹ {title(near)}", document, near)]
        links += link("Índice", document, index)
        links += [text for near in after for text in link(f"{title(near)} ›", document, near)]
    else:
        links += link("‹ Lección", document, lesson) + link("Índice", document, index)
    links += link("Ejercicio", document, course.get(EXERCISE, slug))
    links += link("Solución", document, course.get(SOLUTION, slug)) * (document.folder == EXERCISE)
    return " · ".join(links)


def colab_navigation(course: Course, document: Document) -> str:
    """Los otros cuadernos, para quien lee el suyo desde Drive: ahí un enlace relativo no llega.

    Un enlace absoluto sacaría de su copia a quien estudia en su computador: por eso van aparte, y
    solo cuando el curso tiene una dirección.
    """
    if course.address == PLACEHOLDER:
        return ""
    exercise, solution = (course.get(folder, document.slug) for folder in (EXERCISE, SOLUTION))
    named = [(f"lección {lesson.slug[:2]}", lesson) for lesson in course.lessons]
    named += [("ejercicio", exercise)] if exercise else []
    named += [("solución", solution)] if solution and document == exercise else []
    links = [
        f"[{name}]({colab_url(course.address, other.name)})"
        for name, other in named
        if other != document
    ]
    return f"En Colab, los otros cuadernos se abren desde aquí: {' · '.join(links)}."


def index_text(course: Course, document: Document) -> str:
    """Lista las lecciones que existen, con sus ejercicios."""
    lines = []
    for lesson in course.lessons:
        links = link(title(lesson), document, lesson) or [f"**{title(lesson)}** (esta)"]
        links += link("ejercicio", document, course.get(EXERCISE, lesson.slug))
        lines.append("- " + " · ".join(links))
    return "\n".join(lines)
