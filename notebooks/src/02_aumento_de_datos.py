# %% [markdown]
# # 02 · Aumento de datos: cambiar la imagen y no la respuesta
#
# Una red que lee bien hasta que alguien le corre la hoja tres píxeles, y cómo enseñarle a no perderse
# sin conseguir un solo dígito nuevo.

# %% [markdown]
# ## Ficha
#
# - **Objetivos**: escribir en NumPy siete transformaciones de imágenes; decidir cuáles conservan la
#   etiqueta y detectar las que la rompen; estimar cuántos datos de verdad reemplaza un aumento;
#   evitar la fuga de aumentar antes de separar; usar las capas `Random…` de Keras y reconocer sus
#   trampas.
# - **Requisitos**: las lecciones 00 y 01. Recortar arreglos de NumPy.
# - **Lectura**: 30 minutos.
# - **Ejecución**: {{tiempo}}
# - **Clase**: láminas «Regularización – Data Augmentation».

# %% [markdown]
# Todo lo que se usa viene del curso, y una foto que trae scikit-learn. `SEED` fija el azar: si ejecutas
# de arriba abajo, verás lo mismo que aquí, salvo el último dígito en los entrenamientos largos.

# %%
import inspect

import numpy as np
from sklearn.datasets import load_sample_image

import course_lib as lib
from course_lib.lab import datasets, experiments, parity, widgets
from course_lib.lab.gradcheck import gradient_errors
from course_lib.lessons import lesson_02 as lesson
from course_lib.lessons import quizzes

SEED = 1

# %% [markdown]
# ## La pregunta: ¿y si se corre la hoja?
#
# Conseguir datos etiquetados es caro, así que supongamos que solo alcanzó para **500 dígitos**. Otros
# 500 son de validación y 1.000 de prueba.

# %%
rng = np.random.default_rng(SEED)
x, y = datasets.load_mnist()
x = x[..., None].astype("float32") / 255  # (N, alto, ancho, un canal)
held = {"validation": 500, "test": 1000}
train, val, test = datasets.train_val_test_split(x, y, **held, rng=rng)

# %% [markdown]
# La red es densa, 784-128-128-10, y acepta capas que cambien las imágenes antes de aplanarlas. El
# argumento `lib` está para pasarle `course_lib` o `keras`.


# %%
def build(lib, augmentation=(), learning_rate=0.05, **options):
    """Capas de aumento, si se piden, y una red densa con diez puntajes al final."""
    layers = [lib.Input(shape=(28, 28, 1)), *augmentation, lib.layers.Flatten()]
    for _ in range(2):
        layers.append(lib.layers.Dense(128, "relu", kernel_initializer="he_normal"))
    model = lib.Sequential([*layers, lib.layers.Dense(10)], **options)
    sgd = lib.optimizers.SGD(learning_rate=learning_rate, momentum=0.9)
    loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=sgd, loss=loss)
    return model


def error(scores, y):
    """Tasa de error, en porcentaje."""
    return 100 * np.mean(scores.argmax(axis=1) != y)


# %% [markdown]
# La entrenamos tres veces, con tres semillas.

# %%
few, few_y = train.x[:500], train.y[:500]
usual = [build(lib, seed=seed) for seed in range(3)]
for model in usual:
    model.fit(few, few_y, batch_size=50, epochs=60, verbose=0)

# %% [markdown]
# Ahora corremos los dígitos de validación hacia la derecha, de a un píxel. Casi siempre les sobra margen
# (con tres píxeles el borde toca a menos de uno de cada diez). Primero, un 4:

# %%
PIXELS = range(5)
right = [((0, 0), (0, 0), (pixels, 0), (0, 0)) for pixels in PIXELS]
moved = [np.pad(val.x, pad)[:, :, :28] for pad in right]
one = np.array([x[val.y == 4][0] for x in moved])
says = usual[0](one).argmax(axis=1)
lesson.figures.answers(
    one[..., 0], [f"+{p} px: es un {d}" for p, d in zip(PIXELS, says)]
)
assert says[0] == 4 and says[-1] != 4
assert val.x[:, :, -3:].any(axis=(1, 2, 3)).mean() < 0.1

# %% [markdown]
# **Qué se ve.** Es el mismo 4. Para ti no cambió nada. Para la red, cada píxel es una entrada distinta,
# y ese trazo llegó a entradas que nunca lo habían visto. ¿Será mala suerte de este 4? Los 500:

# %%
wrong = np.array([[error(model(x), val.y) for x in moved] for model in usual])
lesson.figures.error_by_shift(PIXELS, wrong)
mean = wrong.mean(axis=0)
assert mean[0] < 15 and mean[1] > mean[0] + 3 and mean[3] > 50 and mean[4] > 70

# %% [markdown]
# **Qué se ve.** Con tres píxeles falla en más de la mitad, y con cuatro en ocho de cada diez. Nadie le enseñó
# que correr un dígito no lo cambia. ¿Y si se lo enseñamos, corriéndole los que ya tiene?

