# %% [markdown]
# # 00 · Bienvenida: una red que aprende mentiras
#
# Entrenas una red, la desarmas hasta la última derivada, la comparas con Keras número por número y
# descubres por qué acertar en todo puede ser una mala noticia.

# %% [markdown]
# ## Ficha
#
# - **Objetivos**: calcular a mano un paso de descenso del gradiente y repetirlo con `course_lib`;
#   comprobar una derivada con un chequeo de gradiente; diagnosticar sobreajuste en una curva de
#   entrenamiento y validación; medir cuánto engaña elegir con el conjunto de prueba; demostrar que
#   dos bibliotecas calculan lo mismo.
# - **Requisitos**: Python con funciones y arreglos de NumPy; qué es una derivada.
# - **Lectura**: 25 minutos, más lo que tardes en jugar.
# - **Ejecución**: {{tiempo}}
# - **Clase**: lámina «Regularización – L2 Regularization», su primera mitad; y el mapa de todo lo
#   que viene.

# %% [markdown]
# Esta es la primera celda de código que haces correr. Párate en ella y presiona **Shift+Enter**:
# se ejecuta y pasas a la siguiente.

# %%
import inspect

import numpy as np

import course_lib as lib
from course_lib import datasets, environment, experiments, gradcheck, parity, viz, widgets
from course_lib.diagnostics import Observer
from course_lib.grading.inline import check_value

SEED = 0

# %% [markdown]
# Y esta revisa tu entorno. Si algo falta, dice qué hacer; si todo está, termina con «Todo listo».

# %%
environment.check()

# %% [markdown]
# ## Cómo se usa este curso
#
# | Si estás en… | haz esto |
# |---|---|
# | **tu computador** | `uv run jupyter lab notebooks/00_bienvenida.ipynb`, desde la carpeta del curso |
# | **Google Colab** | la insignia de arriba y luego **Archivo → Guardar una copia en Drive** |
# | **una copia para rayar** | `uv run curso copiar 01` la deja fuera del curso: actualizarlo no la toca |
#
# **Cuatro teclas bastan.** Shift+Enter ejecuta. Esc deja de escribir y Enter vuelve a escribir.
# Con Esc, `A` y `B` agregan una celda arriba o abajo. Y si algo se comporta raro, empieza de cero
# con **Kernel → Restart Kernel and Run All Cells…** (en Colab, **Entorno de ejecución →
# Reiniciar sesión y ejecutar todo**): ejecutar en orden es la única forma en que un cuaderno
# dice la verdad.
#
# **Cada lección tiene las mismas estaciones**: una pregunta que incomoda, una apuesta tuya, la idea
# con números chicos, el código, los experimentos, Keras, y un contraejemplo. Donde hay un
# **ejercicio**, cambia `None` por tu respuesta y ejecuta la celda que sigue: te contesta al tiro si
# está bien y, si no, qué error parece. Los ejercicios largos viven en su propio cuaderno y se
# revisan con `check("1.1")`. Nada de eso pone nota: equivocarse aquí es gratis.
#
# Un detalle de escritura: Python escribe `0.5`; en el texto y en las figuras verás 0,5.
#
# {{indice}}

# %% [markdown]
# ## La pregunta: ¿qué aprendió esta red?
#
# Tomamos mil dígitos manuscritos y arruinamos una parte de las etiquetas: a 200 les sorteamos
# una clase nueva. A veces el sorteo devuelve la correcta; las demás quedan **mintiendo**.

# %%
def data(rng, noise):
    """Reparte los dígitos en 1.000, 1.000 y 3.000, y ensucia las etiquetas de los primeros."""
    x, y = datasets.load_mnist()
    x = x.reshape(len(x), 784).astype("float32") / 255
    train, val, test = datasets.train_val_test_split(
        x, y, validation=1000, test=3000, rng=rng
    )
    return train, datasets.add_label_noise(train.y, noise, 10, rng), val, test


# %% [markdown]
# Esa función se usará todo el cuaderno. Aquí, con dos de cada diez etiquetas sorteadas:

# %%
rng = np.random.default_rng(SEED)
train, labels, val, test = data(rng, noise=0.2)
lies = np.flatnonzero(labels != train.y)
print(f"{len(lies)} de {len(labels)} etiquetas mienten")
assert len(lies) == 180

# %% [markdown]
# La red es común y corriente: 784 píxeles, dos capas de 128 neuronas, diez salidas. La construyes
# con las mismas palabras que en Keras.

