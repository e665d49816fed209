# %% [markdown]
# # 06 · Ejercicio: He
#
# Seis preguntas y diez puntos para pasar de una desviación calculada a mano a elegir, midiendo, la
# ganancia de una activación.

# %% [markdown]
# ## Ficha
#
# - **Objetivos**: calcular la desviación de He de una capa densa y de una convolución; sortear pesos
#   para leaky ReLU con tres distribuciones de igual varianza; encontrar un error en un inicializador;
#   escalar las ramas de una red residual; elegir una ganancia midiendo la señal; leer una tabla.
# - **Requisitos**: la lección 06, *He: devolver lo que ReLU apaga*. De Python, funciones y arreglos
#   de NumPy.
# - **Lectura**: 12 minutos, más unos 60 minutos de trabajo.
# - **Ejecución**: {{tiempo}}
# - **Clase**: láminas «He initialization».

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
# - **No modifiques lo que recibes**, ni los arreglos ni las listas. Si quieres trabajar sobre un
#   arreglo, cópialo antes; si son varios, arma una lista nueva.
# - En Python los decimales van con **punto**: `0.5`. Con coma, `0,5` son dos números.
# - Una capa calcula $z=hW$, sin sesgo. Los kernels tienen la forma de Keras: `(entradas, salidas)`
#   en una capa densa; en una convolución, primero la ventana: `(alto, ancho, entradas, salidas)`.
# - El **tamaño** de una señal es $\sqrt{E[z^2]}$ y su **segundo momento**, $E[z^2]$: el promedio de
#   los cuadrados, sin restar la media. La regla de He, si no se dice otra cosa, es la de
#   `he_normal`: con el número de entradas.

# %%
from itertools import pairwise

import numpy as np

from course_lib.grading import check, check_all
from course_lib.lab import viz

# %% [markdown]
# ## 6.1 A mano, con números redondos (1 punto)
#
# Lápiz y papel. En todas las capas la activación es ReLU.
#
# Devuelve un diccionario, `{"dense": …, "conv": …, "limit": …, "signal": …}`, con cuatro números:
#
# - `"dense"`: la **desviación** de He para una capa densa de 200 entradas y 50 salidas;
# - `"conv"`: la **desviación** de He para una convolución con ventana de $5\times5$ y 16 filtros,
#   que recorre imágenes de $12\times12$ con 2 canales (su kernel tiene forma `(5, 5, 2, 16)`);
# - `"limit"`: quieres la misma **varianza** de He, pero con pesos repartidos por igual entre $-c$ y
#   $c$. La capa es densa, de 24 entradas y 10 salidas. ¿Cuánto vale $c$? (La varianza de una
#   uniforme en $[-c, c]$ es $c^2/3$.)
# - `"signal"`: otra red usa $\operatorname{Var}(w)=1/n_{\text{in}}$ en todas sus capas. En la capa 1,
#   $z$ mide $\sqrt{E[z^2]}=8$. ¿Cuánto mide $z$ en la capa 11?
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Antes de cada cuenta, pregúntate cuántos números se suman para formar **un** valor de $z$. Y para
# la última: ¿cuántas ReLU hay entre el $z$ de la capa 1 y el de la capa 11?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# La varianza de He es $2/n_{\text{in}}$; para la uniforme, iguálala a $c^2/3$ y despeja $c$. Con
# $1/n_{\text{in}}$, cada ReLU deja la mitad de $E[z^2]$, o sea, divide el tamaño por $\sqrt2$.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# $\sqrt{2/200}$; $\sqrt{2/(5\cdot5\cdot2)}$; $c=\sqrt{3\cdot2/24}$; $8/(\sqrt2)^{10}$.
# </details>


# %%
def by_hand():
    """Tus resultados de lápiz y papel: cuatro números."""
    ### BEGIN SOLUTION
    return {"dense": 0.1, "conv": 0.2, "limit": 0.5, "signal": 0.25}
    ### END SOLUTION


