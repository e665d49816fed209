"""Las barras: en un cuaderno avanzan y no dejan rastro; en lo que se construye, no aparecen."""

import nbclient
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from course_lib import bars, memory

FIT = """
import time

import numpy as np
import course_lib as lib


class Slow(lib.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        time.sleep(0.15)


model = lib.Sequential([lib.Input(shape=(2,)), lib.layers.Dense(1)])
model.compile("sgd", "mse")
_ = model.fit(np.ones((4, 2)), np.ones((4, 1)), epochs=3, verbose={verbose}, callbacks=[Slow()])
"""
RUN = """
import time

from course_lib.lab import experiments


def slow(rate, seed):
    time.sleep(0.15)
    return {"loss": rate}


_ = experiments.run(slow, {"rate": [1, 2]}, seeds=[0], n_jobs=1)
"""


def executed(folder, code):
    """Las salidas de la celda al final, y todo lo que mostró mientras corría."""
    client = nbclient.NotebookClient(
        new_notebook(cells=[new_code_cell(code)]), resources={"metadata": {"path": str(folder)}}
    )
    shown = []
    process = client.process_message

    def watch(message, *args):
        shown.append(message["content"].get("data", {}).get("text/html", ""))
        return process(message, *args)

    client.process_message = watch
    notebook = nbformat.from_dict(client.execute())
    return notebook.cells[0].outputs, "".join(shown)


@pytest.fixture
def copy(tmp_path):
    (tmp_path / memory.MARK).write_text("{}", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (FIT.format(verbose=1), ["Entrenando · 0 de 3", "Entrenando · 2 de 3 · loss="]),
        (RUN, ["0 de 2", "1 de 2"]),
    ],
)
def test_en_una_copia_avanza_y_al_terminar_no_queda_nada_a_la_vista(copy, code, words):
    outputs, shown = executed(copy, code)
    for text in words:
        assert text in shown
    assert [output.data for output in outputs] == [{"text/plain": "", "text/html": ""}]


@pytest.mark.parametrize("code", [FIT.format(verbose=0), RUN])
def test_donde_se_construyen_los_cuadernos_no_aparece(tmp_path, code):
    outputs, shown = executed(tmp_path, code)
    assert outputs == []
    assert "progress" not in shown


def test_en_una_terminal_es_la_de_tqdm(capsys):
    with bars.waiting("Importando…", always=True):
        pass
    assert capsys.readouterr().err == ""
    assert list(bars.bar([1, 2], always=False, unit="corrida")) == [1, 2]
    assert capsys.readouterr().err == ""
    assert list(bars.bar([1, 2], always=True, unit="corrida")) == [1, 2]
    assert "2/2" in capsys.readouterr().err
