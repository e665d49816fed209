"""De quién es la carpeta de notas: se usa la que hizo esta misma persona, o una nueva.

Una carpeta que ya estaba pudo dejarla quien entrega, con resultados, semilla y ajustes inventados.
"""

import contextlib
import hmac
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock

from course_lib.grading import opening, private
from course_lib.grading.plan import GradingError

IN_USE, MARK = ".en_uso", ".marca"
SIZE = 32  # bytes de la clave
LONGEST_MARK = 1000


def check(out: Path, *, trust: bool = False) -> None:
    """Rechaza una carpeta con enlaces, que otro puede cambiar, o con archivos y sin la marca.

    Argumentos:
        out: la carpeta de notas; puede no existir.
        trust: quien califica dice que es suya.
    """
    for path in _links(out):
        raise GradingError(
            f"{str(path)!r} es un enlace, o no es un archivo, y podría llevar a lo de otra "
            "persona: bórralo si no es tuyo, o usa la carpeta verdadera."
        )
    enter = private.ENTER
    for path in (out, *_inside(out)):
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            status = path.lstat()
            private.check(path, status, out, enter)
            enter &= status.st_mode if path == out else enter
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
        private.save(private.ensure(out) / MARK, f"{name} {_signature(name, out)}\n", 0o600)


def seal(key: bytes, *parts: str) -> str:
    """Un sello de esas partes, que solo se puede hacer con la clave."""
    return hmac.digest(key, repr(parts).encode(), "sha256").hex()


def secret() -> bytes:
    """La clave de quien califica, que no sale de este proceso; se crea la primera vez."""
    path = _home() / "curso" / "clave"
    try:
        if not path.exists():
            private.mkdir(path.parent)
            with FileLock(path.with_name("clave.en_uso"), mode=0o600):
                if not path.exists():  # otra orden pudo crearla mientras tanto
                    private.write(path, secrets.token_bytes(SIZE), 0o600)
        with opening.regular(path) as file:
            key, status = file.read(SIZE + 1), os.fstat(file.fileno())
    except OSError as error:
        raise GradingError(
            f"No puedo leer ni crear tu clave, «{path}» ({error.strerror}): da permiso de "
            "escritura ahí, o pon en XDG_CONFIG_HOME otra carpeta tuya."
        ) from error
    if len(key) != SIZE or not _only_mine(status):
        raise GradingError(
            f"Tu clave, «{path}», está dañada, o es de otro usuario, o la pueden leer otras "
            "personas: bórrala, y se crea otra. Las carpetas que ya tenías pedirán --confiar."
        )
    return key


def _only_mine(status: os.stat_result) -> bool:
    return os.name != "posix" or (
        status.st_uid == os.geteuid() and not stat.S_IMODE(status.st_mode) & 0o077
    )


def _home() -> Path:
    """La carpeta de los ajustes de esta persona; nunca una relativa a la actual."""
    chosen = os.environ.get("XDG_CONFIG_HOME", "")
    with contextlib.suppress(RuntimeError, KeyError):
        home = Path(chosen) if os.path.isabs(chosen) else _personal() / ".config"
        if home.is_absolute():
            return home
    raise GradingError("No sé cuál es tu carpeta personal: pon su ruta completa en HOME.")


def _personal() -> Path:
    """La carpeta personal; con HOME vacía, la que dice el sistema, y no la raíz del disco."""
    if sys.platform != "win32" and os.environ.get("HOME") == "":
        import pwd

        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    return Path.home()


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
        with opening.regular(out / MARK) as file:
            name, signature = file.read(LONGEST_MARK).decode("ascii").split()
        return hmac.compare_digest(signature, _signature(name, out))
    return False


def _signature(name: str, out: Path) -> str:
    """Vale solo en esta carpeta: una copia tiene otro número en el disco, o está en otro disco."""
    return seal(secret(), "carpeta", name, str(out.stat().st_ino), str(_disk(out)))


def _disk(out: Path) -> int:
    """El número del sistema de archivos; el de su dispositivo, si no tiene, cambia al montarlo."""
    number = os.statvfs(out).f_fsid if hasattr(os, "statvfs") else 0
    return number or out.stat().st_dev
