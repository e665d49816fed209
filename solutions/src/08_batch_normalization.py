# %% [markdown]
# # 08 · Ejercicio: normalización por lotes
#
# Seis preguntas y diez puntos para pasar de un lote normalizado a mano a reparar una red que entrenó bien y
# predice mal.

# %% [markdown]
# ## Ficha
#
# - **Objetivos**: calcular a mano lo que sale de una capa BN al entrenar y al predecir; normalizar por
#   grupos de columnas y derivarlo; encontrar dos errores en una capa BN; recalibrar medias móviles capa
#   por capa y decidir con cuántos ejemplos; leer en una tabla cuándo conviene BN.
# - **Requisitos**: la lección 08, *Normalización por lotes*. De Python, funciones y arreglos de NumPy.
# - **Lectura**: 10 minutos, más unos 60 minutos de trabajo.
# - **Ejecución**: {{tiempo}}
# - **Clase**: láminas «Batch Normalization».

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
# Ocho reglas valen para todas las preguntas:
#
# - Usa solo NumPy y la biblioteca estándar de Python: al calificar no hay nada más. Tampoco red,
#   ventanas, otros programas ni archivos tuyos.
# - Cada llamada a tu función tiene **8 segundos** (todas juntas, 60) y 2 GB de memoria.
# - Al calificar se ejecuta de nuevo, de arriba abajo, lo que tus funciones usan de otras celdas. Antes
#   de entregar, `curso revisar` con tu archivo muestra lo que se verá.
# - **No modifiques los arreglos que recibes.** Si quieres trabajar sobre uno, cópialo antes.
# - En Python los decimales van con **punto**: `0.5`. Con coma, `0,5` son dos números.
# - Devuelve números, textos, listas o arreglos de NumPy.
# - Si recibes arreglos `float32`, lo natural es devolver `float32`. Con `float64` la respuesta vale igual, con un
#   aviso.
# - La convención es la de Keras: la varianza **divide por el número de valores** (no por uno menos), ε va
#   **dentro de la raíz**, $\sqrt{\sigma^2+\varepsilon}$, y `momentum` es el peso **del pasado**.

# %%
import numpy as np

from course_lib.grading import check, check_all
from course_lib.lab import viz

# %% [markdown]
# ## 8.1 A mano, cuatro ejemplos y dos neuronas (1 punto)
#
# Lápiz y papel. Esto llega a una capa BN, en modo entrenamiento:
#
# | ejemplo | neurona 1 | neurona 2 |
# |---|---|---|
# | 1 | 1 | 21 |
# | 2 | 3 | 15 |
# | 3 | 9 | 23 |
# | 4 | 3 | 21 |
#
# La capa tiene $\gamma=(2,\;8)$, $\beta=(1,\;-3)$, `momentum` 0,75 y $\varepsilon=7$ (un ε así no se usa:
# aquí sirve para que las raíces sean exactas y se note dónde va). Antes de este lote, las medias móviles
# valían $(8,\;12)$ y las varianzas móviles, $(21,\;53)$.
#
# Devuelve un diccionario, `{"y": …, "moving_mean": …, "moving_variance": …, "prediction": …}`, con:
#
# - `"y"`: lo que sale de la capa, una lista de cuatro filas de dos números;
# - `"moving_mean"` y `"moving_variance"`: las medias y las varianzas móviles **después** de este lote, dos
#   números cada una;
# - `"prediction"`: lo que sale, en modo inferencia y **ya actualizadas** las móviles, para un ejemplo nuevo
#   que vale $(12,\;0)$. Dos números.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# La media y la varianza son de cada columna: bajan por los ejemplos. La columna 1 promedia 4.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Las dos columnas tienen varianza 9, así que se dividen por $\sqrt{9+7}$. Al predecir no hay lote: las
# que mandan son la media y la varianza móviles.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# El primer número es $2\cdot\frac{1-4}{4}+1$. La media móvil de la neurona 1 es $0{,}75\cdot 8+0{,}25\cdot 4$, y su
# predicción, $2\cdot\frac{12-7}{\sqrt{18+7}}+1$.
# </details>


