"""Ejercicio 04: inicialización, desde una red de pesos iguales hasta elegir una desviación."""