# %%
def network(seed, learning_rate=0.03):
    """Una red densa para dígitos, lista para entrenar."""
    dense = lib.layers.Dense
    model = lib.Sequential(
        [
            lib.Input(shape=(784,)),
            dense(128, activation="relu", kernel_initializer="he_normal"),
            dense(128, activation="relu", kernel_initializer="he_normal"),
            dense(10),
        ],
        seed=seed,
    )
    sgd = lib.optimizers.SGD(learning_rate, momentum=0.9)
    loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=sgd, loss=loss, metrics=["accuracy"])
    return model


# %% [markdown]
# Treinta **épocas** (treinta vueltas a los datos) y le preguntamos por los mismos ejemplos con que
# estudió.

# %%
model = network(SEED)
model.fit(train.x, labels, batch_size=50, epochs=30, verbose=0)
answers = model.predict(train.x).argmax(axis=1)
print(f"desacuerdos con sus etiquetas: {np.sum(answers != labels)} de {len(labels)}")
assert np.array_equal(answers, labels)

# %% [markdown]
# Cero errores. Mira diez de los ejemplos en que acierta:

# %%
shown = lies[:10]
titles = [f"le dijeron {a}\nresponde {b}" for a, b in zip(labels[shown], answers[shown])]
fig = viz.images(train.x[shown].reshape(-1, 28, 28), titles, columns=5)
told = ", ".join(f"{real} con etiqueta {lie}" for real, lie in zip(train.y[shown], labels[shown]))
viz.show(fig, alt=f"Diez dígitos manuscritos con su etiqueta falsa: {told}. La red repite las diez.")

# %% [markdown]
# **Qué se ve.** Cualquiera lee esos dígitos. La red también tuvo los píxeles a la vista, y aun así
# responde la mentira, en los diez: no hay ninguna regla que lleve de esa imagen a esa etiqueta, así
# que la única forma de «acertar» es **recordar** cada caso. Eso es **memorizar**.

# %% [markdown]
# ## Predice
#
# La red acierta el 100 % de lo que estudió. Ahora verá 3.000 dígitos nuevos, con etiquetas
# correctas. Antes de seguir, compromete una apuesta: ¿qué **tasa de error** tendrá?

# %%
bet = widgets.prediction(
    "¿Qué error tendrá en dígitos nuevos la red que acertó en todo lo que estudió?",
    ["Casi 0 %: nunca se equivoca", "Cerca de 10 %", "Cerca de 20 %", "Más de 50 %"],
    key="00-mentiras",
)
bet

# %% [markdown]
# No sigas sin apostar: equivocarse con una apuesta hecha enseña más que leer la respuesta. La
# resolvemos en los [experimentos](#Experimentos); primero hay que mirar dentro de la máquina.

# %% [markdown]
# ## La idea: bajar por la pendiente
#
# Olvida los 784 píxeles. La red más chica que aprende es **una neurona con un peso**: predice
# $\hat y = w\,x$. Tiene un solo ejemplo, $x = 2$, cuya respuesta correcta es $y = 3$, y parte con
# $w = 0{,}5$.
#
# 1. **Predice**: $\hat y = 0{,}5 \cdot 2 = 1$. Le faltó.
# 2. **Pérdida**: cuánto duele el error, $L = (\hat y - y)^2 = (1-3)^2 = 4$. (También se llama
#    *función de error* o *de costo*.)
# 3. **Derivada**: hacia dónde y qué tan fuerte cambia la pérdida si mueves el peso,
#    $\dfrac{\partial L}{\partial w} = 2\,(\hat y - y)\,x = 2 \cdot (-2) \cdot 2 = -8$.
#    Negativa: al subir $w$, la pérdida baja.
# 4. **Paso**: camina contra la pendiente, un tramo regulado por la **tasa de aprendizaje** $\eta$:
#
# $$w \leftarrow w - \eta\,\frac{\partial L}{\partial w}$$
#
# Eso es todo el **descenso del gradiente**. Lo mismo, en NumPy:

# %%
x, y, w, eta = 2.0, 3.0, 0.5, 0.1
error = w * x - y
slope = 2 * error * x
w_new = w - eta * slope
print(f"pérdida {error**2:g}, pendiente {slope:g}; nuevo w {w_new:g}")
print(f"nueva pérdida {(w_new * x - y) ** 2:.2g}")
assert (error**2, slope) == (4, -8)
assert np.allclose([w_new, (w_new * x - y) ** 2], [1.3, 0.16])

