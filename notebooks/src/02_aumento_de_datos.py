# %% [markdown]
# # 02 · Aumento de datos: cambiar la imagen y no la respuesta
#
# Una red que lee bien hasta que alguien le corre la hoja tres píxeles, y dos maneras de que no se pierda sin conseguir
# un solo dígito nuevo.

# %% [markdown]
# ## La pregunta: ¿y si se corre la hoja?
#
# De los 5.000 dígitos del curso guardamos mil para validar y mil para probar, y suponemos que el presupuesto alcanzó para
# etiquetar **500**, cincuenta de cada uno. (Los demás, solo para saber cuánto valían.) Una red 784-128-128-10 los estudia. Después le corremos los de prueba hacia la derecha, de a un
# píxel:

# %%
import inspect

import numpy as np
from sklearn.datasets import load_sample_image

import course_lib as lib
from course_lib.lab import parity, trials, widgets
from course_lib.lab.comparison import compare_runs
from course_lib.lab.text import chilean, decimal
from course_lib.lessons import lesson_02 as lesson
from course_lib.lessons import quizzes

SEED = 1
train, val, test = lesson.runs.digit_images()
table = lesson.table("02_cruce")
lesson.figures.shifted(test.x[test.y == 4][0, ..., 0], table)

# %% [markdown]
# **Qué se ve.** Es el mismo 4. Para ti no cambió nada. Para la red, cada píxel es una entrada distinta, y ese trazo llegó
# a entradas que nunca lo habían visto: con tres píxeles falla en 62 de cada cien. (Línea: promedio de cinco semillas,
# cada una con otros dígitos; banda: de la menor a la mayor. Con cuatro píxeles algunos dígitos ya tocan el borde.)
# ¿Y si al estudiar le corremos los que ya tiene?

# %% [markdown]
# ## Ficha
#
# - **Objetivos**: escribir un desplazamiento; decidir qué cambios conservan la etiqueta; estimar cuántos datos de verdad
#   reemplaza un aumento; separar antes de aumentar; usar las capas `Random…` de Keras y reconocer sus trampas.
# - **Requisitos**: las lecciones [00](00_bienvenida.ipynb) y [01](01_regularizacion_l2.ipynb). Recortar arreglos de NumPy.
# - **Tiempo**: {{tiempos}}
# - **Clase**: láminas «Regularización – Data Augmentation».

# %% [markdown]
# ## Predice
#
# La red de la figura; acepta capas que cambien las imágenes antes de aplanarlas.


# %%
def build(lib, *augmentation, **options):
    """Capas de aumento, si las hay, y una red densa 784-128-128-10."""
    layers = [lib.Input(shape=(28, 28, 1)), *augmentation, lib.layers.Flatten()]
    for _ in range(2):
        layers.append(lib.layers.Dense(128, "relu", kernel_initializer="he_normal"))
    model = lib.Sequential([*layers, lib.layers.Dense(10)], **options)
    loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(lib.optimizers.SGD(0.05, momentum=0.9), loss)
    return model


# %% [markdown]
# Con 500 dígitos falla en 13 de cada cien de los nuevos. Si cada vez que estudia uno lo corremos un poco al azar, falla
# menos, también en los que **no** están corridos.

# %%
question = "¿Cuántos dígitos sin correr harían falta para fallar igual de poco?"
options = ["Unos seiscientos", "Unos mil", "Unos dos mil", "Más de tres mil"]
bet = widgets.prediction(question, options, key="02-cuantos")
bet

# %% [markdown]
# ## La idea: lo que no cambia la respuesta
#
# <a id="idea"></a>Esto es lo que la red ve de un mismo lote, cada vez que lo estudia:

# %%
images = train.x  # (ejemplos, alto, ancho, 1)
move = lib.layers.RandomTranslation(2 / 28, 2 / 28, fill_mode="constant", seed=SEED)
rows = {"originales": images[:6]}
rows |= {f"época {number}": move(images[:6]) for number in (1, 2, 3)}
lesson.figures.batches(rows)

