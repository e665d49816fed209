# %% [markdown]
# # 01 · Regularización L2: ponerle precio a los pesos
#
# Una red que se aprendió 360 mentiras de memoria, el precio que la hace soltarlas, y lo que se consigue gratis con
# solo detenerse.

# %% [markdown]
# ## La pregunta: ¿cuánto cuesta sostener una mentira?
#
# Alguien etiquetó 2.000 dígitos a la carrera y en uno de cada cinco anotó cualquier cosa; cerca de 40 de esas 400
# cayeron por suerte en la correcta. En la [lección 00](00_bienvenida.ipynb) viste que una red entrenada así contesta
# la mentira sin pestañear. Ahora la miramos **mientras** memoriza: 3.000 pasos de descenso con momento, y cada 200,
# qué porcentaje de las mentiras repite, cuánto falla en dígitos nuevos y bien etiquetados (los de **validación**) y el
# tamaño de sus pesos, $\lVert W\rVert=\sqrt{\sum w^2}$.

# %%
import inspect

import numpy as np

import course_lib as lib
from course_lib.lab import maps, parity, trials, widgets
from course_lib.lab.comparison import compare_runs
from course_lib.lab.diagnostics import norm
from course_lib.lab.text import decimal
from course_lib.lessons import claims, quizzes
from course_lib.lessons import lesson_01 as lesson

SEED = 1
table = lesson.table("01_lambda")
lesson.figures.memorizing(table, learning_rate=0.005)

# %% [markdown]
# **Qué se ve.** (Líneas: promedio de ocho semillas, cada una con otros dígitos y otras mentiras; bandas: de la menor
# a la mayor.) Primero la red aprende a leer: en 600 pasos ya falla en solo 12 de cada cien dígitos nuevos. Después se
# dedica a memorizar las excepciones, y lee cada vez **peor**. Mientras tanto, sus pesos no dejan de crecer:
# parten en 20, que es el sorteo inicial, y terminan en 24,5.
#
# Lo obvio es detenerse en la línea de puntos: eso es la **detención temprana**, será nuestro rival toda la lección, y
# pide mirar el reloj. ¿Y si en vez de eso cada peso tuviera un **precio**?

# %% [markdown]
# ## Ficha
#
# - **Objetivos**: calcular a mano la penalización L2, su gradiente y el paso que produce; escribirla; elegir λ con
#   datos de validación y compararla con detenerse a tiempo; distinguir `regularizers.L2` de `weight_decay`; pasar de la
#   fórmula de la clase al λ de Keras; reconocer cuándo no ayuda.
# - **Requisitos**: la lección [00](00_bienvenida.ipynb). Derivar $w^2$ y multiplicar matrices con NumPy.
# - **Tiempo**: {{tiempos}}
# - **Clase**: láminas «Regularización – L2 Regularization».

# %% [markdown]
# ## Predice
#
# La red de la figura. `price` será lo que se cobra por los pesos de cada capa; hasta aquí, nada.


# %%
def build(lib, price=None, optimizer=None, **options):
    """784-96-96-10; cada capa paga `price` por sus pesos."""
    same = {"kernel_initializer": "he_normal", "kernel_regularizer": price}
    layers = [
        lib.Input(shape=(784,)),
        lib.layers.Dense(96, "relu", **same),
        lib.layers.Dense(96, "relu", **same),
        lib.layers.Dense(10, **same),
    ]
    model = lib.Sequential(layers, **options)
    loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer or lib.optimizers.SGD(0.005, momentum=0.9), loss)
    return model


# %% [markdown]
# La entrenaremos otra vez con las mismas etiquetas, mentiras incluidas, los mismos 3.000 pasos y un precio. Nadie le
# dirá jamás cuál era la etiqueta correcta de sus 360 mentiras. Y después se las mostraremos.

# %%
question = "¿En cuántas de sus mentiras dirá la verdad, que nunca le dijeron?"
options = ["Casi en ninguna", "Una de cada cuatro", "La mitad", "Más de tres cuartos"]
bet = widgets.prediction(question, options, key="01-mentiras")
bet

# %% [markdown]
# ## La idea: ponerle precio al tamaño
#
# <a id="idea"></a>Un solo peso. Los datos quieren que valga 3; el cobro, que valga 0. ¿Dónde queda el mínimo de la
# suma? Depende de cuánto les importe a los datos.

# %%
lesson.figures.one_weight(l2=0.5, curvatures=[2, 0.2], wanted=3)

