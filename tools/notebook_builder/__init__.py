"""Las piezas del constructor de cuadernos; `tools/notebooks.py` es su puerta."""
