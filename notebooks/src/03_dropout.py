# %% [markdown]
# # 03 · Dropout: apagar neuronas al azar
#
# Una red que se derrumba si le falta la mitad de sus neuronas, otra que lo resiste, y qué compró de verdad la que
# entrenó con ausencias.

# %% [markdown]
# ## La pregunta: ¿y si mañana falta la mitad?
#
# En un equipo donde una sola persona sabe dónde está cada cosa, basta que falte un día para que todo se detenga. ¿Le
# pasa lo mismo a una red? Estas dos estudiaron los mismos 2.000 dígitos, uno de cada cinco con la etiqueta sorteada (a
# veces el sorteo acierta: mienten 18 de cada cien). Una, como siempre. La otra, apagando en cada paso, al azar, la
# mitad de sus neuronas ocultas: eso es **dropout**. Después, al contestar, les quitamos neuronas a las dos (y
# amplificamos las que quedan, para que la suma se conserve en promedio).

# %%
import inspect

import numpy as np

import course_lib as lib
from course_lib.lab import maps, parity, trials, widgets
from course_lib.lab.text import decimal
from course_lib.lessons import claims, quizzes
from course_lib.lessons import lesson_03 as lesson

SEED = 1
table = lesson.table("03_mapa")
lesson.figures.missing_neurons(table)

# %% [markdown]
# **Qué se ve.** Sin la mitad de sus neuronas, la red de siempre falla en 51 de cada cien dígitos; la que entrenó con
# dropout, en 18. (Líneas: promedio de cinco semillas, cada una con otros dígitos; bandas: de la menor a la mayor.)
# Aprendió a trabajar con quien llegara ese día. Pero falta el extremo izquierdo, que es lo que a casi todos les
# importa: con **todas** presentes, ¿cuánto se ganó?

# %% [markdown]
# ## Ficha
#
# - **Objetivos**: dibujar la red que le toca a cada ejemplo; calcular una máscara y explicar por qué
#   amplifica; escribir dropout y su gradiente; comparar dos redes, cada una con su mejor tasa de aprendizaje;
#   distinguir el error de entrenamiento con máscara y sin máscara; reconocer cuándo daña.
# - **Requisitos**: las lecciones [00](00_bienvenida.ipynb) y [01](01_regularizacion_l2.ipynb). Promedio y
#   varianza.
# - **Tiempo**: {{tiempos}}
# - **Clase**: láminas «Regularización – DropOut».

# %% [markdown]
# ## Predice
#
# La red de la figura es 784-256-256-10. Con todas sus neuronas y sin dropout, con su mejor
# tasa de aprendizaje, falla en 11,6 de cada cien dígitos de prueba. ¿Y con tasa de dropout 0,5,
# también con **su** mejor tasa de aprendizaje?

# %%
options = ["Cinco puntos menos", "Uno o dos puntos menos", "Lo mismo", "Más"]
question = "¿Cuánto falla en dígitos nuevos la red con dropout?"
bet = widgets.prediction(question, options, key="03-cuanto")
bet

# %% [markdown]
# ## La idea: cada ejemplo, con su propia red
#
# <a id="por-ejemplo"></a>Un lote de tres ejemplos pasa por una red con dropout 0,5. Cada neurona oculta tira su propia
# moneda, **de nuevo en cada ejemplo y en cada paso**.

# %%
rng = np.random.default_rng(SEED)
heads = [rng.random((3, 6)) >= 0.5 for _ in range(2)]  # tres ejemplos, dos capas
lesson.figures.thinned(heads)

# %% [markdown]
# <a id="cuantas"></a>**Qué se ve.** Tres ejemplos, tres redes; y no siempre falta la mitad justa. A la derecha, la
# misma moneda mirada desde cada neurona: de los ejemplos en que faltó no aprende, y de los demás sí.
#
# <a id="amplificar"></a>Apagar es multiplicar la salida $h_j$ por un número sorteado, la **máscara** $m_j$:
#
# $$h'_j = m_j\,h_j, \qquad m_j = \begin{cases} 0 & \text{con probabilidad } r\\[2pt]
# \dfrac{1}{1-r} & \text{con probabilidad } 1-r \end{cases}$$
#
# $r$ es la **tasa de dropout** (`rate`): la parte que se apaga, en promedio. Y lo que queda se amplifica por
# $\frac{1}{1-r}$ para que la capa siguiente reciba, en promedio, lo mismo que recibirá al predecir, cuando no falta
# nadie:
#
# $$\mathbb{E}[h'_j] = r\cdot 0 + (1-r)\cdot\tfrac{1}{1-r}\,h_j = h_j$$
#
# Por ejemplo, $h = (2, 4, 1, 3)$ con $r = 0{,}5$. Si faltan la segunda y la tercera, sale $h' = (4, 0, 0, 6)$.
#
# (Amplificar al entrenar se llama **dropout invertido**. El artículo lo hacía al revés: achicaba los pesos al
# predecir.)

