# %% [markdown]
# # 05 · Ejercicio: Xavier
#
# Seis preguntas y diez puntos para pasar de una varianza calculada a mano a decidir, midiendo, qué
# $n$ le conviene a una red que se angosta o se ensancha.

# %% [markdown]
# ## Ficha
#
# - **Objetivos**: calcular la varianza de una neurona y la regla de Glorot; contar entradas y
#   salidas en convoluciones, también por grupos; encontrar un error en un inicializador; predecir
#   señal y gradiente en un embudo; elegir una regla midiendo la ida y la vuelta; leer una tabla.
# - **Requisitos**: la lección 05, *Xavier: el tamaño justo de los pesos*. De Python, funciones y
#   arreglos de NumPy.
# - **Lectura**: 12 minutos, más 40 a 60 minutos de trabajo.
# - **Ejecución**: {{tiempo}}
# - **Clase**: láminas «Xavier initialization».

# %% [markdown]
# ## Cómo se trabaja
#
# 1. Cada pregunta trae una función con su hueco. Borra `raise NotImplementedError`, escribe tu
#    respuesta y corre la celda.
# 2. Corre `check(...)`: te dice qué está bien y qué falla. Puedes hacerlo todas las veces que
#    quieras; **no es una nota**, es una ayuda.
# 3. Si te trabas, abre las pistas **de a una**. La primera orienta, la segunda da la idea y la
#    tercera casi la escribe.
#
# Siete reglas valen para todas las preguntas:
#
# - Usa solo NumPy y la biblioteca estándar de Python: al calificar no hay nada más. Tampoco red,
#   ventanas, otros programas ni archivos tuyos.
# - Cada llamada a tu función tiene **8 segundos** (todas juntas, 60) y 2 GB de memoria.
# - Al calificar se ejecuta de nuevo, de arriba abajo, lo que tus funciones usan de otras celdas. Antes
#   de entregar, `curso revisar` con tu archivo muestra lo que se verá.
# - **No modifiques los arreglos que recibes.** Si quieres trabajar sobre uno, cópialo antes.
# - En Python los decimales van con **punto**: `0.5`. Con coma, `0,5` son dos números.
# - Una capa calcula $z=hW$, sin sesgo, y los pesos tienen media 0. Los kernels tienen la forma de
#   Keras: las entradas en el penúltimo eje y las salidas en el último.
# - $E[z^2]$ es el promedio de los cuadrados, **sin** restar la media. Glorot es
#   $\operatorname{Var}(w)=\frac{2}{n_{\text{in}}+n_{\text{out}}}$, sin ganancia.

# %%
import numpy as np

from course_lib.grading import check, check_all
from course_lib.lab import viz

# %% [markdown]
# ## 5.1 A mano, con números redondos (1 punto)
#
# Lápiz y papel. Todo lo que se sortea es independiente. Devuelve un diccionario con cinco números:
#
# - `"variance"`: una neurona lineal suma 50 entradas de media 0 y **desviación** 5. Sus pesos se
#   reparten por igual entre −0,3 y 0,3. ¿Cuánto vale $\operatorname{Var}(z)$?
# - `"std"`: la **desviación** de los pesos que pide Glorot para una capa de 120 entradas y 80
#   salidas.
# - `"limit"`: otra capa, de 90 entradas y 60 salidas, parte con Glorot **uniforme** entre $-a$ y
#   $a$. ¿Cuánto vale $a$?
# - `"forward"`: con la desviación de `"std"`, ¿por cuánto multiplica esa capa, la de 120 y 80, la
#   **varianza** de la señal cuando va hacia adelante? Las entradas tienen media 0.
# - `"backward"`: en la misma capa, ¿por cuánto se multiplica la **varianza** del gradiente al
#   cruzarla de vuelta?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Una neurona lineal suma $n$ productos: $\operatorname{Var}(z)=n\operatorname{Var}(w)\operatorname{Var}(x)$. ¿Te dieron varianzas?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# La varianza de una uniforme entre $-a$ y $a$ es $a^2/3$. De ida se suman tantos términos como
# entradas; de vuelta, tantos como salidas.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# $50\cdot\frac{0{,}3^2}{3}\cdot5^2$; $\sqrt{2/200}$; $\sqrt{6/150}$; $120\cdot\frac{2}{200}$;
# $80\cdot\frac{2}{200}$.
# </details>


