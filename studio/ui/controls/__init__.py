"""Controls for one value each. All share `Control`: show_value(value or MIXED), and Signal edited(value, final)."""
