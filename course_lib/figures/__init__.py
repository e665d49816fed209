"""Los dibujos de cada lección, aparte para que la lección muestre ideas y no matplotlib."""