# %% [markdown]
# ## Escríbelo tú: la máscara y el camino de vuelta
#
# Con la máscara fija, dropout es una multiplicación, así que la derivada de $h'_j$ respecto de $h_j$ es $m_j$. Escribe
# las dos líneas. Con ellas entrenaremos una red más abajo.


# %%
def mask_of(u, r):
    """La máscara, según los números `u`, sorteados entre 0 y 1: apaga si u < r."""
    return None  # tu línea


def back(grad, mask):
    """Del gradiente de la salida, el de la entrada."""
    return None  # tu línea


mask = mask_of(np.array([0.1, 0.9, 0.15, 0.6]), 0.2)
grad = back(np.array([2.0, 4.0, 6.0, 8.0]), np.array([0, 1.25, 0, 1.25]))
quizzes.check("03", mask=mask, grad=grad)

# %% [markdown]
# ## Experimentos: el mapa de las dos tasas
#
# <a id="tasa"></a>Es el primer gráfico de la clase, con un eje más. La misma red, 3.000 pasos de descenso con momento,
# cinco semillas, y la tasa de aprendizaje recorrida hasta que a ambos lados empeora. El punto lleno es el que
# elige la **validación**; la altura, su error de **prueba**. (En la tabla, ≈ es que no se distinguen.)

# %%
clean = lesson.table("03_limpio")
lesson.figures.map_of_rates(table, clean)
maps.report({"20 % al azar": table, "sin mentiras": clean}, "rate", "dropout")
why = "El fondo de las dos curvas está a menos de dos puntos."
widgets.reveal(bet, answer="Uno o dos puntos menos", explanation=why)

# %% [markdown]
# **Qué se ve.** A la izquierda, el fondo de las curvas: sin dropout, lo mejor que se logra es 11,6 %; con 0,5, 10,2; y
# con 0,8 ya se pierde, 13,3. Dropout 0,5 **gana cerca de punto y medio** a quien entrena hasta el final; 0,2 no alcanza
# a distinguirse.
#
# Y la forma, que es lo que más sirve: con la misma tasa de aprendizaje para las dos, 0,005, sin dropout la
# red se aprende las mentiras y falla 18 %; con 0,5, 11,6. Más que puntos, aquí dropout 0,5 compra **perdón** para quien
# entrena de más con mentiras. No es perdón para cualquier paso: a la derecha, sin mentiras, la de 0,5 se sale del
# gráfico antes que las demás.
#
# A la derecha, los mismos dígitos con sus etiquetas correctas: 0,2 gana medio punto a quien entrena hasta el final, y
# 0,5 no se distingue de no usar dropout. Sin mentiras que aprenderse, además, la mejor tasa de aprendizaje
# pasa a ser la grande.
#
# Las columnas «a tiempo» son de quien se detiene en el paso de menor error de validación. El fondo casi no se mueve,
# pero sin dropout casi toda tasa de aprendizaje pasa a servir: entre 0,0005 y 0,0158, a menos de un punto
# ([Explora](#explora)). Es el otro perdón, y el más barato. Así comparadas, 0,5 y 0 no se distinguen al 1 % con cinco
# semillas, aunque la distancia es la misma: punto y medio.

