# %% [markdown]
# # 07 · Ejercicio: escalado de entradas
#
# Seis preguntas y diez puntos para pasar de escalar cinco casas a mano a decidir, contando pasos,
# qué escala le conviene a una tabla.

# %% [markdown]
# ## Ficha
#
# - **Objetivos**: escalar a mano, también un valor fuera de lo visto; escribir un escalador que
#   resista columnas que no varían y datos que faltan; encontrar un error de escala en código ajeno;
#   devolver una red a las unidades originales; elegir una escala contando pasos; leer una tabla.
# - **Requisitos**: la lección 07, *Escalado de entradas*. De Python, funciones y arreglos de NumPy.
# - **Lectura**: 10 minutos, más 40 a 60 minutos de trabajo.
# - **Ejecución**: {{tiempo}}
# - **Clase**: láminas «Escalando los valores de entrada (X)».

# %% [markdown]
# ## Cómo se trabaja
#
# 1. Cada pregunta trae una función con su hueco. Borra `raise NotImplementedError`, escribe tu
#    respuesta y corre la celda.
# 2. Corre `check(...)`: te dice qué está bien, qué falla y en qué elemento. Puedes hacerlo todas
#    las veces que quieras; **no es una nota**, es una ayuda.
# 3. Si te trabas, abre las pistas **de a una**. La primera orienta, la segunda da la idea y la
#    tercera casi la escribe.
#
# Seis reglas valen para todas las preguntas:
#
# - Usa solo NumPy y la biblioteca estándar de Python: al calificar no hay nada más. Tampoco red,
#   ventanas, otros programas ni archivos tuyos.
# - Cada llamada a tu función tiene **8 segundos** (todas juntas, 60) y 2 GB de memoria.
# - Al calificar se ejecuta de nuevo, de arriba abajo, lo que tus funciones usan de otras celdas. Antes
#   de entregar, `curso revisar` con tu archivo muestra lo que se verá.
# - **No modifiques los arreglos que recibes**, ni las listas. Si quieres trabajar sobre uno, cópialo
#   antes.
# - En Python los decimales van con **punto**: `0.5`. Con coma, `0,5` son dos números.
# - Una tabla `x` tiene forma `(N, D)`: una fila por ejemplo y una columna por característica. La
#   desviación divide **por N**, no por N − 1: es lo que hace `np.std`.

# %%
import numpy as np

from course_lib.grading import check, check_all
from course_lib.lab import datasets, viz

# %% [markdown]
# ## 7.1 Cinco casas y una más (1 punto)
#
# Lápiz y papel. La antigüedad de cinco casas, en años:
#
# $$x = (10,\; 15,\; 20,\; 30,\; 30).$$
#
# Con ellas se aprende a escalar de dos maneras: min-max, que lleva a [0, 1], y estandarización.
# Después llega una casa **nueva**, de 45 años, que se escala con lo aprendido de las otras cinco.
# Devuelve un diccionario con cinco claves, con números exactos, **sin redondear**:
#
# - `"minmax"`: las cinco antigüedades con min-max (cinco números, en orden);
# - `"standard"`: las cinco, estandarizadas (cinco números, en orden);
# - `"new_minmax"` y `"new_standard"`: la casa nueva en cada escala;
# - `"years"`: otra casa llega ya estandarizada, con un −2. ¿Cuántos años tiene?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Necesitas cuatro números de las cinco casas: mínimo, máximo, media y desviación. La casa nueva no
# participa en ninguno.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# La media es 21. Las distancias a ella son −11, −6, −1, 9 y 9: promedia sus cuadrados y saca la
# raíz. Y nada obliga a la casa nueva a caer entre 0 y 1.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# La desviación es 8 y el ancho, 20. Entonces min-max es $(x-10)/20$, estandarizar es $(x-21)/8$ y
# volver a los años es $8z+21$.
# </details>


