# %% [markdown]
# # 08 · Normalización por lotes: ordenar en cada capa
#
# La lección 07 escaló lo que entra a la red. La normalización por lotes (*batch normalization*, BN) hace
# lo mismo **entre** las capas, en cada paso, con lo que hay en el lote.

# %% [markdown]
# ## Ficha
#
# - **Objetivos**: calcular a mano la ida y derivar de dos maneras la vuelta; distinguir qué se normaliza y
#   qué no; medir con qué tasas y pesos iniciales aprende una red con BN y sin ella; explicar la diferencia
#   entre entrenar y predecir, y reparar medias móviles atrasadas; decir qué **no** compra.
# - **Requisitos**: lecciones 00 a 07. Media, varianza y regla de la cadena.
# - **Lectura**: 35 minutos.
# - **Ejecución**: {{tiempo}}
# - **Clase**: láminas «Batch Normalization».

# %% [markdown]
# Las herramientas de siempre, y `timeit`, que mide cuánto demora algo.

# %%
import inspect
import timeit

import numpy as np

import course_lib as lib
from course_lib.lab import datasets, experiments, parity, widgets
from course_lib.lab.diagnostics import norm, observe
from course_lib.lab.gradcheck import gradient_errors
from course_lib.lessons import lesson_08 as lesson
from course_lib.lessons import quizzes

SEED = 1
Dense, BatchNormalization = lib.layers.Dense, lib.layers.BatchNormalization

# %% [markdown]
# ## La pregunta: ¿se puede salvar un mal comienzo?
#
# Tres capas de 100 neuronas con sigmoid y pesos chicos: la red de la figura 1 del artículo que inventó BN.
# No dice qué desviación ni qué tasa de aprendizaje usó; aquí son 0,01 y 0,1. Por la lección 04 ya sabes lo que
# le espera. Son 3.000 dígitos. `build` pone BN entre cada capa y su activación, si le entregan sus opciones.

# %%
rng = np.random.default_rng(SEED)
x, y = datasets.load_mnist()
x = x.reshape(-1, 784).astype("float32") / 255
train, val, _ = datasets.train_val_test_split(x, y, validation=1000, test=1000, rng=rng)


def build(lib, bn=None, stddev=0.01, rate=0.1, activation="sigmoid", **options):
    """Tres capas ocultas de 100 neuronas, con o sin BN, y diez puntajes al final."""
    start = {"kernel_initializer": lib.initializers.RandomNormal(stddev=stddev)}
    layers = [lib.Input(shape=(784,))]
    for _ in range(3):
        layers.append(lib.layers.Dense(100, use_bias=bn is None, **start))
        layers += [] if bn is None else [lib.layers.BatchNormalization(**bn)]
        layers.append(lib.layers.Activation(activation))
    model = lib.Sequential([*layers, lib.layers.Dense(10, **start)], **options)
    loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=lib.optimizers.SGD(rate), loss=loss)
    return model


# %% [markdown]
# Mil pasos, lotes de 60, tres semillas. Lo demás es idéntico.


# %%
def accuracy(model, data):
    """Porcentaje de aciertos, en modo inferencia."""
    return 100 * np.mean(np.asarray(model(data.x)).argmax(axis=1) == data.y)


def race(model):
    """Aciertos de validación cada 100 pasos, durante mil."""
    curve = []
    for _ in range(10):
        model.fit(train.x, train.y, batch_size=60, epochs=2, verbose=0)
        curve.append(accuracy(model, val))
    return np.array(curve)


def contest(arm, seed):
    """La carrera de una red recién creada."""
    return {"hits": race(build(lib, ARMS[arm], seed=seed))}


# %% [markdown]
# `momentum=0.9` se explica [más abajo](#trampa).

# %%
ARMS = {"sin": None, "con": {"momentum": 0.9}}
hook = experiments.run(contest, {"arm": list(ARMS)}, seeds=range(3)).values("hits")
lesson.figures.hook(*hook)
assert hook[0].max() < 15 and (hook[1][:, 1:] > 80).all()
assert 85 < hook[1][:, -1].mean() < 91

# %% [markdown]
# <a id="fig1"></a>**Qué se ve.** Sin BN, 10 % de aciertos: adivina, y en mil pasos no se mueve. Con BN pasa de 80 % a
# los 200 pasos y termina cerca de 88 %. Mismos datos, misma desviación inicial, misma tasa.

# %% [markdown]
# ## Predice
#
# Una capa densa sin sesgo y después BN, en modo entrenamiento (y con $\varepsilon$ despreciable). Multiplicamos
# **todos los pesos** de la densa por 10.

# %%
question = "Pesos × 10: ¿qué le pasa a lo que sale de BN?"
options = ["Se multiplica por 10", "Se satura en ±1", "No cambia", "Explota"]
bet = widgets.prediction(question, options, key="08-diez")
bet

# %% [markdown]
# ## La idea: por columna, con lo que hay en el lote
#
# Un lote es una tabla: un **ejemplo** por fila, una **característica** (una neurona) por columna. BN toma cada
# columna, le resta su media y la divide por su desviación. Después la escala y la desplaza con dos números
# que se aprenden, $\gamma$ y $\beta$, uno por columna:
#
# $$\mu=\frac1N\sum_i x_i,\qquad \sigma^2=\frac1N\sum_i(x_i-\mu)^2,\qquad \hat x=\frac{x-\mu}{\sqrt{\sigma^2+\varepsilon}},\qquad y=\gamma\,\hat x+\beta$$
#
# Cuatro ejemplos, tres características de tamaños muy distintos. Haz la primera columna a mano.

# %%
lot = np.array([[3, 2100, 0.7], [9, 1300, -0.1], [11, 2700, 0.1], [17, 1900, -0.7]])
mean, std = lot.mean(axis=0), lot.std(axis=0)  # axis=0: a lo largo de los ejemplos
x_hat = (lot - mean) / std
gamma, beta = np.array([1, 2, 1]), np.array([0, 0, 5])
steps = {
    "x": lot,
    "μ y σ": np.stack([mean, std]),
    "x̂": x_hat,
    "γx̂ + β": gamma * x_hat + beta,
}
lesson.figures.tables(steps)
assert np.allclose(mean, [10, 2000, 0]) and np.allclose(std, [5, 500, 0.5])
assert np.allclose(np.sort(x_hat, axis=0).T, [-1.4, -0.2, 0.2, 1.4])