# %%
def by_hand():
    """Tus resultados de lápiz y papel: cinco números."""
    ### BEGIN SOLUTION
    return {"variance": 37.5, "std": 0.1, "limit": 0.2, "forward": 1.2, "backward": 0.8}
    ### END SOLUTION


# %% [markdown]
# ¿Salieron números redondos?

# %%
check("5.1")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Todo pasa por varianzas: $0{,}3^2/3=0{,}03$ y $50\cdot0{,}03\cdot25=37{,}5$. En la capa de
# 120 a 80 la ida sale multiplicada por 1,2 y la vuelta por 0,8: Glorot no conserva ninguna de las
# dos, pero los factores quedan a la misma distancia de 1 porque siempre suman 2.

# %% [markdown]
# ## 5.2 Contar conexiones, también por grupos (2 puntos)
#
# En una convolución **por grupos** (`groups` en la `Conv2D` de Keras), los canales se reparten en
# grupos que no se mezclan: cada filtro pertenece a un grupo y mira solo los canales del suyo. El
# kernel guarda lo que un filtro ve, así que su forma es
#
# `(ventana…, canales de entrada de UN grupo, filtros en total)`.
#
# La ventana tiene cero ejes (capa densa), uno, dos o tres. Con `groups = 1` es la convolución de
# siempre; con un canal por grupo es la convolución *por canal* (depthwise).
#
# Escribe `fans_and_limit(shape, groups)`, que recibe la forma del kernel (una tupla de enteros) y
# el número de grupos, que divide justo al de filtros. Devuelve tres números, en este orden:
#
# 1. `fan_in`: cuántos productos se suman para formar **un** valor de la salida;
# 2. `fan_out`: a cuántos valores de la salida llega **un** valor de la entrada, lejos de los bordes
#    y avanzando de a un lugar: una vez por cada posición de la ventana y por cada filtro que lo mira;
# 3. el límite $a$ de la uniforme de Glorot, con esos dos números.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Dibuja una convolución de 4 canales y 6 filtros en 2 grupos. ¿Cuántos filtros miran el primer
# canal? ¿Y cuántos canales mira un filtro?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# La forma ya trae los canales **de un grupo**, pero los filtros **de todos**. Los dos conteos se
# multiplican por las posiciones de la ventana, el producto de sus ejes.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Con `window = np.prod(shape[:-2])`: `fan_in = window * shape[-2]`,
# `fan_out = window * shape[-1] / groups` y $a=\sqrt{6/(\texttt{fan\_in}+\texttt{fan\_out})}$.
# </details>


# %%
def fans_and_limit(shape, groups):
    """Entradas, salidas y límite de Glorot uniforme de un kernel con grupos."""
    ### BEGIN SOLUTION
    window = np.prod(shape[:-2])
    fan_in = window * shape[-2]
    fan_out = window * shape[-1] / groups
    return fan_in, fan_out, np.sqrt(6 / (fan_in + fan_out))
    ### END SOLUTION


# %% [markdown]
# Se prueba con capas densas y convoluciones de una, dos y tres dimensiones, con grupos y sin ellos.

# %%
check("5.2")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Los dos conteos son de conexiones, no de ejes: en una convolución por canal con ventana
# de 5 × 5, cada salida suma 25 productos y cada entrada llega a 25 salidas, tenga la red 6 canales o
# 600. Keras calcula con la forma y no mira `groups`: en ese caso usa 25 y $25\cdot600$, y los pesos
# parten unas 17 veces más chicos de lo que esta cuenta pide.

# %% [markdown]
# ## 5.3 Un error plantado (1 punto)
#
# Esta función llegó de otro proyecto. Recibe `uniforms`, una lista de arreglos con números
# uniformes entre 0 y 1, cada uno con la forma de un kernel denso, y los convierte en pesos de
# Glorot uniforme. Tiene **un solo error**.


# %%
def borrowed_glorot(uniforms):
    """Convierte uniformes de [0, 1) en pesos de Glorot. Tiene un error."""
    weights = []
    for u in uniforms:
        fan_in, fan_out = u.shape
        limit = np.sqrt(6 / (fan_in + fan_out))
        weights.append((u - 0.5) * limit)
    return weights


# %% [markdown]
# Los pesos tienen media 0 y formas correctas, y el límite está bien calculado. Pero mira la señal en
# una red de ocho capas cuadradas, sin activación, donde Glorot debería conservar el tamaño:

# %%
rng = np.random.default_rng(3)
uniforms = [rng.random((200, 200)) for _ in range(8)]
x = rng.standard_normal((100, 200))


def sizes(weights):
    """El tamaño √E[z²] de la señal en cada capa de una red sin activación."""
    h, path = x, []
    for kernel in weights:
        h = h @ kernel
        path.append(np.sqrt(np.mean(h**2)))
    return np.array(path)


print("tamaño por capa:", np.round(sizes(borrowed_glorot(uniforms)), 3))

# %% [markdown]
# Encuentra el error y escribe `fixed_glorot(uniforms)`, que hace lo mismo **sin** él: devuelve la
# lista de kernels, en el mismo orden y con las mismas formas. Cada peso sale de **su** número
# uniforme, en línea recta y creciente: el 0 va al menor valor posible y el 1, al mayor. Usa el límite
# teórico; no lo midas en los números que llegan.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Para un kernel de `(200, 200)`, ¿cuánto vale `limit`? ¿Y cuánto vale el mayor de los pesos que salen?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# $u-\tfrac12$ va de −½ a ½: el intervalo mide 1. ¿Cuánto mide el intervalo que va de $-a$ a $a$?
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Estira antes de multiplicar: $2u-1$ va de −1 a 1.
# </details>


# %%
def fixed_glorot(uniforms):
    """La misma función, corregida."""
    ### BEGIN SOLUTION
    weights = []
    for u in uniforms:
        fan_in, fan_out = u.shape
        limit = np.sqrt(6 / (fan_in + fan_out))
        weights.append((2 * u - 1) * limit)
    return weights
    ### END SOLUTION


# %% [markdown]
# La revisión usa capas que no son cuadradas y compara peso por peso.

# %%
check("5.3")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** El intervalo de $-a$ a $a$ mide $2a$, y el de la función medía $a$: la mitad de la
# desviación y un cuarto de la varianza. Nada falla a la vista, y sin embargo cada capa divide la
# señal por dos: en ocho capas, por 256. Un inicializador se prueba midiendo su desviación.

# %% tags=["solo-solucion"]
fig, ax = viz.figure()
for name, function in (("prestada", borrowed_glorot), ("corregida", fixed_glorot)):
    ax.plot(range(1, 9), sizes(function(uniforms)), "o-", label=name)
ax.set(yscale="log", xlabel="capa", ylabel="tamaño de la señal (logarítmica)")
viz.label_lines(ax)
viz.show(
    fig,
    alt="Tamaño de la señal en ocho capas, en escala logarítmica: con la función "
    "prestada baja en línea recta de 0,5 a 0,004; con la corregida se queda en "
    "torno a 1.",
)

# %% [markdown] tags=["solo-solucion"]
# **Qué se ve.** Una recta que baja en escala logarítmica: la misma fracción, ½, en cada capa. La
# corregida se mueve apenas en torno a 1.

# %% [markdown]
# ## 5.4 Predecir un embudo (2 puntos)
#
# Una red **sin activaciones** tiene anchos $n_0, n_1, \dots, n_L$: $h_0=x$ y $h_k=h_{k-1}W_k$, con
# $W_k$ de forma $(n_{k-1}, n_k)$. Los pesos son independientes entre sí y de $x$; los
# de $W_k$ tienen media 0 y varianza $1/n$, donde $n$ es el número de entradas de la capa, el de
# salidas o el promedio de los dos. Al final llega un
# gradiente $g_L=\partial L/\partial h_L$ que es ruido independiente de todo, de media 0 y varianza 1.
# $g_k$ es $\partial L/\partial h_k$, el gradiente que llega a la salida de la capa $k$.
#
# Escribe `predict(widths, mode, mean, std)`, que predice **sin sortear nada**:
#
# - `widths` es la lista $[n_0, n_1, \dots, n_L]$;
# - `mode` es `"fan_in"`, `"fan_out"` o `"fan_avg"`;
# - `mean` y `std` son la media y la **desviación** de cada entrada $x$. La media puede no ser 0.
#
# Devuelve tres arreglos de largo $L$, con un número por capa $k=1,\dots,L$, en ese orden. Son valores
# esperados sobre los sorteos:
#
# 1. `forward`: $E[h_k^2]$, la señal a la salida de cada capa;
# 2. `backward`: $E[g_k^2]$, el gradiente que llega a la salida de cada capa (el último es 1);
# 3. `kernel`: el gradiente de los pesos. Con **un** ejemplo, la derivada de un peso de $W_k$ es su
#    entrada por el gradiente de su salida, y son independientes: $E[h_{k-1}^2]\cdot E[g_k^2]$.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# ¿Por cuánto multiplica la capa $k$ el segundo momento de ida? ¿Y el de vuelta? Son dos listas de
# $L$ factores; lo demás son productos acumulados.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Lo que entra en la cuenta no es la varianza de $x$ sino $E[x^2]$. De vuelta se parte por el final:
# $E[g_L^2]=1$, y $g_{k}$ se obtiene de $g_{k+1}$ cruzando $W_{k+1}$. El factor de la primera capa no
# participa.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Con `n_in, n_out = widths[:-1], widths[1:]` como arreglos: `forward = (mean**2 + std**2) *
# np.cumprod(n_in / n)`, y `backward` es `np.cumprod` de `[1, …]` con los factores `n_out / n` de la
# última a la segunda capa, dado vuelta. En `kernel`, la señal va corrida una capa: parte con $E[x^2]$.
# </details>


