"""A folder on this computer, or on a share that is mounted."""

import os
from pathlib import Path
from typing import Any

from studio.delivery.remote_folder import RemoteFolder


def open_folder(path: Path) -> RemoteFolder:
    """Return the folder as a target; it is made with the first file."""
    from fsspec.implementations.local import LocalFileSystem

    class Disk(LocalFileSystem):
        """Renames in one step, over an existing file too."""

        def mv(self, path1: str, path2: str, **_options: Any) -> None:
            os.replace(path1, path2)  # noqa: PTH105  (fsspec's paths are texts)

    return RemoteFolder(Disk(), path.absolute().as_posix(), str(path), appends=True)
