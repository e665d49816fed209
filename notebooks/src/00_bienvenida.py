# %% [markdown]
# # 00 · Bienvenida: una red que aprende mentiras
#
# Entrenas una red, escribes el gradiente que la mueve, la comparas con Keras número por número y
# descubres por qué no fallar en nada puede ser una mala noticia.

# %% [markdown]
# ## La pregunta: ¿qué aprendió esta red?
#
# Tomamos mil dígitos manuscritos y a 200 les sorteamos la **etiqueta**, la respuesta que cada ejemplo
# trae anotada. En 20 casos el sorteo devolvió la correcta; las otras 180 quedaron **mintiendo**. Una red común y
# corriente (784 píxeles, dos capas de 128 neuronas y diez salidas) estudió los mil durante treinta
# **épocas**: treinta vueltas a los datos. Después le preguntamos por los mismos mil. Estos son diez de
# los que llevan una mentira:

# %%
import numpy as np

import course_lib as lib
from course_lib.lab import environment, experiments, parity, trials, widgets
from course_lib.lab.text import decimal
from course_lib.lessons import claims, quizzes
from course_lib.lessons import lesson_00 as lesson

SEED = 0
train, told, val, test = trials.digits(0.2, validation=1000, test=3000, draw=SEED)
relu = {"activation": "relu", "kernel_initializer": "he_normal"}
hidden = [lib.layers.Dense(128, **relu) for _ in range(2)]
layers = [lib.Input(shape=(784,)), *hidden, lib.layers.Dense(10)]
model = trials.compiled(layers, learning_rate=0.03, seed=SEED)
model.fit(train.x, told, batch_size=50, epochs=30, verbose=0)
lesson.figures.gallery(train, told, model(train.x).argmax(axis=1))

# %% [markdown]
# **Qué se ve.** Cualquiera lee esos dígitos. La red también tuvo los píxeles a la vista y, aun así, repite
# la mentira: en estos diez y en todos los demás. No hay regla que lleve de esa imagen a esa etiqueta,
# porque la etiqueta se sorteó. La única forma de no fallar era **recordar** cada caso: eso es
# **memorizar**.

# %% [markdown]
# ## Ficha
#
# - **Objetivos**: calcular a mano un paso de descenso del gradiente; escribir el gradiente de softmax con
#   entropía cruzada; diagnosticar sobreajuste en una curva; medir cuánto engaña elegir con el conjunto de
#   prueba; comprobar una derivada sin creerle a nadie.
# - **Requisitos**: Python con funciones, clases y arreglos de NumPy; derivadas, exponencial y logaritmo.
# - **Tiempo**: {{tiempos}}
# - **Clase**: lámina «Regularización – L2 Regularization», que sigue en la lección 01; y el mapa de todo
#   lo que viene.
#
# <details><summary><b>Cómo se usa este curso</b>: dónde, con qué teclas y en qué orden</summary>
#
# | Si estás en… | haz esto |
# |---|---|
# | **tu computador** | `uv run curso abrir`, desde la carpeta del curso: abre tu copia, en `mi_curso/`, donde la dejaste; actualizar el curso no toca lo que escribas |
# | **Google Colab** | la insignia de arriba y luego **Archivo → Guardar una copia en Drive** |
#
# **Pocas teclas bastan.** Shift+Enter ejecuta. Esc deja de escribir y Enter vuelve a escribir. Con Esc,
# `A` y `B` agregan una celda arriba o abajo (en Colab, Ctrl+M y luego la letra). Si algo se comporta
# raro, empieza de cero con **Kernel → Restart Kernel and Run All Cells…** (en Colab, **Entorno de
# ejecución → Reiniciar sesión y ejecutar todo**): ejecutar en orden es la única forma en que un cuaderno
# dice la verdad.
#
# **Los ejercicios.** Donde haya un `None`, escribe tu respuesta y ejecuta la celda: te contesta al tiro si
# está bien y, si no, qué error parece. Los largos viven en su propio cuaderno y se revisan con
# `check("1.1")`. Nada de eso pone nota: equivocarse aquí es gratis. Python escribe `0.5` donde el texto y
# las figuras dicen 0,5: tus respuestas van con punto.
#
# **El mapa.** Cada lección tiene las mismas estaciones y sigue el orden de una clase real, que revisa:
#
# {{indice}}
#
# </details>
#
# Lo de arriba ya venía ejecutado. Ahora ejecuta tú: párate en **Preparación**, presiona **Shift+Enter** y
# sigue celda por celda. La próxima revisa que tengas todo.