# %% [markdown]
# <a id="columnas"></a>**Qué se ve.** $\mu$ y $\sigma$ tienen una entrada por columna, no por ejemplo. En $\hat x$ las tres
# columnas traen los mismos cuatro números en otro orden: el tamaño se fue y la forma quedó. El $\varepsilon$ es
# un número chico, 0,001 en Keras, que evita dividir por 0; por él la varianza de $\hat x$ no es 1 sino
# $\sigma^2/(\sigma^2+\varepsilon)$.

# %% [markdown]
# ### La vuelta, nodo por nodo
#
# <a id="vuelta"></a>Mover un ejemplo mueve también $\mu$ y $\sigma$, y con ellas a todo el lote. Llamemos
# $c=x-\mu$, $s=\sqrt{\sigma^2+\varepsilon}$ y $\delta=\partial L/\partial y$, y recorramos el grafo hacia atrás:
#
# 1. $y=\gamma\hat x+\beta$: $\;\partial L/\partial\beta=\sum\delta$, $\;\partial L/\partial\gamma=\sum\delta\hat x$, $\;g=\partial L/\partial\hat x=\gamma\delta$.
# 2. $\hat x=c/s$: $\;g/s$ para $c$, y $\;\partial L/\partial s=-\sum g\,c/s^2$.
# 3. $s=\sqrt{\sigma^2+\varepsilon}$: $\;\partial L/\partial\sigma^2=\frac{1}{2s}\,\partial L/\partial s$.
# 4. $\sigma^2=\frac1N\sum c^2$: a $c$ se le suma $\frac{2c}{N}\,\partial L/\partial\sigma^2$.
# 5. $c=x-\mu$: quitar la media de ida es quitarla de vuelta.


# %%
def backward_graph(x_hat, std, gamma, grad):
    """∂L/∂x, un nodo por línea."""
    d_x_hat, centered = grad * gamma, x_hat * std
    d_std = -(d_x_hat * centered).sum(axis=0) / std**2
    d_variance = d_std / (2 * std)
    d_centered = d_x_hat / std + d_variance * 2 * centered / len(x_hat)
    return d_centered - d_centered.mean(axis=0)


# %% [markdown]
# **De una vez.** Reemplaza 2 y 3 en 4: queda $\frac1s\left(g-\hat x\,\overline{g\hat x}\right)$, donde la barra es
# el promedio en el lote. Al quitarle la media (paso 5), y como $\hat x$ promedia 0:
#
# $$\frac{\partial L}{\partial x}=\frac1s\left(g-\overline{g}-\hat x\;\overline{g\,\hat x}\right)$$
#
# BN le quita al gradiente dos cosas: su media y lo que apunta en la dirección de $\hat x$. Son justo las dos
# maneras de mover el lote, desplazarlo y estirarlo, que no cambian la salida (la segunda, si
# $\varepsilon\to0$).


# %%
def backward_compact(x_hat, std, gamma, grad):
    """Lo mismo, en una expresión."""
    g = grad * gamma
    return (g - g.mean(axis=0) - x_hat * (g * x_hat).mean(axis=0)) / std


# %% [markdown]
# ¿Dan lo mismo? ¿Y cuál conviene? En un lote de 64 por 512 y con un gradiente cualquiera:


# %% tags=["nbval-ignore-output"]
def fastest(*actions, times=500):
    """El menor tiempo de cada una, por turnos: el que nadie interrumpió."""
    turns = [[timeit.timeit(act, number=1) for act in actions] for _ in range(times)]
    return np.min(turns, axis=0)


rng = np.random.default_rng(SEED)
z, delta = rng.standard_normal((2, 64, 512))
args = (z - z.mean(axis=0)) / z.std(axis=0), z.std(axis=0), rng.random(512), delta
both = backward_graph, backward_compact
graph, compact = fastest(*(lambda f=f: f(*args) for f in both))
print(f"el grafo demora {graph / compact:.1f} veces lo que la compacta")
assert np.allclose(both[0](*args), both[1](*args), atol=1e-12)
assert graph > 1.05 * compact

# %% [markdown]
# ## En course_lib
#
# Conviene la compacta: menos pasadas por la tabla y ninguna variable intermedia; además, sus dos sumas son los
# gradientes de $\beta$ y $\gamma$, que hay que calcular igual. Primero la ida; `_axes` son todos los ejes menos el
# último; en una tabla, el 0.

# %%
print(inspect.getsource(BatchNormalization.call))

# %% [markdown]
# La vuelta es la compacta, con $\gamma/s$ fuera del paréntesis. Al predecir, $\mu$ y $\sigma$ son constantes: no hay
# nada que quitar.

# %%
print(inspect.getsource(BatchNormalization.backward))

# %% [markdown]
# ## Comprueba
#
# Con $\gamma$ y $\beta$ al azar, para que nadie pueda olvidarlas. Las derivadas, en los dos modos. Al entrenar, la
# salida tiene media $\beta$ y desviación $\gamma$; el gradiente de $x$ suma 0 y, con $\varepsilon\to0$, es perpendicular
# a $\hat x$ en cada columna. Y las dos fórmulas que derivamos dan lo mismo que la capa.

# %%
rng = np.random.default_rng(SEED)
batch, delta = rng.normal(3, 5, (32, 4)), rng.standard_normal((32, 4))
chance = lib.initializers.RandomUniform(0.5, 2)
free = {"gamma_initializer": chance, "beta_initializer": chance}
with lib.config.use_floatx("float64"):
    for mode, training in {"entrenar": True, "predecir": False}.items():
        errors = gradient_errors(BatchNormalization(**free), batch[:6], training, rng)
        print(f"{mode}: se espera < 1e-7 ", "✓" if max(errors.values()) < 1e-7 else "✗")
        assert max(errors.values()) < 1e-7
    layer = BatchNormalization(epsilon=1e-12, **free)
    y, d_x = layer(batch, training=True), layer.backward(delta)
gamma, beta = layer.gamma.value, layer.beta.value
x_hat = (y - beta) / gamma
assert np.allclose(y.mean(axis=0), beta) and np.allclose(y.std(axis=0), gamma)
assert np.allclose(d_x.sum(axis=0), 0) and np.allclose((d_x * x_hat).sum(axis=0), 0)
for formula in both:
    assert np.allclose(formula(x_hat, batch.std(axis=0), gamma, delta), d_x)

