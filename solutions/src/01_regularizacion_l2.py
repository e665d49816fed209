# %% [markdown]
# # 01 · Ejercicio: regularización L2
#
# Seis preguntas y diez puntos para pasar de una penalización calculada a mano a elegir λ con
# datos de validación.

# %% [markdown]
# ## Ficha
#
# - **Objetivos**: calcular una penalización L2 y su gradiente, también cuando cada capa tiene su
#   propio λ; escribir el paso de descenso con decaimiento, dentro y fuera de la pérdida; ajustar
#   una regresión ridge sin castigar el sesgo; elegir λ con datos de validación; leer una curva.
# - **Requisitos**: la lección 01, *Regularización L2*. De Python, funciones y arreglos de NumPy.
# - **Lectura**: 10 minutos, más 40 a 60 minutos de trabajo.
# - **Ejecución**: {{tiempo}}
# - **Clase**: láminas «Regularización – L2 Regularization».

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
# - La pérdida sigue la convención de Keras: **error promedio + λ·Σw²**. Sin ½ y sin dividir la
#   penalización por el número de ejemplos. Los sesgos no se penalizan.

# %%
import numpy as np

from course_lib.grading import check, check_all
from course_lib.lab import viz

# %% [markdown]
# ## 1.1 A mano, con números pequeños (1 punto)
#
# Lápiz y papel. Una neurona tiene tres pesos y un sesgo:
#
# $$w = (2,\; -1,\; 0), \qquad b = 5.$$
#
# Con los datos de un lote, la retropropagación entrega el gradiente del **error promedio** (todavía
# sin penalización):
#
# $$\frac{\partial\,\text{error}}{\partial w} = (1,\; 0,\; -3), \qquad
# \frac{\partial\,\text{error}}{\partial b} = 1.$$
#
# Se entrena con L2 sobre los pesos (no sobre el sesgo), con $\lambda = 0{,}1$, y descenso del
# gradiente simple con tasa de aprendizaje $\eta = 0{,}5$. Devuelve un diccionario,
# `{"penalty": …, "gradient": […], "w": […], "b": …}`, con:
#
# - `"penalty"`: cuánto suma la penalización a la pérdida;
# - `"gradient"`: el gradiente de la pérdida **completa** respecto de $w$ (tres números);
# - `"w"` y `"b"`: los pesos y el sesgo **después** de un paso.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Escribe la pérdida completa como una suma de dos términos y deriva cada uno por separado.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# La derivada de $\lambda\sum_j w_j^2$ respecto de $w_j$ no es $\lambda w_j$. ¿Qué baja del
# exponente? ¿Y aparece $b$ en la suma?
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Gradiente completo: $\partial\,\text{error}/\partial w + 2\lambda w$. Después,
# $w \leftarrow w - \eta\cdot\text{gradiente}$; el sesgo usa solo su gradiente del error.
# </details>


# %%
def by_hand():
    """Tus resultados de lápiz y papel: dos números y dos listas de tres números."""
    ### BEGIN SOLUTION
    return {
        "penalty": 0.5,
        "gradient": [1.4, -0.2, -3.0],
        "w": [1.3, -0.9, 1.5],
        "b": 4.5,
    }
    ### END SOLUTION


# %% [markdown]
# ¿Coincide con lo que esperabas?

