# ataque: anida cien mil paréntesis para botar al analizador
# espera: nada
{expresion_parentesis}
