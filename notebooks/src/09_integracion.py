# %% [markdown]
# # 09 · Integración: ¿qué uso cuándo?
#
# Ocho lecciones, ocho herramientas. Aquí se suman de a una sobre el mismo problema y se cuenta cuánto aportó
# cada una; también las que no aportaron nada.

# %% [markdown]
# ## Ficha
#
# - **Objetivos**: medir el aporte de una técnica con una comparación justa; decir cuándo una diferencia entre
#   semillas es ruido; armar la red completa en las dos bibliotecas; elegir qué probar primero.
# - **Requisitos**: lecciones 01 a 08.
# - **Lectura**: 25 minutos.
# - **Ejecución**: {{tiempo}}
# - **Clase**: todas las láminas.

# %% [markdown]
# Como siempre, todo viene del curso. La novedad es `claims`, la lista de lo que dijo la clase.

# %%
import inspect

import numpy as np

import course_lib as lib
from course_lib import claims, datasets, experiments, parity, quizzes, widgets
from course_lib.figures import lesson_09 as figures
from course_lib.gradcheck import gradient_errors
from course_lib.text import decimal, spread

SEED = 1

# %% [markdown]
# ## La pregunta: ¿basta con que aprenda?
#
# El problema es el de las lecciones 00 y 01: **2.000** dígitos con 20 % de etiquetas sorteadas al azar, 1.000 de
# validación y 2.000 de prueba con etiquetas correctas. La red tiene cuatro capas ocultas de 128 con ReLU y
# estudia 16 épocas con momento 0,9. Cada **receta** se probó con cinco tasas de aprendizaje (de 0,001 a 0,25) y tres
# semillas: son 180 entrenamientos, ya hechos con `tools/experiments.py 09`. La tasa se elige con validación.

# %%
table = experiments.Results.load(datasets.DATA / "09_escalera.npz")
BASE, FULL = "He", "BN + dropout + aumento"
shown = figures.curves(table, [(BASE, 2**-6), (FULL, 2**-4)])

# %% [markdown]
# **Qué se ve.** He escala y parte bien: en cinco épocas llega a 15 %, y de ahí **empeora**
# hasta más de 20, porque empieza a memorizar las mentiras. Es el problema de la lección 00. La red con todas las
# piezas termina cerca de 7 %. ¿Cuál de ellas hizo el trabajo?

# %%
assert shown[BASE].mean(axis=0).min() < 15 and shown[BASE][:, -1].min() > 18
assert shown[FULL][:, -1].max() < 9

# %% [markdown]
# ## Predice
#
# La escalera parte con la red **cruda**: píxeles de 0 a 255 y pesos de desviación 0,05. Luego **escala** las
# entradas, luego parte con **He**, luego agrega **BN**, y encima de He o de BN suma L2, dropout o aumento.

# %%
question = "¿Qué peldaño, por sí solo y sobre He, baja más el error de prueba?"
options = ["BN", "L2", "Dropout", "Aumento de datos"]
bet = widgets.prediction(question, options, key="09-peldano")
bet

# %% [markdown]
# ## La idea: quitar una pieza y volver a medir
#
# Para saber cuánto aporta una pieza se comparan dos redes que difieren **solo** en ella. Se llama **ablación**.
# Con tres semillas cada una, el aporte es la diferencia de los promedios, y su **error estándar** dice cuánto
# se mueve esa diferencia solo por las semillas:
#
# $$\Delta=\bar e_{\text{con}}-\bar e_{\text{sin}},\qquad \mathrm{EE}=\sqrt{\frac{s^2_{\text{con}}+s^2_{\text{sin}}}{n}}$$
#
# A mano: 12, 13 y 14 % sin la pieza; 9, 10 y 11 % con ella. Las dos desviaciones valen 1.


# %%
def gap(with_it, without_it):
    """El aporte de una pieza y su error estándar."""
    both = np.array([with_it, without_it])
    standard_error = np.sqrt(both.var(axis=1, ddof=1).sum() / both.shape[1])
    return both[0].mean() - both[1].mean(), standard_error


delta, wobble = gap([9, 10, 11], [12, 13, 14])
print(f"Δ = {decimal(delta)} puntos, error estándar {decimal(wobble, 2)}")
assert delta == -3 and np.isclose(wobble, np.sqrt(2 / 3))

