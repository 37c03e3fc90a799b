"""Whether there is anything that a program should go on with by itself when it starts."""

from studio.store.catalogue import Catalogue, catalogue_file
from studio.store.watch_folders import load_watch_folders, watch_folders_broken


def anything_waits() -> bool:
    """Return whether folders are to be watched, or a batch is unfinished; reads the disk. Raises StudioError.

    A list of folders that cannot be read waits, too: to be told of.
    """
    if watch_folders_broken() or any(not folder.paused for folder in load_watch_folders()):
        return True
    if not catalogue_file().exists():
        return False
    catalogue = Catalogue()
    try:
        return catalogue.row("SELECT 1 FROM batch WHERE ended IS NULL AND wish = 'run' LIMIT 1") is not None
    finally:
        catalogue.close()
