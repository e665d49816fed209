# variante: un ciclo de Python y división entera
def fans_and_limit(shape, groups):
    window = 1
    for n in shape[:-2]:
        window *= n
    fan_in = window * shape[-2]
    fan_out = window * (shape[-1] // groups)
    return fan_in, fan_out, (6 / (fan_in + fan_out)) ** 0.5