# %%
environment.check()

# %% [markdown]
# ## Predice
#
# La red no falla en nada de lo que estudió. Ahora verá 3.000 dígitos nuevos, con sus etiquetas correctas.
# Apuesta antes de seguir: equivocarse con una apuesta hecha enseña más que leer la respuesta.

# %%
question = "¿Qué error tendrá en dígitos nuevos la red que no falló en lo estudiado?"
options = ["Casi 0 %", "Cerca de 10 %", "Cerca de 20 %", "Más de 50 %"]
bet = widgets.prediction(question, options, key="00-mentiras")
bet

# %% [markdown]
# ¿Ya apostaste? Se mide en una línea: el **error** es el porcentaje de respuestas que no son la etiqueta.

# %%
new = trials.error(model, test.x, test.y)
why = "Falla en uno de cada cinco: no fallar en lo estudiado no decía nada de lo nuevo."
widgets.reveal(bet, answer="Cerca de 20 %", explanation=why)

# %% [markdown]
# ## La idea: bajar por la pendiente
#
# ¿Y cómo aprende una red? Olvida los 784 píxeles. La más chica es una **neurona** con un **peso**: responde
# su entrada multiplicada por el peso. Tiene un solo ejemplo: entra un 2 y debería salir un 3. Su peso
# parte en 0,5, así que responde 1. La **pérdida** mide cuánto duele: el cuadrado de lo que faltó. Aquí
# está, para cada peso posible:

# %%
lesson.figures.one_step()

# %% [markdown]
# **Qué se ve.** Un valle. La neurona no sabe dónde está el fondo; conoce la pendiente del lugar donde está
# parada, y le basta para caminar cuesta abajo. Con símbolos:
#
# 1. **Predice**: $\hat y = w\,x = 0{,}5 \cdot 2 = 1$.
# 2. **Pérdida**: $L = (\hat y - y)^2 = (1-3)^2 = 4$. También se llama *función de error* o *de costo*.
# 3. **Derivada**: $\dfrac{\partial L}{\partial w} = 2\,(\hat y - y)\,x = 2 \cdot (-2) \cdot 2 = -8$. Es negativa:
#    al subir $w$, la pérdida baja. (∂ es la derivada de siempre, cuando hay varias letras y se mueve
#    una sola.)
# 4. **Paso**: contra la pendiente, un tramo que regula la **tasa de aprendizaje** $\eta$:
#
# $$w \leftarrow w - \eta\,\frac{\partial L}{\partial w}$$
#
# Eso es todo el **descenso del gradiente**. En NumPy, con $\eta = 0{,}1$:

# %%
x, y, w, eta = 2.0, 3.0, 0.5, 0.1
slope = 2 * (w * x - y) * x
w_new = w - eta * slope
print(f"pendiente {decimal(slope)}; nuevo w {decimal(w_new)}")
print(f"nueva pérdida {decimal((w_new * x - y) ** 2)}")

# %% [markdown]
# ### De una neurona a una red
#
# Una red es una fila de **capas** de neuronas, y cada capa sabe hacer dos cosas. **Hacia adelante** (`call`),
# recibe números y responde $f(x\,W + b)$: los mezcla con sus pesos $W$, suma un **sesgo** $b$ y aplica una **activación** $f$.
# La nuestra es **ReLU**: deja pasar lo positivo, con derivada 1, y cambia lo negativo por 0, con derivada 0.
# **Hacia atrás** (`backward`), recibe **la derivada de la pérdida** respecto de cada número que respondió, calcula la de
# sus pesos, la anota, y entrega a la capa anterior la que le toca: es la **retropropagación**. Keras la esconde; aquí
# está [a la vista](#capa-densa).
#
# > **`course_lib` es Keras con una pieza más: `backward`.** Sus clases son pocas y llevan los nombres, los
# > argumentos y los valores por defecto de Keras; si en algo difieren, su documentación lo dice.

# %%
lesson.figures.chain()

# %% [markdown]
# ### De puntajes a probabilidades: softmax
#
# La última capa entrega un número cualquiera por clase: los **puntajes** (*logits*). Una probabilidad, en
# cambio, es positiva, y todas suman 1. Con tres clases:

# %%
lesson.figures.softmax_steps()

# %% [markdown]
# **Qué se ve.** La exponencial vuelve positivo cualquier puntaje; dividir por la suma los reparte. Eso es
# **softmax**:
#
# $$p_k = \frac{e^{s_k}}{\sum_j e^{s_j}}$$
#
# La pérdida al clasificar, la **entropía cruzada**, mira solo la probabilidad que recibió la clase
# correcta, $c$: $L = -\ln p_c$. Si es 1, no duele nada; mientras más cerca de 0, más duele. Supongamos que la
# imagen era un 5: recibió 0,26 y la pérdida es 1,35. ¿Y si movemos los puntajes, uno a la vez?

# %%
lesson.figures.pushes()

# %% [markdown]
# **Qué se ve.** Cada pendiente es la probabilidad de esa clase; en la etiqueta, la probabilidad menos 1. No
# es casualidad. La pérdida, escrita con los puntajes, es
#
# $$L = -\ln p_c = -s_c + \ln \sum_j e^{s_j}$$
#
# Al mover $s_k$, la derivada del segundo término es $e^{s_k} / \sum_j e^{s_j}$, o sea $p_k$. La del primero es $-1$
# si $k$ es la correcta, y si no, 0. Con $y_k = 1$ en la correcta y 0 en las demás (*one-hot*):
#
# $$\frac{\partial L}{\partial s_k} = p_k - y_k$$
#
# Lo que dio menos lo que debía. En la figura de la red, es la flecha que llega de vuelta a la capa de 10.

# %% [markdown]
# ## Escríbelo tú: el gradiente de softmax
#
# La red no mira los ejemplos de a uno, sino por **lotes** de $N$, y la pérdida es el **promedio** del lote: el
# **gradiente**, que es el conjunto de las derivadas, se divide también por $N$. Escríbelo. Con tu línea
# entrenarán las redes de los experimentos. (Bajar así, con un lote por paso, se llama **descenso estocástico**, *SGD*.)
#
# <details><summary>Pista 1</summary>Primero las probabilidades: p = lib.activations.softmax(scores). Tienen la misma forma que y.</details>
# <details><summary>Pista 2</summary>La resta p − y ya es la derivada de cada ejemplo. Falta el promedio.</details>
# <details><summary>Pista 3</summary>Divide la resta completa, entre paréntesis, por len(y), que es N.</details>


# %%
def scores_gradient(scores, y):
    """∂L/∂s de un lote; `y` lleva un 1 en la clase correcta. Formas: (N, K), (N, K)."""
    return None  # tu línea: lib.activations.softmax(scores) te da p


scores = np.log([[2.0, 1.0, 1.0], [1.0, 1.0, 2.0]])  # softmax da ½, ¼, ¼ y ¼, ¼, ½
grad = scores_gradient(scores, y=np.array([[1, 0, 0], [0, 1, 0]]))
quizzes.check("00", grad=grad)

# %% [markdown]
# ## Experimentos: cuánto costaron las mentiras
#
# <a id="experimentos"></a><a id="curvas"></a>Así se escribe, con las palabras de Keras, la red de la primera
# figura (`he_normal` sortea los pesos con que parte: lección 06); la pérdida lleva **tu** gradiente, cuando esté bien. El **momento** (*momentum*) conserva parte del
# paso anterior, como una inercia: $v \leftarrow \mu v - \eta\,g$ y $w \leftarrow w + v$, con $g$ el gradiente y $\mu = 0{,}9$.
#
# `curves` la entrena 600 pasos, en lotes de 50, y la mide al final de cada época. Una vez con las etiquetas
# correctas y otra con el 20 % sorteado, cinco veces cada una, con otros dígitos y otra **semilla**, el número
# que hace repetible el azar. Línea: el promedio. Banda: de la menor a la mayor. «Lo nuevo» son las mil imágenes
# de la **validación**, que no estudia; la **prueba**, otras 3.000, como las de tu apuesta.

# %%
loss = lesson.mine.loss(scores_gradient)


def network(seed, learning_rate=0.03):
    hidden = [lib.layers.Dense(128, **relu) for _ in range(2)]
    layers = [lib.Input(shape=(784,)), *hidden, lib.layers.Dense(10)]
    model = lib.Sequential(layers, seed=seed)
    model.compile(lib.optimizers.SGD(learning_rate, momentum=0.9), loss)
    return model