# %% tags=["comprobacion"]
gain = table.compare("test", {"rate": 0.5}, {"rate": 0})
assert gain.verdict == "gana" and 1 < -gain.difference < 2
assert table.compare("test", {"rate": 0.8}, {"rate": 0}).verdict == "pierde"
far = table.mean("test", learning_rate=0.005)
assert far[0] > 17.5 and far[2] < 12.5
early = table.measured("test", at="best", rate=0).mean(axis=1)
assert np.ptp(early[2:9]) < 1  # de 0,0005 a 0,0158
assert clean.compare("test", {"rate": 0.2}, {"rate": 0}).verdict == "gana"
tie = "no se distinguen"
pair = {"rate": 0.5}, {"rate": 0}
assert clean.compare("test", *pair).verdict == tie
assert table.compare("test", *pair, at="best").verdict == tie
assert table.compare("test", {"rate": 0.2}, {"rate": 0}).verdict == tie
steep = clean.mean("test", learning_rate=0.158)  # 40 es el borde del gráfico
assert steep[2] > 40 > steep[:2].max()
whole, half = table.tuned("missing").mean(axis=1)[[0, 2], 2].round()
assert [whole, half] == [51, 18]

# %% [markdown]
# ### Tu capa entrena
#
# Con tus dos líneas armamos una capa y entrenamos una red como la de la figura. (Si todavía no las escribes, va la de
# course_lib.) La máscara se sortea sola; `mask_of` y `back` son tuyas.


# %%
def build(lib, drop, units=(256, 256), optimizer=None, **options):
    """Capas densas, una capa `drop()` después de cada una, y diez puntajes."""
    layers = [lib.Input(shape=(784,))]
    for width in units:
        dense = lib.layers.Dense(width, "relu", kernel_initializer="he_normal")
        layers += [dense, drop()]
    model = lib.Sequential([*layers, lib.layers.Dense(10)], **options)
    loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer or lib.optimizers.SGD(0.002, momentum=0.9), loss)
    return model


# %% [markdown]
# Cada 200 pasos anotamos tres errores: en lo que estudió, con máscara y sin ella, y en validación.

# %%
train, told, val, _ = trials.digits(0.2, validation=1000, test=2000)
Mine = lesson.mine.layer(mask_of, back)
mine = build(lib, lambda: Mine(0.5), seed=SEED)
masked, unmasked, checked = trials.three_errors(mine, train.x, told, val)
lesson.figures.with_and_without_mask(masked, unmasked, checked)

# %% [markdown]
# <a id="mascara"></a>**Qué se ve.** La misma red, en los mismos dígitos y en el mismo momento, falla siempre más con
# máscara: casi veinte puntos al comienzo y cuatro al final. Ese es el error que `fit` muestra, y lo que la clase llama
# «estresarla». Comparar ese número con el de validación es comparar dos redes. Y aquí hay otra razón para que la
# validación se vea mejor: sus etiquetas no mienten.
#
# Y hay otro costo: según el artículo, entrenar con dropout toma «dos o tres veces» más (Srivastava y otros, 2014).

# %% [markdown]
# ### ¿Por qué funciona? 256 redes en una
#
# <a id="subredes"></a>Cada máscara deja una **sub-red**, y todas comparten pesos. Con 8 neuronas ocultas hay $2^8 =
# 256$: se pueden visitar todas. A cada una le pedimos sus probabilidades, y las juntamos con el promedio
# **geométrico**: el producto de las 256 elevado a 1/256, repartido para que sume 1.

# %%
with lib.config.use_floatx("float64"):
    tiny = build(lib, lambda: lib.layers.Dropout(0.5), units=(8,), seed=SEED)
    tiny.fit(train.x, train.y, batch_size=50, epochs=30, verbose=0)
    h, (kernel, bias) = tiny.layers[0](val.x), tiny.layers[-1].get_weights()
    whole = lib.activations.softmax(tiny(val.x))
masks = ((np.arange(256)[:, None] >> np.arange(8)) & 1) / 0.5
each = lib.activations.softmax(np.array([h * mask @ kernel + bias for mask in masks]))
together = lib.activations.softmax(np.log(each).mean(axis=0))
same = abs(together - whole).max() < 1e-12
alone = np.mean([trials.wrong(scores, val.y) for scores in each])
print(f"una sub-red sola falla {alone:.0f} %, en promedio")
print(f"las 256 juntas, {trials.wrong(together, val.y):.0f} %", end="; ")
print(f"la red entera, {trials.wrong(whole, val.y):.0f} %", end="; ")
print(f"sus probabilidades difieren en {'≤ 1e-12' if same else 'más'}")

