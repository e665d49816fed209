# ataque: guarda un número con el nombre de la función
# espera: 1.3=incorrecta
step_l2 = 7.0