# %%
def by_hand():
    """Tus resultados de lápiz y papel: dos listas de cinco números y tres números."""
    ### BEGIN SOLUTION
    return {
        "minmax": [0, 0.25, 0.5, 1, 1],
        "standard": [-1.375, -0.75, -0.125, 1.125, 1.125],
        "new_minmax": 1.75,
        "new_standard": 3.0,
        "years": 5,
    }
    ### END SOLUTION


# %% [markdown]
# ¿Coincide con lo que esperabas?

# %%
check("7.1")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Lo que se aprende son cuatro números, y se aprenden una vez: la casa de 45 años cae en
# 1,75 porque está más allá de todas las conocidas, y recortarla a 1 la haría pasar por una de 30. El
# último paso es el mismo camino al revés, $21-2\cdot 8=5$ años: escalar no bota información.

# %% [markdown]
# ## 7.2 Un escalador que no se rompe (2 puntos)
#
# Las tablas de verdad traen columnas que no varían y datos que faltan, escritos como `NaN`. Escribe
# un escalador estándar que resista las dos cosas, en dos funciones:
#
# - `fit_scaler(x)` devuelve dos arreglos de forma `(D,)`: `center`, la media de cada columna, y
#   `scale`, su desviación. Los `NaN` **no cuentan**: cada columna usa todos sus datos conocidos, y
#   solo esos (también para el N que divide).
#     - Si los datos conocidos de una columna son **todos iguales**, su escala es exactamente 1. Su
#       centro es su media, como siempre. Una columna que varía muy poco, de a $10^{-9}$, igual varía:
#       su escala es su desviación.
#     - Si a una columna le faltan **todos** los datos, su centro es 0 y su escala, 1.
# - `apply_scaler(x, center, scale)` devuelve la tabla escalada, con la forma de `x` y sin ningún
#   `NaN`: lo que falta se imputa con la media aprendida, o sea, queda en **0** después de escalar.
#   La tabla puede ser otra, incluso de una sola fila (y ahí también se devuelven dos ejes), y en
#   ella puede variar una columna que al aprender no variaba. Usa solo el `center` y la `scale` que
#   llegan, que nunca es 0.
#
# Ojo con el redondeo: la desviación de una columna que repite 0,1 puede salir $10^{-17}$ en vez de 0.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# `np.isnan(x)` marca lo que falta. ¿Cuántos datos conocidos tiene cada columna? ¿Y cómo sabes que
# una columna no varía sin confiar en que su desviación sea exactamente 0?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Puedes usar `np.nanmean` y `np.nanstd` (ante una columna vacía avisan en inglés, y no es un error),
# o hacer las sumas tú, con ceros donde falta el dato. Una columna varía si su máximo es mayor que su
# mínimo. Y `np.where(condición, a, b)` elige por columna.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Con `known = ~np.isnan(x)` y `count = np.maximum(known.sum(axis=0), 1)`, el centro es
# `np.where(known, x, 0).sum(axis=0) / count`. Para la desviación, lo mismo con los cuadrados de
# `x - center`, anulados donde falta el dato. Varía si `np.nanmax(x, axis=0)` es mayor que
# `np.nanmin(x, axis=0)`. Al aplicar: `np.where(np.isnan(x), 0, (x - center) / scale)`.
# </details>


# %%
def fit_scaler(x):
    """El centro y la escala de cada columna, medidos con los datos conocidos."""
    ### BEGIN SOLUTION
    known = ~np.isnan(x)
    count = np.maximum(known.sum(axis=0), 1)
    center = np.where(known, x, 0).sum(axis=0) / count
    variance = np.where(known, (x - center) ** 2, 0).sum(axis=0) / count
    high = np.where(known, x, -np.inf).max(axis=0)
    low = np.where(known, x, np.inf).min(axis=0)
    return center, np.where(high > low, np.sqrt(variance), 1)
    ### END SOLUTION


def apply_scaler(x, center, scale):
    """La tabla escalada con lo ya aprendido; lo que falta queda en 0."""
    ### BEGIN SOLUTION
    return np.where(np.isnan(x), 0, (x - center) / scale)
    ### END SOLUTION


