"""El protocolo: lo que sale vuelve igual, y lo que llega nunca hace más que fallar."""

import contextlib
import io
import json
import struct
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from course_lib.grading.protocol import LARGEST_JSON, ProtocolError, pack, unpack

arrays = hnp.arrays(
    hnp.boolean_dtypes()
    | hnp.integer_dtypes()
    | hnp.unsigned_integer_dtypes()
    | hnp.floating_dtypes(sizes=(16, 32, 64)),
    hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
)
plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
values = st.recursive(
    plain | arrays,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(), inner, max_size=4)
    ),
    max_leaves=12,
)


def reader(data):
    stream = io.BytesIO(data)

    def read(size):
        part = stream.read(size)
        if len(part) < size:
            raise EOFError
        return part

    return read


def frame(words, data=b""):
    words = words if isinstance(words, bytes) else json.dumps(words).encode()
    return struct.pack(">II", len(words), len(data)) + words + data


def same(a, b):
    if isinstance(a, np.ndarray | np.generic):
        return (
            type(a) is type(b)
            and a.dtype == b.dtype
            and np.array_equal(a, b, equal_nan=a.dtype.kind == "f")
        )
    if isinstance(a, list | tuple):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    return type(a) is type(b) and (a == b or (a != a and b != b))


@given(values)
def test_lo_que_sale_vuelve_igual(value):
    assert same(value, unpack(reader(pack(value))))


def test_los_escalares_de_numpy_y_los_arreglos_sin_dimensiones_no_se_confunden():
    for value in (np.float32(1.5), np.array(1.5, np.float32), np.int64(3), np.bool_(True)):
        assert same(value, unpack(reader(pack(value))))


@given(st.binary(max_size=200))
@settings(max_examples=500)
def test_bytes_al_azar_solo_pueden_fallar(data):
    with contextlib.suppress(ProtocolError, EOFError):
        unpack(reader(data))


@given(
    st.recursive(
        plain,
        lambda x: (
            st.lists(x)
            | st.dictionaries(
                st.sampled_from(["array", "scalar", "shape", "tuple", "dict", "x"]), x
            )
        ),
        max_leaves=10,
    )
)
@settings(max_examples=500)
def test_un_json_al_azar_solo_puede_fallar(value):
    with contextlib.suppress(ProtocolError):
        unpack(reader(frame(value, bytes(8))))


@pytest.mark.parametrize(
    "data",
    [
        b"\xff" * 8,
        struct.pack(">II", LARGEST_JSON + 1, 0),
        frame(b"[" * 1_000_000),
        frame(b'{"dict":' * 100_000),
        frame(b"1" * 10_000),
        frame(b"\xff\xfe"),
        frame({"array": "|O", "shape": [1]}, bytes(8)),
        frame({"array": "V8", "shape": [1]}, bytes(8)),
        frame({"array": "<f8,<f8", "shape": [1]}, bytes(16)),
        frame({"array": [["a", "|O"]], "shape": [1]}, bytes(8)),
        frame({"array": "<f8", "shape": [-1]}, bytes(8)),
        frame({"array": "<f8", "shape": [-1, -1]}, bytes(8)),
        frame({"array": "<f8", "shape": [2**62, 2**62]}, bytes(8)),
        frame({"array": "<f8", "shape": ["1"]}, bytes(8)),
        frame({"array": "<f8", "shape": [1.5]}, bytes(8)),
        frame({"array": "<f8", "shape": [1] * 100}, bytes(8)),
        frame({"array": "<f8", "shape": [2]}, bytes(8)),
        frame({"array": "<f8", "shape": [1]}, bytes(16)),
        frame({"array": "|u1", "shape": [2**20, "x" * 1000]}, bytes(8)),
        frame({"array": "|u1", "shape": "22"}, bytes(22)),
        frame({"array": "|u1", "shape": [True]}, bytes(1)),
        frame({"array": "f8,(", "shape": [1]}, bytes(8)),
        frame({"array": "(2,f8", "shape": [1]}, bytes(16)),
        frame({"tuple": {"array": "|u1", "shape": [2**22]}}, bytes(2**22)),
        frame({"dict": [["a"]]}),
        frame({"dict": 7}),
        frame({"nada": 1}),
    ],
    ids=range(27),
)
def test_lo_que_no_es_un_mensaje_se_rechaza_sin_gastar_memoria(data):
    tracemalloc.start()
    with pytest.raises(ProtocolError):
        unpack(reader(data))
    assert tracemalloc.get_traced_memory()[1] < 200 * 2**20
    tracemalloc.stop()


@pytest.mark.parametrize(
    "value",
    [object(), np.array([object()]), {1, 2}, 10**10_000, np.zeros(10**8, np.int8), "a" * 2**23],
    ids=range(6),
)
def test_lo_que_no_se_puede_enviar_se_dice(value):
    with pytest.raises(ProtocolError):
        pack(value)
