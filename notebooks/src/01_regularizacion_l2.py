# %% [markdown]
# # 01 · Regularización L2: cobrar por cada peso
#
# Una red que se aprendió 360 mentiras de memoria, una penalización de una línea que la hace
# confesar, y las tres cosas distintas que el mundo llama «L2».

# %% [markdown]
# ## Ficha
#
# - **Objetivos**: calcular a mano la penalización L2, su gradiente y el paso que produce; elegir λ
#   con datos de validación y usar el conjunto de prueba una sola vez; distinguir
#   `regularizers.L2` de `weight_decay` y predecir cuándo coinciden; convertir el β de la clase en
#   el λ de Keras; diagnosticar dos casos en que la penalización no ayuda.
# - **Requisitos**: la lección 00. Derivar $w^2$ y multiplicar matrices con NumPy.
# - **Lectura**: 30 minutos.
# - **Ejecución**: {{tiempo}}
# - **Clase**: láminas «Regularización – L2 Regularization».

# %% [markdown]
# Todo lo que se usa viene del curso. `SEED` fija el azar: si ejecutas de arriba abajo, verás lo
# mismo que aquí, salvo el último dígito en los entrenamientos largos.

# %%
import inspect
from functools import partial

import numpy as np

import course_lib as lib
from course_lib.lab import datasets, experiments, parity, widgets
from course_lib.lab.diagnostics import norm
from course_lib.lab.gradcheck import gradient_errors
from course_lib.layers.base import Parameter
from course_lib.lessons import lesson_01 as lesson
from course_lib.lessons import quizzes

SEED = 1

# %% [markdown]
# ## La pregunta: ¿cuánto cuesta sostener una mentira?
#
# Imagina que alguien etiquetó 2.000 dígitos a la carrera y en uno de cada cinco anotó cualquier
# cosa. En la [lección 00](00_bienvenida.ipynb) viste que una red entrenada así contesta la mentira
# sin pestañear. Ahora la miraremos **mientras** memoriza. Primero, los datos y la red.

# %%
rng = np.random.default_rng(SEED)
x, y = datasets.load_mnist()
x = x.reshape(-1, 784).astype("float32") / 255
train, val, test = datasets.train_val_test_split(
    x, y, validation=1000, test=2000, rng=rng
)
y_noisy = datasets.add_label_noise(train.y, 0.2, 10, rng)
y_val_noisy = datasets.add_label_noise(val.y, 0.2, 10, rng)
lies = y_noisy != train.y
print(f"{len(y_noisy)} ejemplos para entrenar; {lies.sum()} etiquetas mienten")
assert lies.sum() == 360

# %% [markdown]
# Se sortearon 400 etiquetas y 40 cayeron por suerte en la correcta. La red tiene tres capas densas;
# `l2` será el protagonista de la lección y por ahora vale 0. El argumento `lib` está para pasarle
# `course_lib` o `keras`: la misma función sirve con las dos.


# %%
def build(lib, l2=0.0, **options):
    """Red 784-96-96-10 con la misma penalización L2 en los pesos de cada capa."""
    same = {
        "kernel_initializer": "he_normal",
        "kernel_regularizer": lib.regularizers.L2(l2),
    }
    dense = lib.layers.Dense
    hidden = [dense(96, "relu", **same), dense(96, "relu", **same)]
    layers = [lib.Input(shape=(784,)), *hidden, dense(10, **same)]
    model = lib.Sequential(layers, **options)
    sgd = lib.optimizers.SGD(learning_rate=0.05, momentum=0.9)
    loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=sgd, loss=loss)
    return model


def error(model, x, y):
    """Tasa de error, en porcentaje."""
    return 100 * np.mean(model.predict(x).argmax(axis=1) != y)


# %% [markdown]
# Al final de cada época anotamos tres cosas: en qué porcentaje de las etiquetas falsas la red
# repite la mentira, su error en dígitos nuevos (los de **validación**, bien etiquetados) y el tamaño
# de sus pesos, $\lVert W\rVert=\sqrt{\sum w^2}$.


# %%
def follow(l2, epochs=30):
    """Entrena y anota, por época: mentiras repetidas, error de validación y ‖W‖."""
    model, rows = build(lib, l2, seed=SEED), []
    for epoch in range(epochs + 1):
        if epoch:
            model.fit(train.x, y_noisy, batch_size=100, verbose=0)
        answers = model.predict(train.x).argmax(axis=1)
        repeated = 100 * (answers == y_noisy)[lies].mean()
        size = norm(layer.kernel.value for layer in model.layers)
        rows.append([repeated, error(model, val.x, val.y), size])
    return model, np.array(rows)


free, story = follow(l2=0)
lesson.figures.memorizing(story)
repeated, misses, size = story.T
assert repeated[-1] > 90 and size[-1] > 1.1 * size[0]
assert misses[-1] > 1.5 * misses.min()

# %% [markdown]
# **Qué se ve.** Primero la red aprende a leer: el error en dígitos nuevos cae rápido. Después se
# dedica a memorizar las excepciones, y lee cada vez **peor**, hasta fallar cerca del doble que en su
# mejor época. Mientras tanto, los pesos no dejan de crecer. Una sospecha: recordar un caso que
# contradice a todos sus vecinos exige pesos grandes. Entonces, ¿y si cada peso tuviera un
# **precio**?

