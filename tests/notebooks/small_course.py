"""Un curso mínimo, con una lección y un ejercicio, para probar el constructor."""

import nbformat

import notebooks

PYPROJECT = """\
[project]
name = "curso"

[project.urls]
Repository = "https://github.com/ORG/REPO"
"""
LESSON = """\
# %% [markdown]
# # 00 · Prueba
#
# Una línea que resume.

# %% [markdown]
# ## Ficha
#
# - **Ejecución**: {{tiempo}}
#
# {{indice}}

# %% [markdown]
# Texto de la lección.

# %% tags=["nbval-ignore-output"]
import os
import sys
import time

import ipywidgets as widgets

print("uno", flush=True)
time.sleep(0.3)
print("dos", flush=True)
widgets.VBox([widgets.IntSlider(description="λ")])

# %% [markdown]
# Lo que ve un cuaderno de su entorno.

# %%
print(os.listdir(), os.environ["OPENBLAS_NUM_THREADS"], os.environ["OMP_NUM_THREADS"])
print(sys.executable)

# %% [markdown]
# Un error a propósito.

# %% tags=["raises-exception"]
1 / 0
"""
FOLDED = """\
# %% [markdown]
# # 00 · Prueba

# %% [markdown]
# ## La pregunta
#
# ¿Qué se ve?

# %%
import matplotlib.pyplot as plt

_ = plt.plot([1, 2])

# %% [markdown]
# ## Ficha
#
# - **Tiempo**: {{tiempos}}

# %% tags=["comprobacion"]
assert 1 + 1 == 2

# %% [markdown]
# ## Para profundizar
#
# Más.

# %% [markdown]
# ### Todavía más
#
# Mucho más.

# %%
print("hondo")

# %% [markdown]
# ## Glosario y referencias
#
# {{glosario}}
"""
SOLUTION = '''\
# %% [markdown]
# # 00 · Ejercicio de prueba

# %% [markdown]
# ## Ficha
#
# - **Ejecución**: {{tiempo}}

# %% [markdown]
# Escribe el doble.


# %%
def double(x):
    """Devuelve el doble."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION


# %% [markdown] tags=["solo-solucion"]
# Por qué: se suma dos veces.
'''


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def new_course(root, lesson=LESSON, solution=SOLUTION):
    write(root / "pyproject.toml", PYPROJECT)
    write(root / "notebooks/src/00_prueba.py", lesson)
    write(root / "solutions/src/00_prueba.py", solution)
    return root


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def contents(root):
    return {path.name: path.read_bytes() for path in sorted(root.glob("*/*.ipynb"))}


def load(root, name):
    return nbformat.read(root / name, as_version=4)


def find(notebook, text):
    return next(cell for cell in notebook.cells if text in cell.source)


def check(root, capsys):
    code = notebooks.main(["check"], root)
    return code, capsys.readouterr().out
