# variante: ciclo sobre los índices con if par o impar, y sorteos en copias in situ
def residual_weights(noise, growth):
    """Kernels de una red residual cuyo E[h²] crece a lo más `growth` veces."""
    bloques = len(noise) // 2
    aporte = growth ** (1 / bloques) - 1
    resultado = []
    for i in range(len(noise)):
        entradas = noise[i].shape[0]
        kernel = noise[i].copy()
        if i % 2 == 0:
            kernel *= (2 / entradas) ** 0.5
        else:
            kernel *= (aporte / entradas) ** 0.5
        resultado.append(kernel)
    return resultado
