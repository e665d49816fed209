# %% [markdown]
# # 04 · Ejercicio: inicialización
#
# Seis preguntas y diez puntos para pasar de una red de pesos iguales, a mano, a encontrar midiendo
# la desviación con que una red profunda deja pasar la señal y el gradiente.

# %% [markdown]
# ## Ficha
#
# - **Objetivos**: calcular a mano la pérdida inicial y los gradientes de una red de pesos iguales;
#   elegir los sesgos iniciales cuando las clases están desbalanceadas; encontrar un error en una
#   inicialización; juntar neuronas gemelas sin cambiar la red; medir si una señal y un gradiente se
#   desvanecen o explotan, y elegir; leer una tabla.
# - **Requisitos**: la lección 04, *Inicialización*. De Python, funciones y arreglos de NumPy.
# - **Lectura**: 10 minutos, más 40 a 60 minutos de trabajo.
# - **Ejecución**: {{tiempo}}
# - **Clase**: láminas «Inicialización de parámetros».

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
# - **No modifiques los arreglos que recibes.** Si quieres trabajar sobre uno, cópialo antes.
# - En Python los decimales van con **punto**: `0.5`. Con coma, `0,5` son dos números.
# - Una capa densa calcula `x @ W + b`: su kernel `W` tiene una **fila por entrada** y una **columna
#   por neurona**. Los logaritmos son naturales.

# %%
import numpy as np

from course_lib.grading import check, check_all
from course_lib.lab import viz

# %% [markdown]
# ## 4.1 Una red de pesos iguales (1 punto)
#
# Lápiz y papel. Una red tiene dos entradas, dos neuronas ocultas con ReLU y **cuatro** clases.
# **Todos** sus pesos valen ½ y todos sus sesgos, 0:
#
# $$h=\mathrm{ReLU}(xW), \qquad \text{puntajes}=hV, \qquad p=\mathrm{softmax}(\text{puntajes}),$$
#
# con $W$ de forma (2, 2) y $V$ de forma (2, 4). Entra un solo ejemplo, $x=(2,\;4)$, y su clase
# correcta es la **tercera**. La pérdida es la entropía cruzada, $-\ln p_{\text{correcta}}$. Devuelve
# un diccionario con cinco claves:
#
# - `"loss"`: la pérdida inicial (un número; al menos cuatro decimales, o una cuenta con `np.log`);
# - `"d_scores"`: el gradiente de la pérdida respecto de los cuatro puntajes (cuatro números);
# - `"d_V"`: el gradiente respecto de los cuatro pesos que **salen de la primera neurona** oculta, o
#   sea, de la primera fila de $V$ (cuatro números);
# - `"d_W"`: el gradiente respecto de $W$ (dos filas de dos números, como una lista de listas);
# - `"kinds"`: después de un paso de descenso del gradiente, de las cuatro columnas de $V$, ¿cuántas
#   columnas **diferentes** quedan, contando una sola vez las repetidas?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Calcula las dos $h$ y los cuatro puntajes. Si los puntajes son iguales, ¿cuánto vale cada
# probabilidad?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Respecto de los puntajes, el gradiente es $p-y$, con $y=(0,0,1,0)$. A una fila de $V$ le toca la
# $h$ de su neurona por eso. A cada neurona le vuelve la **suma** de $p-y$ por sus pesos de salida.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# $h=(3,3)$ y $p=(\frac14,\frac14,\frac14,\frac14)$. Entonces $p-y=(\frac14,\frac14,-\frac34,\frac14)$,
# y a cada neurona le vuelve $\frac12(\frac14+\frac14-\frac34+\frac14)$. ¿Cuánto es eso?
# </details>


# %%
def by_hand():
    """Tus resultados de lápiz y papel: dos números y tres listas."""
    ### BEGIN SOLUTION
    return {
        "loss": np.log(4),
        "d_scores": [0.25, 0.25, -0.75, 0.25],
        "d_V": [0.75, 0.75, -2.25, 0.75],
        "d_W": [[0, 0], [0, 0]],
        "kinds": 2,
    }
    ### END SOLUTION


