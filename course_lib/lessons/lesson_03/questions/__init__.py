"""Ejercicio 03: dropout, desde la cuenta a mano hasta reconocer una capa mal escrita."""