# %% [markdown]
# ## Predice
#
# Con 500 dígitos una red falla en cerca de 11 % de los nuevos. Si cada vez que estudia uno lo corremos
# un poco al azar, falla menos, también en los que **no** están corridos.

# %%
question = "¿Cuántos dígitos de verdad harían falta para fallar igual de poco?"
options = ["Unos seiscientos", "Unos mil", "Unos dos mil", "Más de diez mil"]
bet = widgets.prediction(question, options, key="02-cuantos")
bet

# %% [markdown]
# ## La idea: lo que no cambia la respuesta
#
# <a id="idea"></a>Hay cambios $t$ que mueven los píxeles y no la respuesta: correr, girar un poco,
# oscurecer. **Aumentar los datos** es sortear uno nuevo cada vez que la red ve una imagen, y dejarle
# la misma etiqueta:
#
# $$\min_w\ \frac1n\sum_{i=1}^n \mathbb{E}_{t}\big[\,\text{error}\big(f_w(t(x_i)),\, y_i\big)\big]$$
#
# Tres letras chicas, que serán casi toda la lección. Solo vale si $t$ **conserva la etiqueta**. Se
# aplica **solo al entrenar**: lo que se valida y se prueba queda como es. Y no son datos nuevos: son
# los mismos $n$, vistos de otra manera.
#
# La clase dice que no hay bibliotecas y que hay que usar el ingenio. Las hay, y las veremos. Pero
# primero el ingenio, porque caben en una línea: correr es recortar una imagen más grande, reflejar es
# leer al revés.


# %%
def crop(image, top, left, height, width):
    """La ventana que parte en (top, left)."""
    return image[top : top + height, left : left + width]


def shift(image, down, right, pad=40):
    """Corre la imagen y pone ceros donde entra: un recorte de la imagen con marco."""
    frame = [(pad, pad)] * 2 + [(0, 0)] * (image.ndim - 2)
    big = np.pad(image, frame)
    return crop(big, pad - down, pad - right, *image.shape[:2])


small = np.array([[1, 2, 3], [4, 5, 6]])
print(shift(small, 1, 0), small[:, ::-1], sep="\n\n")
assert shift(small, 1, 0).tolist() == [[0, 0, 0], [1, 2, 3]]
assert small[:, ::-1].tolist() == [[3, 2, 1], [6, 5, 4]]

# %% [markdown]
# Girar es lo único con trampa. Si llevas cada píxel a su lugar nuevo quedan huecos; hay que hacerlo al
# revés: cada píxel **de la salida** pregunta de dónde viene. Medido desde el centro,
#
# $$i_0 = i\cos\theta + j\,\text{sen}\,\theta, \qquad j_0 = j\cos\theta - i\,\text{sen}\,\theta$$


# %%
def rotate(image, degrees):
    """Gira contra las agujas del reloj; toma el píxel más cercano."""
    size, angle = np.array(image.shape[:2]), np.deg2rad(degrees)
    middle = (size - 1) / 2
    i, j = np.indices(size) - middle[:, None, None]
    rows = i * np.cos(angle) + j * np.sin(angle) + middle[0]
    cols = j * np.cos(angle) - i * np.sin(angle) + middle[1]
    rows, cols = np.rint(rows).astype(int), np.rint(cols).astype(int)
    return image[rows.clip(0, size[0] - 1), cols.clip(0, size[1] - 1)]


square = np.arange(9).reshape(3, 3)
print(rotate(square, 90))
assert (rotate(square, 90) == np.rot90(square)).all()

# %% [markdown]
# Y tres que no mueven nada: agregar **ruido**, **tapar** un cuadrado, para que no dependa de un solo
# detalle, y ***mixup***, que mezcla dos imágenes *y sus etiquetas* en la misma proporción.


# %%
def erase(image, top, left, side):
    """Tapa un cuadrado con gris."""
    covered = image.copy()
    covered[top : top + side, left : left + side] = 0.5
    return covered


def mixup(first, second, weight):
    """Una parte de una imagen (o etiqueta) y el resto de la otra."""
    return weight * first + (1 - weight) * second


seven, two = np.eye(10)[7], np.eye(10)[2]
print("70 % de un 7 y 30 % de un 2:", mixup(seven, two, 0.7))
assert np.isclose(mixup(seven, two, 0.7).sum(), 1)

# %% [markdown]
# La galería, en un dígito y en una foto en colores
# ([China](https://www.flickr.com/photos/danielbuechele/6061409035/), de danielbuechele, [CC BY
# 2.0](https://creativecommons.org/licenses/by/2.0/), que viene con scikit-learn; la recortamos y la
# reducimos a un tercio).


