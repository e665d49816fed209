# %% [markdown]
# # 06 · He: devolver lo que ReLU apaga
#
# ReLU bota la mitad de la señal en cada capa. La regla de He la devuelve con un 2, y ese 2 decide si
# una red de treinta capas aprende o no se mueve.

# %% [markdown]
# ## Ficha
#
# - **Objetivos**: demostrar que ReLU deja la mitad de $E[z^2]$; deducir $2/n$ de ida y de vuelta; predecir a
#   qué profundidad importa; corregir la regla para leaky ReLU; contar neuronas muertas; decir qué **no**
#   compra He.
# - **Requisitos**: lecciones 04 y 05.
# - **Lectura**: 30 minutos.
# - **Ejecución**: {{tiempo}}
# - **Clase**: láminas «He initialization».

# %% [markdown]
# Las herramientas de siempre. El observador vuelve a ser el instrumento.

# %%
import inspect

import numpy as np

import course_lib as lib
from course_lib.lab import datasets, experiments, parity, widgets
from course_lib.lab.diagnostics import Observer, observe
from course_lib.lab.gradcheck import gradient_errors
from course_lib.lab.text import decimal
from course_lib.lessons import lesson_06 as lesson
from course_lib.lessons import quizzes

SEED = 1
VarianceScaling = lib.initializers.VarianceScaling

# %% [markdown]
# ## La pregunta: treinta capas
#
# La lección 05 terminó con una mala noticia: con la regla de la lámina y ReLU, a la capa 30 llega una
# señal treinta mil veces más chica. ¿Importa? Treinta capas de 64 neuronas, 3.500 dígitos de media 0 y
# desviación 1.

# %%
rng = np.random.default_rng(SEED)
x, y = datasets.load_mnist()
x = x.reshape(-1, 784).astype("float32") / 255
train, val, _ = datasets.train_val_test_split(x, y, validation=1000, test=500, rng=rng)
seen, new = ((data.x - train.x.mean()) / train.x.std() for data in (train, val))

# %% [markdown]
# `build` es la de la lección anterior, ahora con ReLU.


# %%
def build(lib, init, units, rate=0.01, activation="relu", **options):
    """Capas densas, todas con el mismo inicializador, y diez puntajes al final."""
    dense, layers = lib.layers.Dense, [lib.Input(shape=(784,))]
    layers += [dense(width, activation, kernel_initializer=init) for width in units]
    layers.append(dense(10, kernel_initializer=init))
    model = lib.Sequential(layers, **options)
    loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=lib.optimizers.SGD(rate), loss=loss)
    return model


def error(model):
    """Porcentaje de dígitos de validación mal leídos."""
    return 100 * np.mean(model(new).argmax(axis=1) != val.y)


# %% [markdown]
# Dos comienzos: la regla de la lámina de Xavier, $\operatorname{Var}(w)=1/n$ (`lecun_normal`), y la de He, $2/n$.
# Tasa de aprendizaje 0,01; seis épocas; tres semillas.


# %%
def watch(init, seed):
    """El error de validación, época por época."""
    model, curve = build(lib, init, (64,) * 30, seed=seed), []
    for _ in range(6):
        model.fit(seen, train.y, batch_size=35, epochs=1, verbose=0)
        curve.append(error(model))
    return {"error": np.array(curve)}


# %% [markdown]
# Adivinar da 90 % de error.

# %%
INITS = {"1/n": "lecun_normal", "2/n": "he_normal"}
hook = experiments.run(watch, {"init": [*INITS.values()]}, seeds=range(3))
curves = hook.values("error")
lesson.figures.hook(dict(zip(INITS, curves, strict=True)))
assert curves[0].min() > 80 and curves[1][:, -1].mean() < 60

# %% [markdown]
# **Qué se ve.** Con $1/n$ la red no se mueve de adivinar; con $2/n$ aprende. Ni una neurona, ni un dato, ni un
# paso de diferencia: solo un 2.

# %% [markdown]
# ## Predice
#
# Sea $z$ un número al azar de media 0, simétrico. ReLU apaga los negativos.

# %%
question = "¿Qué fracción de E[z²] queda después de ReLU?"
bet = widgets.prediction(
    question, ["Un cuarto", "La mitad", "0,34", "Toda"], key="06-mitad"
)
bet

# %% [markdown]
# ## La idea: la mitad, siempre la mitad
#
# <a id="idea"></a>**Paso 1.** Si $z$ es simétrico, la mitad de sus cuadrados viene de los negativos, que ReLU convierte en 0:
#
# $$E[\operatorname{relu}(z)^2]=\tfrac12E[z^2]$$
#
# A mano, con cuatro valores:

# %%
z = np.array([-2, -1, 1, 2])
print("z²      ", z**2, " promedio", np.mean(z**2))
print("relu(z)²", np.maximum(z, 0) ** 2, " promedio", np.mean(np.maximum(z, 0) ** 2))
assert np.mean(np.maximum(z, 0) ** 2) == np.mean(z**2) / 2

# %% [markdown]
# **Paso 2: la ida.** En la lección 05 vimos que lo que cuenta es $E[x^2]$: $\operatorname{Var}(z)=n\operatorname{Var}(w)E[x^2]$. Si la
# entrada sale de otra ReLU, $E[x^2]=\tfrac12\operatorname{Var}(z_{\text{anterior}})$, y para conservar la varianza de $z$:
#
# $$n_{\text{in}}\cdot\tfrac12\operatorname{Var}(w)=1\quad\Rightarrow\quad\operatorname{Var}(w)=\frac{2}{n_{\text{in}}}$$
#
# Lo que se iguala es $\operatorname{Var}(z)$ de una capa con la de la **siguiente**. Al cruzar la ReLU la varianza sí baja:
# como la media de $\operatorname{relu}(z)$ no es 0, su varianza no es ½ sino 0,34 veces la de $z$, si $z$ es normal.

# %%
rng = np.random.default_rng(SEED)
h = np.maximum(rng.standard_normal(1_000_000), 0)
print(f"E[relu²] = {decimal(np.mean(h**2))}   Var(relu) = {decimal(h.var())}")
assert abs(np.mean(h**2) - 1 / 2) < 0.005
assert abs(h.var() - (1 / 2 - 1 / (2 * np.pi))) < 0.005

# %% [markdown]
# **Paso 3: la vuelta.** La derivada de ReLU es 0 o 1, mitad y mitad, así que también deja pasar la mitad del
# gradiente: $n_{\text{out}}\cdot\tfrac12\operatorname{Var}(w)=1$. ¿Otra vez hay que elegir? Aquí **no hace falta**. Si se usa $2/n_{\text{in}}$, de
# vuelta cada capa multiplica la varianza por $n_{\text{out}}/n_{\text{in}}$, y el $n_{\text{out}}$ de una capa es el
# $n_{\text{in}}$ de la siguiente: en el producto de todas se cancelan, y queda solo la última dimensión dividida
# por la primera. Un número fijo, que no crece con la profundidad. (Lo mismo valía en la lección 05: el 18 % que
# llegaba de vuelta en el embudo era $\sqrt{16/512}$.)

# %%
widths = [400, 100, 400, 100, 400, 100]
ratios = np.divide(widths[1:], widths[:-1])
print("de vuelta, capa por capa:", ratios, " producto:", np.prod(ratios))
assert np.prod(ratios) == widths[-1] / widths[0]

# %% [markdown]
# ## En course_lib
#
# La regla de He es la misma clase de la lección 05 con un 2. Y ReLU, con su derivada.

# %%
print(inspect.getsource(lib.initializers.HeNormal.__init__))
print(inspect.getsource(lib.activations.relu))

# %% [markdown]
# ## Comprueba
#
# <a id="comprueba"></a>Tres cosas: las derivadas de diez capas con ReLU, la desviación de `he_normal` en una convolución (ahí
# $n$ cuenta toda la ventana: $3\cdot3\cdot16=144$) y que el tamaño de $z$ se mantenga en treinta capas.

# %%
rng = np.random.default_rng(SEED)
with lib.config.use_floatx("float64"):
    dense = lib.layers.Dense
    net = [dense(16, "relu", kernel_initializer="he_normal") for _ in range(10)]
    model = lib.Sequential(net, seed=SEED)
    errors = gradient_errors(model, rng.standard_normal((4, 16)), rng=rng)
std = lib.initializers.HeNormal()((3, 3, 16, 320), rng).std()
print("derivadas: se espera < 1e-7 ", "✓" if max(errors.values()) < 1e-7 else "✗")
print(f"desviación {decimal(std)}, se espera {decimal(np.sqrt(2 / 144))}")
assert max(errors.values()) < 1e-7 and abs(std / np.sqrt(2 / 144) - 1) < 0.01

# %% [markdown]
# Para lo tercero, `sizes` lleva una señal por muchas capas y anota el tamaño de $z$ en cada una. Recibe
# la función que sortea los pesos, y la pendiente si la activación es leaky ReLU.