# %% [markdown]
# Con tan pocas semillas seremos exigentes: el aporte **cuenta** si pasa de tres errores estándar. Y hay dos
# trampas que evitar:
#
# - **La misma tasa para todas.** Cada pieza cambia qué tasa conviene: comparar con una sola es premiar a la pieza
#   para la que se eligió. Aquí cada receta busca la suya.
# - **Elegir con la prueba.** La tasa se elige con validación; la prueba se mira al final.
#
# Las semillas cambian el comienzo y el orden, pero no los datos: el error estándar no cuenta lo que variaría con
# otros 2.000 dígitos.

# %% [markdown]
# ## En course_lib
#
# `Results.tuned` hace la parte que se suele olvidar: por cada receta, busca la tasa de menor error **de
# validación** y entrega lo medido con esa.

# %%
source = inspect.getsource(experiments.Results.tuned)
print(source.split('"""')[2].strip("\n"))

# %% [markdown]
# La red completa, con todas las piezas, se escribe una vez y sirve para las dos bibliotecas. El aumento va antes
# de aplanar. `Rescaling` deja los píxeles con media casi 0 y desviación cercana a 1.


# %%
def build(lib, width=128, rate=2**-4, dropout=0.25, shift=2, **options):
    """La red final: aumento, escala, He, BN y dropout."""
    L, he = lib.layers, {"kernel_initializer": "he_normal"}
    by, fill = shift / 28, {"fill_mode": "constant"}
    layers = [lib.Input(shape=(28, 28, 1)), L.RandomTranslation(by, by, **fill)]
    layers += [L.Flatten(), L.Rescaling(1 / 64, -0.5)]
    for _ in range(4):
        bn = L.BatchNormalization(momentum=0.875, epsilon=2**-10)
        layers += [L.Dense(width, **he), bn, L.Activation("relu"), L.Dropout(dropout)]
    model = lib.Sequential([*layers, L.Dense(10, **he)], **options)
    loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=lib.optimizers.SGD(rate, momentum=0.9), loss=loss)
    return model


# %% [markdown]
# ## Comprueba
#
# Primero las derivadas, con todas las piezas juntas y encendidas, en una red chica con tanh, que no tiene quiebres.

# %%
rng = np.random.default_rng(SEED)
with lib.config.use_floatx("float64"):
    L, l2 = lib.layers, lib.regularizers.L2(0.005)
    layers = [L.Rescaling(1 / 64, -0.5), L.Dense(6, kernel_regularizer=l2)]
    layers += [
        L.BatchNormalization(),
        L.Activation("tanh"),
        L.Dropout(0.25),
        L.Dense(3),
    ]
    net = lib.Sequential(layers, seed=SEED)
    errors = gradient_errors(net, rng.uniform(0, 255, (8, 5)), training=True, rng=rng)
print("derivadas: se espera < 1e-7 ", "✓" if max(errors.values()) < 1e-7 else "✗")
assert max(errors.values()) < 1e-7

# %% [markdown]
# Los datos, y cuántas de las etiquetas que recibe son falsas: algo menos de 20 %, porque a algunas les tocó por
# suerte la correcta.

# %%
rng = np.random.default_rng(SEED)
x, y = datasets.load_mnist()
x = x[..., None].astype("float32")
train, val, _ = datasets.train_val_test_split(x, y, validation=1000, test=2000, rng=rng)
told = datasets.add_label_noise(train.y, 0.2, 10, rng)
assert 0.17 < np.mean(told != train.y) < 0.19

# %% [markdown]
# Y los invariantes: los píxeles escalados quedan como se anunció; al predecir no hay azar; al entrenar sí.

# %%
scaled, model = train.x / 64 - 0.5, build(lib, seed=SEED)
assert abs(scaled.mean()) < 0.1 and 1 < scaled.std() < 1.4
assert np.array_equal(model(val.x[:50]), model(val.x[:50]))
once, twice = (model(val.x[:50], training=True) for _ in range(2))
assert not np.array_equal(once, twice)
assert (
    0.15 < np.mean(told != train.y) < 0.2
)  # algunas recibieron la correcta por suerte

# %% [markdown]
# ## Experimentos
#
# Doce recetas, todas con la misma red y los mismos datos.