# %% [markdown]
# ## Predice
#
# Entrenaremos con las **mismas etiquetas falsas**, pero cobrando por el tamaño de los pesos. Después
# le mostraremos a la red los 360 dígitos mal etiquetados con que estudió. Nadie le dirá jamás cuál
# era la etiqueta correcta.

# %%
question = "¿En cuántos de los 360 dirá la verdad, que nunca le dijeron?"
options = ["Casi ninguno", "Uno de cada cuatro", "La mitad", "Más de tres cuartos"]
bet = widgets.prediction(question, options, key="01-mentiras")
bet

# %% [markdown]
# ## La idea: ponerle precio al tamaño
#
# <a id="idea"></a>Deja la red como está y cambia lo que se le pide. A la pérdida se le agrega un cobro
# por el cuadrado de cada peso (esa suma es la norma L2 al cuadrado, y de ahí el nombre):
#
# $$L'(w) = \underbrace{\frac1n\sum_{i=1}^n \text{error}(\hat y_i, y_i)}_{\text{lo que dicen los
# datos}} + \underbrace{\lambda \sum_j w_j^2}_{\text{lo que cuestan los pesos}}$$
#
# Un peso puede seguir siendo grande, si **los datos lo pagan**: si al achicarlo, el error sube más
# de lo que el cobro baja. Una regla que sirve para mil dígitos se paga sola. Una excepción que sirve
# para un dígito, no. El precio es **λ**, que elegimos nosotros: es un hiperparámetro.
#
# Se escribe $\text{error}(\hat y_i, y_i)$ y no $\text{error}(\hat y_i - y_i)$: nuestra red usa entropía
# cruzada, que no es función de una resta. Derivar el cobro es fácil, $\partial(\lambda w_j^2)/\partial w_j = 2\lambda w_j$, y el paso de descenso se
# puede leer de dos maneras:
#
# $$w \leftarrow w - \eta\,(\nabla L + 2\lambda w) \;=\; \underbrace{(1 - 2\eta\lambda)\,w}_{
# \text{primero se encoge}} - \underbrace{\eta\,\nabla L}_{\text{después obedece a los datos}}$$
#
# Por eso también se le dice **decaimiento**. Con números chicos: dos ejemplos, dos pesos,
# $\lambda = 0{,}1$ y $\eta = 0{,}5$. Haz la cuenta con lápiz antes de ejecutar, y fíjate en el segundo peso:
# pasa de −1 a 1,1, así que **crece** en tamaño. El factor $1 - 2\eta\lambda = 0{,}9$ siempre encoge,
# pero los datos pueden tirar más fuerte hacia el otro lado.

# %%
X, target = np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([1.0, 0.0])
w, lam, eta = np.array([3.0, -1.0]), 0.1, 0.5
residual = X @ w - target  # (2, −2)
loss = np.mean(residual**2) + lam * np.sum(w**2)  # 4 + 0,1·10
slope = 2 * X.T @ residual / len(X)  # (2, −4)
one_way = w - eta * (slope + 2 * lam * w)
other_way = (1 - 2 * eta * lam) * w - eta * slope
print(f"pérdida {loss:g}; pesos nuevos {one_way} = {other_way}")
assert loss == 5
assert np.allclose([one_way, other_way], [1.7, 1.1])

# %% [markdown]
# ## En course_lib
#
# El cobro, su derivada y el único lugar donde entran en el gradiente de la red: el final de
# `backward`. Cada peso sabe si paga (`p.regularizer`); en nuestra red pagan los `kernel` y no los
# sesgos, ya veremos por qué. El optimizador no se entera de nada: recibe un gradiente y ya.

# %%
print(inspect.getsource(lib.regularizers.L2.__call__))
print(inspect.getsource(lib.regularizers.L2.gradient))
print(inspect.getsource(lib.Sequential.backward))

# %% [markdown]
# ## Comprueba
#
# Dos pruebas. La primera: el gradiente con la penalización adentro es de verdad la derivada de la
# pérdida con el cobro. <a id="encoger"></a>La segunda: donde los datos callan, cada paso multiplica por
# $1-2\eta\lambda$ y nada más. Con $\eta=0{,}1$ y $\lambda=0{,}25$, un peso que vale 1 debe seguir la
# serie 0,95; 0,95²; 0,95³.

# %%
rng = np.random.default_rng(SEED)
with lib.config.use_floatx("float64"):
    layer = lib.layers.Dense(3, "tanh", kernel_regularizer=lib.regularizers.L2(0.1))
    net = lib.Sequential(
        [layer, lib.layers.Dense(2, kernel_regularizer="l2")], seed=SEED
    )
    errors = gradient_errors(net, rng.standard_normal((6, 4)), rng=rng)
for name, gap in errors.items():
    print(f"{name:<16} se espera < 1e-7  {'✓' if gap < 1e-7 else '✗'}")
assert max(errors.values()) < 1e-7