# %%
def sizes(draw, depth=30, n=500, slope=0.0, seed=SEED):
    """El tamaño de z, √E[z²], en cada una de `depth` capas de `n` neuronas."""
    chance = np.random.default_rng(seed)
    h, found = chance.standard_normal((200, n)), []
    for _ in range(depth):
        z = h @ draw(chance, n)
        found.append(np.sqrt(np.mean(z**2)))
        h = np.where(z > 0, z, slope * z)
    return np.array(found)


# %% [markdown]
# `scaled` arma una de esas funciones con la clase del curso:


# %%
def scaled(scale, kind):
    """Una función que sortea pesos de varianza scale/n y esa forma."""
    init = VarianceScaling(scale, "fan_in", kind)
    return lambda chance, n: init((n, n), chance)


# %% [markdown]
# La entrada no sale de una ReLU, así que en la primera capa $\operatorname{Var}(z)=2$ y su tamaño es $\sqrt2$. Cada sorteo se
# desvía un poco, y al final veremos cuánto: por eso miramos doce y su promedio cuadrático.

# %%
many = np.array([sizes(scaled(2, "uniform"), n=200, seed=seed) for seed in range(12)])
first, last = np.sqrt(np.mean(many[:, [0, -1]] ** 2, axis=0))
print(f"tamaño de z en la capa 1: {decimal(first, 2)}; en la 30: {decimal(last, 2)}")
assert abs(first / np.sqrt(2) - 1) < 0.02 and abs(np.log2(last / first)) < 0.5

# %% [markdown]
# ## Experimentos
#
# Primero la mitad; después, redes que entrenan.

# %% [markdown]
# ### ¿Es siempre la mitad?
#
# <a id="mitad"></a>La demostración solo usó que $z$ es simétrico. Probemos con cuatro distribuciones: tres
# simétricas y una que no, la exponencial centrada. Cinco semillas, 20.000 números cada una.


# %%
def half(kind, seed):
    """Qué fracción de E[z²] deja pasar ReLU."""
    chance = np.random.default_rng(seed)
    z = {
        "normal": lambda: chance.normal(0, 3, 20_000),
        "uniforme": lambda: chance.uniform(-1, 1, 20_000),
        "Laplace": lambda: chance.laplace(0, 1, 20_000),
        "exponencial − 1": lambda: chance.exponential(1, 20_000) - 1,
    }[kind]()
    return {"fracción": np.mean(np.maximum(z, 0) ** 2) / np.mean(z**2)}


# %% [markdown]
# La exponencial centrada tiene media 0, pero su cola apunta a la derecha.

# %%
KINDS = ["normal", "uniforme", "Laplace", "exponencial − 1"]
fractions = experiments.run(half, {"kind": KINDS}, seeds=range(5))
print(fractions.table())
assert abs(fractions.values("fracción")[:3] - 0.5).max() < 0.03
assert abs(fractions.mean("fracción")[3] - 2 / np.e) < 0.02

# %% [markdown]
# Las simétricas dan ½, tengan la forma que tengan. La asimétrica da 0,73 (la cuenta exacta es $2/e$). Por eso la regla pide pesos
# simétricos en torno a 0 y sesgos en 0: así $z$ sale simétrico aunque las entradas sean todas positivas.

# %%
why = "La mitad de E[z²] viene de los negativos; 0,34 es la varianza de relu(z)."
widgets.reveal(bet, answer="La mitad", explanation=why)

# %% [markdown]
# ### ¿Cuánto llega a la capa 30?
#
# <a id="treinta"></a>Con $1/n$ cada capa pierde la mitad de la varianza, o sea $\sqrt2$ en tamaño: después de 30,
# $2^{-15}$. Con $2/n$ no debería perder nada, y la forma (normal, truncada o uniforme) no debería importar.
#
# Son cinco redes de 30 capas de 500 neuronas, sin entrenar:

# %%
SHAPES = ("truncated_normal", "untruncated_normal", "uniform")
lines = {f"2/n, {kind}": sizes(scaled(2, kind)) for kind in SHAPES}
lines |= {f"{scale}/n": sizes(scaled(scale, "truncated_normal")) for scale in (1, 3)}
lesson.figures.thirty(lines)
small, large = lines["1/n"][-1], lines["3/n"][-1]
assert all(0.5 < lines[f"2/n, {kind}"][-1] < 3 for kind in SHAPES)
assert 0.5 < small / 2**-14.5 < 2 and 0.5 < large / 1.5**14.5 / 3**0.5 < 2

# %% [markdown]
# **Qué se ve.** Las tres formas de $2/n$ van juntas y planas. Con $1/n$ la señal cae en línea recta junto a la
# teoría, punteada. (Son 29 pérdidas, porque en la primera capa aún no hay ReLU: $2^{-14{,}5}$, unas veinte mil
# veces.) Con $3/n$ sube. El 2 no es una sugerencia: es el punto justo entre desvanecerse y explotar. Con 10
# capas se pierde un factor $2^5=32$, con 20, mil, y con 30, treinta mil. ¿Desde cuándo importa?