# %% [markdown]
# Las 256 juntas son **exactamente** la red entera en una sola pasada, y se ve en tres pasos. Con una capa oculta, los
# puntajes $s$ son lineales en la máscara; el logaritmo del promedio geométrico es el promedio de los logaritmos; y la
# máscara promedia 1:
#
# $$\text{promedio de } \log p(m) \;=\; \text{promedio de } s(m) - c \;=\; s(\text{promedio de } m) - c \;=\; s(1) - c$$
#
# ($c$ es el mismo número para las diez clases: se va al repartir para que sume 1.) Dropout entrena un **ensamble** que
# no cabría en ningún computador, con 512 neuronas son $2^{512}$, y lo consulta por el precio de una. Con más capas la
# igualdad es aproximada.

# %% tags=["comprobacion"]
assert 2.5 < masked[-1] - unmasked[-1] < 6 and masked[0] - unmasked[0] > 15
assert (masked > unmasked).all()
assert round(100 * np.mean(told != train.y)) == 18
assert same
assert alone > 1.5 * trials.wrong(whole, val.y)

# %% [markdown]
# ### La misma cuenta, por tercera vez
#
# <a id="ridge"></a>Una neurona lineal, $\hat y = \sum_j w_j x_j$, y dropout en sus entradas. La parte sorteada, $\sum_j
# w_j (m_j-1) x_j$, promedia 0 y se suma a un error que no depende de ella; queda su varianza:
#
# $$\mathbb{E}\Big[\big(y-\sum_j w_j m_j x_j\big)^2\Big] = (y-\hat y)^2 + \frac{r}{1-r}\sum_j w_j^2 x_j^2$$
#
# En la lección 01 ese cobro era $\lambda\sum_j w_j^2$ por decreto; en la [lección 02](02_aumento_de_datos.ipynb#ruido),
# $\sigma^2\sum_j w_j^2$, por sumar ruido a la entrada. Aquí a cada peso se le cobra según **su** entrada: cambiar las
# unidades no cambia el precio.

# %%
rng = np.random.default_rng(SEED)
x, w, y, r = rng.standard_normal(3), rng.standard_normal(3), 1.0, 0.5
seen = lib.layers.Dropout(r, seed=SEED)(np.tile(x, (100_000, 1)), training=True)
sampled = np.mean((y - seen @ w) ** 2)
exact = (y - x @ w) ** 2 + r / (1 - r) * np.sum(w**2 * x**2)
print("sorteando cien mil veces", decimal(sampled, 3))
print("con la fórmula          ", decimal(exact, 3))

# %% [markdown]
# ## Explora: las curvas detrás del mapa
#
# <a id="explora"></a>Cada punto del mapa es un entrenamiento. Estos son tres, promedio de cinco semillas; la línea de
# puntos marca dónde convenía detenerse, según la validación.

# %%
lesson.figures.curves(table, [(0, 0.005), (0.5, 0.005), (0.5, 0.0028)])

# %% [markdown]
# **Qué se ve.** A la izquierda, sin dropout, el error de prueba baja a 12 % en 600 pasos y después sube a 18 % mientras
# la red se aprende las mentiras: ahí, **detenerse a tiempo** lo es todo. Al centro, la misma
# tasa de aprendizaje con dropout: desde la línea de puntos sube poco más de un punto. A la derecha, con su
# mejor tasa de aprendizaje, desde el paso 1.200 da lo mismo cuándo parar.
#
# Muévete por el mapa y busca: ¿con qué tasa de dropout deja de importar cuándo te detienes?
#
# <details><summary>Lo que encontramos</summary>Con 0,7: hasta 0,0158, terminar cuesta menos de un punto. Con 0,05 ya no.</details>


# %% tags=["comprobacion"]
def tested(rate, learning_rate):
    return table.mean("test curve", rate=rate, learning_rate=learning_rate)


usual, held = tested(0, 0.005), tested(0.5, 0.005)
assert 11.5 < usual[2] < 12.5 and usual[-1] > 17.5
assert 1 < held[-1] - held[4] < 1.6  # la línea de puntos está en el paso 1.000
assert np.ptp(tested(0.5, 0.0028)[5:]) < 1  # desde el paso 1.200
late = [tested(0.7, eta)[-1] - tested(0.7, eta).min() for eta in (0.005, 0.0158, 0.05)]
assert max(late[:2]) < 1 < late[2]

