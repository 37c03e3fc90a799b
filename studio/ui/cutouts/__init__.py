"""Everything about how products are cut out: what they are compared with, methods side by side, the catalogue."""
