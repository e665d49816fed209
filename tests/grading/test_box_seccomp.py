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


def outcome(machine, number, *arguments, audit=None):
    """Qué haría el núcleo: un intérprete de las cinco instrucciones que usa el filtro."""
    audit = seccomp.MACHINES[machine].audit if audit is None else audit
    data = {0: number, 4: audit} | dict.fromkeys(range(16, 64, 8), 0)
    data |= {16 + 8 * place: value & 0xFFFF_FFFF for place, value in enumerate(arguments)}
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
    table |= {"socket": seccomp.SOCKET[column]}
    table |= {name: rule.numbers[column] for name, rule in seccomp.RULES.items()}
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
    for number in (425, 426, 427, 428, 435, 438, 447, 449, 451, 454, 455, 470, 999):
        assert outcome(machine, number) == refused(errno.ENOSYS)
    assert outcome(machine, seccomp.X32 | 39) == refused(errno.ENOSYS)
    assert outcome(machine, 0, audit=0x4000_0003) == seccomp.KILL  # i386


# De cada llamada que depende de un argumento: los que pasan y los que no, según `man 2`
ARGUMENTS = {
    # Un hilo y una copia; no `vfork` ni un espacio de nombres nuevo
    "clone": (
        [[0x3D0F00], [17]],
        [[17 | 1 << bit] for bit in (14, 17, 25, 26, 27, 28, 29, 30)],
    ),
    # Duplicar y las banderas; no F_*LK*, F_SETOWN, F_SETSIG, F_SETLEASE, F_NOTIFY ni F_SETPIPE_SZ
    "fcntl": (
        [[3, command] for command in (0, 1, 2, 3, 4, 1030)],
        [[3, command] for command in (5, 6, 7, 8, 10, 36, 37, 38, 1024, 1025, 1026, 1031, 1033)],
    ),
    # `isatty` y cerrar al ejecutar; no FIOASYNC, FS_IOC_ADD_ENCRYPTION_KEY ni FS_IOC_FIEMAP
    "ioctl": (
        [[3, request] for request in (0x5401, 0x5451)],
        [[3, request] for request in (0x5452, 0xC050_6617, 0xC020_660B)],
    ),
    # MADV_DONTNEED, MADV_HUGEPAGE y la guarda de un hilo; no MADV_MERGEABLE, COLD ni PAGEOUT
    "madvise": (
        [[0, 4096, advice] for advice in (4, 14, 102)],
        [[0, 4096, advice] for advice in (12, 20, 21)],
    ),
    # SIGINT y SIGALRM; no SIGCHLD
    "rt_sigaction": ([[2], [14]], [[17]]),
    # Con FUTEX_PRIVATE_FLAG; sin ella, ni esperar ni despertar
    "futex": (
        [[0, operation | 0x80] for operation in (0, 1, 9)],
        [[0, operation] for operation in (0, 1, 3, 6, 9, 11, 0x100, 0x109)],
    ),
}


@every_machine
@pytest.mark.parametrize("name", seccomp.RULES)
def test_el_filtro_mira_el_argumento_de_las_que_dependen_de_uno(machine, name):
    rule, (fine, wrong) = seccomp.RULES[name], ARGUMENTS[name]
    number = rule.numbers[seccomp.MACHINES[machine].column]
    for arguments in fine:
        assert outcome(machine, number, *arguments) == seccomp.ALLOW, arguments
    for arguments in wrong:
        assert outcome(machine, number, *arguments) == refused(rule.error), arguments


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
    user = [seccomp.RULES["clone"].numbers[column], 0x1000_0000 | 17, 0, 0, 0, 0]
    recent = {
        "io_uring_setup": 425,
        "open_tree": 428,
        "clone3": 435,
        "memfd_secret": 447,
        "cachestat": 451,
        "otra": 999,
    }
    calls |= {"clone": user} | {name: [number, 0, 0, 0] for name, number in recent.items()}
    expected |= {"clone": errno.EPERM} | dict.fromkeys(recent, errno.ENOSYS)
    assert answer(who, SYSCALLS, calls) == expected


