# %% [markdown]
# # 05 · Xavier: el tamaño justo de los pesos
#
# La lección 04 mostró que el tamaño de los pesos decide si la red aprende. Ahora se **calcula**: una
# cuenta de varianzas dice cuánto deben valer para que la señal llegue y el gradiente vuelva.

# %% [markdown]
# ## Ficha
#
# - **Objetivos**: deducir cuánto debe variar un peso para conservar la varianza de ida y de vuelta;
#   comprobar cada paso simulando; distinguir las reglas de LeCun, Glorot y la de la lámina; reproducir las
#   figuras de Glorot y Bengio; decir cuándo la regla deja de servir.
# - **Requisitos**: lección 04. Varianza de una suma.
# - **Lectura**: 30 minutos.
# - **Ejecución**: {{tiempo}}
# - **Clase**: láminas «Xavier initialization».

# %% [markdown]
# Como siempre, todo viene del curso. `rng.normal(media, desviación, forma)` sortea de una normal.

# %%
import inspect
from itertools import product

import numpy as np

import course_lib as lib
from course_lib.lab import datasets, experiments, parity, widgets
from course_lib.lab.diagnostics import observe
from course_lib.lab.gradcheck import gradient_errors
from course_lib.lab.text import decimal
from course_lib.lessons import lesson_05 as lesson
from course_lib.lessons import quizzes

SEED = 1
VarianceScaling = lib.initializers.VarianceScaling

# %% [markdown]
# ## La pregunta: ¿de qué tamaño?
#
# «Números pequeños en torno al cero»: ¿cuán pequeños? Busquemos a mano. La red tiene seis capas
# ocultas con tanh, en dos versiones: de **32** y de **256** neuronas. Estudian 2.000 dígitos.


# %%
def build(lib, init, units, activation="tanh", rate=0.05, **options):
    """Capas densas, todas con el mismo inicializador, y diez puntajes al final."""
    dense, layers = lib.layers.Dense, [lib.Input(shape=(784,))]
    layers += [dense(width, activation, kernel_initializer=init) for width in units]
    layers.append(dense(10, kernel_initializer=init))
    model = lib.Sequential(layers, **options)
    loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=lib.optimizers.SGD(rate), loss=loss)
    return model


# %% [markdown]
# Las entradas van de 0 a 1; mil dígitos quedan de validación.

# %%
rng = np.random.default_rng(SEED)
x, y = datasets.load_mnist()
x = x.reshape(-1, 784).astype("float32") / 255
held = {"validation": 1000, "test": 2000}
train, val, _ = datasets.train_val_test_split(x, y, **held, rng=rng)

# %% [markdown]
# Cada red estudia cuatro épocas, con tasa de aprendizaje 0,05, y anotamos su pérdida de validación. Lo
# único que cambia es la desviación $\sigma$ con que se sortean los pesos. Tres semillas.


# %%
def settle(width, stddev, seed):
    """Pérdida de validación de seis capas de ese ancho, con pesos de esa desviación."""
    init = lib.initializers.RandomNormal(stddev=stddev)
    model = build(lib, init, (width,) * 6, seed=seed)
    model.fit(train.x, train.y, batch_size=50, epochs=4, verbose=0)
    return {"loss": float(model.loss(val.y, model(val.x)))}


# %% [markdown]
# Ocho desviaciones, de 0,02 a 0,5:

# %%
WIDTHS, STDS = [32, 256], [0.02, 0.03, 0.05, 0.08, 0.12, 0.2, 0.3, 0.5]
valley = experiments.run(settle, {"width": WIDTHS, "stddev": STDS}, seeds=range(3))
best = lesson.figures.valley(WIDTHS, STDS, valley.values("loss"))
(narrow, wide) = valley.mean("loss")
assert best.tolist() == [0.2, 0.08] and min(narrow[3], wide[0]) > 2.2 and wide[5] > 0.5

# %% [markdown]
# **Qué se ve.** A la izquierda, dos valles: la red angosta aprende mejor con 0,2 y la ancha con 0,08. Con
# 0,08 la angosta no aprende nada, y con 0,2 la ancha termina con el doble de la pérdida de su fondo: no
# hay un «pequeño» que valga para las dos. A la derecha, las **mismas** mediciones contra $\sigma\sqrt n$, donde $n$
# es el ancho: los valles se juntan, en 1,1 y 1,3. ¿De dónde sale esa raíz?

# %% [markdown]
# ## Predice
#
# La lámina sortea los pesos con `randn(k, 300) * sqrt(1/300)`, para una capa de 300 entradas, y dice algo
# sobre su varianza.