# %% [markdown]
# ## Experimentos
#
# Primero qué hace; después qué compra, qué cobra y qué se cuenta de ella.

# %% [markdown]
# ### ¿Se normalizan los pesos?
#
# <a id="pesos"></a>La clase dice que BN fuerza «los valores de los pesos». Mirémoslos antes y después.

# %%
rng = np.random.default_rng(SEED)
batch, delta = rng.normal(3, 5, (64, 20)), rng.standard_normal((64, 5))
net = lib.Sequential(
    [Dense(5, use_bias=False), BatchNormalization(epsilon=1e-12)], SEED
)
net.build((None, 20))
W = net.layers[0].kernel
before = W.value.copy()
out = net(batch, training=True)
print("W antes:  ", before[0].round(2), "\nW después:", W.value[0].round(2))
print("lo que sale, desviación por neurona:", out.std(axis=0).round(2))
assert (before == W.value).all() and np.allclose(out.std(axis=0), 1)

# %% [markdown]
# Los pesos no se tocan. Lo que se normaliza es lo que la neurona **entrega**: su preactivación, columna por
# columna. Ahora, tu apuesta:

# %%
net.backward(delta)
gradient = W.grad.copy()
W.value *= 10
assert np.allclose(net(batch, training=True), out, atol=1e-4)
net.backward(delta)
assert np.allclose(gradient, 10 * W.grad, atol=1e-3)
why = "La media y la desviación también se multiplican por 10, y se cancelan."
tiny = train.x[:60] @ rng.normal(0, 0.001, (784, 100))
assert 4e-5 < tiny.var(axis=0).mean() < 6e-5  # veinte veces menor que ε
assert 0.2 < BatchNormalization()(tiny, training=True).std() < 0.25
widgets.reveal(bet, answer="No cambia", explanation=why)

# %% [markdown]
# La misma salida, mientras $\varepsilon$ sea chico al lado de $\sigma^2$: con dígitos, pesos de desviación 0,001 y el
# $\varepsilon$ de Keras, lo que sale tiene desviación 0,22 y no 1. La escala de los pesos iniciales deja de decidir lo
# que sale; sigue decidiendo el paso: el gradiente se dividió por 10. Una consecuencia: la penalización L2 sobre los
# pesos que van antes de una BN ya no achica la función; solo cambia su tasa de aprendizaje efectiva (van
# Laarhoven, 2017). Sobre la última capa, y sobre $\gamma$, sigue actuando.

# %% [markdown]
# ### ¿Y si a la red no le conviene?
#
# <a id="gamma"></a>Obligar a todas las preactivaciones a tener media 0 y varianza 1 podría estorbar: sigmoid
# quedaría en su zona casi recta. Para eso están $\gamma$ y $\beta$. Con $\gamma=s$ y $\beta=\mu$ deshacen todo **en ese
# lote**; en otro queda la diferencia entre sus medias y desviaciones, y al predecir, con las móviles, es exacto.
# Por eso la red puede acercarse a lo que tenía. Lo que cambia es que ahora la media y el tamaño se aprenden con dos
# números por neurona, en vez de depender de todos los pesos de antes.

# %%
layer, (z, other) = net.layers[1], np.split(batch @ W.value, 2)
layer.gamma.value[...], layer.beta.value[...] = z.std(axis=0), z.mean(axis=0)
assert np.allclose(layer(z, training=True), z, atol=1e-3)
assert abs(layer(other, training=True) - other).max() > 1
layer.gamma.value[...] = np.sqrt(layer.moving_variance.value + layer.epsilon)
layer.beta.value[...] = layer.moving_mean.value
assert np.allclose(layer(other), other, atol=1e-3)

# %% [markdown]
# ### ¿Qué compra?
#
# <a id="mapa"></a>Tres capas de 100 con ReLU y 300 pasos. Seis tasas de aprendizaje por seis desviaciones
# iniciales, con BN y sin ella, tres semillas: 216 entrenamientos, ya hechos (`curso tablas 08`).
# Decimos que una celda **aprende** si, en esos 300 pasos, el promedio de las tres semillas pasa de 80 % de aciertos
# de validación.


# %%
table = lesson.table("08_mapa")
learned = lesson.figures.heat_maps(table) > 80
assert learned.sum(axis=(1, 2)).tolist() == [5, 30]

# %% [markdown]
# **Qué se ve.** Sin BN aprenden 5 de 36: una isla, y hay que saber dónde está. Con BN aprenden 30. No es
# invulnerable. Arriba a la izquierda, el gradiente se divide por la escala. Abajo a la izquierda manda
# $\varepsilon$: con desviación 0,001 la varianza de la preactivación es 0,00005, veinte veces menor que
# $\varepsilon$, y BN ya no la lleva a 1. Desconfía de lo precalculado: rehagamos dos celdas, las de tasa 0,1 y
# desviación 0,01.

# %%
for arm, bn in zip(table.grid["norm"], ARMS.values(), strict=True):
    model = build(lib, bn, 0.01, activation="relu", seed=0)
    model.fit(train.x, train.y, batch_size=60, epochs=6, verbose=0)
    kept = table.values("validation", norm=arm, stddev=0.01, learning_rate=0.1)[0]
    assert abs(100 - accuracy(model, val) - kept) < 3

# %% [markdown]
# <a id="escalas"></a>¿Por qué la isla es tan chica? Sin BN, cada capa achica o agranda lo que recibe, y el efecto se
# multiplica. Antes de entrenar, de la primera densa a la cuarta: con pesos de 0,03 la desviación de lo que sale baja de
# 0,22 a 0,0013; con 0,3 sube de 2,2 a 13. Con BN queda en 1 en todas.

# %%
few, nets = (train.x[:500], train.y[:500]), [(None, 0.03), (None, 0.3), ({}, 0.03)]
models = [build(lib, bn, std, activation="relu", seed=0) for bn, std in nets]
signals = [[s.signal for s in observe(m, *few, training=True)] for m in models]
low, high, steady = signals[0][::6], signals[1][::6], signals[2][1::3]
assert np.allclose([*low, *high], [0.22, 0.0013, 2.2, 13], 0.05) and min(steady) > 0.9

