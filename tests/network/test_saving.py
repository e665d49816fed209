"""Guardar y leer pesos: o todo, o nada."""

import numpy as np
import pytest

import course_lib as lib
from course_lib import saving


def network(units=3, seed=0):
    layers = [lib.Input((4,)), lib.layers.Dense(units), lib.layers.BatchNormalization()]
    return lib.Sequential(layers, seed=seed)


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "red.weights.npz"
    network().save_weights(path)
    return path


def same(weights, others):
    return all(np.array_equal(w, o) for w, o in zip(weights, others, strict=True))


def test_lo_que_se_guarda_es_lo_que_se_lee(saved):
    other = network(seed=1)
    assert not same(other.get_weights(), network().get_weights())
    other.load_weights(str(saved))
    assert same(other.get_weights(), network().get_weights())


def convolutional(seed):
    layers = [
        lib.Input((8, 8, 1)),
        lib.layers.Conv2D(4, 3, padding="same"),
        lib.layers.BatchNormalization(),
        lib.layers.MaxPooling2D(),
        lib.layers.Conv2D(3, 2, use_bias=False),
        lib.layers.LayerNormalization(),
        lib.layers.GlobalAveragePooling2D(),
        lib.layers.Dense(2),
    ]
    return lib.Sequential(layers, seed=seed)


def test_una_red_convolucional_se_guarda_y_se_lee_entera(tmp_path):
    model, other = convolutional(0), convolutional(1)
    x = np.random.default_rng(0).standard_normal((5, 8, 8, 1))
    model(x, training=True)  # mueve las medias móviles, que también se guardan
    model.save_weights(tmp_path / "red.weights.npz")
    other.load_weights(tmp_path / "red.weights.npz")
    assert same(other.get_weights(), model.get_weights())
    np.testing.assert_array_equal(other(x), model(x))


def test_no_deja_archivos_a_medias(saved):
    network(seed=1).save_weights(saved)
    assert [path.name for path in saved.parent.iterdir()] == ["red.weights.npz"]


def test_un_archivo_guardado_lo_puede_leer_quien_podria_leer_cualquier_otro(saved):
    other = saved.with_name("otro")
    other.touch()
    assert saved.stat().st_mode == other.stat().st_mode


def test_si_guardar_falla_queda_el_archivo_anterior(saved, monkeypatch):
    before = saved.read_bytes()

    def half(file, *arrays):
        file.write(b"a medias")
        raise OSError("disco lleno")

    monkeypatch.setattr(np, "savez", half)
    with pytest.raises(OSError, match="disco lleno"):
        network(seed=1).save_weights(saved)
    assert saved.read_bytes() == before
    assert len(list(saved.parent.iterdir())) == 1


def test_no_reemplaza_si_no_se_le_permite(saved):
    with pytest.raises(FileExistsError, match="overwrite=True"):
        network().save_weights(saved, overwrite=False)
    network().save_weights(saved.with_name("nueva.weights.npz"), overwrite=False)


@pytest.mark.parametrize("name", ["red.h5", "red.npz", "red.weights.h5"])
def test_el_nombre_dice_que_es(tmp_path, name):
    with pytest.raises(ValueError, match=r"debe terminar en '\.weights\.npz'"):
        network().save_weights(tmp_path / name)


def test_una_carpeta_que_falta_se_nombra(tmp_path):
    with pytest.raises(FileNotFoundError, match="No existe la carpeta"):
        network().save_weights(tmp_path / "nada" / "red.weights.npz")


def test_un_archivo_que_falta_se_nombra(tmp_path):
    for path in (tmp_path / "nada.weights.npz", tmp_path):
        with pytest.raises(FileNotFoundError, match="No existe el archivo de pesos"):
            network().load_weights(path)


@pytest.mark.parametrize("units", [2, 4])
def test_pesos_de_otra_arquitectura_no_cambian_ninguno(saved, units):
    model = network(units, seed=5)
    before = model.get_weights()
    with pytest.raises(ValueError, match="otra arquitectura"):
        model.load_weights(saved)
    assert same(model.get_weights(), before)


