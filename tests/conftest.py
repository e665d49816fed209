"""Lo que comparten las pruebas: el tipo con que se demuestra y el Keras con que se compara."""

import os
from collections.abc import Iterator
from types import ModuleType

import pytest
from hypothesis import HealthCheck, settings

from course_lib import config, memory
from course_lib.lab import parity

# Un hilo por proceso: pytest ya reparte las pruebas en dos
os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")
# Las órdenes se escriben sin `uv run`, también si las pruebas corren con él
os.environ.pop("UV", None)

# Los mismos ejemplos cada vez; el fixture `float64` no guarda nada entre un ejemplo y otro
settings.register_profile(
    "curso",
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.load_profile("curso")


@pytest.fixture(scope="session", autouse=True)
def own_key(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """La clave con que se firman las notas es de las pruebas, y no la de quien las corre."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        yield


@pytest.fixture(autouse=True)
def fresh_memory() -> Iterator[None]:
    """Lo apostado o respondido en una prueba no se recuerda en la siguiente."""
    memory._mine.cache_clear()
    yield
    memory._mine.cache_clear()


@pytest.fixture
def float64() -> Iterator[None]:
    """Lo que se construye en la prueba es float64."""
    with config.use_floatx("float64"):
        yield


@pytest.fixture(scope="session")
def keras_module() -> ModuleType:
    """Keras, importado una vez por proceso."""
    return parity.load_keras()


@pytest.fixture
def keras(keras_module: ModuleType) -> Iterator[ModuleType]:
    """Keras y `course_lib`, los dos en float64 durante la prueba."""
    with parity.use_floatx("float64"):
        yield keras_module