# %% [markdown]
# La revisión mira columna por columna y dice qué tiene de especial la que falla.

# %%
check("7.2")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Un `NaN` contagia a toda suma en la que participa, así que hay que sacarlo de la cuenta
# y también del N. Rellenar con la media **antes** de medir parece lo mismo, pero agrega datos sin
# desvío y achica la desviación; por eso se imputa al final. Y comparar la desviación con 0 falla por
# redondeo: dividir por $10^{-17}$ convierte una columna muda en la más ruidosa de la tabla.

# %% [markdown]
# ## 7.3 Encuentra el error (1 punto)
#
# Esta función estandariza, ajusta una recta con penalización L2 y predice personas nuevas. Corre sin
# quejarse y cada línea parece razonable. Tiene **un solo error**.


# %%
def predict_broken(x_train, y_train, x_new, l2):
    """Estandariza, ajusta una recta y predice. Tiene un error."""
    x_train = (x_train - x_train.mean(axis=0)) / x_train.std(axis=0)
    y_mean = y_train.mean()
    n, d = x_train.shape
    covariance = x_train.T @ x_train / n
    slope = x_train.T @ (y_train - y_mean) / n
    w = np.linalg.solve(covariance + l2 * np.eye(d), slope)
    x_new = (x_new - x_train.mean(axis=0)) / x_train.std(axis=0)
    return x_new @ w + y_mean


# %% [markdown]
# El síntoma, con las personas inventadas de la lección: edad, salario y gasto en salud en miles de
# pesos. Se ajusta con 300 y se predicen otras 300, que gastan unos 86 mil pesos cada una.

# %%
rng = np.random.default_rng(7)
people, spending = datasets.make_people(600, rng)
train, new = (people[:300], spending[:300]), (people[300:], spending[300:])
guess = predict_broken(*train, new[0], 0.01)
print(f"gasto medio, en miles: {new[1].mean():.0f}")
print(f"predicción media, en miles: {guess.mean():.0e}")

# %% [markdown]
# Escribe `predict_fixed(x_train, y_train, x_new, l2)`, igual que la anterior pero sin el error:
# devuelve las predicciones, un arreglo de forma `(M,)`, una por cada una de las M filas de `x_new`.
# Lo demás queda tal cual: se estandariza por columna, solo la pendiente se penaliza con `l2`,
# después de escalar, y a la respuesta solo se le resta su media. `x_train` no tiene columnas
# constantes ni datos que faltan; `x_new` puede traer una sola fila, y entonces va un arreglo de
# forma `(1,)`.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Imprime, dentro de la función, la media y la desviación con que se escala `x_new`. ¿Son las que
# esperabas?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Cuando se escala `x_new`, el nombre `x_train` ya no es la tabla que llegó. ¿Cuánto valen la media y
# la desviación de una tabla estandarizada?
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Antes de tocar nada: `mean, std = x_train.mean(axis=0), x_train.std(axis=0)`. Usa esas dos variables
# en las dos líneas que escalan.
# </details>


# %%
def predict_fixed(x_train, y_train, x_new, l2):
    """Estandariza con las estadísticas de `x_train`, ajusta una recta y predice."""
    ### BEGIN SOLUTION
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    z = (x_train - mean) / std
    y_mean = y_train.mean()
    n, d = z.shape
    w = np.linalg.solve(z.T @ z / n + l2 * np.eye(d), z.T @ (y_train - y_mean) / n)
    return (x_new - mean) / std @ w + y_mean
    ### END SOLUTION


# %% [markdown]
# La revisión predice un grupo que no se parece al de entrenamiento, y después una sola persona.

# %%
check("7.3")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** La segunda línea que escala lee una tabla que la primera ya reescribió: su media es 0 y
# su desviación, 1, de modo que `x_new` pasa intacta y la recta recibe pesos chilenos donde esperaba
# desviaciones. El remedio es guardar las estadísticas **con su nombre** antes de usarlas. Medirlas en
# `x_new` también quitaría el disparate, pero borraría en qué se distinguen las personas nuevas.

