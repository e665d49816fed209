# %% [markdown]
# # 02 · Ejercicio: aumento de datos
#
# Seis preguntas y diez puntos para pasar de correr una imagen a mano a decidir, con datos de
# validación, cuánto conviene correrlas.

# %% [markdown]
# ## Ficha
#
# - **Objetivos**: correr y reflejar imágenes, llenando el borde de dos maneras; dar a cada imagen del
#   lote su propio desplazamiento; encontrar un error que no avisa; mover la etiqueta junto con la
#   imagen; aumentar sin fuga y elegir cuánto; leer una tabla de mediciones.
# - **Requisitos**: la lección 02, *Aumento de datos*. De Python, funciones y arreglos de NumPy.
# - **Lectura**: 10 minutos, más 40 a 60 minutos de trabajo.
# - **Ejecución**: {{tiempo}}
# - **Clase**: láminas «Regularización – Data Augmentation».

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
# - Una imagen es una matriz de `H` filas y `W` columnas; un lote `(N, H, W)` trae N. La fila 0 es la
#   de **arriba** y la columna 0 la de la **izquierda**.
# - Correr la imagen `down` píxeles es bajarla (si es negativo, subirla); correrla `right` es llevarla
#   a la derecha (si es negativo, a la izquierda). El tamaño no cambia: lo que sale, se pierde.

# %%
import numpy as np

from course_lib.grading import check, check_all
from course_lib.lab import datasets, viz

# %% [markdown]
# ## 2.1 A mano, con doce píxeles (1 punto)
#
# Lápiz y papel. Esta es la imagen:
#
# $$A=\begin{pmatrix}5&1&8&3\\2&7&4&9\\6&3&1&5\end{pmatrix}$$
#
# Devuelve un diccionario, `{"zeros": …, "reflect": …, "mirror": …}`, con tres imágenes del mismo
# tamaño que $A$ (cada una, una lista de tres listas de cuatro números):
#
# - `"zeros"`: $A$ corrida **1 píxel hacia abajo y 2 a la derecha**; donde entra imagen nueva van ceros.
# - `"reflect"`: $A$ corrida **2 píxeles a la derecha** (nada hacia abajo); el hueco se llena con el
#   **reflejo** de la imagen. El espejo está en el filo, entre el borde y el hueco, así que el píxel
#   del borde **también se refleja**. Hacia la izquierda, la fila `a b c d` continúa
#   `… c b a | a b c d`. Es el `fill_mode="reflect"` de Keras.
# - `"mirror"`: **primero** $A$ en un espejo (izquierda por derecha) y **después** corrida 1 píxel a la
#   derecha, con ceros en el hueco.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Dibuja la cuadrícula vacía y pregúntate, casilla por casilla, de dónde viene ese píxel.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Con 2 a la derecha, la columna 2 de la salida es la columna 0 de $A$, y la 3 es la 1. Quedan por
# llenar la 0 y la 1. ¿Cuál de las dos está pegada al espejo?
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# En `"reflect"`, la primera fila termina en `5, 1`; en un espejo, eso se lee `1, 5`. En `"mirror"`, la
# primera fila reflejada es `3, 8, 1, 5`: córrela un lugar.
# </details>


# %%
def by_hand():
    """Tus resultados de lápiz y papel: tres imágenes de 3 filas y 4 columnas."""
    ### BEGIN SOLUTION
    return {
        "zeros": [[0, 0, 0, 0], [0, 0, 5, 1], [0, 0, 2, 7]],
        "reflect": [[1, 5, 5, 1], [7, 2, 2, 7], [3, 6, 6, 3]],
        "mirror": [[0, 3, 8, 1], [0, 9, 4, 7], [0, 5, 1, 3]],
    }
    ### END SOLUTION


# %% [markdown]
# ¿Coincide con lo que esperabas?

# %%
check("2.1")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Correr pierde lo que sale y obliga a inventar lo que entra: el cero inventa un borde que
# la foto no tenía y el reflejo, uno verosímil. Y el orden importa: reflejar y correr no da lo mismo
# que correr y reflejar, porque el espejo cambia la derecha por la izquierda.

