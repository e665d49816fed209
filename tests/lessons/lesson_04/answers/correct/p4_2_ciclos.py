# variante: ciclos y math, y una lista
import math


def start_bias(labels, classes):
    n = len(labels)
    p = []
    for k in range(classes):
        p.append((sum(1 for e in labels if e == k) + 1) / (n + classes))
    center = sum(math.log(q) for q in p) / classes
    bias = [math.log(q) - center for q in p]
    total = 0.0
    for e in labels:
        total -= math.log(p[e])
    return bias, math.log(classes), total / n