# %% [markdown]
# ### La historia que se cuenta
#
# <a id="historia"></a>La clase cita el artículo: al entrenar, lo que recibe cada capa cambia porque cambian las
# anteriores (*internal covariate shift*), y BN lo evita. Santurkar y otros (2018) propusieron una prueba: poner
# **ruido después de BN**. En cada paso, cada neurona se multiplica por un número al azar entre 1 y 2 y se le suma
# otro entre −1 y 1: el mismo número para todo el lote, otro en cada paso. Todo queda desordenado otra vez; si la
# historia es cierta, debería arruinarla.
#
# La red de sigmoid, con pesos de desviación 0,1 y tasa 0,5, con las que sin BN sí aprende; 600 pasos y tres
# semillas, en la misma tabla de experimentos. Anotamos la media, en el lote, de cada una de las
# entradas de la última capa oculta.

# %%
told = lesson.table("08_historia")
plain, normalized, noisy = lesson.figures.story(told)
jumps = told.mean("jump")
assert jumps[2] > 4.5 * jumps[0] and jumps[1] < 0.3 * jumps[0]
assert abs(normalized - noisy)[1:].max() < 4 and (plain[:5] < noisy[:5] - 25).all()

# %% [markdown]
# **Qué se ve.** Con ruido, lo que entra a la capa salta de un paso a otro cerca de cinco veces más que en la red
# **sin** BN, y aun así aprende casi tan rápido como la normalizada. Así medida, la estabilidad no hace falta para
# aprender rápido. Ojo: cada BN vuelve a ordenar lo que desordenó el ruido de la anterior. La explicación de
# Santurkar y otros es que BN suaviza la pérdida: el gradiente sigue sirviendo un poco más allá, y se pueden dar
# pasos más largos. La discusión sigue abierta; lo que no se discute es el mapa.

# %% [markdown]
# ### La trampa de las medias móviles
#
# <a id="trampa"></a>Al predecir puede haber **un** ejemplo, sin lote. Entonces BN usa una media y una varianza que
# fue juntando al entrenar: `móvil = momentum·móvil + (1 − momentum)·lote`. Keras trae `momentum=0.99`, que es memoria
# larga: parte en media 0 y varianza 1 y demora en olvidarlo. La red del comienzo, con memoria larga y corta:


# %%
def lag(momentum, seed):
    """Cada 50 pasos: aciertos, y varianza móvil y verdadera de la primera capa."""
    model, rows = build(lib, {"momentum": momentum}, seed=seed), []
    dense, bn, *_ = model.layers
    for _ in range(10):
        model.fit(train.x, train.y, batch_size=60, verbose=0)
        true = (train.x @ dense.kernel.value).var(axis=0).mean()
        rows.append([accuracy(model, val), bn.moving_variance.value.mean(), true])
    return {"rows": np.transpose(rows), "kernel": dense.kernel.value}


lags = experiments.run(lag, {"momentum": [0.99, 0.9]}, seeds=range(3))
slow, fast = lags.values("rows")
lesson.figures.moving_trap(50 * np.arange(1, 11), {0.99: slow, 0.9: fast})
assert (lags.values("kernel")[0] == lags.values("kernel")[1]).all()
slow, fast = slow[:, 0], fast[:, 0]
assert (slow[:, :3] < 20).all() and 20 < slow[:, 4].mean() < 45
assert fast[:, 4].min() > 80 and abs(slow[:, -1] - fast[:, -1]).max() < 5

# %% [markdown]
# **Qué se ve.** A los 250 pasos una acierta cerca de 30 % y la otra pasa de 80 %. **Son la misma red**, con los
# mismos pesos hasta el último dígito: el momentum no toca el entrenamiento, solo lo que se recuerda. La culpable es
# la varianza. Parte en 1, y a los 150 pasos, cuando la de verdad anda por 0,01, queda $0{,}99^{150}=0{,}22$ de ese
# 1: entre 10 y 50 veces lo que debe. BN divide por su raíz y todo sale aplastado. A la media, que parte en 0, le
# pasa algo más suave. Si tu pérdida de entrenamiento baja y la de validación es un desastre en las primeras épocas,
# sospecha de esto.
#
# Se repara sin entrenar: se pasan los datos una vez y se anotan su media y su varianza. Con `momentum` 0 es una
# línea. A los 150 pasos, de 10 % a más de 75 %; y si se le devuelve **solo** la varianza vieja, vuelve a fallar:


# %%
def recalibrated(model):
    """La misma red, con la media y la varianza de todo el entrenamiento."""
    for layer in model.layers[1::3]:
        layer.momentum = 0.0
    model(train.x, training=True)  # no mueve ningún peso
    return model


model = build(lib, {"momentum": 0.99}, seed=SEED)
model.fit(train.x, train.y, batch_size=60, epochs=3, verbose=0)
moving = [layer.moving_variance.value for layer in model.layers[1::3]]
late, old = accuracy(model, val), np.array(moving)
assert late < 20 and accuracy(recalibrated(model), val) > 75
ratios = old.mean(axis=1) / np.mean(moving, axis=1)
assert ratios.min() > 10 and ratios.max() < 50 and round(0.99**150, 2) == 0.22
for now, before in zip(moving, old, strict=True):
    now[...] = before
assert accuracy(model, val) < 20

# %% [markdown]
# ### ¿Y el sesgo?
#
# <a id="sesgo"></a>Lo que suma el sesgo, BN lo resta con la media. Su gradiente tiene que ser 0; por eso `build` usa
# `use_bias=False` cuando viene BN, y el desplazamiento lo pone $\beta$.

# %%
rng = np.random.default_rng(SEED)
with lib.config.use_floatx("float64"):
    net = lib.Sequential([Dense(5), BatchNormalization()], SEED)
    net(rng.normal(3, 5, (64, 20)), training=True)
    net.backward(rng.standard_normal((64, 5)))
kernel, bias = (norm([p.grad]) for p in net.layers[0].weights)
print(f"norma del gradiente: pesos {kernel:.1f}, sesgo {'0' if bias < 1e-12 else bias}")
assert bias < 1e-12 and kernel > 1

