"""Lo que comparten las pruebas y los cuadernos que nbval ejecuta."""

import os

import pytest

# Los núcleos que abre nbval heredan este entorno: un hilo por proceso, como al construir
for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"


# Lo que solo corre si se pide por su nombre, con `-m`
ASKED = {
    "colab": "instala las versiones de Colab",
    "navegador": "abre un navegador",
    "semillas": "toma media hora",
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Omite las pruebas que nadie pidió y prepara lo que nbval necesita."""
    for mark, what in ASKED.items():
        if mark not in config.option.markexpr:
            asked = pytest.mark.skip(reason=f"{what}: se pide con -m {mark}")
            for item in items:
                if item.get_closest_marker(mark):  # y no una carpeta que se llame igual
                    item.add_marker(asked)
    if any(item.path.suffix == ".ipynb" for item in items):
        # En un computador nuevo, la primera importación avisa en stderr que arma su lista de
        # tipografías: que no sea dentro de una celda
        import matplotlib.font_manager  # noqa: F401