# %% [markdown]
# ## 2.2 Cada imagen, corrida lo suyo (2 puntos)
#
# Si todo el lote se corre igual, la red ve un solo desplazamiento por paso. Escribe
# `shift_batch(x, down, right)`, que corre **cada imagen lo suyo**: la imagen `x[i]`, `down[i]` píxeles
# hacia abajo y `right[i]` a la derecha.
#
# - `x` tiene forma `(N, H, W)`; `down` y `right`, forma `(N,)`, con enteros positivos, negativos o
#   cero: siempre `|down[i]| < H` y `|right[i]| < W`.
# - En los cuatro lados el hueco se llena con el **reflejo de 2.1**, que repite el borde.
# - Devuelve un arreglo nuevo, con la forma y el tipo (`dtype`) de `x`.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# En la lección, correr era recortar una imagen con marco. ¿Qué marco necesitas aquí, y dónde parte la
# ventana de cada imagen?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# `np.pad` sabe hacer marcos reflejados. Tiene dos modos, `"reflect"` y `"symmetric"`: pruébalos con
# `[1, 2, 3]` y mira cuál repite el borde (no es el que se llama como en Keras).
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Con un marco de H filas y W columnas a cada lado, la ventana de la imagen `i` parte en la fila
# `H - down[i]` y en la columna `W - right[i]`, y mide `H` por `W`.
# </details>


# %%
def shift_batch(x, down, right):
    """El lote con cada imagen corrida lo suyo y el hueco lleno con su reflejo."""
    ### BEGIN SOLUTION
    height, width = x.shape[1:]
    frame = ((0, 0), (height, height), (width, width))
    big = np.pad(x, frame, mode="symmetric")
    windows = [
        image[height - d : 2 * height - d, width - r : 2 * width - r]
        for image, d, r in zip(big, down, right, strict=True)
    ]
    return np.array(windows)
    ### END SOLUTION


# %% [markdown]
# La revisión usa imágenes que no son cuadradas y un desplazamiento distinto en cada una.

# %%
check("2.2")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Todo desplazamiento es un recorte de la misma imagen con marco, y cambiar la manera de
# llenar el hueco es cambiar el marco. Sortear uno por imagen cuesta lo mismo que uno por lote y le
# muestra a la red, en cada paso, tantos desplazamientos como imágenes.

# %% tags=["solo-solucion"]
images, _ = datasets.load_mnist()
five = np.repeat(images[:1], 5, axis=0)
down, right = np.array([0, 3, -6, 0, 12]), np.array([0, 3, 0, -10, 9])
titles = [f"({d}, {r})".replace("-", "−") for d, r in zip(down, right)]
fig = viz.images(shift_batch(five, down, right), titles, columns=5)
for ax in fig.axes:
    ax.images[0].set_cmap("gray")
viz.show(
    fig,
    alt="El mismo 5 cinco veces, con su (down, right) encima. Corrido tres píxeles "
    "sigue entero; con seis hacia arriba, diez a la izquierda o doce hacia abajo "
    "pierde un trozo, y junto al borde aparece el reflejo del trazo.",
)

# %% [markdown] tags=["solo-solucion"]
# **Qué se ve.** Sobre cada imagen va su (`down`, `right`). Mientras el dígito cabe, el reflejo solo
# copia fondo y no se nota. Cuando sale, dibuja trazos que nadie escribió: para dígitos, y con
# desplazamientos grandes, convienen los ceros; para fotos, que no tienen un fondo, el reflejo.

# %% [markdown]
# ## 2.3 El error: manchas al aclarar (1 punto)
#
# Un compañero escribió esta función, que **aclara u oscurece** cada imagen del lote. `images` es un
# arreglo `uint8` de forma `(N, H, W)`, con grises de 0 (negro) a 255 (blanco); `delta` trae N enteros
# entre −255 y 255, uno por imagen: positivo aclara, negativo oscurece. Lo que se pase de 255 tiene que
# quedar en 255 y lo que baje de 0, en 0.
#
# No se detiene con ningún error, devuelve `uint8` y hasta recorta. Pero mira lo que hace.


# %%
def draft(images, delta):
    """Aclara u oscurece cada imagen. Tiene un error."""
    moved = images + delta[:, None, None].astype(images.dtype)
    return np.clip(moved, 0, 255)


digits, _ = datasets.load_mnist()
three = digits[[0, 0, 0]]
fig = viz.images(draft(three, np.array([0, 90, -90])), ["original", "+90", "−90"])
for ax in fig.axes:
    ax.images[0].set(cmap="gray", clim=(0, 255))
