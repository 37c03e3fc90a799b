"""The kinds of places that pictures can be delivered to, and what each wants to know."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """`scheme` of its addresses, "" on disk. `user` and `secret` are what its two fields are called, "" for none."""

    name: str
    scheme: str
    example: str
    user: str = ""
    secret: str = ""


FOLDER = Kind("Folder", "", "A folder here or in your network")
ZIP = Kind("Zip file", "", "A file that ends in .zip")
KINDS = (
    FOLDER,
    ZIP,
    Kind("SFTP server", "sftp", "shop.example/pictures", "User", "Password"),
    Kind("WebDAV (Nextcloud, NAS)", "webdavs", "cloud.example/remote.php/dav/files/me/shop", "User", "Password"),
    Kind("S3 store", "s3", "bucket/folder?endpoint=https://…", "Key ID", "Secret key"),
    Kind("Shopify files", "shopify", "name.myshopify.com", "", "Access token"),
)


def kind_of(address: str) -> Kind:
    """Return the kind of an address."""
    scheme = address.partition("://")[0] if "://" in address else ""
    if not scheme:
        return ZIP if address.lower().endswith(".zip") else FOLDER
    return next((kind for kind in KINDS if kind.scheme and scheme.startswith(kind.scheme.removesuffix("s"))), FOLDER)


def full_address(kind: Kind, text: str) -> str:
    """Return an address as `open_target` takes it: the scheme added where it was left out."""
    text = text.strip()
    if not text or not kind.scheme or "://" in text:
        return text
    return f"{kind.scheme}://{text}"