# %% [markdown]
# ¿Coincide con lo que esperabas?

# %%
check("4.1")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Cuatro clases indecisas cuestan $\ln 4$. Las etiquetas separan a la columna de la clase
# correcta de las otras tres, pero nada separa a una neurona oculta de su gemela. Y hay algo más:
# $p-y$ siempre suma 0, así que con pesos de salida iguales las cuatro clases **se anulan** y a la
# capa oculta no le llega nada en el primer paso, aunque ningún peso sea 0.

# %% [markdown]
# ## 4.2 Nacer sabiendo qué es común (2 puntos)
#
# Una red clasifica en $K$ clases desbalanceadas. Su última capa parte con el kernel en 0, de modo que
# los puntajes de **todo** ejemplo son, al comienzo, sus sesgos. Conviene que softmax de esos sesgos
# entregue qué tan común es cada clase.
#
# `labels` es un vector de $N$ etiquetas enteras, entre 0 y $K-1$; `classes` es $K$. Como alguna clase
# puede no aparecer, se agrega **un ejemplo imaginario a cada clase**: si la clase $k$ aparece $n_k$
# veces,
#
# $$p_k=\frac{n_k+1}{N+K}.$$
#
# Escribe `start_bias(labels, classes)`, que devuelve tres cosas, en este orden:
#
# 1. `bias`, un arreglo de forma `(K,)`: los sesgos con que softmax entrega exactamente $p$. Sumar lo
#    mismo a todos no cambia softmax; de todos los que sirven, devuelve los que **suman 0**;
# 2. `loss_zero`: la entropía cruzada promedio de los $N$ ejemplos de `labels` si los sesgos parten en
#    0 (un número);
# 3. `loss_bias`: la misma pérdida si parten en `bias` (un número). Los ejemplos imaginarios sirven
#    para calcular $p$, pero **no** entran en las pérdidas.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Cuenta con `np.bincount(labels, minlength=classes)`. ¿Qué puntajes hay que darle a softmax para que
# devuelva $p$? Softmax toma exponenciales y las divide por su suma.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Con puntajes $\ln p_k$, softmax devuelve $p_k$. Para que sumen 0, réstales su promedio. La pérdida de
# un ejemplo es $-\ln$ de la probabilidad de **su** etiqueta.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Con `log_p = np.log((counts + 1) / (len(labels) + classes))`, los sesgos son
# `log_p - log_p.mean()` y la última pérdida, `-np.mean(log_p[labels])`.
# </details>


# %%
def start_bias(labels, classes):
    """Los sesgos que entregan p, y la pérdida inicial sin ellos y con ellos."""
    ### BEGIN SOLUTION
    counts = np.bincount(labels, minlength=classes)
    log_p = np.log((counts + 1) / (len(labels) + classes))
    return log_p - log_p.mean(), np.log(classes), -np.mean(log_p[labels])
    ### END SOLUTION


# %% [markdown]
# Se revisa con clases de muy distinto tamaño; en un caso, a una clase le falta aparecer.

# %%
check("4.2")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Softmax deshace el logaritmo, así que los sesgos son $\ln p$, corridos en lo que
# queramos; $\ln\frac{p}{1-p}$ es el de **una** salida con sigmoid, y aquí daría otras probabilidades.
# La red parte con una pérdida menor que $\ln K$ sin haber mirado una sola entrada: son los pasos que
# se ahorra. Y el ejemplo imaginario evita un sesgo de $-\infty$, del que ningún gradiente la sacaría.

# %% [markdown]
# ## 4.3 Encuentra el error (2 puntos)
#
# Esta función sortea los pesos de una red densa. `sizes` trae los anchos: con `[20, 50, 10]` entran
# 20 números, hay una capa oculta de 50 neuronas y salen 10 puntajes. Corre sin quejarse, las formas
# son correctas y la desviación también. Tiene **un solo error**.


# %%
def draw(n_in, n_out, seed):
    """Un kernel de normales de media 0 y desviación 1/√n_in."""
    rng = np.random.default_rng(seed)
    return rng.standard_normal((n_in, n_out)) / np.sqrt(n_in)