# %% tags=["solo-solucion"]
fig, ax = viz.figure(width=5.5, height=4)
guess = predict_fixed(*train, new[0], 0.01)
ax.plot(new[1], guess, ".", color=viz.COLORS["validation"], alpha=0.6)
ax.axline((100, 100), slope=1, color="0.5", linewidth=1)
ax.set(xlabel="gasto real, en miles", ylabel="predicción, en miles")
viz.show(
    fig,
    alt="Gasto predicho contra gasto real de 300 personas nuevas: los puntos siguen de "
    "cerca la diagonal, entre 20 y 155 mil pesos.",
)

# %% [markdown] tags=["solo-solucion"]
# **Qué se ve.** Corregida, la predicción sigue al gasto real a lo largo de la diagonal. Con el error,
# ningún punto cabría en este dibujo: las predicciones eran de miles de millones de pesos.

# %% [markdown]
# ## 7.4 De vuelta a las unidades originales (2 puntos)
#
# Una red densa se entrenó con todo estandarizado: recibe $z=(x-\bar x)/s_x$ y contesta
# $(y-\bar y)/s_y$. Quieres otra que reciba `x` **cruda** y conteste en las unidades de `y`, y que
# responda exactamente lo mismo, **sin volver a entrenar**.
#
# `weights` es la lista que entrega `get_weights()`: `[W1, b1, W2, b2, …]`. Cada capa calcula
# `a @ W + b`; entre capas hay ReLU y la última es lineal. Puede haber una sola capa.
#
# Escribe `to_raw(weights, x_mean, x_std, y_mean, y_std)`, que devuelve la lista de los pesos nuevos,
# en el mismo orden y con las mismas formas. `x_mean` y `x_std` tienen un número por entrada; `y_mean`
# e `y_std`, uno por salida. Solo pueden cambiar la primera capa y la última, que con una sola capa son
# la misma. No modifiques los arreglos ni la lista que llega.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Escribe la primera capa en función de `x`: $\frac{x-\bar x}{s_x}W+b$. ¿Qué parte multiplica a $x$ y
# qué parte es constante?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# A cada **fila** de `W1` le toca su entrada: se divide por su desviación. La constante se va al
# sesgo. En la última capa, la salida entera se multiplica por $s_y$ y se le suma $\bar y$.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Copia la lista y sus arreglos: `[a.copy() for a in weights]`. Después `W1 = W1 / x_std[:, None]` y
# `b1 = b1 - x_mean @ W1` (con el `W1` nuevo). Al final, sobre lo que haya en los dos últimos lugares: `W * y_std` y `b * y_std + y_mean`.
# </details>


# %%
def to_raw(weights, x_mean, x_std, y_mean, y_std):
    """Los pesos de la misma red, con todo en sus unidades originales."""
    ### BEGIN SOLUTION
    weights = [array.copy() for array in weights]
    weights[0] = weights[0] / x_std[:, None]
    weights[1] = weights[1] - x_mean @ weights[0]
    weights[-2] = weights[-2] * y_std
    weights[-1] = weights[-1] * y_std + y_mean
    return weights
    ### END SOLUTION


# %% [markdown]
# Se prueba con redes de una, dos y tres capas, y con varias salidas.

# %%
check("7.4")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Escalar es una cuenta lineal, y una capa densa también: una se disuelve dentro de la
# otra, y por eso escalar no cambia **qué** puede contestar una red, sino cuánto cuesta llegar. Las
# capas de en medio no se enteran, porque reciben los mismos números que antes.