# %%
rate = widgets.slider("tasa de dropout", table.grid["rate"], start=0.5)
step = widgets.slider("tasa de aprendizaje", table.grid["learning_rate"], start=0.0028)
draw = lesson.figures.explore_curves(table)
widgets.explorer(draw, width=6, rate=rate, learning_rate=step)

# %% [markdown]
# ## Paridad con Keras
#
# <a id="keras"></a>Dos sorteos distintos nunca dan lo mismo: a las dos bibliotecas se les entrega **la misma máscara**.
# Con potencias de dos en cada constante, como en la lección 00, la diferencia es de redondeo. Se comparan la salida con
# máscara y sin ella, y los pesos después de 20 pasos: ahí entra el `backward` entero.

# %%
keras = parity.load_keras()
OurMask, KerasMask = lesson.runs.same_masks(keras, 0.5)
batch, labels = train.x[:64].astype("float64"), train.y[:64]
with parity.use_floatx("float64"):
    ours = build(lib, lambda: OurMask(0.5), (96, 48), lib.optimizers.SGD(0.125))
    theirs = build(keras, KerasMask, (96, 48), keras.optimizers.SGD(0.125))
    ours.set_weights(theirs.get_weights())
    pairs = {
        name: (ours(batch, training=on), theirs(batch, training=on))
        for name, on in [("con máscara", True), ("sin máscara", False)]
    }
    for model in (ours, theirs):
        model.fit(batch, labels, batch_size=64, epochs=20, shuffle=False, verbose=0)
    pairs["pesos, 20 pasos"] = ours.get_weights(), theirs.get_weights()
    parity.compare(pairs, tolerance=1e-12)

# %% [markdown]
# ## ¿Cuándo falla?
#
# <a id="siempre"></a><a id="chica"></a>«Entre 20 y 50 %, **siempre**», dice la clase. Dos redes de una capa, de 8 y de
# 16 neuronas, con las etiquetas correctas, 3.000 pasos del mismo descenso con momento, ocho semillas y cada una con su
# mejor tasa de aprendizaje:

# %%
small = lesson.table("03_chica")
lesson.figures.small_network(small)

# %% [markdown]
# **Qué se ve.** Con 0,5 las dos pierden: la de 8 neuronas, casi cinco puntos; la de 16, uno. Con 0,2 la de 8 también
# pierde, algo más de un punto, y la de 16 no se distingue de no usarlo. Y brecha había: sin dropout, las dos casi se
# aprendieron los 2.000 dígitos (líneas de puntos). Con brecha y todo, apagar la mitad les quita más de lo que
# regulariza. El artículo da una regla (apéndice A): a una capa que necesita $n$ neuronas, con dropout dale **al menos**
# $n/(1-r)$. Aquí, 16 con 0,5 no pierden contra 8 sin él.


# %% tags=["comprobacion"]
def against(units, rate, rival):
    arms = {"units": units, "rate": rate}, {"units": rival, "rate": 0}
    return small.compare("test", *arms).verdict


tie = "no se distinguen"
assert [against("8", r, "8") for r in (0.2, 0.5)] == ["pierde", "pierde"]
assert [against("16", r, "16") for r in (0.2, 0.5)] == [tie, "pierde"]
assert against("16", 0.5, "8") != "pierde"
assert (small.tuned("train", rate=0).mean(axis=-1) < 3).all()

# %% [markdown]
# ## Lo que dice la clase
#
# <a id="la-clase"></a>Las seis filas que cambian lo que harías. Las demás, [plegadas al final](#demas).
#
# | # | Afirmación | Veredicto | Lo preciso | Prueba |
# |---|---|---|---|---|
# | P1 | Al azar se desactiva un porcentaje de las neuronas de una capa | **Matizar** | Cada una tira su propia moneda: el porcentaje es un promedio | [la idea](#cuantas) |
# | P4, P6, P9 | El apagado cambia entre lote y lote; para el siguiente se encienden todas y se apagan otras | **Matizar** | Cambia más seguido: cada ejemplo del lote tiene su propia máscara | [por ejemplo](#por-ejemplo) |
# | P5 | Se agrega una capa de ceros y unos | **Matizar** | De ceros y $1/(1-r)$; sin amplificar, al predecir la capa siguiente recibiría otra cosa | [amplificar](#amplificar) |
# | P2, P3 | Partir con 20 % y fijarla entre 20 y 50 %, siempre | **Matizar** | El rango es el del artículo para las capas ocultas; lo que sobra es «siempre» | [el mapa](#tasa), [la red chica](#chica) |
# | P10 | Solo al entrenar; en prueba y producción no se usa | **Se sostiene** | Es lo que hace Keras. La excepción, a propósito: dropout Monte Carlo | [paridad](#keras), [cien veces](#monte-carlo) |
# | P17 | Al entrenar se espera un error mayor | **Se sostiene** | El medido con máscara. En los mismos dígitos, sin máscara, es bastante menor | [tu capa](#mascara) |

