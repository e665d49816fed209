"""Las piezas con que se prueba la puerta de Colab; `tools/colab.py` es su orden."""