# %% [markdown]
# ### La escalera
#
# <a id="escalera"></a>L2 usa λ = 0,005; dropout, tasa 0,25 en cada capa oculta; el aumento corre la imagen hasta dos píxeles.
# Son valores que sirvieron en sus lecciones: aquí no se buscaron de nuevo, y eso los perjudica por igual.

# %%
errors = figures.ladder(table)

# %% [markdown]
# **Qué se ve.** No es una escalera. La red cruda falla 18 %; escalar las entradas la deja en 13; y con
# **He sube** a 16. BN la deja igual. Los saltos vienen después: dropout cerca de 10, aumento cerca de 8 y, sobre BN,
# los dos juntos 6,7 %. Con etiquetas falsas, aprender más rápido es también memorizar más rápido.

# %%
score = {name: runs.mean() for name, runs in errors.items()}
assert min(score, key=score.get) == FULL and score[FULL] < 7
assert 18 < score["cruda"] < 19 and score["escalada"] < 13.5 < 16 < score["He"] < 17
assert (
    16 < score["BN"] < 17.5 and score["He + aumento"] < 9 < 10 < score["He + dropout"]
)

# %% [markdown]
# ¿Qué habías apostado?

# %%
why = "Baja casi 8 puntos; dropout, cerca de 6; BN y L2, nada que pase del azar."
widgets.reveal(bet, answer="Aumento de datos", explanation=why)

# %% [markdown]
# La misma escalera en números. «Épocas» cuenta cuántas tardó cada semilla en bajar de 15 % de error de
# validación, de la más rápida a la más lenta. «Segundos» es lo que ocupó el procesador en las 16 épocas, en la
# más corta de tres corridas: en tu computador cambia, pero no el orden.

# %%
costs = experiments.Results.load(datasets.DATA / "09_segundos.npz")
print(figures.summary(table, costs, target=15))

# %% [markdown]
# «No llega» quiere decir que alguna semilla nunca bajó de 15 %. Mira las tasas: He y BN eligieron **la menor** de la
# grilla, 0,001. No es que aprendan mejor así: es que alcanzan a memorizar menos. Con una grilla más baja tal vez
# bajarían algo más. Al otro lado, BN con aumento eligió la mayor. En tiempo, BN agrega
# un tercio y el aumento duplica, o poco menos.

# %%
spent = {name: costs.values("seconds", recipe=name).min() for name in errors}
assert 1.2 < spent["BN"] / spent["He"] < 1.5
assert (
    1.4
    < spent["BN + aumento"] / spent["BN"]
    < spent["He + aumento"] / spent["He"]
    < 2.2
)

# %% [markdown]
# ### ¿Qué no suma nada?
#
# <a id="aportes"></a>El aporte de cada peldaño con su error estándar. Negativo es bueno: baja el error.


# %%
STEPS = [("escalada", "cruda"), ("He", "escalada"), ("BN", "He")]
EXTRAS = ("L2", "dropout", "aumento")
STEPS += [(f"{base} + {extra}", base) for base in ("He", "BN") for extra in EXTRAS]
BOTH = "{} + dropout + aumento"
STEPS += [(BOTH.format(base), f"{base} + aumento") for base in ("He", "BN")]
STEPS += [(FULL, "He + dropout + aumento")]

# %% [markdown]
# Cada peldaño contra el que lo sostiene:

# %%
deltas = {step: gap(*(errors[name] for name in step)) for step in STEPS}
for (name, before), (delta, wobble) in deltas.items():
    counts = "cuenta" if abs(delta) > 3 * wobble else "ruido"
    print(f"{name:<23} contra {before:<23} {spread(delta, wobble):>10}  {counts}")

# %% [markdown]
# **Lo que no sumó**, dicho claro:
#
# - **BN sobre He**: nada. Tampoco bajo dropout ni bajo aumento por separado.
# - **L2**: nada que se distinga del azar, ni sobre He ni sobre BN. En la lección 01 sí ayudaba, con su λ buscado en
#   otra red; aquí no se buscó.
# - **He** en lugar de pesos chicos: **empeora** 3 puntos. La red de pesos chicos parte tan lento que en 16 épocas no
#   alcanza a memorizar. Es una detención temprana sin querer.
# - **Dropout sobre BN con aumento**: baja 1,8 puntos, pero no pasa nuestra vara de tres errores estándar.
#
# **Lo que sí sumó**: escalar, dropout y aumento. Y BN cuando están los **dos** remedios: 5 puntos menos que He con los mismos.