# %% [markdown]
# ¿Salieron números redondos?

# %%
check("6.1")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Cada $z$ de la convolución suma una ventana entera, $5\cdot5\cdot2=50$ productos; ni el
# tamaño de la imagen ni los 16 filtros entran en la cuenta. La uniforme necesita un borde
# $\sqrt3$ veces mayor que la desviación, $0{,}5=\sqrt3\cdot0{,}289$. Y entre el $z$ de la capa 1 y el
# de la 11 hay diez ReLU, cada una con su $\sqrt2$: $8/2^5$.

# %% [markdown]
# ## 6.2 Una ReLU que gotea y tres formas de sortear (2 puntos)
#
# Leaky ReLU deja pasar $a\,z$ cuando $z<0$. La lección dedujo su regla:
# $\operatorname{Var}(w)=\dfrac{2}{(1+a^2)\,n}$.
#
# Escribe `he_leaky(shape, slope, mode, distribution, seed)`, que devuelve un kernel denso: un arreglo
# de forma `shape`, que es `(entradas, salidas)`, con números al azar independientes, sorteados de
# una distribución de media 0. La varianza y la media son las de esa distribución: no las midas en los
# pesos que salieron para corregirlos.
#
# - `slope` es la pendiente $a$, un número de 0 a 1.
# - `mode` dice quién es $n$: `"fan_in"`, las entradas; `"fan_out"`, las salidas.
# - `distribution` dice la forma, y **las tres tienen la varianza de arriba**:
#   - `"normal"`: normal;
#   - `"uniform"`: uniforme entre $-c$ y $c$;
#   - `"truncated_normal"`: normal sin colas. Se sortea una normal de desviación 1; mientras haya
#     números fuera de $[-2, 2]$, se vuelven a sortear **solo esos** (si sorteas de nuevo el arreglo
#     entero, con miles de pesos siempre cae alguno afuera y el ciclo no termina), y al final se
#     lleva todo a la escala pedida. Ojo: sin las colas, la desviación ya no es 1 sino 0,87962566.
# - `seed` es un entero: usa `np.random.default_rng(seed)`, y crea un solo generador por llamada. Con
#   la misma semilla, los mismos pesos; con otra, otros.
#
# La revisión no compara tus pesos con los nuestros: mide la media, la desviación y la forma de miles
# de ellos, y también prueba kernels muy chicos.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Primero la desviación, que es la misma en las tres formas. Después, cada forma con desviación 1. El
# último paso es un producto.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Una uniforme de desviación 1 va de $-\sqrt3$ a $\sqrt3$. Para truncar no sirve `np.clip`, que
# amontona los pesos en los bordes: mientras haya alguno fuera de $[-2, 2]$, vuelve a sortear esos.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# `std = np.sqrt(2 / ((1 + slope**2) * n))`. Truncada: `while (out := np.abs(w) > 2).any():` y dentro
# `w[out] = rng.standard_normal(out.sum())`. Al final, `std * w / 0.87962566`.
# </details>


# %%
def he_leaky(shape, slope, mode, distribution, seed):
    """Kernel denso con la varianza de He para leaky ReLU de pendiente `slope`."""
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    n = shape[0] if mode == "fan_in" else shape[1]
    std = np.sqrt(2 / ((1 + slope**2) * n))
    if distribution == "uniform":
        return std * rng.uniform(-np.sqrt(3), np.sqrt(3), shape)
    w = rng.standard_normal(shape)
    if distribution == "normal":
        return std * w
    while (outside := np.abs(w) > 2).any():
        w[outside] = rng.standard_normal(outside.sum())
    return std * w / 0.87962566
    ### END SOLUTION


# %% [markdown]
# Se prueban las tres formas, los dos modos y varias pendientes.