# %%
question = "¿Cuánto vale la varianza de los pesos `randn(k, 300) * sqrt(1/300)`?"
bet = widgets.prediction(question, ["1", "1/300", "300", "Depende de k"], key="05-var")
bet

# %% [markdown]
# ## La idea: una cuenta de varianzas
#
# Una neurona sin activación calcula $z=\sum_{i=1}^{n} w_i x_i$. Supongamos que los pesos se sortean
# independientes entre sí y de las entradas, todos con media 0 y la misma varianza, y que las entradas
# también tienen media 0 y la misma varianza (entre ellas pueden parecerse, como los píxeles vecinos). Son cuatro pasos, cada uno con su simulación.
#
# **Paso 1: un producto.** $\operatorname{Var}(wx)=\operatorname{Var}(w)\operatorname{Var}(x)$.

# %%
rng = np.random.default_rng(SEED)
w, inputs = rng.normal(0, 0.5, 1_000_000), rng.normal(0, 3, 1_000_000)
print(f"Var(wx) = {decimal(np.var(w * inputs))}; la cuenta: 0,25 · 9 = 2,25")
assert abs(np.var(w * inputs) - 2.25) < 0.05

# %% [markdown]
# **Paso 2: la suma.** Las varianzas de términos independientes se suman: $\operatorname{Var}(z)=n\operatorname{Var}(w)\operatorname{Var}(x)$.
# A mano, con $n=2$ y todo en $\pm1$ (varianza 1): son 16 casos y se pueden escribir todos.

# %%
z = [w1 * x1 + w2 * x2 for w1, w2, x1, x2 in product([-1, 1], repeat=4)]
print("z en los 16 casos:", sorted(z), "  varianza:", np.var(z))
assert np.var(z) == 2 * 1 * 1

# %% [markdown]
# **Paso 3: la ida.** Para que $\operatorname{Var}(z)=\operatorname{Var}(x)$ hace falta $n_{\text{in}}\operatorname{Var}(w)=1$: de ahí la raíz,
# $\sigma=1/\sqrt{n_{\text{in}}}$.
#
# **Paso 4: la vuelta.** El gradiente de una entrada suma lo que le llega de las $n_{\text{out}}$ neuronas que
# la usan. Es la misma cuenta con la otra dimensión: $n_{\text{out}}\operatorname{Var}(w)=1$. Una capa de 400
# entradas y 100 salidas, con $\operatorname{Var}(w)=1/400$:

# %%
W = rng.normal(0, np.sqrt(1 / 400), (400, 100))
forward = np.var(rng.standard_normal((5000, 400)) @ W)
backward = np.var(rng.standard_normal((5000, 100)) @ W.T)
print(f"la varianza: de ida ×{decimal(forward, 2)}; de vuelta ×{decimal(backward, 2)}")
assert abs(forward - 1) < 0.03 and abs(backward - 100 / 400) < 0.01

# %% [markdown]
# La ida queda bien y la vuelta pierde tres cuartos de la varianza. No se pueden cumplir las dos, salvo
# que $n_{\text{in}}=n_{\text{out}}$. **El acuerdo** de Glorot y Bengio usa como $n$ el promedio de las
# dos dimensiones, $(n_{\text{in}}+n_{\text{out}})/2$:
#
# $$\operatorname{Var}(w)=\frac{2}{n_{\text{in}}+n_{\text{out}}}$$
#
# Su artículo sortea de una uniforme. Como $U(-a,a)$ tiene varianza $a^2/3$, se necesita
# $a=\sqrt{6/(n_{\text{in}}+n_{\text{out}})}$.

# %%
limit = np.sqrt(6 / (400 + 100))
spread = np.var(rng.uniform(-limit, limit, 1_000_000))
print(f"a = {decimal(limit)}, varianza {decimal(spread, 2)}; la cuenta: 2/500 = 0,004")
assert abs(spread - 2 / 500) < 5e-5

# %% [markdown]
# ¿Y la activación? La cuenta supone que **no hay**. Vale para tanh porque cerca de 0 es casi la identidad:
# $\tanh z\approx z$. Con ReLU o sigmoid no, y eso tendrá su precio.

# %% [markdown]
# ## En course_lib
#
# Las reglas de los libros son una sola, $\operatorname{Var}(w)=\texttt{scale}/n$, y difieren en qué se llama $n$ y en la
# forma de la distribución. Por eso en Keras, y aquí, son una clase con tres argumentos.

# %%
print(inspect.getsource(VarianceScaling.sample))
print(inspect.getsource(lib.initializers.GlorotUniform.__init__))