# %%
counts = {step for step, (delta, wobble) in deltas.items() if abs(delta) > 3 * wobble}
assert deltas["escalada", "cruda"][0] < -4 and deltas["He", "escalada"][0] > 2
assert {("escalada", "cruda"), ("He", "escalada")} < counts
assert not {("BN", "He"), ("He + L2", "He"), ("BN + L2", "BN")} & counts
for extra in (" + dropout", " + aumento"):
    delta, wobble = gap(errors["BN" + extra], errors["He" + extra])
    assert abs(delta) < 3 * wobble
assert (FULL, "BN + aumento") not in counts and (
    FULL,
    "He + dropout + aumento",
) in counts

# %% [markdown]
# ### Detenerse a tiempo
#
# <a id="detencion"></a>Hay una herramienta que no cambia la red: quedarse con los pesos de la época de menor error de
# validación. Es `EarlyStopping(restore_best_weights=True)`, y aquí sale gratis: la tabla guarda todas las épocas.

# %%
last, early = figures.stopped(table)

# %% [markdown]
# **Qué se ve.** A He y a BN les ahorra entre 2 y 5 puntos, y más: los deja elegir tasas normales y detenerse muy
# temprano. A las recetas con aumento no les cambia nada, porque en 16 épocas todavía no memorizan; a He
# con dropout, elegir también la época le salió un punto **peor**: eligió otra tasa. Es el remedio
# más barato de todos, pero no reemplaza al aumento: He detenida a tiempo sigue 5 puntos más arriba.

# %%
saved = {name: last[name].mean() - early[name].mean() for name in last}
assert min(saved["He"], saved["BN"]) > 2 and early["BN"].mean() < 13
assert abs(saved["He + aumento"]) < 1 and abs(saved[FULL]) < 1
assert early["He"].mean() > early["He + aumento"].mean() + 4
assert -2 < saved["He + dropout"] < -1

# %% [markdown]
# Así se usa, aquí con BN y sin otros remedios. Mira la pérdida de validación con paciencia de tres épocas y vuelve a los mejores pesos.

# %%
stop = lib.callbacks.EarlyStopping(patience=3, restore_best_weights=True)
plain = build(lib, dropout=0, shift=0, seed=SEED)
held = {"validation_data": (val.x, val.y), "callbacks": [stop]}
plain.fit(train.x, told, batch_size=50, epochs=16, verbose=0, **held)
kept = 100 * np.mean(plain(val.x).argmax(axis=1) != val.y)
assert 0 < stop.stopped_epoch < 15 and kept < 18

# %% [markdown]
# Se detuvo antes de la última época. Un cuidado: si la validación eligió la época, ya no sirve para anunciar el
# error; para eso está la prueba.

# %% [markdown]
# ### ¿Qué compra cada peldaño, si no es error?
#
# <a id="tasas"></a>Las mismas redes contra la tasa de aprendizaje, sin elegirla.

# %%
means = figures.rates(table, ["cruda", "escalada", "He", "BN", FULL])

# %% [markdown]
# **Qué se ve.** La cruda no aprende nada con las dos tasas mayores; la escalada y He, con la mayor. Las dos con BN aprenden
# con **las cinco**. Eso compra BN aquí: no aciertos, sino no tener que adivinar la tasa. Por eso puede con dropout y
# aumento a la vez, que piden aprender más en las mismas 16 épocas.

# %%
assert (means["BN"] < 25).all() and (means[FULL] < 25).all()
assert min(means[name][-1] for name in ("cruda", "escalada", "He")) > 85
assert means["cruda"][-2] > 85 and means["He"][-2] < 25

# %% [markdown]
# ## Explora: la grilla completa
#
# Sesenta redes ya entrenadas: doce recetas por cinco tasas. Primero cuatro puntos; la línea punteada es el 20 % de
# etiquetas sorteadas.

# %%
POINTS = [("cruda", 2**-4), ("escalada", 2**-10), ("He", 2**-6), (FULL, 2**-4)]
ends = figures.four_points(table, POINTS)
assert ends[0] > 85 and 30 < ends[1] < 45 and 18 < ends[2] < 26 and ends[3] < 9

