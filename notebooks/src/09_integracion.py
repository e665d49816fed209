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
from course_lib.lab import datasets, experiments, parity, widgets
from course_lib.lab.gradcheck import gradient_errors
from course_lib.lab.text import decimal, spread
from course_lib.lessons import claims, quizzes
from course_lib.lessons import lesson_09 as lesson

SEED = 1

# %% [markdown]
# ## La pregunta: ¿basta con que aprenda?
#
# Los datos son los de la lección 01 (en la 00 eran mil): **2.000** dígitos con 20 % de etiquetas sorteadas al azar,
# 1.000 de validación y 2.000 de prueba con etiquetas correctas. La red tiene cuatro capas ocultas de 128 con ReLU y
# estudia 16 épocas con momento 0,9. Cada **receta** se probó con cinco tasas de aprendizaje (de 0,001 a 0,25) y tres
# semillas. Con la tasa que eligió la validación se entrenaron después **ocho semillas nuevas**: esas son las que
# se comparan. Todo está ya hecho con `curso tablas 09`.


# %%
def load(name):
    return lesson.table(f"09_{name}")


table, final = load("escalera"), load("semillas")
BASE, FULL = "He", "BN + dropout + aumento"
shown = lesson.figures.curves(table, [(BASE, 2**-6), (FULL, 2**-4)])

# %% [markdown]
# **Qué se ve.** He escala y parte bien: en cinco épocas llega a 15 %, y de ahí **empeora**
# hasta más de 20, porque empieza a memorizar las mentiras. Es el problema de la lección 00. La red con BN, dropout
# y aumento termina cerca de 7 %. ¿Cuál de ellas hizo el trabajo?

# %%
assert shown[BASE].mean(axis=0).min() < 15 and shown[BASE][:, -1].min() > 18
assert shown[FULL][:, -1].max() < 9

# %% [markdown]
# ## Predice
#
# La escalera parte con la red **cruda**: píxeles de 0 a 255 y pesos de desviación 0,05. Luego **escala** las
# entradas, luego parte con **He**, luego agrega **BN**, y encima de He o de BN suma L2, dropout o aumento.

# %%
question = "¿Qué peldaño, por sí solo y sobre He, no baja el error de prueba?"
options = ["BN", "L2", "Dropout", "Aumento de datos"]
bet = widgets.prediction(question, options, key="09-peldano")
bet

# %% [markdown]
# ## La idea: quitar una pieza y volver a medir
#
# <a id="idea"></a>Para saber cuánto aporta una pieza se comparan dos redes que difieren **solo** en ella. Se llama **ablación**.
# Con varias semillas cada una, el aporte es la diferencia de los promedios, y su **error estándar** dice cuánto
# se mueve esa diferencia solo por las semillas:
#
# $$\Delta=\bar e_{\text{con}}-\bar e_{\text{sin}},\qquad \mathrm{EE}=\sqrt{\frac{s^2_{\text{con}}+s^2_{\text{sin}}}{n}}$$
#
# A mano: 12, 13 y 14 % sin la pieza; 9, 10 y 11 % con ella. Las dos desviaciones valen 1.


# %%
def gap(with_it, without_it):
    """El aporte de una pieza y su error estándar."""
    both = np.array([with_it, without_it], dtype=float)
    delta = both[0].mean(axis=0) - both[1].mean(axis=0)
    return delta, np.sqrt(both.var(axis=1, ddof=1).sum(axis=0) / both.shape[1])


delta, wobble = gap([9, 10, 11], [12, 13, 14])
print(f"Δ = {decimal(delta)} puntos, error estándar {decimal(wobble, 2)}")
assert delta == -3 and np.isclose(wobble, np.sqrt(2 / 3))

# %% [markdown]
# Diremos que el aporte **cuenta** si pasa de tres errores estándar. ¿Qué tan exigente es? Sorteemos cien mil
# comparaciones entre dos redes **iguales**:

# %%
for n, expected in ((3, 4), (8, 1)):
    draws = np.random.default_rng(SEED).standard_normal((2, n, 100_000))
    luck = 100 * np.mean(abs(np.divide(*gap(*draws))) > 3)
    print(f"con {n} semillas, «cuenta» por puro azar {luck:.0f} de cada 100 veces")
    assert round(luck) == expected

# %% [markdown]
# Con tres semillas, $s$ es apenas una estimación y la vara engaña 4 veces en 100; con ocho, una. Y haremos doce
# comparaciones: desconfía de todo lo que pase raspando. Hay, además, dos trampas que evitar:
#
# - **La misma tasa para todas.** Cada pieza cambia qué tasa conviene: comparar con una sola es premiar a la pieza
#   para la que se eligió. Aquí cada receta busca la suya.
# - **Elegir con la prueba.** Con validación se eligen la tasa, λ y la receta ganadora; la prueba solo informa. El
#   menor de doce números de prueba sería optimista.
#
# Las semillas cambian el comienzo y el orden, pero no los datos: el error estándar no cuenta lo que variaría con
# otros 2.000 dígitos.

# %% [markdown]
# ## En course_lib
#
# `Results.tuned` hace la parte que se suele olvidar: por cada receta, busca la tasa de menor error **de
# validación** (`choices`) y entrega lo medido con esa (`runs`). Si la elegida es un extremo de la grilla, la
# rechaza: la mejor puede estar afuera. Esta tabla es anterior a esa regla, y por eso se pide `open_ends=True`.

# %%
signature, doc, body = inspect.getsource(experiments.Results.tuned).split('"""')
print(signature.strip(), body.strip("\n"), sep="\n")

# %% [markdown]
# La red con BN, dropout y aumento se escribe una vez y sirve para las dos bibliotecas. El aumento va antes
# de aplanar. `Rescaling` deja los píxeles con media casi 0 y desviación cerca de 1,2. BN lleva memoria corta: son
# 640 pasos, y con 0,99 caería en [la trampa de la lección 08](08_batch_normalization.ipynb#trampa).


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
# <a id="lugar"></a>La lección 08 advierte que [dropout antes de una BN](08_batch_normalization.ipynb#dropout) descalibra
# la varianza, más mientras mayor es la tasa, y aquí cada dropout alimenta a la BN siguiente. ¿Y si va solo después de
# la última, como ella aconseja? Con las mismas cinco tasas y tres semillas:

# %%
last_only = load("lugar").tuned("test", open_ends=True).mean(axis=-1)
for name, last in zip(load("lugar").grid["recipe"], last_only, strict=True):
    four = table.tuned("test", recipe=name, open_ends=True).mean()
    print(f"{name:<22}  cuatro {decimal(four)}, última", *map(decimal, last))
    assert four < last.min()

# %% [markdown]
# Sin aumento el consejo pierde: 10 % en las cuatro, y solo en la última, 16 con tasa 0,25 y 15 con 0,5. Será porque
# regulariza una capa y no cuatro, y con 0,25 la descalibración cuesta menos que eso. Con aumento quedan cerca: 6,7
# contra 7,9 y 7,2. No es una regla: mídelo en tu red.

# %% [markdown]
# ## Comprueba
#
# Primero las derivadas, con escala, L2, BN y dropout juntos y encendidos, en una red chica con tanh, que no tiene quiebres.

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
train, val, test = datasets.train_val_test_split(
    x, y, validation=1000, test=2000, rng=rng
)
told = datasets.add_label_noise(train.y, 0.2, 10, rng)
assert 0.17 < np.mean(told != train.y) < 0.19

# %% [markdown]
# Y los invariantes: los píxeles escalados quedan como se anunció; al predecir no hay azar; al entrenar sí.

# %%
scaled, model = train.x / 64 - 0.5, build(lib, seed=SEED)
assert abs(scaled.mean()) < 0.1 and 1.2 < scaled.std() < 1.25
assert np.array_equal(model(val.x[:50]), model(val.x[:50]))
once, twice = (model(val.x[:50], training=True) for _ in range(2))
assert not np.array_equal(once, twice)

