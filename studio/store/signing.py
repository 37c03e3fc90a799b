"""Certificate and key that Content Credentials are signed with: the seller's own, else one made for this home."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from studio.model.errors import StudioError
from studio.store import atomic, paths

_YEARS = 10


class BrokenSigningKeyError(StudioError):
    """Certificate and key are there and cannot be used."""

    kind = "broken-signing-key"


@dataclass(frozen=True)
class SigningKey:
    """PEM texts: the certificates, the signer's own first, and the private key (ECDSA on P-256), never shown."""

    certificates: str
    key: str = field(repr=False)


def signing_key() -> SigningKey:
    """Return the key of this home, made at the first call; raises WriteError, BrokenSigningKeyError.

    `c2pa/certificates.pem` and `c2pa/key.pem` below the home may be replaced by a seller's own. The one made here says
    that a file is as the studio wrote it; it says nothing of who the seller is, and readers call its signer unknown.
    """
    folder = paths.home() / "c2pa"
    certificates, key = folder / "certificates.pem", folder / "key.pem"
    if not (certificates.is_file() and key.is_file()):
        from filelock import FileLock

        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(folder / "made.lock"):  # worker processes begin at the same time
            if not (certificates.is_file() and key.is_file()):
                _make(certificates, key)
    try:
        return _read(certificates, key, (certificates.stat().st_mtime_ns, key.stat().st_mtime_ns))
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenSigningKeyError(
            f"The signing key in {folder} cannot be read: {error}.", "Mend it, or remove the folder for a new one."
        ) from error


@lru_cache(maxsize=4)
def _read(certificates: Path, key: Path, changed: tuple[int, int]) -> SigningKey:
    return SigningKey(certificates.read_text("ascii"), key.read_text("ascii"))


def _make(certificates: Path, key: Path) -> None:
    """Make an authority of our own and a signer below it, as C2PA's certificate profile asks; drop the first's key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID

    root_key, own_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name, own_name = _name("Listing Studio on this computer"), _name("A seller's own studio")
    root = _begun(root_name, root_name, root_key, root_key, authority=True).sign(root_key, _sha256())
    purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
    own = _begun(own_name, root_name, own_key, root_key, authority=False).add_extension(purposes, critical=False)
    chain = [own.sign(root_key, _sha256()), root]
    pem = serialization.Encoding.PEM
    private = own_key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    atomic.write_bytes(key, private)
    key.chmod(0o600)
    atomic.write_text(certificates, "".join(each.public_bytes(pem).decode() for each in chain))


def _begun(name: Any, issuer: Any, key: Any, issuer_key: Any, *, authority: bool) -> Any:
    from cryptography import x509

    today = datetime.now(UTC)
    usage = dict.fromkeys(
        (
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    signs = x509.KeyUsage(digital_signature=not authority, key_cert_sign=authority, crl_sign=authority, **usage)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=365 * _YEARS))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(signs, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )


def _name(common: str) -> Any:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    pairs = ((NameOID.ORGANIZATION_NAME, "Listing Studio"), (NameOID.COMMON_NAME, common))
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in pairs])


def _sha256() -> Any:
    from cryptography.hazmat.primitives import hashes

    return hashes.SHA256()