# %% [markdown]
# **Qué se ve.** La cruda con esa tasa no aprende; la escalada con la tasa mínima va tan lento que no termina; He
# baja y después memoriza; la completa baja y se queda. Busca tú: con la tasa 0,25, ¿qué
# tienen en común las recetas que aprenden?
#
# <details><summary>Respuesta</summary>
#
# Todas llevan BN, y ninguna de las que no lo lleva aprende.
# </details>

# %%
recipe = widgets.slider("receta", table.grid["recipe"], start="He")
rate = widgets.slider("tasa", table.grid["learning_rate"], start=2**-6)
widgets.explorer(
    figures.playground(table), width=6.5, recipe=recipe, learning_rate=rate
)

# %% [markdown]
# ## Paridad con Keras
#
# <a id="keras"></a>La red completa en las dos bibliotecas, por el mismo `build`, en 64 bits y con los mismos pesos. Las capas con azar van en
# cero: dos azares distintos no se comparan número por número. Se compara la salida, y los pesos después de un
# paso, que contienen todos los gradientes y las medias móviles.

# %%
keras = parity.load_keras()
batch, labels = val.x[:64].astype("float64"), val.y[:64]
with parity.use_floatx("float64"):
    ours, theirs = (build(which, dropout=0, shift=0) for which in (lib, keras))
    ours.set_weights(theirs.get_weights())
    pairs = {"salida": (ours(batch), theirs(batch, training=False))}
    for model in (ours, theirs):
        model.fit(batch, labels, batch_size=64, epochs=1, shuffle=False, verbose=0)
    pairs["todos los pesos"] = ours.get_weights(), theirs.get_weights()
    pairs["salida, después"] = ours(batch), theirs(batch, training=False)
    parity.compare(pairs, tolerance=1e-12)

# %% [markdown]
# <a id="trampa"></a>¿Por qué `training=False`? En Keras, `modelo(x)` a secas, con una capa de aumento adelante, corre en modo
# **entrenamiento**: mueve las medias móviles de BN. Para predecir, `predict` o `training=False`.

# %%
before = theirs.get_weights()
theirs(batch, training=False)
assert parity.max_difference(before, theirs.get_weights()) == 0
theirs(batch)
assert parity.max_difference(before, theirs.get_weights()) > 0.01

# %% [markdown]
# Y el entrenamiento completo, cada una con su azar. Tres semillas nuestras:


# %%
def follow(seed):
    """Error de validación por época de la red completa."""
    model, rows = build(lib, seed=seed), []
    for _ in range(16):
        model.fit(train.x, told, batch_size=50, verbose=0)
        rows.append(100 * np.mean(model(val.x).argmax(axis=1) != val.y))
    return {"validation": rows}


band = experiments.run(follow, {}, seeds=range(3)).values("validation")

# %% [markdown]
# Y una corrida de Keras:

# %% tags=["nbval-ignore-output"]
theirs, curve = build(keras), []
after = keras.callbacks.LambdaCallback(
    on_epoch_end=lambda *_: curve.append(
        100 * np.mean(theirs.predict(val.x, verbose=0).argmax(axis=1) != val.y)
    )
)
theirs.fit(train.x, told, batch_size=50, epochs=16, callbacks=[after], verbose=0)
figures.keras_in_band(band, np.array(curve))
late, tail = np.array(curve[8:]), band[:, 8:]
assert abs(late.mean() - tail.mean()) < 2
assert np.mean((late > tail.min() - 1) & (late < tail.max() + 1)) > 0.6

# %% [markdown]
# **Qué se ve.** En la segunda mitad la curva de Keras va con la banda de nuestras semillas.

# %% [markdown]
# ## ¿Cuándo falla?
#
# <a id="sumar"></a>Sumar dos remedios buenos puede ser malo. Sobre He, dropout y aumento ayudan por separado.
# Juntos:

# %%
pair = ["He + aumento", "He + dropout + aumento"]
studied = {name: table.tuned("train", recipe=name).mean() for name in pair}
for name in pair:
    print(f"{name:<23} prueba {score[name]:.0f} %   estudiadas {studied[name]:.0f} %")
assert score[pair[1]] - score[pair[0]] > 2.5 and studied[pair[1]] > studied[pair[0]] + 3
assert deltas[pair[1], pair[0]][0] > 6 * deltas[pair[1], pair[0]][1]