viz.show(
    fig,
    alt="Un dígito blanco sobre negro y lo que hace el borrador. Con +90 y con −90 el "
    "trazo toma el gris del fondo, manchado; y con −90 el fondo negro se aclara.",
)

# %% [markdown]
# Con +90 el trazo, que era blanco, se oscureció hasta el gris del fondo; con −90 el fondo, que era
# negro, se aclaró. Y los dos quedaron manchados. Encuentra el error y escribe `brighten(images, delta)`, que hace lo prometido. Devuelve un
# arreglo nuevo, `uint8`, de la misma forma.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Calcula en una celda `np.array([250], dtype=np.uint8) + np.array([10], dtype=np.uint8)`.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# En `uint8` solo caben los enteros de 0 a 255, y al pasarse dan la vuelta, como un cuentakilómetros.
# Cuando `np.clip` recibe los números, ¿queda alguno fuera de rango que recortar?
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Pasa **las imágenes** a un tipo donde quepan de −255 a 510, suma, recorta, y recién entonces vuelve a
# `uint8` con `.astype(np.uint8)`.
# </details>


# %%
def brighten(images, delta):
    """Aclara u oscurece cada imagen del lote, sin salirse de 0 a 255."""
    ### BEGIN SOLUTION
    moved = images.astype(np.int16) + delta[:, None, None]
    return np.clip(moved, 0, 255).astype(np.uint8)
    ### END SOLUTION


# %% [markdown]
# La revisión aclara y oscurece imágenes que tienen de todo, también negro y blanco puros.

# %%
check("2.3")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** El orden es ensanchar, sumar, recortar y volver. El borrador pasaba `delta` a `uint8`
# «para conservar el tipo»; desde ahí toda la cuenta es módulo 256 y `np.clip` llega tarde. Es un error
# caro porque no avisa: la red entrena igual, con imágenes que no existen.

# %% tags=["solo-solucion"]
fig = viz.images(brighten(three, np.array([0, 90, -90])), ["original", "+90", "−90"])
for ax in fig.axes:
    ax.images[0].set(cmap="gray", clim=(0, 255))
viz.show(
    fig,
    alt="El mismo dígito con la función corregida: con +90 el fondo queda gris y el "
    "trazo sigue blanco; con −90 el fondo sigue negro y el trazo baja de blanco a "
    "gris.",
)

# %% [markdown] tags=["solo-solucion"]
# **Qué se ve.** Ahora el trazo es siempre lo más claro. En blanco y en negro puros algo se pierde
# (255 + 90 sigue siendo 255), pero nada se invierte.

# %% [markdown]
# ## 2.4 El espejo mueve también la etiqueta (2 puntos)
#
# Cuando la etiqueta dice **dónde** está algo, mover la imagen y no la etiqueta es mentirle a la red.
# Cada imagen de una cara trae dos etiquetas:
#
# - `points`, forma `(N, 3, 2)`: tres **píxeles**, cada uno como `(x, y)` = (columna, fila), contando
#   desde 0. Son, en este orden, el ojo que **se ve** a la izquierda, el ojo que **se ve** a la derecha
#   y la nariz. En las imágenes reflejadas ese orden también tiene que ser cierto.
# - `boxes`, forma `(N, 4)`: una caja `(left, top, right, bottom)`, como en un recorte de NumPy:
#   `image[top:bottom, left:right]`. O sea, `left` y `top` están incluidos, y `right` y `bottom`, no.
#
# Escribe `mirror(images, points, boxes, flip)`. `images` tiene forma `(N, H, W)` y `flip`, forma
# `(N,)`, es booleano: **solo** las imágenes con `flip[i]` verdadero se reflejan (izquierda por
# derecha), con sus puntos y su caja; las demás quedan como están. Devuelve tres cosas, en este orden y
# con las formas que entraron: imágenes, puntos y cajas. Las coordenadas son enteras. En las cajas
# que devuelvas, `left` sigue siendo menor que `right`.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Dibuja una fila de cinco píxeles, numéralos y refléjala. ¿Adónde va el 0? ¿Y el recorte `[0:2]`?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# El píxel de la columna 0 termina en la última, que **no** es la W. El recorte, en cambio, cuenta
# filos: va de 0 a W, y al reflejarlo el filo derecho pasa a ser el izquierdo. Y en un espejo, ¿cuál ojo
# se ve a la izquierda?
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Un píxel va de `x` a `W - 1 - x`; después, cambia de lugar los puntos 0 y 1. La caja reflejada es
# `(W - right, top, W - left, bottom)`. Copia los tres arreglos y cambia solo `[flip]`.
# </details>


