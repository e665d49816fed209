# %% [markdown]
# # 03 · Ejercicio: dropout
#
# Seis preguntas y diez puntos para pasar de una máscara aplicada a mano a reconocer, mirando una
# tabla, qué le pasa a una capa de dropout mal escrita.

# %% [markdown]
# ## Ficha
#
# - **Objetivos**: aplicar una máscara de dropout invertido y su gradiente; apagar canales enteros de
#   una imagen; encontrar un error en una retropropagación con dropout; calcular la media y la
#   varianza exactas sobre todas las máscaras; elegir la tasa con datos de validación; reconocer
#   cuatro defectos por lo que se mide.
# - **Requisitos**: la lección 03, *Dropout*. De Python, funciones y arreglos de NumPy.
# - **Lectura**: 10 minutos, más unos 60 minutos de trabajo.
# - **Ejecución**: {{tiempo}}
# - **Clase**: láminas «Regularización – DropOut».

# %% [markdown]
# ## Cómo se trabaja
#
# 1. Cada pregunta trae una función con su hueco. Borra `raise NotImplementedError`, escribe tu
#    respuesta y corre la celda.
# 2. Corre `check(...)`: te dice qué está bien, qué falla y en qué elemento. Puedes hacerlo todas
#    las veces que quieras; **no es una nota**, es una ayuda.
# 3. Si te trabas, abre las pistas **de a una**. La primera orienta, la segunda da la idea y la
#    tercera casi la escribe.
#
# Seis reglas valen para todas las preguntas:
#
# - Usa solo NumPy y la biblioteca estándar de Python: al calificar no hay nada más. Tampoco red,
#   ventanas, otros programas ni archivos tuyos.
# - Cada llamada a tu función tiene **8 segundos** (todas juntas, 60) y 2 GB de memoria.
# - Al calificar se ejecuta de nuevo, de arriba abajo, lo que tus funciones usan de otras celdas. Antes
#   de entregar, `curso revisar` con tu archivo muestra lo que se verá.
# - **No modifiques los arreglos que recibes.** Si quieres trabajar sobre uno, cópialo antes.
# - En Python los decimales van con **punto**: `0.5`. Con coma, `0,5` son dos números.
# - El dropout es siempre el **invertido**, con **tasa** $r$ (`rate`), la fracción que se apaga en
#   promedio; lo que queda prendido, $1-r$, es la **retención**. Si te dan un número $u$ sorteado
#   entre 0 y 1, la neurona **se apaga si $u < r$**; si no (también si son iguales), queda prendida y
#   se multiplica por $\frac{1}{1-r}$.

# %%
import numpy as np

from course_lib.grading import check, check_all
from course_lib.lab import viz

# %% [markdown]
# ## 3.1 A mano, con cuatro neuronas (1 punto)
#
# Lápiz y papel. Una capa oculta entrega, para un ejemplo, $h = (4,\; 6,\; 0,\; 2)$. La capa de
# dropout tiene tasa $r = 0{,}2$ y sorteó $u = (0{,}65;\; 0{,}15;\; 0{,}85;\; 0{,}4)$. Lo que sale
# de ella, $h'$, entra a una neurona lineal sin sesgo:
#
# $$y = w_1 h'_1 + w_2 h'_2 + w_3 h'_3 + w_4 h'_4, \qquad w = (1,\; -1,\; 3,\; 2).$$
#
# La retropropagación llega a esa neurona con $\frac{\partial L}{\partial y} = 2$. Devuelve un
# diccionario, `{"h_train": […], "y_predict": …, "grad_h": […], "grad_w": […]}`, con:
#
# - `"h_train"`: $h'$ al **entrenar**, con esa máscara (cuatro números);
# - `"y_predict"`: cuánto vale $y$ con la misma $h$, pero al **predecir**;
# - `"grad_h"`: $\partial L/\partial h$ al entrenar, el gradiente que vuelve a la capa oculta **después**
#   de pasar por el dropout (cuatro números);
# - `"grad_w"`: $\partial L/\partial w$ al entrenar (cuatro números).
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Escribe primero la máscara, cuatro números. ¿Qué neurona se apaga? ¿Por cuánto se multiplican las
# otras?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Con la máscara fija, dropout es una multiplicación: $y=\sum_j w_j\,m_j\,h_j$. Deriva eso respecto de
# $h_j$ y respecto de $w_j$. Que un valor sea 0 no quiere decir que la neurona esté apagada.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# La máscara es $m=(1{,}25;\; 0;\; 1{,}25;\; 1{,}25)$. Los gradientes son $2\,w_j\,m_j$ y $2\,m_j\,h_j$.
# Al predecir, $y=\sum_j w_j h_j$.
# </details>


