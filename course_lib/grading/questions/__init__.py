"""Las preguntas con puntaje: un archivo por ejercicio."""