# %% [markdown]
# ### ¿Antes o después de la activación?
#
# <a id="lugar"></a>La clase la pone **después** de la capa oculta; el artículo, **antes** de la activación. Cada lugar con su
# mejor tasa de cuatro (de 0,03 a 1), elegida con validación; 500 pasos y tres semillas.

# %%
places = lesson.table("08_lugar")
relu, sigmoid = places.tuned("test", open_ends=True)[0].mean(axis=2)
print("error (%) antes y después: ReLU", *relu.round(1), "· sigmoid", *sigmoid.round(1))
assert abs(relu[0] - relu[1]) < 1 and sigmoid[1] < sigmoid[0] - 1.5
assert sigmoid[1] == places.mean("test", learning_rate=1)[0, 1, 1]

# %% [markdown]
# Con ReLU empatan. Con sigmoid gana después, quizás porque la capa siguiente recibe entradas centradas, que es lo
# que la lección 05 pedía. La mejor tasa de sigmoid «después» fue la más alta, 1: podría ganar por más. Las dos se
# usan; en el *caffenet-benchmark*, con ReLU sobre ImageNet, acertó más después, 49,9 % contra 47,4 %. No hay una
# regla.

# %% [markdown]
# ### ¿Y en una convolución?
#
# <a id="conv"></a>(Una convolución aplica los mismos pesos en cada lugar de la imagen; aquí basta saber que su
# salida tiene cuatro ejes.) Los ejes son ejemplo, alto, ancho y canal. El mismo filtro recorre todas las
# posiciones, así que BN promedia sobre ejemplos **y** posiciones: una $\mu$, una $\sigma$, una $\gamma$ y una
# $\beta$ por **canal**.

# %%
rng = np.random.default_rng(SEED)
layer, maps = BatchNormalization(), rng.normal([0, 20, -9], [1, 10, 100], (8, 5, 5, 3))
out = layer(maps, training=True).mean(axis=(0, 1, 2))
print("γ:", layer.gamma.value.shape, "  cada media promedia", maps[..., 0].size)
assert np.allclose(out, 0, atol=1e-4)

# %% [markdown]
# ### Dropout antes de BN
#
# <a id="dropout"></a>Dropout conserva la media pero agranda la varianza (lección 03). Al predecir no está, y BN
# divide por una varianza que ya no es. La cuenta, con $q$ la probabilidad de retención:
#
# $$\frac{\operatorname{Var}_{\text{predecir}}}{\operatorname{Var}_{\text{entrenar}}}=\frac{\operatorname{Var}(x)}{E[x^2]/q-E[x]^2}$$
#
# Con $x$ la ReLU de una normal. Si BN va primero, **esa** BN no ve el dropout, por construcción; la del bloque
# siguiente, sí.


# %%
def shift(rate, seed):
    """Varianza que BN encuentra al predecir, sobre la que anotó al entrenar."""
    h = np.maximum(np.random.default_rng(seed).standard_normal((4000, 50)), 0)
    layer, dropout = BatchNormalization(momentum=0), lib.layers.Dropout(rate, seed=seed)
    layer(dropout(h, training=True), training=True)
    return {"ratio": h.var(axis=0).mean() / layer.moving_variance.value.mean()}


RATES, square, mean = [0, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8], 1 / 2, 1 / np.sqrt(2 * np.pi)
theory = (square - mean**2) / (square / (1 - np.array(RATES)) - mean**2)
ratios = experiments.run(shift, {"rate": RATES}, range(3)).values("ratio").T
lesson.figures.variance_shift(RATES, ratios, theory)
assert abs(ratios - theory).max() < 0.02
assert np.allclose(theory[[2, 4]], [0.732, 0.405], atol=1e-3)

# %% [markdown]
# **Qué se ve.** Con tasa 0,2, al predecir la varianza es 0,73 de la que BN espera; con 0,5, 0,41: los mismos
# números de la lección 03. En una DenseNet sobre CIFAR-100,
# poner dropout 0,5 en cada bloque bajó los aciertos de 77,4 % a 68,6 % (Li y otros, 2019). Con tasas altas,
# dropout va después de la última BN. La red de la lección 09 lo pone en cada bloque, con tasa 0,25, y
# [allá se mide](09_integracion.ipynb#lugar) si vale lo que cuesta.

# %% [markdown]
# ### ¿«Solo en las capas escondidas»?
#
# <a id="entrada"></a>Eso pide la clase. ¿Y si va primera, sobre píxeles **crudos**, de 0 a 255? Una capa oculta de 100
# con ReLU y He y 200 pasos; compite con nada y con `Normalization` (lección 07). Cada una con la mejor de
# seis tasas, de 0,0001 a 0,3, y tres semillas.

# %%
raw, scaled, first = (
    lesson.table("08_crudos").tuned("test", open_ends=True).mean(axis=1)
)
print(f"error: nada {raw:.0f} %, estandarizar {scaled:.1f} %, BN {first:.1f} %")
assert 15 < raw < 22 and abs(scaled - first) < 1 and max(scaled, first) < 10

# %% [markdown]
# Con nada, la red falla casi uno de cada cinco. Estandarizar y BN quedan a menos de un punto. BN **sirve** en la
# entrada; lo que pasa es que casi nunca hace falta, porque los datos ya vienen escalados. Donde no va es en la
# salida: los puntajes no deben depender del lote.

# %% [markdown]
# ### ¿Qué **no** compra?
#
# <a id="no-compra"></a>He, seis tasas de 0,003 a 1 y 1.250 pasos. A la izquierda, etiquetas buenas; a la
# derecha, 20 % al azar. Cada brazo elige su tasa con validación.

# %%
table = lesson.table("08_ajustada")
(clean, rates), (noisy, slow) = lesson.figures.tuned(table).values()
assert abs(clean[0] - clean[1]) < 0.7 and clean.max() < 7 and rates[1] == 1
assert (noisy.round(1) == [10.6, 13.5]).all() and (slow == 0.01).all()
assert (table.mean("train", noise=0.2, learning_rate=0.03)[0].round() == [18, 2]).all()