# %%
check("6.2")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** A la capa siguiente le importa solo $E[w^2]$, así que la forma es libre mientras se
# respete la varianza; y cada forma tiene su propio factor entre lo que se escribe (un borde, un
# corte) y la desviación que resulta. El 0,8796 olvidado es de los más caros: $0{,}8796^{30}\approx
# 0{,}02$, así que en treinta capas la señal se hace cincuenta veces más chica.

# %% tags=["solo-solucion"]
fig, ax = viz.figure()
for kind, name in (
    ("normal", "normal"),
    ("truncated_normal", "truncada"),
    ("uniform", "uniforme"),
):
    w = he_leaky((500, 400), 0.2, "fan_in", kind, seed=1).ravel()
    text = f"{w.std():.3f}".replace(".", ",")
    height, edges = np.histogram(w, bins=60, range=(-0.25, 0.25), density=True)
    ax.stairs(height, edges, linewidth=2, label=f"{name}: desviación {text}")
ax.set(xlabel="peso", ylabel="densidad", title="500 entradas, pendiente 0,2")
ax.legend()
viz.show(
    fig,
    alt="Tres histogramas de pesos con la misma desviación, 0,062: una campana con "
    "colas, otra cortada en seco a cada lado y una meseta plana de bordes rectos, "
    "más angosta.",
)

# %% [markdown] tags=["solo-solucion"]
# **Qué se ve.** Tres formas distintas y una misma desviación. La truncada se corta en
# $\pm2/0{,}8796=\pm2{,}27$ desviaciones, y la uniforme, en $\pm1{,}73$: a menos cola, más cuerpo.

# %% [markdown]
# ## 6.3 Un error plantado (1 punto)
#
# Esta función llegó de otro proyecto. Recibe `noise`, una lista de arreglos con números normales de
# media 0 y desviación 1, cada uno con la forma de un kernel, y los lleva a la desviación de He.
# Alguien la probó con una red de capas cuadradas, vio que la señal se mantenía y la dio por buena.


# %%
def borrowed_he(noise):
    """Lleva ruido normal a pesos de He, kernel por kernel. Tiene un error."""
    weights = []
    for kernel in noise:
        fan_in = np.prod(kernel.shape[1:])
        weights.append(np.sqrt(2 / fan_in) * kernel)
    return weights


# %% [markdown]
# Mira qué pasa cuando las capas **no** son cuadradas. `last_size` lleva una señal por una red densa
# con ReLU y mide su tamaño al final.


# %%
def last_size(weights):
    """El tamaño de z, √E[z²], en la última capa de una red densa con ReLU."""
    h = np.random.default_rng(7).standard_normal((200, len(weights[0])))
    for kernel in weights:
        z = h @ kernel
        h = np.maximum(z, 0)
    return np.sqrt(np.mean(z**2))


square, funnel = (128,) * 7, (512, 256, 128, 64, 32, 16, 8)
rng = np.random.default_rng(6)
for widths in (square, funnel, funnel[::-1]):
    noise = [rng.standard_normal(pair) for pair in pairwise(widths)]
    print(widths, f"→ tamaño al final: {last_size(borrowed_he(noise)):.1f}")
filters = borrowed_he([rng.standard_normal((3, 3, 16, 64))])[0]
print(f"convolución (3, 3, 16, 64): desviación {filters.std():.3f}")

# %% [markdown]
# Con He, en promedio sobre los sorteos, el tamaño al final es cercano a $\sqrt2\approx1{,}4$: en las
# tres redes debería estar más o menos entre 1 y 2. Y la desviación de esa convolución,
# $\sqrt{2/144}\approx0{,}118$.
#
# Encuentra el error y escribe `fixed_he(noise)`, que hace lo mismo **sin** él: devuelve la lista de
# kernels, en el mismo orden y con las mismas formas, cada uno igual a su ruido multiplicado por la
# desviación de He que le toca (la teórica: no la midas en el ruido). Debe servir para kernels de dos
# ejes o más: densos, `(entradas, salidas)`, y convoluciones con uno, dos o más ejes de ventana,
# `(ventana…, entradas, salidas)`.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Calcula a mano, para el kernel `(3, 3, 16, 64)`, cuánto vale `fan_in` en esa función y cuánto
# debería valer. ¿Y en uno de `(512, 256)`?
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Hay bibliotecas que guardan los kernels con las salidas **primero**: `(salidas, entradas, alto,
# ancho)`. En Keras van al final. ¿Qué ejes se multiplican entonces?
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# Todos los ejes menos el último: `kernel.shape[:-1]`. El resto de la función está bien.
# </details>