# %% [markdown]
# ## Comprueba
#
# Cada regla, en una matriz de 300 entradas y 700 salidas: su desviación medida contra la que promete.
# Y las derivadas de cinco capas con tanh que parten con Glorot, que es lo que `Dense` trae.

# %%
RULES = {"lecun": 1 / 300, "glorot": 2 / 1000, "he": 2 / 300}
NAMES = [f"{rule}_{shape}" for rule in RULES for shape in ("normal", "uniform")]
THEORY = {name: np.sqrt(RULES[name.split("_")[0]]) for name in NAMES}
rng = np.random.default_rng(SEED)
for name, theory in THEORY.items():
    std = lib.initializers.get(name)((300, 700), rng).std()
    print(f"{name:<15} desviación {decimal(std)}  se espera {decimal(theory)} ± 1 %")
    assert abs(std / theory - 1) < 0.01

# %% [markdown]
# Las seis cumplen. Ahora las derivadas:

# %%
with lib.config.use_floatx("float64"):
    net = lib.Sequential([lib.layers.Dense(6, "tanh") for _ in range(5)], seed=SEED)
    errors = gradient_errors(net, rng.standard_normal((4, 6)), rng=rng)
print("derivadas: se espera < 1e-7 ", "✓" if max(errors.values()) < 1e-7 else "✗")
assert max(errors.values()) < 1e-7

# %% [markdown]
# ## Experimentos
#
# Primero la fórmula, con más cuidado. Después, redes enteras.

# %% [markdown]
# ### ¿Vale para cualquier distribución?
#
# <a id="montecarlo"></a>La cuenta no dijo «normal» en ninguna parte. Probemos pesos normales, uniformes y de dos
# valores, $\pm\sigma$, todos de varianza ¼, y entradas de varianza 1. En cinco semillas, medimos
# $\operatorname{Var}(z)$ con 10, 100 y 1.000 entradas.


# %%
def simulate(weights, n, seed, center=0.0):
    """Var(z) de 4.000 neuronas de n entradas, cada una con su propio ejemplo."""
    chance, shape = np.random.default_rng(seed), (4000, n)
    w = {
        "normal": lambda: chance.normal(0, 0.5, shape),
        "uniforme": lambda: chance.uniform(-np.sqrt(3) / 2, np.sqrt(3) / 2, shape),
        "dos valores": lambda: chance.choice([-0.5, 0.5], shape),
    }[weights]()
    return {"variance": np.var((w * chance.normal(center, 1, shape)).sum(axis=1))}


# %% [markdown]
# Y una cuarta serie que rompe una de las condiciones: entradas de varianza 1 pero de **media 1**.

# %%
KINDS, SIZES = ["normal", "uniforme", "dos valores"], [10, 100, 1000]
centered, off = (
    experiments.run(simulate, grid | {"n": SIZES}, seeds=range(5)).values("variance")
    for grid in ({"weights": KINDS}, {"weights": ["normal"], "center": [1.0]})
)
lesson.figures.monte_carlo(SIZES, dict(zip(KINDS, centered, strict=True)), off[0, 0])
assert abs(centered / np.divide(SIZES, 4)[:, None] - 1).max() < 0.15
assert abs(off[0, 0] / np.divide(SIZES, 2)[:, None] - 1).max() < 0.15

# %% [markdown]
# **Qué se ve.** Las tres distribuciones caen sobre la recta $n\cdot\tfrac14\cdot1$: importa la varianza, no la
# forma. Las entradas de media 1 caen justo al **doble**. Lo que de verdad entra en la cuenta no es la
# varianza de $x$ sino $E[x^2]=\operatorname{Var}(x)+\text{media}^2$. Recuérdalo: ReLU no tiene media 0 (lección 06) y las
# entradas sin centrar tampoco (lección 07).

# %% [markdown]
# ### ¿Ida o vuelta?
#
# <a id="embudo"></a>Un embudo lineal: 1.024 entradas y capas de 512, 256, 128, 64, 32 y 16. En cada una,
# $n_{\text{out}}$ es la mitad de $n_{\text{in}}$. Tres maneras de elegir $n$:


# %%
def funnel(mode):
    """Lo observado en cada capa del embudo con Var(w) = 1/n."""
    chance = np.random.default_rng(SEED)
    with lib.config.use_floatx("float64"):
        init, dense = VarianceScaling(1, mode), lib.layers.Dense
        layers = [dense(2**k, kernel_initializer=init) for k in (9, 8, 7, 6, 5, 4)]
        model = lib.Sequential([lib.Input(shape=(1024,)), *layers], seed=SEED)
        model.compile(optimizer="sgd", loss="mse")
        inputs, noise = (chance.standard_normal((500, n)) for n in (1024, 16))
        return observe(model, inputs, model(inputs) - noise)