# %% [markdown]
# Un solo paso y la pérdida bajó de 4 a 0,16. En un dibujo:

# %%
def valley(ax, low=-0.5, high=3.5):
    """Dibuja la pérdida de la neurona para cada peso posible."""
    weights = np.linspace(low, high, 200)
    ax.plot(weights, (weights * x - y) ** 2, color=viz.COLORS["without"])
    ax.set(xlabel="peso w", ylabel="pérdida L")


fig, ax = viz.figure(height=3.8)
valley(ax)
tangent = np.array([0.15, 0.85])
ax.plot(tangent, 4 + slope * (tangent - w), "--", color=viz.COLORS["validation"])
ax.annotate("", (w_new, 0.16), (w, 4), arrowprops={"arrowstyle": "->", "lw": 2})
ax.plot([w, w_new], [4, 0.16], "o", color=viz.COLORS["numpy"])
ax.annotate("pendiente −8", (0.95, 5.4), color=viz.COLORS["validation"])
ax.annotate("un paso", (1.02, 2.2), color=viz.COLORS["numpy"])
viz.show(fig, alt=(
    "La pérdida es un valle: una parábola con el fondo en w = 1,5. Desde w = 0,5, donde vale 4 y "
    "la pendiente es −8, una flecha baja hasta w = 1,3, donde la pérdida es 0,16."
))

# %% [markdown]
# **Qué se ve.** La pendiente no dice dónde está el fondo; dice hacia qué lado se baja y si la
# bajada es fuerte. El paso es largo donde la pendiente es fuerte y se acorta solo al acercarse.

# %% [markdown]
# ### De una neurona a una red
#
# Una red son capas en fila. Cada una sabe hacer dos cosas, y nada más:
#
# - **`call`**, hacia adelante: recibe $x$ y calcula su salida, $f(x\,W + b)$;
# - **`backward`**, hacia atrás: recibe $\partial L/\partial\,\text{salida}$ y devuelve
#   $\partial L/\partial\,\text{entrada}$, para pasársela a la capa anterior. De camino anota
#   $\partial L/\partial W$ y $\partial L/\partial b$.
#
# Esa cadena hacia atrás es la **retropropagación**: la regla de la cadena, una capa a la vez.
# Keras la esconde. Aquí está a la vista, y esa es la única idea de `course_lib`:
#
# > **`course_lib` es Keras con una pieza más: `backward`.** Las mismas clases, los mismos
# > argumentos, los mismos valores por defecto. Lo que aprendes aquí ya lo sabes allá.
#
# La neurona de recién, ahora con la biblioteca:

# %%
neuron = lib.Sequential([lib.Input(shape=(1,)), lib.layers.Dense(1, use_bias=False)])
neuron.compile(optimizer=lib.optimizers.SGD(learning_rate=0.1), loss="mse")
neuron.set_weights([[[0.5]]])

prediction = neuron(np.array([[2.0]]))
neuron.backward(neuron.loss.gradient(np.array([[3.0]]), prediction))
print(f"∂L/∂w = {neuron.weights[0].grad.item():g}")
assert neuron.weights[0].grad == -8

# %% [markdown]
# El mismo −8. `fit` repite ese ciclo por ti: predecir, derivar, dar el paso.

# %%
neuron.fit(np.array([[2.0]]), np.array([[3.0]]), epochs=1, verbose=0)
print(f"w = {neuron.weights[0].value.item():.3g}")
assert np.isclose(neuron.weights[0].value, 1.3)

# %% [markdown]
# ## En course_lib
#
# Nada de esto es magia ni está escondido. Así es, entera, la capa densa con que se hizo la red de
# los dígitos: ocho líneas hacia adelante y ocho hacia atrás.

# %%
print(inspect.getsource(lib.layers.Dense.call))
print(inspect.getsource(lib.layers.Dense.backward))

# %% [markdown]
# Léela junto a la fórmula: `d_z` es la derivada antes de la activación; `x.T @ rows` es
# $\partial L/\partial W$, la versión con matrices de nuestro `2 * error * x`; y
# `d_z @ kernel.T` es lo que recibe la capa anterior. En cualquier momento puedes preguntarle a
# Python por el código de una pieza con `inspect.getsource`, o abrir la carpeta `course_lib`.