# %%
def fixed_he(noise):
    """La misma función, corregida."""
    ### BEGIN SOLUTION
    weights = []
    for kernel in noise:
        fan_in = np.prod(kernel.shape[:-1])
        weights.append(np.sqrt(2 / fan_in) * kernel)
    return weights
    ### END SOLUTION


# %% [markdown]
# La revisión usa convoluciones de una y de dos dimensiones, y capas densas que no son cuadradas.

# %%
check("6.3")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** La función está bien para un kernel `(salidas, entradas, alto, ancho)`, que es como los
# guarda PyTorch; con los de Keras cuenta salidas en vez de entradas. En una capa cuadrada los dos
# números coinciden, y por eso la prueba no lo vio: para probar un inicializador, formas **rectangulares**.

# %% tags=["solo-solucion"]
for widths in (square, funnel, funnel[::-1]):
    noise = [rng.standard_normal(pair) for pair in pairwise(widths)]
    print(widths, f"→ tamaño al final: {last_size(fixed_he(noise)):.1f}")

# %% [markdown] tags=["solo-solucion"]
# El embudo y el embudo al revés ya no explotan ni se apagan. Lo que queda de diferencia con 1,4 es
# suerte: con capas de 8 y 16 neuronas cada sorteo se desvía bastante.

# %% [markdown]
# ## 6.4 Ramas que se suman (2 puntos)
#
# Una red **residual** no reemplaza la señal en cada bloque: le suma una rama. Con $h$ de $n$
# números y una capa oculta de $m$,
#
# $$h \;\leftarrow\; h + \operatorname{relu}(h\,W_1)\,W_2,\qquad W_1:(n, m),\quad W_2:(m, n).$$
#
# La rama es $\operatorname{relu}(h\,W_1)\,W_2$; el **atajo**, la misma $h$ que se suma sin cambios. Si
# no están correlacionados, los segundos momentos se suman:
# $E[h_{\text{nuevo}}^2]=E[h^2]+E[\text{rama}^2]$. Con ramas tan grandes como el atajo, cada bloque
# **duplica** $E[h^2]$: después de 30 bloques, mil millones.
#
# Escribe `residual_weights(noise, growth)`. `noise` trae números normales de media 0 y desviación 1
# con la forma de los kernels de $L$ bloques, todos con los mismos $n$ y $m$, en este orden:
# `[W1, W2, W1, W2, …]`. Son $2L$ arreglos. Devuelve la lista de kernels, en el mismo orden y con las
# mismas formas:
#
# - cada $W_1$ es su ruido por la desviación de He;
# - cada $W_2$ es su ruido por una misma desviación $\sigma_2$, **la mayor** con la que, en promedio
#   sobre los sorteos, $E[h^2]$ a la salida de los $L$ bloques es a lo más `growth` veces $E[h^2]$ a la
#   entrada.
#
# Las dos desviaciones son las teóricas: no las midas en el ruido. `growth` es un número mayor o igual
# que 1. Con `growth = 1`, $\sigma_2=0$: las ramas parten apagadas y la red es la identidad.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Si la rama aporta $r\cdot E[h^2]$, cada bloque multiplica $E[h^2]$ por $1+r$. ¿Por cuánto lo
# multiplican $L$ bloques? Despeja $r$.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# $r=\text{growth}^{1/L}-1$. Ahora sigue la señal por la rama: con He, $E[(hW_1)^2]=2E[h^2]$, la ReLU
# deja la mitad y $W_2$ multiplica por $m\,\sigma_2^2$. Después de $W_2$ no hay otra ReLU.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# `r = growth ** (1 / L) - 1`, con `L = len(noise) // 2`; los $W_1$ llevan `np.sqrt(2 / n)` y los
# $W_2$, `np.sqrt(r / m)`.
# </details>