# %% [markdown]
# Los dos juntos fallan 3,5 puntos **más** que el aumento solo, y eso no es ruido: son siete errores estándar. La
# segunda columna dice por qué. Cuenta las fallas contra las etiquetas que recibió, y de esas cerca de 18 % son
# mentiras: un 20 es lo sano y un 26 es **subajuste**. En 16 épocas y con cinco tasas, esa red no alcanzó a aprender.
# El remedio depende de la enfermedad. De ahí sale la tarjeta: qué probar primero según lo que **veas**.

# %% [markdown]
# ### ¿Qué uso cuándo?
# <a id="tarjeta"></a>
#
# | Lo que ves | Prueba primero | Lección |
# |---|---|---|
# | La pérdida no baja o se dispara | Escala las entradas; busca la tasa de diez en diez | [07](07_escalado_de_entradas.ipynb) |
# | Con muchas capas no parte | He con ReLU, Glorot con tanh | [05](05_xavier.ipynb), [06](06_he.ipynb) |
# | Sigue sin partir, o exige una tasa diminuta | BN, con lotes que no sean chicos | [08](08_batch_normalization.ipynb) |
# | Acierta en lo estudiado y falla en lo nuevo | Detención temprana; después aumento, si sabes qué cambios conservan la etiqueta | [02](02_aumento_de_datos.ipynb) |
# | Eso mismo, y no hay aumento posible | Dropout en las ocultas; L2 con su propia búsqueda de λ | [03](03_dropout.ipynb), [01](01_regularizacion_l2.ipynb) |
# | Falla también en lo estudiado | Nada de lo anterior: más épocas, más neuronas u otra tasa | [04](04_inicializacion.ipynb) |

# %% [markdown]
# ## Lo que dice la clase
#
# Son 95 afirmaciones. Por lección:
#
# | Lección | Veredictos | Prueba |
# |---|---|---|
# | 01 L2 (R) | **Se sostiene** 5, **Matizar** 5, **Corregir** 2 | [tabla](01_regularizacion_l2.ipynb#Lo-que-dice-la-clase) |
# | 02 Aumento (D) | **Se sostiene** 2, **Matizar** 2, **Corregir** 1 | [tabla](02_aumento_de_datos.ipynb#Lo-que-dice-la-clase) |
# | 03 Dropout (P) | **Se sostiene** 7, **Matizar** 10, **Corregir** 4 | [tabla](03_dropout.ipynb#Lo-que-dice-la-clase) |
# | 04 Inicialización (I) | **Se sostiene** 6, **Matizar** 4, **Corregir** 0 | [tabla](04_inicializacion.ipynb#Lo-que-dice-la-clase) |
# | 05 Xavier (X) | **Se sostiene** 4, **Matizar** 5, **Corregir** 3 | [tabla](05_xavier.ipynb#Lo-que-dice-la-clase) |
# | 06 He (H) | **Se sostiene** 5, **Matizar** 1, **Corregir** 1 | [tabla](06_he.ipynb#Lo-que-dice-la-clase) |
# | 07 Escalado (S) | **Se sostiene** 10, **Matizar** 5, **Corregir** 1 | [tabla](07_escalado_de_entradas.ipynb#Lo-que-dice-la-clase) |
# | 08 BN (B) | **Se sostiene** 4, **Matizar** 7, **Corregir** 1 | [tabla](08_batch_normalization.ipynb#Lo-que-dice-la-clase) |
#
# Y todas, una por una, con el enlace a la celda que las prueba:

# %%
assert list(claims.count().values()) == [43, 39, 13]
claims.table()

# %% [markdown]
# ## Ejercicios
#
# Dos de lápiz y un proyecto. Cambia `None` y ejecuta la celda.

# %% [markdown]
# ### A. ¿Cuenta o es ruido?
#
# Sin una pieza, tres semillas dan 10, 12 y 14 % de error; con ella, 8, 10 y 12 %. Calcula $|\Delta|/\mathrm{EE}$.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# La función `gap` de [la idea](#La-idea:-quitar-una-pieza-y-volver-a-medir) entrega los dos números.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Las dos varianzas (con $n-1$) valen 4, y $\Delta=-2$.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# $2/\sqrt{8/3}$. Compárala con 3.
# </details>

# %%
ratio = None  # tu respuesta
quizzes.check("09", ratio=ratio)