study = lesson.runs.curves(network)
runs = experiments.run(study, {"noise": [0, 0.2]}, seeds=range(5))
lesson.figures.learning_curves(runs)

# %% [markdown]
# **Qué se ve.** Con mentiras hay tres tiempos. Hasta la época 4 la red aprende lo que los dígitos tienen en común:
# en lo nuevo baja a 16 %, y apenas repite 11 de cada cien mentiras. Entre la 4 y la 12 (franja gris) graba dos
# de cada tres, y en lo nuevo empeora. Después graba las que faltan sin empeorar más. Eso es **sobreajuste**
# (*overfitting*): mejorar en lo estudiado y empeorar en lo nuevo.
#
# En los dos casos termina casi sin fallar en lo estudiado; en la prueba falla 9,8 % sin mentiras y 21 % con
# ellas. Diez puntos los habría fallado igual; las mentiras agregaron otros once. **El error de entrenamiento
# no dice qué aprendió la red.** Detenerse a tiempo o quitarle la costumbre: de eso tratan las tres lecciones
# que siguen.

# %% [markdown]
# ### ¿Por qué no elegir con la prueba?
#
# <a id="examen"></a>Si la prueba es lo que importa, ¿por qué no elegir con ella? Hagamos el experimento. Treinta
# redes novatas (tres tasas de aprendizaje por diez semillas), que estudiaron solo 300 dígitos, rinden un examen de 100 imágenes. Elegimos la mejor,
# anotamos **el error que mostró en ese examen** y la medimos en miles de imágenes que nadie ha mirado. Un
# examen es un sorteo: van 300, en cada uno de cinco repartos de los datos (las líneas finas).


# %%
def rookie(draw, learning_rate, seed):
    """Qué imágenes nuevas falla una red que estudió 300 dígitos."""
    train, told, _, test = trials.digits(0, validation=1000, test=3000, draw=draw)
    model = network(seed, learning_rate)
    model.fit(train.x[:300], told[:300], epochs=8, verbose=0)
    return {"wrong": model(test.x).argmax(axis=1) != test.y}


grid = {"draw": range(5), "learning_rate": [0.01, 0.02, 0.03]}
wrong = experiments.run(rookie, grid, seeds=range(10)).values("wrong")
rng = np.random.default_rng(SEED)
exam, apart, truth = lesson.runs.exams(wrong.reshape(5, 30, 3000), rng)
lesson.figures.exam_luck(exam, apart, truth)

# %% [markdown]
# **Qué se ve.** Con una candidata, el examen dice la verdad en promedio. Con treinta promete casi 4 puntos menos
# de error que el real. Elegir sirvió de algo (la verdad bajó menos de un punto), pero la ganadora es sobre
# todo la que **tuvo suerte** con esas 100 preguntas: en otro examen (◇) la suerte se acaba. Nadie estudió con el examen: **bastó con elegir**. Por eso
# el curso reparte así:
#
# | conjunto | para qué | cuántas veces se mira |
# |---|---|---|
# | **entrenamiento** | calcular los gradientes | en cada paso |
# | **validación** | elegir: tasa de aprendizaje, épocas, red | cuantas quieras, y por eso se gasta |
# | **prueba** (*test*) | contar el resultado | una |
#
# La celda que sigue, plegada, se llama «Comprobación»: ahí el cuaderno comprueba con `assert` lo que el texto
# afirmó. Hay varias en cada lección, y **puedes saltarlas**.

# %% tags=["comprobacion"]
assert np.sum(told != train.y) == 180
assert trials.error(model, train.x, told) == 0  # repite las 180 mentiras
assert 19 < new < 22 and (slope, w_new) == (-8, 1.3)
p = lib.activations.softmax(np.array([2.0, 1.0, -1.0]))
assert (decimal(p[1], 2), decimal(-np.log(p[1]))) == ("0,26", "1,35")
# con mentiras: hasta la época 4, entre la 4 y la 12, y después
fresh, repeated = (runs.mean(name, noise=0.2) for name in ("validation", "repeated"))
assert lesson.figures.memorizing(runs) == (4, 12)
assert 15.5 < fresh[3] < 16.5 and 10 < repeated[3] < 12
assert 60 < repeated[11] - repeated[3] < 72 and fresh[11] - fresh[3] > 5
assert repeated[-1] > 99 and abs(fresh[-1] - fresh[11]) < 2
clean, lied = (runs.mean("test", noise=noise) for noise in (0, 0.2))
assert 9.3 < clean < 10.3 and 20.5 < lied < 21.5 and 10.5 < lied - clean < 11.5
assert max(runs.mean("train", noise=noise)[-1] for noise in (0, 0.2)) < 0.5
# la suerte: ninguna con una candidata, casi 4 puntos con treinta, y nada en otro examen
luck = (truth - exam).mean(axis=0)
assert abs(luck[0]) < 0.3 and 3.5 < luck[-1] < 4.1
assert abs((truth - apart).mean(axis=0)).max() < 0.4
assert 0 < (truth[:, 0] - truth[:, -1]).mean() < 1  # elegir ayuda, pero poco

