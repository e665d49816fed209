"""Cuadernos honestos que escriben de otra manera la misma respuesta: `f(a) = a + 1`."""

HEAD = "import numpy as np\n"

# Nombre → celdas. En Jupyter todos responden bien, y al calificar también
SAME = {
    "ciclo que llena una tabla": [
        "t = []\nfor k in range(5):\n    t.append(k + 1)",
        "def f(a):\n    return t[int(a)]",
    ],
    "ciclo que acumula": [
        "edades = [10, 15, 20]; suma = 0\nfor e in edades:\n    suma += e\ns = suma / 45",
        "def f(a):\n    return a + s",
    ],
    "while": ["n = 0\nwhile n < 1:\n    n += 1", "def f(a):\n    return a + n"],
    "append suelto": ["t = []\nt.append(1)", "def f(a):\n    return a + t[0]"],
    "update": ["d = dict(one=0)\nd.update(one=1)", "def f(a):\n    return a + d['one']"],
    "sort": ["t = [3, 1, 2]\nt.sort()", "def f(a):\n    return a + t[0]"],
    "subíndice": ["t = {}\nt['one'] = 1", "def f(a):\n    return a + t['one']"],
    "subíndice aumentado": ["t = [0]\nt[0] += 1", "def f(a):\n    return a + t[0]"],
    "asignación aumentada": ["one = 0\none += 1", "def f(a):\n    return a + one"],
    "atributo de la función": ["def f(a):\n    return a + f.one", "f.one = 1"],
    "prepara()": [
        "t = []\n\n\ndef prepara():\n    t.append(1)\n\n\nprepara()",
        "def f(a):\n    return a + t[0]",
    ],
    "prepara() que llama a otra con global": [
        "def otra():\n    global one\n    one = 1\n\n\ndef prepara():\n    otra()",
        "prepara()",
        "def f(a):\n    return a + one",
    ],
    "una función que llena lo que recibe": [
        "def llena(t):\n    t.append(1)\n\n\nx = []\nllena(x)",
        "def f(a):\n    return a + x[0]",
    ],
    "por otro nombre": ["t = [0]\nu = t\nu[0] = 1", "def f(a):\n    return a + t[0]"],
    "una fila de la tabla": [
        "t = [[0], [0]]\nfor row in t:\n    row[0] = 1",
        "def f(a):\n    return a + t[1][0]",
    ],
    "una vista": [HEAD + "t = np.zeros(3)\nv = t[1:]\nv += 1", "def f(a):\n    return a + t[2]"],
    "np.add.at": [HEAD + "t = np.zeros(2)\nnp.add.at(t, 0, 1)", "def f(a):\n    return a + t[0]"],
    "semilla global": [
        HEAD + "np.random.seed(0)\none = int(np.random.rand() < 0.6)",
        "def f(a):\n    return a + one",
    ],
    "un generador compartido": [
        HEAD
        + "rng = np.random.default_rng(0)\nrng.random(3)\none = round(rng.random() / 0.0165276)",
        "def f(a):\n    return a + one",
    ],
    "def en else": ["if False:\n    pass\nelse:\n\n    def f(a):\n        return a + 1"],
    "if y else": [
        "if 1 > 2:\n    def f(a):\n        return 0\nelse:\n    def f(a):\n        return a + 1"
    ],
    "try y else": [
        "try:\n    x = 0\nexcept ValueError:\n    x = 3\nelse:\n    x = 1",
        "def f(a):\n    return a + x",
    ],
    "try y except": [
        "try:\n    x = 1 / 0\nexcept ZeroDivisionError as e:\n    x = 1",
        "def f(a):\n    return a + x",
    ],
    "finally": ["try:\n    x = 0\nfinally:\n    x = 1", "def f(a):\n    return a + x"],
    "match": [
        "match (0, 1):\n    case (0, one):\n        pass",
        "def f(a):\n    return a + one",
    ],
    "with": [
        HEAD + "with np.errstate(all='ignore'):\n    one = 1",
        "def f(a):\n    return a + one",
    ],
    "morsa": ["if (one := 1) > 0:\n    pass", "def f(a):\n    return a + one"],
    "morsa en una lista": [
        "[one := k for k in range(2)]",
        "def f(a):\n    [b := a for _ in range(2)]\n    return b + one",
    ],
    "del": ["def max(a):\n    return 9\n\n\ndel max", "def f(a):\n    return max(a + 1, 0)"],
    "clase que cuenta": [
        "class Tabla:\n    filas = []\n\n\nTabla.filas.append(1)",
        "def f(a):\n    return a + Tabla.filas[0]",
    ],
    "decorador que registra": [
        "tabla = {}\n\n\ndef registra(g):\n    tabla[g.__name__] = g\n    return g",
        "@registra\ndef suma(a):\n    return a + 1",
        "def f(a):\n    return tabla['suma'](a)",
    ],
    "exec": ["exec('def f(a):\\n    return a + 1')"],
    "globals()": ["def g(a):\n    return a + 1", "def f(a):\n    return globals()['g'](a)"],
    "de memoria": [
        "t = {}\n\n\ndef f(a):\n    t.setdefault(a, a + 1)\n    return t[a]\n\n\nf(3)",
    ],
    "importar todo": ["from math import *", "def f(a):\n    return a + int(cos(0))"],
    "un ciclo que además dibuja": [
        "import matplotlib.pyplot as plt\nt = []\nfig, ax = plt.subplots()\n"
        "for k in range(3):\n    t.append(1)\n    plt.plot(t)\n    ax.plot(t)",
        "def f(a):\n    return a + t[2]",
    ],
    "un ciclo que además imprime": [
        "t = []\nfor k in range(3):\n    t.append(1)\n    print(k)",
        "def f(a):\n    return a + t[2]",
    ],
    "scipy importado sin usar": [
        "import scipy, math\nfrom sklearn.svm import SVC",
        "def f(a):\n    return math.floor(a) + 1",
    ],
    "guardia": ["if __name__ == '__main__':\n    one = 1", "def f(a):\n    return a + one"],
    "una demostración que falla": ["def f(a):\n    return a + 1", "print(f(no_existe))"],
    "una demostración sin fin": [
        "def f(a):\n    return a + 1",
        "def entrena():\n    while True:\n        pass\n\n\nif False:\n    h = entrena()",
    ],
    "U+2028, U+0085 y salto de página": [
        "%matplotlib inline\ns = '\u2028 \x85'  # \x0c \u2029\ndef f(a):\n    return a + 1"
    ],
    "%%time": ["%%time\none = 1", "def f(a):\n    return a + one"],
    "%time": ["%time one = 1", "def f(a):\n    return a + one"],
    "celda con sangría": ["    one = 1\n    two = one", "def f(a):\n    return a + two"],
    "np.str_": [HEAD + "def f(a):\n    return {'s': np.array(['x', 'y'])[0], 'n': a + 1}"],
    "Fraction": ["from fractions import Fraction\n\n\ndef f(a):\n    return a + Fraction(2, 2)"],
    "Decimal": [
        "from decimal import Decimal\n\n\ndef f(a):\n    return Decimal(a) + Decimal('1.0')"
    ],
    "arreglo de cero dimensiones": [HEAD + "def f(a):\n    return np.array(a + 1.0)"],
    "texto de cero dimensiones": [
        HEAD + "def f(a):\n    return {'s': np.array('x'), 'n': [a + 1]}"
    ],
    "np.longdouble": [HEAD + "def f(a):\n    return np.longdouble(a + 1)"],
    "np.float16": [HEAD + "def f(a):\n    return np.float16(a + 1)"],
    "np.bool_": [HEAD + "def f(a):\n    return {'b': np.bool_(True), 'n': np.int8(a + 1)}"],
    "enumeración": [
        "import enum\nclass N(enum.IntEnum):\n    uno = 1\n    dos = 2",
        "def f(a):\n    return {'n': N.uno, 'm': N.uno + a}",
    ],
    "subclase de float": ["class F(float):\n    pass\n\n\ndef f(a):\n    return F(a + 1)"],
    "matriz": [HEAD + "def f(a):\n    return np.matrix([[a + 1]])[0, 0]"],
    "enmascarado": [HEAD + "def f(a):\n    return np.ma.masked_array([a + 1])[0]"],
    "advertencias como errores": [
        HEAD + "import warnings\nwarnings.simplefilter('error')\nnp.seterr(all='raise')",
        "def f(a):\n    np.ones(1) / np.zeros(1)\n    return a + 1",
    ],
    "recursión honda": ["def f(a, n=1500):\n    return a + 1 if n == 0 else f(a, n - 1)"],
    "otra biblioteca si está": [
        "def f(a):\n    try:\n        import scipy\n    except ImportError:\n        return a + 1"
    ],
    "una clase que anota a sus objetos": [
        "class M:\n    todos = []\n\n    def __init__(self, x):\n        self.todos.append(x)\n\n\n"
        "M(1)",
        "def f(a):\n    return a + M.todos[0]",
    ],
    "una clase que cuenta a sus objetos": [
        "class M:\n    n = 0\n\n    def sube(self):\n        M.n += 1\n\n\nM().sube()",
        "def f(a):\n    return a + M.n",
    ],
    "una clase que cuenta con cls": [
        "class M:\n    n = 0\n\n    def sube(self):\n        type(self).n += 1\n\n\nM().sube()",
        "def f(a):\n    return a + M.n",
    ],
    "una clase que anota a sus hijas": [
        "class B:\n    hijas = []\n\n    def __init_subclass__(cls):\n"
        "        B.hijas.append(cls)\n\n\nclass C(B):\n    one = 1",
        "def f(a):\n    return a + B.hijas[0].one",
    ],
    "una hija que usa lo de su madre": [
        "class B:\n    t = []\n\n    def pon(self):\n        self.t.append(1)\n\n\n"
        "class C(B):\n    pass",
        "C().pon()",
        "def f(a):\n    return a + B.t[0]",
    ],
    "una lambda que llena": [
        "t = []\nh = lambda x: t.append(x)\nh(1)",
        "def f(a):\n    return a + t[0]",
    ],
    "partial que llena": [
        "from functools import partial\nt = []\n\n\ndef llena(u, x):\n    u.append(x)\n\n\n"
        "p = partial(llena, t)\np(1)",
        "def f(a):\n    return a + t[0]",
    ],
    "un método guardado": [
        "t = []\npon = t.append\nfor k in range(2):\n    pon(k + 1)",
        "def f(a):\n    return a + t[0]",
    ],
    "cierre": [
        "def crea():\n    filas = []\n\n    def pon(x):\n        filas.append(x)\n\n"
        "    def lee():\n        return filas[0]\n\n    return pon, lee\n\n\n"
        "pon, lee = crea()\npon(1)",
        "def f(a):\n    return a + lee()",
    ],
    "un valor por defecto que recuerda": [
        "def cuenta(sube, n=[0]):\n    n[0] += sube\n    return n[0]\n\n\ncuenta(1)",
        "def f(a):\n    return a + cuenta(0)",
    ],
    "un valor por defecto con nombre": [
        "t = [0]\n\n\ndef sube(u=t):\n    u[0] += 1\n\n\nsube()",
        "def f(a):\n    return a + t[0]",
    ],
    "una global que cambia una función": [
        "one = 0\n\n\ndef prepara():\n    global one\n    one = 1",
        "prepara()",
        "def f(a):\n    return a + one",
    ],
    "setattr": ["def f(a):\n    return a + f.one", "setattr(f, 'one', 1)"],
    "setattr de una clase": [
        "class M:\n    pass\n\n\nsetattr(M, 'uno', lambda self: 1)",
        "def f(a):\n    return a + M().uno()",
    ],
    "getattr": [
        "class M:\n    filas = []\n\n\ngetattr(M, 'filas').append(1)",
        "def f(a):\n    return a + M.filas[0]",
    ],
    "singledispatch": [
        "from functools import singledispatch\n\n\n@singledispatch\ndef g(a):\n    return None",
        "@g.register\ndef _(a: int):\n    return a + 1",
        "def f(a):\n    return g(a)",
    ],
    "un ciclo que gasta un iterador": [
        "it = iter([9, 1])\nfor x in it:\n    break",
        "v = next(it)",
        "def f(a):\n    return a + v",
    ],
    "un `in` que gasta un iterador": [
        "it = iter([9, 1])\n9 in it\nv = next(it)",
        "def f(a):\n    return a + v",
    ],
    "un operador que cambia": [
        "class B:\n    v = 0\n\n    def __lshift__(self, x):\n        self.v += x\n\n\n"
        "b = B()\nb << 1",
        "def f(a):\n    return a + b.v",
    ],
    "una propiedad que cambia": [
        "class B:\n    v = 0\n\n    @property\n    def sube(self):\n        self.v += 1\n\n\n"
        "b = B()\nb.sube",
        "def f(a):\n    return a + b.v",
    ],
    "un diccionario que se llena al leerlo": [
        "from collections import defaultdict\nd = defaultdict(int)\nd['one']",
        "def f(a):\n    return a + len(d)",
    ],
    "un módulo cambiado por otro nombre": [
        "import string as s\ns.one = 1",
        "def f(a):\n    import string\n\n    return a + string.one",
    ],
    "las opciones de NumPy por otro nombre": [
        "import numpy\nnumpy.set_printoptions(precision=2)\nimport numpy as np",
        "def f(a):\n    return a + (str(np.array([1 / 3])) == '[0.33]')",
    ],
    "las opciones de NumPy sin su nombre": [
        HEAD + "from numpy import set_printoptions as opciones\nopciones(precision=2)",
        "def f(a):\n    return a + (str(np.array([1 / 3])) == '[0.33]')",
    ],
    "los decimales": [
        "from decimal import Decimal, getcontext\ngetcontext().prec = 3",
        "def f(a):\n    return a + (str(Decimal(1) / 3) == '0.333')",
    ],
    "una celda que se detiene a medio camino": [
        "def f(a):\n    return a + 1\n\n\nassert f is None\nf = None",
    ],
    "una celda que se detiene y no cambia": [
        "one = 1",
        "int('a')\none = 5",
        "def f(a):\n    return a + one",
    ],
    "un archivo que aquí no está": [
        "with open('no_está.csv') as file:\n    t = file.read()",
        "def f(a):\n    return a + 1",
    ],
    "una demostración que saca números": [
        "import random\nrandom.seed(0)",
        "demo = [random.random() for _ in range(3)]",
        "one = round(random.random() / 0.2589)",
        "def f(a):\n    return a + one",
    ],
} | {
    f"recursión más honda, {name}": [
        cell,
        "def f(a, n=4000):\n    return a + 1 if n == 0 else f(a, n - 1)",
    ]
    for name, cell in {
        "sin el módulo": "from sys import setrecursionlimit\nsetrecursionlimit(20000)",
        "por otro nombre": "import sys as s\ns.setrecursionlimit(20000)",
        "en un if": "import sys\nif True:\n    sys.setrecursionlimit(20000)",
        "calculada": "import sys\nsys.setrecursionlimit(max(sys.getrecursionlimit(), 20000))",
        "en una función": "import sys\n\n\ndef g():\n    sys.setrecursionlimit(20000)\n\n\ng()",
        "importada adentro": "def g():\n    import sys as s\n\n    s.setrecursionlimit(20000)\n\n\n"
        "g()",
    }.items()
}

