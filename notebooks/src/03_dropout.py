# %% [markdown]
# # 03 · Dropout: apagar neuronas al azar
#
# Una red que se derrumba si le falta la mitad de sus neuronas, otra que lo resiste mucho mejor, y por qué
# entrenarla a medias la hace mejor cuando está completa.

# %% [markdown]
# ## Ficha
#
# - **Objetivos**: calcular a mano una máscara de dropout invertido y explicar por qué amplifica;
#   predecir qué le hace a la media y a la varianza; distinguir el error de entrenamiento con el
#   dropout encendido y apagado; elegir la tasa con datos de validación; encontrar una máscara
#   congelada; reconocer dos casos en que dropout no conviene.
# - **Requisitos**: las lecciones 00 y 01. Promedio y varianza.
# - **Lectura**: 30 minutos.
# - **Ejecución**: {{tiempo}}
# - **Clase**: láminas «Regularización – DropOut».

# %% [markdown]
# Todo lo que se usa viene del curso. `SEED` fija el azar: si ejecutas de arriba abajo, verás lo
# mismo que aquí, salvo el último dígito en los entrenamientos largos.

# %%
import inspect

import numpy as np

import course_lib as lib
from course_lib.lab import datasets, experiments, parity, widgets
from course_lib.lab.gradcheck import gradient_errors
from course_lib.lab.text import decimal
from course_lib.lessons import lesson_03 as lesson
from course_lib.lessons import quizzes

SEED = 1

# %% [markdown]
# ## La pregunta: ¿qué pasa si mañana falta la mitad?
#
# En un equipo donde una sola persona sabe dónde está cada cosa, basta que falte un día para que todo se
# detenga. ¿Le pasa lo mismo a una red? Los datos son los de la [lección 01](01_regularizacion_l2.ipynb):
# 2.000 dígitos para estudiar, y en uno de cada cinco la etiqueta es un sorteo. Con los 1.000 de
# validación, bien etiquetados, se elige; los 2.000 de prueba aparecen solo en las tablas ya calculadas.

# %%
rng = np.random.default_rng(SEED)
x, y = datasets.load_mnist()
x = x.reshape(-1, 784).astype("float32") / 255
train, val, test = datasets.train_val_test_split(
    x, y, validation=1000, test=2000, rng=rng
)
y_noisy = datasets.add_label_noise(train.y, 0.2, 10, rng)
lies = y_noisy != train.y
print(f"{lies.sum()} etiquetas de {len(y_noisy)} mienten")
assert lies.sum() == 360

# %% [markdown]
# La red, 784-96-96-10, lleva una capa `Dropout` después de cada capa oculta. Con `rate=0` es como si
# no estuviera. El argumento `lib` está para pasarle `course_lib` o `keras`; `drop`, para cambiar más
# adelante la capa de dropout por otra.


# %%
def build(lib, rate=0.0, units=(96, 96), drop=None, **options):
    """Capas densas con dropout después de cada una, y diez puntajes al final."""
    layers = [lib.Input(shape=(784,))]
    for width in units:
        dense = lib.layers.Dense(width, "relu", kernel_initializer="he_normal")
        layers += [dense, drop(width) if drop else lib.layers.Dropout(rate)]
    model = lib.Sequential([*layers, lib.layers.Dense(10)], **options)
    sgd = lib.optimizers.SGD(learning_rate=0.05, momentum=0.9)
    loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=sgd, loss=loss)
    return model


def error(scores, y):
    """Tasa de error, en porcentaje."""
    return 100 * np.mean(scores.argmax(axis=1) != y)


# %% [markdown]
# Entrenamos dos redes hasta el final. Una, como siempre. La otra, apagando en cada paso la mitad de
# sus neuronas ocultas al azar: eso es **dropout**. Después, al contestar, les quitamos neuronas a las
# dos. (Las que quedan se amplifican para compensar; ya veremos por qué.)


# %%
def answer_without(model, off, rng):
    """Error de validación con una fracción `off` de las neuronas ocultas apagadas."""
    h = val.x
    for layer in model.layers:
        h = layer(h)
        if isinstance(layer, lib.layers.Dropout):
            h = h * (rng.random(h.shape) >= off) / (1 - off)
    return error(h, val.y)


def follow(rate, seed):
    """Entrena con esa tasa y le va quitando neuronas al contestar."""
    model = build(lib, rate, seed=seed)
    model.fit(train.x, y_noisy, batch_size=100, epochs=30, verbose=0)
    rng = np.random.default_rng(SEED)
    repeated = 100 - error(model(train.x[lies]), y_noisy[lies])
    return {"error": [answer_without(model, off, rng) for off in OFF], "lies": repeated}


OFF = [0, 0.25, 0.5, 0.75]

# %% [markdown]
# Tres semillas por red. La línea es el promedio; la banda va de la mejor a la peor.

# %%
crippled = experiments.run(follow, {"rate": [0, 0.5]}, seeds=range(3))
usual, robust = crippled.values("error")
lesson.figures.missing_neurons(OFF, usual, robust)
full, half = usual.mean(axis=0)[[0, 2]], robust.mean(axis=0)[[0, 2]]
assert full[1] > 50 and half[1] < 30 and half[0] + 4 < full[0]

# %% [markdown]
# **Qué se ve.** A la red entrenada completa le falta la mitad y pasa a fallar en más de la mitad de
# los dígitos: cada neurona contaba con todas las demás. La otra aprendió a trabajar con quien llegara
# ese día. Pero mira el extremo izquierdo, que es lo que importa: **con todas sus neuronas
# presentes**, la que se entrenó a medias también falla menos.

# %% [markdown]
# ## Predice
#
# Volvamos a esa red con todas sus neuronas. En dígitos nuevos falla menos. ¿Y en los **2.000 que
# estudió**, contra las etiquetas que le dieron, ya sin apagar nada?

