"""El error que el constructor explica."""


class NotebookError(Exception):
    """Un problema que quien escribe el cuaderno puede arreglar."""
