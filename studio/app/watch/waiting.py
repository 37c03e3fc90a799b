"""Whether there is anything that a program should go on with by itself when it starts."""

from studio.store.catalogue import Catalogue, catalogue_file
from studio.store.watch_folders import load_watch_folders


def anything_waits() -> bool:
    """Return whether folders are to be watched, or a batch is unfinished; reads the disk. Raises StudioError."""
    if any(not folder.paused for folder in load_watch_folders()):
        return True
    if not catalogue_file().exists():
        return False
    catalogue = Catalogue()
    try:
        return catalogue.row("SELECT 1 FROM batch WHERE ended IS NULL AND wish = 'run' LIMIT 1") is not None
    finally:
        catalogue.close()
