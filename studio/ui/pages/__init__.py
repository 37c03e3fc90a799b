"""The pages beside Edit. To add one: write a `Page` (page.py) in a module of its own, name it in `PAGES` (registry.py).

Nothing is handed on from here: the header imports the registry before the first paint, and a Page imports the engine.
"""
