"""How different two colours look, where the checks have always found it; the measure itself is among the nouns."""

from studio.model.colour_difference import ciede2000, lab_of

__all__ = ["ciede2000", "lab_of"]