# %%
def all_of_them(image, other, rng):
    """La imagen y siete versiones; las medidas son fracciones de su alto."""
    n = len(image)
    return {
        "original": image,
        "correr": shift(image, n // 10, n // 7),
        "reflejar": image[:, ::-1],
        "girar 15°": rotate(image, 15),
        "recortar": crop(image, n // 8, n // 8, 3 * n // 4, 3 * n // 4),
        "ruido": image + 0.15 * rng.standard_normal(image.shape),
        "tapar": erase(image, n // 3, n // 3, n // 3),
        "mezclar": mixup(image, other, 0.6),
    }


rng = np.random.default_rng(SEED)
photo = load_sample_image("china.jpg")[::3, 40:467:3].astype("float32") / 255
six, seven = (train.x[train.y == digit][0] for digit in (6, 7))
views = [all_of_them(six, seven, rng), all_of_them(photo, photo[:, ::-1], rng)]
lesson.figures.gallery(views)

# %% [markdown]
# **Qué se ve.** La foto aguanta todo. El dígito, no: un 6 reflejado no es un 6 ni nada. La lista de
# transformaciones buenas no la da la biblioteca: la da **tu problema**.

# %% [markdown]
# ## En course_lib
#
# Cada capa sortea sus números (`get_random_transformation`) y los aplica (`_apply`). Reconocerás la
# cuenta del giro; la diferencia es que `Sampler` mezcla los cuatro píxeles vecinos en vez de quedarse
# con el más cercano.

# %%
print(inspect.getsource(lib.layers.RandomRotation.get_random_transformation))
print(inspect.getsource(lib.layers.RandomRotation._source))
print(inspect.getsource(lib.layers.RandomFlip._apply))

# %% [markdown]
# ## Comprueba
#
# Las nuestras escritas a mano y las capas, con los mismos parámetros, deben dar los mismos píxeles.
# Girar y correr son sumas ponderadas, así que también se pueden derivar.

# %%
rng = np.random.default_rng(SEED)
images, L = train.x[:6], lib.layers
by_hand = {
    "correr": np.array([shift(image, 2, -3) for image in images]),
    "girar": np.array([rotate(image, 20) for image in images]),
    "reflejar": images[:, :, ::-1],
}
move, turn = L.RandomTranslation(0.1, 0.1, "constant"), L.RandomRotation(0.1, "nearest")
turn.interpolation = "nearest"
layers = {
    "correr": move.transform_images(images, {"height_shift": 2, "width_shift": -3}),
    "girar": turn.transform_images(images, {"angle": 20}),
    "reflejar": L.RandomFlip().transform_images(
        images, {"horizontal": True, "vertical": False}
    ),
}
for name, pixels in by_hand.items():
    assert np.allclose(layers[name], pixels, atol=1e-6), name

# %% [markdown]
# Y tres promesas más: la derivada es exacta, cada imagen del lote recibe **su propio** sorteo, y al
# predecir no se toca un píxel.

# %%
rng = np.random.default_rng(SEED)
with lib.config.use_floatx("float64"):
    turn = L.RandomRotation(0.1, seed=SEED)
    gap = gradient_errors(turn, rng.random((3, 6, 6)), training=True, rng=rng)["x"]
print("derivada: se espera < 1e-7 ", "✓" if gap < 1e-7 else "✗")
same, move = np.repeat(images[:1], 6, axis=0), L.RandomTranslation(0.1, 0.1, seed=SEED)
different = len(np.unique(move(same), axis=0))
print(f"seis copias de un dígito: {different} versiones distintas")
assert gap < 1e-7 and different == 6
assert (move(same, training=False) == same).all()

# %% [markdown]
# ## Experimentos
#
# Primero tu apuesta. Después, qué se aprende de cada aumento, y los que hacen daño.

# %% [markdown]
# ### ¿Cuántos dígitos vale un aumento?
#
# <a id="curva"></a>Una red de 256 y 256 neuronas, 3.000 pasos, que estudia entre 100 y 3.500 dígitos.
# Tal cual, o corridos hasta 2 píxeles en cada eje, distinto cada vez. Tres semillas, y cada punto con
# la mejor de dos tasas de aprendizaje (0,01 y 0,05) según validación. La tabla ya viene calculada, como
# las que siguen, con `curso tablas 02`.

# %%
table = lesson.table("02_ejemplos")
without, augmented = lesson.figures.learning_curve(table)
assert table.grid["examples"][2:5] == [500, 1000, 2000]
assert without[3] > augmented[2] + 1.5 and abs(without[4] - augmented[2]) < 1.5
assert (augmented + 1 < without).all() and without[2] > 10

# %% [markdown]
# **Qué se ve.** Las dos bajan, porque más datos es mejor. Pero la de abajo parte más adelante: con 500
# dígitos corridos se falla cerca de 7 %, y sin aumento ni 1.000 alcanzan para eso. Busca en la gris el
# punto más cercano a esa altura.

# %%
why = (
    f"Con 500 corridos, {augmented[2]:.0f} %; con dos mil tal cual, {without[4]:.0f} %."
)
widgets.reveal(bet, answer="Unos dos mil", explanation=why)

# %% [markdown]
# El aumento multiplicó los datos por cuatro o algo más, no por infinito, aunque cada vez sorteó una
# imagen que nunca se había visto: todas salen de los mismos 500 trazos.

# %% [markdown]
# ### ¿Y cuando ya hay muchos?
#
# <a id="paciencia"></a>Con 3.500 la ventaja es menor, y depende de algo que se olvida: cuánto se entrena.

# %%
table = lesson.table("02_epocas")
plain, moved = lesson.figures.patience(table)
assert moved[0] > plain[0] - 1 and abs(plain[3] - plain[1]) < 0.7
assert moved[1] > plain[1] - 1.2 and moved[3] + 1.2 < plain[3]

# %% [markdown]
# **Qué se ve.** Con 3 épocas el aumento no ayuda, con 10 apenas, y recién con 30 se despega. La red sin
# aumento ya se sabe todo de memoria a las 10 épocas y no mejora más; la otra sigue aprendiendo. Si
# pruebas un aumento con el mismo entrenamiento corto de siempre puedes concluir que no sirve: hay que
# darle más pasos.

# %% [markdown]
# ### ¿Siempre es mejor más datos?
#
# <a id="capacidad"></a>«Traer más datos es siempre lo mejor», dice la clase. Comparemos esa red con una
# que tiene solo **cuatro** neuronas ocultas, las dos con aumento.

# %%
large, small = lesson.table("02_ejemplos"), lesson.table("02_chica")
told, unseen, plain = lesson.figures.two_capacities(large, small)
assert np.ptp(unseen[2:]) < 4 and abs(unseen[-1] - told[-1]) < 5
assert told[0] + 8 < told[-1] and unseen[-1] > max(20, plain[-1] + 3)

# %% [markdown]
# **Qué se ve.** En la grande hay una brecha, y más datos la achican: eso es **sobreajuste**, o varianza.
# En la chica, con aumento, el de prueba llega a cerca de 26 % con 500 dígitos y ahí se queda, aunque
# lleguen siete veces más, mientras el de entrenamiento sube a encontrarlo. No le falta información, le
# falta **capacidad**: eso es subajuste, o sesgo. Sin aumento (la línea gris) todavía tenía brecha, y ahí
# los datos sí le sirven: con todos los dígitos, el aumento le hace **daño**. Tampoco se arreglan con más
# datos del mismo origen las etiquetas que mienten ni los casos que nadie fotografió.

# %% [markdown]
# ### ¿Qué se aprende de cada aumento?
#
# <a id="cruce"></a>Cuatro maneras de estudiar 2.000 dígitos contra tres maneras de preguntar. Se corren
# hasta 3 píxeles y se giran hasta 30 grados.

# %%
table = lesson.table("02_cruce")
nothing, shifting, turning, both = lesson.figures.crossing(table)
assert nothing[1] > 3 * shifting[1] and nothing[2] > 2 * turning[2]
assert turning[1] > 0.8 * nothing[1] and shifting[2] > 2 * turning[2]
assert both.max() < nothing[2] / 2 and max(shifting[0], turning[0]) < nothing[0]

# %% [markdown]
# **Qué se ve.** Se aprende **lo que se ejercita**. Quien estudió corriendo responde corridos; quien
# estudió girando, girados, y en los corridos falla casi tanto como quien no practicó nada. La última
# fila es buena en todo. Y mira la primera columna: ninguno de los aumentos empeoró los dígitos tal cual.

# %% [markdown]
# ### ¿Y si el cambio rompe la etiqueta?
#
# <a id="etiquetas"></a>Entrenemos tres redes mejores, con 3.500 dígitos y desplazamientos. Después, giremos
# en media vuelta cada dígito de validación y preguntémosles qué es.

# %%
inverted, says = val.x[:, ::-1, ::-1], []
for seed in range(3):
    reader = build(lib, [L.RandomTranslation(2 / 28, 2 / 28, "constant")], seed=seed)
    reader.fit(train.x, train.y, batch_size=50, epochs=12, verbose=0)
    says.append(reader(inverted).argmax(axis=1))

# %% [markdown]
# Hay 50 de cada uno y tres redes: 150 respuestas por dígito.

# %%
share = np.zeros((10, 10))
np.add.at(share, (np.tile(val.y, 3), np.ravel(says)), 100 / 150)
lesson.figures.upside_down([inverted[val.y == d][0] for d in range(10)], share)
assert (share.argmax(axis=1)[[0, 1, 6, 8, 9]] == [0, 1, 9, 8, 6]).all()
assert share[[0, 1, 6, 8, 9]].max(axis=1).min() > 50 and share[9, 6] > 80

# %% [markdown]
# **Qué se ve.** Sobre cada dígito, lo que más contestan y cuántas veces. En esos dos las redes no se
# equivocan: un 9 de cabeza **es** un 6, y un 6 de cabeza es un 9. (En otros, como el 4 o el 7, contestan
# cualquier cosa con mucha seguridad.) Un aumento que gire en media vuelta les enseñaría imágenes de 9 con
# etiqueta de 6: es inventar las mentiras de la lección 01. ¿Y un espejo? Un 2 manuscrito en un espejo se
# parece más a una S que a un 5: no es ningún dígito. Probemos cuatro aumentos con los 500 dígitos, cada
# uno con la mejor de dos tasas de aprendizaje (0,02 y 0,05).


# %%
def study(name, learning_rate, seed):
    """Error de validación después de estudiar con ese aumento."""
    layers = {
        "nada": [],
        "girar hasta 15°": [L.RandomRotation(15 / 360, fill_mode="constant")],
        "espejo": [L.RandomFlip("horizontal")],
        "espejo y de cabeza": [L.RandomFlip("horizontal_and_vertical")],
    }[name]
    model = build(lib, layers, learning_rate, seed=seed)
    model.fit(few, few_y, batch_size=50, epochs=40, verbose=0)
    return {"validation": error(model(val.x), val.y)}


names = ["nada", "girar hasta 15°", "espejo", "espejo y de cabeza"]
grid = {"name": names, "learning_rate": [0.02, 0.05]}
result = lesson.figures.arms(experiments.run(study, grid, seeds=range(3)))
assert result[1] + 0.5 < result[0] < result[2] - 2 and result[2] + 1 < result[3]

# %% [markdown]
# **Qué se ve.** Girar un poco ayuda. El espejo con cabeza abajo hace el mayor daño: ahí un 6 puede quedar
# como un 9. Y el espejo solo también daña, cerca de cuatro puntos, aunque no convierta a un dígito en
# otro: la mitad de lo que ejercita no existe en el mundo, y con 500 dígitos ese esfuerzo se paga. No
# basta con no convertir un dígito en otro: la imagen, además, tiene que parecerse a lo que va a llegar.

# %% [markdown]
# ### El ruido es una L2 disfrazada
#
# <a id="ruido"></a>Agregar ruido $\varepsilon$ de desviación $\sigma$ a las entradas también es aumentar. En
# una neurona lineal se puede promediar sobre todo el ruido posible, con papel:
#
# $$\mathbb{E}\,\tfrac1n\lVert (X+\varepsilon)w - y\rVert^2 = \tfrac1n\lVert Xw-y\rVert^2 + \sigma^2\sum_j w_j^2$$
#
# Es la pérdida con L2 de la [lección 01](01_regularizacion_l2.ipynb), con $\lambda=\sigma^2$. Si es
# cierto, una neurona que estudia con ruido debe llegar a la fórmula de ridge **sin que nadie le cobre
# por los pesos**.


# %%
def noisy(stddev, seed):
    """Los pesos de una neurona lineal que estudia con ruido en las entradas."""
    noise = L.GaussianNoise(stddev)
    layers = [lib.Input(shape=(4,)), noise, L.Dense(1, use_bias=False)]
    model = lib.Sequential(layers, seed=seed)
    model.compile(optimizer=lib.optimizers.SGD(0.005), loss="mse")
    model.fit(X, target, batch_size=60, epochs=2500, verbose=0)
    return {"w": model.get_weights()[0][:, 0]}


rng = np.random.default_rng(SEED)
X = rng.standard_normal((60, 4)).astype("float32")
target = X @ [[3.0], [-2.0], [1.0], [0.5]] + 0.3 * rng.standard_normal((60, 1))
STDDEVS = [0, 0.3, 0.6, 1, 1.5]
learned = experiments.run(noisy, {"stddev": STDDEVS}, seeds=range(3)).values("w")
gram, mixed = X.T @ X / 60, X.T @ target / 60
ridge = np.array([
    np.linalg.solve(gram + s**2 * np.eye(4), mixed)[:, 0] for s in STDDEVS
])

# %% [markdown]
# Las líneas son la fórmula; los puntos, la neurona.

# %%
lesson.figures.noise_as_ridge(STDDEVS, learned, ridge)
assert abs(learned - ridge[:, None]).max() < 0.25
assert abs(learned[0] - ridge[0]).max() < 1e-3

# %% [markdown]
# **Qué se ve.** Los puntos caen sobre las líneas: el ruido encoge los pesos exactamente como L2. Aumentar
# datos **es** regularizar. Con una red profunda la igualdad es solo aproximada, y solo para ruido chico
# (Bishop, 1995).

# %% [markdown]
# ## Explora: la galería
#
# Un 6 y la foto girados en tres ángulos. `change` entrega una capa cuyo sorteo tiene los dos extremos
# iguales: hace siempre lo mismo.


# %%
def change(kind, amount):
    """Una capa que aplica siempre la misma transformación."""
    both = (amount, amount)
    return {
        "correr": L.RandomTranslation(0.0, both, "nearest"),
        "girar": L.RandomRotation(both, "nearest"),
        "alejar": L.RandomZoom(both, fill_mode="nearest"),
        "aclarar": L.RandomBrightness(both, value_range=(0, 1)),
        "tapar": L.RandomErasing((1, 1), both, 0.5, value_range=(0, 1), seed=SEED),
    }[kind]


lesson.figures.three_turns(change, [six, photo], np.array([0.05, 0.2, 0.5]))
assert np.allclose(change("girar", 0.5)(six[None])[0], six[::-1, ::-1], atol=1e-4)

# %% [markdown]
# **Qué se ve.** Con 18 grados los dos siguen siendo lo que eran. Con 72 el 6 ya es dudoso. Con 180 es un
# 9, y la foto un palacio de cabeza: poco útil, pero palacio. Prueba tú: ¿desde cuánto deja de ser cierta
# la etiqueta, con cada transformación? No es el mismo límite para las dos imágenes.

# %%
kind = widgets.slider("cambio", ["correr", "girar", "alejar", "aclarar", "tapar"])
amount = widgets.slider("cantidad", [0.0, 0.05, 0.1, 0.2, 0.3, 0.5], start=0.1)
picture = lesson.figures.transform_gallery(change, [six, photo])
widgets.explorer(picture, width=6, height=3.2, kind=kind, amount=amount)

# %% [markdown]
# ## Paridad con Keras
#
# La clase dice que no existen bibliotecas para esto. Contemos las capas que trae Keras:

# %%
keras = parity.load_keras()
names = [name for name in dir(keras.layers) if name.startswith("Random")]
others = {"MixUp", "CutMix", "AugMix", "RandAugment"} & set(dir(keras.layers))
print(*names, *sorted(others), sep=", ")
assert len(names) >= 15 and len(others) == 4

# %% [markdown]
# <a id="keras"></a>Y están `tf.image`, de TensorFlow, y `albumentations`, que sirve con cualquier
# biblioteca. Con los mismos parámetros, las nuestras y las de Keras deben dar los mismos píxeles:

# %%
batch, pairs = val.x[:32], {}
fixed = {
    "RandomTranslation": {"height_factor": (0.1, 0.1), "width_factor": (-0.07, -0.07)},
    "RandomRotation": {"factor": (0.05, 0.05)},
    "RandomZoom": {"height_factor": (0.2, 0.2)},
}
for name, options in fixed.items():
    for fill_mode in ("reflect", "constant"):
        ours = getattr(lib.layers, name)(**options, fill_mode=fill_mode)
        theirs = getattr(keras.layers, name)(**options, fill_mode=fill_mode)
        pairs[f"{name}, {fill_mode}"] = ours(batch), theirs(batch)
parity.compare(pairs, tolerance=1e-4)

# %% [markdown]
# <a id="trampas"></a>Ahora las trampas. En Keras estas capas aumentan **siempre que no se les diga otra
# cosa**: `capa(x)` aumenta, y `modelo(x)` también. `modelo.predict(x)` no. En `course_lib`, `capa(x)`
# aumenta igual que en Keras, pero `modelo(x)` es siempre predecir.

# %%
turns = [lib.layers.RandomRotation((0.1, 0.1)), keras.layers.RandomRotation((0.1, 0.1))]
ours = lib.Sequential([lib.Input(shape=(28, 28, 1)), turns[0]])
theirs = keras.Sequential([keras.Input(shape=(28, 28, 1)), turns[1]])
changed = {
    "capa(x)": [turn(batch) for turn in turns],
    "capa(x, training=False)": [turn(batch, training=False) for turn in turns],
    "modelo(x)": [ours(batch), theirs(batch)],
    "modelo.predict(x)": [ours.predict(batch), theirs.predict(batch, verbose=0)],
}
for call, results in changed.items():
    answers = ["cambia" if (np.asarray(r) != batch).any() else "igual" for r in results]
    print(f"{call:<24} course_lib: {answers[0]:<7} Keras: {answers[1]}")
    assert answers == ["cambia" if call == "capa(x)" else "igual", answers[1]]
assert (np.asarray(theirs(batch)) != batch).any()
assert (theirs.predict(batch, verbose=0) == batch).all()

# %% [markdown]
# Cuatro más, comprobadas en Keras 3.15: `RandomRotation(0.1)` no es 0,1 grados, es hasta un décimo de
# **vuelta**, ±36 grados; `RandomCrop` recorta al entrenar y **no recorta al predecir**, así que la red
# recibe otro tamaño y se cae (usa `CenterCrop` después, o corre en vez de recortar); `RandomFlip` sin
# argumentos refleja los dos ejes con una sola moneda; y `RandomContrast(0.2)` solo sube el contraste,
# aunque su documentación dice que también lo baja.

# %%
L_K = keras.layers
angles = L_K.RandomRotation(0.1, seed=SEED).get_random_transformation(train.x)["angle"]
window, center = L_K.RandomCrop(20, 20), lib.layers.RandomCrop(20, 20)
flips = np.unique(
    np.asarray(L_K.RandomFlip(seed=SEED)(np.tile(six, (99, 1, 1, 1)))), axis=0
)
contrast = L_K.RandomContrast(0.2, seed=SEED).get_random_transformation(train.x)
assert 34 < np.max(angles) <= 36
assert window(batch, training=False).shape[1] == 28
assert center(batch, training=False).shape[1] == 20
assert len(flips) == 2 and np.min(contrast["contrast_factor"]) >= 1

# %% [markdown]
# Y el entrenamiento completo con aumento, cada biblioteca con su propio azar: en la segunda mitad, la
# curva de Keras tiene que caer casi siempre donde caen nuestras semillas, con un punto de holgura: en 500
# imágenes, son cinco.


# %%
def follow(seed):
    """Error de validación por época al estudiar 500 dígitos corridos."""
    model = build(lib, [L.RandomTranslation(2 / 28, 2 / 28, "constant")], seed=seed)
    rows = []
    for _ in range(30):
        model.fit(few, few_y, batch_size=50, verbose=0)
        rows.append(error(model(val.x), val.y))
    return {"validation": rows}


band = experiments.run(follow, {}, seeds=range(3)).values("validation")

# %% [markdown]
# Y ahora Keras.

# %% tags=["nbval-ignore-output"]
shifted = L_K.RandomTranslation(2 / 28, 2 / 28, fill_mode="constant")
theirs, curve = build(keras, [shifted]), []
after = keras.callbacks.LambdaCallback(
    on_epoch_end=lambda *_: curve.append(error(theirs.predict(val.x, verbose=0), val.y))
)
theirs.fit(few, few_y, batch_size=50, epochs=30, callbacks=[after], verbose=0)
lesson.figures.keras_in_band(band, np.array(curve))
late, tail = np.array(curve[15:]), band[:, 15:]
assert abs(late.mean() - tail.mean()) < 2
assert np.mean((late > tail.min() - 1) & (late < tail.max() + 1)) > 0.6

# %% [markdown]
# **Qué se ve.** Al comienzo Keras puede apartarse varios puntos; en la segunda mitad va con la banda.

# %% [markdown]
# ## ¿Cuándo falla?
#
# <a id="fuga"></a>Hay un orden que arruina todo y no da ningún error. Alguien tiene 500 dígitos, hace
# diez versiones corridas de cada uno, mezcla las 5.000 y aparta mil para validar. Otra persona primero
# separa 100 y después aumenta los otros 400.


# %%
def inflate(x, y, seed):
    """Diez versiones corridas de cada imagen, con la etiqueta de la original."""
    layer = L.RandomTranslation(2 / 28, 2 / 28, "constant", seed=seed)
    return np.concatenate([layer(x) for _ in range(10)]), np.tile(y, 10)


def promise(early, seed):
    """Error en lo que se apartó para validar y error en la prueba."""
    x, y = inflate(few, few_y, seed) if early else (few, few_y)
    order = np.random.default_rng(seed).permutation(len(x))
    held, rest = np.split(order, [len(order) // 5])
    study = (x[rest], y[rest]) if early else inflate(x[rest], y[rest], seed)
    model = build(lib, seed=seed)
    model.fit(*study, batch_size=50, epochs=10, verbose=0)
    return {
        "held": error(model(x[held]), y[held]),
        "test": error(model(test.x), test.y),
    }


# %% [markdown]
# Cinco semillas. Los 1.000 de prueba son los mismos de las tablas de arriba: sirven para informar, y aquí
# no se elige nada con ellos.

# %%
both = experiments.run(promise, {"early": [True, False]}, seeds=range(5))
held, real = both.values("held"), both.values("test")
lesson.figures.leak(held, real)
assert (2 * held[0] < real[0]).all() and held[0].max() < 4
assert abs(held[1].mean() - real[1].mean()) < 3

# %% [markdown]
# **Qué se ve.** A la izquierda, la validación promete entre 2 y 3 % y la prueba da más del doble, todas
# las veces: los mismos trazos quedaron a los dos lados, corridos un poco, y la red los reconoció. Eso se
# llama **fuga**. A la derecha, con solo cien dígitos, la validación se mueve harto de una semilla a otra,
# pero en promedio coincide con la prueba. La regla: **primero separar**, después aumentar, y solo el
# entrenamiento. Con capas de aumento dentro de la red esta fuga no puede ocurrir.

# %% [markdown]
# ## Lo que dice la clase
#
# <a id="la-clase"></a>
#
# | # | Afirmación | Veredicto | Lo preciso | Prueba |
# |---|---|---|---|---|
# | D1 | Una de las cosas más caras es conseguir más datos etiquetados | **Se sostiene** | Por eso vale la pena que 500 rindan como 2.000 | [la curva](#curva) |
# | D2 | Traer más datos es siempre lo mejor, aunque muy caro | **Matizar** | Baja la varianza. No arregla por sí solo una red chica ni etiquetas que mienten | [la capacidad](#capacidad) |
# | D3 | De los mismos datos se generan más datos | **Matizar** | Variantes que conservan la etiqueta, sorteadas en cada época y solo al entrenar; no son datos independientes | [las etiquetas](#etiquetas) y [la fuga](#fuga) |
# | D4 | Se puede rotar o cortar (*random crop*) | **Se sostiene** | Rotar **un poco**; y el `RandomCrop` de Keras 3.15 no recorta al predecir | [el cruce](#cruce) y [las trampas](#trampas) |
# | D5 | No existen bibliotecas: hay que usar el ingenio | **Corregir** | Keras trae más de quince capas, y están `tf.image` y albumentations. El ingenio va en elegir cuáles | [Keras](#keras) |

# %% [markdown]
# ## Ejercicios
#
# Tres cortos. Cambia `None` y ejecuta la celda.

# %% [markdown]
# ### A. Quince grados
#
# ¿Qué `factor` se le da a `RandomRotation` para girar como mucho 15 grados?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# ¿En qué unidad está `factor`? Vuelve a [las trampas](#trampas).
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
# ### B. ¿Cuántas versiones?
#
# Si un dígito se corre un número **entero** de píxeles, hasta 2 en cada eje y hacia cualquier lado,
# ¿cuántas versiones distintas de él puede ver la red, contando la original?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# ¿Cuántos desplazamientos posibles hay en un solo eje? No olvides el 0.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Los dos ejes se sortean por separado: las posibilidades se multiplican.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# En cada eje: −2, −1, 0, 1 y 2.
# </details>

# %%
versions = None  # tu respuesta
quizzes.check("02", versions=versions)

# %% [markdown]
# ### C. La línea fuera de lugar
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
# Cinco preguntas. Elige también las que crees malas: cada opción explica por qué.

# %%
widgets.quiz(quizzes.load("02"))

# %% [markdown]
# ## Resumen
#
# 1. Aumentar es sortear, cada vez que se estudia una imagen, un cambio que no cambia su etiqueta.
# 2. Se aprende lo que se ejercita: correr enseña a leer corridos, y muy poco sobre girados.
# 3. 500 dígitos con aumento rindieron como unos 2.000; hacen falta más épocas para cobrarlo.
# 4. Primero se separa y después se aumenta, solo el entrenamiento; mejor, con capas dentro de la red.
# 5. No arregla una red demasiado chica, y un cambio que rompe la etiqueta es inventar mentiras.
#
# **En Keras se escribe así:**
#
# ```python
# modelo = keras.Sequential([
#     keras.Input(shape=(28, 28, 1)),
#     keras.layers.RandomTranslation(0.1, 0.1, fill_mode="constant"),
#     keras.layers.RandomRotation(0.04),  # hasta 14 grados
#     keras.layers.Flatten(),
#     keras.layers.Dense(256, "relu"),
#     keras.layers.Dense(10),
# ])
# ```

# %% [markdown]
# ## Glosario y referencias
#
# - **aumento de datos** (*data augmentation*): estudiar variantes al azar de los mismos ejemplos.
# - **capacidad** (*capacity*): qué tan complicadas son las funciones que una red puede representar.
# - **fuga de datos** (*data leakage*): información de la validación o la prueba que llega al
#   entrenamiento.
# - **invarianza** (*invariance*): no cambiar la respuesta cuando la entrada cambia de cierta manera.
# - **mixup**: mezclar dos ejemplos y sus etiquetas.
# - **sesgo y varianza** (*bias, variance*): el error de no poder aprender y el de aprenderse la muestra.
#
# Para leer más:
#
# - P. Simard, D. Steinkraus y J. Platt (2003), *Best Practices for Convolutional Neural Networks*:
#   aumentar fue la mejor práctica. [doi:10.1109/ICDAR.2003.1227801](https://doi.org/10.1109/ICDAR.2003.1227801)
# - C. Bishop (1995), *Training with Noise is Equivalent to Tikhonov Regularization*.
#   [doi:10.1162/neco.1995.7.1.108](https://doi.org/10.1162/neco.1995.7.1.108)
# - H. Zhang et al. (2017), *mixup: Beyond Empirical Risk Minimization*.
#   [arXiv:1710.09412](https://arxiv.org/abs/1710.09412)
# - Z. Zhong et al. (2017), *Random Erasing Data Augmentation*.
#   [arXiv:1708.04896](https://arxiv.org/abs/1708.04896)
# - A. Buslaev et al. (2020), *Albumentations*. [doi:10.3390/info11020125](https://doi.org/10.3390/info11020125)
# - El error de `RandomCrop`: [keras-team/keras#21868](https://github.com/keras-team/keras/issues/21868).
# - Documentación de las [capas de aumento de Keras](https://keras.io/api/layers/preprocessing_layers/image_augmentation/).