# %%
def predict(widths, mode, mean, std):
    """Señal, gradiente y gradiente de los pesos de cada capa: segundos momentos."""
    ### BEGIN SOLUTION
    n_in, n_out = np.array(widths[:-1]), np.array(widths[1:])
    n = {"fan_in": n_in, "fan_out": n_out, "fan_avg": (n_in + n_out) / 2}[mode]
    signal = (mean**2 + std**2) * np.cumprod(np.append(1, n_in / n))
    backward = np.cumprod(np.append(1, (n_out / n)[:0:-1]))[::-1]
    return signal[1:], backward, signal[:-1] * backward
    ### END SOLUTION


# %% [markdown]
# Se prueba con los tres modos, con redes que se angostan y se ensanchan, y con entradas sin centrar.

# %%
check("5.4")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** De ida cada capa multiplica por $n_{k-1}\operatorname{Var}(w)$ y de vuelta por
# $n_k\operatorname{Var}(w)$: `fan_in` deja en 1 los primeros factores, `fan_out` los segundos, y con
# `fan_avg` los dos de una capa suman 2. La media de las entradas se paga una vez, al principio,
# porque desde la primera capa los pesos de media 0 centran la señal.

# %% tags=["solo-solucion"]
widths = [256, 128, 64, 32, 16]
modes, depth = ["fan_in", "fan_out", "fan_avg"], [1, 2, 3, 4]
fig, axes = viz.figure(1, 2, sharey=True)
for mode in modes:
    forward, backward, kernel = predict(widths, mode, 0, 1)
    axes[0].plot(depth, forward, "o-", label=mode)
    axes[1].plot(depth, backward, "o-", label=mode)
for ax in axes:
    ax.set(yscale="log", xlabel="capa", xticks=depth)
    viz.label_lines(ax)
axes[0].set(ylabel="segundo momento (logarítmica)", title="ida")
axes[1].set(title="vuelta")
viz.show(
    fig,
    alt="Predicción en un embudo de cuatro capas. De ida: fan_in se queda en 1, "
    "fan_avg sube a 3,2 y fan_out a 16. De vuelta, leyendo de la capa 4 a la 1: "
    "fan_out se queda en 1, fan_avg baja a 0,3 y fan_in a 0,125.",
)

# %% [markdown] tags=["solo-solucion"]
# **Qué se ve.** Cada extremo deja plana una de las dos figuras y paga toda la cuenta en la otra.
# `fan_avg` corre por el medio en las dos: ese es el acuerdo.

