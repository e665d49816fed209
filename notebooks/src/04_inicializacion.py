# %% [markdown]
# # 04 · Inicialización: por dónde parte la red
#
# La misma red, los mismos datos y cuatro comienzos: uno solo aprende. Por qué con ceros todas las
# neuronas son la misma, y por qué los números chicos tampoco sirven.

# %% [markdown]
# ## Ficha
#
# - **Objetivos**: demostrar que neuronas que parten iguales siguen iguales; predecir qué parámetros se
#   mueven desde cero con cada activación; medir cómo cambian las activaciones y los gradientes con la
#   profundidad; distinguir desvanecimiento de explosión; usar la pérdida inicial como control.
# - **Requisitos**: las lecciones 00 a 03. Desviación estándar y logaritmos.
# - **Lectura**: 30 minutos.
# - **Ejecución**: {{tiempo}}
# - **Clase**: láminas «Inicialización de parámetros».

# %% [markdown]
# Todo lo que se usa viene del curso. `SEED` fija el azar: si ejecutas de arriba abajo, verás lo mismo
# que aquí, salvo el último dígito en los entrenamientos largos.

# %%
import inspect

import numpy as np

import course_lib as lib
from course_lib.lab import datasets, experiments, parity, widgets
from course_lib.lab.diagnostics import norm, observe
from course_lib.lab.gradcheck import gradient_errors
from course_lib.lessons import lesson_04 as lesson
from course_lib.lessons import quizzes

SEED = 1

# %% [markdown]
# ## La pregunta: ¿qué números lleva una red recién nacida?
#
# Antes del primer paso de descenso los pesos tienen que valer **algo**. Nadie sabe todavía cuánto, así
# que ¿da lo mismo? Los datos: 2.000 dígitos para estudiar y 1.000 de validación.

# %%
rng = np.random.default_rng(SEED)
x, y = datasets.load_mnist()
x = x.reshape(-1, 784).astype("float32") / 255
held = {"validation": 1000, "test": 2000}
train, val, _ = datasets.train_val_test_split(x, y, **held, rng=rng)

# %% [markdown]
# La red tiene diez capas ocultas de 64 neuronas con tanh. `init` es el protagonista: de dónde salen los
# pesos. Los sesgos parten siempre en 0. El argumento `lib` está para pasarle `course_lib` o `keras`.


# %%
def build(lib, init, activation="tanh", units=(64,) * 10, rate=0.1, **options):
    """Capas densas, todas con el mismo inicializador, y diez puntajes al final."""
    dense, layers = lib.layers.Dense, [lib.Input(shape=(784,))]
    layers += [dense(width, activation, kernel_initializer=init) for width in units]
    layers.append(dense(10, kernel_initializer=init))
    model = lib.Sequential(layers, **options)
    loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=lib.optimizers.SGD(rate), loss=loss)
    return model


def accuracy(model, data):
    """Porcentaje de aciertos."""
    return 100 * np.mean(model(data.x).argmax(axis=1) == data.y)


# %% [markdown]
# Cuatro comienzos: todo en cero; normales muy chicos, de desviación 0,01; normales de desviación 1; y
# `glorot_normal`, que es de la lección 05. Tres semillas.

# %%
normal = lib.initializers.RandomNormal
STARTS = {
    "ceros": "zeros",
    "chicos": normal(stddev=0.01),
    "grandes": normal(stddev=1.0),
    "Glorot": "glorot_normal",
}


def live(start, seed):
    """La pérdida de entrenamiento, época por época."""
    model = build(lib, STARTS[start], seed=seed)
    history = model.fit(train.x, train.y, batch_size=50, epochs=15, verbose=0)
    return {"loss": history.history["loss"], "accuracy": accuracy(model, val)}


# %% [markdown]
# La línea punteada es $\ln 10 = 2{,}3$, lo que vale repartir la apuesta por igual entre los diez dígitos.

# %%
lives = experiments.run(live, {"start": list(STARTS)}, seeds=range(3))
lesson.figures.fates(
    {name: lives.values("loss", start=name) for name in STARTS}, np.log(10)
)
zeros, small, large, glorot = lives.mean("loss")[:, -1]
assert abs(zeros - np.log(10)) < 0.01 and abs(small - np.log(10)) < 0.01
assert large > 2 and glorot < 0.2 and lives.mean("accuracy")[3] > 85