# %%
def by_hand():
    """Tus resultados de lápiz y papel: una tabla de 4 × 2 y tres listas de dos."""
    ### BEGIN SOLUTION
    return {
        "y": [[-0.5, -1], [0.5, -13], [3.5, 3], [0.5, -1]],
        "moving_mean": [7, 14],
        "moving_variance": [18, 42],
        "prediction": [3, -19],
    }
    ### END SOLUTION


# %% [markdown]
# ¿Cuadra con tu papel?

# %%
check("8.1")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Cada columna se centra y se divide por 4, la raíz de $9+7$; con un ε tan grande la varianza de
# $\hat x$ no es 1 sino $9/16$. El ejemplo nuevo no trae un lote con quien compararse: se mide con lo que la
# capa recuerda, media 7 y varianza 18 en la neurona 1, que son tres cuartos del pasado y un cuarto de
# este lote.

# %% [markdown]
# ## 8.2 Por grupos de columnas, sin lote (2 puntos)
#
# ¿Y si la media y la varianza no salieran del lote? La normalización **por grupos** parte las $D$ columnas en
# `groups` grupos de columnas **seguidas** y del mismo tamaño: con 6 columnas y `groups=2`, las tres primeras
# y las tres últimas. Cada ejemplo usa solo lo suyo: una media y una varianza **por ejemplo y por grupo**.
# Después, $\gamma$ y $\beta$ como siempre, una por **columna**:
#
# $$\hat x_{ij}=\frac{x_{ij}-\mu_{ik}}{\sqrt{\sigma^2_{ik}+\varepsilon}},\qquad y_{ij}=\gamma_j\,\hat x_{ij}+\beta_j,\qquad k=\text{el grupo de la columna } j.$$
#
# Escribe `group_norm(x, groups, gamma, beta, epsilon)`. `x` tiene forma `(N, D)`; `gamma` y `beta`, forma `(D,)`;
# `groups` es un entero que divide a $D$. Devuelve `y`, de forma `(N, D)`. Tiene que servir con un solo ejemplo y
# también con `groups` igual a 1 (un grupo con todas las columnas) o a $D$ (grupos de una columna: ¿qué sale ahí?
# Piénsalo antes).
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# ¿Cuántas medias hay en total? No son $D$, como en BN, ni $N$.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Dale a `x` un eje más: `x.reshape(N, groups, D // groups)`. Ahora cada grupo es una fila del último eje.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Con `parts` el arreglo de tres ejes, `mean = parts.mean(axis=2, keepdims=True)` y lo mismo con `var`.
# Normaliza, vuelve a la forma de `x` y recién ahí usa `gamma` y `beta`.
# </details>


# %%
def group_norm(x, groups, gamma, beta, epsilon):
    """Normaliza cada ejemplo por grupos de columnas seguidas: x (N, D) → y (N, D)."""
    ### BEGIN SOLUTION
    parts = x.reshape(len(x), groups, -1)
    mean = parts.mean(axis=2, keepdims=True)
    variance = parts.var(axis=2, keepdims=True)
    x_hat = (parts - mean) / np.sqrt(variance + epsilon)
    return gamma * x_hat.reshape(x.shape) + beta
    ### END SOLUTION


# %% [markdown]
# La revisión prueba con varios tamaños de grupo y con un ejemplo solo.

# %%
check("8.2")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Lo que sale para un ejemplo ya no depende de con quiénes le toque: por eso da lo mismo el tamaño del
# lote, no hay medias móviles y entrenar y predecir son la misma cuenta. El precio: con grupos de una
# columna, $x-\mu$ es siempre 0 y solo queda $\beta$; cada grupo necesita varias columnas.

# %% tags=["solo-solucion"]
rng = np.random.default_rng(1)
x = rng.normal(3, 2, (1000, 8))
sizes = [2, 4, 8, 16, 32, 64, 128]
ones, zeros, spread = np.ones(8), np.zeros(8), {"por lotes": [], "por grupos": []}
for size in sizes:
    lots = [np.r_[x[:1], rng.choice(x[1:], size - 1)] for _ in range(500)]
    batch = [((lot - lot.mean(axis=0)) / lot.std(axis=0))[0, 0] for lot in lots]
    groups = [group_norm(lot, 2, ones, zeros, 1e-3)[0, 0] for lot in lots]
    spread["por lotes"].append(np.std(batch))
    spread["por grupos"].append(np.std(groups))
