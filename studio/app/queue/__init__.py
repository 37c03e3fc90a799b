"""Batches that outlive the program: a queue in the local catalogue, a journal line for every file, runners that die.

queue = Queue()
batch = queue.submit(make_plan(photos, preset, channels, out_dir), Wish(priority=NOW))
Runner(queue).run(stop)           # in a thread or a process of one's own; several at once are safe
queue.events(after=number)        # what happened, for whoever watches
"""

from studio.app.queue.queue import Queue
from studio.app.queue.runner import Runner
from studio.app.queue.states import NIGHT, NOW, USUAL, Batch, Event, UnknownBatchError, Wish
from studio.app.queue.when import ANY_TIME, When

__all__ = [
    "ANY_TIME",
    "NIGHT",
    "NOW",
    "USUAL",
    "Batch",
    "Event",
    "Queue",
    "Runner",
    "UnknownBatchError",
    "When",
    "Wish",
]