lonely, sgd = Parameter(np.array([1.0]), "w"), lib.optimizers.SGD(learning_rate=0.1)
for step in range(1, 4):
    lonely.grad = lib.regularizers.L2(0.25).gradient(lonely.value)
    sgd.step([lonely])
    print(f"paso {step}: {lonely.value.item():.3f}   se espera {0.95**step:.3f}")
    assert np.isclose(lonely.value.item(), 0.95**step)

# %% [markdown]
# ## Experimentos
#
# Empezamos en dos dimensiones, donde una mentira se ve, y volvemos después a los dígitos.

# %% [markdown]
# ### ¿Qué forma tiene una mentira?
#
# <a id="medias-lunas"></a>Dos medias lunas, 150 puntos, y otra vez una de cada cinco etiquetas al azar
# (con dos clases, 18 quedan mintiendo). Una red de 64 y 64 neuronas, siempre desde los mismos pesos:
# solo cambia λ. La forma y el color de cada punto son lo que dice su etiqueta, cierta o falsa; el
# fondo es lo que la red decide en cada lugar.

# %%
rng = np.random.default_rng(SEED)
moons, truth = datasets.make_moons(150, 0.2, rng)
rumors = datasets.add_label_noise(truth, 0.2, 2, rng)
fresh, fresh_truth = datasets.make_moons(2000, 0.2, rng)
assert np.sum(rumors != truth) == 18


def decide(l2):
    """Entrena con los rumores y devuelve la función que clasifica puntos."""
    dense, reg = lib.layers.Dense, lib.regularizers.L2(l2)
    hidden = [dense(64, "tanh", kernel_regularizer=reg) for _ in range(2)]
    layers = [lib.Input(shape=(2,)), *hidden, dense(1, kernel_regularizer=reg)]
    net = lib.Sequential(layers, seed=SEED)
    loss = lib.losses.BinaryCrossentropy(from_logits=True)
    net.compile(optimizer=lib.optimizers.Adam(0.01), loss=loss)
    net.fit(moons, rumors, batch_size=150, epochs=1000, verbose=0)
    return lambda points: (net(points)[:, 0] > 0).astype(int)


# %% [markdown]
# Cuatro precios: gratis, barato, bueno y carísimo.

# %%
rules = {l2: decide(l2) for l2 in [0, 0.0003, 0.002, 0.03]}
maps = lesson.figures.decision_maps(rules, (moons, rumors), (fresh, fresh_truth))
told, new = maps.T
assert told[0] < 5 < told[2] < told[3]
assert new[2] + 3 < min(new[0], new[1], new[3])

# %% [markdown]
# **Qué se ve.** En cada título, el error sobre los rumores con que estudió y sobre 2.000 puntos
# nuevos. Gratis, la red dibuja islas y penínsulas alrededor de las mentiras y
# se equivoca en casi nada… de lo que estudió. Con λ = 0,0003 quedan menos, pero en lo nuevo todavía
# no se gana nada. Con λ = 0,002 ya no se pagan y queda la curva que separa las lunas. Con
# λ = 0,03 ni siquiera la curva se paga: queda casi una recta, y vuelve a fallar. Eso es
# **subajuste** (underfitting).

# %% [markdown]
# ### ¿Qué λ conviene?
#
# <a id="grilla"></a>De vuelta a los dígitos. Los precios se prueban en escala **logarítmica**: cada
# uno es unas tres veces el anterior, con un último paso más corto, y tres semillas por precio. De
# cada red anotamos su error contra las etiquetas que le dieron, su error en validación y qué contesta
# en las 360 mentiras. El error de prueba se guarda **en un sobre cerrado**: no lo miramos hasta haber
# elegido.


# %%
def memorize(l2, seed, labels=y_noisy):
    """Una red entrenada con esas etiquetas: sus errores y sus confesiones, en %."""
    model = build(lib, l2, seed=seed)
    model.fit(train.x, labels, batch_size=100, epochs=30, verbose=0)
    answers = model.predict(train.x).argmax(axis=1)
    return {
        "train": error(model, train.x, labels),
        "validation": error(model, val.x, val.y),
        "noisy validation": error(model, val.x, y_val_noisy),
        "test": error(model, test.x, test.y),
        "lie": 100 * (answers == y_noisy)[lies].mean(),
        "truth": 100 * (answers == train.y)[lies].mean(),
    }


LAMBDAS = [0, 0.001, 0.003, 0.01, 0.03, 0.05]
runs = experiments.run(memorize, {"l2": LAMBDAS}, seeds=range(3))
lesson.figures.u_curve(runs)
told, checked = runs.mean("train"), runs.mean("validation")
assert told[0] < 3 and 1.6 * checked[3] < checked[-1] and (checked + 3 < told)[3:].all()