# %% [markdown]
# ## Experimentos
#
# Doce recetas, todas con la misma red y los mismos datos.

# %% [markdown]
# ### La escalera
#
# <a id="escalera"></a>Dropout (0,25 en cada capa oculta) y aumento (hasta dos píxeles) se fijaron; el λ de L2 se buscó
# junto con la tasa, porque el de la lección 01 era de otra red. Quien no se busca compite con desventaja, y no la
# misma para todos. Mira cuánto cambia L2 con su λ:

# %%
search = load("lambda")
both = {
    name: search.tuned(name, open_ends=True).mean(axis=-1)
    for name in ("validation", "test")
}
for name, *rows in zip(search.grid["recipe"], *both.values(), strict=True):
    for lam, held, tested in zip(search.grid["l2"], *rows, strict=True):
        row = (
            f"λ {decimal(lam):<5}  validación {decimal(held)}  prueba {decimal(tested)}"
        )
        print(f"{name}  {row}")
assert both["validation"].argmin(axis=1).tolist() == [2, 1]
assert both["test"][0, 0] > 14 > 12 > both["test"][0, 2]
assert np.ptp(both["test"][1]) < 1
before = gap(
    search.tuned("test", recipe="He + L2", l2=0.005, open_ends=True),
    table.tuned("test", recipe="He", open_ends=True),
)
assert abs(before[0]) < 3 * before[1]

# %% [markdown]
# Sobre He, λ = 0,03 baja tres puntos más que 0,005, que no se distinguía del azar. Con BN da casi lo mismo: ahí L2 no achica lo
# que la red calcula (escalar los pesos no cambia la salida); solo cambia la tasa efectiva. La escalera, con
# todo ya elegido:

# %%
errors = lesson.figures.ladder(final)

# %% [markdown]
# **Qué se ve.** No es una escalera. De las ocho redes crudas, una no aprendió y otra casi nada; al escalar las
# entradas, las ocho quedan cerca de 12 %. Y con **He sube** a 16. BN la deja igual. Los saltos vienen después: L2,
# dropout y aumento, cada uno sobre He, llegan cerca de 11; y sobre BN, dropout y aumento juntos, a 7. Con etiquetas
# falsas, aprender más rápido es también memorizar más rápido. La ganadora se elige con validación: es la última.

# %%
score = {name: runs.mean() for name, runs in errors.items()}
held = {
    name: table.tuned("validation", recipe=name, open_ends=True).mean()
    for name in score
}
assert min(held, key=held.get) == FULL
assert (errors["cruda"] > 60).sum() == 2 and abs(errors["escalada"] - 12).max() < 2
assert score[FULL] < 7 and 16 < min(score["He"], score["BN"]) < 17
helped = [score[f"He + {extra}"] for extra in ("L2", "dropout", "aumento")]
assert 10 < min(helped) < max(helped) < 11.5

# %% [markdown]
# ¿Qué habías apostado?

# %%
why = "Los otros tres bajan entre 5 y 6 puntos, y entre ellos no se distinguen."
widgets.reveal(bet, answer="BN", explanation=why)

# %% [markdown]
# La misma escalera en números. «Épocas» cuenta cuántas tardó cada semilla en bajar de 15 % de error de
# validación, de la más rápida a la más lenta; los aciertos son los de las ocho semillas nuevas. «Segundos» es lo que
# ocupó el procesador en las 16 épocas, en la más corta de tres corridas: los segundos cambian en tu computador; lo
# que se mantiene es que el aumento y BN cuestan.

# %%
costs = load("segundos")
print(lesson.figures.summary(table, final, costs, target=15))

