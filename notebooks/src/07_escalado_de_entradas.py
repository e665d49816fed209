# %% [markdown]
# # 07 · Escalado de entradas: la forma del valle
#
# La edad va de 18 a 100; el salario mensual, en pesos, de cientos de miles a millones. Con la misma neurona,
# escalar es la diferencia entre miles de millones de pasos (billones, si quieres la última millonésima) y
# menos de cinco. Por qué, con qué fórmula, y cuándo da lo mismo.

# %% [markdown]
# ## Ficha
#
# - **Objetivos**: calcular el número de condición y la mayor tasa estable; separar lo que arregla centrar de
#   lo que arregla dividir; corregir la fórmula de la lámina; escalar sin mirar la prueba; elegir entre
#   min-max, estándar y robusto; decir qué **no** arregla escalar.
# - **Requisitos**: lecciones 00 y 01. Media, desviación y valores propios.
# - **Lectura**: 30 minutos.
# - **Ejecución**: {{tiempo}}
# - **Clase**: láminas «Escalando los valores de entrada (X)».

# %% [markdown]
# Además de lo de siempre, `scalers` y una tabla real que trae scikit-learn.

# %%
import inspect

import numpy as np
from sklearn import preprocessing, tree
from sklearn.datasets import load_diabetes

import course_lib as lib
from course_lib.lab import datasets, experiments, parity, widgets
from course_lib.lab.gradcheck import gradient_errors
from course_lib.lab.scalers import MinMaxScaler, RobustScaler, StandardScaler
from course_lib.lab.text import decimal
from course_lib.lessons import lesson_07 as lesson
from course_lib.lessons import quizzes

valley = lesson.valley
SEED = 1

# %% [markdown]
# ## La pregunta: ¿qué tasa sirve?
#
# <a id="datos"></a>Mil personas **inventadas** por el curso: edad, salario mensual (mediana, \$650.000) y gasto
# en salud, en miles de pesos. El gasto sube con la edad y apenas con el salario. Con 500 se estudia y con
# 500 se valida.

# %%
rng = np.random.default_rng(SEED)
people, spending = datasets.make_people(1000, rng)
x, y, x_val, y_val = people[:500], spending[:500], people[500:], spending[500:]
for age, salary in x[:3]:
    print(f"{age:.0f} años,", f"${salary:,.0f}".replace(",", "."))

# %% [markdown]
# Una red de 16 neuronas con ReLU los estudia **crudos** o **estandarizados**: a cada columna se le resta su
# media y se la divide por su desviación.


# %%
standard = StandardScaler().fit(x)


def build(lib, rate=0.001, optimizer="SGD", first=(), **options):
    """Red 2-16-1 que contesta un número; `first` son capas que van antes."""
    dense = lib.layers.Dense
    layers = [lib.Input(shape=(2,)), *first, dense(16, "relu"), dense(1)]
    model = lib.Sequential(layers, **options)
    model.compile(optimizer=getattr(lib.optimizers, optimizer)(rate), loss="mse")
    return model


def attempt(scale, rate, optimizer, seed):
    """Error de validación (1 es contestar el promedio) después de 30 épocas."""
    into = standard.transform if scale == "estándar" else np.asarray
    model = build(lib, rate, optimizer, seed=seed)
    with np.errstate(over="ignore", invalid="ignore"):
        model.fit(into(x), y[:, None], batch_size=50, epochs=30, verbose=0)
        error = np.mean((model(into(x_val))[:, 0] - y_val) ** 2) / y_val.var()
    return {"error": np.nan_to_num(error, nan=1000).clip(max=1000)}


# %% [markdown]
# La tasa va de $10^{-15}$ a 1, **multiplicando por diez** cada vez, con cinco semillas. Lo que pasa de 1.000
# se anota como 1.000.

# %%
RATES, SCALES = [float(f"1e{k}") for k in range(-15, 1)], ["crudo", "estándar"]
grid = {"scale": SCALES, "rate": RATES, "optimizer": ["SGD"]}
hook = experiments.run(attempt, grid, seeds=range(5)).values("error")[:, :, 0]
lesson.figures.no_rate_works(RATES, dict(zip(SCALES, hook, strict=True)))
raw, scaled = hook.mean(axis=2)
assert raw.min() > 1 and scaled.min() < 0.12 and (scaled < 0.2).sum() >= 2
assert 0.5 < hook[0].min() < 0.7 and round(np.mean(y_val**2) / y_val.var()) == 8
assert abs(raw[4:6] - 8).max() < 0.2 and attempt("crudo", 0, "SGD", 0)["error"] == 1000

# %% [markdown]
# **Qué se ve.** Con los datos crudos y tasas ínfimas, la red ni se mueve de su partida, que es enorme; con
# las del medio se apagan sus ReLU y contesta una constante (8 es contestar 0); con las grandes explota. En
# promedio, **ninguna** de las dieciséis le gana a contestar lo mismo a todos; la mejor corrida llega a 0,6.
# Con los estandarizados, misma red y mismas personas, hay tasas que dejan el error en un décimo. ¿Qué tiene
# de malo medir en pesos?

# %% [markdown]
# ## Predice
#
# La lámina lleva las entradas «entre 0 y 1» con $\frac{x}{\max-\min}$. Una columna trae el año de
# construcción de unas casas, de 1950 a 2024.

# %%
question = "¿Entre qué valores queda el año con la fórmula de la lámina?"
options = ["0 y 1", "−0,5 y 0,5", "0,96 y 1", "26,4 y 27,4"]
bet = widgets.prediction(question, options, key="07-anio")
bet

# %% [markdown]
# ## La idea: el valle tiene forma
#
# <a id="idea"></a>Una neurona lineal, $\hat y=w_1x_1+w_2x_2+b$, con error cuadrático. Su gradiente es
#
# $$\frac{\partial L}{\partial w_j}=\frac2n\sum_i(\hat y_i-y_i)\,x_{ij}$$
#
# **Cada peso recibe el error multiplicado por su entrada.** A mano: dos personas, de 20 años y \$400.000, y
# de 60 años y \$1.000.000, que gastan 30 y 80. Los pesos parten en 0.