# %% [markdown]
# (Se corren también fracciones de píxel: por eso algunos salen difuminados.) **Aumentar los datos** es eso: sortear un cambio $t$ cada vez que se estudia una imagen, y dejarle la misma etiqueta.
# Se minimiza el promedio, sobre los ejemplos y sobre los sorteos ($\mathbb{E}_t$), del error:
#
# $$\frac1n\sum_{i=1}^n \mathbb{E}_{t}\big[\,\text{error}\big(f(t(x_i)),\, y_i\big)\big]$$
#
# Solo vale si $t$ **conserva la etiqueta**. Se hace **al estudiar**: lo que se
# valida y se prueba queda como va a llegar. Y no son datos nuevos: son los mismos $n$, vistos de otra manera.

# %% [markdown]
# ## Escríbelo tú: correr una imagen
#
# Correr es recortar una imagen más grande: ponle un marco de ceros con `np.pad` y quédate con la ventana que parte
# donde corresponde. Si baja 1, la ventana parte 1 **más arriba**.
# Se prueba con una imagen de 3×3 (0,5; 1; … 4,5) que baja 1 y va 2 a la izquierda: `right` es −2. Tiene que servir hasta
# 2 píxeles hacia cualquier lado.


# %%
def shift(image, down, right):
    """La imagen, corrida `down` filas y `right` columnas; donde entra, ceros."""
    return None  # tu respuesta: bastan dos líneas


quizzes.check("02", moved=lesson.mine.tried(shift))

# %% [markdown]
# ## Experimentos: ¿cuánto valen 500 dígitos corridos?
#
# <a id="curva"></a>La estrella será **una** red que estudia con **tu** función: corre cada imagen hasta 2 píxeles enteros en
# cada eje. (Si todavía no la escribes, va la capa de course_lib.) Las curvas: cinco semillas, 3.000 pasos de descenso con momento,
# y cada punto con su mejor tasa de aprendizaje según validación.

# %%
few, labels = images[:500], train.y[:500]
mine = build(lib, lesson.mine.layer(shift), seed=SEED)
curves = trials.three_errors(mine, few, labels, val)
tested = trials.error(mine, test.x, test.y)
lesson.figures.learning_curve(lesson.table("02_ejemplos"), yours=tested)
why = "La flecha: 500 corridos fallan lo mismo que unos 1900 sin correr."
widgets.reveal(bet, answer="Unos dos mil", explanation=why)

# %% [markdown]
# **Qué se ve.** Corriéndolos, 500 dígitos fallan 7,3 %, y tal cual, 12,7: aumentar **gana** cinco puntos. La flecha llega
# cerca de los 1.900: cada dígito rindió como **cuatro** (entre tres y casi cinco, según la semilla; deteniéndose a
# tiempo, como unos 2.100). Con 3.000 quita menos puntos, de 5,8 a 3,6, pero sigue quitando cerca de cuatro de cada diez
# errores, y mil corridos **ganan** a tres mil tal cual.
#
# Con aumento, además, el error en lo estudiado se mide en imágenes corridas, y al comienzo es mayor que en las mismas,
# quietas ([cuánto](#dificil)).

# %% [markdown]
# ### ¿Qué se aprende de cada aumento?
#
# <a id="cruce"></a>La figura del comienzo, con la red que estudió corriéndolos, y con una **red de convolución**: en vez
# de un peso por píxel, aplica los mismos pesos a cada ventana de la imagen. (Aquí, 8 filtros de 5×5 cada dos píxeles, 16 de
# 3×3, un máximo de cada cuatro y la salida.) Las cuatro, con los mismos 500 dígitos.

# %%
conv = lesson.table("02_conv")
lesson.figures.by_shift(table, conv)

# %% [markdown]
# **Qué se ve.** Se aprende lo que se estudia. Quien vio dígitos corridos hasta 2 píxeles falla a 1 lo mismo que a 0; a 2, el
# borde de lo que vio, dos o tres puntos más, y a los 3 se empieza a perder. La convolución **gana** a la densa en todas
# las distancias, con aumento y sin él, y sin aumento también se pierde: 63 % a los cuatro píxeles. Saber de imágenes y
# aumentar se suman: a las dos redes, aumentar les quita casi la mitad de los errores.

