"""Las piezas interactivas: explorar con un control, predecir antes de ver y ponerse a prueba.

Cada una vive mientras corre el kernel y tiene un gemelo que se lee en su lugar cuando no lo hay: en
GitHub, impreso o al abrir el cuaderno. Todo se maneja con el teclado.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import ipywidgets
from matplotlib.figure import Figure

from course_lib import memory
from course_lib.lab import twins, viz
from course_lib.lab.text import decimal

memory.watch()

# Las opciones largas ocupan las líneas que necesiten; ipywidgets les da una sola
STYLE = (
    "<style>.curso-opciones .widget-radio-box{max-width:100%}"
    ".curso-opciones .widget-radio-box label{display:flex;align-items:flex-start;gap:.4em;"
    "width:auto;height:auto;line-height:1.5;white-space:normal;overflow:visible}"
    ".curso-opciones .widget-radio-box input{order:-1;flex:none;margin:0;height:1.5em}</style>"
)
DPI = 110  # menos que una figura fija: la imagen nueva debe llegar en menos de 80 ms

# Las opciones de cada apuesta, por clave: volver a ejecutar su celda muestra las mismas, con lo que
# se eligió, y `reveal` las sigue mirando
_bets: dict[str, Any] = {}


def slider(description: str, values: Sequence[Any], start: Any = None) -> Any:
    """Crea un control que recorre `values` con las flechas y los muestra con coma decimal.

    Argumentos:
        description: nombre visible; también lo lee el lector de pantalla.
        values: números o textos, en orden; los saltos no tienen que ser parejos.
        start: valor inicial; por defecto, el primero.
    """
    options = list(values)
    if len(options) < 2:
        raise ValueError(f"`values` debe tener al menos dos valores. Recibido: {options}.")
    start = options[0] if start is None else start
    if start not in options:
        raise ValueError(f"`start` debe ser uno de `values`: {options}. Recibido: {start!r}.")
    return ipywidgets.SelectionSlider(
        description=description,
        options=[(v if isinstance(v, str) else decimal(v), v) for v in options],
        value=start,
        style={"description_width": "initial"},
        layout={"width": "28em", "max_width": "100%"},
        readout=False,  # el suyo se puede borrar: el valor va en un rótulo propio
    )


def _with_value(control: Any) -> Any:
    """Un deslizador con su valor al lado; los demás controles ya lo muestran."""
    if not isinstance(control, ipywidgets.SelectionSlider):
        return control
    label = ipywidgets.Label(control.label)
    control.observe(lambda _: setattr(label, "value", control.label), names="value")
    row = ipywidgets.HBox([control, label])
    row.add_class("curso-control")
    return row


class Explorer:
    """Una figura que se vuelve a dibujar cada vez que se mueve un control.

    Atributos:
        controls: los controles, por nombre; `controls["tasa"].value = 0.1` equivale a moverlo.
        image: el widget con la figura y su descripción al día.
    """

    def __init__(self, draw: Callable[..., str], fig: Figure, controls: dict[str, Any]) -> None:
        self.controls = controls
        self.image = ipywidgets.HTML()
        self._draw, self._fig = draw, fig
        self._drawn: dict[Any, tuple[str, str]] = {}  # volver a un valor no cuesta otro dibujo
        self._redraw()
        # desde aquí los ejes no se mueven: componer de nuevo costaría más que dibujar
        fig.set_layout_engine("none")
        for control in controls.values():
            control.observe(self._redraw, names="value")

    def _redraw(self, _: Any = None) -> None:
        values = {name: control.value for name, control in self.controls.items()}
        key = tuple(values.values())
        if key not in self._drawn:
            alt = viz.check_alt(self._draw(self._fig, **values))
            self._drawn[key] = alt, viz.html(viz.png(self._fig, small=False), alt, self._fig)
        self._alt, self.image.value = self._drawn[key]

    def _ipython_display_(self) -> None:
        names = ", ".join(control.description for control in self.controls.values())
        text = f"Explorador interactivo ({names}): ejecuta la celda para mover sus controles."
        rows = [_with_value(control) for control in self.controls.values()]
        self._drawn.clear()
        self._redraw()  # el gemelo lleva la figura del valor de ahora, aunque ya esté dibujada
        still = viz.html(viz.png(self._fig), self._alt, self._fig)
        twins.show([*rows, self.image], text, f"<p>{escape(text)}</p>{still}")


def explorer(
    draw: Callable[..., str], *, width: float = 8.0, height: float = 3.6, **controls: Any
) -> Explorer:
    """Une una función que dibuja con sus controles: cada cambio muestra la figura nueva.

    La figura se conserva entre un dibujo y otro, así que basta cambiar los datos de sus curvas:

        def draw(fig, rate):
            if not fig.axes:
                fig.subplots().plot(x, x)
            fig.axes[0].lines[0].set_ydata(rate * x)
            return f"Una recta de pendiente {rate} …"

        widgets.explorer(draw, rate=widgets.slider("tasa", [0.1, 0.5, 0.9]))

    Argumentos:
        draw: recibe la figura y el valor de cada control; devuelve la descripción (60 caracteres).
        width, height: tamaño de la figura en pulgadas, como en `viz.figure`.
        controls: un control por argumento de `draw`: `slider(…)` o cualquiera de ipywidgets.
    """
    if not controls:
        raise ValueError('Falta al menos un control, como `rate=widgets.slider("tasa", [0, 0.5])`.')
    for name, control in controls.items():
        if not hasattr(control, "observe"):
            raise TypeError(
                f"`{name}` debe ser un control: widgets.slider(…) o uno de ipywidgets. "
                f"Recibido: {type(control).__name__}."
            )
    fig = Figure(figsize=(width, height), dpi=DPI, layout="constrained")
    return Explorer(draw, fig, controls)


class Prediction:
    """Una apuesta hecha antes de mirar; `choices` es el widget con las opciones."""

    def __init__(self, question: str, options: Sequence[str], key: str) -> None:
        self.question, self.options = question, list(options)
        same = _bets.get(key)
        if same is None or [value for _, value in same.options] != self.options:
            same = _radio(self.options, "Mi predicción:", memory.recall(memory.BET, key))
            same.observe(lambda change: memory.note(memory.BET, key, change["new"]), names="value")
        self.choices = _bets[key] = same

    @property
    def value(self) -> str | None:
        """La opción elegida, o None si nadie ha apostado."""
        choice: str | None = self.choices.value
        return choice

    def _ipython_display_(self) -> None:
        title = f"<p><strong>Predice.</strong> {_inline(self.question)}</p>"
        items = "".join(f"<li>{_inline(option)}</li>" for option in self.options)
        twins.show(
            [ipywidgets.HTMLMath(STYLE + title), self.choices],
            f"Predice. {self.question} Opciones: {' · '.join(self.options)}",
            f"{title}<ul>{items}</ul>",
        )


def prediction(question: str, options: Sequence[str], key: str) -> Prediction:
    """Pide una apuesta antes de ejecutar; más abajo, `reveal` la compara con lo que pasó.

    Argumentos:
        question: la pregunta, en texto; lo que va entre acentos graves se escribe como código.
        options: las respuestas posibles, cortas.
        key: nombre único; si vuelves a ejecutar la celda, también otro día, recuerda lo que
            elegiste.
    """
    _check_text(question=question, key=key)
    return Prediction(question, _check_options(options), key)


class Reveal:
    """La respuesta de una predicción, al lado de lo que se apostó."""

    def __init__(self, prediction: Prediction, answer: str, explanation: str) -> None:
        self._prediction, self._answer, self._explanation = prediction, answer, explanation

    @property
    def text(self) -> str:
        """El veredicto y la explicación, con la apuesta que haya en este momento."""
        guess = self._prediction.value
        if guess is None:
            verdict = "¿Qué habrías dicho tú? Elige arriba y compara aquí."
        elif guess == self._answer:
            verdict = f"✔ Predijiste «{guess}»: acertaste."
        else:
            verdict = f"✘ Predijiste «{guess}»: no fue así."
        return f"Respuesta: {self._answer}. {self._explanation} {verdict}"

    def _bundle(self) -> dict[str, str]:
        answer = f"Respuesta: {self._answer}."
        html = _inline(self.text).replace(_inline(answer), f"<strong>{_inline(answer)}</strong>", 1)
        return {"text/plain": self.text, "text/html": f"<p>{html}</p>"}

    def _ipython_display_(self) -> None:
        handle = twins.display(self._bundle(), raw=True, display_id=True)
        self._prediction.choices.observe(
            lambda _: handle.update(self._bundle(), raw=True), names="value"
        )


def reveal(prediction: Prediction, *, answer: str, explanation: str) -> Reveal:
    """Muestra la respuesta de una predicción y si se acertó; cambia si se cambia la apuesta.

    Argumentos:
        prediction: lo que devolvió `prediction`.
        answer: la opción correcta, escrita igual que en `options`.
        explanation: por qué, para quien acertó y para quien no.
    """
    _check_text(explanation=explanation)
    return Reveal(prediction, _check_answer(answer, prediction.options), explanation)


@dataclass(frozen=True)
class Question:
    """Una pregunta del cuestionario: cada opción lleva su explicación, también las equivocadas.

    Argumentos:
        text: la pregunta.
        options: {opción: por qué es o no la respuesta}.
        answer: la opción correcta.
    """

    text: str
    options: dict[str, str]
    answer: str

    def __post_init__(self) -> None:
        _check_text(text=self.text, **{f"options[{k!r}]": v for k, v in self.options.items()})
        _check_answer(self.answer, _check_options(list(self.options)))

    def feedback(self, option: str) -> str:
        """Dice si una opción es la correcta y por qué."""
        verdict = "✔ Correcto." if option == self.answer else "✘ Todavía no."
        return f"<strong>{verdict}</strong> {_inline(self.options[option])}"

    def explain(self, option: str) -> str:
        """La opción como un pliegue que se abre y dice si es la correcta y por qué."""
        summary = f"<summary>{_inline(option)}</summary>"
        return f"<details>{summary}<p>{self.feedback(option)}</p></details>"


class Quiz:
    """Un cuestionario que responde a cada elección y la recuerda.

    Atributos:
        choices: los widgets, uno por pregunta.
    """

    def __init__(self, questions: Sequence[Question]) -> None:
        self.questions = list(questions)
        self.choices = [
            _radio(list(q.options), "Tu respuesta:", memory.recall(memory.ANSWER, q.text))
            for q in self.questions
        ]
        self.feedback = [ipywidgets.HTMLMath() for _ in self.questions]
        self.score = ipywidgets.HTML()
        for choice in self.choices:
            choice.observe(self._update, names="value")
        self._update()

    def _update(self, _: Any = None) -> None:
        for question, choice, feedback in zip(
            self.questions, self.choices, self.feedback, strict=True
        ):
            if choice.value is not None:
                feedback.value = f'<p role="status">{question.feedback(choice.value)}</p>'
                memory.note(memory.ANSWER, question.text, choice.value)
        right = sum(q.answer == c.value for q, c in zip(self.questions, self.choices, strict=True))
        total = len(self.questions)
        self.score.value = f'{STYLE}<p role="status">Correctas: {right} de {total}.</p>'

    def _ipython_display_(self) -> None:
        rows, twin = [], ""
        for number, question in enumerate(self.questions):
            title = f"<p><strong>{number + 1}.</strong> {_inline(question.text)}</p>"
            rows += [ipywidgets.HTMLMath(title), self.choices[number], self.feedback[number]]
            twin += title + "".join(question.explain(option) for option in question.options)
        plain = " ".join(question.text for question in self.questions)
        twins.show([*rows, self.score], f"Cuestionario. {plain}", twin)


def quiz(questions: Sequence[Question]) -> Quiz:
    """Arma un cuestionario que explica cada opción elegida y lleva la cuenta de las correctas.

    Argumentos:
        questions: una lista de `Question`.
    """
    if not questions or not all(isinstance(question, Question) for question in questions):
        raise TypeError("`questions` debe ser una lista con al menos una Question(…).")
    return Quiz(questions)


def _radio(options: list[str], description: str, value: str | None = None) -> Any:
    radio = ipywidgets.RadioButtons(
        description=description,
        # el rótulo no interpreta marcas: sin acentos graves
        options=[(option.replace("`", ""), option) for option in options],
        value=value if value in options else None,
        style={"description_width": "initial"},
        layout={"width": "auto"},
    )
    radio.add_class("curso-opciones")
    return radio


def _inline(text: str) -> str:
    """Texto a HTML: lo que va entre acentos graves es código; lo demás se escapa."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))


def _check_text(**texts: str) -> None:
    for name, text in texts.items():
        if not isinstance(text, str) or not text.strip():
            raise ValueError(
                f"`{name}` debe ser un texto y no puede estar vacío. Recibido: {text!r}."
            )


def _check_options(options: Sequence[str]) -> Sequence[str]:
    _check_text(**{f"options[{i}]": option for i, option in enumerate(options)})
    if len(set(options)) < max(2, len(options)):
        raise ValueError(
            f"`options` debe tener al menos dos respuestas distintas. Recibido: {list(options)}."
        )
    return options


def _check_answer(answer: str, options: Sequence[str]) -> str:
    if answer not in options:
        raise ValueError(
            f"`answer` debe ser una de las opciones: {list(options)}. Recibido: {answer!r}."
        )
    return answer