# %%
X, target = np.array([[20, 400_000], [60, 1_000_000]]), np.array([30, 80])
gradient = X.T @ (0 - target)  # 2/n = 1
print("edad:", decimal(gradient[0], 2), "  salario:", decimal(gradient[1], 2))
assert gradient.tolist() == [-5400, -92_000_000]

# %% [markdown]
# Con una misma tasa, el peso del salario se mueve 17.000 veces más que el de la edad. Para ver qué hace eso,
# mide los pesos desde el mínimo, $e=w-w^*$. (Sin sesgo por ahora; después será una columna de unos.) En el
# mínimo el gradiente es cero, $X^\top(Xw^*-y)=0$. Por eso, con $H=\frac2nX^\top X$,
#
# $$\nabla L=\frac2nX^\top(Xw-y)=\frac2nX^\top X(w-w^*)=He$$
#
# La pérdida es un valle, $\frac12e^\top He$ más una constante, y el paso $w\leftarrow w-\eta\nabla L$ queda:
#
# $$e\leftarrow(I-\eta H)\,e$$
#
# En cada dirección propia de $H$ la distancia se multiplica por $1-\eta\lambda$: $\lambda$ es la **curvatura**.
# De ahí salen las dos reglas de la lección:
#
# 1. Si $\eta>2/\lambda_{\max}$, la dirección más curva rebota y **explota**. Esa es la tasa límite.
# 2. Con $\eta=1/\lambda_{\max}$, la más plana se multiplica por $1-1/\kappa$, con
#    $\kappa=\lambda_{\max}/\lambda_{\min}$: el **número de condición**. Hacen falta unos $\kappa$ pasos para
#    achicarla a un tercio.
#
# A mano, con curvaturas 100 y 1, $\kappa=100$ y $\eta=1/100$: después de cien pasos, ¿cuánto falta?

# %%
e = np.array([1.0, 1.0])
for _ in range(100):
    e = e - 0.01 * np.array([100, 1]) * e
print("falta", *map(decimal, e), "  la cuenta: 0 y 0,99 a la 100 =", decimal(0.99**100))
assert np.allclose(e, [0, 0.99**100])

# %% [markdown]
# Escalar es **cambiarle la forma al valle**. Las dos recetas, en tres edades:
#
# $$\text{min-max: }\frac{x-\min}{\max-\min}\qquad\text{estandarizar: }\frac{x-\mu}{\sigma}$$

# %%
ages = np.array([20, 40, 60])
print("min-max    ", *map(decimal, (ages - 20) / (60 - 20)))
print("estándar   ", *map(decimal, (ages - ages.mean()) / ages.std()))
print("la lámina  ", *map(decimal, ages / (60 - 20)))

# %% [markdown]
# ## En course_lib
#
# Keras trae dos capas, `Normalization` y `Rescaling`. Para lo demás está `scalers`, con los nombres de
# scikit-learn: `fit` aprende un centro y una escala por columna, y `transform` los usa. Y `valley` sabe del
# valle: `with_bias` agrega una columna de unos, cuyo peso es el sesgo; `minimum` entrega $w^*$; `condition` es
# $\kappa$; `largest_rate`, la tasa límite; y `gap`, cuánto falta después de muchos pasos **sin darlos**,
# porque en cada dirección propia un paso multiplica por $1-\eta\lambda$.

# %%
print(inspect.getsource(StandardScaler.fit))
print(inspect.getsource(valley.gap))

# %% [markdown]
# ## Comprueba
#
# <a id="comprueba"></a>Lo que cada escalador promete, que se puede deshacer y que el gradiente cruza la capa `Normalization`.

# %%
rng = np.random.default_rng(SEED)
z, unit = standard.transform(x), MinMaxScaler().fit_transform(x)
assert np.allclose(z.mean(axis=0), 0) and np.allclose(z.std(axis=0), 1)
assert unit.min() == 0 and unit.max() == 1
assert np.allclose(standard.inverse_transform(z), x)
with lib.config.use_floatx("float64"):
    layer = lib.layers.Normalization()
    layer.adapt(x)
    net = lib.Sequential([layer, lib.layers.Dense(3, "tanh")], seed=SEED)
    errors = gradient_errors(net, x[:6], rng=rng)
print("derivadas: se espera < 1e-7 ", "✓" if max(errors.values()) < 1e-7 else "✗")
assert max(errors.values()) < 1e-7

# %% [markdown]
# Y que `gap` dice lo mismo que cien pasos de verdad:

# %%
A, w = valley.with_bias(unit), np.zeros(3)
rate = valley.largest_rate(A) / 2  # η = 1/λ_max
for _ in range(100):
    gradient = 2 / len(y) * A.T @ (A @ w - y)
    w = w - rate * gradient
floor, reached = (np.mean((A @ v - y) ** 2) for v in (valley.minimum(A, y), w))
assert np.isclose((reached - floor) / (np.mean(y**2) - floor), valley.gap(A, y, 100))

# %% [markdown]
# ## Experimentos
#
# Primero la neurona lineal, donde todo se puede calcular. Después, redes.

# %% [markdown]
# ### ¿Manda el salario?
#
# <a id="importa"></a>La clase dice que la red «podría interpretar que el salario es más importante». Con los
# pesos en 0, el gradiente del salario dividido por el de la edad:

# %%
for name, table in {"crudo": x, "estándar": z}.items():
    age, salary = abs(table.T @ y)
    print(f"{name:<9} {decimal(salary / age, 2)}")
assert 10_500 < abs(x.T @ y)[1] / abs(x.T @ y)[0] < 11_500

# %% [markdown]
# ¿Y cuánto explica cada columna **sola**? Debajo, los pesos de la mejor recta.