# %%
question = "¿Cuánto falla en lo que estudió la red que se entrenó con dropout 0,5?"
options = [
    "Nada: se lo aprendió todo",
    "Cerca de 5 %",
    "Cerca de 18 %",
    "Cerca de 40 %",
]
bet = widgets.prediction(question, options, key="03-estudiado")
bet

# %% [markdown]
# ## La idea: apagar y amplificar
#
# <a id="idea"></a>Al entrenar, cada salida $h_j$ de la capa se multiplica por un número sorteado, la
# **máscara**:
#
# $$h'_j = m_j\,h_j, \qquad m_j = \begin{cases} 0 & \text{con probabilidad } r\\[2pt]
# \dfrac{1}{1-r} & \text{con probabilidad } 1-r \end{cases}$$
#
# $r$ es la **tasa de dropout** (`rate`), la fracción que se apaga en promedio; $1-r$ es la
# **probabilidad de retención**. Cuidado al leer: el artículo original llama *p* a la retención, y
# Keras pide la tasa. Por eso aquí ninguna de las dos se llama *p*.
#
# ¿Por qué $\frac{1}{1-r}$ y no 1? Porque al predecir no se apaga nada, y la capa siguiente debe recibir
# lo mismo que recibía, en promedio:
#
# $$\mathbb{E}[h'_j] = r\cdot 0 + (1-r)\cdot\tfrac{1}{1-r}\,h_j = h_j, \qquad
# \operatorname{Var}(h'_j) = \tfrac{r}{1-r}\,h_j^2$$
#
# Amplificar al entrenar se llama **dropout invertido**. La otra forma, la del artículo, no amplifica nada
# al entrenar y multiplica los pesos por $1-r$ al predecir: equivale, pero obliga a tocar la red al final.
# Con números chicos, cuatro neuronas y $r = 0{,}5$. Haz la cuenta antes de ejecutar.

# %%
h, rate = np.array([2.0, 4.0, 1.0, 3.0]), 0.5
on = np.array([True, False, False, True])  # lo que salió en el sorteo
mask = on / (1 - rate)
print("máscara", mask, " salida", mask * h, " gradiente", mask * np.ones(4))
assert (mask * h).tolist() == [4, 0, 0, 6] and mask.tolist() == [2, 0, 0, 2]

# %% [markdown]
# El gradiente pasa por la **misma** máscara: una neurona apagada no influyó en la respuesta, así que
# en este paso no aprende. Y la que quedó prendida aprende el doble.

# %% [markdown]
# ## En course_lib
#
# `call` sortea la máscara, la guarda y multiplica; `backward` usa **la misma**. Si `training` es falso,
# sale lo que entró. Abajo, las tres últimas líneas de `_draw`, que son el sorteo.

# %%
print(inspect.getsource(lib.layers.Dropout.call))
print(inspect.getsource(lib.layers.Dropout.backward))
print(*inspect.getsource(lib.layers.Dropout._draw).splitlines()[-3:], sep="\n")

# %% [markdown]
# ## Comprueba
#
# Cuatro promesas: la derivada es exacta (con la máscara fija, dropout es una multiplicación); la
# salida solo puede ser 0 o $x/(1-r)$; la media y la varianza son las de la teoría; y al predecir no
# hace nada.

# %%
rng = np.random.default_rng(SEED)
with lib.config.use_floatx("float64"):
    layer, batch = lib.layers.Dropout(0.3, seed=SEED), rng.standard_normal((6, 5))
    gap = gradient_errors(layer, batch, training=True, rng=rng)["x"]
ones = np.ones((1000, 100), "float32")
out = lib.layers.Dropout(0.3, seed=SEED)(ones, training=True)
print("derivada: se espera < 1e-7 ", "✓" if gap < 1e-7 else "✗")
print(f"valores {np.unique(out).round(2)}, se espera [0, 1/0,7]")
moments = [decimal(value, 2) for value in (out.mean(), out.var())]
print(f"media {moments[0]}, se espera 1; varianza {moments[1]}, se espera 0,43")
assert gap < 1e-7
assert np.allclose(np.unique(out), [0, 1 / 0.7])
assert abs(out.mean() - 1) < 0.01 and abs(out.var() - 0.3 / 0.7) < 0.01
assert (lib.layers.Dropout(0.3)(ones) == ones).all()

# %% [markdown]
# ## Experimentos
#
# Primero, qué hace exactamente el sorteo. Después, los dos gráficos de la clase, medidos de verdad.

# %% [markdown]
# ### ¿Se apaga siempre el mismo porcentaje?
#
# <a id="cuantas"></a>No: cada neurona tira su propia moneda, así que el número de prendidas cambia de
# un ejemplo a otro. Con 20 neuronas y tasa 0,3, diez mil ejemplos:

# %%
layer = lib.layers.Dropout(0.3, seed=SEED)
counts = (layer(np.ones((10_000, 20)), training=True) > 0).sum(axis=1)
lesson.figures.active_units(counts, units=20, rate=0.3)
assert abs(counts.mean() - 14) < 0.1 and counts.min() < 10 and counts.max() > 18

# %% [markdown]
# **Qué se ve.** En promedio quedan 14, pero hay ejemplos con menos de 10 y otros con casi todas. Es
# la distribución **binomial**. «Un 30 % de las neuronas» es un promedio, no una cantidad.

# %% [markdown]
# ### ¿Una máscara por lote o una por ejemplo?
#
# <a id="por-ejemplo"></a>La clase dice que el sorteo cambia «entre batch y batch». Cambia más seguido:
# **cada ejemplo del lote tiene su propia máscara**. Una por lote también se puede pedir, con
# `noise_shape=(1, neuronas)`. Aquí están las dos, en dos lotes seguidos de 8 ejemplos y 24 neuronas.