# %% [markdown]
# <a id="comienzos"></a>**Qué se ve.** Una sola aprende. Con ceros y con números chicos la pérdida no se mueve de 2,3 ni en 15
# épocas. Con números grandes parte peor que adivinando y tampoco llega lejos. Misma red, mismos datos,
# mismo optimizador. Lo único distinto es el primer instante.

# %% [markdown]
# ## Predice
#
# Pongamos **todos los pesos en cero** en una red de dos capas ocultas, pero con **sigmoid** en vez de tanh.

# %%
question = "Todo en cero y sigmoid: ¿qué hace la pérdida al entrenar?"
options = ["No baja", "Baja y aprende", "Baja, con neuronas iguales", "Explota"]
bet = widgets.prediction(question, options, key="04-ceros")
bet

# %% [markdown]
# ## La idea: gemelas para siempre
#
# <a id="simetria"></a>Dos neuronas de una capa son **gemelas** si tienen los mismos pesos de entrada y los
# mismos de salida. Entonces siguen siéndolo después de cualquier paso. La demostración son cuatro
# líneas. Una capa calcula $z=xW+b$ y $h=\varphi(z)$; la siguiente usa $hV$ y le devuelve el gradiente $\delta'$.
# Con $\delta$ el gradiente de la pérdida respecto de $z$:
#
# 1. Reciben lo mismo con los mismos pesos y sesgos: $z_j=z_k$, así que $h_j=h_k$.
# 2. Sus pesos de salida son iguales: $\delta_j=(\delta'V^\top)_j\,\varphi'(z_j)=\delta_k$.
# 3. Entonces $\partial L/\partial W_{:j}=x^\top\delta_j=x^\top\delta_k=\partial L/\partial W_{:k}$, y también coinciden los
#    gradientes de sus sesgos y los de sus salidas, $h_j^\top\delta'=h_k^\top\delta'$.
# 4. A números iguales se les resta lo mismo: siguen iguales. Y así en cada paso. ∎
#
# Con todos los pesos en la **misma constante**, todas son gemelas: una capa de mil neuronas vale por
# una. El 0 agrega otro mal: puede apagar los gradientes. Una cuenta a mano, con dos neuronas de tanh:
# entra $x=(1,2)$, todos los pesos valen ½ y el objetivo es 1. Sale $z=1{,}5$ y $h=0{,}905$ en las dos. ¿Qué
# gradiente le toca a cada una?

# %%
x_1, W, V = np.array([1.0, 2.0]), np.full((2, 2), 0.5), np.full((2, 1), 0.5)
h = np.tanh(x_1 @ W)  # tanh(1,5) dos veces
delta = (h @ V - 1) * V[:, 0] * (1 - h**2)  # objetivo 1, pérdida ½(ŷ − 1)²
print("gradiente de W, columna por neurona:", np.outer(x_1, delta).round(3), sep="\n")
assert (np.outer(x_1, delta)[:, 0] == np.outer(x_1, delta)[:, 1]).all()

# %% [markdown]
# Ahora la segunda mitad de la historia. Aunque las neuronas sean distintas, una señal que cruza muchas
# capas se **multiplica** muchas veces. <a id="ganancia"></a>Sin activación, una capa de $n$ entradas y pesos de
# desviación $\sigma$ multiplica su tamaño, en promedio, por $g=\sigma\sqrt n$. Después de $L$ capas,
#
# $$g^L: \qquad 0{,}5^{30}\approx 10^{-9}, \qquad 1^{30}=1, \qquad 2^{30}\approx 10^{9}$$
#
# Eso es **desvanecerse** y **explotar**. Con activación la cuenta cambia, y de eso tratan las lecciones 05
# y 06. Hay que partir con números distintos, para que no haya gemelas, y del **tamaño** justo, para que
# la señal llegue.

# %% [markdown]
# ## En course_lib
#
# Una capa densa sortea sus pesos la primera vez que sabe cuántas entradas tiene. El inicializador recibe
# la forma, así que puede mirar $n$.

# %%
print(inspect.getsource(lib.layers.Dense.build))
print(inspect.getsource(lib.initializers.RandomNormal.sample))

# %% [markdown]
# ## Comprueba
#
# Las derivadas son exactas también con diez capas. Y una cuenta útil: si al comienzo los puntajes son
# casi 0, cada clase recibe $1/C$ y la pérdida tiene que valer $\ln C$.

