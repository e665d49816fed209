"""Lo que ocurre mientras `fit` entrena, y en qué orden."""

import math

import numpy as np
import pytest

import course_lib as lib
from course_lib.callbacks import Callback, EarlyStopping


def network():
    model = lib.Sequential([lib.Input((2,)), lib.layers.Dense(1)], seed=0)
    model.compile(lib.optimizers.SGD(0.1), "mse")
    return model


def fitted(*callbacks, epochs=3, **options):
    x = np.random.default_rng(0).standard_normal((8, 2))
    return network().fit(
        x, x[:, :1], batch_size=4, epochs=epochs, verbose=0, callbacks=list(callbacks), **options
    )


class Diario(Callback):
    """Anota cada aviso."""

    def __init__(self):
        self.seen = []

    def __getattribute__(self, name):
        if name.startswith("on_"):
            return lambda *args: self.seen.append(name)
        return super().__getattribute__(name)


def test_los_avisos_llegan_en_el_orden_de_keras():
    diary = Diario()
    fitted(diary, epochs=2)
    step = ["on_train_batch_begin", "on_train_batch_end"]
    epoch = ["on_epoch_begin", *step, *step, "on_epoch_end"]
    assert diary.seen == ["on_train_begin", *epoch, *epoch, "on_train_end"]


def test_un_callback_conoce_la_red_y_ve_los_gradientes():
    norms = []

    class Mira(Callback):
        def on_train_batch_end(self, batch, logs=None):
            norms.append(np.abs(self.model.weights[0].grad).max())

    fitted(Mira())
    assert len(norms) == 6
    assert all(norm > 0 for norm in norms)


def test_un_callback_que_no_escribe_nada_no_molesta():
    assert fitted(Callback()).history == fitted().history


def test_un_callback_puede_detener_el_entrenamiento():
    class Basta(Callback):
        def on_epoch_end(self, epoch, logs=None):
            self.model.stop_training = epoch == 1

    assert fitted(Basta(), epochs=10).epoch == [0, 1]


def test_lo_que_un_callback_agrega_queda_en_la_historia_como_en_keras():
    class Tasa(Callback):
        def on_epoch_end(self, epoch, logs=None):
            logs["tasa"] = self.model.optimizer.learning_rate

    assert fitted(Tasa()).history["tasa"] == [0.1, 0.1, 0.1]


def test_history_anota_cada_epoca():
    history = fitted(validation_split=0.25)
    assert history.epoch == [0, 1, 2]
    assert list(history.history) == ["loss", "val_loss"]
    assert all(len(values) == 3 for values in history.history.values())


# EarlyStopping, con una secuencia dictada


class Dictado(Callback):
    """Una red de mentira: cada peso es el número de la época."""

    def __init__(self):
        self.stop_training = False
        self.weights = [np.zeros(1)]

    def get_weights(self):
        return [w.copy() for w in self.weights]

    def set_weights(self, weights):
        self.weights = weights


def dictate(values, name="val_loss", **options):
    """Hasta qué época llega el entrenamiento y con qué pesos termina."""
    stopper, model = EarlyStopping(monitor=name, **options), Dictado()
    stopper.set_model(model)
    stopper.on_train_begin()
    for epoch, value in enumerate(values):
        model.weights = [np.full(1, float(epoch))]
        stopper.on_epoch_end(epoch, {name: value})
        if model.stop_training:
            break
    stopper.on_train_end()
    return epoch, int(model.weights[0][0])


WORSE = [5, 4, 3, 3.5, 3.6, 3.7, 3.8]


@pytest.mark.parametrize(("patience", "last"), [(0, 3), (1, 3), (2, 4), (3, 5), (9, 6)])
def test_se_detiene_tras_las_epocas_de_paciencia_sin_mejorar(patience, last):
    assert dictate(WORSE, patience=patience) == (last, last)


@pytest.mark.parametrize("patience", [0, 3, 9])
def test_vuelve_a_los_pesos_de_la_mejor_epoca_se_detenga_o_no(patience):
    assert dictate(WORSE, patience=patience, restore_best_weights=True)[1] == 2


def test_una_mejora_menor_que_min_delta_no_cuenta():
    assert dictate([5, 4.95, 4.9, 4.85], min_delta=0.2)[0] == 1
    assert dictate([5, 4.95, 4.9, 4.85], min_delta=-0.2)[0] == 1
    assert dictate([5, 4.5, 4.0, 3.5], min_delta=0.2)[0] == 3


def test_la_exactitud_mejora_hacia_arriba_y_la_perdida_hacia_abajo():
    assert dictate([0.1, 0.2, 0.3, 0.2], name="val_accuracy")[0] == 3
    assert dictate([0.1, 0.2, 0.3, 0.2], name="val_loss")[0] == 1
    assert dictate([0.1, 0.2, 0.3, 0.2], name="val_loss", mode="max")[0] == 3
    assert dictate([0.1, 0.2, 0.3, 0.2], name="val_accuracy", mode="min")[0] == 1


def test_no_mira_las_primeras_epocas_si_se_le_pide():
    assert dictate([1, 2, 3, 4, 5], start_from_epoch=3)[0] == 4


def test_sin_superar_la_meta_la_paciencia_no_se_renueva():
    assert dictate([5, 4, 3, 2, 1], baseline=0.5, patience=2)[0] == 4
    assert dictate([5, 4, 3.9, 3.95, 1], baseline=0.5, patience=2)[0] == 3


def test_un_nan_nunca_es_la_mejor_epoca():
    assert dictate([math.nan, 3, 2, 2.5], restore_best_weights=True, patience=2)[1] == 2
    assert dictate([math.nan, 3, 2]) == (2, 2)
    assert dictate([3, math.nan, 4], restore_best_weights=True, patience=2) == (2, 0)


def test_mirar_algo_que_no_existe_avisa_que_hay():
    with pytest.warns(
        UserWarning, match=r"'val_loss', que no existe.*Hay: loss\..*validation_data"
    ):
        fitted(EarlyStopping(), epochs=1)


def test_se_puede_usar_dos_veces():
    stopper = EarlyStopping("loss", patience=100, restore_best_weights=True)
    assert fitted(stopper).history == fitted(stopper).history


def test_con_verbose_dice_donde_se_detuvo_y_que_recupera(capsys):
    dictate(WORSE, patience=1, restore_best_weights=True, verbose=1)
    assert capsys.readouterr().out.splitlines() == [
        "Época 4: detención temprana.",
        "Se recuperan los pesos de la mejor época: 3.",
    ]
    dictate(WORSE, patience=1, restore_best_weights=True)
    dictate([3, 2, 1], verbose=1)
    assert capsys.readouterr().out == ""


# Lo que se muestra


def show(verbose):
    x = np.ones((8, 2))
    network().fit(x, x[:, :1], epochs=2, verbose=verbose)


@pytest.mark.parametrize("verbose", [1, "auto"])
def test_la_barra_avanza_una_marca_por_epoca(capsys, verbose):
    show(verbose)
    shown = capsys.readouterr().err
    assert "Entrenando: 100%" in shown
    assert "2/2" in shown
    assert "loss=" in shown


def test_con_verbose_2_hay_una_linea_por_epoca(capsys):
    show(2)
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(": loss ")[0] for line in lines] == ["Época 1", "Época 2"]


def test_con_verbose_0_no_se_escribe_nada(capsys):
    show(0)
    assert capsys.readouterr() == ("", "")