# %% [markdown]
# ### ¿Y al predecir?
#
# <a id="al-predecir"></a>Lo que se prueba queda como llega, con una excepción hecha a propósito: preguntarle a la red por
# varias versiones de la **misma** imagen y promediar sus respuestas. Se llama **aumento al predecir**. Con las 25 maneras
# de correrla hasta 2 píxeles:

# %%
print(" " * 24, "una vez  las 25")
for name, results in {"densa": table, "convolución": conv}.items():
    for study in ("nada", "correr"):
        pair = (results.tuned(kind, study=study) for kind in ("test", "averaged"))
        one, many = (chilean(f"{errors.mean():.1f} %") for errors in pair)
        print(f"{name:>11}, estudió {study:>6}  {one:>7}  {many:>6}")

# %% [markdown]
# **Qué se ve.** A quien estudió corriéndolos, preguntarle 25 veces le quita cerca de un punto. Con la convolución **gana**;
# con la densa no se distingue con cinco semillas, pero promediando en cada semilla los cinco tamaños de la primera
# curva, **gana** 0,7. Cuesta 25 predicciones. A la densa que estudió tal cual no le sirve; a la convolución parece que sí, sin
# que cinco semillas lo distingan.

# %% [markdown]
# ### ¿Y si el cambio rompe la etiqueta?
#
# <a id="etiquetas"></a>Los diez dígitos, de media vuelta y en un espejo:

# %%
digits = np.array([images[train.y == digit][0, ..., 0] for digit in range(10)])
lesson.figures.upside_down_and_mirrored(digits)

# %% [markdown]
# Un 9 de media vuelta **es** un 6: enseñarle imágenes de 9 con etiqueta de 6 es fabricar mentiras como las de la
# lección 01. En el espejo, al 0 y al 8 no les pasa nada; un 5 queda parecido a un 2, y un 4 o un 7 no son nada.

# %%
lesson.figures.arms(table)

# %% [markdown]
# **Qué se ve.** (500 dígitos, 3.000 pasos, cada uno con su mejor tasa de aprendizaje.) Correr y girar hasta 15 grados
# **ganan** cinco y tres puntos; entre los dos no se distinguen. El espejo **pierde** cerca de dos: algunos 5 pasan por 2, y
# casi todo lo demás que refleja no existe en el mundo. Espejo y de cabeza, cada uno con su moneda (un cuarto queda de
# media vuelta), pierde cinco. El cambio tiene que conservar la etiqueta **y** parecerse a lo que va a llegar; aquí se
# rompen las dos cosas, y no medimos cuánto pesa cada una.

# %% tags=["comprobacion"]
tie = "no se distinguen"


def gain(results, a, b, at="last"):
    return results.compare("test", a, b, at=at)


sizes = lesson.table("02_ejemplos")
for size, points in {500: 5.4, 3000: 2.1}.items():
    same = {"examples": size}
    won = gain(sizes, {"study": "correr", **same}, {"study": "nada", **same})
    assert won.verdict == "gana" and abs(won.difference + points) < 0.2
shifted = {"examples": 500, "study": "correr"}
worth = [
    gain(sizes, shifted, {"examples": n, "study": "nada"}).verdict
    for n in (1000, 2000, 3000)
]
assert worth == ["gana", tie, "pierde"]
errors = sizes.tuned("test", study="nada")
each = [
    lesson.figures.equivalent(level, sizes.grid["examples"], one)
    for level, one in zip(sizes.tuned("test", **shifted), errors.T)
]
assert min(each) / 500 > 2.9 and max(each) / 500 < 4.8
late, early = (
    lesson.figures.equivalent(
        sizes.tuned("test", at=at, **shifted).mean(),
        sizes.grid["examples"],
        sizes.tuned("test", study="nada", at=at).mean(axis=1),
    )
    for at in ("last", "best")
)
assert 1800 < late < 1950 and 2050 < early < 2200
thousand = {"examples": 1000, "study": "correr"}
assert gain(sizes, thousand, {"examples": 3000, "study": "nada"}).verdict == "gana"
dense = table.tuned("by shift", study="correr").reshape(5, 5).T
edge = [compare_runs(dense[k], dense[0], metric="test", a="", b="") for k in (1, 2)]
assert [each.verdict for each in edge] == [tie, "pierde"]
for study in ("nada", "correr"):
    dense, convolved = (
        each.tuned("by shift", study=study).reshape(5, 5) for each in (table, conv)
    )
    for one, other in zip(convolved.T, dense.T):
        assert compare_runs(one, other, metric="test", a="", b="").verdict == "gana"