# %%
tables = {"edad": x[:, :1], "salario": x[:, 1:], "las dos": x, "las dos, escaladas": z}
tables = {name: valley.with_bias(table) for name, table in tables.items()}
best = {name: valley.minimum(A, y) for name, A in tables.items()}
share = {name: 1 - np.var(y - A @ best[name]) / np.var(y) for name, A in tables.items()}
print("  ".join(f"{name} {100 * part:.0f} %" for name, part in share.items()))
age, salary, _ = best["las dos"]
print("pesos: edad", decimal(age, 2), " salario", decimal(salary, 2))
same = [tables[name] @ best[name] for name in ("las dos", "las dos, escaladas")]
assert np.allclose(*same) and share["edad"] > 0.75 > 0.1 > share["salario"]

# %% [markdown]
# El gradiente del salario es once mil veces mayor y es la edad la que explica el gasto. Y la mejor recta
# contesta **lo mismo** con cualquier escala. No es «importancia»: es **curvatura**. El peso del salario
# necesita una tasa minúscula para no explotar, y con ella el de la edad no avanza. Ojo: el que recibe el
# gradiente enorme es el peso **chico**. Manda la entrada grande, no el parámetro grande.

# %% [markdown]
# ### El valle
#
# <a id="valle"></a>Los dos pesos, sin sesgo para poder dibujarlos, medidos desde el mínimo. Parten del mismo punto
# y dan 30 pasos con $\eta=1/\lambda_{\max}$.

# %%
tables = {"crudo": x, "min-max": unit, "estándar": z}
lesson.figures.valleys(tables)
for name, table in tables.items():
    print(f"{name:<9} tasa límite {decimal(valley.largest_rate(table), 2)}")
left = [np.linalg.norm(valley.walk(table)[-1]) for table in tables.values()]
assert left[0] > 0.89 and 0.05 < left[1] < 0.5 and left[2] < 1e-6
assert 20_000 < np.sqrt(valley.condition(x)) < 22_000

# %% [markdown]
# **Qué se ve.** Crudo: en un paso cae al fondo de una zanja y ahí se queda; el peso de la edad no avanza nada.
# La elipse es $\sqrt\kappa$ veces más larga que ancha, unas veinte mil: por eso se ve recta. Min-max: una
# elipse, **inclinada** porque las dos entradas son siempre positivas y tiran juntas. Estandarizado: casi un
# círculo, y el gradiente apunta al mínimo.

# %% [markdown]
# ### ¿Cuántos pasos?
#
# <a id="pasos"></a>Ahora con sesgo: ¿cuántos pasos, hasta que falte una millonésima de lo que se puede bajar? Cuatro
# escalas; la segunda es la de la lámina.

# %%
tables = {"crudo": x, "x/(máx − mín)": x / np.ptp(x, axis=0)} | tables
tables = {name: valley.with_bias(table) for name, table in tables.items()}
count = lesson.figures.countdown(tables, y)
for name, steps in count.items():
    kappa = decimal(valley.condition(tables[name]), 2)
    print(f"{name:<14} κ = {kappa:<8}  pasos: {decimal(steps, 2)}")
assert 60 < count["crudo"] / 1e6 / 86_400 < 80 and count["estándar"] == 4
age_left, bias_left = (valley.gap(tables["crudo"], y, steps) for steps in (1e7, 1e10))
assert age_left > 0.2 and 4e-6 < bias_left < 6e-6
assert 1e9 < valley.steps_to(tables["crudo"], y, 1e-3) < 1.5e9
assert valley.steps_to(tables["estándar"], y, 1e-3) == 2
assert 400 < count["min-max"] < count["x/(máx − mín)"] < 1000

# %% [markdown]
# **Qué se ve.** De billones de pasos a cuatro. A un millonésimo de segundo cada uno, crudo demora más de dos
# meses, y por escalones: al primer paso acomoda el salario, a los mil millones la edad, al billón el sesgo.
# Ojo: el sesgo vale cinco millonésimas de la bajada. Si te basta que falte una milésima, son mil millones de
# pasos contra dos. Una sorpresa: con estos datos la fórmula de la lámina, aunque esté mal, baja casi como
# min-max. No va a durar.

# %% [markdown]
# ### ¿Centrar o dividir?
#
# <a id="cuadrado"></a>Estandarizar hace dos cosas. Separémoslas con la edad sola y el sesgo: son dos pesos y se
# pueden dibujar.

# %%
age = x[:, :1]
cells = [[age, age - age.mean()], [age / age.std(), z[:, :1]]]
cells = [[valley.with_bias(table) for table in row] for row in cells]
(plain, centered), (divided, both) = lesson.figures.square(cells)
assert plain > 2e4 and 500 < centered < 700 and 50 < divided < 90 and both < 1.001

# %% [markdown]
# **Qué se ve.** Centrar **endereza** las elipses: el peso y el sesgo dejan de estorbarse. Dividir las
# **acorta**. Cada una ayuda, y solo con las dos queda un círculo. En una red, si todas las entradas son
# positivas, con cada ejemplo **todos** los pesos de una neurona suben o todos bajan, y para ir en diagonal
# hay que zigzaguear: por eso LeCun pide centrar.

# %% [markdown]
# ### La fórmula de la lámina
#
# <a id="lamina"></a>A $\frac{x}{\max-\min}$ le falta restar el mínimo. El ancho queda en 1; el lugar, no.

# %%
year, week = np.arange(1950, 2025), np.array([-5, 35])
columns = {"edad": np.array([18, 100]), "temperatura": week, "año": year}
landed = lesson.figures.intervals(columns)
assert np.allclose(landed["edad"], [0.22, 1.22], atol=0.005)
assert np.allclose(landed["año"], [26.4, 27.4], atol=0.05)

# %% [markdown]
# **Qué se ve.** La edad queda en [0,22; 1,22]; el año de construcción, en [26,4; 27,4]. ¿Importa? El valle de
# una neurona que recibe el año:

# %%
pair = [valley.with_bias(column) for column in ((year - 1950) / 74, year / 74)]
right, slide = map(valley.condition, pair)
print(f"κ con min-max: {decimal(right, 2)}; con la lámina: {decimal(slide, 2)}")
assert right < 20 and slide > 5e6

# %% [markdown]
# Seis millones contra diecinueve. (La lámina pone de ejemplo la antigüedad y el **valor** de una vivienda. El
# valor suele ser lo que se predice, y entonces no es una entrada.) ¿Tu apuesta?

# %%
why = "Al dividir por 74 sin restar 1950, el ancho queda en 1; el lugar, en 26,4."
widgets.reveal(bet, answer="26,4 y 27,4", explanation=why)

# %% [markdown]
# ### Un cero de más
#
# <a id="atipicos"></a>Alguien digita mal **un** salario entre 500: en vez de \$4.242.000, \$42.420.000. Los tres
# escaladores, antes y después.

# %%
spoiled, rich = x.copy(), x[:, 1].argmax()
spoiled[rich, 1] *= 10
assert spoiled[rich, 1] == 42_420_000
pairs = {
    scaler.__name__: [scaler().fit_transform(table) for table in (x, spoiled)]
    for scaler in (MinMaxScaler, StandardScaler, RobustScaler)
}
lesson.figures.outlier(pairs, rich)
assert 8 < pairs["StandardScaler"][0][rich, 1] < 9

# %% [markdown]
# **Qué se ve.** Min-max usa los dos extremos: un solo dato aplasta a los otros 499 contra el 0. El estándar
# también los aprieta. El robusto, que mira la mediana y los cuartiles, los deja donde estaban, y el error
# queda en 84. Ninguno vuelve normal la distribución: estandarizar no quita la cola, y antes del error ese
# salario ya estaba a más de 8 desviaciones. En la condición, que sigue, min-max y robusto empeoran. El
# estándar no, porque su varianza es 1 pase lo que pase, y eso esconde que los demás quedaron apretados.
# Ninguno reemplaza **mirar los datos**.

# %%
for name, pair in pairs.items():
    before, after = (valley.condition(valley.with_bias(table)) for table in pair)
    print(f"{name:<14} {decimal(before, 2)} → {decimal(after, 2)}")
    assert after < 1.5 if name == "StandardScaler" else after > 4 * before
assert round(pairs["RobustScaler"][1][rich, 1]) == 84

# %% [markdown]
# ### ¿Con qué datos se mide la media?
#
# <a id="fuga"></a>Solo con los de entrenamiento. La tabla real: 442 personas con diabetes, diez mediciones y cuánto
# avanzó la enfermedad en un año. El modelo, `ridge`, es la regresión con penalización (el cobro λ) de la
# lección 01.

# %%
data = load_diabetes(scaled=False)
medical, progress, names = data.data, data.target, data.feature_names
for name in ("age", "s1", "s5"):
    column = medical[:, names.index(name)]
    print(f"{name:<4} de {decimal(column.min())} a {decimal(column.max())}")


def ridge(table, y, lam):
    """Los pesos que minimizan el error cuadrático más lam·Σw²."""
    cost = lam * np.eye(table.shape[1])
    return np.linalg.solve(table.T @ table / len(y) + cost, table.T @ y / len(y))


# %% [markdown]
# Dos trampas: medir la media **con todos**, prueba incluida (fuga de datos), y escalar la prueba **aparte**, con
# su propia media. La prueba son 30 personas; se anota cuánto cambia la **raíz del error cuadrático medio**
# (RMSE), en puntos de avance de la enfermedad: es de unos 67 si se estudia con 20 personas y de 55 con 222.
# Y un control: medir la media con otras 30 personas, que **no** son de la prueba.


# %%
def cheat(size, seed):
    """Cuánto cambia el error de prueba por escalar con trampa."""
    chance, held = np.random.default_rng(seed), {"validation": 412 - size, "test": 30}
    split = datasets.train_val_test_split(medical, progress, **held, rng=chance)
    (seen, y), (others, _), (new, truth) = split
    own, apart = StandardScaler().fit(seen), StandardScaler().fit(new)
    everyone, more = (
        StandardScaler().fit(np.vstack([seen, extra])) for extra in (new, others[:30])
    )
    error = []
    for first, second in [(own, own), (everyone, everyone), (own, apart), (more, more)]:
        a, b = first.transform(seen), second.transform(new)
        w = ridge(a - a.mean(axis=0), y - y.mean(), 0.1)
        miss = (b - a.mean(axis=0)) @ w + y.mean() - truth
        error.append(np.sqrt(np.mean(miss**2)))
    ways = ("con todos", "aparte", "con otros 30")
    return {"bien": error[0]} | dict(zip(ways, np.array(error[1:]) - error[0]))


# %% [markdown]
# Con 20, 50 y 222 personas para estudiar; 200 repartos de cada uno. Punto: promedio; barra: 90 % de los
# repartos; sobre 0, peor.

# %%
changes = experiments.run(cheat, {"size": [20, 50, 222]}, seeds=range(200))
lesson.figures.leak(changes)
leaked, apart, more = map(changes.values, ("con todos", "aparte", "con otros 30"))
assert -0.85 < leaked[0].mean() < -0.65 and abs(leaked[2]).mean() < 0.1
assert -0.65 < more[0].mean() < -0.45 and -0.3 < (leaked - more)[0].mean() < -0.1
assert apart[0].mean() < 0 and apart[1:].mean(axis=1).min() > 1
assert (abs(np.quantile(apart, [0.05, 0.95], axis=1)) > 2).all()
assert abs(changes.mean("bien")[[0, 2]] - [67, 55]).max() < 1.5