fig, ax = viz.figure()
for name, style in zip(spread, ("o-", "s--"), strict=True):
    ax.plot(sizes, spread[name], style, label=name)
ax.set(xscale="log", xticks=sizes, xticklabels=sizes, xlabel="ejemplos en el lote")
ax.set(ylabel="desviación", title="El mismo ejemplo en 500 lotes distintos")
ax.minorticks_off()
viz.label_lines(ax)
viz.show(
    fig,
    alt="Cuánto varía lo que sale para un mismo ejemplo según el tamaño del lote. Por "
    "lotes, mucho con lotes chicos y cada vez menos al crecer; por grupos, siempre 0.",
)

# %% [markdown] tags=["solo-solucion"]
# **Qué se ve.** Con BN, lo que sale para el mismo ejemplo baila según sus compañeros, más cuanto más chico es el lote.
# Por grupos no se mueve: la línea está en 0.

# %% [markdown]
# ## 8.3 Dos errores en una capa (1 punto)
#
# Alguien escribió esta capa BN. La red que la usa baja su pérdida como debe al entrenar, y al predecir hace cosas raras.
# La función recibe todo lo que necesita y devuelve tres cosas: `y` y las nuevas `moving_mean` y
# `moving_variance`.


# %%
def broken_batch_norm(
    x, gamma, beta, moving_mean, moving_variance, momentum, epsilon, training
):
    """BN de x (N, D) o (N, alto, ancho, D). Tiene dos errores."""
    moving_mean, moving_variance = moving_mean.copy(), moving_variance.copy()
    axes = tuple(range(x.ndim - 1))
    mean, variance = x.mean(axis=axes), x.var(axis=axes)
    if training:
        moving_mean = moving_mean + momentum * (mean - moving_mean)
        moving_variance = moving_variance + momentum * (variance - moving_variance)
    x_hat = (x - mean) / np.sqrt(variance + epsilon)
    return gamma * x_hat + beta, moving_mean, moving_variance


# %% [markdown]
# Estos son los síntomas. En modo inferencia, el **mismo** ejemplo, `[1.0, 5.0]`, primero solo y después acompañado. Y
# en modo entrenamiento, la media móvil después de **un** paso con `momentum` 0,99: partió en $(0,\;0)$ y la del lote es
# $(2,\;0{,}5)$.

# %%
alone = np.array([[1.0, 5.0]])
pair = np.array([[1.0, 5.0], [3.0, -4.0]])
state = (np.ones(2), np.zeros(2), np.zeros(2), np.ones(2), 0.99, 1e-3)
print("solo:      ", broken_batch_norm(alone, *state, False)[0][0].round(2))
print("acompañado:", broken_batch_norm(pair, *state, False)[0][0].round(2))
print("media móvil:", broken_batch_norm(pair, *state, True)[1].round(2))

# %% [markdown]
# Escribe `batch_norm`, con los mismos argumentos y lo mismo que devuelve, sin errores. Hay **dos**, y mientras el
# primero siga ahí el segundo no se nota en las predicciones. Lo que se espera de ella:
#
# - si `training` es verdadero, normaliza con la media y la varianza del lote y **anota** en las móviles;
# - si es falso, normaliza con las móviles que recibe y devuelve copias de ellas, con los **mismos** valores;
# - las móviles siguen la convención de Keras: `momentum` es el peso del pasado;
# - `x` tiene forma `(N, D)` o `(N, alto, ancho, D)`; los demás arreglos, `(D,)`.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Al predecir, un ejemplo no puede depender de sus compañeros. ¿De dónde salen `mean` y `variance` en la última línea
# que las usa?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# El segundo está en las móviles. Con `momentum` 0,99, ¿cuánto de lo anotado debería cambiar en un paso? Compáralo con
# lo que imprimió la celda.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Una rama `else` con `mean, variance = moving_mean, moving_variance`, y
# `momentum * moving_mean + (1 - momentum) * mean`.
# </details>