# %%
def mirror(images, points, boxes, flip):
    """Refleja las imágenes marcadas, con sus puntos y sus cajas."""
    ### BEGIN SOLUTION
    width = images.shape[2]
    images, points, boxes = images.copy(), points.copy(), boxes.copy()
    images[flip] = images[flip, :, ::-1]
    points[flip] = points[flip][:, [1, 0, 2]]
    points[flip, :, 0] = width - 1 - points[flip, :, 0]
    boxes[flip] = boxes[flip][:, [2, 1, 0, 3]]
    boxes[flip, ::2] = width - boxes[flip, ::2]
    return images, points, boxes
    ### END SOLUTION


# %% [markdown]
# Puedes probarte solo: bajo cada punto tiene que seguir el mismo gris, y el recorte de la caja tiene
# que ser el de antes, reflejado.

# %%
check("2.4")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Un píxel ocupa un lugar y hay W lugares, del 0 al W − 1; una caja tiene filos y hay
# W + 1, del 0 al W: por eso uno se resta de W − 1 y el otro de W. El cambio de ojos es más traicionero,
# porque la etiqueta «ojo izquierdo» sigue siendo un ojo: la red aprendería a poner los dos al medio.

# %% [markdown]
# ## 2.5 Aumentar sin fuga y elegir cuánto correr (3 puntos)
#
# Un experimento completo, con el clasificador más simple que hay: el **vecino más cercano**. Guarda en
# su memoria las imágenes de estudio y, ante una nueva, contesta la etiqueta de la guardada que esté a
# menor **distancia euclidiana** (la raíz, o la suma, de los cuadrados de las diferencias píxel a píxel:
# las dos eligen al mismo vecino). La pregunta es cuántos píxeles conviene correr las imágenes de
# estudio. Son dos funciones.
#
# **`augment(x, y, shift, copies, seed)`** devuelve dos arreglos: las imágenes, de forma
# `((copies + 1)·N, H, W)`, y sus etiquetas. Van por bloques: primero las N originales, tal cual; luego
# `copies` bloques con una versión corrida de cada original, en su mismo orden. Cada versión se corre
# con el reflejo de 2.2 (usa tu `shift_batch`), `down` píxeles hacia abajo y `right` a la derecha,
# sorteados **por separado** para cada versión y cada eje entre los enteros de −`shift` a `shift`, los
# dos incluidos y todos igual de probables. El azar sale de `np.random.default_rng(seed)`: con la misma
# `seed`, el mismo resultado. Las imágenes son float64, y no siempre entre 0 y 1. `shift` puede ser 0
# y siempre es menor que H y que W.
#
# **`choose_shift(x_train, y_train, x_val, y_val, shifts, copies, seed)`** prueba cada `m` de la lista
# `shifts` (enteros crecientes; el primero es 0). Por cada uno, la memoria es exactamente
# `augment(x_train, y_train, m, copies, seed)`, con esa misma semilla. Devuelve un diccionario con:
#
# - `"val_error"`: un vector con la fracción (entre 0 y 1) de imágenes de validación mal clasificadas,
#   una por cada `m`;
# - `"shift"`: el `m` que elegirías. Si hay empate, el menor.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# ¿Qué conjunto se aumenta y cuál no se toca? ¿Qué error de entrenamiento tiene siempre un clasificador
# que se sabe de memoria las imágenes de entrenamiento?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# `rng.integers(-shift, shift + 1, len(x))` sortea un desplazamiento por imagen; junta los bloques con
# `np.concatenate`, y las etiquetas con `np.tile`. Para las distancias, aplana cada imagen con
# `reshape(len(x), -1)`.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Con las imágenes aplanadas, las distancias de una imagen `v` a toda la memoria son
# `((memory - v) ** 2).sum(axis=1)`; su vecino es el `argmin`. El error es la fracción de etiquetas
# que no coinciden con `y_val`, y se elige `shifts[np.argmin(val_error)]`.
# </details>


