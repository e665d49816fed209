# ataque: usa órdenes de Jupyter y de la terminal
# espera: nada
%pip install keras
!rm -rf /
import numpy as np