# %% [markdown]
# «No llega» quiere decir que alguna semilla nunca bajó de 15 %. «Épocas» usa la tasa que menos falla **al final**;
# para la velocidad, mira la última columna: con su tasa más rápida, He llega en 2 o 3 épocas y BN en 2, contra 4 o 5
# de las redes de pesos chicos. En tiempo, BN agrega un tercio y el aumento duplica, o poco menos.
#
# Mira las tasas: He y BN eligieron **la menor** de la grilla, 0,001. No es que aprendan mejor así: es que alcanzan a
# memorizar menos. BN con aumento eligió la mayor. ¿Y más allá? Probamos también una tasa menor y una mayor:

# %%
beyond = load("bordes").mean("validation").min(axis=1)
for name, edge in zip(load("bordes").grid["recipe"], beyond, strict=True):
    inside = table.tuned("validation", recipe=name, open_ends=True).mean()
    print(f"{name:<12}  en la grilla {decimal(inside)}  más allá {decimal(edge)}")
    assert edge > inside

# %% [markdown]
# Ninguna mejora: el borde no era la razón.

# %%
fast = lesson.figures.fastest(table, 15)
assert fast["BN"][-1] <= 2 and fast["He"][-1] <= 3
assert min(fast["cruda"][0], fast["escalada"][0]) >= 4
spent = {name: costs.values("seconds", recipe=name).min() for name in errors}
assert 1.2 < spent["BN"] / spent["He"] < 1.5
assert (
    1.4
    < spent["BN + aumento"] / spent["BN"]
    < spent["He + aumento"] / spent["He"]
    < 2.2
)

# %% [markdown]
# ### ¿Qué se distingue del azar?
#
# <a id="aportes"></a>El aporte de cada peldaño con su error estándar. Negativo es bueno: baja el error.


# %%
STEPS = [("escalada", "cruda"), ("He", "escalada"), ("BN", "He")]
EXTRAS = ("L2", "dropout", "aumento")
STEPS += [(f"{base} + {extra}", base) for base in ("He", "BN") for extra in EXTRAS]
STEPS += [(f"{b} + dropout + aumento", f"{b} + aumento") for b in ("He", "BN")]
STEPS += [(FULL, "He + dropout + aumento")]

# %% [markdown]
# Cada peldaño contra el que lo sostiene:


# %%
def verdicts(errors):
    """Imprime el aporte de cada peldaño; devuelve todos, y los que cuentan."""
    deltas = {step: gap(*(errors[name] for name in step)) for step in STEPS}
    counts = {step for step, (delta, ee) in deltas.items() if abs(delta) > 3 * ee}
    for step, values in deltas.items():
        name, before = step
        verdict = "cuenta" if step in counts else "ruido"
        print(f"{name:<23} contra {before:<23} {spread(*values):>10}  {verdict}")
    return deltas, counts


deltas, counts = verdicts(errors)

# %% [markdown]
# **Lo que ocho semillas no distinguen**:
#
# - **BN sobre He**: nada distinguible (0,4 ± 0,5). Bajo aumento, tampoco; bajo dropout, un punto.
# - **L2 sobre BN**: lo mismo (0,1 ± 0,3), y ya se vio por qué.
# - **Escalar**: son 23 puntos y aun así «ruido», porque dos redes crudas se perdieron y el error estándar se volvió
#   enorme. Cuando algunas corridas se pierden, un promedio no resume: mira los puntos.
# - **Dropout sobre He con aumento**: sube 2,3 ± 0,9. Volveremos a él.
#
# **Lo que sí**:
#
# - **L2** sobre He, con su propia búsqueda, baja 5,6 puntos, tanto como **dropout** o **aumento**. Un remedio mal
#   dosificado parece inútil.
# - **Dropout sobre BN con aumento**: 2,3 ± 0,7, raspando. Las tres semillas de la búsqueda no lo distinguían: faltaban
#   semillas, no efecto.
# - **BN** cuando están los **dos** remedios: 6 puntos menos que He con los mismos, en 16 épocas. BN compra tiempo.
# - **He** en lugar de pesos chicos **empeora** 4 puntos. Con su tasa (0,0039), la red de pesos chicos parte tan lento
#   que no alcanza a memorizar; con una cuatro veces mayor memoriza también. Es como detenerse a tiempo sin querer:
#   quedarse con una red de antes de que memorice.