# %% [markdown]
# **Qué se ve.** A la izquierda, los datos lo defienden: el peso cede un quinto (★). A la derecha no, y el mismo
# cobro le quita siete décimos. Una regla que sirve para mil dígitos se paga sola; una excepción que sirve para uno, no.
#
# A la pérdida, entonces, se le suma el cuadrado de cada peso, con un precio **λ** que elegimos nosotros (un
# **hiperparámetro**). Esa suma es la norma L2 al cuadrado, y de ahí el nombre de la penalización:
#
# $$L'(w) = \underbrace{\frac1n\sum_{i=1}^n \text{error}(\hat y_i, y_i)}_{L(w)\text{: lo que dicen los
# datos}} + \underbrace{\lambda \sum_j w_j^2}_{\text{lo que cuestan los pesos}}$$
#
# <a id="encoger"></a>La derivada del cobro es $2\lambda w_j$, y el paso de descenso se lee de dos maneras:
#
# $$w \leftarrow w - \eta\,(\nabla L + 2\lambda w) \;=\; \underbrace{(1 - 2\eta\lambda)\,w}_{
# \text{primero se encoge}} - \underbrace{\eta\,\nabla L}_{\text{después obedece a los datos}}$$
#
# ($\nabla L$ es la derivada de los datos.) Por eso también se le dice **decaimiento**. Con dos ejemplos, dos pesos, $\lambda = 0{,}1$ y $\eta = 0{,}5$:

# %%
X, target = np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([1.0, 0.0])
w, lam, eta = np.array([3.0, -1.0]), 0.1, 0.5
slope = 2 * X.T @ (X @ w - target) / len(X)  # la derivada de los datos: (2, −4)
print("de una manera:", *map(decimal, w - eta * (slope + 2 * lam * w)))
print("de la otra:   ", *map(decimal, (1 - 2 * eta * lam) * w - eta * slope))

# %% [markdown]
# ## Escríbelo tú: el cobro en el gradiente
#
# El segundo peso pasó de −1 a 1,1: encogió y después los datos tiraron más fuerte. La red hace lo mismo: `backward`
# deja en `p.grad` la derivada de los datos, y falta sumarle la del cobro. Escribe la línea que falta; con ella
# entrenaremos más abajo. Se prueba con $w=(4, -2)$, el gradiente $(2, -4)$ y $\lambda=0{,}3$.


# %%
def add_price(p, lam):
    """Suma a `p.grad` la derivada de lam·Σ p.value²."""
    p.grad += 0  # tu línea: cambia el 0


quizzes.check("01", charged=lesson.mine.tried(add_price))

# %% [markdown]
# ## Experimentos: el precio y el reloj
#
# La misma red, los mismos datos y el mismo comienzo, sin cobrar y con λ = 0,01. (Si todavía no escribes tu línea, cobra la
# de course_lib.)

# %%
train, told, val, _ = trials.digits(0.2, validation=1000, test=2000)
price = lesson.mine.price(add_price, 0.01)
nets = build(lib, seed=SEED), build(lib, price, seed=SEED)
stories = [lesson.runs.follow(net, train, told, val) for net in nets]
lesson.figures.two_prices(*stories, l2=0.01)
why = "Sostener una excepción cuesta más de lo que rinde: contesta con la regla."
widgets.reveal(bet, answer="Más de tres cuartos", explanation=why)

# %% [markdown]
# <a id="pesos"></a>**Qué se ve.** Con el cobro, la red reconoce la verdad en más de ocho de cada diez mentiras y ahí se
# queda, sin que nadie mire el reloj. Sin cobrar también la sabía, hasta los 600 pasos, y la fue olvidando. Los pesos no
# quedan en cero: negocian otro tamaño, el que los datos pagan.

# %% [markdown]
# ### ¿Qué λ conviene?
#
# <a id="grilla"></a>Los precios se prueban en escala **logarítmica**, cada uno unas tres veces el anterior, y cada uno
# merece **su** mejor tasa de aprendizaje: la buscamos hasta que a ambos lados empeora. El punto lleno es el que elige la
# **validación**; la altura, su error de **prueba**, que se dibuja después de elegir.
#
# Y una palabra que usaremos en todo el curso. Un brazo **gana** (o **pierde**) si su diferencia Δ con otro, semilla contra
# semilla, no se explica por el azar: con la t de Student, una falsa alarma de cada cien. Si no, **no se distinguen**. En
# la tabla (≈ es que no se distinguen), Δ va contra λ = 0, con su error estándar: la duda que dejan ocho semillas con mentiras, y cinco sin ellas.