# %% [markdown]
# ## 5.5 Elegir la regla midiendo (3 puntos)
#
# Con activación ya no hay fórmula exacta, así que se mide. La red tiene anchos
# $n_0,\dots,n_L$ y tanh **entre** capas: $z_1=xW_1$ y después $z_{k+1}=\tanh(z_k)\,W_{k+1}$. Los pesos
# son normales de media 0 y **desviación** $\gamma/\sqrt n$, donde $\gamma$ es la ganancia y $n$ depende
# de la regla: entradas, salidas o promedio. A la salida llega un gradiente
# $\delta=\partial L/\partial z_L$, que se conoce. De vuelta, con $g_L=\delta$,
#
# $$g_k=\frac{\partial L}{\partial z_k}=\bigl(g_{k+1}W_{k+1}^\top\bigr)\cdot\bigl(1-\tanh^2 z_k\bigr).$$
#
# Escribe `choose_mode(x, delta, widths, gain, seed)`. `x` tiene forma $(N, n_0)$; `delta`,
# $(N, n_L)$; `widths` es la lista de los $L+1$ anchos y `gain` es $\gamma$. Devuelve un diccionario:
#
# - `"draws"`: cuántos sorteos de toda la red promediaste. Tú decides, entre 8 y 40, ambos incluidos.
# - `"forward"`: arreglo de forma `(3, L)`: en la fila, la regla, en el orden `fan_in`, `fan_out`,
#   `fan_avg`; en la columna, la capa. Es $E[z_k^2]/E[x^2]$, promediada
#   sobre los sorteos (con la media, la media geométrica o la mediana: las tres sirven).
# - `"backward"`: igual, con $E[g_k^2]/E[\delta^2]$. Su última columna es 1.
# - `"mode"`: la regla que elegirías, como texto: `"fan_in"`, `"fan_out"` o `"fan_avg"`. Lo malo de
#   una regla es **su peor número**: entre sus $2L$ razones (promediadas), la que está más lejos de 1.
#   Cuatro veces más es tan malo como cuatro veces menos: compara $|\ln(\cdot)|$. Gana la regla cuyo
#   peor número es el menos malo.
#
# Los $E[\cdot]$ promedian sobre los ejemplos y las neuronas. El azar sale de un
# `np.random.default_rng(seed)`: misma semilla, mismo resultado. En cada sorteo, **las tres reglas
# usan los mismos números normales**, solo que a distinta escala; y cada sorteo trae números nuevos. El
# orden en que los pides da lo mismo: la revisión mira propiedades, no tus números.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Escribe primero una función que, dados los kernels ya sorteados, calcule las $2L$ razones de **una**
# red. Guarda las $z_k$ al ir: las necesitas para volver.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Crea el generador una sola vez. En cada sorteo pide los números normales de todas las capas y, con
# ellos, arma las tres redes. Si creas el generador dentro del ciclo con la misma semilla, todos los
# sorteos son el mismo.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# De vuelta: `g = delta`, y para `k` de `L - 1` a 1 (contando desde 0), `g = (g @ weights[k].T) *
# (1 - np.tanh(z[k - 1]) ** 2)`. Al final, `worst = np.abs(np.log(np.hstack([forward,
# backward]))).max(axis=1)` y el modo de `np.argmin(worst)`.
# </details>


# %%
def ratios(x, delta, weights):
    """Las razones de ida y de vuelta de una red con tanh: dos listas de L números."""
    ### BEGIN SOLUTION
    z = [x @ weights[0]]
    for kernel in weights[1:]:
        z.append(np.tanh(z[-1]) @ kernel)
    g = [delta]
    for kernel, before in zip(weights[:0:-1], z[-2::-1]):
        g.insert(0, (g[0] @ kernel.T) * (1 - np.tanh(before) ** 2))
    forward = [np.mean(a**2) / np.mean(x**2) for a in z]
    return forward, [np.mean(a**2) / np.mean(delta**2) for a in g]
    ### END SOLUTION


def choose_mode(x, delta, widths, gain, seed):
    """Mide la ida y la vuelta con las tres reglas y elige la de mejor peor caso."""
    ### BEGIN SOLUTION
    rng, draws = np.random.default_rng(seed), 10
    n_in, n_out = np.array(widths[:-1]), np.array(widths[1:])
    total = np.zeros((3, 2, len(n_in)))
    for _ in range(draws):
        noise = [rng.standard_normal(pair) for pair in zip(n_in, n_out)]
        for row, n in zip(total, (n_in, n_out, (n_in + n_out) / 2)):
            weights = [gain / np.sqrt(k) * e for k, e in zip(n, noise)]
            row += ratios(x, delta, weights)
    mean = total / draws
    best = np.argmin(np.abs(np.log(mean)).max(axis=(1, 2)))
    return {
        "draws": draws,
        "forward": mean[:, 0],
        "backward": mean[:, 1],
        "mode": ("fan_in", "fan_out", "fan_avg")[best],
    }
    ### END SOLUTION


# %% [markdown]
# `ratios` es una ayuda que puedes cambiar o borrar: se revisa solo `choose_mode`, con cuatro redes de
# forma y ganancia distintas. Compara lo que eliges en cada una.