# %%
def augment(x, y, shift, copies, seed):
    """Las imágenes y `copies` versiones corridas de cada una, con sus etiquetas."""
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    blocks = [x]
    for _ in range(copies):
        down, right = rng.integers(-shift, shift + 1, (2, len(x)))
        blocks.append(shift_batch(x, down, right))
    return np.concatenate(blocks), np.tile(y, copies + 1)
    ### END SOLUTION


def choose_shift(x_train, y_train, x_val, y_val, shifts, copies, seed):
    """El error de validación con cada desplazamiento, y el que conviene."""
    ### BEGIN SOLUTION
    asked, val_error = x_val.reshape(len(x_val), -1), []
    for m in shifts:
        images, labels = augment(x_train, y_train, m, copies, seed)
        memory = images.reshape(len(images), -1)
        nearest = [((memory - v) ** 2).sum(axis=1).argmin() for v in asked]
        val_error.append(np.mean(labels[nearest] != y_val))
    return {"shift": shifts[np.argmin(val_error)], "val_error": np.array(val_error)}
    ### END SOLUTION


# %% [markdown]
# La revisión mira `augment` sin conocer tu sorteo: busca de qué desplazamiento viene cada versión.
# Después usa tu propio `augment` para revisar `choose_shift`, con pocas imágenes de cuatro clases.

# %%
check("2.5")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** El error de entrenamiento no sirve para elegir: cada imagen se encuentra a sí misma y da
# 0 con cualquier `m`. Si se aumentara antes de separar, a validación llegarían primas de las imágenes
# de la memoria y ese 0 se contagiaría: es la **fuga** de la lección. Cuánto correr es un
# hiperparámetro más, y lo decide lo que se parece a las imágenes que van a llegar: validación, intacta.

# %% tags=["solo-solucion"]
rng = np.random.default_rng(3)
marks, labels = np.zeros((2, 4, 4)), np.arange(124) % 4
marks[0, ::2], marks[1, :, ::2] = 1, 1  # rayas acostadas y rayas paradas
rooms = rng.normal(0, 0.2, (124, 12, 16))
for image, label in zip(rooms, labels):
    i, j = rng.integers(-2, 3, 2) + (4, 10 if label >= 2 else 2)
    image[i : i + 4, j : j + 4] += marks[label % 2]
pixels = list(range(9))
halves = rooms[:24], labels[:24], rooms[24:], labels[24:]
curve = 100 * choose_shift(*halves, pixels, 10, 0)["val_error"]

fig, ax = viz.figure()
ax.plot(pixels, curve, "o--", color=viz.COLORS["validation"])
ax.set(ylim=(0, 50), xlabel="m: hasta cuántos píxeles se corren")
ax.set_ylabel("error de validación (%)")
viz.show(
    fig,
    alt="Error de validación del vecino más cercano según cuánto se corren las "
    "imágenes de estudio: parte cerca de 37 %, baja a cerca de 4 % con 2 píxeles "
    "y desde ahí sube hasta pasar de 40 % con 8.",
)

# %% [markdown] tags=["solo-solucion"]
# **Qué se ve.** Son dos figuras (rayas acostadas o paradas) a la izquierda o a la derecha: cuatro
# clases. Correr poco completa la memoria con posiciones que faltaban. Correr mucho pasa figuras de un
# lado al otro con la etiqueta de antes: el mismo cambio que ayudaba ahora **rompe la etiqueta**.

# %% [markdown]
# ## 2.6 Leer una tabla (1 punto)
#
# Estas son mediciones reales: una red 784-128-128-10 con ReLU entrenada 100 épocas con 500 dígitos de
# MNIST, corridos al azar hasta $m$ píxeles en cada eje, con ceros en el hueco y un sorteo nuevo cada
# vez. Los errores de validación salen de otros 1.000 dígitos, medidos dos veces: **tal cual** y
# **corridos** al azar hasta 4 píxeles en cada eje. El de entrenamiento se mide como la red los estudia,
# corridos hasta $m$. Es el promedio de cinco semillas:
#
# | m (píxeles) | 0 | 1 | 2 | 3 | 4 | 6 | 9 | 12 |
# |---|---|---|---|---|---|---|---|---|
# | entrenamiento (%) | 0,0 | 0,0 | 0,5 | 1,8 | 3,0 | 8,6 | 17,2 | 27,4 |
# | validación, tal cual (%) | 12,8 | 8,5 | 7,7 | 9,3 | 10,4 | 15,2 | 21,2 | 25,9 |
# | validación, corridos (%) | 66,8 | 51,9 | 28,3 | 16,4 | 12,6 | 15,3 | 20,4 | 25,0 |

