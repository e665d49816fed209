"""Ejercicio 05: Xavier, desde la varianza de una neurona hasta elegir una regla midiendo."""
