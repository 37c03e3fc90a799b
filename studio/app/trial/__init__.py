"""The same photos through several models, scored side by side."""
