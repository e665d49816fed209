# ataque: pone órdenes de terminal, HTML y fórmulas en sus mensajes
# espera: 1.3=error_en_celda
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    raise ValueError(
        '\x1b[2J\x1b]0;nota 7\x07<script>alert(1)</script>=HYPERLINK("http://x")\u202e'
    )
