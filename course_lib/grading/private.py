"""Carpetas y archivos que solo puede cambiar quien califica, aunque el computador sea compartido.

Otra persona con cuenta en él podría dejar, donde pueda escribir, un archivo suyo o un enlace.
"""

import contextlib
import errno
import os
import secrets
import shlex
import stat
from pathlib import Path

from course_lib.grading import opening
from course_lib.grading.plan import GradingError

TEMPORARY = ".curso-*.tmp"
ENTER = 0o011  # lo que deja entrar en una carpeta al grupo y a los demás


def check(path: Path, status: os.stat_result, out: Path, enter: int = ENTER) -> None:
    """Rechaza lo que es de otro usuario, o lo que otro puede cambiar.

    Argumentos:
        out: la carpeta de notas, para decir qué hacer.
        enter: a quiénes deja entrar la carpeta donde está.
    """
    if os.name != "posix":  # en Windows no hay cómo saberlo
        return
    if status.st_uid != os.geteuid():
        raise GradingError(
            f"«{path}» es de otro usuario de este computador, que puede poner ahí lo que quiera: "
            "califica en otra carpeta con --salida. Si confías en ella, cópiala, revisa su "
            "ajustes.csv y agrega --confiar."
        )
    if status.st_mode >> 1 & enter:  # el permiso de escribir está al lado del de entrar
        raise GradingError(
            f"En «{path}» también pueden escribir otros usuarios de este computador: revisa su "
            f"ajustes.csv y corre `chmod -R go-w {shlex.quote(str(out))}`, o califica en otra "
            "carpeta con --salida."
        )


def mkdir(folder: Path) -> None:
    """Crea una carpeta, y las que falten para llegar a ella, sin permisos para nadie más."""
    missing = [path for path in folder.parents if not path.exists()]
    for path in (*reversed(missing), folder):
        path.mkdir(0o700, exist_ok=True)


def ensure(folder: Path) -> Path:
    """La carpeta, que se crea si falta y es solo de quien califica."""
    try:
        mkdir(folder)
        status = folder.lstat()
    except OSError as error:
        raise GradingError(
            f"No puedo crear la carpeta «{folder}» ({error.strerror}): elige otra con --salida."
        ) from error
    if not stat.S_ISDIR(status.st_mode):
        raise GradingError(f"«{folder}» es un enlace: bórralo, o usa la carpeta verdadera.")
    check(folder, status, folder)
    return folder


def read(path: Path) -> bytes:
    """El contenido de un archivo de la carpeta de notas, que es de quien califica."""
    with opening.regular(path) as file:
        check(path, os.fstat(file.fileno()), path.parent, enter=0)
        return file.read()


def write(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Escribe el archivo entero o nada. En la carpeta de otro, el nombre no se puede adivinar."""
    temporary = path.with_name(TEMPORARY.replace("*", secrets.token_hex(8)))
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    try:
        with open(os.open(temporary, flags | getattr(os, "O_BINARY", 0), mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def save(path: Path, content: str | bytes, mode: int = 0o644) -> None:
    """Escribe el archivo entero o lo deja como estaba; si no se puede, dice qué hacer."""
    try:
        write(path, content.encode() if isinstance(content, str) else content, mode)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise GradingError(
                f"No queda espacio en el disco para «{path}». Lo ya guardado está intacto: libera "
                "espacio y repite la orden, que sigue donde quedó."
            ) from error
        raise GradingError(
            f"No puedo escribir «{path}» ({error.strerror}): da permiso de escritura ahí, o elige "
            "otra carpeta."
        ) from error
