"""Paridad de un programa entero: la misma red se escribe, se entrena y termina como en Keras."""

import inspect

import numpy as np
import pytest
from closeness import EXACT, FLOAT32, differ, normal

import course_lib as lib
from course_lib.lab import parity

ACTIVATIONS = [function.__name__ for function in lib.activations.DERIVATIVES]


# Redes enteras


def showpiece(lib):
    """La de la portada: hiperparámetros que son potencias de dos, y el redondeo no se acumula."""
    model = lib.Sequential([
        lib.Input(shape=(20,)),
        lib.layers.Dense(
            64,
            kernel_initializer="he_normal",
            kernel_regularizer=lib.regularizers.L2(2**-10),
        ),
        lib.layers.BatchNormalization(momentum=0.75, epsilon=2**-10),
        lib.layers.Activation("relu"),
        lib.layers.Dense(3),
    ])
    model.compile(
        optimizer=lib.optimizers.SGD(learning_rate=2**-3, momentum=0.5),
        loss=lib.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


def adam_binary(lib):
    model = lib.Sequential([
        lib.Input(shape=(20,)),
        lib.layers.Dense(8, activation="tanh", bias_regularizer=lib.regularizers.L2(2**-6)),
        lib.layers.Dense(1, activation="sigmoid", kernel_regularizer=lib.regularizers.L1(2**-8)),
    ])
    model.compile(
        optimizer=lib.optimizers.Adam(2**-7, 0.5, 0.75, epsilon=2**-20),
        loss="binary_crossentropy",
        metrics=["accuracy"],
    )
    return model


def nesterov_regression(lib):
    model = lib.Sequential([
        lib.Input(shape=(20,)),
        lib.layers.Rescaling(0.5, offset=0.25),
        lib.layers.Dense(8, activation="elu", kernel_initializer="orthogonal"),
        lib.layers.Dense(2),
    ])
    model.compile(
        optimizer=lib.optimizers.SGD(2**-5, momentum=0.5, nesterov=True, weight_decay=2**-6),
        loss="mse",
    )
    return model


def convolutional(lib):
    """Lo que se normaliza por lotes es un mapa (N, alto, ancho, canales)."""
    model = lib.Sequential([
        lib.Input(shape=(8, 8, 2)),
        lib.layers.Conv2D(6, 3, padding="same", kernel_regularizer=lib.regularizers.L2(2**-10)),
        lib.layers.BatchNormalization(momentum=0.75, epsilon=2**-10),
        lib.layers.Activation("relu"),
        lib.layers.MaxPooling2D(),
        lib.layers.Conv2D(8, 2, activation="tanh"),
        lib.layers.LayerNormalization(epsilon=2**-10),
        lib.layers.Flatten(),
        lib.layers.Dense(3),
    ])
    model.compile(
        optimizer=lib.optimizers.SGD(2**-4, momentum=0.5),
        loss=lib.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


def pooled(lib):
    """Pasos, bordes, ventanas que se traslapan y, al final, el promedio de cada canal."""
    model = lib.Sequential([
        lib.Input(shape=(8, 8, 2)),
        lib.layers.Conv2D(6, (3, 2), 2, "same", activation="relu", use_bias=False),
        lib.layers.MaxPooling2D(3, 1, "same"),
        lib.layers.Conv2D(8, 2, bias_regularizer=lib.regularizers.L2(2**-8)),
        lib.layers.LayerNormalization(),
        lib.layers.Activation("elu"),
        lib.layers.GlobalAveragePooling2D(),
        lib.layers.Dense(3),
    ])
    model.compile(
        optimizer=lib.optimizers.Adam(2**-9, 0.5, 0.75, epsilon=2**-20),
        loss=lib.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


def task(build):
    rng = np.random.default_rng(4)
    if build in (convolutional, pooled):
        return rng.standard_normal((128, 8, 8, 2)), rng.integers(3, size=128)
    x = rng.standard_normal((128, 20))
    if build is showpiece:
        return x, rng.integers(3, size=128)
    if build is adam_binary:
        return x, (x[:, 0] > 0).astype(int)
    return x, x[:, :2] + 0.1 * rng.standard_normal((128, 2))


@pytest.mark.parametrize(
    "build", [showpiece, adam_binary, nesterov_regression, convolutional, pooled]
)
def test_la_misma_red_entrenada_240_pasos_termina_con_los_mismos_pesos(keras, build):
    x, y = task(build)
    ours, theirs = build(lib), build(keras)
    start = ours.get_weights()
    theirs.set_weights(start)
    history, expected = (
        model.fit(x, y, batch_size=16, epochs=30, shuffle=False, verbose=0).history
        for model in (ours, theirs)
    )
    assert differ(ours.get_weights(), theirs.get_weights()) < EXACT
    assert differ(ours.get_weights(), start) > 0.1
    assert set(history) == set(expected)
    for name, values in history.items():
        np.testing.assert_allclose(values, expected[name], atol=FLOAT32)


@pytest.fixture(scope="module")
def pair(keras_module):
    """Dos redes sin memoria en el optimizador: se compilan una vez y cada prueba fija sus pesos."""

    def build(lib):
        model = showpiece(lib)
        model.compile(
            optimizer=lib.optimizers.SGD(2**-3),
            loss=lib.losses.SparseCategoricalCrossentropy(from_logits=True),
            metrics=["accuracy"],
        )
        return model

    with parity.use_floatx("float64"):
        yield build(lib), build(keras_module), build(lib).get_weights()


def restart(pair):
    ours, theirs, start = pair
    ours.set_weights(start), theirs.set_weights(start)
    return ours, theirs


def held_out():
    rng = np.random.default_rng(8)
    return rng.standard_normal((24, 20)), rng.integers(3, size=24)


@pytest.mark.parametrize(
    "options",
    [
        {"validation_split": 0.3},
        {"validation_data": held_out()},
        {"validation_data": held_out(), "validation_split": 0.3},
        {"batch_size": 50},
        {},
    ],
    ids=["split", "data", "data y split", "último lote incompleto", "por defecto"],
)
def test_fit_anota_las_claves_y_los_valores_de_keras(keras, pair, options):
    x, y = task(showpiece)
    ours, theirs = restart(pair)
    history, expected = (
        m.fit(x, y, epochs=3, shuffle=False, verbose=0, **options).history for m in (ours, theirs)
    )
    assert set(history) == set(expected)
    for name, values in history.items():
        np.testing.assert_allclose(values, expected[name], rtol=FLOAT32)
    assert differ(ours.get_weights(), theirs.get_weights()) < EXACT


def test_evaluate_y_predict_dan_lo_que_keras(keras, pair):
    x, y = task(showpiece)
    ours, theirs = restart(pair)
    (listed, named), (expected, named_expected) = (
        (m.evaluate(x, y, 50, verbose=0), m.evaluate(x, y, verbose=0, return_dict=True))
        for m in (ours, theirs)
    )
    np.testing.assert_allclose(listed, expected, rtol=FLOAT32)
    assert set(named) == set(named_expected)
    for name, value in named.items():
        assert value == pytest.approx(named_expected[name], rel=FLOAT32)
    assert differ([ours.predict(x)], [theirs.predict(x, verbose=0)]) < EXACT


def test_sin_metricas_evaluate_devuelve_un_numero_como_keras(keras):
    x, y = task(nesterov_regression)
    ours, theirs = nesterov_regression(lib), nesterov_regression(keras)
    theirs.set_weights(ours.get_weights())
    assert ours.evaluate(x, y) == pytest.approx(theirs.evaluate(x, y, verbose=0), rel=FLOAT32)


def test_los_pesos_van_y_vuelven_en_una_linea(keras, pair):
    ours, theirs, _ = pair
    weights = [normal(*w.shape, seed=7) for w in theirs.get_weights()]
    theirs.set_weights(weights)
    ours.set_weights(theirs.get_weights())
    assert differ(ours.get_weights(), weights) == 0
    assert [w.name.split("/")[1] for w in ours.weights] == [w.name for w in theirs.weights]
    theirs.set_weights([0 * w for w in weights])
    theirs.set_weights(ours.get_weights())
    assert differ(weights, theirs.get_weights()) == 0


@pytest.mark.filterwarnings("ignore:__array__ implementation")  # Keras, al guardar
def test_los_archivos_de_keras_se_reconocen_y_se_dice_como_traer_sus_pesos(keras, pair, tmp_path):
    ours, theirs, _ = pair
    theirs.save_weights(tmp_path / "red.weights.h5")
    theirs.save(tmp_path / "red.keras")
    for name, kind in (("red.weights.h5", "un archivo HDF5"), ("red.keras", "una red entera")):
        with pytest.raises(ValueError, match=kind) as error:
            ours.load_weights(tmp_path / name)
        assert "`red.set_weights(red_de_keras.get_weights())`" in str(error.value)


def test_congelar_una_capa_no_cambia_el_orden_de_los_pesos_en_ninguna_de_las_dos(keras):
    models = [showpiece(lib), showpiece(keras)]
    for model in models:
        model.layers[1].trainable = False
    ours, theirs = models
    assert [w.shape for w in ours.get_weights()] == [w.shape for w in theirs.get_weights()]
    trained = [[tuple(w.shape) for w in theirs.trainable_weights]]
    assert [[w.value.shape for w in ours.trainable_weights]] == trained


@pytest.mark.parametrize("build", [convolutional, pooled])
def test_cada_capa_de_imagenes_tiene_la_forma_y_el_nombre_de_la_de_keras(keras, build):
    keras.utils.clear_session()
    ours, theirs = build(lib), build(keras)
    shape = (None, 8, 8, 2)
    for layer, other in zip(ours.layers, theirs.layers, strict=True):
        assert layer.name == other.name
        assert layer.compute_output_shape(shape) == other.compute_output_shape(shape)
        shape = layer.compute_output_shape(shape)
        assert [p.name.split("/")[1] for p in layer.weights] == [w.name for w in other.weights]


def one_output(activation, loss):
    def build(lib):
        model = lib.Sequential([lib.Input(shape=(20,)), lib.layers.Dense(1, activation)])
        model.compile(lib.optimizers.SGD(2**-4), loss, metrics=["accuracy"])
        return model

    return build


LABELS = {
    "clases": (showpiece, lambda x: (x[:, 0] > 0).astype(int) + (x[:, 1] > 0)),
    "dos clases": (one_output("sigmoid", "binary_crossentropy"), lambda x: x[:, 0] > 0),
    "números": (one_output(None, "mse"), lambda x: x[:, 0] - x[:, 1]),
}


@pytest.mark.parametrize("column", [False, True], ids=["(n,)", "(n, 1)"])
@pytest.mark.parametrize(("build", "label"), LABELS.values(), ids=LABELS)
def test_las_etiquetas_en_fila_y_en_columna_entrenan_lo_mismo_que_en_keras(
    keras, build, label, column
):
    x, _ = task(showpiece)
    y = label(x).reshape(-1, 1) if column else label(x)
    ours, theirs, other = build(lib), build(keras), build(lib)
    start = ours.get_weights()
    theirs.set_weights(start), other.set_weights(start)
    options = {"epochs": 3, "shuffle": False, "verbose": 0, "validation_split": 0.25}
    history, expected = (m.fit(x, y, **options).history for m in (ours, theirs))
    for name, values in history.items():
        np.testing.assert_allclose(values, expected[name], rtol=FLOAT32)
    assert differ(ours.get_weights(), theirs.get_weights()) < EXACT
    other.fit(x, y.reshape(-1), **options)
    assert differ(ours.get_weights(), other.get_weights()) == 0


STOPPING = {
    "sin paciencia": {},
    "con paciencia": {"patience": 3},
    "vuelve al mejor": {"patience": 3, "restore_best_weights": True},
    "mejora mínima": {"min_delta": 0.02, "patience": 1},
    "mira la exactitud": {"monitor": "val_accuracy", "patience": 2, "restore_best_weights": True},
    "al revés": {"monitor": "val_loss", "mode": "max", "patience": 2},
    "empieza tarde": {"start_from_epoch": 6, "patience": 1, "restore_best_weights": True},
    "con meta": {"baseline": 0.1, "patience": 4, "restore_best_weights": True},
    "nunca se detiene": {"patience": 100, "restore_best_weights": True},
}


@pytest.mark.parametrize("options", STOPPING.values(), ids=STOPPING)
def test_early_stopping_se_detiene_donde_keras_y_con_sus_pesos(keras, pair, options):
    x, y = task(showpiece)
    restart(pair)
    ends = []
    for where, model in zip((lib, keras), pair, strict=False):
        stopper = where.callbacks.EarlyStopping(**options)
        history = model.fit(
            x,
            y,
            epochs=12,
            shuffle=False,
            verbose=0,
            validation_data=held_out(),
            callbacks=[stopper],
        )
        ends.append((history.epoch, stopper.stopped_epoch, stopper.best_epoch, model.get_weights()))
    (*ours, weights), (*theirs, their_weights) = ends
    assert ours == theirs
    assert differ(weights, their_weights) < EXACT


# Firmas: cada argumento nuestro existe en Keras, en el mismo orden y con el mismo valor por defecto

MODULES = ["layers", "initializers", "regularizers", "losses", "optimizers", "callbacks"]
NOT_IN_KERAS = {"layers.Parameter", "callbacks.ProgressBar", "callbacks.EpochLines"}
# Argumentos que Keras no tiene
OURS = {("Sequential", "seed")}
# Argumentos que Keras completa y aquí se piden
REQUIRED = {("compile", "optimizer"), ("build", "input_shape")}
METHODS = [
    "add",
    "build",
    "compile",
    "evaluate",
    "fit",
    "get_weights",
    "load_weights",
    "predict",
    "save_weights",
    "set_weights",
    "summary",
]


def public_classes():
    for module in MODULES:
        for name, kind in vars(getattr(lib, module)).items():
            own = inspect.isclass(kind) and kind.__module__.startswith(f"course_lib.{module}")
            if own and not name.startswith("_") and not inspect.isabstract(kind):
                yield f"{module}.{name}"


def defaults(function):
    function = function.__init__ if inspect.isclass(function) else function
    return {
        name: parameter.default
        for name, parameter in inspect.signature(function).parameters.items()
        if parameter.kind is parameter.POSITIONAL_OR_KEYWORD and name != "self"
    }


def same_signature(name, ours, theirs):
    ours, theirs = defaults(ours), defaults(theirs)
    ours = {arg: value for arg, value in ours.items() if (name, arg) not in OURS}
    assert [arg for arg in theirs if arg in ours] == list(ours)
    for arg, value in ours.items():
        if (name, arg) in REQUIRED:
            assert value is inspect.Parameter.empty
        else:
            assert value == theirs[arg], arg


@pytest.mark.parametrize("path", sorted(set(public_classes()) - NOT_IN_KERAS))
def test_cada_clase_tiene_los_argumentos_de_la_de_keras(keras_module, path):
    module, name = path.split(".")
    same_signature(
        name, getattr(getattr(lib, module), name), getattr(getattr(keras_module, module), name)
    )


def test_lo_que_keras_no_tiene_esta_en_la_lista(keras_module):
    missing = {
        path for path in public_classes()
        if not hasattr(getattr(keras_module, path.split(".")[0]), path.split(".")[1])
    }  # fmt: skip
    assert missing == NOT_IN_KERAS


@pytest.mark.parametrize("name", ["Sequential", "Input"])
def test_sequential_e_input_tienen_los_argumentos_de_keras(keras_module, name):
    same_signature(name, getattr(lib, name), getattr(keras_module, name))


@pytest.mark.parametrize("name", METHODS)
def test_cada_metodo_de_sequential_tiene_los_argumentos_de_keras(keras_module, name):
    same_signature(name, getattr(lib.Sequential, name), getattr(keras_module.Sequential, name))


@pytest.mark.parametrize(
    "path",
    [
        "layers.Layer.build",
        "layers.Layer.get_weights",
        "layers.Layer.set_weights",
        "layers.Normalization.adapt",
        "optimizers.Optimizer.exclude_from_weight_decay",
        *(
            f"callbacks.Callback.{name}"
            for name in vars(lib.callbacks.Callback)
            if name[:2] == "on"
        ),
        "callbacks.Callback.set_model",
        *(f"{module}.get" for module in ("activations", *MODULES[1:-1])),
        *(f"activations.{name}" for name in ACTIVATIONS),
        "config.floatx",
        "config.set_floatx",
    ],
)
def test_cada_funcion_con_el_nombre_de_keras_tiene_sus_argumentos(keras_module, path):
    ours, theirs = lib, keras_module
    for part in path.split("."):
        ours, theirs = getattr(ours, part), getattr(theirs, part)
    same_signature(path, ours, theirs)


def test_los_nombres_de_las_tablas_tambien_son_de_keras(keras_module):
    for module in ("initializers", "regularizers", "losses", "optimizers"):
        for name, kind in getattr(lib, module).TABLE.items():
            if name != "constant":  # Keras conoce el nombre, pero exige el valor
                found = getattr(keras_module, module).get(name)
                found = found if inspect.isfunction(found) else type(found)
                assert found.__name__.replace("_", "").lower() == kind.__name__.lower()