pair = "test", "averaged"
one, many = (sizes.tuned(metric, study="correr").mean(axis=0) for metric in pair)
pooled = compare_runs(many, one, metric="test", a="", b="")
assert pooled.verdict == "gana" and 0.6 < -pooled.difference < 0.8
one, many = (conv.tuned(metric, study="correr").reshape(5) for metric in pair)
assert compare_runs(many, one, metric="test", a="", b="").verdict == "gana"
once, often = (table.tuned(metric, study="nada").mean() for metric in pair)
assert often > once
plain = {"study": "nada"}
assert gain(table, {"study": "correr"}, {"study": "girar"}).verdict == tie
told = {name: gain(table, {"study": name}, plain) for name in table.grid["study"][1:]}
assert [each.verdict for each in told.values()] == ["gana", "gana", "pierde", "pierde"]
expected = [-5.4, -3.2, 1.8, 4.9]
assert np.allclose([each.difference for each in told.values()], expected, atol=0.1)

# %% [markdown]
# ### El ruido es una L2 disfrazada
#
# <a id="ruido"></a>Sumar ruido también es aumentar. Una neurona lineal, $\hat y=\sum_j w_jx_j$, y en cada entrada un
# sorteo $\varepsilon_j$ de promedio 0 y desviación $\sigma$, independiente de los demás:
#
# $$\big(y-\sum_j w_j(x_j+\varepsilon_j)\big)^2 = (y-\hat y)^2 - 2\,(y-\hat y)\sum_j w_j\varepsilon_j +
# \Big(\sum_j w_j\varepsilon_j\Big)^2$$
#
# En promedio, el término del medio vale 0, y el último, la suma de sus varianzas:
#
# $$\mathbb{E}\Big[\big(y-\sum_j w_j(x_j+\varepsilon_j)\big)^2\Big] = (y-\hat y)^2 + \sigma^2\sum_j w_j^2$$
#
# Es el cobro de la [lección 01](01_regularizacion_l2.ipynb#idea), con $\lambda=\sigma^2$, y nadie lo puso.

# %%
rng = np.random.default_rng(SEED)
x, w, y, sigma = rng.standard_normal(3), rng.standard_normal(3), 1.0, 0.5
noise = lib.layers.GaussianNoise(sigma, seed=SEED)
seen = noise(np.tile(x, (100_000, 1)), training=True)
sampled = np.mean((y - seen @ w) ** 2)
print("sorteando cien mil veces", decimal(sampled, 3))
exact = (y - x @ w) ** 2 + sigma**2 * np.sum(w**2)
print("con la fórmula          ", decimal(exact, 3))

# %% [markdown]
# (La diferencia es azar.) Este aumento, en esta neurona, **es** regularizar. Con una red profunda la igualdad es aproximada y solo para ruido
# chico (Bishop, 1995).

# %% [markdown]
# ## Explora: ¿hasta dónde es cierta la etiqueta?
#
# <a id="explora"></a>Un 6 y una foto en tres ángulos.
# ([China](https://www.flickr.com/photos/danielbuechele/6061409035/), de danielbuechele, [CC BY
# 2.0](https://creativecommons.org/licenses/by/2.0/), que viene con scikit-learn; recortada y reducida a un tercio.)
# `change` da una capa que hace siempre lo mismo: su sorteo tiene los dos extremos iguales.


# %%
def change(kind, amount):
    """Una capa que aplica siempre la misma transformación."""
    both, layers = (amount, amount), lib.layers
    return {
        "correr": layers.RandomTranslation(0.0, both, "nearest"),
        "girar": layers.RandomRotation(both, "nearest"),
        "alejar": layers.RandomZoom(both, fill_mode="nearest"),
        "aclarar": layers.RandomBrightness(both, value_range=(0, 1)),
        "tapar": layers.RandomErasing((1, 1), both, 0.5, value_range=(0, 1), seed=SEED),
    }[kind]