# %%
def mask_by_hand():
    """Tus resultados de lápiz y papel: tres listas de cuatro números y un número."""
    ### BEGIN SOLUTION
    return {
        "h_train": [5.0, 0.0, 0.0, 2.5],
        "y_predict": 2.0,
        "grad_h": [2.5, 0.0, 7.5, 5.0],
        "grad_w": [10.0, 0.0, 0.0, 5.0],
    }
    ### END SOLUTION


# %% [markdown]
# ¿Coincide con lo que esperabas?

# %%
check("3.1")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** La segunda neurona está apagada y la tercera vale 0, y en `h_train` se ven iguales. El
# gradiente las distingue: a la apagada no le llega nada, porque no participó; a la que vale 0 le llega
# 7,5, porque si hubiera valido otra cosa la salida habría cambiado. En `grad_w` las dos quedan en 0: un
# peso no aprende de una entrada que fue 0, por la razón que sea.

# %% [markdown]
# ## 3.2 Apagar canales enteros (2 puntos)
#
# En una imagen, el píxel del lado repite casi todo lo que dice el que apagaste. Por eso en redes
# convolucionales se suele apagar el **canal completo**: una sola moneda por ejemplo y por canal, para
# todos sus píxeles. (En Keras, `SpatialDropout2D`.)
#
# Escribe `channel_dropout(x, grad, u, rate)`, que hace la pasada hacia adelante y la de vuelta **al
# entrenar**. Recibe:
#
# - `x`, de forma `(N, H, W, C)`: ejemplos, alto, ancho y canales;
# - `grad`, de la misma forma: el gradiente de la pérdida respecto de la salida de la capa;
# - `u`, de forma `(N, C)`: el número sorteado para cada ejemplo y cada canal;
# - `rate`, la tasa.
#
# Devuelve dos cosas, en este orden: la salida de la capa y el gradiente de la pérdida respecto de `x`.
# Las dos llevan la forma **y el tipo** (`dtype`) de `x`. En la revisión, `x` y `grad` son `float32`, y
# `u`, `float64`: si no conviertes la máscara, el resultado queda en `float64`, y eso se rechaza.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Calcula la máscara de forma `(N, C)`. ¿Qué le falta para poder multiplicar a `x`, que tiene cuatro
# ejes?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# NumPy alinea los ejes desde el **último**. Si la máscara tuviera forma `(N, 1, 1, C)`, se repetiría
# sola a lo alto y a lo ancho.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# `mask = (u >= rate) / (1 - rate)`, después `mask[:, None, None, :].astype(x.dtype)`, y con ella se
# multiplican `x` y `grad`.
# </details>


# %%
def channel_dropout(x, grad, u, rate):
    """Salida y gradiente de un dropout que apaga canales enteros."""
    ### BEGIN SOLUTION
    mask = (u >= rate) / (1 - rate)
    mask = mask[:, None, None, :].astype(x.dtype)
    return x * mask, grad * mask
    ### END SOLUTION


# %% [markdown]
# Cuidado: una de las pruebas tiene los cuatro lados del mismo largo, y ahí una máscara mal alineada
# multiplica sin quejarse.

# %%
check("3.2")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** El sorteo se decide con la **forma** de la máscara: un eje de largo 1 es un eje que
# comparte la moneda. Es lo que hace `noise_shape` en la lección. Abajo, lo que sale de una imagen con
# una moneda por píxel y con una por canal.

# %% tags=["solo-solucion"]
rng = np.random.default_rng(1)
rows, columns = np.mgrid[:14, :14]
picture = np.stack([rows + columns, rows, 13 - rows, columns], axis=-1)[None] + 3.0
per_pixel = picture * (rng.random(picture.shape) >= 0.5) / 0.5
per_channel, _ = channel_dropout(
    picture, picture, np.array([[0.9, 0.2, 0.7, 0.1]]), 0.5
)