# %%
own = lib.layers.Dropout(0.5, seed=SEED)
shared = lib.layers.Dropout(0.5, noise_shape=(1, 24), seed=SEED)
lots = [np.ones((8, 24))] * 2
lesson.figures.masks({
    name: [layer(lot, training=True) for lot in lots]
    for name, layer in [("una por ejemplo", own), ("una por lote", shared)]
})
many = lib.layers.Dropout(0.3, seed=SEED)(np.ones((2, 20_000)), training=True)
agree = 100 * np.mean((many[0] > 0) == (many[1] > 0))
print(f"con tasa 0,3, dos ejemplos coinciden en {agree:.0f} % de las neuronas")
assert abs(agree - 100 * (0.7**2 + 0.3**2)) < 1.5

# %% [markdown]
# **Qué se ve.** Arriba no hay dos filas iguales: un lote de 100 ejemplos entrena cien redes
# distintas. Abajo las columnas apagadas son las mismas para todos. (Con tasa 0,3 dos ejemplos coinciden
# en $0{,}7^2 + 0{,}3^2 = 58\,\%$ de las neuronas por pura suerte.)
#
# ¿Importa? Esta tabla ya viene calculada, como las que siguen, con `curso tablas 03`:
# 4.000 dígitos **sin** mentiras, dos capas de 256, tasa 0,5, 3.000 pasos, tres semillas.

# %%
table = lesson.table("03_mascara")
print(table.table("validation", "test"))
fast = table.mean("test", learning_rate=0.05).ravel()
best = table.tuned("test", open_ends=True).mean(axis=(1, 2))
assert fast[1] > fast[0] + 2 and abs(best[1] - best[0]) < 1.5

# %% [markdown]
# **Qué se ve.** Con tasa de aprendizaje 0,05 la diferencia parece enorme: cerca de 5 % de error con
# máscaras por ejemplo y cerca de 9 % con una por lote. Pero esa comparación es injusta: si a cada una
# se le da **su mejor tasa según validación**, queda menos de un punto. Compartir la máscara hace que
# todo el lote se equivoque hacia el mismo lado, el gradiente es más ruidoso y hay que dar pasos más
# cortos. Con pasos cortos casi no se nota.

# %% [markdown]
# ### ¿Por qué se amplifica?
#
# <a id="amplificar"></a>Una neurona que vale 2, con tasa 0,5. Promediamos lo que sale de ella en más y
# más sorteos, con la amplificación y sin ella.

# %%
out = lib.layers.Dropout(0.5, seed=SEED)(np.full((20, 10_000), 2.0), training=True)
scaled = out.cumsum(axis=1) / np.arange(1, 10_001)
lesson.figures.averages(scaled, plain=scaled * 0.5, target=2)
assert abs(scaled[:, -1] - 2).max() < 0.1

# %% [markdown]
# **Qué se ve.** Amplificada, la salida promedio es la misma que verá la capa siguiente al predecir: 2.
# Sin amplificar sería 1, y al encender todo de golpe esa capa recibiría el **doble** de lo que conoce.
#
# <a id="varianza"></a>El promedio calza, pero la varianza no. Para las salidas de una ReLU que
# recibe números normales, esta fracción de la varianza que había al entrenar queda al predecir, con
# tasas 0,2 y 0,5:

# %%
rng = np.random.default_rng(SEED)
h = np.maximum(rng.standard_normal((1000, 1000)), 0)
outs = [lib.layers.Dropout(r, seed=SEED)(h, training=True) for r in (0.2, 0.5)]
print("se espera 0,73 y 0,41; queda", *[decimal(h.var() / o.var(), 2) for o in outs])
assert np.allclose([h.var() / out.var() for out in outs], [0.73, 0.41], atol=0.01)

# %% [markdown]
# Con tasa 0,5 la capa siguiente ve al predecir **menos de la mitad** de la varianza con que aprendió.
# Para una capa densa no es grave. Para una que guarda la varianza de lo que vio, sí: es el choque entre
# dropout y *batch normalization*, de la lección 08.

# %% [markdown]
# ### ¿Cuánto se equivoca en lo que estudió?
#
# La pregunta de tu apuesta tiene **dos** respuestas, según si el dropout está encendido o apagado al
# medir. Las anotamos en cada época, junto con la validación.


# %%
def watch(seed):
    """Error por época: entrenamiento encendido y apagado, y validación."""
    model, rows = build(lib, rate=0.5, seed=seed), []
    for _ in range(30):
        model.fit(train.x, y_noisy, batch_size=100, verbose=0)
        on = error(model(train.x, training=True), y_noisy)
        rows.append([on, error(model(train.x), y_noisy), error(model(val.x), val.y)])
    return dict(zip(["on", "off", "validation"], np.transpose(rows), strict=True))


watched = experiments.run(watch, {}, seeds=range(3))
on, off, checked = (watched.values(name) for name in ("on", "off", "validation"))
lesson.figures.on_and_off(on, off, checked)
assert on[:, -1].mean() > 24 and abs(off[:, -1].mean() - 18) < 3
assert (on[:, -1] > off[:, -1] + 5).all() and (off[:, -1] > checked[:, -1] + 2).all()

# %% [markdown]
# <a id="encendido"></a>**Qué se ve.** Al entrenar, la red falla en más de uno de cada cuatro dígitos: es
# parecido a lo que muestra `fit`, que además promedia durante la época, y es lo que la clase llama
# «estresarla». También cuesta tiempo: «dos o tres veces más», según el artículo (Srivastava y otros,
# 2014, sección 11). La misma red en los mismos dígitos, con el dropout apagado, falla cerca de diez puntos
# menos. Comparar el error de `fit` con el de validación es comparar dos redes distintas: por eso con
# dropout la validación suele verse *mejor* que el entrenamiento.

# %%
without, lied = crippled.mean("lies")
assert without > 85 and lied < 25
why = f"De 360 mentiras repite {lied:.0f} %; la red sin dropout, {without:.0f} %."
widgets.reveal(bet, answer="Cerca de 18 %", explanation=why)

# %% [markdown]
# Fíjate en el número: 18 % de las etiquetas mentía. Esta red se equivoca en lo que estudió porque **casi
# no** repite las mentiras.