# %%
assert not {("BN", "He"), ("BN + L2", "BN"), ("escalada", "cruda")} & counts
assert len(counts) == 8 and deltas["He", "escalada"][0] > 3.5
assert all(-6 < deltas[f"He + {extra}", "He"][0] < -5 for extra in EXTRAS)
assert deltas[FULL, "He + dropout + aumento"][0] < -5.5 and ("He", "escalada") in counts
for extra, certain in (("dropout", True), ("aumento", False)):
    delta, wobble = gap(errors[f"BN + {extra}"], errors[f"He + {extra}"])
    assert (abs(delta) > 3 * wobble) == certain

# %% [markdown]
# Y lo que decían las tres semillas, y lo que memoriza cada red (fallas en lo que estudió):

# %%
three = {name: table.tuned("test", recipe=name, open_ends=True) for name in errors}
delta, wobble = gap(three[FULL], three["BN + aumento"])
print(f"con tres semillas: {spread(delta, wobble)}")
assert abs(delta) < 3 * wobble
small, he = (
    table.tuned("train", recipe=name, open_ends=True).mean()
    for name in ("escalada", "He")
)
faster = table.mean("train", recipe="escalada", learning_rate=2**-6)
print(f"escalada {small:.0f} %, He {he:.0f} %; escalada con tasa 0,016: {faster:.0f} %")
assert small > 18 > 15 > he > 10 > faster

# %% [markdown]
# ### Detenerse a tiempo
#
# <a id="detencion"></a>Hay una herramienta que no cambia la red: quedarse con los pesos de la época de menor error de
# validación. Se parece a `EarlyStopping(restore_best_weights=True)`, que mira la pérdida y deja de entrenar; aquí
# miramos el error y todas las épocas, que la tabla guarda. La tasa se vuelve a elegir.

# %%
last, early = lesson.figures.stopped(final)

# %% [markdown]
# **Qué se ve.** A He y a BN les ahorra 3 y 4 puntos: ahora eligen tasas mayores (0,016 y 0,062) y se detienen
# entre las épocas 2 y 5. A la receta completa no le cambia nada, porque en 16 épocas todavía no memoriza; a He con
# dropout, elegir también la época le salió casi un punto **peor**: eligió otra tasa. Es el remedio más barato de
# todos, pero no reemplaza al aumento: He detenida a tiempo sigue 4 puntos más arriba.

# %%
saved = {name: last[name].mean() - early[name].mean() for name in last}
assert 2.5 < saved["He"] < 3.5 < saved["BN"] < 4.5 and abs(saved[FULL]) < 0.5
assert early["He"].mean() > early["He + aumento"].mean() + 4
assert -1 < saved["He + dropout"] < 0
for name, chosen, low, high in (("He", 2**-6, 3, 5), ("BN", 2**-4, 2, 4)):
    point = {"recipe": name, "stop": "a tiempo"}
    assert (final.values("learning_rate", **point) == chosen).all()
    epochs = final.values("epoch", **point)
    assert (epochs.min(), epochs.max()) == (low, high)

# %% [markdown]
# ¿Y los aportes? La misma tabla, con todas detenidas a tiempo:

# %%
deltas_early, counts_early = verdicts(early)

# %% [markdown]
# **Qué se ve.** Casi los mismos signos, pero **más chicos**. Sobre He, lo de L2 baja de 5,6 a 3 puntos y lo de
# dropout, de 5,2 a 1,7; lo del aumento se conserva mejor, 4,3. Parte de lo que aportaban era evitar memorizar,
# y eso ya lo hace detenerse. Ahora escalar cuenta: las redes crudas eligen otra tasa y se detienen antes de
# perderse. Y que He reste queda en 1,4, raspando. Antes de decir cuánto suma una pieza, di hasta cuándo entrenaste.