# %% [markdown]
# La pérdida es el error cuadrático contra un blanco al azar, así que el gradiente parte siendo ruido.

# %%
seen = {mode: funnel(mode) for mode in ("fan_in", "fan_out", "fan_avg")}
ida, vuelta = lesson.figures.funnel(seen)
assert abs(ida["fan_in"] - 1) < 0.1 and 0.15 < vuelta["fan_in"] < 0.2
assert 7 < ida["fan_out"] < 9 and abs(vuelta["fan_out"] - 1) < 0.1
assert 2 < ida["fan_avg"] < 3 and 0.33 < vuelta["fan_avg"] < 0.4

# %% [markdown]
# **Qué se ve.** Con `fan_in` la ida es plana y el gradiente llega a la primera capa con el 18 % de lo que
# tenía. (La ida cruza seis capas y la vuelta, medida entre salidas, cinco.) Con `fan_out`, al revés: la vuelta es plana y la señal sale ocho veces más grande. `fan_avg`, el
# acuerdo, no conserva ninguna de las dos, pero ninguna se aleja tanto.

# %% [markdown]
# ### Tres formas, una varianza
#
# <a id="formas"></a>La normal de Keras es **truncada**: lo que cae a más de dos desviaciones se vuelve a
# sortear, para que ningún peso parta gigante. Cortar las colas achica la desviación a 0,8796 de la
# original, así que se divide por ese número. `TruncatedNormal` a secas **no** corrige.

# %%
rng = np.random.default_rng(SEED)
kinds = ("truncated_normal", "untruncated_normal", "uniform")
samples = {kind: VarianceScaling(1, "fan_in", kind)((300, 700), rng) for kind in kinds}
lesson.figures.shapes(samples)
assert all(abs(w.std() * np.sqrt(300) - 1) < 0.01 for w in samples.values())
plain = lib.initializers.TruncatedNormal(stddev=0.05)((300, 700), rng).std()
print(f"TruncatedNormal(stddev=0.05): desviación {decimal(plain)} ≈ 0,88 · 0,05")
assert abs(plain / 0.05 - 0.8796) < 0.005

# %% [markdown]
# **Qué se ve.** Tres siluetas y la misma desviación, $1/\sqrt{300}=0{,}058$. La uniforme y la truncada tienen
# borde; la normal, colas.

# %% [markdown]
# ### ¿«La varianza de los pesos es 1»?
#
# <a id="lamina"></a>Eso dice la lámina de su fórmula. Una línea basta:

# %%
rng = np.random.default_rng(SEED)
slide = rng.standard_normal((700, 300)) * np.sqrt(1 / 300)  # la de la lámina, k = 700
total = (slide @ rng.standard_normal((300, 2000))).var()
print(f"Var(w) = 1/{1 / slide.var():.0f}   Var(Wx) = {decimal(total, 2)}")
assert abs(slide.var() * 300 - 1) < 0.02 and abs(total - 1) < 0.03

# %% [markdown]
# La varianza de los pesos es 1/300. Lo que vale 1 es $n\operatorname{Var}(w)$: si las entradas tienen media 0 y varianza 1,
# también la tiene **la suma**. Y otras dos precisiones:
# la fórmula mira solo la capa anterior, así que es la regla de **LeCun** (1998), no la de Glorot; y
# `(k, 300)` son las dimensiones de la matriz, no un rango de números. En Keras se guarda al revés,
# `(300, k)`, porque se calcula $xW$.

# %%
why = "La varianza de los pesos es 1/300; la de la suma de 300 términos es 1."
widgets.reveal(bet, answer="1/300", explanation=why)

# %% [markdown]
# ### Las figuras de Glorot y Bengio
#
# <a id="glorot"></a>En 2010 lo corriente era la regla «antigua», $U(-1/\sqrt n,1/\sqrt n)$. Parece la de LeCun,
# pero la varianza de esa uniforme es $\tfrac{1}{3n}$: tres veces menos. Repitamos su experimento: cinco capas
# de **1.000** neuronas con tanh y 300 ejemplos, sin entrenar; aquí los ejemplos son normales, y no
# imágenes como los suyos.


# %%
def five(init):
    """La red de Glorot y Bengio, recién creada."""
    layers = [lib.layers.Dense(1000, "tanh", kernel_initializer=init) for _ in range(5)]
    output = lib.layers.Dense(10, kernel_initializer=init)
    model = lib.Sequential([lib.Input(shape=(1000,)), *layers, output], seed=SEED)
    loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="sgd", loss=loss)
    return model


