"""The inspector's sections, one file each: a body that shows the chosen photos' settings and changes them."""