# %% [markdown]
# **Qué se ve.** Con etiquetas buenas y la red bien ajustada, empate, cerca de 6 %: BN no compra aciertos. Compra no
# tener que buscar: de 0,1 a 1 su curva es casi plana (y eligió 1, la más alta). Con mentiras gana la red **sin** BN,
# 10,6 % contra 13,5 %, y las dos prefieren 0,01: lo que conviene es no alcanzar a memorizar. Con 0,03, la de BN ya se
# aprendió casi todas las mentiras (2 % de error en lo que estudió) y la otra no (18 %). La clase dice que ayuda a
# regularizar, y en el artículo permitió quitar dropout de una red convolucional. Aquí no lo comparamos con dropout
# (lección 09): solo vimos que BN, por sí sola, no impide memorizar. Tampoco es gratis:

# %% tags=["nbval-ignore-output"]
fits, few = [build(lib, bn).fit for bn in ARMS.values()], (train.x[:60], train.y[:60])
without, ordered = fastest(*(lambda f=f: f(*few, 60, verbose=0) for f in fits))
print(f"un paso con BN demora {ordered / without:.1f} veces lo que uno sin BN")
assert 1 < ordered / without < 4

# %% [markdown]
# ## Explora: mueve a uno y se mueven todos
#
# <a id="vecinos"></a>Sin BN, lo que sale para un ejemplo depende de ese ejemplo. Con BN, de todo su lote. Cuatro
# ejemplos y una neurona; el último entra en 0,5, en 3 y en 10.


# %%
def neighbors(value, size=4, training=True):
    """Lo que entra y lo que sale de un lote cuyo último ejemplo vale `value`."""
    entering = np.append(np.linspace(-1, 1, size - 1), value)
    layer = BatchNormalization()  # recién creada: media móvil 0 y varianza móvil 1
    return entering, layer(entering[:, None], training=training)[:, 0]


lesson.figures.three_neighbors(neighbors, [0.5, 3, 10])
near, far = (neighbors(value)[1][:3] for value in (0.5, 10))
assert np.ptp(near) > 2 and np.ptp(far) < 0.5 and far.max() < 0
still = [neighbors(value, training=False)[1][:3] for value in (0.5, 10)]
assert np.allclose(*still)
wide, narrow = (np.ptp(neighbors(value, 64)[1][:-1]) for value in (0.5, 10))
assert narrow < wide / 2

# %% [markdown]
# **Qué se ve.** Los tres primeros entran siempre en −1, 0 y 1. Cuando el último se va a 10, salen casi
# pegados y todos negativos. En modo inferencia, en cambio, nadie mira a nadie. ¿Con cuántos ejemplos deja de
# notarse? Pruébalo: con 64, ese 10 todavía junta a los demás a menos de la mitad.

# %%
value = widgets.slider("el último", [0.5, 1, 2, 3, 5, 7, 10], start=3)
size = widgets.slider("ejemplos", [3, 4, 8, 16, 64], start=4)
mode = widgets.slider("modo", ["entrenamiento", "inferencia"])
draw = lesson.figures.neighbors_explorer(neighbors)
widgets.explorer(draw, width=6, value=value, size=size, mode=mode)

# %% [markdown]
# ## Paridad con Keras
#
# Las constantes son potencias de 2, para que las dos bibliotecas guarden el mismo número. Las derivadas de
# Keras las saca TensorFlow con `GradientTape`, que anota lo que se calcula y lo recorre al revés.


# %%
keras = parity.load_keras()


def tape(layer, x, delta):
    """Lo que sale de una capa de Keras y los gradientes de x, γ y β."""
    import tensorflow as tf

    x = tf.constant(x)
    with tf.GradientTape() as record:
        record.watch(x)
        y = layer(x, training=True)
        loss = tf.reduce_sum(y * delta)
    gradients = record.gradient(loss, [x, layer.gamma.value, layer.beta.value])
    return [np.asarray(array) for array in (y, *gradients)]


# %% [markdown]
# `versus` mide la ida, la vuelta, las medias móviles y la predicción.


# %%
def versus(shape):
    """Lo nuestro y lo de Keras para un lote de esa forma."""
    chance, exact = np.random.default_rng(SEED), {"momentum": 0.75, "epsilon": 2**-10}
    batch, delta = chance.normal(3, 5, shape), chance.standard_normal(shape)
    start = [*chance.random((3, 4)), np.ones(4)]
    ours, theirs = (which.layers.BatchNormalization(**exact) for which in (lib, keras))
    for layer in (ours, theirs):
        layer.build(shape)
        layer.set_weights(start)
    y, *gradients = tape(theirs, batch, delta)
    return {
        "ida": (ours(batch, training=True), y),
        "vuelta": ([ours.backward(delta), ours.gamma.grad, ours.beta.grad], gradients),
        "medias móviles": (ours.get_weights()[2:], theirs.get_weights()[2:]),
        "predicción": (ours(batch), theirs(batch)),
    }


# %% [markdown]
# Una tabla y un lote de imágenes, y después una red entera: veinte pasos desde los mismos pesos, sin barajar.

# %%
few, labels, pairs = train.x[:240].astype("float64"), train.y[:240], {}
exact = {"bn": {"momentum": 0.75, "epsilon": 2**-10}, "stddev": 0.125, "rate": 0.125}
with parity.use_floatx("float64"):
    for name, shape in {"tabla": (32, 4), "imágenes": (8, 5, 5, 4)}.items():
        pairs |= {f"{name}: {what}": pair for what, pair in versus(shape).items()}
    ours, theirs = (build(which, **exact) for which in (lib, keras))
    ours.set_weights(theirs.get_weights())
    for model in (ours, theirs):
        model.fit(few, labels, batch_size=60, epochs=5, shuffle=False, verbose=0)
    pairs["red: sus 17 arreglos"] = ours.get_weights(), theirs.get_weights()
    parity.compare(pairs, tolerance=1e-12)
assert len(ours.get_weights()) == 17

# %% [markdown]
# Y el entrenamiento del comienzo, cada biblioteca con su azar: la curva de Keras debe caer cerca de donde
# caen nuestras semillas.

# %% tags=["nbval-ignore-output"]
curve = race(build(keras, ARMS["con"]))
lesson.figures.keras_in_band(hook[1], curve)
late, tail = curve[5:], hook[1][:, 5:]
assert abs(late.mean() - tail.mean()) < 2
assert np.mean((late > tail.min() - 1) & (late < tail.max() + 1)) > 0.6