# Lo que se hace a un archivo que todas las cajas ven, y otra caja nota
SIGNS = """
import ctypes, fcntl, os, struct


def f(futex, place):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
    found = {}

    def tried(name, action, *words):
        try:
            action(*words)
            found[name] = "aceptada"
        except OSError as error:
            found[name] = error.errno

    def called(*words):
        ctypes.set_errno(0)
        if libc.syscall(*words) == -1:
            raise OSError(ctypes.get_errno(), "")

    lock = struct.pack("hhlli", fcntl.F_RDLCK, 0, 0, 0, 0)
    shared = os.open(place, os.O_RDONLY)
    tried("flock", fcntl.flock, shared, fcntl.LOCK_EX | fcntl.LOCK_NB)
    for name in ("F_SETLK", "F_SETLKW", "F_GETLK", "F_OFD_SETLK", "F_OFD_SETLKW", "F_OFD_GETLK"):
        tried(name, fcntl.fcntl, shared, getattr(fcntl, name), lock)
    for name in ("F_SETLEASE", "F_GETLEASE", "F_NOTIFY", "F_SETOWN"):
        tried(name, fcntl.fcntl, shared, getattr(fcntl, name), 0)
    tried("F_NOTIFY", fcntl.fcntl, os.open("/", os.O_RDONLY), fcntl.F_NOTIFY, fcntl.DN_ACCESS)
    for name in ("null", "zero", "random", "urandom"):
        tried(name, os.utime, f"/dev/{name}")
    tried("utime", os.utime, place)
    tried("fadvise", os.posix_fadvise, shared, 0, 0, os.POSIX_FADV_DONTNEED)
    tried("preadv2", os.preadv, shared, [bytearray(1)], 0, os.RWF_NOWAIT)
    for kind in (1, 2):
        memory = libc.mmap(None, 4096, 1, kind, shared, 0)
        seen = ctypes.c_uint32.from_address(memory)
        moment = (ctypes.c_long * 2)(0, 1000)
        words = ctypes.c_void_p(memory), 0, seen, moment, None, 0
        tried(f"futex {kind}", called, futex, *words)
    return found
"""


@needs_box
@everyone
@pytest.mark.parametrize("place", ["/caja/worker.py", "/python/bin/python3"])
def test_adentro_no_se_hacen_senas_en_lo_que_todas_las_cajas_ven(who, place):
    futex = seccomp.RULES["futex"].numbers[seccomp.MACHINES[platform.machine()].column]
    found = answer(who, SIGNS, futex, place)
    waits = {name: found.pop(name) for name in ("futex 1", "futex 2")}
    assert set(waits.values()) == {errno.EAGAIN}
    assert found == dict.fromkeys(found, errno.EPERM)


CHILDREN = """
import os, signal


def f():
    found = []
    for action in (
        lambda: signal.signal(signal.SIGCHLD, signal.SIG_IGN),
        lambda: os.nice(5),
        lambda: os.setpriority(os.PRIO_PROCESS, 0, 5),
        lambda: os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0)),
        lambda: os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0)),
        lambda: os.sched_setparam(0, os.sched_param(0)),
    ):
        try:
            action()
            found.append("aceptada")
        except OSError as error:
            found.append(error.errno)
    return found
"""


@needs_box
@everyone
def test_adentro_no_se_cambia_el_turno_ni_se_olvida_a_los_hijos(who):
    assert answer(who, CHILDREN) == [errno.EPERM] * 6


ORDINARY = """
import concurrent.futures, hashlib, os, subprocess, threading
import numpy as np


def f():
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        total = sum(pool.map(lambda n: n * n, range(10)))
    threads = [threading.Thread(target=sum, args=(range(100_000),)) for _ in range(20)]
    for method in ("start", "join"):
        for one in threads:
            getattr(one, method)()
    with open("/dev/null", "w") as nothing, open("/dev/urandom", "rb") as chance:
        nothing.write("x")
        total += len(chance.read(8)) - os.isatty(0) - 8
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
