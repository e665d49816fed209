# ataque: anida cien mil signos para botar al analizador
# espera: nada
x = {expresion_menos}