# %% [markdown]
# `observe` mide las activaciones, el gradiente que vuelve y el gradiente de los pesos.

# %%
rng = np.random.default_rng(SEED)
batch, labels = rng.standard_normal((300, 1000)), rng.integers(0, 10, 300)
old = VarianceScaling(1 / 3, "fan_in", "uniform")
with lib.config.use_floatx("float64"):
    nets = {"antigua": five(old), "Glorot": five("glorot_uniform")}
    stats = {name: observe(model, batch, labels)[:5] for name, model in nets.items()}
lesson.figures.five_layers(stats)

# %% [markdown]
# **Qué se ve.** Con la antigua, las activaciones se achican de 0,46 a 0,05 en cinco capas y el gradiente que
# vuelve, diez veces. Con Glorot bajan a la mitad y el gradiente también. Lo curioso está a la derecha: el
# gradiente **de los pesos** es igual en las cinco capas **en los dos casos**. Es el producto de una
# activación que decrece por un gradiente que crece. Mirar solo ese gradiente no delata nada; su tamaño
# sí: es diez veces menor.

# %%
std = {name: np.array([layer.std for layer in row]) for name, row in stats.items()}
back = {name: row[0].grad_std / row[-1].grad_std for name, row in stats.items()}
flat = {
    name: np.array([layer.grad_norm for layer in row]) for name, row in stats.items()
}
assert abs(std["antigua"] - [0.46, 0.25, 0.14, 0.08, 0.05]).max() < 0.01
assert abs(std["Glorot"] - [0.63, 0.49, 0.41, 0.36, 0.32]).max() < 0.01
assert 0.09 < back["antigua"] < 0.11 and 0.5 < back["Glorot"] < 0.6
assert all(norms.max() < 1.2 * norms.min() for norms in flat.values())
assert 8 < flat["Glorot"].mean() / flat["antigua"].mean() < 12

# %% [markdown]
# ### ¿Cuánto estira una capa?
#
# <a id="jacobiano"></a>Otra manera de verlo, también de ellos. Cerca de un ejemplo, una capa es una matriz, su
# **jacobiano** $J=W\operatorname{diag}(1-h^2)$. Sus **valores singulares** dicen por cuánto estira cada
# dirección. El tamaño se conserva si el promedio de sus **cuadrados** es 1. Ellos miraron el promedio
# simple; imprimimos los dos.

# %%
singular = {}
for name, model in nets.items():
    h, values = batch[:1], []
    for layer in model.layers[:5]:
        h = layer(h)
        jacobian = layer.kernel.value * (1 - h**2)
        values.append(np.linalg.svd(jacobian, compute_uv=False))
    singular[name] = (
        np.mean(values, axis=1),
        np.sqrt(np.mean(np.square(values), axis=1)),
    )
    for kind, row in zip(
        ("promedio", "raíz del cuadrático"), singular[name], strict=True
    ):
        print(f"{name:<8} {kind:<20}", "  ".join(decimal(value, 2) for value in row))

# %% [markdown]
# Con la antigua cada capa encoge a la mitad; con Glorot mucho menos: de 0,68 en la primera a 0,91 en la
# quinta. En promedio simple son 0,39 a 0,49 y 0,53 a 0,76, lo que ellos dibujaron cerca de 0,5 y de 0,8. ¿Por qué
# ese promedio no llega a 1? Ni siquiera sin tanh: una matriz al azar con $1/n$ da $\tfrac{8}{3\pi}=0{,}85$.

# %%
rng = np.random.default_rng(SEED)
free = np.linalg.svd(rng.normal(0, np.sqrt(1 / 1000), (1000, 1000)), compute_uv=False)
assert abs(free.mean() - 8 / (3 * np.pi)) < 0.01 and abs(np.mean(free**2) - 1) < 0.01
(old_mean, old_size), (new_mean, new_size) = singular["antigua"], singular["Glorot"]
assert old_mean.min() > 0.37 and old_mean.max() < 0.5 < new_mean.min() < 0.55
assert 0.75 < new_mean.max() < 0.78 and old_size.max() < 0.6 < new_size.min()
assert abs(new_size[[0, -1]] - [0.68, 0.91]).max() < 0.02