# %%
check("1.1")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** La penalización es $0{,}1\cdot(4+1+0)=0{,}5$ y su derivada, $2\lambda w=(0{,}4;\;
# -0{,}2;\; 0)$, se suma al gradiente de los datos. El tercer peso muestra que *penalizar* no es
# *congelar*: vale 0, la penalización no lo toca y los datos lo llevan a 1,5; el segundo, en cambio,
# no recibe nada de los datos y la penalización lo encoge de −1 a −0,9, o sea, lo multiplica por
# $1-2\eta\lambda=0{,}9$.

# %% [markdown]
# ## 1.2 Un λ por capa, y los sesgos en paz (2 puntos)
#
# `weights` es la lista que entrega `model.get_weights()` en una red densa: primero el kernel de la
# capa 1 (una matriz), luego su sesgo (un vector), después el kernel de la capa 2, su sesgo, y así:
# `[W1, b1, W2, b2, …]`. La lista `l2` trae **un λ por capa**: `[λ1, λ2, …]`.
#
# Escribe `penalty_and_gradients(weights, l2)`, que devuelve dos cosas:
#
# 1. la penalización total $\sum_{\text{capas}} \lambda_k \sum W_k^2$, un número;
# 2. la lista de sus gradientes: uno por cada arreglo de `weights`, en el mismo orden y con la misma
#    forma. El de un sesgo es un arreglo de ceros.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# La lista `weights` tiene el doble de elementos que `l2`. ¿Qué λ le corresponde al arreglo número
# `i`? ¿En qué se distinguen un kernel y un sesgo?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Los kernels son `weights[::2]` y los sesgos `weights[1::2]`. También puedes mirar `ndim`: 2 para
# un kernel, 1 para un sesgo.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Recorre `zip(weights[::2], weights[1::2], l2)`. En cada vuelta: suma `lam * np.sum(W**2)` y agrega
# a la lista `2 * lam * W` y `np.zeros_like(b)`.
# </details>


# %%
def penalty_and_gradients(weights, l2):
    """Penalización L2 de la red, con un λ por capa, y su gradiente en cada arreglo."""
    ### BEGIN SOLUTION
    penalty, gradients = 0.0, []
    for kernel, bias, lam in zip(weights[::2], weights[1::2], l2, strict=True):
        penalty += lam * np.sum(kernel**2)
        gradients += [2 * lam * kernel, np.zeros_like(bias)]
    return penalty, gradients
    ### END SOLUTION


# %% [markdown]
# La revisión prueba con redes de distinto tamaño y con un λ distinto en cada capa.

# %%
check("1.2")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Cada capa paga por sus propios pesos, así que la penalización es una suma y el
# gradiente de cada kernel solo ve su propio λ. El sesgo no multiplica a ninguna entrada: solo
# desplaza la salida y no puede volver la función más ondulada, de modo que empujarlo a cero
# estorba sin regularizar; por eso en Keras `kernel_regularizer` y `bias_regularizer` van separados.

# %% [markdown]
# ## 1.3 Encoger hacia un punto de partida (2 puntos)
#
# Cuando ajustas una red ya entrenada no quieres que los pesos se acerquen a 0, sino que **no se
# alejen de los que traía**, $w_0$. La penalización es entonces $\lambda\sum(w-w_0)^2$: un elástico
# amarrado a $w_0$. (Con $w_0=0$ es la L2 de siempre.)
#
# El optimizador es SGD con momento, como en Keras:
#
# $$v \leftarrow \mu v - \eta g, \qquad w \leftarrow w + v.$$
#
# Escribe las dos maneras de encoger. Ambas reciben `grad`, el gradiente del error **sin**
# penalización, y devuelven dos cosas: el nuevo `w` y la nueva `velocity` (que es $v$). `w`,
# `velocity`, `grad` y `w0` son arreglos de la misma forma; los demás argumentos, números: `momentum`
# es $\mu$, `learning_rate` es $\eta$ y `l2` es $\lambda$.
#
# - `step_l2(w, velocity, grad, w0, learning_rate, momentum, l2)`: la penalización está **en la
#   pérdida**; su gradiente entra en $g$.
# - `step_decoupled(w, velocity, grad, w0, learning_rate, momentum, weight_decay)`: el decaimiento
#   va **desacoplado**, como el `weight_decay` de Keras. **Primero** acerca los pesos a $w_0$: la
#   distancia $w-w_0$ pierde una fracción $\eta\cdot$`weight_decay`. **Después** da el paso de SGD
#   con momento con `grad` tal cual; la velocidad no se entera del decaimiento.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# La única diferencia entre las dos es **qué entra en la velocidad**. Escribe primero `step_l2`:
# ¿cuál es la derivada de $\lambda\sum(w-w_0)^2$?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# En `step_l2`, $g$ es `grad` más $2\lambda(w-w_0)$. En `step_decoupled` hay dos líneas separadas:
# una que encoge la distancia a $w_0$ y otra que da el paso con el gradiente limpio.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Desacoplado: `w = w - learning_rate * weight_decay * (w - w0)`, luego
# `velocity = momentum * velocity - learning_rate * grad`, y se devuelve `w + velocity, velocity`.
# </details>


# %%
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    """Un paso de SGD con momento y λ·Σ(w − w0)² dentro de la pérdida."""
    ### BEGIN SOLUTION
    total = grad + 2 * l2 * (w - w0)
    velocity = momentum * velocity - learning_rate * total
    return w + velocity, velocity
    ### END SOLUTION


def step_decoupled(w, velocity, grad, w0, learning_rate, momentum, weight_decay):
    """Un paso de SGD con momento y decaimiento desacoplado hacia w0."""
    ### BEGIN SOLUTION
    w = w - learning_rate * weight_decay * (w - w0)
    velocity = momentum * velocity - learning_rate * grad
    return w + velocity, velocity
    ### END SOLUTION


# %% [markdown]
# Se revisan el primer paso, desde el reposo, y varios pasos seguidos, cuando la velocidad ya pesa.

# %%
check("1.3")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Desde el reposo y con `weight_decay = 2·l2` los dos dan exactamente el mismo paso:
# por eso se dice tan seguido que «son lo mismo». Con momento dejan de serlo, porque la penalización
# que entró en la velocidad sigue empujando en los pasos siguientes y el decaimiento desacoplado no.

# %% tags=["solo-solucion"]
steps = {"en la pérdida (L2)": (step_l2, 0.05), "desacoplado": (step_decoupled, 0.1)}
fig, ax = viz.figure()
for name, (step, strength) in steps.items():
    w, velocity, path = np.ones(1), np.zeros(1), []
    for _ in range(60):
        path.append(w[0])
        w, velocity = step(w, velocity, np.zeros(1), 0.0, 0.5, 0.9, strength)
    ax.plot(path, label=name)
ax.set(xlabel="paso", ylabel="peso w", title="Sin gradiente de los datos, momento 0,9")
viz.label_lines(ax)
viz.show(
    fig,
    alt="Un peso parte en 1 y solo actúa la regularización. Con la penalización en la "
    "pérdida cae más rápido, cruza el cero y oscila; con el decaimiento desacoplado "
    "baja suavemente.",
)

# %% [markdown] tags=["solo-solucion"]
# **Qué se ve.** Sin gradiente de los datos, el decaimiento desacoplado achica el peso en una
# fracción fija y nunca cruza el cero. La penalización en la pérdida se acumula en la velocidad: el
# peso pasa de largo y oscila antes de llegar.

# %% [markdown]
# ## 1.4 Ridge con el sesgo libre (2 puntos)
#
# Para un modelo lineal $\hat y = xw + b$ con error cuadrático no hace falta descender: el mínimo
# tiene fórmula. Escribe `ridge(x, y, l2)`, que devuelve dos cosas, `w` (forma `(D,)`) y `b` (un
# número), los que minimizan
#
# $$\frac{1}{N}\sum_{i=1}^{N}\bigl(x_i w + b - y_i\bigr)^2 \;+\; \lambda \sum_{j} w_j^2 .$$
#
# Aquí `x` tiene forma `(N, D)`, `y` tiene forma `(N,)` y `l2` es $\lambda$. Dos cuidados: el sesgo
# $b$ **no** se penaliza, y el error es un **promedio** (en muchos libros es una suma, y eso cambia
# cuánto pesa λ).
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Deriva respecto de $b$ e iguala a cero: ¿cuánto vale $b$ si ya conoces $w$? Después piensa qué
# pasa si restas a `x` y a `y` sus medias.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Con los datos centrados el sesgo desaparece del problema. Derivando respecto de $w$ queda
# $\frac{1}{N}X_c^\top X_c\,w + \lambda w = \frac{1}{N}X_c^\top y_c$. ¿Qué pasa con $\lambda$ si
# multiplicas todo por $N$?
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# `w = np.linalg.solve(xc.T @ xc + N * l2 * np.eye(D), xc.T @ yc)` y
# `b = y.mean() - x.mean(axis=0) @ w`.
# </details>


# %%
def ridge(x, y, l2):
    """Los (w, b) que minimizan error cuadrático medio + λ·Σw², con b sin penalizar."""
    ### BEGIN SOLUTION
    n, d = x.shape
    x_mean, y_mean = x.mean(axis=0), y.mean()
    xc, yc = x - x_mean, y - y_mean
    w = np.linalg.solve(xc.T @ xc + n * l2 * np.eye(d), xc.T @ yc)
    return w, y_mean - x_mean @ w
    ### END SOLUTION


# %% [markdown]
# La revisión usa datos que no están centrados en cero, así que el sesgo importa.

# %%
check("1.4")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Para cualquier $w$ el mejor sesgo es $b=\bar y-\bar x w$: con eso la recta pasa por
# el centro de los datos y solo queda encontrar la pendiente, que es lo que λ encoge. El factor $N$
# es la misma conversión que separa la fórmula de la clase de la de Keras: como
# $\frac{1}{N}(\sum\text{error}+\beta\sum w^2)$, se tiene $\beta = N\lambda$.

# %% [markdown]
# ## 1.5 Elegir λ con datos de validación (2 puntos)
#
# Un experimento completo. Escribe `choose_l2(x_train, y_train, x_val, y_val, grid)`: por cada λ de
# `grid` (un vector de valores crecientes) ajusta el modelo lineal de 1.4, **solo con los datos de
# entrenamiento**, y mide su error cuadrático medio en los dos conjuntos. El error que se compara es
# el error **sin** la penalización. Devuelve un diccionario con:
#
# - `"train_error"` y `"val_error"`: vectores con un error por cada λ de `grid`;
# - `"l2"`: el λ que elegirías.
#
# Puedes usar tu `ridge` o ajustar de otra manera, mientras llegues al mínimo: la revisión mira que
# los errores sean los que se piden y que tu elección salga de ellos.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# ¿Qué λ tendrá siempre el menor error de entrenamiento? ¿Sirve entonces ese error para elegir?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Un ciclo sobre `grid`: ajusta con entrenamiento, predice en los dos conjuntos y guarda los dos
# errores. Al final, quédate con el λ de menor error de validación.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Dentro del ciclo, `w, b = ridge(x_train, y_train, l2)` y
# `val_error.append(np.mean((x_val @ w + b - y_val) ** 2))`. Al final,
# `grid[np.argmin(val_error)]`.
# </details>


# %%
def choose_l2(x_train, y_train, x_val, y_val, grid):
    """Barre los λ de `grid` y elige el de menor error de validación."""
    ### BEGIN SOLUTION
    train_error, val_error = [], []
    for l2 in grid:
        w, b = ridge(x_train, y_train, l2)
        train_error.append(np.mean((x_train @ w + b - y_train) ** 2))
        val_error.append(np.mean((x_val @ w + b - y_val) ** 2))
    return {
        "l2": grid[np.argmin(val_error)],
        "train_error": np.array(train_error),
        "val_error": np.array(val_error),
    }
    ### END SOLUTION


# %% [markdown]
# Los datos de la revisión tienen pocas filas, muchas columnas y ruido: sin λ, sobreajustan.

# %%
check("1.5")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** El error de entrenamiento nunca baja al aumentar λ, así que siempre «elegiría» el λ
# más chico; el de validación baja mientras λ quita ruido y sube cuando empieza a quitar señal. La
# penalización guía el ajuste, pero no se suma al error que comparas: si la sumas, mides cada λ con
# una vara distinta.

# %% tags=["solo-solucion"]
rng = np.random.default_rng(1)
true_w = rng.standard_normal(25)
x = rng.standard_normal((340, 25))
y = 10 + x @ true_w + 3 * rng.standard_normal(340)
grid = np.logspace(-3, 2, 30)
result = choose_l2(x[:40], y[:40], x[40:], y[40:], grid)

fig, ax = viz.figure()
train, val = result["train_error"], result["val_error"]
ax.plot(grid, train, color=viz.COLORS["train"], label="entrenamiento")
ax.plot(grid, val, "--", color=viz.COLORS["validation"], label="validación")
ax.axvline(result["l2"], color="0.6", linewidth=1)
ax.set(xscale="log", xlabel="λ (escala logarítmica)", ylabel="error cuadrático medio")
viz.label_lines(ax)
viz.show(
    fig,
    alt="Error según λ en escala logarítmica: el de entrenamiento solo sube; el de "
    "validación baja hasta un λ intermedio, marcado con una línea vertical, y después "
    "sube.",
)

# %% [markdown] tags=["solo-solucion"]
# **Qué se ve.** La curva de validación tiene forma de U y la línea vertical marca el λ elegido. A
# la derecha las dos curvas se acercan en lo alto: la brecha casi se cerró porque el modelo ya no
# aprende nada, no porque generalice mejor.

# %% [markdown]
# ## 1.6 Leer una curva (1 punto)
#
# Estas son mediciones reales: una red 784-128-10 con ReLU entrenada 60 épocas con 1.000 dígitos de
# MNIST, con otros 1.000 para validación. En **los dos** conjuntos, al 20 % de las imágenes se le
# cambió la etiqueta por una de las diez clases **al azar, todas igual de probables**. Los errores
# se cuentan contra esas etiquetas. Es el promedio de cinco semillas:
#
# | λ | 0,0001 | 0,001 | 0,003 | 0,01 | 0,03 | 0,1 | 0,3 |
# |---|---|---|---|---|---|---|---|
# | error de entrenamiento (%) | 0,0 | 0,2 | 2,5 | 18,0 | 26,8 | 52,5 | 88,6 |
# | error de validación (%) | 35,5 | 34,3 | 33,3 | 30,0 | 31,8 | 53,4 | 89,6 |

# %%
curve_l2 = [0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3]
curve_train = [0.0, 0.2, 2.5, 18.0, 26.8, 52.5, 88.6]
curve_val = [35.5, 34.3, 33.3, 30.0, 31.8, 53.4, 89.6]

fig, ax = viz.figure()
ax.plot(curve_l2, curve_train, "o-", color=viz.COLORS["train"], label="entrenamiento")
ax.plot(curve_l2, curve_val, "o--", color=viz.COLORS["validation"], label="validación")
ax.set(xscale="log", ylim=(0, 100))
ax.set(xlabel="λ (escala logarítmica)", ylabel="error (%)")
viz.label_lines(ax)
viz.show(
    fig,
    alt="Error según λ, los datos de la tabla: el de entrenamiento sube desde 0 %; el "
    "de validación baja de 35,5 % a 30 % en λ = 0,01 y luego ambos suben a casi 90 %.",
)

# %% [markdown]
# Devuelve un diccionario, como en 1.1, con cuatro claves:
#
# - `"best_l2"`: ¿qué λ de la tabla elegirías? (un número)
# - `"gap"`: con λ = 0,3 la brecha entre las dos curvas es de solo 1 punto. ¿Qué significa? (una
#   letra)
#   - `"a"`: es el mejor λ, porque la red generaliza tan bien como entrena;
#   - `"b"`: la red sobreajusta: memorizó las etiquetas al azar;
#   - `"c"`: la red subajusta: falla casi igual en ambos conjuntos, porque falla casi siempre;
#   - `"d"`: validación y entrenamiento comparten imágenes.
# - `"floor"`: una red **perfecta**, que acierta siempre el dígito verdadero, ¿qué error de
#   validación tendría contra estas etiquetas, en promedio? (un número, en %)
# - `"report"`: elegiste λ y quieres informar cuánto se equivocará la red con imágenes nuevas. ¿Qué
#   número informas? (una letra)
#   - `"a"`: el error de entrenamiento con ese λ;
#   - `"b"`: el error de validación con ese λ, el menor de la curva;
#   - `"c"`: el promedio de los errores de validación de toda la curva;
#   - `"d"`: el error en un conjunto de prueba que no se usó ni para entrenar ni para elegir λ.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Antes de mirar la brecha, mira la altura: regularizar busca un error de validación bajo, no dos
# curvas pegadas.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Para `"floor"`: de las etiquetas que se sortearon, ¿cuántas caen por suerte en la clase correcta?
# Para `"report"`: el menor de varios números medidos con ruido suele verse mejor de lo que es.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Una etiqueta sorteada entre diez clases es correcta una vez de cada diez: quedan equivocadas las
# otras nueve décimas partes del 20 %.
# </details>


# %%
def read_curve():
    """Tus cuatro lecturas de la curva."""
    ### BEGIN SOLUTION
    return {"best_l2": 0.01, "gap": "c", "floor": 18, "report": "d"}
    ### END SOLUTION


# %% [markdown]
# Si algo no calza, vuelve a mirar la figura antes de abrir otra pista.

# %%
check("1.6")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Se elige la altura de la curva de validación y no la brecha, que es chica tanto en
# una red excelente como en una que no aprendió nada. El piso es $0{,}20\cdot\frac{9}{10}=18\,\%$, y
# con λ = 0,01 el error de entrenamiento vale justo eso: lo que se espera de una red que aprendió
# los dígitos y no se tragó las etiquetas falsas. Los 12 puntos que van de 18 a 30 son dígitos nuevos
# que todavía lee mal. Y como λ se eligió mirando validación, ese 30 % quedó algo optimista; el
# número honesto sale de un conjunto de prueba intacto.

# %% [markdown]
# ## ¿Cómo te fue?

# %%
check_all(1)
