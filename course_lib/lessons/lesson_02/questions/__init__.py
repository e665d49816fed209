"""Ejercicio 02: aumento de datos, desde correr una imagen a mano hasta elegir cuánto correrla."""