# %%
shrunk = [deltas_early[step][0] / deltas[step][0] for step in STEPS[3:6]]
assert shrunk[1] < shrunk[0] < 0.6 < 0.7 < shrunk[2]
new = {("escalada", "cruda"), ("He + dropout + aumento", "He + aumento")}
assert new < counts_early and ("BN", "He") not in counts_early

# %% [markdown]
# Así se usa, aquí con BN y sin otros remedios. Mira la pérdida de validación con paciencia de tres épocas y vuelve a los
# mejores pesos. La segunda red es la misma, sin detenerse.

# %% tags=["nbval-ignore-output"]
stop = lib.callbacks.EarlyStopping(patience=3, restore_best_weights=True)
ends = []
for callbacks in ([stop], []):
    plain = build(lib, dropout=0, shift=0, seed=SEED)
    held = {"validation_data": (val.x, val.y), "callbacks": callbacks}
    plain.fit(train.x, told, batch_size=50, epochs=16, verbose=0, **held)
    ends.append(100 * np.mean(plain(val.x).argmax(axis=1) != val.y))
kept, full = ends
print(f"detenida: {kept:.0f} %  sin detener: {full:.0f} %")
assert 0 < stop.stopped_epoch < 15 and kept + 5 < full

# %% [markdown]
# Se detuvo antes de la última época y falla bastante menos. Un cuidado: si la validación eligió la época, ya no
# sirve para anunciar el error; para eso está la prueba.

# %% [markdown]
# ### ¿Qué compra cada peldaño, si no es error?
#
# <a id="tasas"></a>Las mismas redes contra la tasa de aprendizaje, sin elegirla.

# %%
means = lesson.figures.rates(table, ["cruda", "escalada", "He", "BN", FULL])

# %% [markdown]
# **Qué se ve.** La cruda no aprende nada con las dos tasas mayores; la escalada y He, con la mayor. Las dos con BN aprenden
# con **las cinco**. Eso compra BN aquí: no aciertos, sino no tener que adivinar la tasa. Quizás por eso llega antes con
# dropout y aumento a la vez, que piden aprender más en las mismas 16 épocas.

# %%
assert (means["BN"] < 25).all() and (means[FULL] < 25).all()
assert min(means[name][-1] for name in ("cruda", "escalada", "He")) > 85
assert means["cruda"][-2] > 85 and means["He"][-2] < 25

# %% [markdown]
# ## Explora: la grilla completa
#
# Sesenta puntos, 180 redes: doce recetas por cinco tasas, tres semillas. Primero cuatro puntos; la línea punteada es el 20 % de
# etiquetas sorteadas.

# %%
POINTS = [("cruda", 2**-4), ("escalada", 2**-10), ("He", 2**-6), (FULL, 2**-4)]
ends = lesson.figures.four_points(table, POINTS)
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
for name in table.grid["recipe"]:
    learns = table.mean("validation", recipe=name, learning_rate=0.25) < 40
    assert learns == name.startswith("BN")
