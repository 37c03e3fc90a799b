"""Where sellers take their pictures: each place builds its surroundings around the origin, the product being about 1 unit."""
