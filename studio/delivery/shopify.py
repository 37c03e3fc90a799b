"""Files in a Shopify shop: stagedUploadsCreate, the upload itself, fileCreate, and waiting until the file is ready.

The shop shows nothing before fileCreate. A file replaces an earlier one of its name (duplicateResolutionMode REPLACE),
so that delivering twice, or after a crash, never gives two. Admin GraphQL API, see
https://shopify.dev/docs/api/admin-graphql/2026-10/mutations/fileCreate.
"""

import time
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

from studio.delivery.shopify_calls import Calls
from studio.delivery.target import Arrival, DeliveryError, Shipment, original

STAGE = """mutation stage($input: [StagedUploadInput!]!) {
  stagedUploadsCreate(input: $input) {
    stagedTargets { url resourceUrl parameters { name value } }
    userErrors { field message }
  }
}"""
CREATE = """mutation create($files: [FileCreateInput!]!) {
  fileCreate(files: $files) {
    files { id fileStatus }
    userErrors { field message code }
  }
}"""
LOOK = """query look($id: ID!) {
  node(id: $id) {
    ... on MediaImage {
      id fileStatus
      fileErrors { code details message }
      originalSource { fileSize }
      image { url }
    }
  }
}"""
_READY = 120.0  # seconds that a shop may take over one picture


class Shopify:
    """The files of one shop. Names are flat there: `etsy-first/shoes/red.jpg` becomes `shoes-red.jpg`."""

    at_once = True

    def __init__(self, calls: Calls, *, wait: Callable[[float], object] = time.sleep) -> None:
        self._calls, self._wait = calls, wait
        self.name = f"shopify://{calls.host}"
        self._taken: dict[str, PurePosixPath] = {}

    def holds(self, shipment: Shipment, arrival: Arrival) -> bool:
        """Whether the file is still there and ready."""
        node = self._look(arrival.where)
        return node is not None and node["fileStatus"] == "READY"

    def deliver(self, shipment: Shipment) -> Arrival:
        """See `Target`; `where` is the file's id in the shop."""
        name = self._file_name(shipment)
        source, hashed = self._staged(shipment, name)
        file = {
            "originalSource": source,
            "contentType": "IMAGE",
            "filename": name,
            "duplicateResolutionMode": "REPLACE",
        }
        made = self._calls.ask(CREATE, {"files": [file]})["fileCreate"]
        _refused(shipment, made["userErrors"])
        node = self._ready(shipment, made["files"][0]["id"])
        size = (node.get("originalSource") or {}).get("fileSize")
        if size is not None and int(size) != shipment.size:
            raise DeliveryError(
                f"The shop has {size} bytes of {shipment.place}, not {shipment.size}.", "Deliver again."
            )
        return Arrival(node["id"], "server-hash" if hashed else "size")

    def finish(self) -> None:
        """Do nothing: every file is there at once."""

    def close(self) -> None:
        """Do nothing: there is no lasting connection."""

    def _file_name(self, shipment: Shipment) -> str:
        name = "-".join(shipment.place.parts[1:] or shipment.place.parts).replace(" ", "_")
        if self._taken.setdefault(name, shipment.place) != shipment.place:
            raise DeliveryError(
                f"{shipment.place} and {self._taken[name]} would both be {name} in the shop.",
                "Deliver one channel at a time, with --channel.",
            )
        return name

    def _staged(self, shipment: Shipment, name: str) -> tuple[str, bool]:
        """Upload to where the shop says; return the resource's address and whether the store confirmed the hash."""
        wish = {
            "filename": name,
            "mimeType": shipment.media_type,
            "httpMethod": "POST",
            "resource": "IMAGE",
            "fileSize": str(shipment.size),
        }
        staged = self._calls.ask(STAGE, {"input": [wish]})["stagedUploadsCreate"]
        _refused(shipment, staged["userErrors"])
        target = staged["stagedTargets"][0]
        fields = {field["name"]: field["value"] for field in target["parameters"]}
        with original(shipment) as file:
            hashed = self._calls.upload(target["url"], fields, name, file.read(), shipment.media_type)
        return target["resourceUrl"], hashed

    def _ready(self, shipment: Shipment, file_id: str) -> dict[str, Any]:
        """Wait until the shop has taken the picture in; raises DeliveryError where it refuses it."""
        waited, pause = 0.0, 0.5
        while True:
            node = self._look(file_id)
            status = node["fileStatus"] if node is not None else "gone"
            if node is not None and status == "READY":
                return node
            if status in ("FAILED", "gone") or waited > _READY:
                errors = [error["message"] for error in (node or {}).get("fileErrors", [])]
                raise DeliveryError(
                    f"The shop did not take {shipment.place} ({status}{': ' if errors else ''}{'; '.join(errors)}).",
                    "Check the file against Shopify's limits, then deliver again.",
                )
            self._wait(pause)
            waited, pause = waited + pause, min(pause * 1.6, 8.0)

    def _look(self, file_id: str) -> dict[str, Any] | None:
        node: dict[str, Any] | None = self._calls.ask(LOOK, {"id": file_id})["node"]
        return node or None


def _refused(shipment: Shipment, errors: list[dict[str, Any]]) -> None:
    if errors:
        told = "; ".join(error["message"] for error in errors)
        raise DeliveryError(f"The shop refused {shipment.place}: {told}.", "Check the rights of the access token.")