recipe = widgets.slider("receta", table.grid["recipe"], start="He")
rate = widgets.slider("tasa", table.grid["learning_rate"], start=2**-6)
widgets.explorer(
    lesson.figures.playground(table), width=6.5, recipe=recipe, learning_rate=rate
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
# <a id="trampa"></a>¿Por qué `training=False`? En Keras, `modelo(x)` a secas, con una capa de aumento adelante, queda a
# medias: aumenta, y BN usa el lote y mueve sus medias móviles, pero el dropout sigue apagado. No es entrenar ni
# predecir. Para predecir, `predict` o `training=False`.

# %%
before = theirs.get_weights()
theirs(batch, training=False)
assert parity.max_difference(before, theirs.get_weights()) == 0
theirs(batch)
assert parity.max_difference(before, theirs.get_weights()) > 0.01
L, ones = keras.layers, np.ones((4, 8, 8, 1))
probe = keras.Sequential([L.RandomTranslation(0.0, 0.0), L.Dropout(0.5)])
assert (np.asarray(probe(ones)) > 0).all()
assert (np.asarray(probe(ones, training=True)) == 0).any()

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
lesson.figures.keras_in_band(band, np.array(curve))
late, tail = np.array(curve[8:]), band[:, 8:]
assert abs(late.mean() - tail.mean()) < 2
assert np.mean((late > tail.min() - 1) & (late < tail.max() + 1)) > 0.6

# %% [markdown]
# **Qué se ve.** En la segunda mitad la curva de Keras va con la banda de nuestras semillas.

# %% [markdown]
# ## ¿Cuándo falla?
#
# <a id="sumar"></a>¿Cuándo falla la **comparación**? Sobre He, dropout y aumento ayudan por separado. Juntos, a las 16
# épocas:

# %%
pair = ["He + aumento", "He + dropout + aumento"]
studied = {
    name: table.tuned("train", recipe=name, open_ends=True).mean() for name in pair
}
for name in pair:
    print(
        f"{name:<23} prueba {decimal(score[name])}   estudiadas {studied[name]:.0f} %"
    )
assert score[pair[1]] - score[pair[0]] > 2 and studied[pair[1]] > studied[pair[0]] + 3

# %% [markdown]
# Los dos juntos fallan 2 puntos **más** que el aumento solo: casi tres errores estándar, y si se detienen a tiempo,
# cuenta. La segunda columna cuenta las fallas contra las etiquetas que recibió, y de esas cerca de 18 % son mentiras: un 20 es lo sano y un 26 es **subajuste**. ¿Le
# hace daño el segundo remedio, o le falta tiempo? Las mismas dos, 64 épocas, tasa 0,016 y tres semillas:

# %%
long = load("largo")
runs = lesson.figures.longer(long, learning_rate=2**-6, budget=16)
at_16, at_64 = ({name: runs[name][:, epoch - 1] for name in pair} for epoch in (16, 64))
assert gap(at_16[pair[1]], at_16[pair[0]])[0] > 2.5
assert gap(at_64[pair[1]], at_64[pair[0]])[0] < -5
chosen = long.tuned("test", open_ends=True)[:, 0]
assert all((at_64[name] == row).all() for name, row in zip(pair, chosen, strict=True))
assert abs(at_64[pair[1]].mean() - score[FULL]) < 0.5

# %% [markdown]
# **Qué se ve.** A las 16 épocas, dropout sobre He con aumento **resta** 3 puntos; a las 64 **gana** por más de 5: la
# red con los dos remedios seguía aprendiendo, y la otra empezó a memorizar. (Esa tasa es la que elige la validación a
# las 64.) Así llega a 7 %, lo mismo que la red con BN en 16: BN compra tiempo. Una ablación vale para su presupuesto.
#
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
# | Acierta en lo estudiado y falla en lo nuevo | Detención temprana; después aumento, si sabes qué cambios conservan la etiqueta | [aquí](#detencion), [02](02_aumento_de_datos.ipynb) |
# | Eso mismo, y no hay aumento posible | Dropout en las ocultas; L2 con su propia búsqueda de λ | [03](03_dropout.ipynb), [01](01_regularizacion_l2.ipynb) |
# | Falla también en lo estudiado | Primero las tres filas de arriba; después más épocas u otra tasa, menos dropout o menos aumento, y más neuronas | [aquí](#sumar), [la capacidad](02_aumento_de_datos.ipynb#capacidad) |
#
# Si hay etiquetas falsas, un error cercano a esa fracción en lo estudiado es lo sano.

# %% [markdown]
# ## Lo que dice la clase
#
# Son 90 afirmaciones, sin contar lo que la clase solo cita. Por lección:
#
# | Lección | Veredictos | Prueba |
# |---|---|---|
# | 01 L2 (R) | **Se sostiene** 7, **Matizar** 5, **Corregir** 1 | [tabla](01_regularizacion_l2.ipynb#la-clase) |
# | 02 Aumento (D) | **Se sostiene** 3, **Matizar** 1, **Corregir** 1 | [tabla](02_aumento_de_datos.ipynb#la-clase) |
# | 03 Dropout (P) | **Se sostiene** 5, **Matizar** 10, **Corregir** 0 | [tabla](03_dropout.ipynb#la-clase) |
# | 04 Inicialización (I) | **Se sostiene** 6, **Matizar** 4, **Corregir** 0 | [tabla](04_inicializacion.ipynb#la-clase) |
# | 05 Xavier (X) | **Se sostiene** 4, **Matizar** 5, **Corregir** 3 | [tabla](05_xavier.ipynb#la-clase) |
# | 06 He (H) | **Se sostiene** 5, **Matizar** 1, **Corregir** 1 | [tabla](06_he.ipynb#la-clase) |
# | 07 Escalado (S) | **Se sostiene** 10, **Matizar** 5, **Corregir** 1 | [tabla](07_escalado_de_entradas.ipynb#la-clase) |
# | 08 BN (B) | **Se sostiene** 4, **Matizar** 7, **Corregir** 1 | [tabla](08_batch_normalization.ipynb#la-clase) |
#
# Y todas, una por una, con el enlace al lugar que la prueba o la discute; las citas, los enlaces y las opiniones no se
# prueban, y llevan a las referencias o a donde se comentan.

# %%
SHEET = [(7, 5, 1), (3, 1, 1), (5, 10, 0), (6, 4, 0), (4, 5, 3), (5, 1, 1)]
SHEET += [(10, 5, 1), (4, 7, 1)]  # lecciones 01 a 08
for number, row in enumerate(SHEET, 1):
    assert tuple(claims.count(f"{number:02}").values()) == row
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
# La función `gap` de [la idea](#idea) entrega los dos números.
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
# Cada densa tiene pesos y sesgos; cada BN, solo γ y β entrenables. Los 512 sesgos bajo BN son entrenables, pero su
# gradiente es 0 ([lección 08](08_batch_normalization.ipynb#sesgo)): cuentan igual.
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
# 2. **Comparación.** Parte del andamio: cambia una sola cosa y usa una grilla de al menos tres tasas y tres semillas,
#    para la red con tu pieza y sin ella. Si tu pieza es una capa u otro optimizador, va en una copia de `build`.
# 3. **Elección.** Usa `tuned`: la tasa, con validación; la prueba, una vez.
# 4. **Veredicto.** $\Delta$, su error estándar y una figura con todas las semillas.
#
# ```python
# def attempt(piece, learning_rate, seed):
#     off = 0.25 if piece else 0  # tu única diferencia
#     model = build(lib, rate=learning_rate, dropout=off, seed=seed)
#     model.fit(train.x, told, batch_size=50, epochs=16, verbose=0)
#     miss = lambda part: 100 * np.mean(model(part.x).argmax(axis=1) != part.y)
#     return {"validation": miss(val), "test": miss(test)}
#
# grid = {"piece": [False, True], "learning_rate": [2**-6, 2**-4, 2**-2]}
# runs = experiments.run(attempt, grid, range(3))
# gap(runs.tuned("test", piece=True), runs.tuned("test", piece=False))
# ```
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
# Con 8 de 12 (exigencia de 60 %, redondeada hacia arriba) está aprobado. Que la pieza **no** sume vale lo mismo que si suma.

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
# 2. Con 20 % de mentiras y hasta la última época, L2 (con su λ), dropout y aumento bajan entre 5 y 6 puntos sobre He;
#    BN, nada distinguible, y He resta. Deteniéndose a tiempo, L2 y dropout aportan la mitad o menos: evitaban memorizar.
# 3. BN y una buena partida compran **velocidad** y tolerancia a la tasa. Con mentiras, también memorizan antes.
# 4. La detención temprana es gratis y ayuda justo donde falta otro remedio.
# 5. Dos remedios juntos aprenden más lento: con pocas épocas pueden restar, con tiempo suman.
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
