"""El filtro: los números son los del núcleo, y adentro cada llamada de la tabla se rechaza."""

import errno
import platform
import re
import struct
from pathlib import Path

import pytest
from boxes import answer, everyone
from classroom import needs_box

from course_lib.grading import launch, seccomp

pytestmark = pytest.mark.calificador

INCLUDE = Path("/usr/include")
HEADERS = {
    "x86_64": [*INCLUDE.glob("x86_64-linux-gnu/asm/unistd_64.h"), INCLUDE / "asm/unistd_64.h"],
    "aarch64": [INCLUDE / "asm-generic/unistd.h"],
}
every_machine = pytest.mark.parametrize("machine", seccomp.MACHINES)
ALLOWED = (
    "read",
    "openat",
    "mmap",
    "futex",
    "execve",
    "wait4",
    "getrandom",
    "clone",
    "close_range",
)


def numbers(machine):
    """Los números de las llamadas según los encabezados del núcleo."""
    header = next((path for path in HEADERS[machine] if path.exists()), None)
    if header is None:
        pytest.skip("faltan los encabezados del núcleo (linux-libc-dev)")
    found = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", header.read_text())
    return {name: int(number) for name, number in found}


def outcome(machine, number, argument=0, audit=None):
    """Qué haría el núcleo: un intérprete de las cinco instrucciones que usa el filtro."""
    audit = seccomp.MACHINES[machine].audit if audit is None else audit
    data = {0: number, 4: audit, 16: argument & 0xFFFF_FFFF}
    code = list(struct.iter_unpack("=HBBI", seccomp.program(machine)))
    place = value = 0
    while True:
        operation, yes, no, constant = code[place]
        place += 1
        if operation == seccomp.RETURN:
            return constant
        if operation == seccomp.LOAD:
            value = data[constant]
            continue
        tests = {
            seccomp.EQUAL: value == constant,
            seccomp.AT_LEAST: value >= constant,
            seccomp.ANY_BIT: bool(value & constant),
        }
        place += yes if tests[operation] else no


def refused(number):
    return 0x0005_0000 | number


@every_machine
def test_los_numeros_son_los_del_nucleo(machine):
    known, column = numbers(machine), seccomp.MACHINES[machine].column
    table = {name: pair[column] for name, pair in seccomp.DENIED.items()} | seccomp.SHARED
    table |= {"socket": seccomp.SOCKET[column], "clone": seccomp.CLONE[column]}
    wrong = {
        name: (number, known[name])
        for name, number in table.items()
        if number is not None and known.get(name, number) != number
    }
    assert not wrong
    assert sum(name in known for name in table) > 50


@every_machine
def test_el_filtro_rechaza_la_tabla_y_deja_lo_demas(machine):
    known, column = numbers(machine), seccomp.MACHINES[machine].column
    for name, pair in seccomp.DENIED.items():
        if pair[column] is not None:
            assert outcome(machine, pair[column]) == refused(errno.EPERM), name
    for name in ALLOWED:
        assert outcome(machine, known.get(name, 436)) == seccomp.ALLOW, name
    for flag in (
        seccomp.VFORK,
        0x20000,
        0x2000000,
        0x4000000,
        0x8000000,
        0x10000000,
        0x20000000,
        0x40000000,
    ):
        assert outcome(machine, seccomp.CLONE[column], flag | 17) == refused(errno.EPERM)
    for number in (425, 426, 427, 428, 435, 438, 447, 470, 999):
        assert outcome(machine, number) == refused(errno.ENOSYS)
    assert outcome(machine, seccomp.X32 | 39) == refused(errno.ENOSYS)
    assert outcome(machine, 0, audit=0x4000_0003) == seccomp.KILL  # i386


def test_sin_tabla_para_este_equipo_se_dice(monkeypatch):
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert seccomp.program() is None
    if launch.shutil.which("bwrap"):
        assert any("riscv64" in weakness for weakness in launch.weaknesses("bwrap"))


SYSCALLS = """
import ctypes


def f(numbers):
    libc = ctypes.CDLL(None, use_errno=True)
    found = {}
    for name, words in numbers.items():
        ctypes.set_errno(0)
        result = libc.syscall(*[ctypes.c_long(word) for word in words])
        found[name] = ctypes.get_errno() if result == -1 else "aceptada"
    return found
"""


@needs_box
@everyone
def test_adentro_cada_llamada_de_la_tabla_se_rechaza(who):
    column = seccomp.MACHINES[platform.machine()].column
    calls = {
        name: [pair[column], 0, 0, 0, 0, 0]
        for name, pair in seccomp.DENIED.items()
        if pair[column] is not None
    }
    found = answer(who, SYSCALLS, calls)
    assert found == dict.fromkeys(calls, errno.EPERM)


@needs_box
@everyone
def test_adentro_no_hay_conexiones_ni_espacios_nuevos_ni_llamadas_recientes(who):
    column = seccomp.MACHINES[platform.machine()].column
    families = {
        "unix": 1,
        "inet": 2,
        "inet6": 10,
        "netlink": 16,
        "packet": 17,
        "alg": 38,
        "vsock": 40,
    }
    calls = {name: [seccomp.SOCKET[column], family, 1, 0] for name, family in families.items()}
    expected = dict.fromkeys(calls, errno.EAFNOSUPPORT)
    user = [seccomp.CLONE[column], 0x1000_0000 | 17, 0, 0, 0, 0]
    recent = {
        "io_uring_setup": 425,
        "open_tree": 428,
        "clone3": 435,
        "memfd_secret": 447,
        "otra": 999,
    }
    calls |= {"clone": user} | {name: [number, 0, 0, 0] for name, number in recent.items()}
    expected |= {"clone": errno.EPERM} | dict.fromkeys(recent, errno.ENOSYS)
    assert answer(who, SYSCALLS, calls) == expected


ORDINARY = """
import concurrent.futures, hashlib, subprocess, threading
import numpy as np


def f():
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        total = sum(pool.map(lambda n: n * n, range(10)))
    sizes = np.linalg.svd(np.random.default_rng(0).normal(size=(40, 30)))[1]
    try:
        subprocess.run(["/no/existe"])
    except PermissionError:  # adentro no hay programas, y crear un proceso así se rechaza
        total += 1
    return [total, len(sizes), hashlib.sha256(b"").hexdigest()[:4]]
"""


@needs_box
@everyone
def test_lo_que_usa_una_respuesta_honesta_sigue_andando(who):
    assert answer(who, ORDINARY) == [286, 30, "e3b0"]