photo = load_sample_image("china.jpg")[::3, 40:467:3].astype("float32") / 255
six = digits[6][..., None]
lesson.figures.three_turns(change, [six, photo], np.array([0.05, 0.2, 0.5]))

# %% [markdown]
# **Qué se ve.** Con 18 grados los dos siguen siendo lo que eran. Con 72 el 6 ya es dudoso. Con 180 es un 9, y la foto, un
# palacio de cabeza: poco útil, pero palacio. La lista de cambios buenos no la da la biblioteca: la da **tu problema**.
# Prueba tú: ¿desde cuánto deja de ser cierta la etiqueta? No es el mismo límite para las dos.

# %%
kind = widgets.slider("cambio", ["correr", "girar", "alejar", "aclarar", "tapar"])
amount = widgets.slider("cantidad", [0.0, 0.05, 0.1, 0.2, 0.3, 0.5], start=0.1)
picture = lesson.figures.transform_gallery(change, [six, photo])
widgets.explorer(picture, width=6, height=3.2, kind=kind, amount=amount)

# %% [markdown]
# ## Paridad con Keras
#
# <a id="keras"></a>«No existen bibliotecas», dice la clase. Keras trae una capa por cada cambio; con los mismos
# parámetros, la nuestra y la suya dan los mismos píxeles. En imágenes de 32 de lado, un octavo y un sesentaicuatroavo son
# exactos, y da **lo mismo**; al girar, el seno y el coseno se redondean en 32 bits, y la mezcla de vecinos lo arrastra.

# %%
keras = parity.load_keras()
rng = np.random.default_rng(SEED)
batch = rng.integers(0, 256, (16, 32, 32, 1)).astype("float32") / 256
fixed = {
    "RandomTranslation": [(1 / 8, 1 / 8), (-1 / 64, -1 / 64)],
    "RandomZoom": [(0.5, 0.5)],
    "RandomRotation": [(0.05, 0.05)],
}
pairs = {
    name: [getattr(each.layers, name)(*both)(batch) for each in (lib, keras)]
    for name, both in fixed.items()
}
turned = {"RandomRotation": pairs.pop("RandomRotation")}
parity.compare(pairs, tolerance=1e-12)
parity.compare(turned, tolerance=1e-4)

# %% [markdown]
# ## ¿Cuándo falla?
#
# <a id="fuga"></a>Hay un orden que arruina todo y no da ningún error. Alguien tiene 500 dígitos, hace diez versiones
# corridas de cada uno, mezcla las 5.000 y aparta mil para validar. Otra persona aparta primero 100, y después aumenta
# los otros 400. Cinco semillas:

# %%
held, real = lesson.runs.promises(
    lambda seed: build(lib, seed=seed), few, labels, test, seeds=range(5)
)
lesson.figures.leak(held, real)

# %% [markdown]
# **Qué se ve.** A la izquierda, la validación promete entre 2 y 3 % y la prueba da cerca de 8, todas las veces: los
# mismos trazos quedaron a los dos lados, y la red los reconoció. Eso se llama **fuga**. A la derecha, con solo cien
# dígitos, la validación se mueve harto de una semilla a otra, pero en promedio no se aleja de la prueba. La regla:
# **primero separar**, después aumentar, y solo lo que se estudia. Con capas de aumento dentro de la red, no puede ocurrir.

# %% tags=["comprobacion"]
assert held[0].max() < 4 and (real[0] > 6.5).all() and 1.5 < held[0].mean() < 3.5
assert abs(sampled - exact) < 0.015
assert abs(held[1].mean() - real[1].mean()) < 3