# %% [markdown]
# ## Explora: la tasa de aprendizaje
#
# De vuelta al valle de la neurona. ¿Cuánto conviene avanzar en cada paso? Tres respuestas, con seis pasos
# cada una:

# %%
lesson.figures.three_rates()

# %% [markdown]
# **Qué se ve.** Si es corta, llega tarde; si es excesiva, cada paso cruza al otro lado y queda **más
# arriba**: la pérdida explota. Hay una cuenta detrás: cada paso multiplica la distancia al fondo por
# $1 - 2\eta x^2$, que aquí es $1 - 8\eta$. Con $\eta = 0{,}125$ ese factor es 0 y basta un paso. (El tercer eje es más
# alto.) Mueve el control y busca: ¿dónde rebota para siempre?, ¿desde dónde explota? ¿Cuánto vale ahí el factor?

# %%
values = [0.005, 0.02, 0.05, 0.1, 0.125, 0.15, 0.2, 0.24, 0.25, 0.255, 0.26]
eta = widgets.slider("tasa de aprendizaje η", values, start=0.05)
widgets.explorer(lesson.figures.explore, eta=eta)

# %% [markdown]
# ## Paridad con Keras
#
# Prometimos que `course_lib` es Keras con una pieza más. Una promesa así se demuestra: la misma red con las dos,
# sin cambiar una letra; los mismos pesos para partir, los mismos lotes y 160 pasos. Para que ningún redondeo
# tape un error, calculan con unas 16 cifras (`float64`) y cada constante es una potencia de dos, que el
# computador guarda exacta.


# %%
def build(lib, learning_rate=2**-3, momentum=2**-1):
    dense = lib.layers.Dense
    model = lib.Sequential([lib.Input(shape=(784,)), dense(32, "relu"), dense(10)])
    loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(lib.optimizers.SGD(learning_rate, momentum=momentum), loss)
    return model


keras = parity.load_keras()
few = train.x[:256], train.y[:256]
with parity.use_floatx("float64"):
    pairs = lesson.runs.side_by_side(build(lib), build(keras), *few, SEED)
parity.compare(pairs, tolerance=1e-12)

# %% [markdown]
# ## ¿Cuándo falla?
#
# <a id="quiebre"></a>¿Y si no hay un Keras con que comparar? Una derivada mal escrita no avisa: la red aprende un
# poco peor y nadie se entera. El **chequeo de gradiente** la descubre. Mueve un número apenas, $h = 10^{-5}$,
# mira cuánto cambia el resultado y compara:
#
# $$\frac{\partial f}{\partial w} \approx \frac{f(w + h) - f(w - h)}{2h}$$
#
# Lo hace con cada peso y cada entrada de una capa; $f$ es la suma de sus salidas, cada una por un factor al
# azar. El **error relativo** es la diferencia dividida por el mayor valor de la derivada. Tres casos: la capa buena; una que **promedia** el gradiente del sesgo donde debe **sumarlo**, porque
# la pérdida ya dividió por $N$; y la buena otra vez, con un ejemplo de puros ceros.


# %%
class WrongDense(lib.layers.Dense):
    def backward(self, grad):
        d_x = super().backward(grad)
        self.bias.grad = grad.mean(axis=0)  # debe ser grad.sum(axis=0)
        return d_x


rng = np.random.default_rng(SEED)
batch = rng.standard_normal((6, 4))  # seis ejemplos al azar
zeros = np.vstack([batch[1:], np.zeros((1, 4))])
with lib.config.use_floatx("float64"):
    good, again = (lib.layers.Dense(3, "relu") for _ in range(2))
    cases = [("la buena", good, batch), ("promedia", WrongDense(3, "relu"), batch)]
    accused = lesson.runs.checked([*cases, ("la buena, con ceros", again, zeros)], rng)