# %% [markdown]
# ### ¿Y al entrenar?
#
# <a id="entrenar"></a>Redes de 10, 20 y 30 capas, con la misma tasa 0,01, 1.500 pasos y cinco semillas
# (`curso tablas 06` las calcula en unos minutos).

# %%
table = lesson.table("06_profundidad")
ends = lesson.figures.training(table)
assert ends.shape == (2, 3) and ends[0, 0] < 16 and (ends[0, 1:] > 75).all()
assert (ends[1] < [10, 12, 18]).all()

# %% [markdown]
# **Qué se ve.** Con diez capas, $1/n$ parte lento y casi alcanza. Con veinte apenas empieza a moverse en 1.500
# pasos. Con treinta no se mueve. $2/n$ aprende en las tres. ¿Es la tasa? El gradiente que le llega a la
# primera capa lo dice:

# %%
fresh = [build(lib, init, (64,) * 30, seed=SEED) for init in INITS.values()]
norms = [observe(net, seen[:100], train.y[:100])[0].grad_norm for net in fresh]
print(f"gradiente en la primera capa: {norms[0]:.0e} con 1/n, {norms[1]:.0e} con 2/n")
assert norms[1] > 2e4 * norms[0]

# %% [markdown]
# Decenas de miles de veces menos. ¿Y si subimos la tasa otro tanto? En la tabla, con 30 capas y $1/n$, ninguna
# de las cuatro tasas (de 0,003 a 0,1) baja en promedio de 85 % de error. Probemos otras, mayores:

# %%
stuck = table.mean("test", start="LeCun", depth=30, activation="relu")
beyond = {}
for rate in (0.3, 3, 30):
    model = build(lib, "lecun_normal", (64,) * 30, rate=rate, seed=SEED)
    with np.errstate(all="ignore"):
        model.fit(seen, train.y, batch_size=35, epochs=2, verbose=0)
        beyond[rate] = error(model)
assert stuck.min() > 85 and min(beyond.values()) > 85

# %% [markdown]
# Con 0,3, con 3 y con 30 tampoco: la red adivina o explota. Una sola tasa no puede devolver lo que se perdió
# capa por capa, porque los sesgos de las últimas sí reciben un gradiente normal.

# %% [markdown]
# ### ¿Qué **no** compra He?
#
# <a id="no-compra"></a>Ahora cada comienzo con su mejor tasa, elegida con validación, y el error de prueba
# contra la profundidad:

# %%
lecun, kaiming = lesson.figures.depths(table)
assert abs(lecun - kaiming)[:3].max() < 1.5 and lecun[3] > 50 and lecun[4] > 80
assert kaiming[3] < 12 < kaiming[4] < 20 and kaiming[:3].max() < 7.5
assert kaiming[4] > kaiming[0] + 5

# %% [markdown]
# **Qué se ve.** (El eje vertical es logarítmico.) De dos a diez capas, casi empate: con su propia tasa, $1/n$
# queda a lo más a un punto de $2/n$. He no compra aciertos, compra profundidad. Y la profundidad tampoco
# compra aciertos por sí sola: en estos 1.500 pasos, la red de treinta capas con He falla **más** que la de dos. En
# el artículo de He y otros (2015), con imágenes de ImageNet, pasó igual: con 14 capas las dos reglas
# terminaron casi en el mismo error, 33,82 % y 33,90 %, y su red de 30 quedó peor, con 38,56 %.

# %% [markdown]
# ### ¿`fan_in` o `fan_out`?
#
# <a id="fan"></a>La cuenta dijo que ninguna de las dos desvanece la señal. Doce capas que alternan 256 y 32 neuronas, cuatro épocas.


# %%
def alternate(mode, seed):
    """Cuánto cambian la señal y el gradiente, y el error después de entrenar."""
    model = build(lib, VarianceScaling(2, mode), (256, 32) * 6, seed=seed)
    stats = observe(model, seen[:200], train.y[:200])
    model.fit(seen, train.y, batch_size=35, epochs=4, verbose=0)
    return {
        "señal": stats[11].std / stats[1].std,
        "gradiente": stats[1].grad_std / stats[11].grad_std,
        "error": error(model),
    }


# %% [markdown]
# «Señal» es cuánto cambia de la capa 2 a la 12; «gradiente», de la 12 a la 2.