# %% [markdown]
# ## Lo que dice la clase
#
# <a id="la-clase"></a>Las cinco, una por una.
#
# | # | Afirmación | Veredicto | Lo preciso | Prueba |
# |---|---|---|---|---|
# | D1 | Una de las cosas más caras es conseguir más datos etiquetados | **Se sostiene** | No medimos el precio; sí lo que se ahorra: 500 rindieron como unos 1.900 | [la curva](#curva) |
# | D2 | Traer más datos es siempre lo mejor, aunque muy caro | **Matizar** | Aquí siempre se falló menos, también con una red chica; no arregla etiquetas que mienten (lección 01) | [la curva](#curva) y [la red chica](#capacidad) |
# | D3 | De los mismos datos se generan más datos | **Se sostiene** | Variantes que conservan la etiqueta, sorteadas cada vez que se estudia la imagen; no son datos independientes | [la idea](#idea) y [la fuga](#fuga) |
# | D4 | Se puede rotar o cortar (*random crop*) | **Se sostiene** | Cuánto, lo dice tu problema: una célula gira entera; un 6, no. El recorte no lo medimos | [las etiquetas](#etiquetas) |
# | D5 | No existen bibliotecas: hay que usar el ingenio | **Corregir** | Keras trae veinte capas, y están `tf.image` y torchvision. El ingenio va en elegir cuáles | [Keras](#keras) y [qué más hay](#bibliotecas) |

# %% [markdown]
# ## Ejercicios
#
# Dos cortos. Cambia `None` y ejecuta la celda.

# %% [markdown]
# ### A. Quince grados (3 minutos)
#
# ¿Qué `factor` se le da a `RandomRotation` para girar como mucho 15 grados hacia cada lado? Puedes escribir la división.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# ¿En qué unidad está `factor`? En el explorador, 0,05 giró 18 grados.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# `RandomRotation(0.1)` llega a ±36 grados porque $0{,}1 \cdot 360 = 36$.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Divide los grados por los de una vuelta entera.
# </details>

# %%
factor = None  # tu respuesta
quizzes.check("02", factor=factor)

# %% [markdown]
# ### B. La línea fuera de lugar (5 minutos)
#
# Este entrenamiento promete 2 % de error y en producción falla en 9 %. ¿Qué línea está antes de tiempo?
#
# ```text
# 1  x = x / 255
# 2  x, y = aumentar(x, y, copias=10)
# 3  x_ent, y_ent, x_val, y_val = separar(x, y)
# 4  modelo.fit(x_ent, y_ent)
# 5  modelo.evaluate(x_val, y_val)
# ```
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# ¿Qué hay en `x_val` después de la línea 3?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Un dígito de validación debería ser uno que la red **nunca** vio, ni de lejos.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Compara con los dos órdenes de [la fuga](#fuga). (Dividir por 255 es una constante: no mira los datos.)
# </details>

# %%
line = None  # el número de la línea
quizzes.check("02", line=line)

# %% [markdown]
# ## Cuestionario
#
# Cuatro preguntas. Elige también las que crees malas: cada opción explica por qué.

# %%
widgets.quiz(quizzes.load("02"))

# %% [markdown]
# ## Resumen
#
# 1. Aumentar es sortear, cada vez que se estudia una imagen, un cambio que conserva su etiqueta **y** que se parece a lo que
#    va a llegar. Cuáles son, lo dice tu problema.
# 2. Con una red 784-128-128-10, 3.000 pasos de SGD con momento y la mejor tasa de aprendizaje de cada una, 500 dígitos
#    corridos fallan 7,3 %, como unos 1.900 tal cual; sin correr, 12,7. El espejo pierde dos puntos.
# 3. La red de convolución gana a la densa, y aumentar ayuda a las dos: 4,7 % con 500 dígitos. Sin aumento, con cuatro
#    píxeles fallan 63 y 78 %.
# 4. Primero se separa y después se aumenta, solo lo que se estudia. Al predecir no se aumenta, salvo para promediar.
# 5. Sumar ruido a las entradas de una neurona lineal es cobrar L2, con $\lambda=\sigma^2$.
#
#
# **En Keras se escribe así:**
#
# ```python
# modelo = keras.Sequential([
#     keras.Input(shape=(28, 28, 1)),
#     keras.layers.RandomTranslation(2 / 28, 2 / 28, fill_mode="constant"),
#     keras.layers.RandomRotation(0.04),  # hasta 14 grados
#     keras.layers.Flatten(),
#     keras.layers.Dense(128, "relu", kernel_initializer="he_normal"),
#     keras.layers.Dense(10),
# ])
# ```

# %% [markdown]
# ## Para profundizar
#
# Nada de aquí hace falta después. Cada parte se lee sola.