# %% [markdown]
# ### ¿Y al entrenar?
#
# <a id="entrenar"></a>Redes de 1 a 10 capas ocultas de 64, con 3.500 dígitos de media 0 y desviación 1, lotes
# de 35 y 1.500 pasos. Cada comienzo busca su mejor tasa de aprendizaje entre cuatro (de 0,03 a 1 con tanh,
# de 0,1 a 3 con sigmoid), elegida con validación; cinco semillas. Son 320 entrenamientos, ya hechos:
# `curso tablas 05`. A la derecha, sigmoid, con Glorot y con pesos **cuatro veces** más grandes,
# porque su pendiente en 0 es ¼.

# %%
tables = [lesson.table(f"05_{name}") for name in ("tanh", "sigmoid")]
(old, new), (plain, larger) = lesson.figures.depths(tables)
assert abs(old - new)[:3].max() < 1 and old[3] > new[3] + 3
assert plain[3] > 85 and plain[2] > 15 and max(abs(plain - larger)[:2]) < 1.5
assert larger[2] < 9 and larger[3] < 15 and larger[0] > plain[0] + 0.5

# %% [markdown]
# **Qué se ve.** A la izquierda, un resultado negativo: de una a cinco capas con tanh, y cada una con su
# mejor tasa, la regla antigua **empata** con Glorot. Con diez, la antigua falla 11 % y Glorot sigue en 6,5 %. La
# inicialización no compra aciertos: compra **profundidad**. A la derecha, sigmoid con Glorot empieza a fallar
# con cinco capas y con diez no aprende nada, con ninguna de las cuatro tasas. Con pesos cuatro veces
# mayores aguanta las diez, aunque peor que tanh, y con una sola capa le hace daño: casi un punto. El cuatro
# arregla la pendiente, no la **media**: las salidas de sigmoid giran en torno a ½, y $E[x^2]$ no es su varianza.

# %% [markdown]
# ## Explora: cinco capas por dentro
#
# Histogramas de las activaciones de cinco capas de 200 neuronas con tanh y 100 ejemplos. La ganancia
# multiplica la desviación de Glorot: 1 es su regla.


# %%
def activations(activation, gain):
    """Las salidas de cinco capas de 200 neuronas con esa ganancia sobre Glorot."""
    chance = np.random.default_rng(SEED)
    h, outputs = chance.standard_normal((100, 200)), []
    for _ in range(5):
        z = h @ chance.normal(0, gain / np.sqrt(200), (200, 200))
        h = lib.activations.get(activation)(z)
        outputs.append(h)
    return np.array(outputs)


# %% [markdown]
# Chica, justa y grande:

# %%
lesson.figures.three_gains(activations, [0.5, 1, 4])
faint, fair, strong = (activations("tanh", gain)[-1] for gain in (0.5, 1, 4))
assert faint.std() < 0.05 and 0.25 < fair.std() < 0.5
assert (abs(strong) > 0.9).mean() > 0.5

# %% [markdown]
# **Qué se ve.** Con 0,5 las capas se van cerrando en torno al 0. Con 4, la mayoría termina pegada en −1 o en 1:
# saturada. Con 1 se angostan un poco y siguen vivas. Prueba sigmoid y lee la desviación **entre ejemplos**: ¿alguna ganancia la deja como tanh?
#
# <details><summary>Respuesta</summary>
#
# Ninguna. Aunque el histograma se vea ancho, sus neuronas responden casi lo mismo a todos los ejemplos.
# </details>

# %%
kind = widgets.slider("activación", ["tanh", "sigmoid"])
gain = widgets.slider("ganancia", [0.25, 0.5, 0.8, 1, 1.2, 1.5, 2, 3, 4], start=1)
widgets.explorer(lesson.figures.histograms(activations), activation=kind, gain=gain)

# %% [markdown]
# ## Paridad con Keras
#
# Dos azares distintos no se comparan número por número: se comparan sus **momentos**. Cada regla, en
# las dos bibliotecas: su desviación y su mayor peso, ambos en desviaciones de la teoría. Con 210.000
# pesos, el error de muestreo es de milésimas.

# %%
rng = np.random.default_rng(SEED)
keras, pairs = parity.load_keras(), {}
for name, theory in THEORY.items():
    theirs = keras.initializers.get(name)((300, 700))
    both = lib.initializers.get(name)((300, 700), rng), np.asarray(theirs)
    pairs[f"{name}, desviación"] = tuple(w.std() / theory for w in both)
    pairs[f"{name}, mayor"] = tuple(abs(w).max() / theory for w in both)
parity.compare(pairs, tolerance=1e-2)

# %% [markdown]
# <a id="keras"></a>Y lo que Keras usa cuando nadie pide nada: Glorot uniforme en los pesos y ceros en los
# sesgos, también con ReLU.

