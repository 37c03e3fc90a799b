"""An SFTP server on loopback over a folder, made of paramiko's server side."""

import os
import socket
import threading
from pathlib import Path
from typing import Any

import paramiko

USER, PASSWORD = "shop", "secret-of-the-test"


class _Login(paramiko.ServerInterface):
    def check_auth_password(self, username: str, password: str) -> int:
        good = (username, password) == (USER, PASSWORD)
        return paramiko.AUTH_SUCCESSFUL if good else paramiko.AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED


def _files(root: Path) -> type[paramiko.SFTPServerInterface]:
    class Files(paramiko.SFTPServerInterface):
        def _real(self, path: str) -> Path:
            return root / self.canonicalize(path).lstrip("/")

        def stat(self, path: str) -> Any:
            try:
                return paramiko.SFTPAttributes.from_stat(self._real(path).stat())
            except OSError as error:
                return paramiko.SFTPServer.convert_errno(error.errno)

        lstat = stat

        def list_folder(self, path: str) -> Any:
            found = []
            for entry in self._real(path).iterdir():
                attributes = paramiko.SFTPAttributes.from_stat(entry.stat())
                attributes.filename = entry.name
                found.append(attributes)
            return found

        def open(self, path: str, flags: int, attr: Any) -> Any:
            try:
                descriptor = os.open(self._real(path), flags, 0o644)
            except OSError as error:
                return paramiko.SFTPServer.convert_errno(error.errno)
            handle = paramiko.SFTPHandle(flags)
            handle.filename = str(self._real(path))
            writing = "ab" if flags & os.O_APPEND else "wb"
            mode = "r+b" if flags & os.O_RDWR else writing if flags & os.O_WRONLY else "rb"
            handle.readfile = handle.writefile = os.fdopen(descriptor, mode)  # type: ignore[attr-defined]
            return handle

        def mkdir(self, path: str, attr: Any) -> int:
            self._real(path).mkdir()
            return paramiko.SFTP_OK

        def remove(self, path: str) -> int:
            self._real(path).unlink()
            return paramiko.SFTP_OK

        def posix_rename(self, oldpath: str, newpath: str) -> int:
            self._real(oldpath).replace(self._real(newpath))
            return paramiko.SFTP_OK

    return Files


class SftpServer:
    """A context manager; `known_hosts` is a file that names its key."""

    def __init__(self, root: Path, known_hosts: Path) -> None:
        self._root = root
        self._key = paramiko.ECDSAKey.generate()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.known_hosts = known_hosts
        known_hosts.write_text(f"[127.0.0.1]:{self.port} {self._key.get_name()} {self._key.get_base64()}\n")
        self._transports: list[paramiko.Transport] = []
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def cut(self) -> None:
        """Break every connection."""
        for transport in self._transports:
            transport.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _address = self._socket.accept()
            except OSError:
                return
            transport = paramiko.Transport(connection)
            transport.add_server_key(self._key)
            transport.set_subsystem_handler("sftp", paramiko.SFTPServer, _files(self._root))
            transport.start_server(server=_Login())
            self._transports.append(transport)

    def __enter__(self) -> "SftpServer":
        self._thread.start()
        return self

    def __exit__(self, *_rest: object) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self.cut()
        self._thread.join()