# %% [markdown]
# ### ¿Qué tan difícil es lo que estudia?
#
# <a id="dificil"></a>La red de la estrella, medida de tres maneras: en los 500 que estudia, corridos otra vez al azar; en
# los mismos, quietos; y en los de validación.

# %%
lesson.figures.three_errors(*curves)

# %% [markdown]
# **Qué se ve.** Al comienzo, el error en los corridos es bastante mayor que en los mismos, quietos; después la red ya se
# sabe también los corridos, y en validación sigue fallando varios puntos más. Comparar el primero con el de validación
# es comparar imágenes distintas.

# %% tags=["comprobacion"]
seen, still, _ = curves
assert seen[0] > 1.3 * still[0] and still[-1] < 1 and seen[-1] < 3

# %% [markdown]
# ### ¿Y una red chica?
#
# <a id="capacidad"></a>Una red de cuatro neuronas, con más y más dígitos de verdad, tal cual y corriéndolos:

# %%
small = lesson.table("02_chica")
lesson.figures.small_network(small)

# %% [markdown]
# **Qué se ve.** (Diez semillas.) Más dígitos **de verdad** sí ayudan a una red chica: de 500 a 3.000 tal cual, **gana** más
# de nueve puntos, aunque cada vez se sabe peor lo que estudia (línea de puntos). Aumentar, con 500 no se distingue, y con
# 3.000 **pierde** cinco: la tarea más difícil no le cabe.


# %% tags=["comprobacion"]
def arm(examples, study):
    return {"examples": examples, "study": study}


assert gain(small, arm(3000, "nada"), arm(500, "nada")).verdict == "gana"
assert gain(small, arm(500, "correr"), arm(500, "nada")).verdict == tie
assert gain(small, arm(3000, "correr"), arm(3000, "nada")).verdict == "pierde"

# %% [markdown]
# ### Las trampas de Keras
#
# <a id="trampas"></a>Comprobadas en Keras 3.15:
#
# | escribes | crees | hace | usa |
# |---|---|---|---|
# | `capa(x)`, `modelo(x)` | predecir | **aumenta** | `modelo.predict(x)` o `training=False` |
# | `RandomRotation(0.1)` | 0,1 grados | hasta un décimo de **vuelta**: ±36 grados | los grados, divididos por 360 |
# | `RandomCrop(20, 20)` | recortar siempre | al predecir **no recorta**: la red recibe otro tamaño | `CenterCrop` al predecir |
# | `RandomFlip()` | dos monedas | refleja los dos ejes con una sola (course_lib tira dos) | dos capas, una por eje |
# | `RandomContrast(0.2)` | subir o bajar | solo lo sube, aunque su documentación dice que también lo baja | `(0.2, 0.2)` |

# %%
layers = keras.layers
angles = layers.RandomRotation(0.1, seed=SEED).get_random_transformation(few)["angle"]
print("el mayor giro:", f"{np.max(angles):.0f} grados")
crop = layers.RandomCrop(20, 20)(few[:9], training=False)
print("lado al predecir con RandomCrop(20, 20):", crop.shape[1])
flips = np.asarray(layers.RandomFlip(seed=SEED)(np.tile(six, (99, 1, 1, 1))))
print("versiones que da RandomFlip():", len(np.unique(flips, axis=0)))
contrast = layers.RandomContrast(0.2, seed=SEED).get_random_transformation(few)
print("el menor contraste:", decimal(np.min(contrast["contrast_factor"]), 2))

# %% tags=["comprobacion"]
turn = layers.RandomRotation(0.1, seed=SEED)
once = keras.Sequential([keras.Input((28, 28, 1)), turn])
assert (np.asarray(once(few[:9])) != few[:9]).any()
assert (once.predict(few[:9], verbose=0) == few[:9]).all()
assert 34 < np.max(angles) <= 36 and crop.shape[1] == 28
assert len(np.unique(flips, axis=0)) == 2 and np.min(contrast["contrast_factor"]) >= 1