# %%
check("5.5")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Ninguna regla gana siempre. En un embudo que se cierra, tanh también achica la señal, y
# a `fan_out` eso le compensa lo que la hace crecer; si solo la primera capa cambia de ancho,
# `fan_in` conserva la ida y casi no paga de vuelta. `fan_avg` es una apuesta sin mirar la red: rara
# vez la peor. Y el logaritmo importa: con $|r-1|$, apagarse del todo costaría 1 y crecer cuatro veces
# costaría 3.

# %% tags=["solo-solucion"]
rng = np.random.default_rng(8)
shapes = {"se cierra": [64, 48, 36, 27, 20, 15], "entrada angosta": [12, 64, 64, 64]}
fig, axes = viz.figure(1, 2, sharey=True)
for ax, (title, widths) in zip(axes, shapes.items()):
    x = 0.2 + 0.2 * rng.standard_normal((50, widths[0]))
    delta = rng.standard_normal((50, widths[-1]))
    result = choose_mode(x, delta, widths, 1, seed=4)
    layers = range(1, len(widths))
    for k, name in enumerate(("fan_in", "fan_out", "fan_avg")):
        ax.plot(layers, result["forward"][k], "o-", color=f"C{k}", label=name)
        ax.plot(layers, result["backward"][k], "o:", color=f"C{k}")
    ax.set(
        yscale="log", xlabel="capa", ylim=(0.1, 10), title=f"{title}: {result['mode']}"
    )
    ax.set(xticks=layers)
axes[0].set(ylabel="razón (logarítmica)")
axes[0].legend()
viz.show(
    fig,
    alt="Razones de ida (línea continua) y de vuelta (punteada) por capa en dos redes. "
    "En la que se cierra, fan_out es la que menos se aleja de 1; en la de entrada "
    "angosta, fan_in queda entre 0,8 y 1 mientras fan_out cae bajo 0,2.",
)

# %% [markdown] tags=["solo-solucion"]
# **Qué se ve.** La ida va en línea continua y la vuelta, punteada. A la izquierda `fan_in` termina
# más de cinco veces abajo en la vuelta; a la derecha son `fan_out` y `fan_avg` quienes parten abajo, en la
# ida, y ya no se recuperan.

# %% [markdown]
# ## 5.6 Leer una tabla (1 punto)
#
# Mediciones reales: una red de 10 capas ocultas de 100 neuronas con tanh y diez salidas. En las
# ocultas los pesos son de Glorot uniforme **multiplicados por una ganancia**; la de salida lleva
# Glorot. Se entrena con 1.000 dígitos de MNIST, escalados a media 0 y desviación 1 (8 épocas, lotes
# de 32, SGD con momento 0,9 y tasa 0,02), y se valida con otros 1.000. **Antes** de entrenar se mide
# con 200 dígitos: el tamaño de la señal $h=\tanh(z)$ en la capa 10; el porcentaje de $|h|>0{,}95$ en
# esa capa, las saturadas; y el tamaño del gradiente $\partial L/\partial h$ en la capa 1 dividido por
# el de la capa 10. Promedio de cinco semillas y, en la última fila, la desviación entre semillas:
#
# | ganancia | 0,5 | 0,75 | 1 | 1,33 | 1,67 | 2,5 | 4 |
# |---|---|---|---|---|---|---|---|
# | señal en la capa 10 | 0,0009 | 0,035 | 0,24 | 0,52 | 0,66 | 0,8 | 0,88 |
# | saturadas (%) | 0 | 0 | 0 | 0,9 | 9,7 | 35,8 | 60,3 |
# | gradiente: capa 1 / capa 10 | 0,0018 | 0,054 | 0,35 | 0,98 | 1,96 | 7,9 | 49 |
# | error de entrenamiento (%) | 62,5 | 2,6 | 1,6 | 2,4 | 3,6 | 21,7 | 69,4 |
# | error de validación (%) | 66,2 | 13,7 | 12,7 | 13,6 | 15,6 | 29,1 | 70,8 |
# | desviación de validación | 10,6 | 1,4 | 1,4 | 1,6 | 1,7 | 3,2 | 8,8 |

# %%
table_gain = [0.5, 0.75, 1, 1.33, 1.67, 2.5, 4]
table_signal = [0.0009, 0.035, 0.24, 0.52, 0.66, 0.8, 0.88]
table_back = [0.0018, 0.054, 0.35, 0.98, 1.96, 7.9, 49]
table_val = [66.2, 13.7, 12.7, 13.6, 15.6, 29.1, 70.8]
table_spread = [10.6, 1.4, 1.4, 1.6, 1.7, 3.2, 8.8]