# %%
clean = lesson.table("01_limpio")
lesson.figures.map_of_prices(table, clean)
maps.report({"20 % al azar": table, "sin mentiras": clean}, "l2", "λ")

# %% [markdown]
# <a id="una-vez"></a>**Qué se ve.** A la izquierda, con mentiras. Sin cobrar solo va bien una tasa de aprendizaje muy
# chica, que en 3.000 pasos no alcanza a memorizar: otra forma de mirar el reloj. Ahí falla 12,5 %; con λ = 0,01, 11,2:
# **gana 1,3**. Y la forma es lo que más sirve: con 0,005 para las dos, sin cobrar falla 20 %; con λ = 0,01, 11. El precio
# compra **perdón** para quien entrena de más. Con 0,03 ya se pierde.
#
# «A tiempo» es de quien se queda con el paso de menor error de validación: sin cobrar, 12,6 % con casi cualquier tasa de
# aprendizaje. Es el mismo perdón, y no cuesta nada. Pero λ = 0,01 **sin** mirar el reloj le **gana** 1,4 puntos a quien
# solo mira el reloj, y a tiempo los dos, 1,7.
#
# A la derecha, sin mentiras: 0,01 **pierde** dos puntos, y 0,001 no se distingue de no cobrar (a tiempo, gana 0,7).
#
# <a id="curva-u"></a>¿Y la **brecha**, la distancia entre el error en lo estudiado y en lo nuevo? Para que sea justa se
# cuentan las mismas etiquetas a los dos lados, con mentiras. La tasa de aprendizaje es la del comienzo, 0,005.

# %%
lesson.figures.gap(table, learning_rate=0.005)

# %% [markdown]
# **Qué se ve.** Sin cobrar, la red acierta todo lo que le dijeron y falla en lo nuevo: **sobreajuste**, 33 puntos de brecha.
# El precio la cierra sin parar, hasta 2. Pero el error en lo nuevo dibuja una **U**: lo mejor está en 0,01, donde todavía
# quedan 6 puntos, y en 0,03 la red falla más en todo. Eso es **subajuste**. Achicar la brecha es un síntoma; la meta es
# el fondo de la U, y el error en lo estudiado no sirve para encontrarlo: siempre vota por λ = 0.


# %% tags=["comprobacion"]
def against(results, l2, at="last"):
    return results.compare("test", {"l2": l2}, {"l2": 0}, at=at).verdict


gain = table.compare("test", {"l2": 0.01}, {"l2": 0})
assert gain.verdict == "gana" and 1.2 < -gain.difference < 1.5
stopped = table.compare("test", {"l2": 0.01}, {"l2": 0}, at="best")
assert stopped.verdict == "gana" and 1.6 < -stopped.difference < 1.8
paying, clock = table.tuned("test", l2=0.01), table.tuned("test", l2=0, at="best")
rival = compare_runs(paying, clock, metric="test", a="λ = 0,01", b="el reloj")
assert rival.verdict == "gana" and 1.3 < -rival.difference < 1.45
first = table.mean("validation curve", l2=0, learning_rate=0.005).reshape(-1)
assert first.argmin() == 2 and 11.5 < first[2] < 12.5  # a los 600 pasos
weights = table.mean("norm curve", l2=0, learning_rate=0.005).reshape(-1)
assert 20 < weights[0] < 21 and 24 < weights[-1] < 25
assert against(table, 0.03) == "pierde"
near = table.mean("test", learning_rate=0.005)
assert near[0] > 18.5 and near[3] < 12.5
early = table.measured("test", at="best", l2=0).mean(axis=1)
assert np.ptp(early[2:9]) < 1  # de 0,0005 a 0,0158
tie = "no se distinguen"
assert [against(clean, l2) for l2 in (0.001, 0.003, 0.01)] == [tie, tie, "pierde"]
assert [against(clean, l2, "best") for l2 in (0.001, 0.01)] == ["gana", "pierde"]
studied = table.mean("train", learning_rate=0.005)
gaps = table.mean("noisy validation", learning_rate=0.005) - studied
assert 30 < gaps[0] < 36 and (np.diff(gaps) < 0).all()
assert 4 < gaps[3] < 8 and 0 < gaps[4] < 4
assert table.mean("validation", learning_rate=0.005).argmin() == 3
assert (np.diff(studied) > 0).all()
free_story, story = stories
assert story["truth"][-1] > 80 and free_story["truth"][-1] < 15
assert (free_story["truth"][:3] > 80).all()
assert 1 < story["norm"][-1] < free_story["norm"][-1] / 2
assert round(100 * np.mean(told != train.y)) == 18