# %% [markdown]
# <a id="curva-u"></a>**Qué se ve.** El error de validación dibuja una **U**. A la izquierda,
# sobreajuste: la red acierta en lo que le dieron y falla en lo nuevo. A la derecha, subajuste. (Las
# bandas van de la peor a la mejor de las tres semillas.) La zona sombreada es la **brecha** entre los
# dos errores. Se cierra antes de llegar al fondo y se da vuelta: con λ = 0,01 la red ya se equivoca
# *más* en lo que estudió que en lo nuevo, porque no repetir una mentira le cuenta como error. De ahí
# en adelante la brecha cambia poco, y el error en lo nuevo se duplica. Achicar la brecha es un
# síntoma, no la meta; la meta es el fondo de la U.
#
# <a id="una-vez"></a>El error de entrenamiento no sirve para elegir λ: siempre vota por 0. Para eso está
# la validación. ¿Y si sus etiquetas también mintieran, como en la vida real? Le suman casi lo mismo a
# todas las redes, y el fondo de la U no se mueve. Elegimos, y recién entonces abrimos el sobre.

# %% tags=["nbval-ignore-output"]
chosen = checked.argmin()
assert chosen == runs.mean("noisy validation").argmin() == LAMBDAS.index(0.01)
lie, truth, sealed = (runs.mean(name)[[0, chosen]] for name in ("lie", "truth", "test"))
print(f"λ = {LAMBDAS[chosen]}. Prueba: {sealed[1]:.1f} %; con λ = 0, {sealed[0]:.1f} %")
assert 10 < sealed[1] < 14 and 16 < sealed[0] < 21 and truth[1] > 75 and lie[0] > 90

# %% [markdown]
# El error de prueba baja de cerca de 19 % a cerca de 12 %, con los mismos datos y la misma red.
# ¿Recuerdas tu apuesta?

# %%
why = "Con λ = 0,01 corrige más del 75 %: lo dedujo de los demás dígitos."
widgets.reveal(bet, answer="Más de tres cuartos", explanation=why)

# %% [markdown]
# Nadie le dio esas respuestas: salen de los otros dígitos, porque una regla que sirve para muchos es
# más barata que 360 excepciones.
#
# <a id="tabla"></a>¿Y si la tasa de aprendizaje favoreció a un λ? Es la trampa más común al comparar
# métodos, y arriba todos usaron 0,05. Esta tabla viene ya calculada: red de 256 y 256 neuronas, 3.000
# pasos, y **cada λ con su propia búsqueda** entre tres tasas (0,005, 0,02 y 0,05), con cinco semillas.
# Se muestra la mejor según validación. La ventaja es menor que arriba, porque esta red, más
# grande, falla menos aun sin penalización, pero sigue siendo de más de tres puntos. Fíjate en la
# segunda columna: los λ grandes prefieren la tasa más chica.

# %%
full = lesson.table("01_l2")
lesson.figures.best_rates(full)
best = full.mean("validation").min(axis=1)
assert best.argmin() in (3, 4) and min(best[0], best[-1]) > best.min() + 3
assert (full.mean("validation").argmin(axis=1)[3:] == 0).all()

# %% [markdown]
# ### ¿Qué le pasa a los pesos?
#
# La misma historia del comienzo, época por época, a tres precios: gratis, el bueno y uno absurdo.

# %%
stories = {0: (free, story)} | {l2: follow(l2) for l2 in (0.01, 0.1)}
lesson.figures.weights(stories)
final, (off, after) = [told[-1, 2] for _, told in stories.values()], stories[0.1]
assert final[0] > size[0] > final[1] > 1 > final[2]
assert after[-1, 1] > 80 and abs(error(off, train.x, y_noisy) - after[-1, 1]) < 5

# %% [markdown]
# <a id="pesos"></a>**Qué se ve.** La penalización no prohíbe nada. Gratis, los pesos crecen; a cada
# precio, la red negocia otro tamaño y ahí se queda. En el histograma (la escala vertical es logarítmica) los pesos se amontonan
# **cerca** de 0, pero con λ = 0,01 quedan colas: son los pesos que los datos pagan. Con λ = 0,1 nadie
# paga nada: los pesos llegan a 0, la red se apaga y se equivoca en más de ocho de cada diez dígitos,
# como quien responde siempre lo mismo. Y su brecha es casi nula, porque en lo que estudió falla igual
# de seguido: así de poco dice la brecha sola.

# %% [markdown]
# ### Las tres cosas que llaman L2
#
# Hay tres maneras de escribir «encoge los pesos»:
#
# 1. la **penalización** dentro de la pérdida, la de esta lección;
# 2. el **decaimiento desacoplado**, fuera del gradiente; en Keras, el `weight_decay` del optimizador:
#    $w \leftarrow (1-\eta\,\mathrm{wd})\,w$, y después el paso normal;
# 3. lo que Keras llama **`L2`**, que es la primera: lo comprobará la
#    [paridad](#paridad).
#
# Con descenso simple son idénticas si $\mathrm{wd}=2\lambda$: el mismo factor, escrito distinto. ¿Y con
# momento? ¿Y con Adam? Un valle de dos pesos lo responde. Los datos quieren llegar a (2; 2); el
# primer peso les importa diez veces más que el segundo.

# %%
H, w_data = np.diag([1.0, 0.1]), np.array([2.0, 2.0])