# %%
rng = np.random.default_rng(SEED)
with lib.config.use_floatx("float64"):
    net = lib.Sequential([lib.layers.Dense(6, "tanh") for _ in range(10)], seed=SEED)
    errors = gradient_errors(net, rng.standard_normal((4, 6)), rng=rng)
print("derivadas: se espera < 1e-7 ", "✓" if max(errors.values()) < 1e-7 else "✗")
born = build(lib, normal(stddev=0.01), seed=SEED)
loss = float(born.loss(train.y, born(train.x)))
print(f"pérdida inicial {loss:.2f}, se espera ln 10 = {np.log(10):.2f}")
assert max(errors.values()) < 1e-7 and abs(loss - np.log(10)) < 0.01

# %% [markdown]
# ## Experimentos
#
# Primero los ceros, con lupa. Después, la profundidad.

# %% [markdown]
# ### ¿Qué se mueve desde cero?
#
# <a id="ceros"></a>La clase dice que con ceros «el descenso nunca comenzaría a bajar». Veamos, en una red de
# dos capas ocultas, qué parámetros tienen gradiente en el primer paso.


# %%
def moving(activation, init):
    """Los nombres de los parámetros cuyo gradiente no es cero en el primer paso."""
    model = build(lib, init, activation, (32, 32), seed=SEED)
    model.backward(model.loss.gradient(few_y, model(few, training=True)))
    names = [f"{part} {layer}" for layer in LAYERS for part in ("W", "b")]
    pairs = zip(names, model.weights, strict=True)
    return [name for name, weight in pairs if norm([weight.grad]) > 1e-12]


LAYERS, few, few_y = ["oculta 1", "oculta 2", "salida"], train.x[:64], train.y[:64]
start = {name: moving(name, "zeros") for name in ("tanh", "relu", "sigmoid")}
for name, parts in start.items():
    print(f"{name:<8} se mueven: {', '.join(parts)}")
assert start["tanh"] == start["relu"] == ["b salida"]
assert start["sigmoid"] == ["W salida", "b salida"]

# %% [markdown]
# Con tanh y ReLU, $h=0$: los pesos de salida no reciben nada, y hacia atrás todo se multiplica por
# pesos que valen 0. Solo se mueve el sesgo de la salida, que aprende qué tan común es cada dígito y
# nada más: la clase tiene razón. Con sigmoid, $h=\tfrac12$, y la salida **sí** arranca. ¿Llega a alguna
# parte? Entrenamos en 64 bits (con menos dígitos, el redondeo puede despegar a dos neuronas que debían
# ser gemelas) y contamos cuántas neuronas **distintas** quedan en la primera capa.


# %%
def distinct(kernel):
    """Cuántas columnas distintas tiene, hasta una diezmilésima del mayor peso."""
    return len(np.unique(np.round(kernel / abs(kernel).max(initial=1e-9), 4), axis=1).T)


# %% [markdown]
# Tres comienzos: ceros, la misma constante para todos, y el de Glorot. Dos capas ocultas de 32.

# %%
constant = lib.initializers.Constant(0.01)
SAME = {"ceros": "zeros", "0,01": constant, "Glorot": "glorot_uniform"}


def fate(activation, start, seed):
    """Dónde termina una red de dos capas ocultas de 32 neuronas."""
    with lib.config.use_floatx("float64"):
        model = build(lib, SAME[start], activation, (32, 32), rate=0.5, seed=seed)
        history = model.fit(train.x, train.y, batch_size=50, epochs=15, verbose=0)
    losses, kinds = history.history["loss"], distinct(model.get_weights()[0])
    ends = {"lowest": min(losses), "loss": losses[-1], "accuracy": accuracy(model, val)}
    return ends | {"distinct": kinds}


# %% [markdown]
# Una semilla basta para los ceros y la constante: en ellos el azar solo entra al barajar.

# %%
grid = {"activation": ["tanh", "relu", "sigmoid"], "start": list(SAME)}
fates = experiments.run(fate, grid, seeds=[SEED])
print(fates.table())
alike, right = fates.mean("distinct"), fates.mean("accuracy")
assert (alike == [1, 1, 32]).all() and right[:2, 0].max() < 15
assert 15 < right[2, 0] < 50 and right[:, 2].min() > 80
assert fates.mean("lowest")[1, 1] < 2.1 and fates.mean("loss")[1, 1] > 2.25

