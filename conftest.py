"""Lo que comparten las pruebas y los cuadernos que nbval ejecuta."""

import os

import pytest

# Los núcleos que abre nbval heredan este entorno: un hilo por proceso, como al construir
for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Omite las pruebas con navegador que nadie pidió y prepara lo que nbval necesita."""
    if "navegador" not in config.option.markexpr:
        asked = pytest.mark.skip(reason="abre un navegador: se pide con -m navegador")
        for item in items:
            if "navegador" in item.keywords:
                item.add_marker(asked)
    if any(item.path.suffix == ".ipynb" for item in items):
        # En un computador nuevo, la primera importación avisa en stderr que arma su lista de
        # tipografías: que no sea dentro de una celda
        import matplotlib.font_manager  # noqa: F401
