# variante: busca las filas en la tabla con reglas
FILAS = {
    "A": (13.5, 10.8, 0.85, 0, 0.25),
    "B": (13.5, 21.3, 0.74, 28, 1),
    "C": (13.5, 10.5, 0.37, 0, 1),
    "D": (14.6, 12.1, 0.78, 0, 4),
    "E": (0, 11.5, 0.5, 0, 0.51),
}


def read_table():
    """Tus cinco lecturas de la tabla."""
    tasa = 0.75
    razon = {letra: fila[4] for letra, fila in FILAS.items()}

    def cercana(valor):
        return min(razon, key=lambda letra: abs(razon[letra] - valor))

    return dict(
        ratio=1 / (1 - 0.2),
        double=cercana(1 - tasa),
        frozen=min(FILAS, key=lambda letra: FILAS[letra][0]),
        always_on=max(FILAS, key=lambda letra: FILAS[letra][3]),
        unscaled=cercana(1 / (1 - tasa)),
    )
