"""Ejercicio 01: regularización L2, desde la cuenta a mano hasta elegir λ."""