# %% [markdown]
# ### Qué más hay
#
# <a id="bibliotecas"></a>Keras: mueven (`RandomTranslation`, `RandomRotation`, `RandomZoom`, `RandomFlip`,
# `RandomCrop`), cambian la luz (`RandomBrightness`, `RandomContrast`), tapan (`RandomErasing`) y mezclan
# (`MixUp`, `CutMix`). Mezclar dos imágenes *y sus etiquetas* se llama ***mixup***; aquí no lo medimos. Fuera de Keras:
# `tf.image`, de TensorFlow; `torchvision.transforms.v2`, de PyTorch, y albumentations, que no recibe mantención desde
# junio de 2025: lo dice su propio repositorio.

# %%
names = [name for name in dir(keras.layers) if name.startswith("Random")]
print(len(names), "capas de Keras empiezan con Random")

# %% [markdown]
# ### Girar, píxel por píxel
#
# <a id="girar"></a>Si llevas cada píxel a su lugar nuevo quedan huecos. Se hace al revés: cada píxel **de la salida**
# pregunta de dónde viene. Con fila $i$ y columna $j$ medidas desde el centro, y θ contra las agujas del reloj:
#
# $$i_0 = i\cos\theta + j\,\text{sen}\,\theta, \qquad j_0 = j\cos\theta - i\,\text{sen}\,\theta$$
#
# Con 90 grados, el de más a la derecha ($i=0$, $j=1$) viene de $(1, 0)$: el de más abajo. Así es, contra las agujas.


# %%
def rotate(image, degrees):
    """Gira contra las agujas del reloj; toma el píxel más cercano."""
    size, angle = np.array(image.shape), np.deg2rad(degrees)
    middle = (size - 1) / 2
    i, j = np.indices(size) - middle[:, None, None]
    rows = i * np.cos(angle) + j * np.sin(angle) + middle[0]
    cols = j * np.cos(angle) - i * np.sin(angle) + middle[1]
    rows, cols = np.rint(rows).astype(int), np.rint(cols).astype(int)
    return image[rows.clip(0, size[0] - 1), cols.clip(0, size[1] - 1)]


print(rotate(np.arange(9).reshape(3, 3), 90))

# %% tags=["comprobacion"]
square = np.arange(9).reshape(3, 3)
assert (rotate(square, 90) == np.rot90(square)).all()

# %% [markdown]
# ### En course_lib
#
# Cada capa sortea sus números y después los aplica. `_source` es la cuenta de arriba; el resultado no es el píxel más
# cercano, sino una mezcla de los cuatro vecinos: por eso puede correr medio píxel.

# %%
print(inspect.getsource(lib.layers.RandomRotation.get_random_transformation))
print(inspect.getsource(lib.layers.RandomRotation._source))

# %% [markdown]
# ## Glosario y referencias
#
# - **aumento al predecir** (*test-time augmentation*): promediar lo que la red contesta a varias versiones de una imagen.
# - **aumento de datos** (*data augmentation*): estudiar variantes al azar de los mismos ejemplos.
# - **convolución** (*convolution*): aplicar los mismos pesos a cada ventana de una imagen.
# - **fuga de datos** (*data leakage*): información de la validación o la prueba que llega al entrenamiento.
# - **mixup**: mezclar dos ejemplos y sus etiquetas.
#
# <a id="referencias"></a>Para leer más:
#
# - P. Simard, D. Steinkraus y J. Platt (2003), *Best Practices for Convolutional Neural Networks*.
#   [doi:10.1109/ICDAR.2003.1227801](https://doi.org/10.1109/ICDAR.2003.1227801)
# - C. Bishop (1995), *Training with Noise is Equivalent to Tikhonov Regularization*.
#   [doi:10.1162/neco.1995.7.1.108](https://doi.org/10.1162/neco.1995.7.1.108)
# - H. Zhang et al. (2017), *mixup: Beyond Empirical Risk Minimization*.
#   [arXiv:1710.09412](https://arxiv.org/abs/1710.09412)
# - A. Buslaev et al. (2020), *Albumentations*. [doi:10.3390/info11020125](https://doi.org/10.3390/info11020125)
# - El error de `RandomCrop`: [keras-team/keras#21868](https://github.com/keras-team/keras/issues/21868).
# - Documentación de las [capas de aumento de Keras](https://keras.io/api/layers/preprocessing_layers/image_augmentation/).