def cheapest(l2):
    """El mínimo de ½(w − w_data)ᵀH(w − w_data) + l2·Σw²."""
    return np.linalg.solve(H + 2 * l2 * np.eye(2), H @ w_data)


def descend(optimizer, l2=0.0, steps=2000):
    """El camino de los dos pesos, con la penalización dentro del gradiente."""
    w = Parameter(np.array([-0.5, 2.5]), "w")
    path = [w.value.copy()]
    for _ in range(steps):
        w.grad = H @ (w.value - w_data) + 2 * l2 * w.value
        optimizer.step([w])
        path.append(w.value.copy())
    return np.array(path)


# %% [markdown]
# Tres optimizadores, cada uno con las dos formas de encoger, $\lambda = 0{,}1$ y
# $\mathrm{wd} = 2\lambda$. En el dibujo, ○ es la partida; ●, lo que quieren los datos, y ★, el mínimo
# cuando se cobra por los pesos.

# %%
sgd, adam = lib.optimizers.SGD, lib.optimizers.Adam
recipes = {
    "SGD": lambda decay: sgd(0.1, weight_decay=decay),
    "con momento 0,9": lambda decay: sgd(0.02, momentum=0.9, weight_decay=decay),
    "Adam": lambda decay: adam(0.02, weight_decay=decay),
}
paths = {
    name: (descend(recipe(None), l2=0.1), descend(recipe(0.2)))
    for name, recipe in recipes.items()
}
lesson.figures.two_shrinkings(paths, 0.1, w_data, cheapest)
gap = {name: np.abs(a - b).max() for name, (a, b) in paths.items()}
assert gap["SGD"] < 1e-6 < 0.5 < min(gap["con momento 0,9"], gap["Adam"])
assert all(np.allclose(a[-1], cheapest(0.1), atol=1e-3) for a, _ in paths.values())

# %% [markdown]
# <a id="tres-l2"></a>**Qué se ve.** Con SGD los caminos son uno solo. Con momento o con Adam se
# separan, y terminan en **puntos distintos**: la penalización siempre llega a la ★, porque cambió la función que
# se minimiza; el decaimiento desacoplado no, porque encoge por fuera y el optimizador nunca se
# entera. ¿Cuánto menos encoge? Con momento hay una cuenta exacta: al detenerse, la velocidad
# acumulada multiplica el gradiente por $1/(1-\text{momento})$, pero no multiplica el decaimiento.
# Es como usar una penalización diez veces menor; la celda que sigue lo comprueba.
#
# Ninguna es la «buena»: son métodos distintos con nombres parecidos, y un λ encontrado para una no
# sirve para la otra. Loshchilov y Hutter (2019) mostraron que con Adam conviene la desacoplada, y de
# ahí viene `AdamW`.

# %%
weaker, stopped = cheapest(0.1 * (1 - 0.9)), paths["con momento 0,9"][1][-1]
print("weight_decay con momento termina en", stopped.round(2))
print("y una penalización diez veces menor,", weaker.round(2))
assert np.allclose(stopped, weaker, atol=1e-3)

# %% [markdown]
# ### Del β de la clase al λ de Keras
#
# La clase escribe la penalización **dentro** del promedio, con otra letra:
# $\frac1n\left(\sum \text{error} + \beta \cdot \text{penalización}\right)$. Keras la escribe
# afuera: $\frac1n\sum\text{error} + \lambda\sum w^2$. Igualando, $\lambda=\beta/n$. Y si el libro que
# lees usa $\frac12\sum w^2$, como muchos, $\lambda=\beta/(2n)$.
#
# <a id="beta"></a>Y una **trampa**: se entrena de a pocos ejemplos. Si aplicas la fórmula de la clase a
# cada minilote, $n$ pasa a ser 32 en vez de 2.000 y la penalización se multiplica por 62,5 sin que
# nadie lo pida; con otro tamaño de lote, por otro número. En la forma de Keras eso no ocurre.
#
# <a id="ridge"></a>¿Es de verdad la misma red? En una neurona lineal con error cuadrático se puede
# comprobar sin descender: el mínimo se conoce. Igualando la derivada a cero,
# $\frac{2}{n}X^\top(Xw-y)+2\lambda w=0$, queda
#
# $$w = \left(\tfrac1n X^\top X + \lambda I\right)^{-1} \tfrac1n X^\top y,$$
#
# que en estadística se llama **regresión ridge** desde 1970. El descenso y la fórmula de la clase
# tienen que llegar ahí mismo.


# %%
def lambda_desde_beta(beta, n, half=False):
    """El λ de Keras que equivale a β·Σw² (o β·½Σw²) dentro de un promedio de n."""
    return beta / (2 * n if half else n)


def ridge(X, y, lam, charged=None):
    """Pesos que minimizan mean((Xw − y)²) + lam·Σw²; `charged` dice cuáles pagan."""
    price = lam * np.diag(np.ones(X.shape[1]) if charged is None else charged)
    return np.linalg.solve(X.T @ X / len(X) + price, X.T @ y / len(X))


w = np.array([3.0, -1.0])
for _ in range(200):
    w = w - 0.2 * (2 * X.T @ (X @ w - target) / len(X) + 2 * 0.1 * w)
