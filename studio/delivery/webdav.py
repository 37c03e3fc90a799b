"""WebDAV, as Nextcloud, ownCloud and many a NAS speak it. It cannot append: a broken upload begins anew."""

from typing import Any

from studio.delivery.remote_folder import RemoteFolder
from studio.delivery.target import DeliveryError


def open_webdav(url: str, *, user: str, password: str) -> RemoteFolder:
    """Return the folder of a WebDAV address (http or https); raises DeliveryError."""
    try:
        import httpx
        from webdav4.client import ClientError
        from webdav4.fsspec import WebdavFileSystem
    except ImportError as error:
        raise DeliveryError("WebDAV is not installed.", 'Install it: pip install "listing-studio[webdav]".') from error

    class Dav(WebdavFileSystem):
        """Renames in one step on the server; webdav4's own would copy and delete."""

        cachable = False

        def mv(self, path1: str, path2: str, **_options: Any) -> None:
            self.client.move(self._strip_protocol(path1), self._strip_protocol(path2), overwrite=True)

    files = Dav(url, auth=(user, password) if user else None, timeout=60)
    trouble = (httpx.HTTPError, ClientError)
    return RemoteFolder(files, "", url, appends=False, trouble=trouble, end=files.client.http.close)