# %% [markdown]
# ## Ejercicios
#
# Uno de lápiz y uno de detective. Cambia `None` y ejecuta la celda.

# %% [markdown]
# ### A. La sobreviviente (5 minutos)
#
# Una neurona vale 6 antes de un dropout con `rate=0.25`, y en este ejemplo queda prendida. ¿Cuánto recibe la capa
# siguiente?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# ¿Qué fracción de las veces queda prendida?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# En promedio tiene que salir 6, y una de cada cuatro veces sale 0. Las otras tres deben compensar.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Divide por $1 - 0{,}25$. Compruébalo con
# `lib.layers.Dropout(0.25)(np.full((1, 20), 6.0), training=True)`.
# </details>

# %%
survivor = None  # tu respuesta
quizzes.check("03", survivor=survivor)

# %% [markdown]
# ### B. La máscara congelada (10 minutos)
#
# Alguien quiso que su resultado fuera reproducible y escribió esta capa. Corre sin quejarse, apaga la mitad y
# amplifica. Su error de validación, al lado del de la buena, después de diez épocas:


# %% tags=["nbval-ignore-output"]
class Suspect(lib.layers.Dropout):
    def _draw(self, shape):
        generator = np.random.default_rng(SEED)  # línea 1
        chances = generator.random((1, shape[-1]))  # línea 2
        on = chances >= self.rate  # línea 3
        return on / (1 - self.rate)  # línea 4


wrong = {}
for name, drop in {"la buena": lib.layers.Dropout, "la sospechosa": Suspect}.items():
    net = build(lib, lambda drop=drop: drop(0.5), seed=SEED)
    net.fit(train.x, told, batch_size=50, epochs=10, verbose=0)
    wrong[name] = round(trials.error(net, val.x, val.y))
print(wrong)

# %% tags=["comprobacion"]
assert wrong["la sospechosa"] > 2 * wrong["la buena"]

# %% [markdown]
# El daño necesita **dos** líneas a la vez: una deja el azar congelado y la otra reparte una sola máscara a todo el
# lote. Con una sola de ellas la red falla como la buena. ¿Cuál es la que congela el azar?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Llama dos veces a `Suspect(0.5)(np.ones((1, 12)), training=True)`. ¿Qué debería cambiar?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# La misma mitad de las neuronas queda apagada en **todos** los pasos: sus pesos nunca aprenden. ¿Y qué
# pasa con ellas al predecir?
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Vuelven todas, y la mitad todavía tiene los pesos del comienzo. Busca qué línea hace que el azar
# parta de nuevo cada vez. La capa buena sortea con `self.rng`, que sigue donde quedó.
# </details>

# %%
culprit = None  # el número de la línea
quizzes.check("03", culprit=culprit)

# %% [markdown]
# ## Cuestionario
#
# Cuatro preguntas. Elige también las que crees malas: cada opción explica por qué.

# %%
widgets.quiz(quizzes.load("03"))