# %% [markdown]
# ### El primer gráfico de la clase: ¿cuánto apagar?
#
# <a id="tasa"></a>La clase muestra el error de entrenamiento y el de prueba contra la tasa. Aquí está
# el nuestro: 784-256-256-10, las mismas mentiras, 3.000 pasos, tres semillas y, para cada tasa de
# dropout, su propia búsqueda entre tres tasas de aprendizaje (0,01, 0,02 y 0,05), elegida con
# validación. El artículo dice que apagar 20 % de las entradas y 50 % de las ocultas «a menudo» fue lo
# mejor (Srivastava y otros, 2014, sección 3); aquí se apagan solo las ocultas.

# %%
table = lesson.table("03_tasa")
told_on, told, test_error = lesson.figures.rate_chart(table)
best = table.tuned("validation", open_ends=True).mean(axis=-1).argmin()
assert test_error.argmin() == best == 4 and min(test_error[[0, 5]]) > test_error[4] + 3
assert (told_on >= told).all() and told[3] < 5 and np.ptp(test_error[:2]) < 1.5

# %% [markdown]
# **Qué se ve.** Los dos errores de entrenamiento suben con la tasa, y el de prueba dibuja una **U**: de
# cerca de 16 % sin dropout baja a cerca de 11 % con tasa 0,7, y con 0,8 ya vuelve a cerca de 17 %. (La
# validación elige la misma, 0,7.) Con tasa 0,1 no se gana nada. Con 0,5 esta red falla apenas 3 % en lo
# que estudió, y no 18 %: es más grande y dio cinco veces más pasos que la anterior, 3.000 contra 600, así
# que repite casi todas las mentiras. Con 20 % de mentiras conviene apagar mucho más que el 20 % «para
# partir» de la clase; sin mentiras, ya veremos.
#
# El gráfico original (Srivastava y otros, 2014, figura 9) está al revés: su eje es la **retención**.
# Con MNIST completo, el error de prueba es plano, poco más de 1 %, entre retención 0,4 y 0,8, y sube
# hacia los dos extremos. Misma U, otra escala: 60.000 dígitos sin mentiras.

# %% [markdown]
# ### El segundo gráfico: ¿sirve en cualquier arquitectura?
#
# <a id="arquitecturas"></a>Cuatro redes, con tasa 0 y con 0,5, y la misma búsqueda de tasa de
# aprendizaje para cada una.

# %%
table = lesson.table("03_arquitectura")
first, lowest, last = lesson.figures.architectures(table)
assert last[0].min() > 15 and last[1].max() < 14.5
assert (last[0] > first[0] + 2).all() and (lowest[1] + 1 < last[1]).all()
assert (lowest[1] + 1 < lowest[0]).all()

# %% [markdown]
# **Qué se ve.** Al final, dos familias que no se tocan: sin dropout las cuatro terminan entre 16 y 19 %;
# con dropout, entre 12 y 14 %. Y la forma: sin dropout lo mejor está **al comienzo**; después el error
# trepa mientras se memorizan las mentiras, y aunque baja un poco no vuelve. Con dropout baja a cerca de
# 10 % y también termina subiendo, dos o tres puntos: memorizar cuesta más, pero con tiempo se logra.
# Detenerse a tiempo ayuda a las dos, y aun así la mejor época con dropout le gana a la mejor sin él.
#
# La clase dice que el gráfico original se hizo con cinco colecciones de imágenes. El artículo sí las usa
# (MNIST, SVHN, CIFAR-10, CIFAR-100, ImageNet), pero las curvas de esa figura, la 4, son **solo de
# MNIST**: seis arquitecturas, entre 1,6 y 1,9 % de error sin dropout y entre 1,0 y 1,15 % con él,
# después de un millón de pasos. Aquí fueron tres mil.

# %% [markdown]
# ### ¿Dónde más y dónde menos?
#
# <a id="lugar"></a>La clase recomienda bajar la tasa en las últimas capas, «para evitar perder
# características». El artículo hace lo contrario en sus redes convolucionales: de la entrada a la salida
# apaga 10, 25, 25, 50, 50 y 50 %. Una red de tres capas de 256, con las mismas mentiras y cuatro recetas:

# %%
table = lesson.table("03_lugar")
none, uniform, rising, falling = lesson.figures.places(table)
assert falling + 1 < uniform < none < rising + 1 and falling + 2 < rising
assert [784 * 256, 256 * 256] == [200_704, 65_536]

# %% [markdown]
# **Qué se ve.** En esta red gana la receta de la clase: apagar más al principio. Y la contraria no le
# gana ni a no usar dropout. ¿Quién tiene razón, la clase o el artículo? Ninguno tiene una regla. Una
# explicación posible, que aquí no probamos: en redes como las del artículo, las capas densas del final
# suelen tener casi todos los parámetros, y ahí es donde se memoriza; en la nuestra la primera es la que
# más tiene, 200.704 pesos contra 65.536. La tasa seguiría a **dónde sobran pesos**. En la práctica, se
# elige con validación. Una sola regla sin excepción: las neuronas de la salida no se apagan.

# %% [markdown]
# ### ¿Por qué funciona? 256 redes en una
#
# <a id="subredes"></a>Cada máscara deja prendida una **sub-red**, y todas comparten los pesos. Con 8
# neuronas ocultas hay $2^8 = 256$: se pueden visitar todas. Entrenamos esa red chica con etiquetas
# correctas y le preguntamos a cada una de las 256 qué probabilidades da.