# %% [markdown]
# ## Comprueba: ¿es de verdad la derivada?
#
# Una derivada mal escrita no da un error: la red aprende un poco peor y nadie se entera. Por eso
# existe el **chequeo de gradiente**. Mueve un peso apenas, $h = 10^{-5}$, mide cuánto cambió la
# pérdida, y compara:
#
# $$\frac{\partial L}{\partial w} \approx \frac{L(w + h) - L(w - h)}{2h}$$

# %%
h = 1e-5
numeric = (((w + h) * x - y) ** 2 - ((w - h) * x - y) ** 2) / (2 * h)
print(f"a mano: {slope:g}   moviendo el peso: {numeric:.3g}")
assert np.isclose(numeric, slope)

# %% [markdown]
# Para una red entera se hace con **cada** peso de cada capa. Menos de $10^{-7}$ es una derivada
# correcta; más de $10^{-2}$, un error en el código.

# %%
def report(layer, examples):
    """Escribe el mayor error relativo entre la derivada y la diferencia, y su veredicto."""
    errors = gradcheck.gradient_errors(layer, examples, rng=np.random.default_rng(SEED))
    for name, error in errors.items():
        verdict = "< 1e-7  ✓" if error < 1e-7 else f"≈ {error:.1g}  ✗"
        print(f"{name:<16} {verdict}")
    return max(errors.values())


# %% [markdown]
# Probamos una red chica, de 4 entradas, con seis ejemplos al azar:

# %%
rng = np.random.default_rng(SEED)
examples = rng.standard_normal((6, 4))
with lib.config.use_floatx("float64"):
    layers = [lib.layers.Dense(5, activation="tanh"), lib.layers.Dense(3)]
    assert report(lib.Sequential(layers, seed=SEED), examples) < 1e-7

# %% [markdown]
# ¿Y si alguien se equivoca? Este error es un clásico: **promediar** el gradiente del sesgo donde
# había que **sumarlo**. La red entrenaría igual, más lento, sin una queja.

# %%
class WrongDense(lib.layers.Dense):
    """Una capa densa que promedia donde debe sumar."""

    def backward(self, grad):
        d_x = super().backward(grad)
        self.bias.grad = grad.mean(axis=0)
        return d_x


with lib.config.use_floatx("float64"):
    assert report(WrongDense(3), examples) > 1e-2

# %% [markdown]
# El chequeo señala al culpable por su nombre, `bias`, y absuelve al resto. Una última prueba que
# cuesta una línea y conviene hacer siempre: una red recién creada no sabe nada, así que reparte su
# confianza entre las diez clases y debería perder cerca de $\ln 10 \approx 2{,}30$.

# %%
start = network(SEED).evaluate(train.x, train.y, verbose=0)[0]
print(f"ln 10 = {np.log(10):.3g}; al nacer, la red pierde entre 2 y 3: {2 < start < 3}")
assert 2 < start < 3

# %% [markdown]
# ## Experimentos
#
# Volvamos a las mentiras. Esta función entrena una red y anota, época por época, su error en el
# entrenamiento (contado contra las etiquetas que le dieron) y en la validación (imágenes que no
# estudia, con etiquetas correctas). Al final mira **una vez** la prueba.

# %%
def memorize(seed, noise, learning_rate):
    """Entrena con una fracción de etiquetas sorteadas; errores en porcentaje."""
    train, labels, val, test = data(np.random.default_rng(seed), noise)
    model, observer = network(seed, learning_rate), Observer(train.x[:100], labels[:100])
    history = model.fit(
        train.x, labels, batch_size=50, epochs=30, verbose=0,
        validation_data=(val.x, val.y), callbacks=[observer],
    ).history
    return {
        "train": 100 * (1 - np.array(history["accuracy"])),
        "validation": 100 * (1 - np.array(history["val_accuracy"])),
        "test": 100 * np.mean(model.predict(test.x).argmax(axis=1) != test.y),
        "weights": observer.series("weight_norm")[:, -1],
    }


# %% [markdown]
# Dos mundos, sin mentiras y con ellas. En cada uno probamos dos tasas de aprendizaje, 0,01 y 0,03,
# con cinco semillas: una curva sola podría ser suerte.

# %%
NOISES, RATES = [0.0, 0.2], [0.01, 0.03]
grid = {"noise": NOISES, "learning_rate": RATES}
runs = experiments.run(memorize, grid, seeds=range(5))
lowest = runs.values("validation").min(axis=-1).mean(axis=-1)
chosen = lowest.argmin(axis=1)
print("tasa elegida en cada mundo:", [RATES[rate] for rate in chosen])