# %%
def residual_weights(noise, growth):
    """Kernels de una red residual cuyo E[h²] crece a lo más `growth` veces."""
    ### BEGIN SOLUTION
    n, m = noise[0].shape
    ratio = growth ** (2 / len(noise)) - 1
    scales = np.sqrt(2 / n), np.sqrt(ratio / m)
    return [scales[k % 2] * kernel for k, kernel in enumerate(noise)]
    ### END SOLUTION


# %% [markdown]
# Se prueba con distintos números de bloques, con $n$ y $m$ distintos y también con `growth = 1`.

# %%
check("6.4")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** $(1+r)^L=\text{growth}$, y como la rama termina en una capa lineal, $W_2$ lleva
# $r/m$ y no $2r/m$. Con $L$ grande, $r\approx\ln(\text{growth})/L$: de ahí sale la receta más
# conocida, multiplicar la rama por $1/\sqrt L$, que deja crecer $E[h^2]$ hasta $e\approx2{,}7$ veces.
# Y $r=0$ es la otra receta, la última capa de cada rama en ceros.

# %% tags=["solo-solucion"]
rng = np.random.default_rng(4)
n, m, blocks = 200, 300, 30
noise = [
    rng.standard_normal(shape) for _ in range(blocks) for shape in ((n, m), (m, n))
]
recipes = {"growth = 4": residual_weights(noise, 4)}
recipes["growth = 1"] = residual_weights(noise, 1)
recipes["He en todo"] = [np.sqrt(2 / len(kernel)) * kernel for kernel in noise]

fig, ax = viz.figure()
for name, weights in recipes.items():
    h = rng.standard_normal((200, n))
    moments = [np.mean(h**2)]
    for w1, w2 in zip(weights[::2], weights[1::2]):
        h = h + np.maximum(h @ w1, 0) @ w2
        moments.append(np.mean(h**2))
    ax.plot(moments, label=name)
ax.set(yscale="log", xlabel="bloque", ylabel="E[h²] (escala logarítmica)")
viz.label_lines(ax)
viz.show(
    fig,
    alt="Segundo momento de h en 30 bloques residuales, en escala logarítmica: con He "
    "en todas las capas sube en línea recta a más de 10 elevado a 14; con growth 4 "
    "sube de 1 a cerca de 4; con growth 1 se queda en 1.",
)

# %% [markdown] tags=["solo-solucion"]
# **Qué se ve.** Con He también en $W_2$ la rama mide el doble que el atajo y cada bloque multiplica
# por 3: el conteo hasta 30 llega a $3^{30}\approx2\cdot10^{14}$. Las otras dos llegan adonde se pidió, pero
# una promesa «en promedio» se cumple salvo por la suerte del sorteo.