def test_si_solo_el_ultimo_peso_no_calza_tampoco_se_carga_el_primero(saved):
    model = network(seed=5)
    before = model.get_weights()
    weights = [w + 1 for w in before[:-1]] + [np.ones(7)]
    with pytest.raises(ValueError, match="No se cambió ningún peso"):
        model.set_weights(weights)
    assert same(model.get_weights(), before)


def test_un_archivo_danado_en_cualquier_parte_se_rechaza_o_da_los_mismos_pesos(saved):
    """Se corta y se altera el archivo en muchos lugares: nunca se cargan números equivocados."""
    content = saved.read_bytes()
    expected = network().get_weights()
    rng = np.random.default_rng(0)
    damaged = [content[:size] for size in range(0, len(content), 97)]
    for position in rng.integers(len(content), size=400):
        copy = bytearray(content)
        copy[position] ^= 1 << rng.integers(8)
        damaged.append(bytes(copy))
    rejected = 0
    model = network(seed=5)
    before = model.get_weights()
    for data in damaged:
        saved.write_bytes(data)
        try:
            model.load_weights(saved)
        except ValueError:
            rejected += 1
            assert same(model.get_weights(), before)
        else:
            assert same(model.get_weights(), expected)
            model.set_weights(before)
    assert rejected > 200


@pytest.mark.parametrize("content", [b"", b"hola", b"PK\x03\x04"])
def test_lo_que_no_es_un_archivo_de_pesos_se_explica(tmp_path, content):
    path = tmp_path / "red.weights.npz"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="está dañado o no es un archivo de pesos"):
        saving.load_arrays(path)


HDF5 = b"\x89HDF\r\n\x1a\n"
FOREIGN = {
    "HDF5": (HDF5 + bytes(88), "es un archivo HDF5 (.h5), como los que guarda Keras. Ábrelo con"),
    "HDF5 cortado": (HDF5, "si Keras tampoco lo abre, está dañado."),
    "keras": (b"PK\x03\x04" + bytes(26) + b"metadata.json{", "es una red entera de Keras (.keras)"),
    "npy": (b"\x93NUMPY\x01\x00", "es un solo arreglo de NumPy (.npy)."),
    "pickle": (b"\x80\x04\x95", "es un pickle de Python, que no se abre"),
    "Git LFS": (b"version https://git-lfs.github.com/spec/v1\n", "con `git lfs pull`."),
    "página": (b"<!DOCTYPE html><title>404</title>", "es una página web: la descarga no trajo"),
    "dañado": (b"\x00\x89HDF", "se llama .h5, pero no es HDF5: está dañado, o es otra cosa"),
    "vacío": (b"", "se llama .h5, pero no es HDF5"),
}


@pytest.mark.parametrize(("content", "fragment"), FOREIGN.values(), ids=FOREIGN)
def test_de_un_h5_danado_o_ajeno_se_dice_que_es_y_no_se_carga_nada(tmp_path, content, fragment):
    model = network()
    before = model.get_weights()
    path = tmp_path / "red.weights.h5"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"red\.weights\.h5") as error:
        model.load_weights(path)
    assert fragment in str(error.value)
    assert same(model.get_weights(), before)


def test_los_pesos_del_curso_se_leen_aunque_el_archivo_haya_cambiado_de_nombre(saved):
    other = network(seed=1)
    other.load_weights(saved.rename(saved.with_name("red.h5")))
    assert same(other.get_weights(), network().get_weights())


def test_un_npz_ajeno_se_explica(tmp_path):
    path = tmp_path / "red.weights.npz"
    np.savez(path, kernel=np.ones(3))
    with pytest.raises(ValueError, match="no es un archivo de pesos"):
        saving.load_arrays(path)


def test_no_se_ejecuta_lo_que_venga_escondido_en_el_archivo(tmp_path):
    path = tmp_path / "red.weights.npz"
    np.savez(path, np.array([{"objeto": 1}], dtype=object))
    with pytest.raises(ValueError, match="no es un archivo de pesos"):
        saving.load_arrays(path)