# %% [markdown]
# ### Las dos maneras de encoger
#
# <a id="tres-l2"></a>Hay otra manera de encoger, y su nombre confunde. **`weight_decay`** no toca la pérdida: en cada paso multiplica
# el peso por $1-\eta\,\mathrm{wd}$, y después el optimizador da el paso de siempre. Es el **decaimiento desacoplado**.
#
# - Con descenso simple son lo mismo, si $\mathrm{wd}=2\lambda$: el mismo factor, escrito distinto.
# - Con **momento**, $v \leftarrow \mu v - \eta g$ y $w \leftarrow w + v$, la velocidad acumula gradiente: tirando
#   siempre igual, llega a $\frac{1}{1-\mu}$ veces lo que daría un paso. El cobro va dentro del gradiente y se acumula con
#   él; el decaimiento, no. Con $\mu = 0{,}9$ encoge [diez veces menos](#momento).
#
# Con **Adam**, que divide cada paso por el tamaño reciente del gradiente, también se separan: divide el cobro, y el
# decaimiento no. Abajo, cada punto promedia cinco redes con su tasa de aprendizaje y
# su `weight_decay`:

# %%
adam = lesson.table("01_adam")
lesson.figures.shrinking(adam, usual=0.001 * 0.004 * 3000)

# %% [markdown]
# <a id="encoge"></a>**Qué se ve.** A la derecha manda $\eta\cdot\mathrm{wd}\cdot\text{pasos}$. Un peso que los datos no
# defienden queda en $e^{-\eta\,\mathrm{wd}\,\text{pasos}}$ de lo que era (línea cortada); los demás, más arriba. En 0,1 se
# ha perdido menos de un décimo. El valor por defecto de `AdamW` en Keras, 0,004 con tasa de aprendizaje 0,001, aquí da
# 0,012 (línea de puntos): encoge **1 %**. A la izquierda: con Adam y 3.000 pasos, 3,16 **gana** cerca de punto y medio a no encoger, si se entrena
# hasta el final; a tiempo no se distinguen.

# %% [markdown]
# ### Del β de la clase al λ de Keras
#
# <a id="beta"></a>El mismo cobro se escribe de muchas maneras, y todas son un λ (la de `weight_decay` de Keras, solo con
# SGD simple):
#
# | quién | cómo | el λ de Keras |
# |---|---|---|
# | la clase (su β no es la de la lección 08) | $\frac1n\left(\sum \text{error} + \beta \sum w^2\right)$ | $\beta/n$ |
# | muchos libros | $\frac1n\sum \text{error} + \frac{\beta}{2n}\sum w^2$ | $\beta/(2n)$ |
# | Keras, `L2(λ)` | $\frac1n\sum \text{error} + \lambda\sum w^2$ | $\lambda$ |
# | Keras, `weight_decay` | encoge fuera del gradiente | $\mathrm{wd}/2$ |
# | PyTorch, `SGD` y `Adam` con `weight_decay` | suma $\mathrm{wd}\cdot w$ **al gradiente** | $\mathrm{wd}/2$ |
# | PyTorch, `AdamW` | encoge fuera del gradiente, como Keras | ninguno |
#
# Y una **trampa** en la primera fila: se entrena de a pocos ejemplos. Si $n$ pasa a ser el del lote, 50 en vez de 2.000,
# el precio se multiplica por 40 sin que nadie lo pida.

# %% [markdown]
# ### Los sesgos y las unidades
#
# <a id="sesgos"></a>¿Y los sesgos, pagan? En una neurona lineal con error cuadrático el mínimo tiene fórmula: igualando
# la derivada a cero, $\frac2n X^\top(Xw-y)+2\lambda w=0$, sale la **regresión ridge** (1970). Con $y = 1000 + x$, el
# sesgo tiene que valer 1000.


# %%
def ridge(X, y, lam, pays):
    """Los pesos que minimizan mean((Xw − y)²) + Σ lam·pays·w²."""
    return np.linalg.solve(X.T @ X / len(X) + lam * np.diag(pays), X.T @ y / len(X))