# %%
default = keras.layers.Dense(10, activation="relu").get_config()
kinds = [default[f"{part}_initializer"]["class_name"] for part in ("kernel", "bias")]
print("pesos:", kinds[0], "  sesgos:", kinds[1])
assert kinds == ["GlorotUniform", "Zeros"]

# %% [markdown]
# Por último, veinte capas ocultas con los mismos pesos: la salida, y los pesos después de un paso, que
# contienen todos los gradientes.

# %%
batch, labels = train.x[:64].astype("float64"), train.y[:64]
with parity.use_floatx("float64"):
    shape = {"units": (64,) * 20, "rate": 0.5}
    ours, theirs = (build(which, "glorot_normal", **shape) for which in (lib, keras))
    ours.set_weights(theirs.get_weights())
    pairs = {"salida": (ours(batch), theirs(batch))}
    for model in (ours, theirs):
        model.fit(batch, labels, batch_size=64, epochs=1, shuffle=False, verbose=0)
    pairs["todos los pesos"] = ours.get_weights(), theirs.get_weights()
    parity.compare(pairs, tolerance=1e-12)

# %% [markdown]
# ## ¿Cuándo falla?
#
# <a id="relu"></a>Con ReLU. ReLU convierte en 0 lo negativo y deja la mitad de $E[h^2]$ en cada capa, así que
# $\operatorname{Var}(z)$ se divide por dos: en 30 capas, por $2^{30}$, y el tamaño por $2^{15}$:

# %%
rng = np.random.default_rng(SEED)
h = rng.standard_normal((200, 500))
for _ in range(30):
    h = np.maximum(h @ rng.normal(0, np.sqrt(1 / 500), (500, 500)), 0)
size = np.sqrt(np.mean(h**2))
print(f"tamaño en la capa 30: {size:.0e}; la cuenta, 2 a la −15: {2**-15:.0e}")
assert 0.5 < size / 2**-15 < 2

# %% [markdown]
# A la salida llega una señal decenas de miles de veces más chica. Cómo se arregla es la lección 06.

# %% [markdown]
# ## Lo que dice la clase
#
# <a id="la-clase"></a>Las doce afirmaciones de las láminas, en nuestras palabras.
#
# | # | Afirmación | Veredicto | Lo preciso | Prueba |
# |---|---|---|---|---|
# | X1 | Se usa con sigmoid o tanh | **Matizar** | Se dedujo para tanh. Con sigmoid profunda no aprende: su pendiente es ¼ | [entrenar](#entrenar) |
# | X2 | También se llama Glorot | **Se sostiene** | Xavier es el nombre y Glorot el apellido | [referencias](#referencias) |
# | X3 | Parte los sesgos en cero | **Se sostiene** | Es lo que hacen el artículo y Keras | [Keras](#keras) |
# | X4 | Considera las neuronas de la capa anterior y de la actual | **Corregir** | La fórmula de la lámina mira solo la anterior; la de Glorot, las dos | [embudo](#embudo) |
# | X5 | Genera números entre la cantidad de neuronas de una capa y de la otra | **Corregir** | Esas son las dimensiones de la matriz, no un rango | [la lámina](#lamina) |
# | X6 | `randn(k, n)*sqrt(1/n)`, con n entradas, es Xavier | **Matizar** | Es la regla de LeCun, y la ida de Glorot; la suya es $2/(n_{\text{in}}+n_{\text{out}})$, uniforme | [la lámina](#lamina) |
# | X7 | La matriz es de (actual, anterior) | **Matizar** | Sirve para $Wx$; Keras usa (entradas, salidas), para $xW$ | [la lámina](#lamina) |
# | X8 | Asegura que la varianza de los pesos es 1 | **Corregir** | La de los pesos es $1/n$; la que vale 1 es la de la suma, si la de las entradas es 1 | [la lámina](#lamina) |
# | X9 | Se supone que entradas y pesos tienen media cero | **Se sostiene** | Y que son independientes; con media 1 la varianza se duplica | [simulación](#montecarlo) |
# | X10 | La pregunta es qué varianza conserva Var(z) = Var(x) | **Se sostiene** | Var(z) = n·Var(w)·Var(x) | [simulación](#montecarlo) |
# | X11 | Glorot y Bengio concluyeron Var(w) = 1/n | **Matizar** | $1/n_{\text{in}}$ de ida, $1/n_{\text{out}}$ de vuelta, y como acuerdo el promedio de las dos $n$; coinciden si los anchos son iguales | [embudo](#embudo) |
# | X12 | La distribución es N(0, 1/√n) | **Matizar** | Ahí el segundo número es la desviación; lo usual es poner la varianza, N(0, 1/n) | [formas](#formas) |

