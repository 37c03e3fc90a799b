"""Many watched folders at once, for a program with a window: each on a thread of its own, the queue does the work.

watching = Watching(told)                  # told() from a folder's thread, whenever something came or went
watching.follow(load_watch_folders())      # begins what is new, ends what is paused or gone
watching.standings()
watching.close()
"""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from time import monotonic

from studio.app.queue import Queue
from studio.app.watch.delivering import Delivery, deliver_passed
from studio.app.watch.watched import NOTHING, Seen, Watched
from studio.app.wishes import chosen_channels, chosen_preset
from studio.model.errors import StudioError
from studio.store.watch_folders import WatchFolder

AGAIN = 5.0
"""Seconds after which a folder that could not be watched is tried again: its disk may be there by then."""
DELIVER_AGAIN = 120.0
"""Seconds after which a delivery that failed is tried again."""


@dataclass(frozen=True)
class Standing:
    """How one folder stands. `trouble` says why it is not watched, "" where it is (or is paused).

    `delivery`: what became of what was to be delivered last.
    """

    watch: WatchFolder
    seen: Seen = NOTHING
    trouble: str = ""
    delivery: Delivery | None = None


@dataclass
class _Post:
    """One folder under watch: what ends it, and what is known of it."""

    watch: WatchFolder
    stop: threading.Event = field(default_factory=threading.Event)
    watched: Watched | None = None
    trouble: str = ""
    thread: threading.Thread | None = None
    delivery: Delivery | None = None
    deliver_at: float | None = None


class Watching:
    """See the module. `again`: seconds between two tries of a folder in trouble."""

    def __init__(self, told: Callable[[], object] = lambda: None, *, again: float = AGAIN) -> None:
        self._told, self._again = told, again
        self._posts: dict[str, _Post] = {}
        self._folders: tuple[WatchFolder, ...] = ()
        self._last: dict[str, Seen] = {}

    def follow(self, folders: Iterable[WatchFolder]) -> None:
        """Watch these from now on, and no others; paused ones are only told of."""
        self._folders = tuple(folders)
        wanted = {each.id: each for each in self._folders if not each.paused}
        for key in [key for key in self._posts if key not in wanted]:
            self._posts.pop(key).stop.set()
        for key, post in self._posts.items():
            post.watch = wanted[key]
        for key, watch in wanted.items():
            if key not in self._posts:
                post = self._posts[key] = _Post(watch)
                post.thread = threading.Thread(target=self._watch, args=(post,), name="watch folder", daemon=True)
                post.thread.start()
        self._told()

    def standings(self) -> list[Standing]:
        """Return how each folder stands, in their order."""
        return [self._standing(watch) for watch in self._folders]

    def close(self, seconds: float = 5.0) -> None:
        """Watch nothing any more; what was taken in stays in the queue."""
        posts = list(self._posts.values())
        self._posts = {}
        for post in posts:
            post.stop.set()
        for post in posts:
            if post.thread is not None:
                post.thread.join(seconds)

    def _standing(self, watch: WatchFolder) -> Standing:
        post = self._posts.get(watch.id)
        if post is not None and post.watched is not None:
            self._last[watch.id] = post.watched.seen
        seen = self._last.get(watch.id, NOTHING)
        return Standing(watch, seen) if post is None else Standing(watch, seen, post.trouble, post.delivery)

    def _watch(self, post: _Post) -> None:
        """On the folder's thread."""
        while not post.stop.is_set():
            try:
                preset = chosen_preset(post.watch.preset)
                post.watched = Watched(
                    post.watch.folder,
                    post.watch.out,
                    preset,
                    chosen_channels(preset, post.watch.channels),
                    Queue(),
                    works=False,
                    memory=f"window-{post.watch.id}",
                    told=lambda items, post=post: self._deliver(post),  # type: ignore[misc]
                    noticed=self._told,
                    beaten=partial(self._deliver_again, post),
                )
                post.trouble = ""
                self._told()
                post.watched.run(post.stop)
            except StudioError as error:
                post.trouble = f"{error.message} {error.hint}".strip()
                self._told()
            except KeyboardInterrupt:  # the file watcher ended by itself
                post.trouble = ""
            post.stop.wait(self._again)

    def _deliver(self, post: _Post) -> None:
        """On the folder's thread: photos are finished."""
        address = post.watch.deliver
        post.delivery = deliver_passed(post.watch.out, address) if address else None
        failed = post.delivery is not None and post.delivery.failed
        post.deliver_at = monotonic() + DELIVER_AGAIN if failed else None
        self._told()

    def _deliver_again(self, post: _Post) -> None:
        if post.deliver_at is not None and monotonic() >= post.deliver_at:
            self._deliver(post)
