"""Lo que cruza la pared de la caja: JSON y arreglos crudos, con tamaños acotados. Nunca pickle.

Un mensaje es `largo del JSON | largo de los datos | JSON | datos`. El JSON dice la forma de cada
arreglo y los datos los traen uno tras otro. Quien lee no confía en nada de lo que llega.
"""

import json
import math
import re
import struct
from collections.abc import Callable
from typing import Any

import numpy as np

LARGEST_JSON = 4 * 2**20  # bytes: con más, leerlo ocuparía demasiada memoria de quien corrige
LARGEST_DATA = 65 * 2**20  # bytes: un arreglo de 64 MiB y algo más
LENGTHS = struct.Struct(">II")
LARGEST_INTEGER = 14_000  # bits: uno mayor Python no lo escribe
KINDS = "biuf"
DTYPE = re.compile(r"[<>|=]?[biuf]\d{1,2}|\|b1")
MOST_DIMENSIONS = 32

Read = Callable[[int], bytes]


class ProtocolError(ValueError):
    """Llegó algo que no es un mensaje."""


def pack(value: Any) -> bytes:
    """El mensaje que lleva `value`: números, textos, listas, tuplas, diccionarios y arreglos."""
    blobs: list[bytes] = []
    try:
        header = json.dumps(_encode(value, blobs)).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise ProtocolError(f"no se puede enviar: {error}") from None
    size = sum(map(len, blobs))
    if len(header) > LARGEST_JSON or size > LARGEST_DATA:
        raise ProtocolError("es demasiado grande para enviarlo")
    return b"".join([LENGTHS.pack(len(header), size), header, *blobs])


def pack_answer(answer: dict[str, Any]) -> bytes:
    """El mensaje que lleva una respuesta o, si no se puede enviar, el que lo dice."""
    try:
        return pack(answer)
    except ProtocolError:
        told = {"kind": "unsendable", "of": "", "shape": None}
        return pack({"id": answer.get("id"), "rejected": told})


def unpack(read: Read) -> Any:
    """Lee un mensaje; `read(n)` entrega exactamente n bytes."""
    header, size = LENGTHS.unpack(read(LENGTHS.size))
    if header > LARGEST_JSON or size > LARGEST_DATA:
        raise ProtocolError(f"anuncia {header} y {size} bytes: demasiado")
    encoded, data = read(header), memoryview(read(size))
    try:
        value, rest = _decode(json.loads(encoded), data)
    except (
        ValueError,
        TypeError,
        LookupError,
        OverflowError,
        RecursionError,
        MemoryError,
    ) as error:
        raise ProtocolError(f"no se entiende ({type(error).__name__})") from None
    if rest:
        raise ProtocolError(f"sobran {len(rest)} bytes")
    return value


def _encode(value: Any, blobs: list[bytes]) -> Any:
    if isinstance(value, np.ndarray | np.generic):
        if value.dtype.kind not in KINDS:
            raise TypeError(f"un arreglo de tipo {value.dtype}")
        if value.ndim > MOST_DIMENSIONS:
            raise TypeError(f"un arreglo de {value.ndim} dimensiones")
        blobs.append(value.tobytes())
        kind = "scalar" if isinstance(value, np.generic) else "array"
        return {kind: value.dtype.str, "shape": value.shape}
    if isinstance(value, tuple):
        return {"tuple": [_encode(item, blobs) for item in value]}
    if isinstance(value, list):
        return [_encode(item, blobs) for item in value]
    if isinstance(value, dict):
        return {"dict": [[key, _encode(item, blobs)] for key, item in value.items()]}
    if isinstance(value, int) and value.bit_length() > LARGEST_INTEGER:
        raise TypeError(f"un entero de {value.bit_length()} bits")
    return value


def _decode(code: Any, data: memoryview) -> tuple[Any, memoryview]:
    if isinstance(code, list):
        items = []
        for item in code:
            value, data = _decode(item, data)
            items.append(value)
        return items, data
    if not isinstance(code, dict):
        return code, data
    if isinstance(code.get("tuple"), list):
        items, data = _decode(code["tuple"], data)
        return tuple(items), data
    if isinstance(code.get("dict"), list):
        keys = [str(key) for key, _ in code["dict"]]
        items, data = _decode([item for _, item in code["dict"]], data)
        return dict(zip(keys, items, strict=True)), data
    return _decode_array(code, data)


def _decode_array(code: dict[str, Any], data: memoryview) -> tuple[Any, memoryview]:
    scalar = "scalar" in code
    kind, shape = code["scalar" if scalar else "array"], code["shape"]
    if not (isinstance(kind, str) and DTYPE.fullmatch(kind)):
        raise ProtocolError("un arreglo de un tipo que no se acepta")
    if not (isinstance(shape, list) and len(shape) <= MOST_DIMENSIONS and all(map(_length, shape))):
        raise ProtocolError("un arreglo con una forma que no se acepta")
    dtype = np.dtype(kind)
    size = math.prod(shape) * dtype.itemsize
    if size > len(data):
        raise ProtocolError("un arreglo más grande que sus datos")
    array = np.frombuffer(data[:size], dtype).reshape(shape).copy()
    return (array[()] if scalar else array), data[size:]


def _length(value: Any) -> bool:
    return type(value) is int and 0 <= value <= LARGEST_DATA