fig, (left, right) = viz.figure(1, 2)
left.plot(table_gain, table_signal, "o-", label="señal en la capa 10")
left.plot(table_gain, table_back, "o--", label="gradiente, 1 / 10")
left.axhline(1, color="0.7", linewidth=1)
left.set(yscale="log", xlabel="ganancia", ylabel="tamaño (logarítmica)")
left.legend()
right.errorbar(table_gain, table_val, table_spread, fmt="o-", capsize=3)
right.set(ylim=(0, 100), xlabel="ganancia", ylabel="error de validación (%)")
viz.show(
    fig,
    alt="Los datos de la tabla. Izquierda: la señal sube de 0,0009 a 0,88 y se aplana; "
    "el gradiente sube sin parar de 0,002 a 49 y cruza 1 cerca de 1,33. Derecha: el "
    "error de validación parte en 66 %, baja a 13 % con ganancia 1 y sube a 71 % "
    "con 4.",
)

# %% [markdown]
# Devuelve un diccionario con cuatro claves:
#
# - `"bug"`: el error de la función prestada de 5.3 equivale a una columna de esta tabla. ¿Qué
#   ganancia? (un número)
# - `"saturated"`: con ganancia 4, seis de cada diez neuronas de la capa 10 están saturadas: casi no
#   dejan pasar gradiente. ¿Qué le pasa entonces al gradiente al volver, según la tabla, y por qué?
#   - `"a"`: se apaga, porque una neurona saturada no deja pasar nada;
#   - `"b"`: crece: los pesos, cuatro veces mayores, amplifican lo que pasa por las no saturadas más
#     de lo que se pierde en las otras;
#   - `"c"`: crece, porque la derivada de tanh es mayor en las neuronas saturadas;
#   - `"d"`: crece, porque la red ya está entrenada y ajustó sus pesos.
# - `"both"`: algunas bibliotecas recomiendan 5/3 (1,67) como ganancia para tanh. ¿Qué muestra la
#   tabla al comparar 1,67 con 1,33?
#   - `"a"`: que 1,67 conserva mejor la ida y la vuelta a la vez;
#   - `"b"`: que 1,67 es peor en todo, también en la señal que llega a la capa 10;
#   - `"c"`: que con 1,67 llega más señal a la capa 10, pero el gradiente ya crece al volver: con tanh
#     una sola ganancia no deja conformes a las dos;
#   - `"d"`: que la ganancia solo afecta al gradiente.
# - `"per_layer"`: con ganancia 4 el gradiente se multiplica por 49 de la capa 10 a la 1. En promedio
#   (geométrico), ¿por cuánto lo multiplica **cada** capa que cruza? (un número; se acepta con 2 % de
#   holgura)
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Para `"bug"`: ¿por cuánto habría que multiplicar los pesos correctos para obtener los de la función
# prestada?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Lee la fila del gradiente en la columna de 4 antes de responder con la intuición. Y de la capa 10 a
# la 1, ¿cuántas capas se cruzan?
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Son nueve cruces: el factor que, multiplicado nueve veces por sí mismo, da 49.
# </details>


# %%
def read_table():
    """Tus cuatro lecturas de la tabla."""
    ### BEGIN SOLUTION
    return {"bug": 0.5, "saturated": "b", "both": "c", "per_layer": 49 ** (1 / 9)}
    ### END SOLUTION


# %% [markdown]
# Si algo no calza, vuelve a la tabla antes de abrir otra pista.

# %%
check("5.6")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** El error de 5.3 no era un detalle: medio Glorot deja una señal de 0,0009 en la capa 10
# y dos de cada tres dígitos mal leídos. Con ganancia 4 la intuición falla: la saturación frena el
# gradiente en muchas neuronas, pero cada capa multiplica por $4^2$ la varianza de lo que sí pasa, y
# gana lo segundo: $49^{1/9}\approx1{,}54$ por capa. Entre 0,75 y 1,33 los errores se parecen tanto
# como sus desviaciones: ahí cualquiera sirve, y la regla de siempre, ganancia 1, está adentro.

# %% [markdown]
# ## ¿Cómo te fue?

# %%
check_all(5)