x = np.linspace(-1, 1, 21)
data = np.column_stack([x, np.ones(21)])  # la segunda columna es la del sesgo
for name, pays in {"el sesgo paga": [1, 1], "el sesgo no paga": [1, 0]}.items():
    print(f"{name:>16}: sesgo {ridge(data, 1000 + x, 0.1, pays)[1]:.0f}")
for unit, scale in {"metros": 1, "centímetros": 100}.items():
    slope = scale * ridge(data * [scale, 1], 1000 + x, 0.1, [1, 0])[0]
    print(f"x en {unit}: subir un metro suma {decimal(slope, 2)}")

# %% [markdown]
# <a id="unidades"></a>Cuando paga, se queda corto, y **todas** las predicciones con él: el sesgo no es complejidad, es
# dónde están los datos. Por eso Keras separa `kernel_regularizer` de `bias_regularizer`, y lo normal es encender solo el
# primero.
#
# Las otras dos líneas: en centímetros el peso que hace falta es cien veces menor, y su cobro, diez mil. **λ no significa
# nada sin la escala de las entradas**: primero se escala (lección 07), después se regulariza.

# %% tags=["comprobacion"]
pair = {"weight_decay": 3.16}, {"weight_decay": 0}
gain = adam.compare("test", *pair)
assert gain.verdict == "gana" and 1.1 < -gain.difference < 1.7
assert adam.compare("test", *pair, at="best").verdict == "no se distinguen"
speeds = np.array(adam.grid["learning_rate"])
unshrunk = adam.mean("norm", weight_decay=0)
for decay in adam.grid["weight_decay"][1:]:
    shrunk = speeds * decay * 3000
    left = (adam.mean("norm", weight_decay=decay) / unshrunk).reshape(-1)
    assert (left[shrunk < 0.1] > 0.9).all() and (left[shrunk < 0.02] > 0.98).all()
    assert (left > np.exp(-shrunk) - 0.01).all()
assert round(ridge(data, 1000 + x, 0.1, [1, 1])[1]) == 909
assert round(ridge(data, 1000 + x, 0.1, [1, 0])[1]) == 1000
cheap = 100 * ridge(data * [100, 1], 1000 + x, 0.1, [1, 0])[0]
assert 0.75 < ridge(data, 1000 + x, 0.1, [1, 0])[0] < 0.8 and cheap > 0.999

# %% [markdown]
# ## Explora: ¿qué forma tiene una mentira?
#
# <a id="medias-lunas"></a>En dos dimensiones se ve. Dos medias lunas, 150 puntos, una de cada cinco etiquetas al azar
# (la mitad acierta por suerte; en un círculo, las que mienten) y una red 2-64-64-1 con Adam a 0,01 y 1.000 pasos. La forma y el color de cada punto
# son lo que dice su etiqueta; el fondo, lo que la red decide. (Es un dibujo: aquí no se busca tasa de aprendizaje ni se
# detiene a nadie.)

# %%
moons = lesson.table("01_lunas")
lesson.figures.moon_maps(moons, [0, 0.0003, 0.001, 0.03], draw=1)
lesson.figures.moon_table(moons)

# %% [markdown]
# **Qué se ve.** Sin cobrar, la red dibuja islas y penínsulas alrededor de las mentiras. Con 0,001 ya no las paga, y queda la
# curva que separa las lunas; con 0,03 ni siquiera la curva se paga, y queda casi una recta. En el promedio de ocho
# sorteos, 0,0007 y 0,001 **ganan** a no cobrar, cerca de cinco puntos, y los demás no se distinguen. Pero es un promedio:
# el 0,001 tiene un sorteo en que la red ya es una recta. Búscalo.
#
# <details><summary>Lo que encontramos</summary>El sorteo 2: falla 16 %, y con 0,0003, menos de 4.</details>

# %%
l2 = widgets.slider("λ", moons.grid["l2"], start=0.001)
number = widgets.slider("sorteo", moons.seeds, start=1)
draw = lesson.figures.explore_moons(moons)
widgets.explorer(draw, width=6, l2=l2, number=number)

# %% [markdown]
# ## Paridad con Keras
#
# <a id="paridad"></a>Desde los mismos pesos, con los mismos lotes y con potencias de dos en cada constante, como en la
# lección 00: la diferencia es de redondeo. Con SGD simple, además, las dos maneras son una.

