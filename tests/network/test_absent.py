"""Lo que Keras tiene y el curso no se explica en español."""

import importlib
import inspect
import tomllib

import pytest

import course_lib as lib
from course_lib import absent

NAMES = tomllib.loads(absent.NAMES.read_text(encoding="utf-8"))
INTERNAL = {"src", "legacy"}  # de la instalación de Keras, no de su interfaz


@pytest.mark.parametrize(
    "name",
    ["layers.GRU", "callbacks.ModelCheckpoint", "optimizers.RMSprop", "activations.mish", "Model"],
)
def test_un_nombre_de_keras_que_el_curso_deja_fuera_lo_dice(name):
    place, _, attribute = f"lib.{name}".rpartition(".")
    with pytest.raises(AttributeError, match=rf"`keras\.{name}` existe en Keras, y este curso"):
        getattr(eval(place), attribute)


@pytest.mark.parametrize(
    ("place", "name", "close"),
    [
        (lib.layers, "Dens", "Dense"),
        (lib.optimizers, "Sgd", "SGD"),
        (lib.activations, "rellu", "relu"),
        (lib, "Sequencial", "Sequential"),
    ],
)
def test_un_nombre_mal_escrito_propone_el_parecido(place, name, close):
    with pytest.raises(AttributeError, match=f"no tiene '{name}'. ¿Quisiste decir '{close}'"):
        getattr(place, name)


def test_lo_que_python_pregunta_por_su_cuenta_no_se_explica():
    assert not hasattr(lib.layers, "__wrapped__")
    with pytest.raises(AttributeError, match="has no attribute"):
        lib.layers._repr_html_  # noqa: B018


@pytest.mark.parametrize("place", NAMES)
def test_la_lista_trae_todo_lo_publico_de_keras_que_no_esta_en_el_curso(keras_module, place):
    ours = importlib.import_module(place.replace("keras", "course_lib"))
    theirs = keras_module
    for part in place.split(".")[1:]:
        theirs = getattr(theirs, part)
    public = {
        name
        for name, value in vars(theirs).items()
        if not name.startswith("_") and (place == "keras" or not inspect.ismodule(value))
    }
    listed = set(NAMES[place].split())
    assert not public - INTERNAL - listed - set(vars(ours))
    assert not listed & set(vars(ours))
