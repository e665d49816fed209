"""El filtro de llamadas al núcleo: la caja no puede pedir lo que ningún espacio de nombres aísla.

Un llavero, una conexión con la máquina que nos hospeda, memoria que no es de ningún proceso o un
candado en un archivo que todas las cajas ven llegan más lejos que la caja: de una entrega a otra, o
al equipo. El filtro es un programa de BPF clásico que bubblewrap instala con `--seccomp`. Se
escribe aquí, sin biblioteca, porque libseccomp tendría que estar instalada en el equipo de quien
enseña y el programa es una tabla.

Referencia: `man 2 seccomp`; el perfil de Docker, https://docs.docker.com/engine/security/seccomp/
"""

import errno
import platform
import struct
from dataclasses import dataclass

# Nombre: número en x86_64 y en aarch64; None donde no existe
DENIED: dict[str, tuple[int | None, int | None]] = {
    # Llaveros: se ven desde todas las cajas del mismo usuario
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    # Memoria que no es de ningún proceso: no la cuenta ningún tope
    "shmget": (29, 194),
    "shmctl": (31, 195),
    "shmat": (30, 196),
    "semget": (64, 190),
    "semctl": (66, 191),
    "semop": (65, 193),
    "semtimedop": (220, 192),
    "msgget": (68, 186),
    "msgctl": (71, 187),
    "msgrcv": (70, 188),
    "msgsnd": (69, 189),
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
    "memfd_create": (319, 279),
    "socketpair": (53, 199),
    "vmsplice": (278, 75),  # una tubería retiene páginas que el proceso ya soltó
    "splice": (275, 76),
    "tee": (276, 77),
    # Cuotas del equipo entero, o de quien califica
    "io_setup": (206, 0),
    # Señas en un archivo que todas las cajas ven: candados, avisos, fechas y si está en memoria.
    # Un dispositivo no se puede montar sin escritura, y quien escribe en él puede ponerle fecha
    "flock": (73, 32),
    "inotify_init": (253, None),
    "inotify_init1": (294, 26),
    "fanotify_init": (300, 262),
    "fanotify_mark": (301, 263),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
    "mincore": (27, 232),
    "fadvise64": (221, 223),
    "readahead": (187, 213),
    "preadv2": (327, 286),
    # El turno en el procesador: quien siempre lo cede parece esperarlo, y no dormir
    "sched_setparam": (142, 118),
    "sched_setscheduler": (144, 119),
    "sched_setattr": (314, 274),
    "setpriority": (141, 140),
    "ioprio_set": (251, 30),
    # Espacios de nombres y montajes
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
    # La memoria de otros procesos y lo que mira dentro del núcleo
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "perf_event_open": (298, 241),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "lookup_dcookie": (212, 18),
    "syslog": (103, 116),
    "mbind": (237, 235),
    "set_mempolicy": (238, 237),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    # El equipo entero
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
    "quotactl": (179, 60),
    "nfsservctl": (180, 42),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "clock_adjtime": (305, 266),
    "adjtimex": (159, 171),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "vhangup": (153, 58),
    "personality": (135, 92),
    "sync": (162, 81),
    "syncfs": (306, 267),
    # Restos de otra época
    "vfork": (58, None),
    "iopl": (172, None),
    "ioperm": (173, None),
    "modify_ldt": (154, None),
    "uselib": (134, None),
    "ustat": (136, None),
    "sysfs": (139, None),
    "_sysctl": (156, None),
    "create_module": (174, None),
    "get_kernel_syms": (177, None),
    "query_module": (178, None),
}
SOCKET = (41, 198)

ALLOW, KILL = 0x7FFF_0000, 0x8000_0000
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06


@dataclass(frozen=True)
class Rule:
    """Una llamada que se admite o no según uno de sus argumentos.

    Argumentos:
        numbers: su número en cada arquitectura.
        argument: cuál argumento, desde 0; se miran sus 32 bits bajos.
        test: cómo se compara con cada uno de los `values`: `EQUAL` o `ANY_BIT`.
        admits: si calzar con uno admite la llamada o la rechaza; sin calzar, lo contrario.
        error: lo que responde cuando se rechaza.
    """

    numbers: tuple[int, int]
    argument: int
    test: int
    values: tuple[int, ...]
    admits: bool = True
    error: int = errno.EPERM