# %%
either = experiments.run(alternate, {"mode": ["fan_in", "fan_out"]}, seeds=range(3))
print(either.table("señal", "gradiente"))
changes = np.array([either.mean("señal"), either.mean("gradiente")])
worse, better = either.mean("error")[::-1]
assert (
    changes.min() > 1 / 2
    and changes.max() < 2
    and 1.25 * better < worse < 45
    and better < 17
)

# %% [markdown]
# Entre dos capas del mismo ancho, ni la señal ni el gradiente llegan a cambiar al doble con ninguna de las
# dos reglas, y las dos redes aprenden. Pero a la misma tasa el error no es igual, cerca de 12 % con `fan_in` y
# cerca del doble con `fan_out`: su primera capa, de 784 a 256, y su salida, de 32 a 10, parten más grandes, y los
# puntajes salen nueve veces mayores. Keras usa `fan_in`.

# %% [markdown]
# ### ¿Y si ReLU gotea?
#
# <a id="leaky"></a>Leaky ReLU deja pasar $a\,z$ cuando $z<0$. La misma cuenta: $E[f(z)^2]=\tfrac{1+a^2}{2}E[z^2]$, así que
# $\operatorname{Var}(w)=\frac{2}{(1+a^2)n}$. Con $a=0$ es He; con $a=1$, que es lineal, LeCun. Medimos por cuánto cambia la
# señal **por capa**, con la regla de He tal cual y con la corregida.

# %%
SLOPES = [0, 0.1, 0.2, 0.3, 0.5, 0.7, 1]
factor = {"He, 2/n": [], "corregida, 2/((1+a²)n)": []}
for slope in SLOPES:
    for name, scale in zip(factor, (2, 2 / (1 + slope**2)), strict=True):
        z = sizes(scaled(scale, "truncated_normal"), slope=slope)
        factor[name].append((z[-1] / z[0]) ** (1 / 29))
lesson.figures.leaky(SLOPES, factor)
plain, fixed = (np.array(values) for values in factor.values())
assert (
    abs(fixed - 1).max() < 0.03
    and abs(plain - np.sqrt(1 + np.square(SLOPES))).max() < 0.03
)

# %% [markdown]
# **Qué se ve.** Con la corrección, 1 en todas, salvo un 2 % del sorteo. Con He tal cual, el factor crece como $\sqrt{1+a^2}$: con la
# pendiente 0,2 que trae `"leaky_relu"` (la capa `LeakyReLU` trae 0,3) es 1,02 por capa y no importa; con 1 es
# $\sqrt2$, y en 30 capas son $2^{15}$.

# %% [markdown]
# ### Censo de neuronas muertas
#
# <a id="muertas"></a>Una neurona con ReLU está **muerta** si da 0 para todos los ejemplos: sus pesos no reciben
# gradiente y por sí sola no vuelve; solo la puede revivir un cambio en las capas anteriores. ¿Nacen muertas o las matamos? Cinco capas con He. El observador cuenta, en 500 dígitos,
# antes de entrenar y después de cada época.


# %%
def census(rate, seed):
    """Porcentaje de neuronas muertas, época por época, y error al final."""
    model = build(lib, "he_normal", (64,) * 5, rate=rate, seed=seed)
    observer = Observer(seen[:500], train.y[:500])
    model.fit(seen, train.y, batch_size=35, epochs=6, callbacks=[observer], verbose=0)
    return {
        "dead": 100 * observer.series("dead")[:, :5].mean(axis=1),
        "error": error(model),
    }


# %% [markdown]
# Y lo mismo después de **un solo paso**, con tasas cada vez más imprudentes. `step` es cuánto movió ese
# paso a los pesos de la primera capa, $\lVert\Delta w\rVert/\lVert w\rVert$.


# %%
def one_step(rate, seed):
    """Porcentaje de neuronas muertas después de un paso, y el tamaño del paso."""
    model = build(lib, "he_normal", (64,) * 5, rate=rate, seed=seed)
    observer = Observer(seen[:500], train.y[:500])
    model.fit(seen[:35], train.y[:35], batch_size=35, callbacks=[observer], verbose=0)
    return {
        "dead": 100 * observer.series("dead")[-1, :5].mean(),
        "step": observer.update_ratio_[0][0],
    }


# %% [markdown]
# Cinco semillas:

# %%
RATES = [0.03, 0.1, 0.3, 1, 3, 10]
training = experiments.run(census, {"rate": [0.03, 0.1]}, seeds=range(5))
blow = experiments.run(one_step, {"rate": RATES}, seeds=range(5))
lesson.figures.census(training, blow)
print(blow.table())