def init_broken(sizes, seed):
    """La lista [W1, b1, W2, b2, …] de una red densa. Tiene un error."""
    weights = []
    for k in range(len(sizes) - 1):
        n_in, n_out = sizes[k : k + 2]
        weights += [draw(n_in, n_out, seed), np.zeros(n_out)]
    return weights


# %% [markdown]
# El síntoma: una red **lineal** de 60 capas de 40 neuronas. Con pesos de desviación $1/\sqrt{40}$ la
# ganancia es 1 y la señal debería llegar, en todas las semillas, con un tamaño parecido al que tenía.


# %%
def growth(weights):
    """Por cuánto se multiplica la desviación de la señal en una red lineal."""
    h = np.random.default_rng(99).standard_normal((100, len(weights[0])))
    start = h.std()
    for W in weights[::2]:
        h = h @ W
    return h.std() / start


# %% [markdown]
# Cinco semillas:

# %%
for seed in range(5):
    size = growth(init_broken([40] * 61, seed))
    digits = 1 if size < 10 else 0
    print(f"semilla {seed}: por {size:.{digits}f}")

# %% [markdown]
# Escribe `init_fixed(sizes, seed)`, que devuelve la lista `[W1, b1, W2, b2, …]` sin el error. Lo demás
# queda tal cual: kernels de forma `(n_in, n_out)`, normales de media 0 y desviación
# $1/\sqrt{n_{\text{in}}}$, y sesgos en cero. `seed` es un entero y debe cumplirse que:
#
# - la misma semilla entrega siempre la misma red;
# - los pesos de una red no repiten un sorteo, ni entre sus neuronas ni entre sus capas;
# - dos redes de semillas distintas **no comparten ninguna capa**, ni siquiera en otro lugar: tampoco
#   las de semillas seguidas, como 7 y 8.
#
# Se revisa solo `init_fixed`; puedes llamar a funciones tuyas.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Imprime `weights[0][:2, :3]` y `weights[2][:2, :3]` de una red con todas las capas del mismo ancho.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Un generador recién creado con la misma semilla entrega los mismos números. ¿Cuántos generadores
# crea la función, y cuántos hacen falta?
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Crea `rng = np.random.default_rng(seed)` **una vez**, antes del ciclo, y sortea dentro con
# `rng.standard_normal((n_in, n_out)) / np.sqrt(n_in)`.
# </details>


# %%
def init_fixed(sizes, seed):
    """La lista [W1, b1, W2, b2, …] de una red densa, sin el error."""
    ### BEGIN SOLUTION
    rng, weights = np.random.default_rng(seed), []
    for k in range(len(sizes) - 1):
        n_in, n_out = sizes[k : k + 2]
        W = rng.standard_normal((n_in, n_out)) / np.sqrt(n_in)
        weights += [W, np.zeros(n_out)]
    return weights
    ### END SOLUTION


# %% [markdown]
# La revisión no espera unos pesos en particular: mira formas, tamaños y que ningún sorteo se repita.

# %%
check("4.3")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Cada capa por separado estaba bien, y por eso ninguna revisión capa por capa lo nota:
# eran **la misma**. Cruzar 60 veces la misma matriz no es cruzar 60 distintas: lo que ella estira un
# poco, lo estira 60 veces en la misma dirección. Con `seed + k` en cada capa el error se esconde
# mejor: la segunda capa de la semilla 7 sería la primera de la 8, y promediar semillas ya no
# promediaría redes independientes.

# %% tags=["solo-solucion"]
fig, ax = viz.figure(width=6, height=3.2)
inits = {"con el error": (init_broken, "o"), "corregida": (init_fixed, "s")}
for row, (init, mark) in enumerate(inits.values()):
    sizes = [growth(init([40] * 61, seed)) for seed in range(20)]
    color = viz.COLORS["without" if row == 0 else "with"]
    ax.plot(sizes, [row] * 20, mark, color=color, alpha=0.6)
