"""The filmstrip: every photo under its listing, with a thumbnail and what became of it."""

from studio.ui.filmstrip.filmstrip import Filmstrip

__all__ = ["Filmstrip"]