# %% [markdown]
# ### B. ¿Cuántos números aprende?
#
# La red de `build` tiene 784 entradas, cuatro capas ocultas de 128 con BN y diez salidas. ¿Cuántos números
# **entrenables** tiene?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Cada densa tiene pesos y sesgos; cada BN, solo γ y β entrenables.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# $784\cdot128+128$, tres veces $128\cdot128+128$, y $128\cdot10+10$; más $4\cdot2\cdot128$.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# $100.480+49.536+1.290+1.024$.
# </details>

# %%
trainable = None  # tu respuesta
quizzes.check("09", trainable=trainable)

# %% [markdown]
# ## Proyecto guiado: tu propio peldaño
#
# Elige una pieza que la escalera **no** midió (ruido gaussiano en la entrada, `RandomRotation`, Adam, otra λ, otra
# tasa de dropout) y escribe una página con una respuesta: ¿suma?
#
# 1. **Pregunta.** Escribe antes de entrenar qué esperas y por qué.
# 2. **Comparación.** Parte de `build`, cambia una sola cosa y usa `experiments.run` con una grilla de al menos tres
#    tasas y tres semillas, para la red con tu pieza y sin ella.
# 3. **Elección.** Usa `tuned`: la tasa, con validación; la prueba, una vez.
# 4. **Veredicto.** $\Delta$, su error estándar y una figura con todas las semillas.
#
# | Se evalúa | Logrado (2) | A medias (1) | Falta (0) |
# |---|---|---|---|
# | Predicción | Escrita antes y con una razón | Sin razón | No está |
# | Una sola diferencia | Todo lo demás es igual | Cambió algo más y lo dice | Cambió algo más |
# | Tasas | Cada red busca la suya, y no queda en el borde | Queda en el borde | Una tasa para las dos |
# | Azar | Tres semillas, con Δ y su error estándar | Semillas sin error estándar | Una corrida |
# | Prueba | Mirada una vez, al final | No se sabe | Se eligió con ella |
# | Honestidad | Dice también lo que no resultó | Lo menciona | Lo calla |
#
# Con 10 de 12 puntos está aprobado. Que la pieza **no** sume vale lo mismo que si suma.

# %% [markdown]
# ## Cuestionario
#
# Cuatro preguntas. Elige también las que crees malas: cada opción explica por qué.

# %%
widgets.quiz(quizzes.load("09"))

# %% [markdown]
# ## Resumen
#
# 1. Para saber si una pieza suma se cambia solo esa, cada red busca su tasa y se comparan varias semillas.
# 2. Con 20 % de mentiras sumaron escalar, dropout y aumento; BN y L2 solos, nada; He, en esta red, restó.
# 3. BN y una buena partida compran **velocidad** y tolerancia a la tasa. Con mentiras, también memorizan antes.
# 4. La detención temprana es gratis y ayuda justo donde falta otro remedio.
# 5. Dos remedios buenos no siempre suman: cada uno pide más entrenamiento.
#
# **En Keras se escribe así:**
#
# ```python
# red = build(keras)  # la misma función de arriba
# a_tiempo = keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)
# ```

# %% [markdown]
# ## Glosario y referencias
#
# - **ablación** (*ablation*): quitar o agregar una sola pieza y volver a medir.
# - **detención temprana** (*early stopping*): quedarse con los pesos de la época de menor error de validación.
# - **error estándar** (*standard error*): cuánto se mueve un promedio de una muestra a otra.
# - **paciencia** (*patience*): cuántas épocas sin mejorar se esperan antes de parar.
# - **receta**: aquí, la lista de piezas de una red.
#
# <a id="referencias"></a>Para leer más:
#
# - C. Zhang y otros (2017), *Understanding deep learning requires rethinking generalization*.
#   [arXiv:1611.03530](https://arxiv.org/abs/1611.03530)
# - N. Srivastava y otros (2014), *Dropout*, JMLR 15, 1929–1958.
#   [jmlr.org](https://jmlr.org/papers/v15/srivastava14a.html)
# - S. Ioffe y C. Szegedy (2015), *Batch normalization*. [arXiv:1502.03167](https://arxiv.org/abs/1502.03167)
# - L. Prechelt (1998), *Early stopping, but when?* [doi:10.1007/3-540-49430-8_3](https://doi.org/10.1007/3-540-49430-8_3)
