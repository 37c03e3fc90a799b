"""Where sellers take their pictures: each place builds its surroundings about the origin for a product of 1 unit."""
