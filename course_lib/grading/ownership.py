"""De quién es la carpeta de notas: se usa la que hizo esta misma persona, o una nueva.

Una carpeta que ya estaba pudo dejarla quien entrega, con resultados, semilla y ajustes inventados.
"""

import contextlib
import hmac
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock

from course_lib.grading.plan import GradingError

IN_USE, MARK = ".en_uso", ".marca"
SIZE = 32  # bytes de la clave
LONGEST_MARK = 1000


def check(out: Path, *, trust: bool = False) -> None:
    """Rechaza una carpeta con enlaces, o que ya tiene archivos y no lleva la marca.

    Argumentos:
        out: la carpeta de notas; puede no existir.
        trust: quien califica dice que es suya.
    """
    for path in _links(out):
        raise GradingError(
            f"{str(path)!r} es un enlace, o no es un archivo, y podría llevar a lo de otra "
            "persona: bórralo si no es tuyo, o usa la carpeta verdadera."
        )
    if not (trust or _empty(out) or _marked(out)):
        raise GradingError(
            f"«{out}» ya tiene archivos, y no lleva la marca de las carpetas que haces en este "
            "computador: pudo dejarla quien entrega, con notas o ajustes inventados. Califica en "
            "otra con --salida. Si es tuya (una copia, de otro computador o de una versión "
            "anterior), revisa su ajustes.csv y agrega --confiar."
        )


def sign(out: Path) -> None:
    """Deja la marca en la carpeta; la que ya la lleva queda igual."""
    if not _marked(out):
        name = secrets.token_hex(16)
        try:
            out.mkdir(parents=True, exist_ok=True)
            _write(out / MARK, f"{name} {_signature(name, out)}\n".encode())
        except OSError as error:
            raise GradingError(f"No puedo escribir en «{out}»: {error.strerror}.") from error


def seal(key: bytes, *parts: str) -> str:
    """Un sello de esas partes, que solo se puede hacer con la clave."""
    return hmac.digest(key, repr(parts).encode(), "sha256").hex()


def secret() -> bytes:
    """La clave de quien califica, que no sale de este proceso; se crea la primera vez."""
    path = _home() / "curso" / "clave"
    try:
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with FileLock(path.with_name("clave.en_uso")):
                if not path.exists():  # otra orden pudo crearla mientras tanto
                    _write(path, secrets.token_bytes(SIZE))
        key, mode = path.read_bytes(), path.stat().st_mode
    except OSError as error:
        raise GradingError(
            f"No puedo leer ni crear tu clave, «{path}» ({error.strerror}): da permiso de "
            "escritura ahí, o pon en XDG_CONFIG_HOME otra carpeta tuya."
        ) from error
    if len(key) != SIZE or (os.name == "posix" and stat.S_IMODE(mode) & 0o077):
        raise GradingError(
            f"Tu clave, «{path}», está dañada o la pueden leer otras personas: bórrala, y se crea "
            "otra. Las carpetas que ya tenías pedirán --confiar."
        )
    return key


def _home() -> Path:
    """La carpeta de los ajustes de esta persona; nunca una relativa a la actual."""
    chosen = os.environ.get("XDG_CONFIG_HOME", "")
    with contextlib.suppress(RuntimeError):
        home = Path(chosen) if os.path.isabs(chosen) else Path.home() / ".config"
        if home.is_absolute():
            return home
    raise GradingError("No sé cuál es tu carpeta personal: pon su ruta completa en HOME.")


def _links(out: Path) -> Iterator[Path]:
    """Lo que no es una carpeta ni un archivo, en la ruta de las notas o adentro.

    Un enlace del sistema, como el de /tmp en macOS, está donde quien califica no puede escribir.
    """
    for path in out.parents:
        if path.is_symlink() and os.access(path.parent, os.W_OK):
            yield path
    for path in (out, *_inside(out)):
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            mode = path.lstat().st_mode
            if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                yield path


def _inside(out: Path) -> Iterator[Path]:
    if out.is_dir():
        for folder, folders, names in os.walk(out, onerror=_unreadable):
            yield from (Path(folder, name) for name in (*folders, *names))


def _unreadable(error: OSError) -> None:
    raise GradingError(f"No puedo leer la carpeta {str(error.filename)!r}: {error.strerror}.")


def _empty(out: Path) -> bool:
    """Si no hay nada, salvo lo que deja una orden que se cortó antes de poner la marca."""
    found = out.iterdir() if out.is_dir() else ()
    return all(path.name == IN_USE or path.suffix == ".tmp" for path in found)


def _marked(out: Path) -> bool:
    with contextlib.suppress(OSError, ValueError):
        with (out / MARK).open("rb") as file:
            name, signature = file.read(LONGEST_MARK).decode("ascii").split()
        return hmac.compare_digest(signature, _signature(name, out))
    return False


def _signature(name: str, out: Path) -> str:
    """Vale solo en esta carpeta: una copia tiene otro número en el disco; al moverla, el mismo."""
    return seal(secret(), "carpeta", name, str(out.stat().st_ino))


def _write(path: Path, data: bytes) -> None:
    """Escribe el archivo entero o nada, y solo lo lee su dueño."""
    temporary = path.with_name(f"{path.name}.tmp")
    temporary.unlink(missing_ok=True)  # de una orden que se cortó
    with open(temporary, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
