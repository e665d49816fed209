"""De un nombre a un objeto: "he_normal" → `HeNormal()`, como en Keras."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from course_lib.checks import suggest

T = TypeVar("T")


def resolve(kind: str, identifier: Any, table: Mapping[str, Callable[[], T]], base: type[T]) -> T:
    """Devuelve el objeto que nombra `identifier`.

    Argumentos:
        kind: lo que se busca, para el mensaje de error («Inicializador»).
        identifier: un nombre de la tabla o un objeto ya creado.
        table: nombre → cómo crear el objeto con sus valores por defecto.
        base: la clase a la que pertenecen los objetos.
    """
    if isinstance(identifier, base):
        return identifier
    if isinstance(identifier, str):
        if identifier in table:
            return table[identifier]()
        unknown = "desconocida" if kind.endswith("a") else "desconocido"
        raise ValueError(f"{kind} {unknown}: {identifier!r}. {suggest(identifier, table)}")
    hint = " ¿Faltan los paréntesis?" if isinstance(identifier, type) else ""
    raise TypeError(
        f"{kind}: se esperaba un nombre o un objeto de tipo {base.__name__}. "
        f"Recibido: {identifier!r}.{hint}"
    )