lesson.figures.corner()

# %% [markdown]
# **Qué se ve.** Descubre a la culpable y acusa a una inocente. Con ceros en la entrada y el sesgo, que parte en 0, ReLU recibe justo un 0, y
# ahí no tiene derivada: la capa responde 0 y el chequeo mide ½. Si acusa, cambia el lote y repite: un
# quiebre desaparece; un error del código, no.

# %% [markdown]
# ## Lo que dice la clase
#
# Este curso acompaña una clase, *Fundamentos de la IA*, y la revisa frase por frase. Cada lección trae su parte,
# con la celda que la pone a prueba. Hoy, dos:
#
# | la clase dice | veredicto | por qué |
# |---|---|---|
# | El objetivo es «que el error de entrenamiento sea lo más bajo posible y que la diferencia entre este error de entrenamiento y error de test sea lo más pequeño posible» (R3) | **se sostiene**, y le falta un conjunto | Son dos objetivos que pueden pelearse: la red que memorizó cumplió el primero casi a la perfección ([curvas](#curvas)). Y falta la validación: quien elige con el test se engaña ([examen](#examen)). |
# | $\mathcal{L} = \frac{1}{n}\sum \text{error}(\hat y - y)$ (R5) | **matizar**: mejor $\text{error}(\hat y, y)$ | La resta basta para el error cuadrático; la entropía cruzada compara probabilidades, y con etiquetas que dudan ya no alcanza ([contraejemplo](#resta)). La misma clase lo escribe bien después, en «Escalando los valores de entrada». |
#
# Y este es el total del curso, contado de sus tablas:

# %%
for verdict, count in claims.count().items():
    print(f"{verdict:<12} {count}")
print("Afirmaciones", sum(claims.count().values()))

# %% [markdown]
# ## Ejercicios
#
# Dos cortos. Cambia `None` por tu respuesta y ejecuta la celda. Abre **una** pista y vuelve a intentarlo.

# %% [markdown]
# ### A. Un paso, a mano (5 minutos)
#
# La misma neurona, $\hat y = w\,x$ con pérdida $(\hat y - y)^2$. Ahora $x = 3$, $y = 3$, $w = 2$ y
# $\eta = 0{,}05$. ¿Cuánto vale $w$ después de **un** paso?
#
# <details><summary>Pista 1</summary>Primero la predicción y el error; recién después la derivada.</details>
# <details><summary>Pista 2</summary>La derivada es 2 · error · x, y aquí es positiva: w debe bajar.</details>
# <details><summary>Pista 3</summary>Predice 6, el error es 3 y la pendiente 2 · 3 · 3 = 18. Falta restar η · 18.</details>

# %%
w_1 = None  # tu respuesta
quizzes.check("00", w_1=w_1)

# %% [markdown]
# ### B. La tasa de aprendizaje más grande que no explota (5 minutos)
#
# Con $x = 2$ el descenso explota si $\eta > 0{,}25$. Con $x = 5$, ¿desde qué $\eta$ explota? (Fíjate cuánto cambia
# el límite al agrandar la entrada: es el tema de la lección 07.)
#
# <details><summary>Pista 1</summary>En Explora está el factor que multiplica la distancia al fondo en cada paso.</details>
# <details><summary>Pista 2</summary>El factor es 1 − 2ηx². Explota si su tamaño pasa de 1.</details>
# <details><summary>Pista 3</summary>Con x = 5 el factor es 1 − 50η. ¿Cuándo vale −1?</details>

# %%
eta_max = None  # tu respuesta
quizzes.check("00", eta_max=eta_max)

# %% [markdown]
# ## Cuestionario
#
# Cuatro preguntas. Al responder se explica **cada** alternativa, también las que no elegiste.

# %%
widgets.quiz(quizzes.load("00"))