# %% [markdown]
# ## 6.5 Elegir una ganancia midiendo (3 puntos)
#
# Con ReLU y leaky ReLU la ganancia sale de una cuenta. Con otras parientes se propone una y se mide.
# La **ELU** es suave y se aplana en $-1$:
#
# $$\operatorname{elu}(z)=\begin{cases} z & z>0\\ e^{z}-1 & z\le 0\end{cases}$$
#
# La tarjeta de la lección propone He, que es la **ganancia** $g=\sqrt2$ si los pesos son normales de
# media 0 y desviación $g/\sqrt n$. Con ella la señal no se pierde, pero ¿es la que mejor la conserva?
# Haz el experimento. Escribe `choose_gain(x, gains, depth, seed)`:
#
# - `x`, de forma `(N, n)`, es la entrada; la red tiene `depth` capas densas de $n$ entradas y $n$
#   salidas, sin sesgo: $z_1=xW_1$ y después $z_{k+1}=\operatorname{elu}(z_k)\,W_{k+1}$;
# - `gains` es una lista de ganancias, en cualquier orden; para cada una se arma una red;
# - los pesos salen de `np.random.default_rng(seed)`: cada capa sortea su propia matriz, y **todas las
#   ganancias usan los mismos sorteos** (crea el generador de nuevo para cada una): así la única
#   diferencia entre dos redes es $g$.
#
# Devuelve un diccionario con:
#
# - `"moments"`: arreglo de forma `(len(gains), depth)` con el segundo momento $E[z_k^2]$, promedio
#   sobre los $N$ ejemplos y las $n$ neuronas, sin redondear, de cada ganancia (en el orden de
#   `gains`) y cada capa;
# - `"gain"`: la de `gains` con que en la **última** capa $E[z^2]$ queda más cerca de 1. Ser cuatro
#   veces mayor es tan malo como ser cuatro veces menor: compara $|\ln E[z^2]|$. Las otras capas no
#   cuentan para elegir.
#
# La revisión mira que las mediciones se porten como deben y que tu elección salga de ellas. También
# prueba con un solo ejemplo y con $n=1$, una neurona por capa, donde se puede seguir la cuenta.
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Escribe primero una sola red: un ciclo sobre las capas que calcula $z$, anota el promedio de $z^2$ y
# aplica la activación. Después, rodéalo con el ciclo sobre `gains`: cada red parte de `x`.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# Se mide $z$, **antes** de la activación. Y tanto el generador como `h = x` van adentro del ciclo de
# las ganancias: afuera, la segunda red recibiría otros sorteos y otra entrada.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# En cada capa, `z = h @ (g / np.sqrt(n) * rng.standard_normal((n, n)))`, luego
# `row.append(np.mean(z**2))` y `h = np.where(z > 0, z, np.expm1(z))`. Al final,
# `gains[np.argmin(np.abs(np.log(moments[:, -1])))]`.
# </details>


# %%
def choose_gain(x, gains, depth, seed):
    """Mide E[z²] por capa con cada ganancia y elige la que termina más cerca de 1."""
    ### BEGIN SOLUTION
    n = x.shape[1]
    moments = np.empty((len(gains), depth))
    for i, gain in enumerate(gains):
        rng, h = np.random.default_rng(seed), x
        for k in range(depth):
            z = h @ (gain / np.sqrt(n) * rng.standard_normal((n, n)))
            moments[i, k] = np.mean(z**2)
            h = np.where(z > 0, z, np.expm1(z))
    best = np.argmin(np.abs(np.log(moments[:, -1])))
    return {"moments": moments, "gain": gains[best]}
    ### END SOLUTION


# %% [markdown]
# Se prueba con entradas grandes y chicas, con pocas y muchas capas, y con listas de ganancias que no
# incluyen la ideal.

# %%
check("6.5")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** La ELU se parece a la identidad cerca de 0 (ahí no pierde nada y bastaría $g=1$) y a
# ReLU cuando $z$ es grande (ahí pierde la mitad y pide $g=\sqrt2$): ninguna fórmula sirve para todos
# los tamaños. Con los mismos sorteos para todas, lo que cambia entre dos filas de la tabla es la
# ganancia y no la suerte. Y la distancia va en logaritmo porque la señal se multiplica de capa en
# capa: con $|E[z^2]-1|$, apagarse del todo «costaría» apenas 1 y ganaría a crecer tres veces.

# %% tags=["solo-solucion"]
rng = np.random.default_rng(2)
gains, x = [1, 1.12, 1.25, 1.41, 1.6], rng.standard_normal((100, 300))
small, large = (choose_gain(size * x, gains, 30, seed=3) for size in (0.2, 3))