# %% [markdown]
# **Qué se ve.** Con 222 personas, escalar con todos no se nota. Con 20 el error baja tres cuartos de punto, pero
# medio punto es mejora **de verdad**: con 30 personas ajenas a la prueba pasa lo mismo, porque 20 son pocas
# para estimar una desviación. La fuga propiamente tal son dos décimas, y existe solo porque `ridge` cobra:
# sin cobro la escala no cambia la respuesta. Hacerlo bien, en todo caso, es gratis.
#
# Escalar la prueba **aparte** mueve el error varios puntos, para cualquier lado; en promedio empeora desde 50
# personas. Y puede ser un desastre: abajo, la neurona de los gastos, con las personas de 70 años o más como
# si fueran un conjunto nuevo. Escaladas entre ellas, «vuelven» a la edad media. Y una persona sola, con su
# propia media, es siempre 0. Por eso las estadísticas **se guardan con el modelo**. Y con min-max, un dato
# nuevo puede salirse de [0, 1]: no es un error.

# %%
old, w = x_val[:, 0] >= 70, valley.minimum(valley.with_bias(z), y)
ways = {"estudio": standard, "aparte": StandardScaler().fit(x_val[old])}
for name, known in ways.items():
    wrong = valley.with_bias(known.transform(x_val[old])) @ w - y_val[old]
    print(f"{name:<8} RMSE: {np.sqrt(np.mean(wrong**2)):.0f} mil pesos")
assert np.sqrt(np.mean(wrong**2)) > 30
assert (StandardScaler().fit_transform(x_val[:1]) == 0).all()
assert MinMaxScaler().fit(x).transform(spoiled).max() > 5

# %% [markdown]
# ### Píxeles
#
# <a id="pixeles"></a>Dividir por 255 es min-max con extremos **conocidos**, 0 y 255: no hay nada que aprender de los
# datos. Una red 784-128-10 en cinco escalas: de 0 a 255, de 0 a 1, estándar (una media y una desviación para
# todos los píxeles), por píxel, y por píxel recortando a ±5 lo que sale. Son 1.000 pasos y cinco semillas;
# seis tasas, de $10^{-5}$ a 1, elegidas en validación, que es lo que muestra la figura; al final, el error de
# prueba. Ya calculado: `curso tablas 07`.

# %%
pixels = lesson.table("07_pixeles")
sgd, adam = lesson.figures.pixels(pixels).T
for name, a, b in zip(pixels.grid["scale"], sgd, adam):
    print(f"{name:<9} prueba: SGD {decimal(a, 2)} %, Adam {decimal(b, 2)} %")

# %% [markdown]
# **Qué se ve.** De 0 a 255 la mejor tasa de SGD es $10^{-4}$ y falla 16 %; con 0,01 o más no aprende. De 0 a 1,
# con tasa 0,1, falla la mitad. La estándar gana, y a los 300 pasos ya está donde la otra termina. Y una
# sorpresa: estandarizar **cada píxel** por su cuenta es peor que todos juntos. Ya compartían unidad, y un
# píxel del borde que casi nunca se prende recibe una desviación ínfima: cuando se prende, grita. Prendido en
# una sola de $N$ imágenes, queda a $\sqrt N$ desviaciones. Recortando a ±5, por píxel vuelve a 6 %.

# %%
curves, tried = (
    pixels.tuned("curve", open_ends=True).mean(axis=2)[:, 0],
    pixels.mean("test")[:, 0],
)
rates = pixels.mean("validation").argmin(axis=2)[:, 0]
assert rates.tolist() == [1, 4, 4, 4, 4] and tried[0, 3:].min() > 70
assert curves[2, 2] < curves[1, -1] and sgd[2] < sgd[1] and sgd[3] > sgd[2] + 1
assert 15 < sgd[0] < 17 and sgd[0] > 2 * sgd[1] and 9 < adam[0] < 10.5
assert 5.7 < sgd[4] < 6.5
images = datasets.load_mnist()[0][:3500].reshape(-1, 784)
loudest = StandardScaler().fit_transform(images).max()
print(f"el que más grita: {loudest:.0f} desviaciones; √3500 = {3500**0.5:.0f}")

# %% [markdown]
# ### ¿Y Adam?
#
# <a id="adam"></a>Adam divide cada gradiente por su tamaño típico: ¿no escala solo? Con los píxeles, en parte: de 16
# a 10 % sin escalar nada. La tabla de diabetes, con una red de 16 neuronas y 2.000 pasos: 302 personas para
# entrenar, 70 de validación y 70 de prueba; ocho tasas, de $10^{-7}$ a 1; cinco repartos:

# %%
table = lesson.table("07_diabetes")
sgd, adam = table.tuned("test", open_ends=True).mean(axis=2).T
for name, *both in zip(table.grid["scale"], sgd, adam):
    print("{:<10} RMSE: SGD {:.0f}, Adam {:.0f}".format(name, *both))
# Crudo menos min-max y estándar; con cinco repartos, el azar llega a 2,8 errores
gain = table.tuned("test", open_ends=True)[0] - table.tuned("test", open_ends=True)[2:]
chance = 2.8 * gain.std(axis=2, ddof=1) / np.sqrt(5)
assert ((gain.mean(axis=2) > chance) == [True, False]).all()
assert 8.5 < gain.mean(axis=2)[:, 0].min() < gain.mean(axis=2)[:, 0].max() < 11
assert 2 < adam[0] - adam[3] < adam[0] - adam[2] < 4.5
assert sgd[0] > sgd[1] + 3 > sgd[2:].max() + 6 and np.ptp(sgd[2:]) < 2

# %% [markdown]
# Con SGD la escala vale unos diez puntos de RMSE, y la fórmula de la lámina se queda a medio camino. Min-max
# y estándar empatan. Con Adam quedan entre dos y cuatro, y con cinco repartos no se distinguen bien del azar:
# los achica, no sabemos si los borra. ¿Y las personas del comienzo? La figura repite la del comienzo; debajo,
# los datos crudos con tasa 0,001 y 1.500 épocas, tres semillas.


# %%
def patience(seed):
    """Con Adam y datos crudos: el menor error, y el mayor que viene después."""
    model = build(lib, 0.001, "Adam", seed=seed)
    told = {"validation_data": (x_val, y_val[:, None]), "verbose": 0}
    story = model.fit(x, y[:, None], batch_size=50, epochs=1500, **told)
    errors = np.array(story.history["val_loss"]) / y_val.var()
    return {"best": errors.min(), "worst": errors[np.argmax(errors < 0.2) :].max()}


