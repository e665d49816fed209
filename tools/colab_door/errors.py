"""El error que la prueba de Colab explica."""


class ColabError(Exception):
    """Algo que falta en este computador para imitar a Colab, o que se pidió mal."""