# %%
keras = parity.load_keras()
inside, outside = {"l2": 2**-3}, {"weight_decay": 2**-2}  # wd = 2λ
with parity.use_floatx("float64"):
    ours, theirs = (lesson.runs.shrunk(each, "SGD", SEED) for each in (lib, keras))
    simple = [shrink(**how) for shrink in (ours, theirs) for how in (inside, outside)]
    ours, theirs = (lesson.runs.shrunk(each, "Adam", SEED) for each in (lib, keras))
    adams = [(ours(**how), theirs(**how)) for how in (inside, outside)]
pairs = {"SGD: nuestro L2 y su weight_decay": (simple[0], simple[3])}
pairs |= {"Adam con L2": adams[0], "Adam con weight_decay": adams[1]}
parity.compare(pairs, tolerance=1e-12)

# %% [markdown]
# ## ¿Cuándo falla?
#
# <a id="falla"></a>Ya viste un caso: [sin mentiras](#grilla), el λ que las olvida hace daño. ¿Y si las etiquetas son
# correctas, pero pocas? Cien dígitos, ocho semillas:

# %%
few = lesson.table("01_pocos")
maps.report({"100 dígitos": few}, "l2", "λ")

# %% [markdown]
# **Qué se ve.** Aquí cobrar sí ayuda, pero **poco**: al final, 0,003 y 0,01 ganan menos de medio punto de 24 (0,001 baja
# más, pero no parejo: no se distingue); a tiempo, ninguno. L2 no fabrica los ejemplos que faltan. Tampoco reemplaza a corregir las etiquetas: la mejor red que
# pagó, con mentiras, falla 11 %; la que no pagó, sin ellas, 7.

# %% tags=["comprobacion"]
prices = moons.grid["l2"][1:]
won = [moons.compare("new", {"l2": l2}, {"l2": 0}).verdict for l2 in prices]
tie = "no se distinguen"
assert won == [tie, "gana", "gana", tie, tie, tie]
lucky = moons.values("new", l2=0.001), moons.values("new", l2=0.0003)
assert lucky[0].argmax() == lucky[1].argmin() == 2
assert lucky[0][2] > 15 > 4 > lucky[1][2]
apart = [parity.max_difference(simple[0], other) for other in simple]
assert max(apart) < 1e-12
assert parity.max_difference(adams[0][1], adams[1][1]) > 0.01
assert [against(few, l2) for l2 in (0.003, 0.01)] == ["gana", "gana"]
assert few.compare("test", {"l2": 0.01}, {"l2": 0}).difference > -0.5
assert 6.5 < clean.tuned("test", l2=0).mean() < 7.5 and against(few, 0.001) == tie
assert all(against(few, l2, "best") == tie for l2 in (0.001, 0.003, 0.01, 0.03))

# %% [markdown]
# ## Lo que dice la clase
#
# <a id="la-clase"></a>Las seis filas que cambian lo que harías. Las demás, [plegadas al final](#demas).
#
# | # | Afirmación | Veredicto | Lo preciso | Prueba |
# |---|---|---|---|---|
# | R1 | Regularizar achica la diferencia entre el error de entrenamiento y el de generalización | **Se sostiene** | También se achica arruinando la red: la meta es el error en lo nuevo | [la brecha](#curva-u) |
# | R4 | Obliga a los parámetros a ser muy chicos | **Matizar** | Los encarece: quedan tan grandes como los datos paguen | [los pesos](#pesos) |
# | R6 | La penalización va dentro del promedio, con un factor β | **Se sostiene** | Es una convención: $\lambda=\beta/n$ (esta β no es la de la lección 08). Por lote, cambia con su tamaño | [β y λ](#beta) |
# | R7 | Se penalizan todos los parámetros, también los sesgos | **Matizar** | Lo habitual es cobrar solo por los pesos | [los sesgos](#sesgos) |
# | R8 | En Keras, L2 es lo mismo que *weight decay* | **Matizar** | Es el nombre de los libros, y por años Keras no tuvo otra. Hoy son dos interruptores: siguen el mismo camino solo con SGD simple y $\mathrm{wd}=2\lambda$ | [las dos maneras](#tres-l2) |
# | R10 | La penalización es logarítmica, en base 0,1, 0,01, 0,001 | **Corregir** | Es cuadrática. Logarítmica es la grilla en que se busca λ | [la grilla](#grilla) |

# %% [markdown]
# ## Ejercicios
#
# Dos de lápiz. Cambia `None` y ejecuta la celda.