# %% [markdown]
# **Qué se ve.** Casi ninguna nace muerta, y con tasas sanas hasta reviven algunas. Un solo paso con tasa 1
# mata a cerca de un quinto, y con tasa 10, a la mitad: las empuja adonde ningún ejemplo las enciende. No es
# culpa de la inicialización sino de un paso que cambió los pesos de la primera capa en la mitad de su tamaño
# (tasa 1) o en cinco veces (tasa 10). Leaky ReLU no tiene muertas, por construcción.

# %%
lasting, killed = training.values("dead"), blow.mean("dead")
assert lasting.max() < 6 and training.mean("error").max() < 10
assert killed[0] < 4 and killed[3] > 15 and killed[5] > 40
assert 0.3 < blow.mean("step")[3] < 0.7 and 4 < blow.mean("step")[5] < 6

# %% [markdown]
# ## Explora: la escala y la pendiente
#
# Treinta capas de 200 neuronas, pesos de varianza $\text{escala}/n$ y leaky ReLU de pendiente $a$.


# %%
def profile(scale, slope):
    """El tamaño de z en 30 capas de 200 neuronas."""
    return sizes(scaled(scale, "untruncated_normal"), n=200, slope=slope)


# %% [markdown]
# Con ReLU, tres escalas:

# %%
lesson.figures.three_scales(profile, [1, 2, 3])
assert profile(1, 0)[-1] < 1e-3 < 0.3 < profile(2, 0)[-1] < 5 < 100 < profile(3, 0)[-1]

# %% [markdown]
# **Qué se ve.** Con escala 1 se desvanece, con 2 se mantiene y con 3 explota. Busca tú: con pendiente 0,5, ¿qué
# escala deja la línea plana?

# %%
scale = widgets.slider("escala", [0.5, 1, 1.33, 1.6, 1.92, 2, 2.5, 3], start=2)
slope = widgets.slider("pendiente", [0, 0.1, 0.2, 0.5, 1])
widgets.explorer(
    lesson.figures.scale_profile(profile), width=6.5, scale=scale, slope=slope
)

# %% [markdown]
# ## Paridad con Keras
#
# Todos los inicializadores con azar, en una matriz densa y en una convolución: la media y la desviación
# de cada biblioteca, en unidades de la desviación. Con 200.000 pesos el error de muestreo es de unas
# milésimas; se exige 0,02.

# %%
rng = np.random.default_rng(SEED)
keras, pairs = parity.load_keras(), {}
RULES = [f"{rule}_{form}" for rule in ("he", "lecun") for form in ("normal", "uniform")]
RULES += [f"glorot_{form}" for form in ("normal", "uniform")] + ["orthogonal"]
RULES += [f"random_{form}" for form in ("normal", "uniform")] + ["truncated_normal"]
for name in RULES:
    for shape in ((300, 700), (3, 3, 64, 320)):
        both = (
            lib.initializers.get(name)(shape, rng),
            keras.initializers.get(name)(shape),
        )
        moments = [np.array([np.mean(w), np.std(w)]) / both[0].std() for w in both]
        pairs[f"{name}, {len(shape)} ejes"] = tuple(moments)
parity.compare(pairs, tolerance=2e-2)

# %% [markdown]
# Y veinte capas ocultas con ReLU, con los mismos pesos y en 64 bits: la salida, y los pesos después de un paso.

# %%
batch, labels = seen[:64].astype("float64"), train.y[:64]
with parity.use_floatx("float64"):
    shape = {"units": (64,) * 20, "rate": 0.5**7}
    ours, theirs = (build(which, "he_normal", **shape) for which in (lib, keras))
    ours.set_weights(theirs.get_weights())
    pairs = {"salida": (ours(batch), theirs(batch))}
    for model in (ours, theirs):
        model.fit(batch, labels, batch_size=64, epochs=1, shuffle=False, verbose=0)
    pairs["todos los pesos"] = ours.get_weights(), theirs.get_weights()
    parity.compare(pairs, tolerance=1e-12)

# %% [markdown]
# ## ¿Cuándo falla?
#
# <a id="hanin"></a>He conserva la señal **en promedio** sobre todos los sorteos posibles. ¿Y tu sorteo? Hanin y
# Rolnick encontraron esta segunda manera de fallar. Tomemos muchas redes, démosles a todas la **misma**
# entrada, midamos en cada una $M=E[z^2]$ a la salida y veamos cuánto varía $\ln M$ **entre redes**.


# %%
def between(width, depth, networks=150):
    """ln M a la salida de muchas redes recién sorteadas, con la misma entrada."""
    chance = np.random.default_rng(SEED)
    h = np.ones((networks, 1, width))
    for _ in range(depth):
        z = h @ chance.normal(0, np.sqrt(2 / width), (networks, width, width))
        h = np.maximum(z, 0)
    return np.log(np.mean(z**2, axis=(1, 2)))