# %% [markdown]
# ## 7.5 Elegir la escala contando pasos (3 puntos)
#
# Un experimento completo. Una neurona lineal $\hat y=xw+b$ con pérdida $L$, el error cuadrático
# promedio, se ajusta por descenso del gradiente simple con **todos** los datos en cada paso. Parte con
# $w=0$ y $b=0$. La tabla puede ir en tres escalas, siempre por columna y en este orden: cruda
# (`"raw"`), min-max a [0, 1] (`"minmax"`) y estandarizada (`"standard"`). `y` no se toca: ni se escala
# ni se centra.
#
# Si $A$ es la tabla **ya escalada**, con una columna de unos agregada **después** (la del sesgo),
# la curvatura del valle es $H=\frac2N A^\top A$ y la tasa límite, $2/\lambda_{\max}$, con el mayor
# valor propio de $H$.
#
# Escribe `race(x, y, limit)`, que devuelve un diccionario:
#
# - `"rate"`: tres tasas, una por escala. Tú decides **qué fracción** de la tasa límite usar, entre
#   0,25 y 0,9; tiene que ser **la misma** en las tres, para comparar en igualdad.
# - `"steps"`: tres números: en cuántos pasos, con tu tasa, falta a lo más el 1 % de lo que se puede
#   bajar, o sea, $\frac{L-L^*}{L_0-L^*}\le 0{,}01$. $L_0$ es la pérdida con los pesos en 0 y $L^*$, la
#   mínima posible. Se mira **antes** de dar cada paso y se anota cuántos pasos van dados: 0 si ya se
#   cumple al partir, 1 si se cumple después del primero. La cuenta tiene que ser exacta. Si no ocurre
#   dentro de `limit` pasos, anota exactamente `limit`: sin ese tope, un `while` podría no volver.
# - `"choice"`: el nombre de la escala que elegirías para esa tabla, la de menos pasos.
#
# Dos tablas para que pruebes, como las de la revisión:

# %%
rng = np.random.default_rng(5)
N = 300
age, income = rng.integers(18, 101, N), 650 * np.exp(0.5 * rng.standard_normal(N))
units = np.column_stack([age, income, rng.uniform(0.5, 4, N)])  # años, miles, km
units_y = units @ [1.2, 0.02, -6] - 60 + 10 * rng.standard_normal(N)

# Doce sensores en grados: tres miden algo y nueve traen apenas un zumbido común
loud, hum = 4 * rng.standard_normal((N, 3)), rng.standard_normal((N, 1))
sensors = np.hstack([loud, 0.1 * (hum + 0.3 * rng.standard_normal((N, 9)))])
sensors_y = loud @ [2, -1.5, 2] + 2 * rng.standard_normal(N)

# %% [markdown]
# Ninguna columna es constante, y `limit` es 500 en la revisión. Se revisa `race`; la función
# `count_steps`, que cuenta los pasos de una sola tabla, está para ayudarte a partir el problema, y
# puedes usarla o no.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Haz primero una función que, dados $A$, $y$ y una tasa, cuente los pasos. La pérdida mínima la da
# `np.linalg.lstsq`.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# La tasa: `0.5 * 2 / np.linalg.eigvalsh(2 / N * A.T @ A)[-1]`, por ejemplo. El gradiente es
# $\frac2N A^\top(Aw-y)$. Comprueba la brecha **antes** de dar cada paso, y devuelve cuántos llevas.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Dentro de `for step in range(limit)`: `error = A @ w - y`; si
# `np.mean(error**2) - floor <= 0.01 * (start - floor)`, devuelve `step`; si no,
# `w = w - rate * 2 / N * A.T @ error`. Después del ciclo, devuelve `limit`. La elegida es
# `names[np.argmin(steps)]`.
# </details>


# %%
def count_steps(a, y, rate, limit):
    """Cuántos pasos hasta que falte a lo más el 1 % de lo que se puede bajar."""
    ### BEGIN SOLUTION
    best = np.linalg.lstsq(a, y, rcond=None)[0]
    floor, start = np.mean((a @ best - y) ** 2), np.mean(y**2)
    w = np.zeros(a.shape[1])
    for step in range(limit):
        error = a @ w - y
        if np.mean(error**2) - floor <= 0.01 * (start - floor):
            return step
        w = w - rate * 2 / len(y) * a.T @ error
    return limit
    ### END SOLUTION


# %% [markdown]
# Y con ella, la comparación:


# %%
def race(x, y, limit):
    """La tasa, los pasos de cada escala y la que conviene."""
    ### BEGIN SOLUTION
    low, high = x.min(axis=0), x.max(axis=0)
    tables = [x, (x - low) / (high - low), (x - x.mean(axis=0)) / x.std(axis=0)]
    rate, steps = [], []
    for table in tables:
        a = np.column_stack([table, np.ones(len(y))])
        rate.append(0.5 * 2 / np.linalg.eigvalsh(2 / len(y) * a.T @ a)[-1])
        steps.append(count_steps(a, y, rate[-1], limit))
    choice = ["raw", "minmax", "standard"][np.argmin(steps)]
    return {"rate": rate, "steps": steps, "choice": choice}
    ### END SOLUTION


# %% [markdown]
# La revisión no espera unas tasas en particular: comprueba que sean estables y parejas, que los pasos
# sean los de **tus** tasas y que la elección salga de tus pasos.

# %%
check("7.5")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Con unidades distintas gana estandarizar, y por mucho: cruda, la columna más grande
# obliga a una tasa que deja quietas a las demás. Con los sensores pierde: ya compartían unidad, los
# tres que miden estaban parejos, y estandarizar les sube el volumen a nueve que traen el **mismo**
# zumbido; juntos forman una dirección muy curva que frena a los otros. Y la tasa más grande no es la
# que llega antes: min-max la tiene en los sensores y es la más lenta.

# %% tags=["solo-solucion"]
names = ["cruda", "min-max", "estandarizada"]
pair = {"unidades distintas": (units, units_y), "sensores": (sensors, sensors_y)}
fig, axes = viz.figure(1, 2, sharey=True)
for ax, (title, (x, y)) in zip(axes, pair.items(), strict=True):
    steps = race(x, y, 500)["steps"]
    ax.barh(names, steps, color=viz.COLORS["train"])
    for row, count in enumerate(steps):
        ax.text(
            1.15 * count, row, f"{count}" if count < 500 else "no llega", va="center"
        )
    ax.grid(False)
    ax.set(xscale="log", xlim=(0.7, 4000), xlabel="pasos (escala log)", title=title)
axes[0].invert_yaxis()
viz.show(
    fig,
    alt="Pasos que necesita cada escala, en dos tablas. Con unidades distintas la "
    "cruda no llega en 500 pasos, min-max demora decenas y la estandarizada, uno o "
    "dos. En los sensores la cruda demora uno o dos, la estandarizada unos veinte y "
    "min-max, cientos.",
)

# %% [markdown] tags=["solo-solucion"]
# **Qué se ve.** El orden se da vuelta: en la primera tabla la cruda no llega y la estandarizada
# termina casi al partir; en la segunda la cruda es la más rápida y min-max la última. La escala se
# elige mirando qué traen las columnas, y se comprueba contando.

# %% [markdown]
# ## 7.6 Leer una tabla (1 punto)
#
# Estas son mediciones reales. Una red 2-16-1 con ReLU estudió la edad y el salario de 500 personas
# inventadas, **estandarizados**, para predecir su gasto en salud. Después se usa con otras 500, que
# llegan **en grupos**, y se anota el error típico (la raíz del error cuadrático medio) en miles de
# pesos, promedio de cinco semillas:
#
# - **guardada**: cada grupo se escala con la media y la desviación del entrenamiento;
# - **aparte, al azar**: cada grupo se escala con **su propia** media y su propia desviación (una
#   columna que no varía se divide por 1), y los grupos se arman al azar;
# - **aparte, por edad**: igual, pero las personas se ordenan por edad antes de formar los grupos.
#
# | personas por grupo | 1 | 2 | 5 | 20 | 100 | 500 |
# |---|---|---|---|---|---|---|
# | guardada | 10,1 | 10,1 | 10,1 | 10,1 | 10,1 | 10,1 |
# | aparte, al azar | 31,3 | 29,3 | 19,3 | 13,0 | 10,6 | 10,3 |
# | aparte, por edad | 31,3 | 33,1 | 38,1 | 41,2 | 38,1 | 10,3 |