fig, axes = viz.figure(2, 4, height=4)
names = ["una por píxel", "una por canal"]
pairs = zip(axes, names, [per_pixel, per_channel], strict=True)
for row, name, output in pairs:
    for channel, ax in enumerate(row):
        ax.imshow(output[0, ..., channel], vmin=0)
        ax.set(xticks=[], yticks=[], title=f"canal {channel + 1}")
    row[0].set_ylabel(name)
viz.show(
    fig,
    alt="Cuatro canales de una imagen, en dos filas. Con una moneda por píxel los "
    "cuatro quedan salpicados de puntos blancos; con una por canal, el 1 y el 3 "
    "salen enteros y el 2 y el 4, en blanco.",
)

# %% [markdown] tags=["solo-solucion"]
# **Qué se ve.** Con una moneda por píxel el degradado de cada canal se sigue adivinando entre los
# puntos: se perdió poca información. Con una por canal, el 2 y el 4 desaparecieron y la capa siguiente
# tiene que arreglárselas sin ellos.

# %% [markdown]
# ## 3.3 Encontrar el error en la retropropagación (2 puntos)
#
# Alguien escribió un paso de entrenamiento de una red chica: una capa oculta con ReLU, dropout y una
# salida lineal, con error cuadrático medio. Corre sin quejarse y la red algo aprende. Pero tiene **un
# error**.


# %%
def draw_mask(shape, rate, rng):
    """Sortea una máscara de dropout invertido."""
    return (rng.random(shape) >= rate) / (1 - rate)


def suspect(x, y, w1, w2, rate, seed):
    """Pérdida y gradientes de un paso con dropout. Tiene un error."""
    rng = np.random.default_rng(seed)
    n = len(y)
    h = np.maximum(x @ w1, 0)
    dropped = h * draw_mask(h.shape, rate, rng)
    error = dropped @ w2 - y
    d_out = 2 * error / n
    d_w2 = dropped.T @ d_out
    d_h = np.outer(d_out, w2) * draw_mask(h.shape, rate, rng)
    d_w1 = x.T @ (d_h * (h > 0))
    return np.mean(error**2), d_w1, d_w2


# %% [markdown]
# Una manera de buscarlo: mover un solo peso un poquito, repetir con la **misma semilla** y medir cuánto
# cambia la pérdida. Ese número debe coincidir con el gradiente que la función calcula.

# %%
rng = np.random.default_rng(44)
x, y = rng.standard_normal((6, 4)), rng.standard_normal(6)
w1, w2 = rng.standard_normal((4, 5)), rng.standard_normal(5)
loss, d_w1, d_w2 = suspect(x, y, w1, w2, 0.5, seed=7)
step = 1e-6
for j in range(5):
    nudge = step * np.eye(5)[j]
    by_w1 = suspect(x, y, w1 + nudge * np.eye(4)[:, :1], w2, 0.5, seed=7)[0] - loss
    by_w2 = suspect(x, y, w1, w2 + nudge, 0.5, seed=7)[0] - loss
    print(
        f"neurona {j}: w1 medido {by_w1 / step:6.2f} calculado {d_w1[0, j]:6.2f}"
        f" | w2 medido {by_w2 / step:6.2f} calculado {d_w2[j]:6.2f}"
    )

# %% [markdown]
# Escribe `loss_and_gradients`, la misma función sin el error. `x` tiene forma `(N, D)`, `y` `(N,)`,
# `w1` `(D, K)` y `w2` `(K,)`; `rate` es la tasa y `seed`, un entero. Devuelve, en este orden, la
# pérdida (un número), el gradiente de `w1` y el de `w2`, cada uno con la forma de su arreglo.
#
# La revisión no espera una máscara en particular. Puedes sortear como quieras, mientras:
#
# - el azar salga de `seed`: la misma semilla repite el paso, y otra lo cambia;
# - cada neurona de cada ejemplo tire **su propia moneda**, sin mirar las de las demás: la cantidad de
#   apagadas también queda al azar;
# - el sorteo dependa solo de `seed`, de `rate` y de las formas, y no de los números que traen `x`, `y`,
#   `w1` y `w2`: también tira su moneda la neurona que la ReLU ya dejó en 0.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Corre la celda de arriba. ¿Cuál de los dos gradientes coincide con lo medido y cuál no? El error está
# entre los dos.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Al avanzar se apagaron unas neuronas. ¿El gradiente vuelve por esas **mismas**? Cada llamada a
# `draw_mask` es un sorteo nuevo.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Sortea una sola vez, `mask = draw_mask(h.shape, rate, rng)`, y usa `mask` en las dos líneas donde hoy
# se llama a la función.
# </details>