# %%
def batch_norm(
    x, gamma, beta, moving_mean, moving_variance, momentum, epsilon, training
):
    """BN reparada: devuelve y, moving_mean y moving_variance."""
    ### BEGIN SOLUTION
    moving_mean, moving_variance = moving_mean.copy(), moving_variance.copy()
    if training:
        axes = tuple(range(x.ndim - 1))
        mean, variance = x.mean(axis=axes), x.var(axis=axes)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * variance
    else:
        mean, variance = moving_mean, moving_variance
    x_hat = (x - mean) / np.sqrt(variance + epsilon)
    return gamma * x_hat + beta, moving_mean, moving_variance
    ### END SOLUTION


# %% [markdown]
# Se revisan varios pasos seguidos y después la predicción, con tablas y con imágenes.

# %%
check("8.3")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Predecir con el lote hace que la respuesta de un ejemplo dependa de sus vecinos, y deja al que viene solo
# en $\beta$. Las móviles no se usaban, así que nadie podía notar que estaban al revés: en PyTorch `momentum` es
# el peso de lo **nuevo**, y quien copia 0,99 de un lado al otro se queda con casi puro último lote.

# %% tags=["solo-solucion"]
rng = np.random.default_rng(2)
lots = rng.normal(5, 3, (400, 8, 1))
fig, ax = viz.figure()
styles = ("-", "without"), ("--", "with")
for function, (style, color) in zip(
    (broken_batch_norm, batch_norm), styles, strict=True
):
    moving, variance, path = np.zeros(1), np.ones(1), []
    for lot in lots:
        state = np.ones(1), np.zeros(1), moving, variance, 0.99, 1e-3
        _, moving, variance = function(lot, *state, True)
        path.append(moving[0])
    name = "reparada" if function is batch_norm else "con los errores"
    ax.plot(path, style, color=viz.COLORS[color], label=name, linewidth=1.5)
ax.axhline(5, color="0.5", linewidth=1)
ax.set(xlabel="paso", ylabel="media móvil", title="momentum 0,99 y lotes de 8")
viz.label_lines(ax)
viz.show(
    fig,
    alt="La media móvil en 400 pasos, con una línea en la media verdadera, 5. Con el "
    "error salta con cada lote, entre 2 y 8; reparada, sube despacio desde 0 y se "
    "queda cerca de 5.",
)

# %% [markdown] tags=["solo-solucion"]
# **Qué se ve.** Con los pesos al revés la media móvil repite al último lote, con todo su ruido. Reparada parte atrasada,
# que es la trampa de la lección, y después casi no se mueve de 5.

# %% [markdown]
# ## 8.4 La vuelta, por grupos (2 puntos)
#
# Escribe `group_norm_backward(x, groups, gamma, epsilon, grad)`, la vuelta de 8.2. `grad` es $\delta=\partial L/\partial y$, de
# forma `(N, D)`, igual que `x`. Devuelve tres cosas, en este orden: `d_x` (forma `(N, D)`), `d_gamma` y `d_beta`
# (forma `(D,)`), que son $\partial L/\partial x$, $\partial L/\partial\gamma$ y $\partial L/\partial\beta$. La pérdida $L$ es una **suma** sobre el lote: no dividas
# por $N$.
#
# La fórmula compacta de la lección (sección [«La vuelta, nodo por
# nodo»](../notebooks/08_batch_normalization.ipynb#vuelta)) vale si cambias **sobre qué** se promedia. Pero atención
# con $\gamma$: en BN era la misma en todo el promedio y daba lo mismo sacarla de él; aquí cambia **dentro** de cada
# grupo.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Empieza por $\gamma$ y $\beta$: son por columna y las usan todos los ejemplos. Para `d_x`, ¿con qué otros números
# comparte media y varianza $x_{ij}$?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Primero $g=\gamma\delta$, columna por columna. Después, la fórmula compacta de la lección con tres ejes, como en la
# ida: las barras son promedios dentro de cada grupo de cada ejemplo, y cada grupo tiene su propio
# $s=\sqrt{\sigma^2+\varepsilon}$.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# $\frac1s\left(g-\overline{g}-\hat x\,\overline{g\hat x}\right)$, con `g = (grad * gamma).reshape(parts.shape)` y los promedios con
# `mean(axis=2, keepdims=True)`. Además,
# `d_gamma = (grad * x_hat).sum(axis=0)` y `d_beta = grad.sum(axis=0)`.
# </details>