fig, axes = viz.figure(1, 2, sharey=True)
for ax, result, title in zip(axes, (small, large), ("entrada chica", "entrada grande")):
    for gain, row in zip(gains, result["moments"]):
        ax.plot(range(1, 31), row, label=f"g = {gain}".replace(".", ","))
    ax.set(yscale="log", xlabel="capa", title=title)
axes[0].set(ylabel="E[z²] (escala logarítmica)")
viz.label_lines(axes[1])
viz.show(
    fig,
    alt="Segundo momento de z en 30 capas con ELU y cinco ganancias; a la izquierda la "
    "entrada es chica y a la derecha es grande. Con ganancia 1,25 las dos terminan "
    "cerca de 1; con 1 siguen bajando; con 1,6 suben sin parar.",
)

# %% [markdown] tags=["solo-solucion"]
# **Qué se ve.** Con $g=1{,}25$ la señal llega a un valor cercano a 1 venga de donde venga: si es chica, la
# ELU casi no le quita y la ganancia la sube; si es grande, le quita la mitad y baja. Esa corrección no
# existe con ReLU, que quita la mitad a cualquier tamaño. La de He, 1,41, no explota, pero termina cerca
# de diez veces arriba de 1.

# %% [markdown]
# ## 6.6 Leer una tabla (1 punto)
#
# Mediciones reales: una red de 12 capas ocultas de 128 neuronas con ReLU y diez salidas, con pesos
# normales de varianza escala$/n_{\text{in}}$ en las capas ocultas. Se entrena con 1.000 dígitos de
# MNIST durante 10 épocas (SGD con momento 0,9 y tasa 0,01) y se valida con otros 1.000. «Señal» es el
# tamaño de $z$ en la capa 12 dividido por su tamaño en la capa 1, **antes** de entrenar. Cinco
# semillas: promedio (el de la señal, geométrico) y, en la última fila, la desviación entre semillas.
#
# | escala | 0,5 | 1 | 1,5 | 2 | 2,5 | 3 | 4 |
# |---|---|---|---|---|---|---|---|
# | señal | 0,00043 | 0,019 | 0,18 | 0,87 | 3,0 | 8,1 | 39 |
# | error de entrenamiento (%) | 88,7 | 7,6 | 4,0 | 3,4 | 9,8 | 18,0 | 89,9 |
# | error de validación (%) | 90,2 | 17,1 | 13,5 | 13,9 | 18,8 | 26,5 | 90,2 |
# | desviación de validación | 0,8 | 2,1 | 1,4 | 0,9 | 4,6 | 4,8 | 1,1 |

# %%
table_scale = [0.5, 1, 1.5, 2, 2.5, 3, 4]
table_signal = [0.00043, 0.019, 0.18, 0.87, 3.0, 8.1, 39]
table_train = [88.7, 7.6, 4.0, 3.4, 9.8, 18.0, 89.9]
table_val = [90.2, 17.1, 13.5, 13.9, 18.8, 26.5, 90.2]
table_spread = [0.8, 2.1, 1.4, 0.9, 4.6, 4.8, 1.1]

fig, (left, right) = viz.figure(1, 2)
left.plot(table_scale, table_signal, "o-")
left.set(yscale="log", xlabel="escala", ylabel="señal: capa 12 / capa 1")
right.errorbar(table_scale, table_val, table_spread, fmt="o-", capsize=3)
right.set(ylim=(0, 100), xlabel="escala", ylabel="error de validación (%)")
viz.show(
    fig,
    alt="Los datos de la tabla. Izquierda: la señal crece con la escala, de 0,0004 a "
    "39, y pasa cerca de 1 con escala 2. Derecha: el error de validación cae de 90 "
    "% a 14 % entre 1,5 y 2, y vuelve a 90 % con 4; las barras de 1,5 y 2 se "
    "traslapan.",
)