# %% [markdown]
# <a id="gemelas"></a>**Qué se ve.** Con ceros o con una constante queda **una** sola neurona distinta de 32,
# con cualquier activación. Con sigmoid y ceros la red baja, acierta más que adivinando y se queda ahí. Con
# ReLU y 0,01 alcanza a bajar (`lowest`) y vuelve a 2,3: sus gemelas se apagan todas juntas. ¿Tu apuesta?

# %%
why = f"Llega a {right[2, 0]:.0f} % de aciertos con una sola neurona distinta de 32."
widgets.reveal(bet, answer="Baja, con neuronas iguales", explanation=why)

# %% [markdown]
# Se puede ver. Estos son los pesos de ocho neuronas de la primera capa, después de entrenar una red de
# una capa oculta.

# %%
kernels = {}
with lib.config.use_floatx("float64"):
    for name in ("0,01", "Glorot"):
        model = build(lib, SAME[name], units=(32,), rate=0.5, seed=SEED)
        model.fit(train.x, train.y, batch_size=50, epochs=15, verbose=0)
        kernels[name] = model.get_weights()[0]
lesson.figures.neurons(kernels)
assert [distinct(kernel) for kernel in kernels.values()] == [1, 32]

# %% [markdown]
# **Qué se ve.** (Morado es positivo y naranjo, negativo.) Arriba, ocho copias del mismo dibujo. Abajo, ocho maneras distintas de mirar. El azar al
# partir no es un capricho: es lo que permite que cada neurona se dedique a algo distinto.

# %% [markdown]
# ### ¿Y si el azar llega después?
#
# <a id="dropout"></a>Las gemelas lo son mientras reciban lo mismo. Dropout apaga a una y a la otra no. Una capa
# oculta de 32 con tanh y tres comienzos, con y sin dropout 0,5:


# %%
def twins(start, rate, seed):
    """Aciertos y neuronas distintas con ese comienzo y esa tasa de dropout."""
    dense, init = lib.layers.Dense, {"kernel_initializer": SAME[start]}
    with lib.config.use_floatx("float64"):
        hidden = dense(32, "tanh", **init)
        layers = [lib.Input(shape=(784,)), hidden, lib.layers.Dropout(rate)]
        model = lib.Sequential([*layers, dense(10, **init)], seed=seed)
        loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(optimizer=lib.optimizers.SGD(0.5), loss=loss)
        model.fit(train.x, train.y, batch_size=50, epochs=20, verbose=0)
    return {"accuracy": accuracy(model, val), "distinct": distinct(hidden.kernel.value)}


# %% [markdown]
# Tres semillas:

# %%
broken = experiments.run(twins, {"start": list(SAME), "rate": [0, 0.5]}, seeds=range(3))
print(broken.table("distinct"))
zero, same, right = broken.mean("accuracy")
assert (broken.mean("distinct") == [[1, 1], [1, 32], [32, 32]]).all()
assert max(zero) < 15 and same[0] < 50 and abs(same[1] - right[1]) < 4 and right[1] > 85

# %% [markdown]
# Con la constante 0,01, dropout separa a las 32 y la red acierta lo mismo que partiendo con Glorot, cerca de
# 90 %. Con ceros no sirve de nada: a la capa oculta no le llega gradiente, y apagar neuronas que valen 0
# no cambia nada. Son **dos** males distintos: gemelas, y gradientes multiplicados por 0. El azar tardío
# cura el primero y no el segundo.

# %% [markdown]
# ### ¿Qué pasa con la profundidad?
#
# <a id="profundidad"></a>Treinta capas de 100 neuronas, entradas normales de desviación 1, sin entrenar. Cinco
# comienzos y tres activaciones. `observe` mide, en cada capa, la desviación de lo que sale y la del
# gradiente que vuelve.


# %%
def look(activation, init, depth=30):
    """Lo que se observa en una red profunda recién creada, en 64 bits."""
    rng = np.random.default_rng(SEED)
    with lib.config.use_floatx("float64"):
        dense = lib.layers.Dense
        layers = [dense(100, activation, kernel_initializer=init) for _ in range(depth)]
        model = lib.Sequential([lib.Input(shape=(100,)), *layers, dense(10)], seed=SEED)
        loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(optimizer="sgd", loss=loss)
        inputs, labels = rng.standard_normal((200, 100)), rng.integers(0, 10, 200)
        return observe(model, inputs, labels)[:-1]


# %% [markdown]
# `lecun_normal` usa varianza $1/n$; `glorot_normal`, que aquí es lo mismo porque todas las capas tienen
# el mismo ancho; y `he_normal`, $2/n$.