# %%
def group_norm_backward(x, groups, gamma, epsilon, grad):
    """La vuelta de `group_norm`: d_x (N, D), d_gamma (D,) y d_beta (D,)."""
    ### BEGIN SOLUTION
    parts = x.reshape(len(x), groups, -1)
    std = np.sqrt(parts.var(axis=2, keepdims=True) + epsilon)
    x_hat = (parts - parts.mean(axis=2, keepdims=True)) / std
    g = (grad * gamma).reshape(parts.shape)
    along = (g * x_hat).mean(axis=2, keepdims=True)
    d_x = (g - g.mean(axis=2, keepdims=True) - x_hat * along) / std
    d_gamma = (grad * x_hat.reshape(x.shape)).sum(axis=0)
    return d_x.reshape(x.shape), d_gamma, grad.sum(axis=0)
    ### END SOLUTION


# %% [markdown]
# Los gradientes que entran son al azar: ningún atajo acierta por casualidad.

# %%
check("8.4")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** La vuelta promedia sobre lo mismo que la ida: los que compartieron media y varianza. Por eso cada
# grupo de `d_x` suma 0, como cada columna en BN. Y $\gamma$ entra **antes** de promediar, porque cada columna del grupo
# trae la suya. Lo comprobamos con diferencias finitas.

# %% tags=["solo-solucion"]
rng = np.random.default_rng(3)
x, delta = rng.standard_normal((2, 3, 6))
gamma, beta, step = rng.standard_normal(6), np.zeros(6), 1e-5
d_x = group_norm_backward(x, 2, gamma, 0.1, delta)[0]
numeric = np.zeros_like(x)
for index in np.ndindex(x.shape):
    move = np.zeros_like(x)
    move[index] = step
    up, down = (group_norm(x + m, 2, gamma, beta, 0.1) for m in (move, -move))
    numeric[index] = np.sum(delta * (up - down)) / (2 * step)
print("coincide con diferencias finitas:", np.allclose(d_x, numeric, atol=1e-8))
print("cada grupo suma 0:", np.allclose(d_x.reshape(3, 2, 3).sum(axis=2), 0))

# %% [markdown]
# ## 8.5 Salir de la trampa, y decidir con cuánto (3 puntos)
#
# Una red de dos capas ocultas entrenó 64 pasos con `momentum=0.99` y quedó en la [trampa de la
# lección](../notebooks/08_batch_normalization.ipynb#trampa): buenos pesos y medias móviles atrasadas. La vas a
# reparar **sin entrenar**, y sin modificar la que recibes.
#
# `hidden` es una lista con sus dos capas ocultas. Cada una es un diccionario con cinco arreglos: `"kernel"`,
# `"gamma"`, `"beta"`, `"moving_mean"` y `"moving_variance"`. Una capa oculta hace tres cosas: multiplica lo que le
# entra por `kernel` (`x @ kernel`, sin sesgo), después BN y después ReLU. Al final, los puntajes de las clases son lo
# que sale de la segunda capa, multiplicado por `kernel_out` (sin sesgo).
#
# **Primero.** Escribe `recalibrate(hidden, x, epsilon)`. Devuelve dos listas, las medias y las varianzas, cada una con
# un arreglo por capa: las de lo que llega a cada BN cuando por la red pasan **todas** las filas de `x` de una
# vez. Ojo: lo que llega a la segunda depende de cómo normaliza la primera, que **ya usa lo recalibrado**.
#
# **Después.** Pasar datos cuesta: ¿cuántos bastan? Escribe
# `choose_size(hidden, kernel_out, x_train, x_val, y_val, sizes, epsilon)`. Por cada tamaño $n$ de `sizes` (una lista
# creciente), recalibra con las **primeras $n$ filas** de `x_train` y mide los aciertos de validación, en **%** y en
# modo inferencia. Devuelve un diccionario con:
#
# - `"before"`: el % de aciertos de validación con las móviles que la red traía;
# - `"after"`: una lista o un arreglo, el % de aciertos de validación con cada tamaño;
# - `"size"`: el **menor** tamaño que queda a no más de **1 punto** del mejor de `"after"`. Un punto es la diferencia
#   entre 85 % y 84 %: con 512 ejemplos de validación, la sola suerte mueve más que eso. No redondees.
#
# `x_train` y `x_val` tienen forma `(512, 6)`; `y_val` trae las clases, de 0 a 3. No hacen falta etiquetas de
# entrenamiento.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Recalibrar es pasar los datos en modo entrenamiento y anotar. Predecir es pasar otros datos con lo anotado. Solo
# cambia de dónde salen la media y la varianza.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Dentro del ciclo sobre `hidden`: calcula `z = x @ kernel`, anota su media y su varianza, normaliza con **esas** y
# sigue con lo que sale. Los datos de validación no participan: solo se miden.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Las dos funciones se apoyan en lo mismo: ayúdate con una función `activate(z, layer, mean, variance, epsilon)` que
# haga BN y ReLU. Para decidir, `np.argmax(after >= after.max() - 1)` es la primera posición que cumple.
# </details>


