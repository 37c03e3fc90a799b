"""What sellers sell: each family is a function from a random generator to a list of objects."""