# Jupyter mismo se confunde con estas; al calificar se leen igual que las demás
READABLE = {
    "magia después de U+2028": "s = '\u2028'\n%matplotlib inline\ndef f(a):\n    return a + 1",
    "magia después de U+0085": "s = '\x85'\n%matplotlib inline\ndef f(a):\n    return a + 1",
    "magia después de un salto de página": "s = 1\x0c\n%pylab\ndef f(a):\n    return a + 1",
    "solo retorno de carro": "%matplotlib inline\rdef f(a):\r    return a + 1\r",
}

# En Jupyter responderían, pero usan algo que al calificar no está: los dos lo dicen igual
FOREIGN = {
    "scipy arriba": (
        "scipy",
        ["from scipy.special import expit", "def f(a):\n    return a + 2 * expit(0)"],
    ),
    "scipy adentro": (
        "scipy",
        ["def f(a):\n    from scipy.special import expit\n\n    return a + 2 * expit(0)"],
    ),
    "sklearn": (
        "sklearn",
        ["import sklearn", "def f(a):\n    return a + len(sklearn.__name__) // 7"],
    ),
    "un objeto de sklearn": (
        "sklearn",
        [
            "from sklearn.preprocessing import StandardScaler\nscaler = StandardScaler()",
            "def f(a):\n    return a + int(scaler.with_mean)",
        ],
    ),
    "course_lib adentro": ("course_lib", ["def f(a):\n    import course_lib\n\n    return a + 1"]),
    "course_lib arriba": (
        "course_lib",
        ["from course_lib import checks", "def f(a):\n    checks\n    return a + 1"],
    ),
    "una clase que hereda": (
        "sklearn",
        [
            "from sklearn.base import BaseEstimator\n\n\nclass Mia(BaseEstimator):\n    one = 1",
            "def f(a):\n    return a + Mia().one",
        ],
    ),
    "la función es ajena": ("scipy", ["from scipy.special import expit as f"]),
    "una constante de scipy": (
        "scipy",
        ["from scipy.constants import kilo", "def f(a):\n    return a + kilo / 1000"],
    ),
    "un número calculado con scipy": (
        "scipy",
        ["from scipy.special import expit\nuno = 2 * expit(0)", "def f(a):\n    return a + uno"],
    ),
    "un diccionario con algo de scipy": (
        "scipy",
        [
            "from scipy.special import expit\nacts = {'s': expit}",
            "def f(a):\n    return a + 2 * acts['s'](0)",
        ],
    ),
    "una función hecha con scipy": (
        "scipy",
        [
            HEAD + "from scipy.special import expit\ns = np.vectorize(expit)",
            "def f(a):\n    return a + 2 * s(0)",
        ],
    ),
    "un valor por defecto de scipy": (
        "scipy",
        ["from scipy.special import expit", "def f(a, s=expit):\n    return a + 2 * s(0)"],
    ),
    "una ventana": ("tkinter", ["def f(a):\n    import tkinter\n\n    return a + 1"]),
    "la pantalla del terminal": ("curses", ["def f(a):\n    import curses\n\n    return a + 1"]),
    "las zonas horarias": ("zoneinfo", ["def f(a):\n    import zoneinfo\n\n    return a + 1"]),
    "display": ("IPython", ["def f(a):\n    display(a)\n    return a + 1"]),
}