ax.axvline(1, color="0.6", linewidth=1)
ax.set(xscale="log", ylim=(-0.5, 1.5), xlabel="tamaño de la señal tras 60 capas (log)")
ax.set_yticks([0, 1], list(inits))
viz.show(
    fig,
    alt="Tamaño de la señal tras 60 capas en 20 semillas. Con el error se reparte "
    "entre una centésima y decenas de miles; corregida, las 20 quedan entre 0,2 y 2.",
)

# %% [markdown] tags=["solo-solucion"]
# **Qué se ve.** Con capas independientes los desvíos se compensan y las 20 semillas llegan cerca de 1.
# Con la misma capa repetida los desvíos se acumulan, y el resultado depende de la suerte.

# %% [markdown]
# ## 4.4 Una neurona por cada grupo de gemelas (2 puntos)
#
# Dos neuronas de una capa que reciben lo mismo entregan lo mismo, y entonces una de ellas sobra. Si
# se borra y la otra se queda con los pesos de salida **de las dos, sumados**, la red responde igual.
#
# `W` de forma `(D, H)` y `b` de forma `(H,)` son los de una capa oculta de $H$ neuronas, y `V`, de
# forma `(H, K)`, el kernel de la capa siguiente: los pesos de salida de la neurona $j$ son `V[j]`. Dos
# neuronas son del mismo grupo si sus pesos de entrada y su sesgo difieren, **uno por uno y en valor
# absoluto**, a lo más en `tol`. Sus pesos de salida pueden ser distintos.
#
# Escribe `merge_twins(W, b, V, tol)`, que devuelve `W`, `b` y `V` de la red chica, de formas `(D, G)`,
# `(G,)` y `(G, K)`, si quedan $G$ grupos:
#
# - de cada grupo quedan los pesos de entrada y el sesgo de su **primera** neurona, tal cual;
# - su fila de `V` es la **suma** de las filas de todo el grupo;
# - los grupos van en el orden en que aparece su primera neurona.
#
# Las gemelas pueden estar en cualquier lugar, y puede haber más de dos por grupo. No hay casos
# dudosos: en cada grupo todas se parecen entre sí, y de cualquier otra difieren, al menos en un peso
# o en el sesgo, en el triple de `tol` o más.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Recorre las neuronas en orden. Para cada una pregunta: ¿se parece a alguna de las que ya guardé?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Pon el sesgo como una fila más: `joint = np.vstack([W, b])`. Dos columnas son gemelas si la mayor
# diferencia absoluta es a lo más `tol`. Redondear no sirve: 0,1249 y 0,1251 se parecen y redondean a
# 0,12 y a 0,13.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Guarda dos listas, `first` (posiciones) y `rows`. Para cada `j`, busca un `g` con
# `np.abs(joint[:, j] - joint[:, first[g]]).max() <= tol`: si existe, `rows[g] = rows[g] + V[j]`; si
# no, agrega `j` a `first` y `V[j]` a `rows`.
# </details>


# %%
def merge_twins(W, b, V, tol):
    """La misma red con una sola neurona por cada grupo de gemelas."""
    ### BEGIN SOLUTION
    joint, first, rows = np.vstack([W, b]), [], []
    for j, outgoing in enumerate(V):
        for g, leader in enumerate(first):
            if np.abs(joint[:, j] - joint[:, leader]).max() <= tol:
                rows[g] = rows[g] + outgoing
                break
        else:
            first.append(j)
            rows.append(outgoing)
    return W[:, first], b[first], np.array(rows)
    ### END SOLUTION


# %% [markdown]
# La revisión usa una misma red con dos tolerancias, y hay neuronas que se parecen sin ser gemelas.

# %%
check("4.4")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Lo que la capa siguiente recibe de dos gemelas es $h\,V_j+h\,V_k=h\,(V_j+V_k)$: una sola
# neurona basta, con los pesos sumados. Así se entiende qué se pierde al partir de una constante: una
# capa de mil neuronas **es** una capa de una. Aquí no hizo falta que los pesos de salida fueran
# iguales; eso se pide para que sigan siendo gemelas al **entrenar**.