closed = ridge(X, target, lam=lambda_desde_beta(0.2, n=2))
class_form = np.linalg.solve(X.T @ X + 0.2 * np.eye(2), X.T @ target)  # β = 0,2
print(f"descendiendo: {abs(w).round(3)}; fórmula cerrada: {abs(closed).round(3)}")
assert np.allclose([w, class_form], [closed, closed], atol=1e-9)
assert lambda_desde_beta(20, n=32) == 62.5 * lambda_desde_beta(20, n=2000)

# %% [markdown]
# ### Dos letras chicas: los sesgos y las unidades
#
# <a id="sesgos"></a>¿Por qué no cobrar también por el sesgo? Prueba con $y = 1000 + x$. El sesgo tiene
# que valer 1000: no es complejidad, es **dónde están** los datos. Si paga, se queda corto, y *todas*
# las predicciones con él. Por eso Keras trae `kernel_regularizer` y `bias_regularizer` por separado,
# los dos apagados, y lo normal es encender solo el primero.
#
# <a id="unidades"></a>La segunda letra chica: la misma variable medida en metros o en centímetros. En
# centímetros el peso que hace falta es cien veces menor, y cobrar por su cuadrado sale diez mil veces
# más barato. **λ no significa nada sin la escala de las entradas**: primero se escala (lección 07),
# después se regulariza. Las dos cosas, con $\lambda = 0{,}1$ y la fórmula cerrada:

# %%
meters = np.linspace(-1, 1, 21)
data, price = np.column_stack([meters, np.ones(21)]), 1000 + meters
b_paying, b_free = (
    ridge(data, price, 0.1)[1],
    ridge(data, price, 0.1, charged=[1, 0])[1],
)
print(f"sesgo que paga: {b_paying:.0f}; sesgo libre: {b_free:.0f}")
for unit, scale in [("metros", 1), ("centímetros", 100)]:
    slope = ridge(data * [scale, 1], price, 0.1, charged=[1, 0])[0] * scale
    print(f"en {unit}, subir un metro suma {slope:.2f}")
scaled = ridge(data * [100, 1], price, 0.1 * 100**2, charged=[1, 0])[0] * 100
assert [round(b_paying), round(b_free)] == [909, 1000]
assert np.isclose(scaled, ridge(data, price, 0.1, charged=[1, 0])[0])

# %% [markdown]
# ## Explora: el precio y el mínimo
#
# El mismo valle, a tres precios. El camino verde son todos los mínimos posibles, de lo que quieren
# los datos (λ = 0) hasta el origen (λ enorme).

# %%
lesson.figures.three_tolls([0.01, 0.1, 1], w_data, cheapest)
near, middle, far = (cheapest(l2) for l2 in [0.01, 0.1, 1])
assert near[1] < near[0] and middle[1] < middle[0] / 2 and norm([far]) < 0.8

# %% [markdown]
# **Qué se ve.** Las curvas de nivel, que eran elipses alargadas, se redondean a medida que manda el
# cobro. Y el camino **se dobla**: el segundo peso, que a los datos les importa poco, cae primero. L2
# no achica todo por igual; achica más lo que menos duele. Ahora mueve tú el precio.


# %%
price = widgets.slider("λ", [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10], start=0.1)
draw = lesson.figures.toll_booth(w_data, cheapest)
widgets.explorer(draw, width=4.5, height=4.5, l2=price)

# %% [markdown]
# ## Paridad con Keras
#
# <a id="paridad"></a>Lo mismo en los dos mundos: desde los mismos pesos, con los mismos minilotes y en float64, cuatro
# entrenamientos por biblioteca. `decay` y `l2` son las dos formas de encoger.

# %%
keras = parity.load_keras()
rng = np.random.default_rng(SEED)
inputs, labels = rng.standard_normal((64, 10)), rng.standard_normal((64, 3))
start = rng.standard_normal((10, 3))


def trained(lib, optimizer, l2=0.0, decay=None):
    """Una capa sin sesgo después de 20 pasos; devuelve sus pesos."""
    reg = lib.regularizers.L2(l2)
    layer = lib.layers.Dense(3, use_bias=False, kernel_regularizer=reg)
    model = lib.Sequential([lib.Input(shape=(10,)), layer])
    optimizer = getattr(lib.optimizers, optimizer)(0.05, weight_decay=decay)
    model.compile(optimizer=optimizer, loss="mse")
    model.set_weights([start])
    model.fit(inputs, labels, batch_size=32, epochs=10, shuffle=False, verbose=0)
    return model.get_weights()[0]


# %% [markdown]
# $\lambda=0{,}1$ y $\mathrm{wd}=2\lambda=0{,}2$. Con SGD los cuatro resultados deben ser **el mismo**;
# con Adam, cada forma coincide con la suya (hasta el redondeo: Keras guarda sus constantes en 32
# bits) y las dos formas difieren.

# %%
FORMS = {"L2": {"l2": 0.1}, "weight_decay": {"decay": 0.2}}
with parity.use_floatx("float64"):
    w = {
        (name, form): (trained(lib, name, **options), trained(keras, name, **options))
        for name in ("SGD", "Adam")
        for form, options in FORMS.items()
    }
