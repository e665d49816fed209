"""Ejercicio 08: normalización por lotes, desde la cuenta a mano hasta salir de la trampa."""
