"""El escritorio de quien estudia: su copia del curso y la orden que la abre."""