# %% [markdown]
# ## Resumen
#
# 1. Al entrenar, cada neurona de cada ejemplo se apaga con probabilidad $r$ y las demás se multiplican por
#    $1/(1-r)$; al predecir no se hace nada. El gradiente pasa por la misma máscara.
# 2. El error que muestra `fit` es con máscara: antes de comparar, mídelo sin ella.
# 3. Con 20 % de etiquetas sorteadas y 3.000 pasos de SGD con momento, cada red con su mejor tasa de aprendizaje, dropout 0,5
#    baja el error de prueba de 11,6 a 10,2 %. Con 0,005 para las dos, 18 contra 11,6: perdona a quien entrena de más, como
#    detenerse a tiempo (y así comparadas no se distinguen al 1 %, con distancia parecida).
# 4. Con las etiquetas correctas, 0,2 gana apenas medio punto, y solo hasta el final; 0,5 no se distingue. A las redes
#    de 8 y 16 neuronas, 0,5 les hace daño.
# 5. La red con dropout aguanta: con mentiras y sin la mitad de sus neuronas falla en 18 de cada cien dígitos, y la otra,
#    en 51.
#
# **En Keras se escribe así:**
#
# ```python
# modelo = keras.Sequential([
#     keras.Input(shape=(784,)),
#     keras.layers.Dense(256, "relu", kernel_initializer="he_normal"),
#     keras.layers.Dropout(0.5),  # la fracción que se apaga
#     keras.layers.Dense(10),  # en la salida, nunca
# ])
# modelo.compile(
#     keras.optimizers.SGD(0.002, momentum=0.9),
#     keras.losses.SparseCategoricalCrossentropy(from_logits=True),
# )
# ```

# %% [markdown]
# ## Para profundizar
#
# Nada de aquí hace falta después. Cada parte se lee sola.

# %% [markdown]
# ### ¿Y si no amplificas?
#
# <a id="varianza"></a>Diez mil sorteos de una neurona que vale 2, con $r = 0{,}5$. Lo que recibe la capa siguiente, con
# la máscara completa y con una de ceros y unos:

# %%
out = lib.layers.Dropout(0.5, seed=SEED)(np.full((10_000, 1), 2.0), training=True)
for name, seen in {"amplificada": out, "con ceros y unos": out / 2}.items():
    print(f"{name:>16}  promedio {decimal(seen.mean(), 2)}; al predecir será 2")

# %% [markdown]
# Sin amplificar, la capa siguiente aprende con 1 y al predecir recibe **el doble**. El promedio calza; la varianza no:
# al entrenar hay más, $\frac{r}{1-r}h_j^2$. A una capa densa le importa poco; a una que mide la varianza, mucho, y la
# verás en la lección 08.

# %% [markdown]
# ### ¿Y con Adam?
#
# <a id="adam"></a>Los mismos dígitos con mentiras, la misma red y otro optimizador, también con su búsqueda.

# %%
adam = lesson.table("03_adam")
print(adam.summary("test"))

# %% [markdown]
# **Qué se ve.** La misma historia en otra escala: entrenando hasta el final, dropout 0,5 gana punto y medio; a tiempo
# no se distinguen al 1 % con cinco semillas, aunque la distancia es parecida.

# %% [markdown]
# ### ¿Y con otro ancho?
#
# <a id="arquitecturas"></a>El segundo gráfico de la clase compara arquitecturas. Dos capas de 64, con las mismas
# mentiras:

# %%
narrow = lesson.table("03_angosta")
print(narrow.summary("test"))

# %% [markdown]
# **Qué se ve.** Dropout 0,5 gana un punto a quien entrena hasta el final; si los dos se detienen a tiempo, no se
# distinguen. El gráfico de la clase, por su leyenda, parece la figura 4 del artículo: solo MNIST, sin mentiras y los
# **mismos** hiperparámetros para todas sus arquitecturas.
#
# <a id="lugar"></a>¿Y en qué capas apagar más? La clase baja la tasa de dropout en las últimas. En sus redes
# convolucionales, el artículo hace lo contrario: 10, 25, 25, 50, 50 y 50 %, de la entrada a la salida. No hay regla, se
# elige con validación; salvo una: las neuronas de la salida no se apagan.

# %% tags=["comprobacion"]
for other, margin in ((adam, 1.52), (narrow, 1.03)):
    gain = other.compare("test", {"rate": 0.5}, {"rate": 0})
    assert gain.verdict == "gana" and abs(-gain.difference - margin) < 0.1
    early = other.compare("test", {"rate": 0.5}, {"rate": 0}, at="best")
    assert early.verdict == "no se distinguen"

# %% [markdown]
# ### ¿Y si preguntamos cien veces?
#
# <a id="monte-carlo"></a>Dejar la máscara al predecir y promediar muchas respuestas se llama **dropout Monte Carlo**.
# Con la red que entrenaste:

# %%
answers = lib.activations.softmax(
    np.array([mine(val.x, training=True) for _ in range(200)])
)
lesson.figures.many_networks(answers, val.y, trials.error(mine, val.x, val.y))