NEW_NAMESPACE = 0x7E02_0000  # CLONE_NEW*: montajes, cgroup, uts, ipc, usuario, procesos y red
VFORK = 0x4000  # quien crea así un proceso y lo espera parece esperar al disco
RULES = {
    "clone": Rule((56, 220), 0, ANY_BIT, (NEW_NAMESPACE | VFORK,), admits=False),
    # Duplicar un descriptor y sus banderas: ni candados, ni avisos, ni el tamaño de una tubería
    "fcntl": Rule((72, 25), 1, EQUAL, (0, 1, 2, 3, 4, 1030)),
    # FIONREAD, FIONBIO, FIOCLEX, FIONCLEX y, para `isatty`, TCGETS y TIOCGWINSZ
    "ioctl": Rule((16, 29), 1, EQUAL, (0x541B, 0x5421, 0x5451, 0x5450, 0x5401, 0x5413)),
    # Lo que usan malloc, los hilos y NumPy; sacar de la memoria un archivo de todos, no
    "madvise": Rule((28, 233), 2, EQUAL, (0, 1, 2, 3, 4, 8, 10, 14, 15, 16, 102, 103)),
    # SIGCHLD: si se ignora, el procesador que gastaron los hijos no se le suma a nadie
    "rt_sigaction": Rule((13, 134), 0, EQUAL, (17,), admits=False),
    # Solo se espera dentro de un proceso: fuera de él, el lugar de la cita sería el archivo. A
    # glibc, que espera así a un hilo que ya termina, se le dice que mire de nuevo
    "futex": Rule((202, 98), 1, ANY_BIT, (0x80,), error=errno.EAGAIN),
}

# Desde 424 los números son los mismos en todas partes. De ahí en adelante solo existe lo que sigue:
# ni io_uring, ni clone3, ni cachestat, ni lo que el núcleo agregue mañana. ENOSYS hace que glibc
# use lo anterior
FIRST_SHARED = 424
SHARED = {
    "pidfd_send_signal": 424,
    "pidfd_open": 434,
    "close_range": 436,
    "openat2": 437,
    "faccessat2": 439,
    "epoll_pwait2": 441,
    "fchmodat2": 452,
    "map_shadow_stack": 453,
}
X32 = 0x4000_0000  # la otra numeración de x86_64

NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16  # dónde están en `struct seccomp_data`


@dataclass(frozen=True)
class Machine:
    """Una arquitectura: su columna en las tablas y su nombre en el núcleo."""

    column: int
    audit: int


MACHINES = {"x86_64": Machine(0, 0xC000_003E), "aarch64": Machine(1, 0xC000_00B7)}
Instruction = tuple[int, int, int, int]  # operación, salto si sí, salto si no, constante


def program(machine: str = "") -> bytes | None:
    """El filtro para una arquitectura, o para este equipo; None si no hay tabla para ella."""
    known = MACHINES.get(machine or platform.machine())
    if known is None:
        return None
    return b"".join(struct.pack("=HBBI", *one) for one in _instructions(known))


def _instructions(machine: Machine) -> list[Instruction]:
    denied = [numbers[machine.column] for numbers in DENIED.values()]
    shared = [line for number in SHARED.values() for line in _if_equal(number, ALLOW)]
    return [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, machine.audit),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
        (AT_LEAST, 0, 1, X32),
        _answer(errno.ENOSYS),
        *(line for number in denied if number is not None for line in _if_equal(number, _error())),
        *_if_equal(SOCKET[machine.column], _error(errno.EAFNOSUPPORT)),
        (AT_LEAST, 0, len(shared) + 1, FIRST_SHARED),
        *shared,
        _answer(errno.ENOSYS),
        *(line for rule in RULES.values() for line in _ruled(rule, machine.column)),
        (RETURN, 0, 0, ALLOW),
    ]


def _ruled(rule: Rule, column: int) -> list[Instruction]:
    """Mira el argumento de una llamada y responde; con otra llamada, sigue de largo."""
    found, otherwise = ALLOW, _error(rule.error)
    if not rule.admits:
        found, otherwise = otherwise, found
    lines: list[Instruction] = [(LOAD, 0, 0, FIRST_ARGUMENT + 8 * rule.argument)]
    for value in rule.values:
        lines += [(rule.test, 0, 1, value), (RETURN, 0, 0, found)]
    lines += [(RETURN, 0, 0, otherwise)]
    return [(EQUAL, 0, len(lines), rule.numbers[column]), *lines]


def _if_equal(number: int, outcome: int) -> list[Instruction]:
    return [(EQUAL, 0, 1, number), (RETURN, 0, 0, outcome)]


def _answer(number: int) -> Instruction:
    return (RETURN, 0, 0, _error(number))


def _error(number: int = errno.EPERM) -> int:
    return 0x0005_0000 | number