# %%
def loss_and_gradients(x, y, w1, w2, rate, seed):
    """Pérdida y gradientes de un paso con dropout, sin el error."""
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    n = len(y)
    h = np.maximum(x @ w1, 0)
    mask = draw_mask(h.shape, rate, rng)
    dropped = h * mask
    error = dropped @ w2 - y
    d_out = 2 * error / n
    d_w2 = dropped.T @ d_out
    d_h = np.outer(d_out, w2) * mask
    d_w1 = x.T @ (d_h * (h > 0))
    return np.mean(error**2), d_w1, d_w2
    ### END SOLUTION


# %% [markdown]
# La revisión lee tu máscara en tu propio `d_w2` y con ella rehace el resto de la cuenta.

# %%
check("3.3")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** El gradiente dice cómo habría cambiado **esta** pérdida, y en ella solo participaron las
# neuronas de esta máscara. Con dos sorteos se les enseña a neuronas que no jugaron y se deja sin
# enseñar a otras que sí. Ningún mensaje lo avisa: en promedio, el gradiente de cada neurona apunta más o
# menos hacia donde debe. Por eso `Dropout.call` guarda la máscara y `backward` la usa; y por eso
# se mide la derivada antes de creerle a un gradiente.

# %% [markdown]
# ## 3.4 Todas las máscaras, una por una (2 puntos)
#
# Con $K$ neuronas hay $2^K$ máscaras. Si $K$ es chico no hace falta sortear: se visitan todas y se
# calcula la respuesta **exacta**. En la lección eran igual de probables, porque la tasa era 0,5. Con
# otra tasa no lo son: una máscara con $a$ neuronas apagadas tiene probabilidad $r^a\,(1-r)^{K-a}$.
#
# Escribe `exact_moments(h, w, b, rate)`. `h`, de forma `(N, K)`, trae las salidas de la capa oculta;
# encima va el dropout invertido, con una moneda por neurona, y después una neurona con ReLU:
#
# $$y = \text{ReLU}\Bigl(\sum_{j=1}^{K} w_j\, m_j\, h_j + b\Bigr).$$
#
# `w` tiene forma `(K,)` y `b` es un número. Devuelve dos vectores de forma `(N,)`: la **media** y la
# **varianza** de $y$ para cada ejemplo, sobre todas las máscaras y con sus probabilidades. ($K$ es a
# lo más 8 y la tasa está entre 0 y 1, sin incluirlos.)
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Haz primero una tabla con las $2^K$ filas de ceros y unos, y un vector con la probabilidad de cada
# fila. Comprueba que sume 1.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# La tabla sale de `itertools.product([0, 1], repeat=K)`. Para cada fila calcula la salida completa, con
# ReLU y todo, y **después** promedia. La varianza es $\sum_m P(m)\,(y_m-\bar y)^2$.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Con `on` de forma `(2**K, K)`, `chance = np.prod(np.where(on, 1 - rate, rate), axis=1)` y
# `out = np.maximum(on / (1 - rate) * w @ h.T + b, 0)`, de forma `(2**K, N)`. La media es
# `chance @ out`; la varianza, `chance` por los cuadrados de lo que `out` se aleja de esa media.
# </details>


# %%
def exact_moments(h, w, b, rate):
    """Media y varianza exactas de la salida, sobre las 2^K máscaras."""
    ### BEGIN SOLUTION
    k = len(w)
    on = (np.arange(2**k)[:, None] >> np.arange(k)) & 1
    chance = np.prod(np.where(on, 1 - rate, rate), axis=1)
    out = np.maximum(on / (1 - rate) * w @ h.T + b, 0)
    mean = chance @ out
    return mean, chance @ (out - mean) ** 2
    ### END SOLUTION