# %% [markdown]
# Devuelve un diccionario con cuatro claves:
#
# - `"tie"`: con escala 1,5 el error de validación es 13,5 y con 2 es 13,9. ¿Qué dicen los datos?
#   - `"a"`: que 1,5 es mejor que 2, porque su error es menor;
#   - `"b"`: que con 2 la red sobreajusta, porque su error de entrenamiento es el más bajo;
#   - `"c"`: que no se distinguen: la diferencia es menor que la desviación entre semillas;
#   - `"d"`: que la escala no importa.
# - `"half"`: con escala 0,5 la red se equivoca casi igual en los dos conjuntos. ¿Por qué?
#   - `"a"`: a la salida y al gradiente les llega casi nada, y se quedó adivinando;
#   - `"b"`: memorizó los 1.000 dígitos con que se entrena, y no le sirven los otros;
#   - `"c"`: con los pesos más chicos, ReLU apaga más neuronas y nacen todas muertas;
#   - `"d"`: con esos pesos la señal crece capa a capa, hasta que la pérdida diverge.
# - `"deep"`: la señal con escala 1 llega unas 50 veces más chica a la capa 12, y aun así el error
#   sube apenas tres puntos respecto de He. ¿Qué concluyes?
#   - `"a"`: que el 2 de He no hace falta: lo mismo se vería con cualquier profundidad;
#   - `"b"`: que con imágenes reales ReLU apaga mucho menos que la mitad de $E[z^2]$;
#   - `"c"`: que con escala 1 también aprendería una red de 40 capas, con más épocas;
#   - `"d"`: que en 12 capas entrenar casi compensa la pérdida; en 40 no tiene por qué.
# - `"signal_34"`: con escala 1, de la capa 1 a la 12 la señal se multiplica por 0,019. A ese ritmo,
#   **según la tabla** (no según la teoría), ¿por cuánto se multiplica de la capa 1 a la **34**? (un
#   número; se acepta con 10 % de holgura)
#
# <details><summary>Pista 1: por dónde empezar</summary>
#
# Antes de comparar dos promedios, mira cuánto se mueve cada uno al cambiar la semilla. Y antes de
# concluir algo sobre redes profundas, mira cuántas capas tiene la que se midió.
# </details>
#
# <details><summary>Pista 2: la idea</summary>
#
# De la capa 1 a la 12 hay once pasos. ¿Cuántos hay de la 1 a la 34? Sobre la escala 0,5: si divides
# todos los pesos por 2, ¿cambia el signo de $z$? Y sobre la escala 1: ¿cuánta señal quedaría con 40
# capas? Compárala con la de la red que no se movió.
# </details>
#
# <details><summary>Pista 3: casi la respuesta</summary>
#
# De la capa 1 a la 34 son 33 pasos, tres veces once: el factor se aplica tres veces, o sea,
# $0{,}019^3$.
# </details>


# %%
def read_table():
    """Tus cuatro lecturas de la tabla."""
    ### BEGIN SOLUTION
    return {"tie": "c", "half": "a", "deep": "d", "signal_34": 0.019**3}
    ### END SOLUTION


# %% [markdown]
# Si algo no calza, vuelve a la tabla antes de abrir otra pista.

# %%
check("6.6")

# %% [markdown] tags=["solo-solucion"]
# **Por qué.** Entre 1,5 y 2 hay 0,4 puntos y cada promedio se mueve un punto o más al cambiar las
# semillas: hay que quedarse con la razón (la señal cerca de 1) y no con el decimal. Achicar todos los
# pesos no cambia ningún signo, así que las mismas neuronas siguen encendidas; lo que se achica es todo
# lo que llega, a la ida y a la vuelta. Y la teoría daría $2^{-33/2}\approx10^{-5}$; lo medido,
# $7\cdot10^{-6}$, es un poco menos, porque con 128 neuronas el promedio geométrico queda bajo el valor
# esperado.

# %% [markdown]
# ## ¿Cómo te fue?

# %%
check_all(6)
