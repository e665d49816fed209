"""Ejercicio 06: He y sus parientes, desde la cuenta a mano hasta elegir una ganancia midiendo."""