grid = {"scale": SCALES, "rate": RATES[8:], "optimizer": ["Adam"]}
adam = experiments.run(attempt, grid, seeds=range(5)).values("error")[:, :, 0]
lesson.figures.adam_rates(RATES[8:], dict(zip(SCALES, adam)))
assert adam[0].mean(axis=1).min() > 1 and adam[1].mean(axis=1).min() < 0.15
slow = experiments.run(patience, {}, seeds=range(3))
best = [decimal(error, 1) for error in slow.values("best")]
print("crudo y 1500 épocas, el menor error:", *best)
assert slow.values("best").max() < 0.15 and slow.values("worst").min() > 100

# %% [markdown]
# **Qué se ve.** Con 30 épocas (300 pasos) Adam no las salva, y con tasas ínfimas tampoco se mueve. Un paso
# suyo mide cerca de la tasa en **todos** los pesos. En la recta, el de la edad tiene que llegar a 1,2 y el
# del salario a 0,00002: una tasa fina para el salario demora decenas de miles de pasos en mover la edad, y
# una gruesa se pasa en el salario. Con paciencia llega, pero no se queda: en 1.500 épocas a 0,001 el error
# alcanza a bajar a 0,1, y en otra época salta por sobre 100. Adam corrige el tamaño del gradiente, no la
# distancia por recorrer.

# %% [markdown]
# ### λ también tiene escala
#
# <a id="lambda"></a>La lección 01 avisó: λ no significa nada sin la escala de las entradas. El mismo cobro, $\lambda=1$,
# en la tabla de diabetes. La **influencia** de una columna es $w\sigma$: cuánto mueve la respuesta una
# desviación suya, y hacia dónde.

# %%
spread, middle = medical.std(axis=0), medical - medical.mean(axis=0)
goal = progress - progress.mean()
free, raw = (ridge(middle, goal, lam) * spread for lam in (0, 1))
fair = ridge(middle / spread, goal, 1)
lesson.figures.influences(names, [free, raw, fair])

# %% [markdown]
# **Qué se ve.** `s5` viene en logaritmos: su desviación es 0,5, necesita un peso grande y el cobro la borra. La
# reemplazan sus parientes `s1`, `s2` y `s3`, de unidades grandes y pesos baratos: hasta **cambian de signo**
# (`s1`, de −38 a 42). Con la tabla estandarizada todas pagan igual por desviación; `s1` y `s2`, que en parte
# se cancelaban, se apagan juntas. ¿Y si `s5` viniera multiplicada por 100?

# %%
s1, s2, s3, s5 = map(names.index, ("s1", "s2", "s3", "s5"))
assert free[s5] > 30 and abs(raw[s5]) < 2 and fair[s5] > 10
assert round(spread[s5], 1) == 0.5
assert round(free[s1]) == -38 and round(raw[s1]) == 42 and abs(fair[[s1, s2]]).max() < 2
assert (free[[s1, s2, s3]] * raw[[s1, s2, s3]] < 0).all()
bigger = middle * np.where(np.arange(10) == s5, 100, 1)
even = [StandardScaler().fit_transform(table) for table in (middle, bigger)]
for name, pair in {"cruda": [middle, bigger], "estándar": even}.items():
    one, two = (table @ ridge(table, goal, 1) for table in pair)
    print(f"{name:<9} la respuesta cambia hasta en {abs(one - two).max():.0f}")
    assert (abs(one - two).max() > 30) == (name == "cruda")

# %% [markdown]
# ## Explora: la razón entre escalas
#
# Dos entradas sin correlación, y la segunda se agranda. La tasa va como fracción de la tasa límite.

# %%
rng = np.random.default_rng(SEED)
twins, _ = np.linalg.qr(rng.standard_normal((100, 2)))
lesson.figures.three_ratios(twins, [1, 3, 10])
left = [np.linalg.norm(valley.walk(twins * [1, ratio])[-1]) for ratio in (1, 3, 10)]
assert left[0] < 1e-12 and left[1] < 0.1 and left[2] > 0.5

# %% [markdown]
# **Qué se ve.** Con escalas iguales, un paso. Con una entrada tres veces mayor, $\kappa=9$ y se nota. Con diez,
# $\kappa=100$ y en 30 pasos no alcanza. Prueba 0,9 de la tasa límite, y después 1,05.

# %%
ratio = widgets.slider("razón", [1, 1.5, 2, 3, 5, 10, 30, 100], start=3)
rate = widgets.slider("fracción de la tasa límite", [0.1, 0.25, 0.5, 0.9, 1, 1.05], 0.5)
explore = lesson.figures.ratio_explorer(twins)
widgets.explorer(explore, width=4.5, height=4.2, ratio=ratio, fraction=rate)

# %% [markdown]
# ## Paridad con Keras
#
# <a id="keras"></a>Las capas de Keras y los escaladores de scikit-learn, en 64 bits y con personas que no se
# usaron para aprender. Una columna que no varió al aprender queda en 0 **mientras no cambie**. Si después
# llega un 2 donde siempre hubo un 1, el escalador da 1 y la capa (la nuestra y la de Keras) da diez
# millones: saca esas columnas antes.

# %%
keras = parity.load_keras()
with parity.use_floatx("float64"):
    known, fresh = (valley.with_bias(part) for part in (x, x_val))
    fresh[0, 2] = 2
    norms = [which.layers.Normalization() for which in (lib, keras)]
    for layer in norms:
        layer.adapt(known)
    halves = [which.layers.Rescaling(1 / 256, offset=-0.5) for which in (lib, keras)]
    pairs = {"Normalization": norms, "Rescaling": halves}
    pairs = {name: [np.asarray(f(fresh)) for f in two] for name, two in pairs.items()}