# %% [markdown]
# <a id="keras"></a>**Qué se ve.** La curva de Keras sube junto a la banda y se sale un poco en algunos puntos, como
# lo haría otra semilla: tres dibujan una banda angosta. Ahora, lo que trae si no se le pide nada, y cuatro
# detalles: la varianza móvil divide por $N$; un lote de uno sale en $\beta$, o sea ceros; la varianza de lo que
# sale es $\sigma^2/(\sigma^2+\varepsilon)$; y `trainable=False` la deja en modo inferencia, cosa que dropout no
# hace.

# %%
rng = np.random.default_rng(SEED)
theirs, sample = keras.layers.BatchNormalization(), rng.normal(3, 5, (10, 3))
config, _ = theirs.get_config(), theirs(sample, training=True)
moving = np.asarray(theirs.moving_variance)
print({name: config[name] for name in ("momentum", "epsilon", "center", "scale")})
print(f"vectores: {len(theirs.weights)}, se entrenan {len(theirs.trainable_weights)}")
assert (config["momentum"], config["epsilon"]) == (0.99, 0.001)
assert np.allclose(moving, 0.99 + 0.01 * sample.var(axis=0), rtol=1e-4)  # divide por N
assert (np.asarray(theirs(sample[:1], training=True)) == 0).all()
small = 0.1 * sample / sample.std(axis=0)  # varianza 0,01: solo diez veces ε
spread = np.asarray(theirs(small, training=True)).var(axis=0)
assert np.allclose(spread, 0.01 / 0.011, rtol=1e-3)
theirs.trainable = False
assert np.allclose(theirs(small, training=True), theirs(small))
drop = keras.layers.Dropout(0.5)
drop.trainable = False
assert (np.asarray(drop(np.ones((10, 10)), training=True)) == 0).any()

# %% [markdown]
# ## ¿Cuándo falla?
#
# <a id="lotes"></a>Con lotes chicos. La media de pocos ejemplos es una mala media. El mismo dígito, en mil lotes al
# azar de 2, de 8 y de 64, y lo que sale de la misma neurona:


# %%
def companions(size, times=1000):
    """Lo que BN entrega para el mismo ejemplo, según con quiénes le toque."""
    chance = np.random.default_rng(SEED)
    z = train.x @ chance.standard_normal(784).astype("float32")
    one, rest = z[3], np.delete(z, 3)
    lots = [np.append(one, chance.choice(rest, size - 1)) for _ in range(times)]
    return np.array([(lot[0] - lot.mean()) / lot.std() for lot in lots])


outputs = {size: companions(size) for size in (2, 8, 64)}
lesson.figures.companions(outputs)
widths = [values.std() for values in outputs.values()]
assert np.allclose(abs(outputs[2]), 1) and widths[1] > 2 * widths[2]

# %% [markdown]
# **Qué se ve.** Con lotes de 2, la salida es **−1 o 1**: solo queda quién es mayor, todo lo demás se borró. Con 8 es un
# ruido grande, con 64 uno chico. Ese ruido es lo que a veces regulariza. ¿Se puede aprender así? Dos capas
# de 64 con ReLU, tres épocas, cada punto con la mejor de cuatro tasas, de 0,01 a 0,3; con lotes de 2 la media móvil
# lleva momentum 0,99, para que promedie 200 ejemplos y no 20. ¿Y si la culpa fuera de las medias móviles?
# Recalibremos la red del mapa después de una época con lotes de 2:

# %%
without, ordered = lesson.figures.lots(lesson.table("08_lotes"))
assert without.max() < 11 < 28 < ordered[0] and abs(without - ordered)[1:].max() < 2
model = build(lib, {"momentum": 0.99}, 0.1, 0.01, "relu", seed=SEED)
model.fit(train.x, train.y, batch_size=2, verbose=0)
assert max(accuracy(model, val), accuracy(recalibrated(model), val)) < 70

# %% [markdown]
# **Qué se ve.** Con 8 y 64 empatan; con 2, la red con BN falla un tercio. No es culpa de las medias móviles:
# recalibrar no ayuda. Wu y He (2018) vieron lo mismo en
# ImageNet: con lotes de 2, su *Group Normalization*, que promedia dentro de cada ejemplo, tiene 10,6 puntos
# menos de error.

# %% [markdown]
# ## Lo que dice la clase
#
# <a id="la-clase"></a>Las doce afirmaciones de las láminas, en nuestras palabras.
#
# | # | Afirmación | Veredicto | Lo preciso | Prueba |
# |---|---|---|---|---|
# | B1 | Entrenar es difícil porque cambia la distribución de lo que recibe cada capa | **Matizar** | Cita fiel del artículo, pero esa explicación está en duda: con ruido después de BN, también aprende | [la historia](#historia) |
# | B2 | BN fuerza los valores de los **pesos** al rango que necesitamos | **Corregir** | Normaliza lo que las neuronas entregan. Los pesos no se tocan, y multiplicarlos por 10 no cambia lo que sale, salvo por ε | [los pesos](#pesos) |
# | B3 | El entrenamiento dura menos | **Matizar** | Menos pasos y tasas más altas; cada paso cuesta más | [qué compra](#mapa), [costo](#no-compra) |
# | B4 | Ayuda de cierta manera a regularizar | **Matizar** | Mete ruido, y a veces ayuda. Con etiquetas falsas y 25 épocas, aquí quedó tres puntos detrás de la red sin BN | [qué no compra](#no-compra) |
# | B5 | Efecto sustancial en la optimización, sobre todo en convolucionales | **Se sostiene** | Aquí se midió en redes densas con sigmoid y ReLU. En convoluciones es del artículo: en ImageNet, con tasa cinco veces mayor, 14 veces menos pasos para el mismo acierto | [la pregunta](#fig1), [el mapa](#mapa), [convolución](#conv) |
# | B6 | Los valores se deben inicializar chicos: media 0 y varianza 1 | **Matizar** | Eso es normalizar, no inicializar; y el rango no es fijo: lo ponen γ y β | [columnas](#columnas), [γ y β](#gamma) |
# | B7 | «Batch»: cada dimensión se normaliza con todos los ejemplos del lote | **Se sostiene** | Al entrenar. Al predecir, con medias móviles; en convoluciones, también sobre las posiciones | [columnas](#columnas), [la trampa](#trampa) |
# | B8 | Al profundizar se pierde el control de las escalas | **Se sostiene** | Sin BN, con pesos de 0,03 la señal se achica más de cien veces en cuatro capas; con 0,3 crece seis. Con BN queda en 1 | [escalas](#escalas) |
# | B9 | Los ejemplos del lote entran en paralelo | **Se sostiene** | Y con BN dejan de ser independientes | [vecinos](#vecinos) |
# | B10 | Solo se normaliza en las capas escondidas | **Matizar** | Es lo usual. En la entrada sirve igual que estandarizar; en la salida no va | [la entrada](#entrada) |
# | B11 | Es una capa nueva **después** de la oculta | **Matizar** | El artículo la pone antes de la activación y sin sesgo. Se usan las dos | [el lugar](#lugar), [el sesgo](#sesgo) |
# | B12 | Se aplica la media y la varianza, y ese valor queda en la neurona | **Matizar** | Faltan ε, γ, β y las medias móviles | [columnas](#columnas), [γ y β](#gamma) |
#
# **Y lo que no dice, de Keras** ([prueba](#keras)): `momentum=0.99` y `epsilon=0.001`; cuatro vectores por capa,
# dos se entrenan; la varianza móvil divide por $N$ (el artículo, por $N-1$); un lote de uno entrega $\beta$;
# `trainable=False` es modo inferencia. Y el `momentum` de PyTorch es 1 menos el de Keras.