# %% [markdown]
# **Qué se ve.** Una sub-red sola falla mucho más; veinte ya casi alcanzan a la red entera, y cien quedan a su altura, a
# un dígito o dos de mil. Para acertar no vale la pena. ¿Y para saber cuándo dudar? Comparemos los votos de las 200 con
# lo que ya teníamos: la mayor probabilidad de **una** pasada. Abajo, de cada par de respuestas, una buena y una mala,
# en cuántos la buena trae más seguridad.

# %% tags=["nbval-ignore-output"]
one = lib.activations.softmax(mine(val.x))
share = lesson.figures.confidence(answers, one, val.y)
print(
    *(f"{name}: {value:.0f} % de los pares" for name, value in share.items()), sep="\n"
)

# %% tags=["comprobacion"]
voted, single = share.values()
assert 85 < single < 95 and abs(voted - single) < 4

# %% [markdown]
# **Qué se ve.** Los dos separan parecido las buenas de las malas: doscientas pasadas no compran casi nada aquí. La idea
# importa lejos de los datos, con entradas que no se parecen a nada estudiado, y eso esta lección no lo prueba (Gal y
# Ghahramani, 2016).

# %% [markdown]
# ### El `Dropout` de Keras
#
# Los mismos dos valores, una máscara por ejemplo, y nada si no se le dice `training=True`. Y algo que sorprende:
# `trainable=False` **no** lo quita. Congela pesos, y dropout no tiene.

# %%
dropout, ones = keras.layers.Dropout(0.3, seed=SEED), np.ones((2, 20_000))
sample = np.asarray(dropout(ones, training=True))
agree = 100 * np.mean((sample[0] > 0) == (sample[1] > 0))
dropout.trainable = False
still = np.asarray(dropout(ones, training=True)) == 0
print("valores:", *map(decimal, np.unique(sample)))
print(f"dos ejemplos coinciden en {agree:.0f} %; se espera 0,7² + 0,3² = 58 %")
print("con trainable=False sigue apagando:", "sí" if still.any() else "no")

# %% [markdown]
# ### En course_lib
#
# `call` sortea la máscara, la guarda y multiplica; `backward` usa la misma.

# %%
print(inspect.getsource(lib.layers.Dropout.call))
print(inspect.getsource(lib.layers.Dropout.backward))

# %% [markdown]
# ### Las demás afirmaciones de la clase
#
# <a id="demas"></a>Con su veredicto, y lo que cita, que no se juzga: se comenta.

# %%
claims.table("03", folded=True)

# %% [markdown]
# ## Glosario y referencias
#
# - **dropout invertido** (*inverted dropout*): amplificar al entrenar en vez de achicar al predecir.
# - **dropout Monte Carlo** (*MC dropout*): dejar la máscara al predecir y promediar.
# - **ensamble** (*ensemble*): varias redes que contestan juntas.
# - **máscara** (*mask*): los números por los que se multiplica una capa, 0 o $1/(1-r)$.
# - **probabilidad de retención** (*retention probability*): $1-r$; el *p* del artículo, donde Keras pide la tasa de dropout.
# - **tasa de dropout** (*dropout rate*): $r$; la fracción que se apaga en promedio.
#
# <a id="referencias"></a>Para leer más:
#
# - N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever y R. Salakhutdinov (2014), *Dropout: A Simple
#   Way to Prevent Neural Networks from Overfitting*, JMLR 15, 1929–1958.
#   [jmlr.org](https://jmlr.org/papers/v15/srivastava14a.html)
# - G. Hinton et al. (2012), *Improving neural networks by preventing co-adaptation of feature
#   detectors*. [arXiv:1207.0580](https://arxiv.org/abs/1207.0580)
# - S. Wager, S. Wang y P. Liang (2013), *Dropout Training as Adaptive Regularization*: dropout como L2.
#   [arXiv:1307.1493](https://arxiv.org/abs/1307.1493)
# - Y. Gal y Z. Ghahramani (2016), *Dropout as a Bayesian Approximation*.
#   [arXiv:1506.02142](https://arxiv.org/abs/1506.02142)
# - Documentación de [Dropout en Keras](https://keras.io/api/layers/regularization_layers/dropout/).
