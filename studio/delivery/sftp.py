"""SFTP: only to a server whose key is known, with a password, a key file or an agent."""

import socket
from typing import Any

from studio.delivery.remote_folder import RemoteFolder
from studio.delivery.target import DeliveryError


def open_sftp(host: str, port: int, path: str, *, user: str, password: str, known_hosts: str | None) -> RemoteFolder:
    """Return a folder on a server; raises DeliveryError where it is not reached, not known, or refuses the login."""
    try:
        import paramiko
        from fsspec.implementations.sftp import SFTPFileSystem
    except ImportError as error:
        raise DeliveryError("SFTP is not installed.", 'Install it: pip install "listing-studio[sftp]".') from error

    class Sftp(SFTPFileSystem):
        """Refuses servers that are not known; fsspec's own would take the first key that is shown."""

        cachable = False

        def _connect(self) -> None:
            self.client = paramiko.SSHClient()
            self.client.load_system_host_keys(known_hosts)
            self.client.set_missing_host_key_policy(paramiko.RejectPolicy())
            self.client.connect(self.host, **self.ssh_kwargs)
            self.ftp = self.client.open_sftp()

    options: dict[str, Any] = {"port": port, "username": user or None, "timeout": 30, "banner_timeout": 30}
    if password:
        options |= {"password": password, "look_for_keys": False, "allow_agent": False}
    try:
        files = Sftp(host, **options)
    except (paramiko.ssh_exception.NoValidConnectionsError, TimeoutError, socket.gaierror) as error:
        raise DeliveryError(
            f"No SFTP server answers at {host}:{port}.", "Check the address and the network."
        ) from error
    except (OSError, EOFError, paramiko.SSHException) as error:
        hint = "Check user and password, or the key."
        if "known_hosts" in str(error) or isinstance(error, paramiko.BadHostKeyException):
            hint = f"If you trust it, connect once with: ssh -p {port} {host}"
        raise DeliveryError(f"The login at {host} failed: {error}.", hint) from error
    name = f"sftp://{host}:{port}{path}"
    return RemoteFolder(files, path, name, appends=True, trouble=(paramiko.SSHException,), end=files.client.close)