for out in pairs["Normalization"]:
    assert out[0, 2] > 9e6 and (out[1:, 2] == 0).all()
parity.compare(pairs, tolerance=1e-12)
pairs = {}
for ours in (StandardScaler, MinMaxScaler, RobustScaler):
    two = (ours(), getattr(preprocessing, ours.__name__)())
    pairs[ours.__name__] = [scaler.fit(known).transform(fresh) for scaler in two]
    assert pairs[ours.__name__][0][0, 2] == 1
parity.compare(pairs, tolerance=1e-12, other="scikit-learn")

# %% [markdown]
# Y la red con la capa `Normalization` **adentro**, que es la manera de no olvidar las estadísticas: mismos
# pesos, una época, y los pesos que quedan.

# %%
with parity.use_floatx("float64"):
    models = []
    for which in (lib, keras):
        norm = which.layers.Normalization()
        norm.adapt(x)
        models.append(build(which, rate=2**-10, first=[norm]))
    ours, theirs = models
    ours.set_weights(theirs.get_weights())
    for model in models:
        model.fit(x, y[:, None], batch_size=50, epochs=1, shuffle=False, verbose=0)
    both = {"respuestas": (ours(x_val), np.asarray(theirs(x_val)))}
    both["pesos"] = ours.get_weights(), theirs.get_weights()
    parity.compare(both, tolerance=1e-12)

# %% [markdown]
# Con la tasa que le sirve a 0–1, Keras también se estrella con los píxeles crudos: 3.500 dígitos, tasa 0,1, mil
# pasos y sus propios azares.

# %% tags=["nbval-ignore-output"]
digits, labels = datasets.load_mnist()
digits, failed = digits.reshape(-1, 784).astype("float32"), {}
for name, scale in {"0 a 255": 1.0, "0 a 1": 1 / 255}.items():
    dense = keras.layers.Dense
    first = [keras.layers.Rescaling(scale), dense(128, "relu"), dense(10)]
    model = keras.Sequential([keras.Input(shape=(784,)), *first])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss=loss)
    model.fit(digits[:3500], labels[:3500], batch_size=35, epochs=10, verbose=0)
    guess = model.predict(digits[3500:4500], verbose=0).argmax(axis=1)
    failed[name] = 100 * np.mean(guess != labels[3500:4500])
print({name: f"{value:.0f} %" for name, value in failed.items()})
assert failed["0 a 255"] > 60 and failed["0 a 1"] < 13

# %% [markdown]
# ## ¿Cuándo falla?
#
# <a id="correlacion"></a>Escalar no arregla la **correlación**. En diabetes, `s1` (colesterol total) es casi una suma de
# otras: `s2` (LDL), `s3` (HDL) y lo que mide `s5`. Estandarizada, la condición baja de decenas de millones a
# 470, y ahí se queda. El par `s1`–`s2`, con correlación 0,9, daría $\kappa=18$; el grupo da 470. Sin `s1` queda
# en 47. El valle está torcido, y escalar solo estira a lo largo de los ejes. Hay que girar (**blanquear**):

# %%
even = StandardScaler().fit_transform(medical)
values, vectors = np.linalg.eigh(even.T @ even / len(even))
turned = even @ vectors / np.sqrt(values)
tables = [valley.with_bias(table) for table in (medical, even, turned)]
kappas = [valley.condition(table) for table in tables]
print("κ cruda, estándar y blanqueada:", *(decimal(k, 2) for k in kappas), sep="  ")
couple, without = even[:, [s1, s2]], np.delete(even, s1, axis=1)
print("correlación entre s1 y s2:", decimal(np.corrcoef(couple.T)[0, 1], 1))
assert kappas[0] > 2e7 and round(kappas[1]) == 470 and kappas[2] < 1.001
assert round(valley.condition(couple)) == 18 and round(valley.condition(without)) == 47

# %% [markdown]
# <a id="arboles"></a>Y hay modelos a los que la escala les da lo mismo. Un árbol solo pregunta si una columna pasa
# de un umbral:

# %%
kind = tree.DecisionTreeRegressor(max_depth=4, random_state=SEED)
one, two = (kind.fit(table, progress).predict(table) for table in (medical, even))
print("el árbol contesta lo mismo:", np.allclose(one, two))
assert np.allclose(one, two)

# %% [markdown]
# ## Lo que dice la clase
#
# <a id="la-clase"></a>Las dieciséis afirmaciones de las láminas, en nuestras palabras.
#
# | # | Afirmación | Veredicto | Lo preciso | Prueba |
# |---|---|---|---|---|
# | S1 | Hay que «inicializar o normalizar» las entradas para que ninguna parezca más importante | **Matizar** | Se normalizan; inicializar es de los pesos. El problema es la curvatura, no la importancia | [¿manda?](#importa) |
# | S2 | Edad y salario son un buen ejemplo | **Se sostiene** | Cuatro órdenes de magnitud entre una y otro | [el valle](#valle) |
# | S3 | De 18 a 100 años y un salario de un millón | **Se sostiene** | En Chile se escribe \$1.000.000 | [la pregunta](#datos) |
# | S4 | La red podría creer que el salario es más importante | **Matizar** | Su gradiente es 11.000 veces mayor; la mejor recta contesta igual | [¿manda?](#importa) |
# | S5 | Con las entradas en la misma escala se minimiza más rápido y directo | **Se sostiene** | De miles de millones de pasos (billones, si quieres la última millonésima) a menos de cinco | [pasos](#pasos) |
# | S6 | Lo usual es media 0 y varianza 1 | **Se sostiene** | Por columna y con los datos de entrenamiento; no vuelve normal la distribución | [¿qué media?](#fuga) |
# | S7 | Otra manera: entre 0 y 1, como dividir píxeles por 255 | **Se sostiene** | Sirve; estandarizar fue mejor | [píxeles](#pixeles) |
# | S8 | La pérdida es el promedio de error(ŷ; y) | **Se sostiene** | Su forma depende de las entradas: $H=\frac2nX^\top X$ | [la idea](#idea) |
# | S9 | Sin normalizar puede demorar en converger | **Se sostiene** | O no encontrar ninguna tasa que sirva | [la pregunta](#datos) |
# | S10 | El gradiente del parámetro más grande domina | **Matizar** | El del peso de la **entrada** más grande, que es el peso más chico | [¿manda?](#importa) |
# | S11 | Escalados, los dos se actualizan parejo | **Se sostiene** | Si no están muy correlacionados | [correlación](#correlacion) |
# | S12 | $x/(\max-\min)$ lleva a [0, 1] | **Corregir** | Falta restar el mínimo | [la lámina](#lamina) |
# | S13 | $z=(x-\mu)/\sigma$ | **Se sostiene** | Con la desviación que divide por $N$ | [paridad](#keras) |
# | S14 | Entradas: antigüedad y valor de la vivienda | **Matizar** | El valor suele ser lo que se predice | [la lámina](#lamina) |
# | S15 | Escaladas quedan con media 0 y varianza 1 | **Se sostiene** | Las de entrenamiento; las nuevas, casi | [comprueba](#comprueba) |
# | S16 | Es barato y hay que hacerlo siempre | **Matizar** | Siempre que haya gradientes, una penalización o distancias (vecinos, k-medias); a un árbol le da lo mismo | [árboles](#arboles) |