# %% [markdown]
# ## 4.5 Que pasen la señal y el gradiente (2 puntos)
#
# Un experimento completo, sin fórmulas: medir y elegir. Una red de $L$ capas, todas de $n$ neuronas y
# sin sesgos, se inicia con $W_k=s\cdot$`base[k]`, donde `base`, de forma `(L, n, n)`, ya trae normales
# de desviación 1. Lo único que decides es la desviación $s$.
#
# - **De ida**: entra `x`, de forma `(N, n)`. En cada capa, $z_k=h_{k-1}W_k$ y $h_k=\varphi(z_k)$, con
#   $h_0$ = `x`. La última capa también lleva activación.
# - **De vuelta**: llega `grad`, de forma `(N, n)`, el gradiente respecto de $h_L$. De la última capa a
#   la primera, $g_{k-1}=\bigl(g_k\,\varphi'(z_k)\bigr)W_k^\top$.
#
# `activation` es `"tanh"` o `"relu"`. El **tamaño** de un arreglo es la raíz del promedio de los
# cuadrados de todos sus elementos. Escribe `find_std(x, grad, base, activation)`, que devuelve un
# diccionario:
#
# - `"stds"`: un vector con las desviaciones que probaste, crecientes. **Tú las eliges**: entre 8 y 60,
#   cada una a lo más 1,25 veces la anterior, con al menos una que deje `"gradient"` bajo 0,001 y una
#   que lo lleve sobre 1000;
# - `"signal"`: por cada una, el tamaño de $h_L$ dividido por el de `x`;
# - `"gradient"`: por cada una, el tamaño de $g_0$ dividido por el de `grad`;
# - `"choice"`: la desviación de `stds` que elegirías: una que deje los **dos** números entre 0,1 y 10.
#
# En la revisión $L$ es 12 y $n$ cambia entre 36 y 52. Con esa separación entre desviaciones siempre
# habrá una sana en el camino. Para elegirla, mide: $1/\sqrt{n}$ no siempre alcanza. Una red para que
# pruebes, de la misma clase:

# %%
rng = np.random.default_rng(4)
deep_x, deep_grad = 2 * rng.standard_normal((12, 50)), rng.standard_normal((12, 50))
deep_base = rng.standard_normal((12, 50, 50))

# %% [markdown]
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Haz primero la ida y la vuelta para **una** desviación. De ida, guarda las doce $z$: las necesitas a
# la vuelta.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# La derivada de tanh es $1-\tanh^2 z$ y la de ReLU, 1 donde $z>0$ y 0 en el resto. Para las
# desviaciones, `np.geomspace(0.02, 2, 30)` avanza multiplicando siempre por lo mismo. ¿Cuál es el
# peor de los dos tamaños con cada una?
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# De vuelta: `for Z, z in zip(base[::-1], zs[::-1])`, con `g = (g * slope(z)) @ (s * Z).T`. Para
# elegir, mira qué tan lejos de 1 queda el peor:
# `worst = np.maximum(abs(np.log(signal)), abs(np.log(gradient)))` y `stds[np.argmin(worst)]`.
# </details>


# %%
def find_std(x, grad, base, activation):
    """Las desviaciones probadas, lo que le pasa a la red con cada una y la elegida."""
    ### BEGIN SOLUTION
    stds, signal, gradient = np.geomspace(0.02, 2, 30), [], []
    for s in stds:
        h, g, slopes = x, grad, []
        for Z in base:
            z = h @ (s * Z)
            h = np.tanh(z) if activation == "tanh" else np.maximum(z, 0)
            slopes.append(1 - h**2 if activation == "tanh" else z > 0)
        for Z, slope in zip(base[::-1], slopes[::-1], strict=True):
            g = (g * slope) @ (s * Z).T
        signal.append(np.sqrt(np.mean(h**2) / np.mean(x**2)))
        gradient.append(np.sqrt(np.mean(g**2) / np.mean(grad**2)))
    worst = np.maximum(np.abs(np.log(signal)), np.abs(np.log(gradient)))
    choice = stds[np.argmin(worst)]
    return {"stds": stds, "signal": signal, "gradient": gradient, "choice": choice}
    ### END SOLUTION


