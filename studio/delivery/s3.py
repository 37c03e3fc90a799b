"""S3 and everything that speaks its language: an object is either whole or not there, and the server checks its hash.

The upload carries its SHA-256 (x-amz-checksum-sha256), so that a store refuses damaged bytes. A store that does not
know that header is asked for the object again, and what it gives is hashed here.
"""

import base64
from typing import Any

from studio.delivery.target import Arrival, DeliveryError, Shipment, original, sha256_of


class S3:
    """A bucket and a prefix. Keys come from where AWS's own programs find them, or from the login."""

    at_once = True

    def __init__(
        self, bucket: str, prefix: str, *, endpoint: str | None = None, user: str = "", password: str = ""
    ) -> None:
        try:
            import boto3
            from botocore.config import Config
            from botocore.exceptions import BotoCoreError, ClientError
        except ImportError as error:
            raise DeliveryError("S3 is not installed.", 'Install it: pip install "listing-studio[s3]".') from error
        self._trouble = (BotoCoreError, ClientError)
        self._bucket, self._prefix = bucket, prefix.strip("/")
        self.name = f"s3://{bucket}/{self._prefix}".rstrip("/")
        keys = {"aws_access_key_id": user, "aws_secret_access_key": password} if user else {}
        settings = Config(retries={"mode": "standard", "max_attempts": 5}, connect_timeout=20, read_timeout=60)
        try:
            session: Any = boto3.session.Session()
            region = session.region_name or "us-east-1"
            self._s3: Any = session.client("s3", endpoint_url=endpoint, region_name=region, config=settings, **keys)
        except (*self._trouble, ValueError) as error:
            raise DeliveryError(f"{self.name} cannot be opened: {error}.", "Check address and keys.") from error

    def holds(self, shipment: Shipment, arrival: Arrival) -> bool:
        """Whether an object with that hash, or at least that size, is there."""
        head = self._head(shipment)
        if head is None or head["ContentLength"] != shipment.size:
            return False
        return head.get("ChecksumSHA256", _base64(shipment.sha256)) == _base64(shipment.sha256)

    def deliver(self, shipment: Shipment) -> Arrival:
        """See `Target`."""
        with original(shipment) as file:
            try:
                self._s3.put_object(
                    Bucket=self._bucket,
                    Key=self._key(shipment),
                    Body=file,
                    ContentLength=shipment.size,
                    ContentType=shipment.media_type,
                    ChecksumAlgorithm="SHA256",
                    ChecksumSHA256=_base64(shipment.sha256),
                    Metadata={"sha256": shipment.sha256},
                )
            except self._trouble as error:
                raise self._told(shipment, error) from error
        return Arrival(f"{self.name}/{shipment.place}", self._verified(shipment))

    def _verified(self, shipment: Shipment) -> Any:
        head = self._head(shipment) or {}
        if head.get("ChecksumSHA256") == _base64(shipment.sha256):
            return "server-hash"
        try:
            body = self._s3.get_object(Bucket=self._bucket, Key=self._key(shipment))["Body"]
            if sha256_of(body) == shipment.sha256:
                return "read-back"
        except self._trouble as error:
            raise self._told(shipment, error) from error
        raise DeliveryError(f"{shipment.place} arrived damaged at {self.name}.", "Deliver again.")

    def finish(self) -> None:
        """Do nothing: every object is there at once."""

    def close(self) -> None:
        """End the connection."""
        self._s3.close()

    def _head(self, shipment: Shipment) -> dict[str, Any] | None:
        try:
            head: dict[str, Any] = self._s3.head_object(
                Bucket=self._bucket, Key=self._key(shipment), ChecksumMode="ENABLED"
            )
        except self._trouble as error:
            if getattr(error, "response", {}).get("ResponseMetadata", {}).get("HTTPStatusCode") == 404:
                return None
            raise self._told(shipment, error) from error
        return head

    def _key(self, shipment: Shipment) -> str:
        return f"{self._prefix}/{shipment.place}".lstrip("/")

    def _told(self, shipment: Shipment, error: Exception) -> DeliveryError:
        return DeliveryError(
            f"{shipment.place} could not be brought to {self.name}: {error}.", "Check bucket, region, keys and rights."
        )


def _base64(sha256: str) -> str:
    return base64.b64encode(bytes.fromhex(sha256)).decode()