# %% [markdown]
# ## Resumen
#
# 1. Entrenar es repetir tres cosas: predecir, derivar la pérdida y dar un paso contra la pendiente.
# 2. En los puntajes, el gradiente de softmax con entropía cruzada es $p - y$: lo que dio menos lo que debía.
# 3. Con SGD con momento, $\eta = 0{,}03$ y 600 pasos, la red graba casi todas las mentiras: casi 0 % de error
#    en lo estudiado y 21 % en lo nuevo. Sin mentiras, 10 %.
# 4. La validación elige y se gasta; la prueba se mira una vez. Elegir con ella la vuelve optimista.
# 5. El chequeo de gradiente dice si `backward` está bien; si acusa, repite con otro lote.
#
# **En Keras se escribe así**, y aquí también: cambia `keras` por `lib` y agrega `backward` cuando quieras
# mirar.
#
# ```python
# model = keras.Sequential([
#     keras.Input(shape=(784,)),
#     keras.layers.Dense(128, activation="relu", kernel_initializer="he_normal"),
#     keras.layers.Dense(128, activation="relu", kernel_initializer="he_normal"),
#     keras.layers.Dense(10),
# ])
# model.compile(
#     optimizer=keras.optimizers.SGD(learning_rate=0.03, momentum=0.9),
#     loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
#     metrics=["accuracy"],
# )
# model.fit(x, y, batch_size=50, epochs=30, validation_data=(x_val, y_val))
# ```

# %% [markdown]
# ## Para profundizar
#
# Nada de aquí hace falta después. Cada parte se lee sola.

# %% [markdown]
# ### En course_lib: la capa densa
#
# <a id="capa-densa"></a>Con $N$ ejemplos de $D$ números y $U$ neuronas, $x$ es $(N, D)$, $W$ es $(D, U)$ y la respuesta, $(N, U)$. Léela junto
# a la figura de la red: `grad` es lo que llega de vuelta; `rows`, lo mismo antes de la activación;
# `x.T @ rows` es $\partial L/\partial W$, nuestro `2 * (w * x - y) * x` con matrices; y `d_z @ W.T`, lo que recibe la
# capa anterior. Los `reshape` permiten que $x$ tenga más de dos ejes.

# %%
import inspect

print(inspect.getsource(lib.layers.Dense.call))
print(inspect.getsource(lib.layers.Dense.backward))

# %% [markdown]
# ### ¿Y con otra tasa de aprendizaje?
#
# <a id="otra-tasa"></a>Las curvas usaron $\eta = 0{,}03$. Las mismas mentiras y los mismos 600 pasos, con otras dos, y tres
# semillas cada una:

# %% tags=["nbval-ignore-output"]
others = {"noise": [0.2], "learning_rate": [0.003, 0.1]}
wider = experiments.run(study, others, seeds=range(3))
for eta in others["learning_rate"]:
    repeated = wider.mean("repeated", learning_rate=eta)[0]
    fresh = wider.mean("validation", learning_rate=eta)[0]
    print(
        f"η = {decimal(eta)}: repite {repeated[-1]:.0f} % de las mentiras; de lo nuevo",
        end=" ",
    )
    print(f"falla {fresh.min():.0f} % en su mejor época y {fresh[-1]:.0f} % al final")

# %% tags=["comprobacion"]
assert wider.mean("repeated", learning_rate=0.003)[0, -1] < 20  # todavía no memoriza
assert wider.mean("repeated", learning_rate=0.1)[0, -1] > 90
fresh = wider.mean("validation", learning_rate=0.1)[0]
assert fresh.argmin() < 12 and fresh[-1] - fresh.min() > 3

# %% [markdown]
# Con la más chica, 600 pasos no alcanzan para memorizar. Con la más grande la historia se repite: graba casi
# todas las mentiras, y en lo nuevo termina peor que en su mejor época.

# %% [markdown]
# ### El caso del 0,9
#
# <a id="caso"></a>¿Y por qué potencias de dos? Con un momento de 0,9, el de siempre, las dos bibliotecas se
# separan. ¿Error nuestro? ¿De Keras? Una sospecha: 0,9 no es exacto en binario, y Keras sobre TensorFlow lo
# redondea a `float32` aunque le pidas 64 bits. Si es eso, bastará darle a nuestra red **el mismo 0,9
# redondeado**. La mayor diferencia entre dos pesos gemelos, con dos tasas de aprendizaje:

# %% tags=["nbval-ignore-output"]
moments = {"0,9": 0.9, "0,9 redondeado": float(np.float32(0.9))}
gaps = {}
with parity.use_floatx("float64"):
    for n in (32, 8):
        theirs = lesson.runs.trained(build(keras, 1 / n, 0.9), *few, SEED)
        for name, moment in moments.items():
            ours = lesson.runs.trained(build(lib, 1 / n, moment), *few, SEED)
            gaps[name, n] = parity.max_difference(ours, theirs)
            print(f"η = 1/{n:<2}  momento {name:<14}  {gaps[name, n]:.0e}")