# %%
table_m = [0, 1, 2, 3, 4, 6, 9, 12]
table_train = [0.0, 0.0, 0.5, 1.8, 3.0, 8.6, 17.2, 27.4]
table_plain = [12.8, 8.5, 7.7, 9.3, 10.4, 15.2, 21.2, 25.9]
table_moved = [66.8, 51.9, 28.3, 16.4, 12.6, 15.3, 20.4, 25.0]

fig, ax = viz.figure()
ax.plot(table_m, table_train, "o-", color=viz.COLORS["train"], label="entrenamiento")
val = {"color": viz.COLORS["validation"]}
ax.plot(table_m, table_plain, "o--", **val, label="validación, tal cual")
ax.plot(table_m, table_moved, "s:", **val, label="validación, corridos")
ax.set(ylim=(0, 70), xlabel="m: hasta cuántos píxeles se corren", ylabel="error (%)")
ax.legend()
viz.show(
    fig,
    alt="Error según m, los datos de la tabla: el de entrenamiento solo sube; los dos "
    "de validación bajan, tocan fondo en lugares distintos y vuelven a subir; el de "
    "los corridos parte mucho más arriba, y los tres terminan juntos cerca de 26 %.",
)

# %% [markdown]
# Devuelve un diccionario con cinco claves:
#
# - `"best_plain"`: si van a llegar dígitos como los de validación **tal cual**, ¿qué $m$ de la tabla
#   elegirías? (un número)
# - `"best_moved"`: ¿y si van a llegar **corridos** hasta 4 píxeles? (un número)
# - `"saved"`: de cada 1.000 dígitos corridos, ¿cuántos deja de fallar la red si pasas de $m=0$ a
#   $m=4$? (un número)
# - `"why"`: con $m=12$ las tres filas están cerca de 26 %. ¿Qué es lo más probable? (una letra)
#   - `"a"`: la red memorizó los 500 dígitos;
#   - `"b"`: los dígitos de validación también se aumentaron;
#   - `"c"`: la red subajusta: tiene que aprender muchísimas posiciones, en algunas el dígito se sale de
#     la imagen, y no le alcanza;
#   - `"d"`: correr un dígito lo convierte en otro, y las etiquetas quedaron mal.
# - `"mirror"`: ¿en cuál problema se puede aumentar con un espejo (izquierda por derecha) dejando la
#   **misma** etiqueta? (una letra)
#   - `"a"`: leer las letras de una patente;
#   - `"b"`: decidir si en una foto hay un perro o un gato;
#   - `"c"`: decidir si una flecha apunta a la izquierda o a la derecha;
#   - `"d"`: encontrar la caja que encierra una cara.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Para cada decisión elige primero la fila: la que mide lo que va a llegar. Después busca su mínimo.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Para `"saved"`: un porcentaje es de cada 100. Para `"why"`: mira si el error de entrenamiento es bajo
# o alto, antes que la brecha. Para `"mirror"`: imagina la foto reflejada y responde de nuevo.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# De cada 100 dígitos corridos, la red pasa de fallar 66,8 a fallar 12,6. Y una red que falla más de la
# cuarta parte de lo que estudia no lo ha memorizado.
# </details>


# %%
def read_table():
    """Tus cinco lecturas de la tabla."""
    ### BEGIN SOLUTION
    return {"best_plain": 2, "best_moved": 4, "saved": 542, "why": "c", "mirror": "b"}
    ### END SOLUTION


# %% [markdown]
# Si algo no calza, vuelve a mirar la figura antes de abrir otra pista.

# %%
check("2.6")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** No hay un mejor aumento: hay uno para lo que va a llegar, y por eso cada fila de
# validación tiene su propio mínimo. Con $m=4$ la red deja de fallar $668-126=542$ de cada mil dígitos
# corridos. Pasado ese punto cada píxel extra gasta capacidad en posiciones que nadie pregunta, y sube
# hasta el error de entrenamiento: eso es subajuste. El espejo solo respeta la etiqueta cuando la
# respuesta no depende de la izquierda ni de la derecha.

# %% [markdown]
# ## ¿Cómo te fue?

# %%
check_all(2)