# %%
def recalibrate(hidden, x, epsilon):
    """Medias y varianzas de lo que llega a cada BN al pasar todas las filas de x."""
    ### BEGIN SOLUTION
    means, variances = [], []
    for layer in hidden:
        z = x @ layer["kernel"]
        means.append(z.mean(axis=0))
        variances.append(z.var(axis=0))
        x_hat = (z - means[-1]) / np.sqrt(variances[-1] + epsilon)
        x = np.maximum(layer["gamma"] * x_hat + layer["beta"], 0)
    return means, variances
    ### END SOLUTION


# %% [markdown]
# Y el experimento, que usa la anterior.


# %%
def choose_size(hidden, kernel_out, x_train, x_val, y_val, sizes, epsilon):
    """Aciertos antes y después de recalibrar con cada tamaño, y el menor que basta."""

    ### BEGIN SOLUTION
    def accuracy(means, variances):
        x = x_val
        for layer, mean, variance in zip(hidden, means, variances, strict=True):
            x_hat = (x @ layer["kernel"] - mean) / np.sqrt(variance + epsilon)
            x = np.maximum(layer["gamma"] * x_hat + layer["beta"], 0)
        return 100 * np.mean((x @ kernel_out).argmax(axis=1) == y_val)

    stale = (
        [layer[f"moving_{name}"] for layer in hidden] for name in ("mean", "variance")
    )
    after = [accuracy(*recalibrate(hidden, x_train[:n], epsilon)) for n in sizes]
    enough = np.array(after) >= max(after) - 1
    return {
        "before": accuracy(*stale),
        "after": np.array(after),
        "size": sizes[np.argmax(enough)],
    }
    ### END SOLUTION


# %% [markdown]
# La revisión entrena una red de verdad, con datos al azar, y te la entrega. Tu elección tiene que salir de **tus**
# mediciones.

# %%
check("8.5")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** La segunda capa recibe lo que la primera normaliza: si esa todavía usa sus móviles viejas, se anotan las
# estadísticas de una red que no va a existir. Y como las diferencias de un punto entre tamaños son pura suerte,
# quedarse con el mayor valor de la curva sería gastar datos por perseguir ruido. Solo se recalibra con
# entrenamiento: con validación, los aciertos que informas ya vieron los datos con que se miden.

# %% [markdown] tags=["solo-solucion"]
# Para ver la curva entrenamos aquí una red como la de la revisión: cuatro clases en dos nubes cada una.

# %% tags=["solo-solucion"]
import course_lib as lib