# %% [markdown]
# La revisión no espera unas desviaciones en particular: mide las **tuyas** y mira si tu elección está
# sana en los dos sentidos, con las dos activaciones.

# %%
check("4.5")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Con tanh, mirar solo la ida engaña: una desviación enorme satura las neuronas, la señal
# queda pegada en ±1 y se ve sana mientras el gradiente explota. Con ReLU los dos sentidos van juntos y
# el rango sano es angosto, porque nada frena el producto de doce factores. Y la desviación que sirve
# para una activación no es la que sirve para la otra: las lecciones 05 y 06 explican cuáles son.

# %% tags=["solo-solucion"]
fig, axes = viz.figure(1, 2, sharey=True)
for ax, activation in zip(axes, ("tanh", "relu"), strict=True):
    result = find_std(deep_x, deep_grad, deep_base, activation)
    stds = result["stds"]
    ax.axhspan(0.1, 10, color="0.92")
    ax.plot(stds, result["signal"], color=viz.COLORS["train"], label="señal")
    ax.plot(
        stds,
        result["gradient"],
        "--",
        color=viz.COLORS["validation"],
        label="gradiente",
    )
    ax.axvline(result["choice"], color="0.5", linewidth=1)
    ax.set(xscale="log", yscale="log", ylim=(1e-6, 1e6), title=activation)
    ax.set(xlabel="desviación s (escala log)")
axes[0].set_ylabel("cuántas veces crece (log)")
axes[0].legend(loc="lower right")
viz.show(
    fig,
    alt="Tamaño final de la señal y del gradiente según la desviación, con la franja "
    "sana entre 0,1 y 10. Con tanh la señal sube y se queda plana bajo 1, y el "
    "gradiente sigue subiendo. Con ReLU las dos suben juntas, en línea recta. Una "
    "línea vertical marca la desviación elegida en cada caso.",
)

# %% [markdown] tags=["solo-solucion"]
# **Qué se ve.** La franja gris es lo sano y la línea vertical, lo elegido. Con tanh la señal entra en la
# franja y ya no sale, por grande que sea $s$; es el gradiente el que pone el límite. Con ReLU las dos
# curvas cruzan la franja casi encimadas y en poco espacio: hay que acertarle.

# %% [markdown]
# ## 4.6 Leer una tabla (1 punto)
#
# Estas son mediciones reales. Una red de ocho capas ocultas de 32 neuronas con tanh, y diez puntajes
# al final, se inició de cuatro maneras, A, B, C y D, siempre con los sesgos en 0. Antes de entrenar se
# anotan su pérdida con 1.000 dígitos de MNIST y, en las capas ocultas, la desviación del gradiente que
# les vuelve. Después se entrena 15 épocas con esos dígitos y se cuentan las neuronas distintas de la
# primera capa y los aciertos en otros 1.000. Es el promedio de cinco semillas (el de los gradientes es
# geométrico):
#
# | inicio | pérdida inicial | gradiente, capa 8 | gradiente, capa 1 | neuronas distintas | aciertos (%) |
# |---|---|---|---|---|---|
# | A | 2,30 | 2,8 · 10⁻⁵ | 1,1 · 10⁻¹⁰ | 32 | 10 |
# | B | 2,33 | 2,1 · 10⁻⁴ | 1,2 · 10⁻⁴ | 32 | 85 |
# | C | 2,30 | 0 | 0 | 1 | 9 |
# | D | 8,08 | 1,2 · 10⁻³ | 7,2 · 10⁻² | 32 | 12 |
#
# Los ceros de C son puro redondeo, menos de $10^{-19}$. La capa 1 es la primera y la 8, la más cercana a
# la salida; $\ln 10=2{,}30$. Sus pesos fueron normales de desviación chica, normales de desviación
# grande, los de Glorot y una constante, 0,05, **no en ese orden**. Esto es lo que pasa capa por capa
# con las tres que caben en una escala logarítmica:

# %%
start_loss = [2.30, 2.33, 2.30, 8.08]
start_distinct = [32, 32, 1, 32]
start_accuracy = [10, 85, 9, 12]
grad_a = [1.1e-10, 6.7e-10, 4.0e-9, 2.3e-8, 1.4e-7, 8.0e-7, 4.8e-6, 2.8e-5]
grad_b = [1.2e-4, 1.4e-4, 1.4e-4, 1.6e-4, 1.8e-4, 1.9e-4, 2.0e-4, 2.1e-4]
grad_d = [7.2e-2, 4.1e-2, 2.3e-2, 1.3e-2, 7.2e-3, 3.9e-3, 2.2e-3, 1.2e-3]

fig, ax = viz.figure()
layers = range(1, 9)
ax.plot(layers, grad_a, "o-", color=viz.COLORS["train"], label="A")
ax.plot(layers, grad_b, "s--", color=viz.COLORS["with"], label="B")
ax.plot(layers, grad_d, "^-.", color=viz.COLORS["validation"], label="D")
ax.set(yscale="log", xlabel="capa oculta", ylabel="gradiente (escala log)")
viz.label_lines(ax)
viz.show(
    fig,
    alt="Gradiente que le vuelve a cada capa oculta, en escala logarítmica. De la "
    "capa 8 a la 1, A cae en línea recta cinco órdenes de magnitud, B queda casi plana "
    "y D sube casi dos órdenes. C no se dibuja, porque vale 0.",
)

# %% [markdown]
# Devuelve un diccionario con cuatro claves:
#
# - `"factor"`: en la fila A, ¿por cuánto se multiplica el gradiente en **cada** capa, al ir de la 8 a
#   la 1? (un número: el promedio geométrico; bastan dos cifras)
# - `"twins"`: ¿cuál partió con la constante? (una letra, `"a"` a `"d"`)
# - `"alarm"`: ¿en cuál la **sola** pérdida inicial ya avisa que algo anda mal? (una letra, `"a"` a
#   `"d"`)
# - `"cause"`: en C el gradiente es 0 en **todas** las capas ocultas. ¿Por qué? (una letra)
#   - `"a"`: se fue achicando capa por capa, como en A, y ya no se nota;
#   - `"b"`: las neuronas están saturadas, y la derivada de tanh ahí es 0;
#   - `"c"`: los pesos de salida son iguales, y lo que piden las diez clases se anula;
#   - `"d"`: la tasa de aprendizaje es muy chica.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# De la capa 8 a la 1 hay siete pasos. Si en cada uno se multiplica por lo mismo, ¿por cuánto se
# multiplica en total?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Para `"cause"` mira dónde aparece el primer 0, viniendo desde la salida, y recuerda tu `"d_W"` de 4.1.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# El factor es $\left(\frac{1{,}1\cdot10^{-10}}{2{,}8\cdot10^{-5}}\right)^{1/7}$.
# </details>


# %%
def read_table():
    """Tus cuatro lecturas de la tabla."""
    ### BEGIN SOLUTION
    return {"factor": 0.17, "twins": "c", "alarm": "d", "cause": "c"}
    ### END SOLUTION


# %% [markdown]
# Si algo no calza, vuelve a mirar la figura antes de abrir otra pista.

# %%
check("4.6")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** La constante se delata por su única neurona distinta. A se desvanece con factor 0,17, que
# es justo $\sigma\sqrt{n}$ con su desviación, 0,03: $0{,}03\sqrt{32}=0{,}17$. D explota hacia atrás y
# parte segura de respuestas inventadas, y es la única que la pérdida inicial delata: A y C también
# parten en $\ln 10$ y no aprenden. Y en C la capa 8, pegada a la salida, ya recibe 0: es la cuenta de
# 4.1, $p-y$ suma 0 y los pesos iguales no dejan que ninguna clase gane.

# %% [markdown]
# ## ¿Cómo te fue?

# %%
check_all(4)
