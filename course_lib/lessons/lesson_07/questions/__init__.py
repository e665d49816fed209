"""Ejercicio 07: escalado de entradas, desde la cuenta a mano hasta elegir una escala."""