# %% [markdown]
# Cada capa multiplica $M$ por el promedio de $n$ valores $2\operatorname{relu}(g)^2$, con $g$ normal: su media es 1 y su
# varianza, $4\cdot\tfrac32-1=5$. Así que agrega cerca de $5/n$, y lo que importa es $\sum 1/n$.

# %%
NETS = [(32, 5), (32, 10), (32, 20), (64, 10), (64, 20), (64, 30), (128, 10), (128, 30)]
spreads = np.array([np.var(between(*net)) for net in NETS])
lesson.figures.between_networks(NETS, spreads)
ratio = spreads / [5 * depth / width for width, depth in NETS]
assert abs(ratio - 1).max() < 0.4 and abs(ratio.mean() - 1) < 0.15
logs = between(32, 20)
apart = abs(logs[:, None] - logs)[np.triu_indices(len(logs), 1)]
assert 0.25 < np.mean(apart > np.log(10)) < 0.5

# %% [markdown]
# **Qué se ve.** Redes de anchos y profundidades distintos caen sobre una sola recta, $5\sum 1/n$. Con 20 capas
# de 32, en más de un cuarto de los pares de redes recién sorteadas, $M$ difiere en más de diez veces, y He no
# puede evitarlo. La receta es **ancho**: si la red es profunda, que ninguna capa sea angosta.

# %% [markdown]
# ## Tarjeta: ¿con qué parto?
#
# <a id="tarjeta"></a>
#
# | Activación | Inicializador | En Keras |
# |---|---|---|
# | lineal, o la salida | Glorot | `"glorot_uniform"` (lo que viene) |
# | tanh | Glorot | `"glorot_uniform"` |
# | ReLU | He | `"he_normal"` |
# | leaky ReLU de pendiente $a$ | He corregido | `VarianceScaling(2 / (1 + a**2))` |
# | GELU, ELU | He | `"he_normal"` |
# | SELU | LeCun | `"lecun_normal"` |
# | sigmoid en capas ocultas | mejor otra activación | `VarianceScaling(16, "fan_avg")` si son pocas |
#
# Los sesgos, en ceros. Probemos las seis primeras filas en 20 capas de 256: ¿cuánto cambian la señal y el
# gradiente de una punta a la otra?

# %%
CARD = {"linear": "glorot_uniform", "tanh": "glorot_uniform", "relu": "he_normal"}
CARD |= {"leaky_relu": VarianceScaling(2 / (1 + 0.2**2))}
CARD |= {"gelu": "he_normal", "elu": "he_normal", "selu": "lecun_normal"}
for activation, init in CARD.items():
    model = build(lib, init, (256,) * 20, activation=activation, seed=SEED)
    stats = observe(model, seen[:200], train.y[:200])[:20]
    ends = stats[-1].std / stats[0].std, stats[0].grad_std / stats[-1].grad_std
    forward, backward = (decimal(end, 1) for end in ends)
    print(f"{activation:<10}  señal ×{forward:<4} gradiente ×{backward}")
    assert all(1 / 10 < end < 10 for end in ends)

# %% [markdown]
# Ninguna cambia ni diez veces en 20 capas. Compáralo con el $0{,}5^{30}\approx10^{-9}$ de la lección 04.

# %% [markdown]
# ## Lo que dice la clase
#
# <a id="la-clase"></a>Las siete afirmaciones de las láminas, en nuestras palabras.
#
# | # | Afirmación | Veredicto | Lo preciso | Prueba |
# |---|---|---|---|---|
# | H1 | Se usa cuando hay ReLU | **Se sostiene** | Y sus parientes; para leaky se corrige con la pendiente | [leaky](#leaky) |
# | H2 | Genera números entre la cantidad de neuronas de una capa y de la otra | **Corregir** | Esas son las dimensiones de la matriz; los números son normales de varianza $2/n$ | [comprueba](#comprueba) |
# | H3 | `randn(k, n)*sqrt(2/n)`, con n entradas, es He | **Se sostiene** | La `he_normal` de Keras es truncada, con la misma varianza | [treinta](#treinta) |
# | H4 | Se supone que los pesos tienen media cero | **Se sostiene** | Simétricos en torno a 0 y con sesgos en 0; las **entradas** no tienen media 0 | [la mitad](#mitad) |
# | H5 | Conserva Var(z) = Var(x) | **Matizar** | Se iguala la varianza de las preactivaciones de una capa a la siguiente; la de relu(z) es 0,34 veces esa | [la idea](#idea) |
# | H6 | Var(w) = 2/n | **Se sostiene** | $n$ puede ser las entradas o las salidas: con cualquiera la señal no se desvanece | [fan](#fan) |
# | H7 | La distribución es N(0, √(2/n)) | **Se sostiene** | Si el segundo número es la desviación; en varianza es N(0, 2/n) | [treinta](#treinta) |
#
# Y el artículo de NeurIPS que la clase enlaza en otra lámina es el de Hanin y Rolnick: trata de
# [esto](#hanin), no de los ceros.