rng = np.random.default_rng(5)
centers = rng.normal(0, 1.5, (4, 2, 6))
y = rng.integers(4, size=1024)
x = 5 + centers[y, rng.integers(2, size=1024)] + rng.standard_normal((1024, 6))
layers = []
for _ in range(2):
    norm = lib.layers.BatchNormalization(momentum=0.99, epsilon=0.1)
    layers += [
        lib.layers.Dense(16, use_bias=False),
        norm,
        lib.layers.Activation("relu"),
    ]
model = lib.Sequential([*layers, lib.layers.Dense(4, use_bias=False)], seed=5)
loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(optimizer=lib.optimizers.SGD(0.1), loss=loss)
model.fit(x[:512], y[:512], batch_size=16, epochs=2, verbose=0)
names, weights = (
    ["kernel", "gamma", "beta", "moving_mean", "moving_variance"],
    model.get_weights(),
)
hidden = [dict(zip(names, weights[i : i + 5], strict=True)) for i in (0, 5)]
sizes = [4, 8, 16, 32, 64, 128, 256, 512]
result = choose_size(hidden, weights[10], x[:512], x[512:], y[512:], sizes, 0.1)

# %% [markdown] tags=["solo-solucion"]
# Y la dibujamos, con lo que acertaba antes y con el tamaño elegido.

# %% tags=["solo-solucion"]
fig, ax = viz.figure()
ax.plot(sizes, result["after"], "o-", color=viz.COLORS["with"], label="recalibrada")
before = np.full(len(sizes), result["before"])
ax.plot(sizes, before, "--", color=viz.COLORS["without"], label="como quedó")
ax.axvline(result["size"], color="0.6", linewidth=1)
ax.set(xscale="log", xticks=sizes, xticklabels=sizes, ylim=(0, 100))
ax.set(xlabel="ejemplos para recalibrar", ylabel="aciertos de validación (%)")
ax.minorticks_off()
viz.label_lines(ax)
viz.show(
    fig,
    alt="Aciertos de validación según los ejemplos usados para recalibrar: unos 60 % "
    "con 4 y 8, casi 80 % con 16 y plano desde 32, donde está la línea vertical. La "
    "red como quedó acierta 39 %.",
)

# %% [markdown] tags=["solo-solucion"]
# **Qué se ve.** La red «acertaba» 39 % y con los mismos pesos llega a 81 %. Con 4 u 8 ejemplos las estadísticas todavía
# son malas; desde 32, donde está la línea vertical, más datos solo mueven la curva lo que la mueve la suerte.

# %% [markdown]
# ## 8.6 Leer una tabla (1 punto)
#
# Mediciones reales: una red 784-64-64-10 con ReLU y pesos de He, 3 épocas con 2.000 dígitos de MNIST y SGD con tasa
# 0,02, **la misma en todas las columnas**. Con BN, va antes de cada ReLU y con `momentum=0.9`. El error es de
# validación, con otros 1.000 dígitos. «Recalibrada» es la misma red con BN, después de recalibrar con los 2.000. La última
# fila compara, en la primera capa BN, la varianza móvil con la que tienen de verdad los 2.000, promediadas sobre las 64
# neuronas. Es el promedio de cinco semillas:
#
# | ejemplos por lote | 2 | 4 | 8 | 16 | 32 | 64 | 128 |
# |---|---|---|---|---|---|---|---|
# | error sin BN (%) | 11,1 | 11,3 | 12,0 | 14,1 | 18,6 | 27,1 | 47,8 |
# | error con BN (%) | 35,9 | 12,1 | 10,3 | 11,6 | 13,7 | 18,7 | 27,8 |
# | error con BN, recalibrada (%) | 33,6 | 11,8 | 10,2 | 11,3 | 13,8 | 18,3 | 27,8 |
# | varianza móvil ÷ verdadera | 0,49 | 0,74 | 0,87 | 0,93 | 0,96 | 0,96 | 1,00 |

# %%
table_size = [2, 4, 8, 16, 32, 64, 128]
table_without = [11.1, 11.3, 12.0, 14.1, 18.6, 27.1, 47.8]
table_with = [35.9, 12.1, 10.3, 11.6, 13.7, 18.7, 27.8]
table_recalibrated = [33.6, 11.8, 10.2, 11.3, 13.8, 18.3, 27.8]
table_ratio = [0.49, 0.74, 0.87, 0.93, 0.96, 0.96, 1.00]

