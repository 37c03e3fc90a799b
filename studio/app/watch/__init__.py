"""Watched folders: what is put into one and has settled goes through a preset, once for each content.

Watched(folder, out_dir, preset, channels, queue).run(stop)      # one folder, worked off here: `studio watch`
Watching(told).follow(load_watch_folders())                      # the window's: many, the queue's runner works
"""

from studio.app.watch.watched import Watched
from studio.app.watch.watching import Standing, Watching

__all__ = ["Standing", "Watched", "Watching"]