# %%
small, large = normal(stddev=0.01), normal(stddev=1.0)
names = ["0,01", "1", "LeCun", "Glorot", "He"]
inits = [small, large, "lecun_normal", "glorot_normal", "he_normal"]
seen = {
    kind: {name: look(kind, init) for name, init in zip(names, inits, strict=True)}
    for kind in ("tanh", "relu", "sigmoid")
}
lesson.figures.depth_profiles(seen)
ends = {kind: {name: rows[-1] for name, rows in seen[kind].items()} for kind in seen}
lost = {
    name: rows[-1].grad_std / rows[0].grad_std for name, rows in seen["sigmoid"].items()
}
assert ends["relu"]["1"].std > 1e20 and ends["relu"]["0,01"].std < 1e-25
assert 0.3 < ends["relu"]["He"].std < 3 and ends["relu"]["LeCun"].std < 1e-3
assert ends["tanh"]["1"].saturated > 0.7 and seen["tanh"]["1"][0].grad_std > 1e6
assert (
    min(lost[name] for name in ("LeCun", "Glorot", "He")) > 1e14
    and 0.1 < lost["1"] < 10
)

# %% [markdown]
# **Qué se ve.** Con desviación 0,01, «números pequeños en torno al cero», tanh y ReLU entregan una señal
# muerta y en las tres el gradiente muere de vuelta: por eso la red del comienzo no se movía. Con
# desviación 1, ReLU explota y tanh se satura: sus salidas se ven sanas, pegadas en ±1, y sus gradientes
# explotan. Entre medio, con tanh sirven LeCun y Glorot, y con ReLU, He. Con sigmoid no sirve **ninguna** de
# las tres reglas: la única que conserva el gradiente es la desviación 1, aquí diez veces la de LeCun. Las
# próximas dos lecciones explican por qué.

# %% [markdown]
# ### ¿Por qué son líneas rectas?
#
# <a id="productos"></a>Porque son productos. Tomemos solo matrices, sin activación: un vector multiplicado por
# 50 matrices de $100\times100$ con pesos de desviación $g/\sqrt{100}$. En escala logarítmica, $g^L$ es una
# recta.

# %%
rng = np.random.default_rng(SEED)
GAINS, norms = [0.5, 0.9, 1, 1.1, 2], []
for gain in GAINS:
    vector = rng.standard_normal(100)
    norms.append([norm([vector])])
    for _ in range(50):
        vector = vector @ (gain / 10 * rng.standard_normal((100, 100)))
        norms[-1].append(norm([vector]))
lesson.figures.products(GAINS, np.array(norms))
slopes = np.log10(np.array(norms)[:, -1] / np.array(norms)[:, 0]) / 50
assert abs(slopes - np.log10(GAINS)).max() < 0.02

# %% [markdown]
# **Qué se ve.** Líneas medidas sobre las de la teoría, punteadas. Con $g=2$ son quince órdenes de magnitud.
# Y mira 0,9 y 1,1: equivocarse en un 10 % también se paga, solo que más lejos.

# %% [markdown]
# ### Sana por fuera, muerta por dentro
#
# <a id="sigmoid"></a>¿Basta con mirar la desviación de las activaciones? Una red de 50 capas con sigmoid y Glorot:

# %%
stats = look("sigmoid", "glorot_normal", depth=50)
lesson.figures.healthy_and_dead(stats)
print(f"gradiente en la primera capa: 10 a la {np.log10(stats[0].grad_std):.0f}")
assert all(0.05 < s.std < 0.3 for s in stats) and stats[25].signal < 1e-13
assert stats[0].signal > 0.1 and stats[-1].grad_std > 1e30 * stats[0].grad_std

# %% [markdown]
# **Qué se ve.** La desviación de las activaciones es 0,1 en las 50 capas: todo parece normal. Es un espejismo,
# porque revuelve ejemplos con neuronas. Las neuronas son distintas entre sí, pero cada una quedó pegada en
# su valor: medida **entre ejemplos** (`signal`), la señal cae hasta $10^{-15}$, que es puro redondeo, y desde la
# capa 25 la red responde lo mismo a cualquier dígito. De vuelta, el gradiente pierde treinta órdenes de
# magnitud. La causa es una: la derivada de sigmoid es a lo más ¼, y ese factor entra en **cada** capa, de ida
# y de vuelta. Antes de creerle a un promedio, pregunta entre qué cosas varía, y mira los dos sentidos.