# %%
def softmax(scores):
    """De puntajes a probabilidades, en el último eje."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


with lib.config.use_floatx("float64"):
    tiny = build(lib, 0.5, units=(8,), seed=SEED)
    tiny.fit(train.x, train.y, batch_size=100, epochs=30, verbose=0)
    h, (kernel, bias) = tiny.layers[0](val.x), tiny.layers[-1].get_weights()
    whole = softmax(tiny(val.x))
masks = ((np.arange(256)[:, None] >> np.arange(8)) & 1) / 0.5
each = softmax(np.array([h * mask @ kernel + bias for mask in masks]))

# %% [markdown]
# ¿Cómo se juntan 256 opiniones? Con el promedio aritmético, el de siempre. O con el **geométrico**: el
# producto de las 256 elevado a 1/256, repartido para que sume 1.

# %%
arithmetic = each.mean(axis=0)
geometric = softmax(np.log(each).mean(axis=0))
alone = [error(scores, val.y) for scores in each]
print("geométrico contra red entera ≤ 1e-12 ✓")
print(f"aritmético contra red entera {abs(arithmetic - whole).mean():.2f}")
print(
    f"error: una sub-red {np.mean(alone):.0f} %, la entera {error(whole, val.y):.0f} %"
)
assert abs(geometric - whole).max() < 1e-12
assert abs(arithmetic - whole).mean() > 0.02
assert np.mean(alone) > 2 * error(whole, val.y) > 2 * 15

# %% [markdown]
# El promedio geométrico de las 256 es **exactamente** la red entera en una sola pasada, hasta el
# redondeo. (Se ve al tomar logaritmos: los puntajes son lineales en la máscara, y la máscara promedia
# 1.) Cada sub-red por su cuenta es mala; juntas, no. Dropout entrena un **ensamble** que no cabría en
# ningún computador, con 192 neuronas son $2^{192}$, y lo consulta por el precio de una. Con una capa
# oculta la igualdad es exacta; con más, aproximada.

# %% [markdown]
# ### ¿Y si preguntamos cien veces?
#
# <a id="monte-carlo"></a>En la red de dos capas la igualdad es aproximada. ¿Cuánto se pierde? La prueba
# honesta es dejar el dropout **encendido al predecir** y promediar muchas respuestas: se llama
# **dropout Monte Carlo**, y es la única razón para encenderlo fuera del entrenamiento.

# %%
rng = np.random.default_rng(SEED)
model = build(lib, rate=0.5, seed=SEED)
model.fit(train.x, y_noisy, batch_size=100, epochs=30, verbose=0)
answers = softmax(np.array([model(val.x, training=True) for _ in range(200)]))
SIZES = [1, 2, 5, 10, 20, 50, 100]


def panel(size):
    """Error del promedio de `size` respuestas sorteadas."""
    some = rng.choice(len(answers), size, replace=False)
    return error(answers[some].mean(axis=0), val.y)


sampled = np.array([[panel(size) for size in SIZES] for _ in range(10)])
scaled = error(model(val.x), val.y)
lesson.figures.many_networks(SIZES, sampled, scaled)
assert sampled[:, 0].mean() > scaled + 5 and abs(sampled[:, -1].mean() - scaled) < 1.5

# %% [markdown]
# **Qué se ve.** Una sub-red sola falla mucho más que la red entera. Con diez o veinte ya casi la
# alcanzan, y con cien no hay diferencia que importe: en el artículo (figura 11) hicieron falta unas 50.
# Para acertar no vale la pena pagar cien pasadas. Pero las 200 respuestas sorteadas dicen algo que una sola
# calla: **cuánto se contradicen**.

# %%
votes = np.array([np.bincount(v, minlength=10) for v in answers.argmax(axis=2).T])
winner = answers.mean(axis=0).argmax(axis=1)
share, right = votes[np.arange(len(val.y)), winner] / len(answers), winner == val.y
lesson.figures.agreement(share, right)
assert share[right].mean() > share[~right].mean() + 0.15

# %% [markdown]
# **Qué se ve.** Cuando el promedio acierta, lo más común es que nueve de cada diez redes voten igual.
# Cuando se equivoca, los votos suelen estar repartidos. Sirve para mandar los dígitos dudosos a una
# persona. Ojo: es un indicio, no una garantía; también hay errores con más de 90 % de los votos.

# %% [markdown]
# ### ¿Qué cobra el dropout?
#
# <a id="ridge"></a>En una neurona lineal se puede calcular. Apagar entradas al azar y promediar sobre
# todas las máscaras posibles da el error de siempre más un cobro:
#
# $$\mathbb{E}\,\lVert y-(M\odot X)\,w\rVert^2 = \lVert y-Xw\rVert^2 +
# \frac{r}{1-r}\sum_j w_j^2 \sum_i x_{ij}^2$$
#
# Es la penalización L2 de la [lección 01](01_regularizacion_l2.ipynb), con una diferencia: a cada
# peso se le cobra según lo grande que sea **su** entrada. Cambiar las unidades ya no cambia el
# precio.

# %%
rng = np.random.default_rng(SEED)
X, w, target = (
    rng.standard_normal((6, 3)),
    rng.standard_normal(3),
    rng.standard_normal(6),
)
off = lib.layers.Dropout(0.5, seed=SEED)
copies = off(np.broadcast_to(X, (40_000, 6, 3)), training=True)
sampled = ((target - copies @ w) ** 2).sum(axis=1).mean()
charge = 0.5 / (1 - 0.5) * (w**2 * (X**2).sum(axis=0)).sum()
exact = ((target - X @ w) ** 2).sum() + charge
print(f"sorteando {decimal(sampled)}; con la fórmula {decimal(exact)}")
resized = 0.5 / (1 - 0.5) * ((w / 100) ** 2 * ((100 * X) ** 2).sum(axis=0)).sum()
assert abs(sampled / exact - 1) < 0.02 and np.isclose(resized, charge)

# %% [markdown]
# ## Explora: la máscara y la tasa
#
# Tres máscaras de una capa de 32 neuronas, para 12 ejemplos.


# %%
def draw_mask(rate, layer, number):
    """La máscara de esa capa en el sorteo `number`: 12 ejemplos, 32 neuronas."""
    shape = (1, 32) if "lote" in layer else None
    seed = 10 * number + int(layer[5])
    dropout = lib.layers.Dropout(rate, noise_shape=shape, seed=seed)
    return dropout(np.ones((12, 32)), training=True)


lesson.figures.three_strips(draw_mask, [0.2, 0.5, 0.8])
on = [np.mean(draw_mask(rate, "capa 1", 1) > 0) for rate in (0.2, 0.5, 0.8)]
assert np.allclose(on, [0.8, 0.5, 0.2], atol=0.08)

# %% [markdown]
# **Qué se ve.** Con tasa 0,2 cuesta encontrar las apagadas; con 0,8, las prendidas. Mueve la tasa,
# cambia de capa (cada una sortea lo suyo), pide otro sorteo, y busca qué cambia cuando la máscara es
# «por lote».

# %%
rate = widgets.slider("tasa", [0.1, 0.2, 0.3, 0.5, 0.7, 0.8], start=0.5)
layer = widgets.slider("capa", ["capa 1", "capa 2", "capa 2, por lote"])
number = widgets.slider("sorteo", [1, 2, 3, 4, 5, 6])
strip = lesson.figures.mask_strip(draw_mask)
widgets.explorer(strip, width=6, height=3.2, rate=rate, layer=layer, number=number)

# %% [markdown]
# Y lo que la tasa le hace al aprendizaje, con las redes ya entrenadas del
# [primer gráfico](#tasa): promedio de tres semillas.

# %%
table = lesson.table("03_tasa")
gap = lesson.figures.three_rates(table, ["0", "0.5", "0.8"])
assert gap[0] > gap[1] > 5 and gap[2] < 0

# %% [markdown]
# **Qué se ve.** Sin dropout, el entrenamiento llega a 0 y las otras dos curvas suben apenas empezaron:
# sobreajuste. Con 0,5 bajan más y suben más tarde, unos tres puntos. Con 0,8 las tres quedan altas:
# subajuste. La brecha se achica y se da vuelta, y eso no es el síntoma: con 18 % de etiquetas falsas, una
# red perfecta también falla más en lo que estudió. La meta, otra vez, no es la brecha.

# %%
rate = widgets.slider("tasa", ["0", "0.1", "0.3", "0.5", "0.7", "0.8"], start="0.5")
widgets.explorer(lesson.figures.rate_curves(table), width=6, rate=rate)

# %% [markdown]
# ## Paridad con Keras
#
# Dos sorteos distintos nunca dan lo mismo. Para comparar número por número hay que sacar el azar: a
# las dos bibliotecas se les entrega **la misma máscara**.

# %%
keras = parity.load_keras()
rng = np.random.default_rng(SEED)
given = {width: (rng.random((100, width)) >= 0.5) / 0.5 for width in (96, 48)}


class OurMask(lib.layers.Dropout):
    """Nuestro Dropout con la máscara entregada en vez del sorteo."""

    def _draw(self, shape):
        return given[shape[-1]]


class KerasMask(keras.layers.Layer):
    """La misma cuenta como capa de Keras; las derivadas las pone TensorFlow."""

    def call(self, x, training=False):
        return x * given[x.shape[-1]] if training else x


# %% [markdown]
# La salida con el dropout encendido y apagado, y los pesos después de 20 pasos: ahí entra el
# `backward` entero. (Keras guarda la tasa de aprendizaje en 32 bits: de ahí lo que difieren.)

# %%
batch, labels, pairs = train.x[:100].astype("float64"), train.y[:100], {}
with parity.use_floatx("float64"):
    ours = build(lib, units=(96, 48), drop=lambda _: OurMask(0.5))
    theirs = build(keras, units=(96, 48), drop=lambda _: KerasMask())
    ours.set_weights(theirs.get_weights())
    for name, on in [("encendido", True), ("apagado", False)]:
        pairs[name] = ours(batch, training=on), theirs(batch, training=on)
    for model in (ours, theirs):
        model.fit(batch, labels, batch_size=100, epochs=20, shuffle=False, verbose=0)
    both = zip(ours.get_weights(), theirs.get_weights(), strict=True)
    pairs |= {f"pesos {number}": pair for number, pair in enumerate(both, 1)}
    parity.compare(pairs, tolerance=1e-6)

# %% [markdown]
# <a id="keras"></a>Ahora el `Dropout` de Keras tal como viene. Debe dar los mismos dos valores, una
# máscara por ejemplo, y no hacer nada si no se le dice `training=True`. Y algo que sorprende:
# `trainable=False` **no** lo apaga. Congela pesos, y dropout no tiene.

# %%
dropout, ones = keras.layers.Dropout(0.3, seed=SEED), np.ones((2, 20_000))
sample = np.asarray(dropout(ones, training=True))
agree = 100 * np.mean((sample[0] > 0) == (sample[1] > 0))
print(f"valores {np.unique(sample).round(2)}; dos ejemplos coinciden en {agree:.0f} %")
dropout.trainable = False
assert np.allclose(np.unique(sample), [0, 1 / 0.7]) and abs(agree - 58) < 1.5
assert (np.asarray(dropout(ones)) == 1).all()
assert (np.asarray(dropout(ones, training=True)) == 0).any()

# %% [markdown]
# Y el entrenamiento completo, cada biblioteca con su propio azar. Las curvas no pueden ser iguales, pero
# en la segunda mitad la de Keras tiene que caer casi siempre donde caen nuestras semillas, con un punto
# de holgura: en 1.000 imágenes, son diez.

# %% tags=["nbval-ignore-output"]
theirs, curve = build(keras, rate=0.5), []
after = keras.callbacks.LambdaCallback(
    on_epoch_end=lambda *_: curve.append(error(theirs.predict(val.x, verbose=0), val.y))
)
theirs.fit(train.x, y_noisy, batch_size=100, epochs=30, callbacks=[after], verbose=0)
lesson.figures.keras_in_band(checked, np.array(curve))
late, tail = np.array(curve[15:]), checked[:, 15:]
assert abs(late.mean() - tail.mean()) < 2
assert np.mean((late > tail.min() - 1) & (late < tail.max() + 1)) > 0.6

# %% [markdown]
# **Qué se ve.** Al comienzo Keras puede ir varios puntos más arriba; en la segunda mitad va con la banda
# de nuestras semillas.

# %% [markdown]
# ## ¿Cuándo falla?
#
# <a id="siempre"></a>«Entre 20 y 50 %, **siempre**», dice la clase. Tres redes en que ayuda poco o hace
# daño. La primera estudia 4.000 dígitos sin una sola mentira: 256 y 256 neuronas, tasas de dropout 0, 0,2
# y 0,5, tres de aprendizaje y tres semillas.

# %%
table = lesson.table("03_sin_mentiras")
print(table.table("train", "validation", "test"))
assert np.ptp(table.mean("validation").min(axis=(1, 2))) < 1
test_error = table.tuned("test", open_ends=True).mean(axis=(1, 2))
assert 0 < test_error[0] - test_error[2] < 2.5

# %% [markdown]
# En validación las tres quedan a menos de un punto, y cada 0,2 puntos es **un** dígito de los 500: es
# un empate. En la prueba, dropout gana por un poco más de un punto, unos seis dígitos. Contra las
# mentiras ganaba cuatro o cinco. Aquí no hace daño, pero tampoco se puede prometer.
#
# <a id="chica"></a>En la segunda y la tercera todo es igual, sin mentiras y con 2.000 dígitos, salvo el
# tamaño: 96 y 96 neuronas, o solo 16.


# %%
def honest(units, rate, seed):
    """Error de validación de una red que estudió las etiquetas correctas."""
    model = build(lib, rate, units, seed=seed)
    model.fit(train.x, train.y, batch_size=100, epochs=30, verbose=0)
    return {"error": error(model(val.x), val.y)}


RATES, UNITS = [0, 0.2, 0.5], [(16,), (96, 96)]
clean = experiments.run(honest, {"units": UNITS, "rate": RATES}, seeds=range(3))
small, large = clean.values("error")
lesson.figures.small_network(RATES, small, large)
assert small[2].min() > small[0].max() and small[2].mean() > small[0].mean() + 1.5
assert abs(large[1].mean() - large[0].mean()) < 1
assert 0 < large[2].mean() - large[0].mean() < 2

# %% [markdown]
# **Qué se ve.** La grande con tasa 0,2 queda igual y con 0,5 pierde un poco. La de 16 neuronas
# **empeora** con cada aumento de la tasa, cerca de tres puntos en total: no le sobraba ninguna, y apagar
# la mitad es quedarse con una red de ocho. (Todas con tasa de aprendizaje 0,05 y 30 épocas: con dropout
# se aprende más lento, y parte de la diferencia puede ser eso.) El artículo encontró otro caso, su figura
# 10: con solo 100 ejemplos dropout empeora, con 500 empata, y donde más gana es entre 5.000 y 10.000.

# %% [markdown]
# ## Lo que dice la clase
#
# <a id="la-clase"></a>Las veintiuna afirmaciones de las láminas, en nuestras palabras.
#
# | # | Afirmación | Veredicto | Lo preciso | Prueba |
# |---|---|---|---|---|
# | P1 | Se desactiva al azar un porcentaje de las neuronas de una capa | **Matizar** | Cada una tira su propia moneda: el porcentaje es un promedio. Las entradas también se pueden apagar | [cuántas](#cuantas) |
# | P2 | Partir con 20 % es una buena práctica, según Kaggle | **Matizar** | La fuente es el artículo: 20 % en las entradas y 50 % en las ocultas «a menudo» fue lo mejor | [la tasa](#tasa) |
# | P3 | Entre 20 y 50 %, siempre | **Corregir** | Buen rango para partir en capas ocultas; se elige con validación, y a veces es 0 | [siempre](#siempre) |
# | P4 | El apagado cambia entre lote y lote | **Corregir** | Cambia entre ejemplo y ejemplo, en cada paso | [por ejemplo](#por-ejemplo) |
# | P6, P9 | Antes de cada lote se apaga un porcentaje | **Matizar** | El sorteo es por ejemplo y por paso | [por ejemplo](#por-ejemplo) |
# | P5 | Se multiplica por una capa de ceros y unos | **Matizar** | De ceros y $1/(1-r)$; sin amplificar, la capa siguiente recibiría otra cosa al predecir | [amplificar](#amplificar) |
# | P7 | En las últimas capas se apaga menos | **Matizar** | No hay regla: aquí fue mejor; el artículo hace lo contrario. Nunca en la salida | [el lugar](#lugar) |
# | P8 | Es una manera simple de evitar el sobreajuste | **Matizar** | Lo reduce. «Evitar» viene del título del artículo | [la tasa](#tasa) |
# | P10 | Solo al entrenar; en prueba y producción no se usa | **Se sostiene** | Es lo que hace Keras. La excepción, a propósito: Monte Carlo | [cien veces](#monte-carlo) |
# | P11 | Hace más difícil aprender: «estresa» a la red | **Se sostiene** | Y cuesta: según el artículo, entrenar demora dos o tres veces más | [encendido](#encendido) |
# | P12, P15 | Enlaces a dos blogs, uno sobre PyTorch | **Matizar** | No los pudimos revisar; usa la documentación de Keras y el artículo | [referencias](#referencias) |
# | P13 | *White paper* de Hinton y amigos | **Matizar** | Artículo con revisión de pares; el primer autor es Nitish Srivastava y Hinton es el segundo | [referencias](#referencias) |
# | P14, P16 | Enlaces a keras.io y a jmlr.org | **Se sostiene** | Son las fuentes correctas | [referencias](#referencias) |
# | P17 | Al entrenar se espera un error mayor | **Se sostiene** | El medido con el dropout encendido. Apagado, el mismo error es bastante menor | [encendido](#encendido) |
# | P18 | Con ejemplos reales la red tiene mejores resultados | **Matizar** | A menudo, no siempre. Y los datos de prueba no son los de producción | [la red chica](#chica) |
# | P19 | Gráfico del error contra la tasa | **Se sostiene** | Es la figura 9; su eje es la retención, no la tasa | [la tasa](#tasa) |
# | P20 | Demostrado en cinco colecciones de imágenes | **Matizar** | El artículo usa cinco; la figura que se muestra es solo de MNIST | [arquitecturas](#arquitecturas) |
# | P21 | De ciencias de la computación, Universidad de Toronto | **Se sostiene** | Es la afiliación de los cinco autores | [referencias](#referencias) |

# %% [markdown]
# ## Ejercicios
#
# Uno de lápiz y uno de detective. Cambia `None` y ejecuta la celda.

# %% [markdown]
# ### A. La sobreviviente
#
# Una neurona vale 6 antes de un dropout con `rate=0.25`, y en este ejemplo queda prendida. ¿Cuánto
# recibe la capa siguiente?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# ¿Qué fracción de las veces queda prendida?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# En promedio tiene que salir 6, y una de cada cuatro veces sale 0. Las otras tres deben compensar.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Divide por la retención, $1 - 0{,}25$. Compruébalo con
# `lib.layers.Dropout(0.25)(np.full((1, 20), 6.0), training=True)`.
# </details>

# %%
survivor = None  # tu respuesta
quizzes.check("03", survivor=survivor)

# %% [markdown]
# ### B. La máscara congelada
#
# Alguien quiso que su resultado fuera reproducible y escribió esta capa. Corre sin quejarse, apaga la
# mitad y amplifica. Con ella, la red de esta lección termina así:


# %% tags=["nbval-ignore-output"]
class Suspect(lib.layers.Dropout):
    """Un Dropout con un error."""

    def _draw(self, shape):
        generator = np.random.default_rng(SEED)  # línea 1
        chances = generator.random((1, shape[-1]))  # línea 2
        on = chances >= self.rate  # línea 3
        return on / (1 - self.rate)  # línea 4


wrong = {}
for name, drop in {"lib": lib.layers.Dropout, "sospechosa": Suspect}.items():
    model = build(lib, drop=lambda _, drop=drop: drop(0.5), seed=SEED)
    model.fit(train.x, y_noisy, batch_size=100, epochs=30, verbose=0)
    wrong[name] = error(model(val.x), val.y)
print({name: f"{value:.0f} %" for name, value in wrong.items()})
assert wrong["sospechosa"] > 2 * wrong["lib"]

# %% [markdown]
# ¿Cuál es la línea que hace el daño? (Hay otra rara, pero con esa sola ya viste que se puede vivir.)
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Llama dos veces a `Suspect(0.5)(np.ones((1, 12)), training=True)`. ¿Qué debería cambiar?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# La misma mitad de las neuronas queda apagada en **todos** los pasos: sus pesos nunca aprenden. ¿Y qué
# pasa con ellas al predecir?
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Se encienden todas, y la mitad todavía tiene los pesos del comienzo. Busca qué línea hace que el azar
# parta de nuevo cada vez. La capa buena sortea con `self.rng`, que sigue donde quedó.
# </details>

# %%
culprit = None  # el número de la línea
quizzes.check("03", culprit=culprit)

# %% [markdown]
# ## Cuestionario
#
# Cinco preguntas. Elige también las que crees malas: cada opción explica por qué.

# %%
widgets.quiz(quizzes.load("03"))

# %% [markdown]
# ## Resumen
#
# 1. Al entrenar, cada neurona de cada ejemplo se apaga con probabilidad $r$ y las demás se multiplican
#    por $1/(1-r)$; al predecir no se hace nada.
# 2. La media se conserva, la varianza no; el gradiente pasa por la misma máscara.
# 3. El error que muestra `fit` es con el dropout encendido: mide siempre apagado antes de comparar.
# 4. Es un promedio de redes que comparten pesos; en la práctica, la red entera reemplaza al promedio.
# 5. La tasa se elige con validación. Con mentiras que memorizar ayuda mucho; a una red chica le hace
#    daño.
#
# **En Keras se escribe así:**
#
# ```python
# modelo = keras.Sequential([
#     keras.Input(shape=(784,)),
#     keras.layers.Dense(256, "relu"),
#     keras.layers.Dropout(0.5),  # la fracción que se apaga
#     keras.layers.Dense(10),  # en la salida, nunca
# ])
# ```

# %% [markdown]
# ## Glosario y referencias
#
# - **dropout invertido** (*inverted dropout*): amplificar al entrenar en vez de achicar al predecir.
# - **dropout Monte Carlo** (*MC dropout*): dejarlo encendido al predecir y promediar.
# - **ensamble** (*ensemble*): varias redes que contestan juntas.
# - **máscara** (*mask*): los números por los que se multiplica una capa, 0 o $1/(1-r)$.
# - **probabilidad de retención** (*retention probability*): $1-r$; el *p* del artículo.
# - **tasa de dropout** (*dropout rate*): $r$; la fracción que se apaga en promedio.
#
# <a id="referencias"></a>Para leer más:
#
# - N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever y R. Salakhutdinov (2014), *Dropout: A Simple
#   Way to Prevent Neural Networks from Overfitting*, JMLR 15, 1929–1958.
#   [jmlr.org](https://jmlr.org/papers/v15/srivastava14a.html)
# - G. Hinton et al. (2012), *Improving neural networks by preventing co-adaptation of feature
#   detectors*. [arXiv:1207.0580](https://arxiv.org/abs/1207.0580)
# - S. Wager, S. Wang y P. Liang (2013), *Dropout Training as Adaptive Regularization*: dropout como L2.
#   [arXiv:1307.1493](https://arxiv.org/abs/1307.1493)
# - Y. Gal y Z. Ghahramani (2016), *Dropout as a Bayesian Approximation*.
#   [arXiv:1506.02142](https://arxiv.org/abs/1506.02142)
# - Documentación de [Dropout en Keras](https://keras.io/api/layers/regularization_layers/dropout/).
