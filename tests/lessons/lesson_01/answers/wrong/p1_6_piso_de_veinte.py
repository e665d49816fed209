# error: olvida que una etiqueta al azar acierta una de cada diez veces
# pista: azar
def read_curve():
    """Tus cuatro lecturas de la curva."""
    return {
        "best_l2": 0.01,
        "gap": "c",
        "floor": 20.0,  # el 20 % de las etiquetas está cambiado
        "report": "d",
    }
