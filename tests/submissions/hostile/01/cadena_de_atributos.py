# ataque: encadena cincuenta mil atributos
# espera: nada
x = a{expresion_atributos}