# %% [markdown]
# ### A. La vida media de un peso (5 minutos)
#
# Un peso que los datos no usan (gradiente 0) se entrena con SGD, $\eta = 0{,}1$ y $\lambda = 0{,}01$. ¿En cuántos pasos
# baja por primera vez a **la mitad o menos**?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# ¿Por cuánto se multiplica el peso en un solo paso?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Después de $t$ pasos vale $(1-2\eta\lambda)^t$ veces lo que valía. Busca el primer $t$ con que eso es menor o igual
# que ½.
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
# ### B. Igualar con momento (5 minutos)
#
# Tu red usa SGD con momento $\mu = 0{,}8$ y `L2(0.003)`. ¿Qué `weight_decay` encoge, a la larga, lo mismo?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Vuelve a [las dos maneras](#tres-l2): ¿cuántas veces menos encoge el desacoplado con ese momento?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Sin momento sería $2\lambda$. Con él, el cobro se acumula $\frac{1}{1-\mu}$ veces.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# $\mathrm{wd} = 2\lambda/(1-\mu)$.
# </details>

# %%
matching = None  # tu respuesta
quizzes.check("01", matching=matching)

# %% [markdown]
# ## Cuestionario
#
# Cuatro preguntas. Elige también las que crees malas: cada opción explica por qué.

# %%
widgets.quiz(quizzes.load("01"))

# %% [markdown]
# ## Resumen
#
# 1. L2 suma $\lambda\sum w^2$ a la pérdida: con SGD simple, cada paso multiplica los pesos por $1-2\eta\lambda$ y después
#    obedece a los datos. Un peso queda tan grande como los datos paguen.
# 2. Con 20 % de etiquetas al azar, una red 784-96-96-10 y 3.000 pasos de SGD con momento, cada una con su mejor
#    tasa de aprendizaje: sin cobrar falla 12,5 %; con λ = 0,01, 11,2. Si las dos se detienen a tiempo, 12,6 y 10,8.
# 3. λ se busca en escala logarítmica y con validación; la meta es el fondo de la U del error en lo nuevo, no cerrar la brecha.
# 4. `regularizers.L2(λ)` y `weight_decay` siguen el mismo camino solo con SGD simple y wd = 2λ. Con Adam, mira
#    η·wd·pasos: con 0,004 y 0,001, en 3.000 pasos, encoge 1 %.
# 5. Se cobra por los pesos, no por los sesgos, y con las entradas escaladas. Con 2.000 etiquetas buenas, el λ que olvida
#    mentiras hace daño: dos puntos. Con cien, ayuda menos de medio.
#
# **En Keras se escribe así:**
#
# ```python
# capa = keras.layers.Dense(96, "relu", kernel_regularizer=keras.regularizers.L2(0.01))
# # o, desacoplado y sin tocar los sesgos; aquí, con 3.000 pasos:
# optimizador = keras.optimizers.AdamW(0.000316, weight_decay=3.16)
# optimizador.exclude_from_weight_decay(var_names=["bias"])
# ```

# %% [markdown]
# ## Para profundizar
#
# Nada de aquí hace falta después. Cada parte se lee sola.

# %% [markdown]
# ### En course_lib
#
# El cobro, su derivada, y las líneas de `Sequential` donde entra en el gradiente: cada peso sabe si paga
# (`p.regularizer`).

# %%
print(inspect.getsource(lib.regularizers.L2.__call__))
print(inspect.getsource(lib.regularizers.L2.gradient))
print(inspect.getsource(lib.Sequential._backward))

# %% [markdown]
# ### ¿Y con otro ancho?
#
# <a id="ancho"></a>La red 784-256-256-10, que volverá en la lección 03:

# %%
wide = lesson.table("01_ancha")
maps.report({"256, 256": wide}, "l2", "λ")

# %% [markdown]
# **Qué se ve.** La distancia es parecida, 1,2 puntos al final y 1,5 a tiempo, pero con cinco semillas no se distingue:
# cambia mucho de un sorteo a otro.

# %% tags=["comprobacion"]
for at, points in {"last": 1.2, "best": 1.5}.items():
    gain = wide.compare("test", {"l2": 0.01}, {"l2": 0}, at=at)
    assert gain.verdict == "no se distinguen" and abs(gain.difference + points) < 0.1

# %% [markdown]
# ### Con momento, ¿cuánto encoge cada una?
#
# <a id="momento"></a>Los mismos dígitos, tres veces:

# %%
sgd = lib.optimizers.SGD
recipes = {
    "L2, λ = 0,01": (lib.regularizers.L2(0.01), None),
    "weight_decay 0,02": (None, 0.02),
    "weight_decay 0,2": (None, 0.2),
}
for name, (price, decay) in recipes.items():
    net = build(lib, price, sgd(0.005, momentum=0.9, weight_decay=decay), seed=SEED)
    size = lesson.runs.follow(net, train, told, val)["norm"][-1]
    print(f"{name:>17}: ‖W‖ = {decimal(size, 2)}")

# %% [markdown]
# **Qué se ve.** Con momento 0,9, lo que iguala a λ = 0,01 es `weight_decay=0.2`, diez veces $2\lambda$.

# %% [markdown]
# ### La pérdida que muestra Keras
#
# <a id="perdida"></a>`evaluate` y `fit` suman el cobro entero, sin dividirlo por el lote. Por eso su pérdida no sirve
# para comparar redes con distinto λ: para eso, una métrica.

# %%
model = build(keras, keras.regularizers.L2(2**-10))
few_x, few_y = val.x[:64], val.y[:64]
shown = [model.evaluate(few_x, few_y, batch_size=size, verbose=0) for size in (4, 32)]
bare = float(model.loss(few_y, model.predict(few_x, verbose=0)))
toll = 2**-10 * norm(model.get_weights()[::2]) ** 2
same = np.allclose(shown, bare + toll, atol=1e-4)
print("con lotes de 4 y de 32, incluye el cobro:", "sí" if same else "no")

# %% [markdown]
# ### ¿Por qué chico es simple?
#
# <a id="prior"></a>L2 no es la única. La penalización **L1** cobra $\lambda\sum|w_j|$: su derivada no se achica con el
# peso, así que en el mínimo deja en cero **exacto** a los que nadie defiende (bajando a pasos, quedan dando saltitos). Tres pesos que los datos querrían en 2, 0,5 y 0,1, con
# $\frac12(w-w_0)^2$ y $\lambda=0{,}2$:

# %%
wanted = np.array([2.0, 0.5, 0.1])
print("L2:", *map(decimal, wanted / (1 + 2 * 0.2)))
print("L1:", *map(decimal, np.maximum(wanted - 0.2, 0)))

# %% [markdown]
# Y una tercera lectura, la de Bayes: cobrar $\lambda w^2$ es haber creído, antes de mirar los datos, que los pesos
# salían de una campana centrada en 0 (una normal), más angosta mientras mayor sea λ. Cobrar $|w|$, de una más puntuda.

# %% [markdown]
# ### Las demás afirmaciones de la clase
#
# <a id="demas"></a>Con su veredicto y su prueba.

# %%
claims.table("01", folded=True)

# %% [markdown]
# ## Glosario y referencias
#
# - **capacidad efectiva** (*effective capacity*): las funciones que el entrenamiento alcanza de verdad, dentro de las que
#   la red puede representar.
# - **decaimiento de pesos desacoplado** (*decoupled weight decay*): encoger los pesos fuera del gradiente.
# - **detención temprana** (*early stopping*): quedarse con los pesos del paso de menor error de validación.
# - **hiperparámetro** (*hyperparameter*): lo que se elige antes de entrenar, como λ o η.
# - **penalización** (*penalty*): lo que se suma a la pérdida por el tamaño de los pesos.
# - **subajuste** (*underfitting*): errar por no aprender ni lo que se estudió.
#
# <a id="referencias"></a>Para leer más:
#
# - A. Hoerl y R. Kennard (1970), *Ridge Regression*.
#   [doi:10.1080/00401706.1970.10488634](https://doi.org/10.1080/00401706.1970.10488634)
# - A. Krogh y J. Hertz (1991), *A Simple Weight Decay Can Improve Generalization*, NIPS 4.
# - I. Loshchilov y F. Hutter (2019), *Decoupled Weight Decay Regularization*.
#   [arXiv:1711.05101](https://arxiv.org/abs/1711.05101)
# - C. Zhang et al. (2017), *Understanding deep learning requires rethinking generalization*: las redes memorizan
#   etiquetas al azar, y el regularizador por sí solo no lo impide. [arXiv:1611.03530](https://arxiv.org/abs/1611.03530)
# - I. Goodfellow, Y. Bengio y A. Courville (2016), *Deep Learning*, capítulos 5 y 7.
# - J. Pérez et al., CC6204 *Deep Learning*, Universidad de Chile, apuntes 6 y 7: en español, y con la misma notación.