# %% [markdown]
# La revisión usa 5 y 8 neuronas, con tasas distintas de 0,5.

# %%
check("3.4")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Sin la ReLU la media sería justo la de la red sin dropout, porque la suma es lineal en la
# máscara y la máscara promedia 1. La ReLU rompe la igualdad: recorta las salidas negativas y deja las
# positivas, así que el promedio de las recortadas nunca es menor que el recorte del promedio. Por eso
# «predecir sin dropout» es exacto en una capa y una aproximación en una red.

# %% tags=["solo-solucion"]
h, w = np.array([[1.0, 2.0, 1.5, 0.5, 1.0]]), np.array([1.0, -1.5, 1.0, 2.0, -0.5])
shifts = np.linspace(-4, 4, 41)
averages = np.array([exact_moments(h, w, b, 0.5)[0][0] for b in shifts])
alone = np.maximum(h @ w + shifts, 0)

fig, ax = viz.figure()
ax.plot(shifts, averages, color=viz.COLORS["with"], label="media de las 32")
ax.plot(shifts, alone, "--", color=viz.COLORS["without"], label="sin dropout")
ax.set(xlabel="sesgo b", ylabel="salida y", title="Cinco neuronas, tasa 0,5")
viz.label_lines(ax)
viz.show(
    fig,
    alt="Salida de la neurona según su sesgo. La media de las 32 máscaras es una curva "
    "suave; la red sin dropout, un codo que parte de 0. La media va siempre por "
    "encima, con la mayor distancia en el codo, y en los extremos se acercan.",
)

# %% [markdown] tags=["solo-solucion"]
# **Qué se ve.** Donde la ReLU casi no corta (a la derecha) o corta casi todo (a la izquierda), las dos
# se acercan. En el codo es donde más se separan: ahí unas máscaras prenden la neurona y otras la apagan.

# %% [markdown]
# ## 3.5 Elegir la tasa con datos de validación (2 puntos)
#
# Un experimento completo. El modelo es lineal, $\hat y = x\,w + b$, y el dropout va en las **entradas**:
# al entrenar, cada vez que se usa un ejemplo, cada una de sus entradas se apaga con probabilidad $r$ y
# las demás se multiplican por $\frac{1}{1-r}$. El sesgo $b$ no se apaga. Se minimiza el error
# cuadrático medio **promediado sobre las máscaras**.
#
# Escribe `choose_rate(x_train, y_train, x_val, y_val, rates, seed)`. Por cada tasa de `rates` (un
# vector creciente que parte en 0), entrena un modelo **solo con los datos de entrenamiento** y mide su
# error cuadrático medio en los dos conjuntos, **sin máscara**. Devuelve un diccionario con:
#
# - `"train_error"` y `"val_error"`: vectores con un error por cada tasa;
# - `"rate"`: la tasa que elegirías.
#
# Los arreglos `x` tienen forma `(N, D)`, los `y`, `(N,)`, y `seed` es un entero: si sorteas, siembra con
# él. El camino directo es repetir cada ejemplo unas doscientas veces, **cada copia con su propia
# máscara**, y resolver un solo problema de mínimos cuadrados con `np.linalg.lstsq`. También se puede sin
# sortear: en un modelo lineal, promediar sobre las máscaras equivale a penalizar los pesos (lección 03,
# «La misma cuenta, por tercera vez»).
#
# La revisión acepta errores que disten a lo más un 15 % de los del mínimo exacto, y mira que tu tasa
# salga de tus propios errores. En sus dos pruebas hay 40 ejemplos de entrenamiento, 25 entradas y 7
# tasas, de 0 a 0,75.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# ¿Qué tasa tendrá el menor error de entrenamiento? ¿Sirve ese error para elegir? ¿Y qué medirías si
# dejaras la máscara al medir?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Un ciclo sobre `rates`. Dentro: copias con `np.repeat(x_train, 200, axis=0)`, una máscara con **la forma
# de las copias**, y `lstsq` con una columna de unos para el sesgo, que se agrega **después** de la
# máscara.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# `masked = copies * (rng.random(copies.shape) >= rate) / (1 - rate)` y
# `theta = np.linalg.lstsq(np.c_[masked, ones], targets, rcond=None)[0]`. Se mide con
# `x @ theta[:-1] + theta[-1]`, sin máscara. Al final, `rates[np.argmin(val_error)]`.
# </details>