fig, ax = viz.figure()
ax.plot(table_size, table_without, "o-", color=viz.COLORS["without"], label="sin BN")
ax.plot(table_size, table_with, "s--", color=viz.COLORS["with"], label="con BN")
ax.set(xscale="log", xticks=table_size, xticklabels=table_size, ylim=(0, 50))
ax.set(xlabel="ejemplos por lote", ylabel="error de validación (%)")
ax.minorticks_off()
viz.label_lines(ax)
viz.show(
    fig,
    alt="Error según el tamaño del lote, los datos de la tabla: sin BN sube de 11,1 % "
    "a 47,8 %; con BN parte en 35,9 % con lotes de 2, baja a 10,3 % con 8 y sube a "
    "27,8 %.",
)

# %% [markdown]
# Devuelve un diccionario con cuatro claves:
#
# - `"from_size"`: ¿desde qué tamaño de lote conviene BN, o sea, tiene menos error que la red sin BN en ese tamaño y en
#   todos los mayores? (un número de la tabla)
# - `"fraction"`: hay una razón para la última fila, que la explica casi toda cuando el lote es chico. Si los ejemplos
#   de un lote se sacan al azar e independientes de una población de varianza $\sigma^2$, la varianza **del lote**,
#   que divide por $N$, vale en promedio una fracción de $\sigma^2$. ¿Qué fracción, con lotes de **5**? (un número
#   entre 0 y 1)
# - `"culprit"`: con lotes de 2, ¿por qué falla tanto la red con BN? (una letra)
#   - `"a"`: por las medias móviles: al predecir se usan unas estadísticas malas;
#   - `"b"`: por cómo entrenó: normalizar con dos ejemplos borra casi todo lo que traían;
#   - `"c"`: porque lotes tan chicos no dejan entrenar a ninguna red;
#   - `"d"`: porque sobreajusta: con más pasos memoriza.
# - `"advice"`: en la memoria de tu máquina solo caben lotes de 2, y quieres normalizar igual. ¿Qué haces? (una letra)
#   - `"a"`: BN con `momentum=0.999`, para promediar más lotes;
#   - `"b"`: BN, y predecir también con las estadísticas de cada lote;
#   - `"c"`: BN con otra tasa de aprendizaje, que con BN casi cualquiera sirve;
#   - `"d"`: normalizar por grupos, que no usa el lote.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Compara las dos primeras filas columna por columna, de derecha a izquierda. Después, en la columna del 2, las filas
# segunda y tercera.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Con lotes de 2, recalibrar arregla la última fila y baja solo 2 de los 25 puntos que separan a esa red de la red sin
# BN: ¿quién queda como sospechoso? Para `"fraction"`, la media del lote se acerca a sus propios ejemplos: por eso
# otros dividen por $N-1$.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# En promedio, la varianza que divide por $N$ es $\frac{N-1}{N}\sigma^2$: con 2 da 0,5 y con 4, 0,75, como en la tabla.
# </details>


# %%
def read_table():
    """Tus cuatro lecturas de la tabla."""
    ### BEGIN SOLUTION
    return {"from_size": 8, "fraction": 0.8, "culprit": "b", "advice": "d"}
    ### END SOLUTION


# %% [markdown]
# Si algo no calza, mira otra vez la columna del 2.

# %%
check("8.6")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Con lotes de 2 recalibrar repara la varianza y el error apenas baja, de 35,9 % a 33,6 %: el daño está
# en los pesos, que se entrenaron viendo solo «quién de los dos es mayor». Una memoria más larga tampoco sirve:
# promedia mejor una varianza que ya viene a la mitad. Desde 8 BN gana, y más cuanto más grande el lote, porque con la
# misma tasa y las mismas épocas hay menos pasos y cada uno tiene que avanzar más: con otra tasa para cada una la
# ventaja se achica, como viste en la lección. Y si no te importa normalizar, con lotes de 2 basta con no hacerlo: la
# red sin BN falla 11,1 %.

# %% [markdown]
# ## ¿Cómo te fue?

# %%
check_all(8)