same = {f"SGD, {form}": w["SGD", form] for form in FORMS}
same["nuestro L2 y su weight_decay"] = w["SGD", "L2"][0], w["SGD", "weight_decay"][1]
parity.compare(same, tolerance=1e-6)
parity.compare({f"Adam, {form}": w["Adam", form] for form in FORMS}, tolerance=1e-4)
apart = parity.max_difference(w["Adam", "L2"][1], w["Adam", "weight_decay"][1])
assert apart > 0.01
print("En Keras, con Adam, L2 y weight_decay se separan en más de 0,01 en 20 pasos.")

# %% [markdown]
# <a id="perdida"></a>Y la convención: en Keras la penalización se suma entera, sin dividir por el lote.
# La pérdida que muestra `evaluate` (y `fit`) **la incluye**, así que no sirve para comparar redes con
# distinto λ. Para eso, una métrica.

# %%
model, few, digits = build(keras, l2=0.001), val.x[:64], val.y[:64]
shown = [model.evaluate(few, digits, batch_size=b, verbose=0) for b in (4, 32)]
bare = float(model.loss(digits, model.predict(few, verbose=0)))
charge = 0.001 * sum(np.sum(w**2) for w in model.get_weights()[::2])
parity.compare({"lotes de 4 y de 32": (shown, [bare + charge] * 2)}, tolerance=1e-6)

# %% [markdown]
# ## ¿Cuándo falla?
#
# Sería fácil irse con la idea de que L2 siempre ayuda. Mismo experimento, mismos λ, un solo cambio:
# ahora las etiquetas de entrenamiento son **correctas**.


# %%
grid = {"l2": [0, 0.001, 0.01]}
clean = experiments.run(partial(memorize, labels=train.y), grid, seeds=range(3))
lesson.figures.with_and_without_lies(runs, clean)
flat = clean.mean("validation")
assert abs(flat[1] - flat[0]) < 0.8 and flat[0] + 0.5 < flat[2] < checked.min()

# %% [markdown]
# **Qué se ve.** Donde hay mentiras que olvidar, L2 recupera varios puntos. Donde no las hay, con
# λ = 0,001 no cambia casi nada, y con 0,01, el mejor precio para las mentiras, la red **empeora** cerca
# de un punto y medio. Aquí L2 fue un remedio contra la memorización: sin esa enfermedad no hizo nada,
# o hizo daño. Tampoco reemplaza a corregir las etiquetas: la mejor red regularizada falla más que
# cualquiera de las que estudiaron sin mentiras.

# %% [markdown]
# ## Lo que dice la clase
#
# <a id="la-clase"></a>Las doce afirmaciones de la lámina, en nuestras palabras, una por una.
#
# | # | Afirmación | Veredicto | Lo preciso | Prueba |
# |---|---|---|---|---|
# | R1 | Regularizar achica la diferencia entre el error de entrenamiento y el de generalización | **Se sostiene** | También se achica arruinando la red: la meta es el error en lo nuevo | [λ = 0,1](#pesos) |
# | R2 | Hace que la red prefiera ciertas funciones entre todas las que puede representar | **Se sostiene** | Preferencia, no obligación: los datos pueden pagar por las demás | [medias lunas](#medias-lunas) |
# | R3 | La meta: poco error al entrenar y poca diferencia con el de test | **Se sostiene** | Falta un tercer conjunto, el de validación, para elegir λ sin gastar el de prueba | [una sola vez](#una-vez) |
# | R4 | Obliga a los parámetros a ser muy chicos | **Matizar** | Los encarece: quedan tan grandes como los datos paguen | [pesos](#pesos) |
# | R5 | El error es función de la resta entre predicción y respuesta | **Matizar** | Vale para el error cuadrático; la entropía cruzada compara probabilidades. Se escribe $\text{error}(\hat y, y)$ | [la ecuación](#idea) |
# | R6 | La penalización va dentro del promedio, con un factor β | **Matizar** | Es una convención válida: $\lambda=\beta/n$. Por minilote, cambia con el tamaño del lote | [β y λ](#beta) |
# | R7 | Se penalizan todos los parámetros, también los sesgos | **Matizar** | Lo habitual es cobrar solo por los pesos | [sesgos](#sesgos) |
# | R8 | En Keras, L2 es lo mismo que *weight decay* | **Corregir** | Son dos interruptores distintos; coinciden solo con SGD simple y $\mathrm{wd}=2\lambda$ | [las tres L2](#tres-l2) |
# | R9 | En cada paso, la penalización achica los parámetros | **Se sostiene** | El factor $1-2\eta\lambda$ achica; el paso completo puede agrandar un peso | [encoger](#encoger) |
# | R10 | La penalización es logarítmica, en base 0,1, 0,01, 0,001 | **Corregir** | Es cuadrática. Logarítmica es la grilla en que se busca λ | [la grilla](#grilla) |
# | R11 | La nueva pérdida suma los errores y un cobro por los parámetros | **Se sostiene** | Por eso la pérdida que muestra Keras no sirve para comparar dos λ | [la pérdida](#perdida) |
# | R12 | No cambia la capacidad de la red | **Matizar** | No cambia lo que *puede* representar; sí la capacidad *efectiva*: deja de poder memorizar las mentiras | [la tabla](#tabla) |