# %% [markdown]
# **Caso cerrado**: al redondear igual, la diferencia se desploma. No estaba en las derivadas, sino en una
# constante. Ante dos resultados distintos no digas «será el redondeo»: **demuéstralo**.
#
# Compara ahora las filas de 1/32 con las de 1/8. Con pasos cuatro veces mayores, la misma migaja crece entre miles y
# cien mil veces: es el **efecto mariposa**. Las derivadas siguen bien; lo que pierde sentido es preguntar si dos
# entrenamientos bruscos llegan al mismo peso. Por eso comparamos con Keras en entrenamientos calmos, y los
# resultados del curso se apoyan en varias semillas.

# %% tags=["comprobacion"]
assert max(accused["la buena"].values()) < 1e-7
assert [name for name, gap in accused["promedia"].items() if gap > 1e-2] == ["b"]
assert accused["la buena, con ceros"]["b"] > 1e-2
(usual, solved), (loud, faint) = ([gaps[name, n] for name in moments] for n in (32, 8))
assert (
    solved < 1e-12 and 1e-9 < usual < 1e-6
)  # redondeado igual, la diferencia se desploma
assert loud > 1e3 * usual and 1e-9 > faint > 1e3 * solved  # el efecto mariposa

# %% [markdown]
# ### La resta que no alcanza
#
# <a id="resta"></a>Dos respuestas con la **misma** resta, $\hat y - y = -0{,}1$: un 0,9 donde la verdad es 1, y un 0,4
# donde la verdad es 0,5 (una etiqueta que duda, mitad y mitad). El error cuadrático no las distingue. A la
# entropía cruzada hay que descontarle lo que cobra hasta a la respuesta perfecta; lo que sobra es lo que
# cobra por el error:

# %%
square, cross = lib.losses.MeanSquaredError(), lib.losses.BinaryCrossentropy()
for true, answer in ((1.0, 0.9), (0.5, 0.4)):
    y, y_hat = [[true]], [[answer]]
    extra = cross(y, y_hat) - cross(y, y)
    print(f"verdad {decimal(true)}, respuesta {decimal(answer)}:", end=" ")
    print(f"cuadrático {decimal(square(y, y_hat))}, cruzada {decimal(extra, 2)}")

# %% [markdown]
# La misma resta, y por la primera cobra cinco veces más. Con etiquetas de 0 o 1 la resta sí alcanza; con las
# que dudan, no.

# %% tags=["comprobacion"]
sure, doubtful = (
    cross([[1.0]], [[0.9]]),
    cross([[0.5]], [[0.4]]) - cross([[0.5]], [[0.5]]),
)
assert 5 < sure / doubtful < 5.5

# %% [markdown]
# ## Glosario y referencias
#
# {{glosario}}
#
# - LeCun, Bottou, Bengio y Haffner (1998). *Gradient-based learning applied to document
#   recognition*. [doi:10.1109/5.726791](https://doi.org/10.1109/5.726791). Los dígitos MNIST.
# - Rumelhart, Hinton y Williams (1986). *Learning representations by back-propagating errors*.
#   [doi:10.1038/323533a0](https://doi.org/10.1038/323533a0). La retropropagación.
# - Zhang, Bengio, Hardt, Recht y Vinyals (2017). *Understanding deep learning requires rethinking
#   generalization*. [arXiv:1611.03530](https://arxiv.org/abs/1611.03530). Redes que memorizan
#   etiquetas al azar.
# - Arpit et al. (2017). *A closer look at memorization in deep networks*.
#   [arXiv:1706.05394](https://arxiv.org/abs/1706.05394). Primero lo simple, después las mentiras.
# - Cawley y Talbot (2010). *On over-fitting in model selection and subsequent selection bias in
#   performance evaluation*. JMLR 11:2079–2107. [Texto](https://jmlr.org/papers/v11/cawley10a.html).
#   El engaño de elegir.
# - Goodfellow, Bengio y Courville (2016). *Deep Learning*, capítulo 5. MIT Press.
#   [deeplearningbook.org](https://www.deeplearningbook.org). Sus dos objetivos coinciden con los de la
#   clase.