# %% [markdown]
# ## Ejercicios
#
# Tres de lápiz. Cambia `None` y ejecuta la celda.

# %% [markdown]
# ### A. Cuatro ejemplos
#
# En un lote, una neurona vale 2, 4, 6 y 8. Con $\gamma=2$, $\beta=1$ y $\varepsilon=0$, al entrenar: ¿qué sale para el **8**?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# La media es 5. La varianza divide por $N$, no por $N-1$.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# $\sigma^2=(9+1+1+9)/4=5$ y $\hat x=3/\sqrt5$.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# $2\cdot 3/\sqrt5+1$.
# </details>

# %%
output = None  # tu respuesta
quizzes.check("08", output=output)

# %% [markdown]
# ### B. Contar
#
# Una `Dense(100)` **sin sesgo** que recibe 784 entradas, y después BN. ¿Cuántos números se **entrenan** entre las dos?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# La densa tiene $784\cdot100$ pesos.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# BN tiene cuatro vectores de 100. ¿Cuáles se mueven con el gradiente?
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Solo $\gamma$ y $\beta$: $78.400+2\cdot100$.
# </details>

# %%
trained = None  # tu respuesta
quizzes.check("08", trained=trained)

# %% [markdown]
# ### C. ¿Cuánto recuerda?
#
# La media de los lotes vale siempre lo mismo y la media móvil parte en 0, con `momentum=0.9`. Después de **20**
# pasos, ¿qué **fracción** del valor verdadero tiene?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# En cada paso, lo que **falta** se multiplica por 0,9.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Después de $n$ pasos falta $0{,}9^n$.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# $1-0{,}9^{20}$.
# </details>

# %%
fraction = None  # tu respuesta
quizzes.check("08", fraction=fraction)

# %% [markdown]
# ## Cuestionario
#
# Seis preguntas. Elige también las que crees malas: cada opción explica por qué.

# %%
widgets.quiz(quizzes.load("08"))

# %% [markdown]
# ## Resumen
#
# 1. BN normaliza lo que entregan las neuronas, columna por columna y con el lote; después, $\gamma$ y $\beta$. Los
#    pesos no se tocan.
# 2. De vuelta le quita al gradiente su media y su parte en la dirección de $\hat x$.
# 3. Compra tolerancia: en 300 pasos aprenden 30 de 36 combinaciones de tasa y pesos, contra 5. No compra aciertos.
# 4. Al predecir usa medias móviles. Atrasadas, esconden una buena red: baja el momentum o recalibra.
# 5. Cada ejemplo depende de su lote: con lotes de 2 se rompe, y con dropout antes se descalibra.
#
# **En Keras se escribe así:**
#
# ```python
# capa = keras.layers.Dense(100, use_bias=False)
# norma = keras.layers.BatchNormalization(momentum=0.9)  # por defecto, 0.99
# activa = keras.layers.Activation("relu")
# ```

# %% [markdown]
# ## Glosario y referencias
#
# - **desplazamiento interno de covariables** (*internal covariate shift*): cambio, al entrenar, de la
#   distribución de lo que recibe una capa.
# - **escala y desplazamiento** (*scale and shift*): los parámetros $\gamma$ y $\beta$.
# - **media móvil** (*moving average*): promedio que olvida de a poco lo antiguo.
# - **modo entrenamiento / inferencia** (*training / inference mode*): con el lote, o con las medias móviles.
# - **normalización por lotes** (*batch normalization*).
#
# <a id="referencias"></a>Para leer más:
#
# - S. Ioffe y C. Szegedy (2015), *Batch Normalization: Accelerating Deep Network Training by Reducing Internal
#   Covariate Shift*: figura 1, algoritmos 1 y 2, sección 3.3. [arXiv:1502.03167](https://arxiv.org/abs/1502.03167)
# - S. Santurkar, D. Tsipras, A. Ilyas y A. Madry (2018), *How Does Batch Normalization Help Optimization?*
#   [arXiv:1805.11604](https://arxiv.org/abs/1805.11604)
# - X. Li y otros (2019), *Understanding the Disharmony between Dropout and Batch Normalization by Variance
#   Shift*. [arXiv:1801.05134](https://arxiv.org/abs/1801.05134)
# - Y. Wu y K. He (2018), *Group Normalization*. [arXiv:1803.08494](https://arxiv.org/abs/1803.08494)
# - T. van Laarhoven (2017), *L2 Regularization versus Batch and Weight Normalization*.
#   [arXiv:1706.05350](https://arxiv.org/abs/1706.05350)
# - I. Goodfellow, Y. Bengio y A. Courville (2016), *Deep Learning*, secciones 8.7.1 y 11.2.
# - D. Mishkin, [*caffenet-benchmark*](https://github.com/ducha-aiki/caffenet-benchmark): BN antes y después de
#   ReLU en ImageNet.
# - Documentación de [`BatchNormalization` en Keras](https://keras.io/api/layers/normalization_layers/batch_normalization/).