# %%
group_size = [1, 2, 5, 20, 100, 500]
group_saved = [10.1, 10.1, 10.1, 10.1, 10.1, 10.1]
group_random = [31.3, 29.3, 19.3, 13.0, 10.6, 10.3]
group_by_age = [31.3, 33.1, 38.1, 41.2, 38.1, 10.3]

fig, ax = viz.figure()
ax.plot(group_size, group_saved, "o-", color=viz.COLORS["with"], label="guardada")
ax.plot(group_size, group_random, "s--", color=viz.COLORS["train"], label="al azar")
ax.plot(
    group_size, group_by_age, "^-.", color=viz.COLORS["validation"], label="por edad"
)
ax.set(xscale="log", ylim=(0, 45), ylabel="error típico, en miles")
ax.set_xticks(group_size, group_size, minor=False)
ax.set_xlabel("personas por grupo (escala logarítmica)")
ax.legend(loc="lower left", ncols=3)
viz.show(
    fig,
    alt="Error según el tamaño del grupo, los datos de la tabla. Con la media guardada "
    "es plano, en 10. Aparte y al azar baja de 31 a 10. Aparte y por edad sube hasta "
    "41 con grupos de 20 y solo baja a 10 cuando el grupo son los 500.",
)

# %% [markdown]
# Devuelve un diccionario con cuatro claves:
#
# - `"pair"`: llega un grupo de dos personas, de 30 y 80 años, y se estandariza aparte. ¿Qué número
#   recibe la red como edad de quien tiene 80? (un número)
# - `"smallest"`: de los tamaños de la tabla, ¿cuál es el menor con que escalar aparte grupos al azar
#   cuesta **menos de mil pesos** de error por sobre la media guardada? (un número)
# - `"alone"`: con grupos de **una** persona el error es 31,3. ¿Por qué? (una letra)
#   - `"a"`: la red no alcanzó a estudiar;
#   - `"b"`: se divide por una desviación que es 0 y salen `NaN`;
#   - `"c"`: toda persona llega como (0, 0), y la red contesta lo mismo a todas;
#   - `"d"`: la red necesita comparar a cada persona con las demás del grupo.
# - `"by_age"`: por edad y en grupos de 100, el error es casi cuatro veces el de los grupos al azar.
#   ¿Por qué? (una letra)
#   - `"a"`: los grupos de 100 son muy chicos para medir una media;
#   - `"b"`: cada grupo se centra en su propia edad, y el de más edad se ve igual que el más joven;
#   - `"c"`: en los grupos por edad hay edades que la red no había visto;
#   - `"d"`: con los datos ordenados la red aprende mal.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# La red es la misma en toda la tabla: ya no aprende. Lo único que cambia es qué números recibe.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Estandarizar un grupo aparte deja su media en 0, sea cual sea. ¿Qué sabía la red de una persona si
# su edad siempre llega cerca de 0?
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# La media de 30 y 80 es 55, y los dos están a 25 de ella: esa es también la desviación. Para
# `"smallest"`, resta 10,1 a cada número de la segunda fila.
# </details>


# %%
def read_table():
    """Tus cuatro lecturas de la tabla."""
    ### BEGIN SOLUTION
    return {"pair": 1, "smallest": 100, "alone": "c", "by_age": "b"}
    ### END SOLUTION


# %% [markdown]
# Si algo no calza, imagina qué números recibe la red en ese caso.

# %%
check("7.6")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Dos personas distintas, escaladas entre ellas, son siempre −1 y 1, tengan 30 y 80 años
# o 30 y 31; y una sola es siempre 0. El tamaño ayuda solo si el grupo se parece al de entrenamiento:
# por edad, con 100 personas ya se mide bien la media, pero es la media de **otro** grupo, y al
# restarla se borra justo lo que había que saber. Con la media guardada nada de eso importa.

# %% [markdown]
# ## ¿Cómo te fue?

# %%
check_all(7)