# %% [markdown]
# ## Ejercicios
#
# Tres de lápiz. Cambia `None` y ejecuta la celda.

# %% [markdown]
# ### A. He a mano
#
# Una capa con ReLU tiene **128** entradas y 10 salidas. ¿Qué desviación les da `he_normal` a sus pesos?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# ¿Cuál de las dos dimensiones usa?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# $\operatorname{Var}(w)=2/n_{\text{in}}$.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# $\sqrt{2/128}$.
# </details>

# %%
stddev = None  # tu respuesta
quizzes.check("06", stddev=stddev)

# %% [markdown]
# ### B. Una que gotea harto
#
# Leaky ReLU de pendiente **0,5** y 100 entradas. ¿Qué **varianza** deben tener los pesos?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# ¿Qué fracción de $E[z^2]$ deja pasar? Mira [leaky](#leaky).
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# $(1+a^2)/2=0{,}625$, y $100\cdot0{,}625\cdot\operatorname{Var}(w)=1$.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# $1/62{,}5$.
# </details>

# %%
variance = None  # tu respuesta
quizzes.check("06", variance=variance)

# %% [markdown]
# ### C. ¿Cuántas capas aguanta?
#
# La señal que entra mide 1, y con ReLU y la regla $1/n$ cada capa, también la primera, la multiplica por
# $1/\sqrt2$. ¿Después de cuántas capas es por primera vez **más de mil veces** más chica?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Busca el menor $L$ con $2^{-L/2}<1/1000$.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# $2^{L/2}>1000$, y $2^{10}=1024$.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# $L/2=10$.
# </details>

# %%
depth = None  # tu respuesta
quizzes.check("06", depth=depth)

# %% [markdown]
# ## Cuestionario
#
# Cinco preguntas. Elige también las que crees malas: cada opción explica por qué.

# %%
widgets.quiz(quizzes.load("06"))

# %% [markdown]
# ## Resumen
#
# 1. ReLU deja la mitad de $E[z^2]$ si $z$ es simétrico; He la devuelve con $\operatorname{Var}(w)=2/n$.
# 2. Con $1/n$ la señal se reduce $\sqrt2$ por capa. Con diez capas lo compensa la tasa; con treinta, nada.
# 3. Con `fan_in` o `fan_out` la señal no se desvanece; Keras usa `fan_in`. Para leaky ReLU, $2/((1+a^2)n)$.
# 4. He no compra aciertos, compra profundidad. Casi ninguna neurona nace muerta: las mata un paso enorme.
# 5. He conserva el promedio entre sorteos. En redes profundas y angostas cada sorteo es distinto: hazlas
#    anchas.
#
# **En Keras se escribe así:**
#
# ```python
# capa = keras.layers.Dense(64, "relu", kernel_initializer="he_normal")
# con_fuga = keras.layers.Dense(
#     64, "leaky_relu", kernel_initializer=keras.initializers.VarianceScaling(2 / (1 + 0.2**2))
# )
# ```

# %% [markdown]
# ## Glosario y referencias
#
# - **leaky ReLU**: ReLU que deja pasar una fracción de los negativos.
# - **neurona muerta** (*dead neuron*): da 0 con todos los ejemplos y por eso no recibe gradiente.
# - **preactivación** (*pre-activation*): lo que entra a la activación, $z=xW+b$.
# - **profundidad** (*depth*): cuántas capas; **ancho** (*width*): cuántas neuronas tiene cada una.
#
# <a id="referencias"></a>Para leer más:
#
# - K. He, X. Zhang, S. Ren y J. Sun (2015), *Delving Deep into Rectifiers*, ecuaciones 10 y 14, figuras 2 y 3.
#   [arXiv:1502.01852](https://arxiv.org/abs/1502.01852)
# - B. Hanin y D. Rolnick (2018), *How to Start Training: The Effect of Initialization and Architecture*.
#   [arXiv:1803.01719](https://arxiv.org/abs/1803.01719)
# - G. Klambauer y otros (2017), *Self-Normalizing Neural Networks*: por qué SELU va con LeCun.
#   [arXiv:1706.02515](https://arxiv.org/abs/1706.02515)