# %% [markdown]
# ## Ejercicios
#
# Tres de lápiz. Cambia `None` y ejecuta la celda.

# %% [markdown]
# ### A. El límite de la uniforme
#
# Una capa de 300 entradas y 700 salidas parte con `glorot_uniform`, $U(-a,a)$. ¿Cuánto vale $a$? Déjalo
# como cuenta (`np.sqrt(…)`), sin redondear.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# La varianza que pide Glorot es $2/(n_{\text{in}}+n_{\text{out}})$.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# $a^2/3$ tiene que valer $2/1000$.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# $a=\sqrt{6/1000}$.
# </details>

# %%
limit = None  # tu respuesta
quizzes.check("05", limit=limit)

# %% [markdown]
# ### B. Entradas sin centrar
#
# Una neurona recibe **100** entradas de media 2 y desviación 1. ¿Qué **varianza** deben tener los pesos
# (de media 0) para que $\operatorname{Var}(z)=1$?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Mira [la simulación](#montecarlo): la media también pesa.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# $\operatorname{Var}(z)=n\operatorname{Var}(w)E[x^2]$, y $E[x^2]=1+2^2$.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# $1/(100\cdot 5)$.
# </details>

# %%
variance = None  # tu respuesta
quizzes.check("05", variance=variance)

# %% [markdown]
# ### C. De vuelta por el embudo
#
# La última capa de un clasificador tiene 1.000 entradas y 10 salidas, y parte con la regla de LeCun. ¿Por
# cuánto se multiplica la **varianza** del gradiente al cruzarla de vuelta?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# LeCun: $\operatorname{Var}(w)=1/n_{\text{in}}$.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# De vuelta se suman $n_{\text{out}}$ términos.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# $10\cdot 1/1000$.
# </details>

# %%
factor = None  # tu respuesta
quizzes.check("05", factor=factor)

# %% [markdown]
# ## Cuestionario
#
# Cinco preguntas. Elige también las que crees malas: cada opción explica por qué.

# %%
widgets.quiz(quizzes.load("05"))

# %% [markdown]
# ## Resumen
#
# 1. $\operatorname{Var}(z)=n\operatorname{Var}(w)E[x^2]$: importa la varianza de los pesos, no la forma de su distribución.
# 2. La ida pide $1/n_{\text{in}}$ (LeCun), la vuelta pide $1/n_{\text{out}}$; Glorot usa el promedio de las dos $n$:
#    $2/(n_{\text{in}}+n_{\text{out}})$.
# 3. La fórmula de la lámina es la de LeCun. La varianza 1 es la de la suma, no la de los pesos.
# 4. La cuenta supone tanh cerca de 0. En sigmoid la pendiente es ¼ y la media ½; ReLU deja la mitad
#    de $E[h^2]$ en cada capa.
# 5. `Dense` parte con `glorot_uniform` aunque le pidas ReLU.
#
# **En Keras se escribe así:**
#
# ```python
# capa = keras.layers.Dense(64, "tanh", kernel_initializer="glorot_uniform")  # por defecto
# lamina = keras.layers.Dense(64, "tanh", kernel_initializer="lecun_normal")
# ```

# %% [markdown]
# ## Glosario y referencias
#
# - **entradas y salidas de una capa** (*fan-in, fan-out*): cuántos números suma cada neurona y cuántas
#   neuronas usan cada entrada.
# - **jacobiano** (*Jacobian*): la matriz de derivadas de las salidas de una capa respecto de sus entradas.
# - **normal truncada** (*truncated normal*): normal que vuelve a sortear lo que cae lejos.
# - **valores singulares** (*singular values*): por cuánto estira una matriz cada dirección.
# - **varianza** (*variance*): el promedio del cuadrado de la distancia a la media.
#
# <a id="referencias"></a>Para leer más:
#
# - X. Glorot y Y. Bengio (2010), *Understanding the difficulty of training deep feedforward neural
#   networks*, AISTATS, ecuaciones 10 a 16 y figuras 6 a 8.
#   [PMLR 9:249–256](https://proceedings.mlr.press/v9/glorot10a.html)
# - Y. LeCun, L. Bottou, G. Orr y K.-R. Müller (1998), *Efficient BackProp*, ecuación 16.
#   [doi:10.1007/3-540-49430-8_2](https://doi.org/10.1007/3-540-49430-8_2)
# - Documentación de los [inicializadores de Keras](https://keras.io/api/layers/initializers/).