# %% [markdown]
# ## Ejercicios
#
# Tres de lápiz. Cambia `None` y ejecuta la celda.

# %% [markdown]
# ### A. Bajo cero
#
# Las temperaturas van de −10 a 30 grados. Con la fórmula de la lámina, ¿a qué número llega la **más baja**?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Calcula máx − mín. Cuidado con el signo.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# máx − mín = 40, y la lámina no resta nada.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# $-10/40$.
# </details>

# %%
lowest = None  # tu respuesta
quizzes.check("07", lowest=lowest)

# %% [markdown]
# ### B. ¿Qué tasa aguanta?
#
# Una neurona sin sesgo tiene dos entradas centradas y sin correlación, de desviación **1** y **10**. Con error
# cuadrático promedio, ¿cuál es la **tasa límite**?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# $H=\frac2nX^\top X$. Sin correlación, es diagonal.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Sus curvaturas son 2 por cada varianza: 2 y 200.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# $2/\lambda_{\max}=2/200$.
# </details>

# %%
largest_rate = None  # tu respuesta
quizzes.check("07", largest_rate=largest_rate)

# %% [markdown]
# ### C. De vuelta a los pesos
#
# El salario se estandariza con media \$700.000 y desviación \$400.000, y su peso es **8** miles de pesos. ¿Cuántos
# **pesos** más de gasto le corresponden a quien gana \$100.000 más?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# ¿Cuántas desviaciones son \$100.000? La media no importa en una diferencia.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Un cuarto de desviación, por 8 miles de pesos.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# 8.000 · 100.000/400.000.
# </details>

# %%
extra = None  # tu respuesta
quizzes.check("07", extra=extra)

# %% [markdown]
# ## Cuestionario
#
# Cinco preguntas. Elige también las que crees malas: cada opción explica por qué.

# %%
widgets.quiz(quizzes.load("07"))

# %% [markdown]
# ## Resumen
#
# 1. Cada peso recibe el error por su entrada: las escalas de las entradas le dan la forma al valle.
# 2. La tasa límite es $2/\lambda_{\max}$ y los pasos van como $\kappa=\lambda_{\max}/\lambda_{\min}$. Centrar endereza; dividir acorta.
# 3. Min-max es $(x-\min)/(\max-\min)$; sin restar el mínimo, un año termina en 26,4.
# 4. Las estadísticas salen del entrenamiento y se guardan con el modelo; lo más grave no es la fuga, sino
#    escalar lo nuevo aparte.
# 5. No arregla la correlación ni los datos malos; Adam lo suple en parte; a un árbol le da lo mismo.
#
# **En Keras se escribe así:**
#
# ```python
# norm = keras.layers.Normalization()
# norm.adapt(x_train)  # solo entrenamiento; queda dentro del modelo
# model = keras.Sequential([norm, keras.layers.Dense(16, "relu"), keras.layers.Dense(1)])
# pixeles = keras.layers.Rescaling(1 / 255)
# ```

# %% [markdown]
# ## Glosario y referencias
#
# - **blanquear** (*whitening*): girar y escalar hasta que las columnas no tengan correlación y su varianza sea 1.
# - **curvatura** (*curvature*): cuánto se dobla la pérdida en una dirección; un valor propio de $H$.
# - **estandarización** (*standardization*): restar la media y dividir por la desviación.
# - **fuga de datos** (*data leakage*): usar al estudiar algo que solo se sabría al probar.
# - **normalización min-max** (*min-max normalization*): llevar una columna a [0, 1].
# - **número de condición** (*condition number*): mayor curvatura dividida por la menor, $\kappa$.
# - **valor atípico** (*outlier*): el que está muy lejos de los demás.
#
# Para leer más:
#
# - Y. LeCun, L. Bottou, G. Orr y K.-R. Müller (1998), *Efficient BackProp*, sección 4.3.
#   [doi:10.1007/3-540-49430-8_2](https://doi.org/10.1007/3-540-49430-8_2)
# - B. Efron, T. Hastie, I. Johnstone y R. Tibshirani (2004), *Least Angle Regression*: la tabla de diabetes.
#   [doi:10.1214/009053604000000067](https://doi.org/10.1214/009053604000000067)
# - S. Kaufman, S. Rosset, C. Perlich y O. Stitelman (2012), *Leakage in Data Mining*.
#   [doi:10.1145/2382577.2382579](https://doi.org/10.1145/2382577.2382579)
# - Documentación de [`Normalization`](https://keras.io/api/layers/preprocessing_layers/numerical/normalization/)
#   y de los [escaladores de scikit-learn](https://scikit-learn.org/stable/modules/preprocessing.html).