# %% [markdown]
# ### La pérdida antes de entrenar
#
# <a id="perdida"></a>Hay un control que cuesta una línea: la pérdida **antes** de entrenar. Una red que no sabe
# nada debería estar indecisa, y eso vale $\ln C$. Si parte mucho más arriba, parte **segura** de
# respuestas inventadas.


# %%
def at_birth(stddev, seed):
    """La pérdida sin entrenar, con una capa oculta de 100 neuronas ReLU."""
    model = build(lib, normal(stddev=stddev), "relu", (100,), seed=seed)
    return {"loss": float(model.loss(val.y, model(val.x)))}


# %% [markdown]
# Siete desviaciones, de una milésima a 1, y tres semillas:

# %%
SCALES = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1]
losses = experiments.run(at_birth, {"stddev": SCALES}, seeds=range(3)).values("loss")
lesson.figures.first_loss(SCALES, losses.T, np.log(10))
assert abs(losses[:3] - np.log(10)).max() < 0.05 and losses[-1].min() > 30

# %% [markdown]
# **Qué se ve.** Hasta desviaciones de unas centésimas, $\ln 10$. Desde ahí se dispara. Si tu primera
# pérdida es mucho mayor que $\ln C$, no sigas: revisa. Y al revés no vale: los ceros y los números chicos
# del comienzo también partían en $\ln 10$, y no aprendieron.

# %% [markdown]
# ### ¿Y los sesgos?
#
# <a id="sesgos"></a>En la clase los sesgos parten en cero y no importa. Es lo normal: con pesos al azar ya no hay
# gemelas que separar. Un caso en que conviene otra cosa: **clases desbalanceadas**. Supongamos una sola
# salida, con sigmoid, que dice si el dígito es un 0. Hay un 0 por cada nueve que no lo son; si el sesgo de
# la salida parte en el logaritmo de esa razón, $\ln(1/9)$, la red nace sabiéndolo.

# %%
zero = (val.y == 0).astype("float32")[:, None]
bce, prior = lib.losses.BinaryCrossentropy(from_logits=True), np.log(0.1 / 0.9)
born = [float(bce(zero, np.full_like(zero, bias))) for bias in (0, prior)]
print(f"sesgo 0: {born[0]:.2f} (ln 2); sesgo ln(1/9): {born[1]:.2f}")
assert abs(born[0] - np.log(2)) < 1e-3 and born[1] < 0.35

# %% [markdown]
# ## Explora: la ganancia
#
# El perfil de 30 capas de tanh con tres ganancias $g=\sigma\sqrt{100}$.


# %%
def by_gain(activation, gain):
    """La red profunda con pesos normales de esa ganancia."""
    return look(activation, normal(stddev=gain / 10))


# %% [markdown]
# Se desvanece, se mantiene o explota:

# %%
lesson.figures.three_gains(by_gain, [0.5, 1, 4])
faint, fair, strong = (by_gain("tanh", gain) for gain in (0.5, 1, 4))
assert faint[-1].std < 1e-8 and fair[-1].std > 0.05
assert strong[0].grad_std > 1e4 * strong[-1].grad_std

# %% [markdown]
# **Qué se ve.** Con 0,5 se desvanece hacia los dos lados. Con 1, casi plano. Con 4 las activaciones parecen
# sanas y los gradientes explotan. Busca tú: ¿hay alguna ganancia que deje planas las dos líneas con
# ReLU? ¿Y con sigmoid?
#
# <details><summary>Respuesta</summary>
#
# Con ReLU, 1,41: es $\sqrt2$, la regla de He. Con sigmoid hay que llegar cerca de 10 para que el gradiente
# vuelva, y entonces casi todas sus neuronas están saturadas.
# </details>

# %%
kind = widgets.slider("activación", ["tanh", "relu", "sigmoid"])
gain = widgets.slider("ganancia", [0.25, 0.5, 0.8, 1, 1.2, 1.41, 2, 4, 10], start=1)
profile = lesson.figures.depth_profile(by_gain)
widgets.explorer(profile, width=6.5, activation=kind, gain=gain)

# %% [markdown]
# ## Paridad con Keras
#
# Una red de veinte capas ocultas, con los mismos pesos y en 64 bits: lo que sale, y los pesos después de
# un paso, que es mirar los gradientes de todas.