# %%
def choose_rate(x_train, y_train, x_val, y_val, rates, seed):
    """Entrena con cada tasa de dropout y elige la de menor error de validación."""
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    copies, targets = np.repeat(x_train, 200, axis=0), np.repeat(y_train, 200)
    errors = []
    for rate in rates:
        masked = copies * (rng.random(copies.shape) >= rate) / (1 - rate)
        ones = np.ones(len(masked))
        theta = np.linalg.lstsq(np.c_[masked, ones], targets, rcond=None)[0]
        w, b = theta[:-1], theta[-1]
        sets = (x_train, y_train), (x_val, y_val)
        errors.append([np.mean((x @ w + b - y) ** 2) for x, y in sets])
    train_error, val_error = np.array(errors).T
    return {
        "rate": rates[np.argmin(val_error)],
        "train_error": train_error,
        "val_error": val_error,
    }
    ### END SOLUTION


# %% [markdown]
# Los datos tienen pocas filas, muchas columnas y ruido: sin dropout, el modelo sobreajusta.

# %%
check("3.5")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** En un modelo lineal el dropout cobra una multa conocida (lección 03, «La misma cuenta,
# por tercera vez»): $\frac{r}{1-r}\sum_j w_j^2\,\overline{x_j^2}$. El error de entrenamiento, medido
# sin máscara, sube con la tasa; el de validación baja mientras la multa quita ruido y sube cuando
# empieza a quitar señal. Abajo, tus puntos contra el mínimo exacto de esa pérdida, que no sortea nada.


# %% tags=["solo-solucion"]
def exact_fit(x, y, rate):
    """El mínimo de la pérdida promedio: mínimos cuadrados con la multa del dropout."""
    xc = x - x.mean(axis=0)
    charge = rate / (1 - rate) * np.sum(x**2, axis=0)
    w = np.linalg.solve(xc.T @ xc + np.diag(charge), xc.T @ (y - y.mean()))
    return w, y.mean() - x.mean(axis=0) @ w


rng = np.random.default_rng(4)
x = np.linspace(0.2, 3, 25) * rng.standard_normal((240, 25))
y = 10 + x @ rng.standard_normal(25) + 7 * rng.standard_normal(240)
rates = np.array([0, 0.1, 0.2, 0.3, 0.45, 0.6, 0.75])
result = choose_rate(x[:40], y[:40], x[40:], y[40:], rates, seed=1)
fits = [exact_fit(x[:40], y[:40], rate) for rate in rates]
exact = np.array([(x @ w + b - y) ** 2 for w, b in fits])

# %% [markdown] tags=["solo-solucion"]
# Los puntos son los errores con máscaras sorteadas; las líneas, los de la fórmula.

# %% tags=["solo-solucion"]
fig, ax = viz.figure()
train, val = viz.COLORS["train"], viz.COLORS["validation"]
ax.plot(rates, exact[:, :40].mean(axis=1), color=train, label="entrenamiento")
ax.plot(rates, exact[:, 40:].mean(axis=1), "--", color=val, label="validación")
ax.plot(rates, result["train_error"], "o", color=train)
ax.plot(rates, result["val_error"], "o", color=val)
ax.axvline(result["rate"], color="0.5", linewidth=1.5, zorder=1)
ax.set(xlabel="tasa de dropout", ylabel="error cuadrático medio", ylim=(0, None))
viz.label_lines(ax)
viz.show(
    fig,
    alt="Error según la tasa de dropout. El de entrenamiento sube siempre; el de "
    "validación baja al principio, tiene su mínimo en una tasa intermedia, marcada "
    "con una línea vertical, y después sube. Los puntos sorteados caen sobre las "
    "líneas de la fórmula.",
)

# %% [markdown] tags=["solo-solucion"]
# **Qué se ve.** Los puntos caen sobre las líneas: en un modelo lineal, entrenar con dropout **es** una
# regularización L2 en que cada peso paga según el tamaño de su entrada. Y la U de siempre: la tasa sale
# de la curva de validación, no de una regla general.

# %% [markdown]
# ## 3.6 Reconocer cuatro capas mal escritas (1 punto)
#
# Estas son mediciones reales: una red 784-128-10, con ReLU y una capa de dropout de tasa 0,75 sobre las
# 128 neuronas, entrenada 20 épocas con 1.000 dígitos de MNIST y medida en otros 1.000. Lo único que
# cambia entre las cinco filas es **cómo está escrita la capa de dropout**. Una está bien; cada una de
# las otras cuatro tiene un defecto. Es el promedio de cinco semillas:
#
# | capa | error de entrenamiento (%) | error de validación (%) | pérdida de validación | cambian al repetir (%) | razón de activaciones |
# |---|---|---|---|---|---|
# | A | 13,5 | 10,8 | 0,85 | 0 | 0,25 |
# | B | 13,5 | 21,3 | 0,74 | 28 | 1 |
# | C | 13,5 | 10,5 | 0,37 | 0 | 1 |
# | D | 14,6 | 12,1 | 0,78 | 0 | 4 |
# | E | 0 | 11,5 | 0,5 | 0 | 0,51 |
#
# - *Error de entrenamiento*: al terminar, con la red en modo entrenamiento, o sea, con el dropout
#   encendido (por eso puede superar al de validación).
# - *Error* y *pérdida de validación*: al terminar, con la red en modo predicción.
# - *Cambian al repetir*: de los 1.000 dígitos de validación, a cuántos les cambia la clase elegida si se
#   predice dos veces.
# - *Razón de activaciones*: con los mismos dígitos, la salida media de la capa de dropout en modo
#   predicción, dividida por la misma en modo entrenamiento.
#
# Devuelve un diccionario con cinco claves. En las cuatro primeras va la letra de la fila, entre
# comillas:
#
# - `"unscaled"`: al entrenar apaga, pero **no amplifica**;
# - `"always_on"`: sigue **encendida al predecir**;
# - `"frozen"`: sorteó **una sola máscara** y la usa al entrenar en todos los ejemplos y todos los
#   pasos; al predecir no apaga nada;
# - `"double"`: **compensa dos veces**: amplifica al entrenar y además multiplica por $1-r$ al predecir;
# - `"ratio"`: ¿qué razón de activaciones esperarías de la capa `"unscaled"` si la tasa fuera 0,2? (un
#   número)
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Busca primero la sana: ¿qué razón de activaciones debe tener, y cuántas respuestas deben cambiar al
# repetir?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Para cada defecto, escribe cuánto promedia la salida al entrenar y cuánto al predecir. El de la máscara
# congelada no da un número redondo, pero tiene otra huella: la red se entrena siempre con las mismas
# neuronas.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Sin amplificar, al entrenar sale en promedio una fracción $1-r$ de lo que sale al predecir: la razón
# es $\frac{1}{1-r}$, y con tasa 0,75 son 4 veces. Si se compensa dos veces, la razón es $1-r$.
# </details>


# %%
def read_table():
    """Tus cinco lecturas de la tabla."""
    ### BEGIN SOLUTION
    return {
        "unscaled": "d",
        "always_on": "b",
        "frozen": "e",
        "double": "a",
        "ratio": 1.25,
    }
    ### END SOLUTION


# %% [markdown]
# Si algo no calza, vuelve a mirar la tabla antes de abrir otra pista.

# %%
check("3.6")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Mirando solo el error de validación se pillaría una de las cuatro, la que sigue encendida:
# las otras tres quedan a menos de dos puntos de la sana. Agrandar o achicar todos los puntajes casi no
# cambia cuál es el mayor, así que A y D aciertan casi lo mismo; lo que estropean es la confianza, y eso lo
# ve la **pérdida**. La E no se estresó nunca (error 0 al entrenar): estudió con la misma cuarta parte de
# las neuronas, y al predecir se le suman otras que no aprendieron. Vale la pena medir lo que una capa
# promete, y no solo cuánto acierta la red.

# %% [markdown]
# ## ¿Cómo te fue?

# %%
check_all(3)