# %% [markdown]
# ## Ejercicios
#
# Dos para el camino: cambia `None` y ejecuta la celda. Los largos están en el
# [ejercicio 01](../exercises/01_regularizacion_l2_ejercicio.ipynb).

# %% [markdown]
# ### A. La vida media de un peso
#
# Un peso que los datos no usan (gradiente 0) se entrena con SGD, $\eta = 0{,}1$ y
# $\lambda = 0{,}01$. ¿En cuántos pasos baja por primera vez a **la mitad o menos**?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# ¿Por cuánto se multiplica el peso en un solo paso?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Después de $t$ pasos vale $(1-2\eta\lambda)^t$ veces lo que valía. Busca el primer $t$ con que eso
# es menor o igual que ½.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# $t \ge \ln(0{,}5)/\ln(0{,}998)$, redondeado hacia arriba: `np.ceil`.
# </details>

# %%
half_life = None  # tu respuesta
quizzes.check("01", half_life=half_life)

# %% [markdown]
# ### B. Igualar con momento
#
# En el valle, la penalización con λ = 0,1 y momento 0,9 llegó a la ★ y `weight_decay=0.2` no. ¿Qué
# `weight_decay` termina en la misma ★?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Vuelve a [las tres L2](#tres-l2): ¿cuántas veces más débil encogía el desacoplado con ese momento?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Con momento $\mu$ y decaimiento $\mathrm{wd}$, el final es el de una penalización
# $\lambda = \mathrm{wd}\,(1-\mu)/2$.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Despeja: $\mathrm{wd} = 2\lambda/(1-\mu)$. Compruébalo con
# `descend(sgd(0.02, momentum=0.9, weight_decay=…))[-1]` y compara con `cheapest(0.1)`.
# </details>

# %%
matching = None  # tu respuesta
quizzes.check("01", matching=matching)

# %% [markdown]
# ## Cuestionario
#
# Cinco preguntas. Elige también las que crees malas: cada opción explica por qué.

# %%
widgets.quiz(quizzes.load("01"))

# %% [markdown]
# ## Resumen
#
# 1. L2 suma $\lambda\sum w^2$ a la pérdida; cada paso encoge los pesos por $1-2\eta\lambda$ y después
#    obedece a los datos.
# 2. Memorizar excepciones exige pesos grandes; al cobrar por ellos, la red las suelta y se queda con
#    las reglas.
# 3. λ se busca en escala logarítmica, con datos de validación; el conjunto de prueba se usa una vez.
# 4. `regularizers.L2(λ)` y `weight_decay` coinciden solo con SGD simple, y con wd = 2λ.
# 5. Se cobra por los pesos, no por los sesgos, con las entradas escaladas; sin ruido que memorizar,
#    L2 no promete nada.
#
# **En Keras se escribe así:**
#
# ```python
# capa = keras.layers.Dense(128, "relu", kernel_regularizer=keras.regularizers.L2(0.01))
# # o bien, desacoplado y sin tocar los sesgos ni γ y β de batch normalization:
# optimizador = keras.optimizers.AdamW(learning_rate=0.001, weight_decay=0.004)
# optimizador.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
# ```

# %% [markdown]
# ## Glosario y referencias
#
# - **capacidad efectiva** (*effective capacity*): las funciones que el entrenamiento alcanza de
#   verdad, dentro de las que la red puede representar.
# - **decaimiento de pesos desacoplado** (*decoupled weight decay*): encoger los pesos fuera del
#   gradiente.
# - **hiperparámetro** (*hyperparameter*): lo que se elige antes de entrenar, como λ o η.
# - **penalización** (*penalty*): lo que se suma a la pérdida por el tamaño de los pesos.
# - **subajuste** (*underfitting*): errar por no aprender ni lo que se estudió.
# - **validación** (*validation set*): los datos con que se eligen los hiperparámetros.
#
# Para leer más:
#
# - A. Hoerl y R. Kennard (1970), *Ridge Regression*.
#   [doi:10.1080/00401706.1970.10488634](https://doi.org/10.1080/00401706.1970.10488634)
# - A. Krogh y J. Hertz (1991), *A Simple Weight Decay Can Improve Generalization*, NIPS 4.
# - I. Loshchilov y F. Hutter (2019), *Decoupled Weight Decay Regularization*.
#   [arXiv:1711.05101](https://arxiv.org/abs/1711.05101)
# - C. Zhang et al. (2017), *Understanding deep learning requires rethinking generalization*: redes
#   que memorizan etiquetas al azar. [arXiv:1611.03530](https://arxiv.org/abs/1611.03530)
# - I. Goodfellow, Y. Bengio y A. Courville (2016), *Deep Learning*, capítulos 5 y 7.
# - J. Pérez et al., CC6204 *Deep Learning*, Universidad de Chile, apuntes 6 y 7: en español, y con la
#   misma notación.