# %%
keras = parity.load_keras()
batch, labels = train.x[:64].astype("float64"), train.y[:64]
with parity.use_floatx("float64"):
    shape = {"units": (64,) * 20, "rate": 0.5}
    ours, theirs = (build(which, "glorot_uniform", **shape) for which in (lib, keras))
    ours.set_weights(theirs.get_weights())
    pairs = {"salida": (ours(batch), theirs(batch))}
    for model in (ours, theirs):
        model.fit(batch, labels, batch_size=64, epochs=1, shuffle=False, verbose=0)
    both = list(zip(ours.get_weights(), theirs.get_weights(), strict=True))
    pairs |= {f"capa {number}": both[2 * number - 2] for number in (1, 10, 20)}
    parity.compare(pairs, tolerance=1e-12)
assert max(parity.max_difference(a, b) for a, b in both) < 1e-12

# %% [markdown]
# <a id="keras"></a>Y las gemelas de Keras: sigmoid desde ceros, 200 pasos en las dos bibliotecas.

# %%
with parity.use_floatx("float64"):
    shape = {"activation": "sigmoid", "units": (32, 32), "rate": 0.5}
    ours, theirs = (build(which, "zeros", **shape) for which in (lib, keras))
    for model in (ours, theirs):
        model.fit(batch, labels, batch_size=64, epochs=200, shuffle=False, verbose=0)
    named = zip(ours.get_weights(), theirs.get_weights(), strict=True)
    parity.compare({f"pesos {n}": pair for n, pair in enumerate(named, 1)}, 1e-9)
print("neuronas distintas en Keras:", distinct(theirs.get_weights()[0]))
assert distinct(theirs.get_weights()[0]) == 1

# %% [markdown]
# ## ¿Cuándo falla?
#
# <a id="convexo"></a>«Nunca partas de ceros» tampoco es una ley. Sin capas ocultas no hay neuronas que puedan ser
# gemelas: cada salida tiene su propia etiqueta, y la pérdida es convexa, sin fondos malos donde quedarse.

# %%
one = {init: build(lib, init, units=(), seed=SEED) for init in ("zeros", "he_normal")}
for model in one.values():
    model.fit(train.x, train.y, batch_size=50, epochs=30, verbose=0)
zeros, random = (accuracy(model, val) for model in one.values())
print(f"desde ceros {zeros:.0f} %, desde el azar {random:.0f} %")
assert abs(zeros - random) < 1.5 and zeros > 87

# %% [markdown]
# Desde ceros y desde el azar llegan a lo mismo, cerca de 90 % de aciertos. Los ceros fallan por las
# capas ocultas: neuronas intercambiables y gradientes multiplicados por 0.

# %% [markdown]
# ## Lo que dice la clase
#
# <a id="la-clase"></a>Las diez afirmaciones de la lámina, en nuestras palabras.
#
# | # | Afirmación | Veredicto | Lo preciso | Prueba |
# |---|---|---|---|---|
# | I1 | Los parámetros deben ser números pequeños en torno al cero | **Matizar** | El tamaño justo depende de cuántas entradas hay y de la activación; «pequeños» a secas se desvanece | [ganancia](#ganancia), [profundidad](#profundidad) |
# | I2 | El descenso del gradiente actualiza los pesos | **Se sostiene** | Y solo puede usar el gradiente que le llega | [qué se mueve](#ceros) |
# | I3 | Mal hecho, la red no aprende o demora muchísimo | **Se sostiene** | Tres de los cuatro comienzos no aprendieron | [la pregunta](#comienzos) |
# | I4 | Que los sesgos partan en cero no impacta | **Se sostiene** | Es lo habitual en los artículos y en Keras; aquí medimos una excepción, las clases desbalanceadas | [los sesgos](#sesgos) |
# | I5 | Con ceros, el descenso nunca comenzaría a bajar | **Matizar** | Cierto con tanh y ReLU, porque no llega gradiente; con sigmoid baja, pero la simetría la deja en una neurona. La simetría vale para cualquier constante | [gemelas](#gemelas) |
# | I6 | Una mala inicialización desvanece o hace explotar los gradientes | **Se sostiene** | Junto con la profundidad y la activación | [productos](#productos) |
# | I7 | Se parte de un punto y se llega a los parámetros que minimizan el error | **Matizar** | La red de gemelas se queda en una pérdida mayor que la de Glorot: el mínimo global no está garantizado | [gemelas](#gemelas) |
# | I8 | Enlace a un artículo de NeurIPS | **Se sostiene** | Hanin y Rolnick (2018): varianza $2/n$ para ReLU. No trata de los ceros; lo veremos con He | [referencias](#referencias) |
# | I9 | Enlace a los inicializadores de keras.io | **Se sostiene** | Es la fuente correcta | [referencias](#referencias) |
# | I10 | Enlace a un blog | **Matizar** | No lo pudimos revisar; usa los artículos | [referencias](#referencias) |

