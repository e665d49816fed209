"""El laboratorio: datos, experimentos, figuras y verificadores, para mirar las redes por dentro."""