# Dependen de si un módulo está: `check` no los acepta, aunque al calificar quizás sí
CAUTIOUS = {
    "scipy, o lo mismo a mano": (
        "scipy",
        [
            "try:\n    from scipy.special import expit\nexcept ImportError:\n"
            "    expit = lambda z: 0.5",
            "def f(a):\n    return a + 2 * expit(0)",
        ],
    ),
    "según si está scipy": (
        "scipy",
        [
            "try:\n    import scipy\n    HAVE = True\nexcept ImportError:\n    HAVE = False",
            "def f(a):\n    return a + 1 if HAVE else a",
        ],
    ),
    "todo pylab": ("pylab", ["from pylab import *", "def f(a):\n    return a + ones(3)[0]"]),
    "una tabla que se llena con tqdm": (
        "tqdm",
        [
            "from tqdm import tqdm\nt = []\nfor k in tqdm(range(2)):\n    t.append(1)",
            "def f(a):\n    return a + t[0]",
        ],
    ),
}

# Lo que no se acepta, con sus razones: iguales en los dos
REJECTED = {
    "complejo": ["def f(a):\n    return a + 1 + 0j"],
    "complejo de NumPy": [HEAD + "def f(a):\n    return np.complex128(a + 1)"],
    "arreglo de textos": [HEAD + "def f(a):\n    return np.array(['a', 'b'])"],
    "entero enorme": ["def f(a):\n    return 10**5000"],
    "33 dimensiones": [HEAD + "def f(a):\n    return np.zeros((1,) * 40)"],
    "conjunto": ["def f(a):\n    return {a + 1}"],
    "demasiado grande": [HEAD + "def f(a):\n    return [np.zeros(6 * 2**20)] * 2"],
    "textos muy largos": ["def f(a):\n    return 'x' * 5_000_000"],
    "tiempo de NumPy": [HEAD + "def f(a):\n    return np.timedelta64(3, 's')"],
    "se contiene": ["def f(a):\n    t = []\n    t.append(t)\n    return t"],
    "una celda que se detiene y no define": ["1 / 0\n\n\ndef f(a):\n    return a + 1"],
    "no está": ["def g(a):\n    return 1"],
    "hueco": ["def f(a):\n    raise NotImplementedError"],
    "división por cero": ["def f(a):\n    return 1 / 0"],
    "nombre sin definir": ["def f(a):\n    return nada"],
    "exit()": ["import sys\n\n\ndef f(a):\n    sys.exit()"],
}