# %% [markdown]
# ## Ejercicios
#
# Dos de lápiz. Cambia `None` y ejecuta la celda.

# %% [markdown]
# ### A. Cien clases
#
# Una red recién creada, con pesos chicos, reparte entre **100** clases. ¿Qué pérdida (entropía cruzada)
# debería mostrar antes de entrenar?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# ¿Qué probabilidad le da a cada clase si no sabe nada?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# La pérdida es $-\ln p$ de la clase correcta.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# $-\ln(1/100) = \ln 100$: `np.log(100)`.
# </details>

# %%
first_loss = None  # tu respuesta
quizzes.check("04", first_loss=first_loss)

# %% [markdown]
# ### B. ¿Qué desviación?
#
# Quieres una red lineal muy profunda, de capas de **400** neuronas, en que la señal ni se desvanezca ni
# explote. ¿Qué desviación les das a los pesos?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# ¿Cuánto tiene que valer $g$? Mira [los productos](#productos).
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# $g=\sigma\sqrt n$, con $n=400$, tiene que valer 1.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# $\sigma = 1/\sqrt{400}$.
# </details>

# %%
stddev = None  # tu respuesta
quizzes.check("04", stddev=stddev)

# %% [markdown]
# ## Cuestionario
#
# Cinco preguntas. Elige también las que crees malas: cada opción explica por qué.

# %%
widgets.quiz(quizzes.load("04"))

# %% [markdown]
# ## Resumen
#
# 1. Neuronas que parten iguales siguen iguales: una capa entera vale por una. El azar rompe la simetría.
# 2. Con ceros y tanh o ReLU no se mueve casi nada; con sigmoid baja, pero con una sola neurona distinta.
# 3. Sin activación, cada capa multiplica la señal por $g=\sigma\sqrt n$: con $g<1$ se desvanece, con $g>1$
#    explota. La activación cambia la cuenta.
# 4. Una desviación sana puede esconder una red que responde lo mismo a todo: mira entre ejemplos, y de vuelta.
# 5. Antes de entrenar, la pérdida debe valer cerca de $\ln C$ (eso no basta); los sesgos parten en 0 salvo
#    con clases desbalanceadas.
#
# **En Keras se escribe así:**
#
# ```python
# capa = keras.layers.Dense(
#     64, "tanh", kernel_initializer="glorot_uniform", bias_initializer="zeros"
# )  # los dos inicializadores son los que vienen por defecto
# ```

# %% [markdown]
# ## Glosario y referencias
#
# - **desvanecimiento del gradiente** (*vanishing gradient*): llega a las primeras capas casi en 0.
# - **explosión del gradiente** (*exploding gradient*): llega enorme.
# - **ganancia** (*gain*): por cuánto multiplica una capa a la señal; aquí, $g=\sigma\sqrt n$.
# - **inicialización** (*initialization*): los valores de los parámetros antes del primer paso.
# - **saturación** (*saturation*): una neurona en la zona plana de su activación.
# - **simetría** (*symmetry*): neuronas que se pueden intercambiar sin que cambie la red.
#
# <a id="referencias"></a>Para leer más:
#
# - D. Rumelhart, G. Hinton y R. Williams (1986), *Learning representations by back-propagating errors*: ya
#   pedían pesos al azar para romper la simetría.
#   [doi:10.1038/323533a0](https://doi.org/10.1038/323533a0)
# - X. Glorot y Y. Bengio (2010), *Understanding the difficulty of training deep feedforward neural
#   networks*, AISTATS. [PMLR 9:249–256](https://proceedings.mlr.press/v9/glorot10a.html)
# - B. Hanin y D. Rolnick (2018), *How to Start Training: The Effect of Initialization and Architecture*.
#   [arXiv:1803.01719](https://arxiv.org/abs/1803.01719)
# - I. Goodfellow, Y. Bengio y A. Courville (2016), *Deep Learning*, sección 8.4.
# - Documentación de los [inicializadores de Keras](https://keras.io/api/layers/initializers/).
