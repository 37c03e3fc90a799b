"""Models asked for words and pictures: choice, price and consent before a call, what becomes of the answer."""
