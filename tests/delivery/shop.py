"""A Shopify shop on loopback: the part of the documented Admin schema that files need, and the store beside it."""

import base64
import hashlib
import json
import threading
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from graphql import GraphQLResolveInfo, build_schema, graphql_sync

TOKEN = "shpat_of_the_test"

# names, types and nullness as documented at shopify.dev for 2026-10
SCHEMA = build_schema(
    """
scalar URL
scalar UnsignedInt64
enum StagedUploadTargetGenerateUploadResource { COLLECTION_IMAGE FILE IMAGE MODEL_3D PRODUCT_IMAGE SHOP_IMAGE VIDEO }
enum StagedUploadHttpMethodType { POST PUT }
enum FileContentType { EXTERNAL_VIDEO FILE IMAGE MODEL_3D VIDEO }
enum FileCreateInputDuplicateResolutionMode { APPEND_UUID RAISE_ERROR REPLACE }
enum FileStatus { FAILED PROCESSING READY UPLOADED }
enum FileErrorCode { IMAGE_PROCESSING_FAILURE UNKNOWN }
enum FilesErrorCode { MISSING_FILENAME_FOR_DUPLICATE_MODE_REPLACE MISMATCHED_FILENAME_AND_ORIGINAL_SOURCE INVALID }
input StagedUploadInput {
  resource: StagedUploadTargetGenerateUploadResource!
  filename: String!
  mimeType: String!
  httpMethod: StagedUploadHttpMethodType = PUT
  fileSize: UnsignedInt64
}
input FileCreateInput {
  alt: String
  contentType: FileContentType
  duplicateResolutionMode: FileCreateInputDuplicateResolutionMode = APPEND_UUID
  filename: String
  originalSource: String!
}
type StagedUploadParameter { name: String! value: String! }
type StagedMediaUploadTarget { url: URL resourceUrl: URL parameters: [StagedUploadParameter!]! }
type UserError { field: [String!] message: String! }
type StagedUploadsCreatePayload { stagedTargets: [StagedMediaUploadTarget!] userErrors: [UserError!]! }
type FilesUserError { code: FilesErrorCode field: [String!] message: String! }
type FileError { code: FileErrorCode! details: String message: String! }
type Image { url: URL! width: Int height: Int }
type MediaImageOriginalSource { fileSize: Int url: URL }
interface Node { id: ID! }
interface File { id: ID! fileStatus: FileStatus! fileErrors: [FileError!]! alt: String }
type MediaImage implements Node & File {
  id: ID! fileStatus: FileStatus! fileErrors: [FileError!]! alt: String
  originalSource: MediaImageOriginalSource image: Image mimeType: String
}
type FileCreatePayload { files: [File!] userErrors: [FilesUserError!]! }
type Query { node(id: ID!): Node }
type Mutation {
  stagedUploadsCreate(input: [StagedUploadInput!]!): StagedUploadsCreatePayload
  fileCreate(files: [FileCreateInput!]!): FileCreatePayload
}
"""
)


class Shop:
    """`files` by name; `moods` are taken one a request: throttled, busy, damage, refuse, fail."""

    def __init__(self) -> None:
        self.files: dict[str, dict[str, Any]] = {}
        self.staged: dict[str, bytes] = {}
        self.moods: list[str] = []
        self.calls: list[str] = []
        self.created = 0
        shop = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.path.startswith("/store/"):
                    shop.store(self, body)
                else:
                    shop.ask(self, json.loads(body))

            def log_message(self, *_arguments: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def mood(self, *wanted: str) -> str:
        return self.moods.pop(0) if self.moods and self.moods[0] in wanted else ""

    def ask(self, handler: BaseHTTPRequestHandler, request: dict[str, Any]) -> None:
        self.calls.append(request["query"].split("(")[0])
        mood = self.mood("throttled", "busy")
        if handler.headers["X-Shopify-Access-Token"] != TOKEN:
            answer(handler, 401, {"errors": "[API] Invalid API key or access token"})
        elif mood == "busy":
            answer(handler, 429, {"errors": "Exceeded 2 calls per second"})
        elif mood == "throttled":
            answer(handler, 200, {"errors": [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}]})
        else:
            assert handler.path == "/admin/api/2026-10/graphql.json"
            result = graphql_sync(SCHEMA, request["query"], self, variable_values=request["variables"])
            answer(handler, 200, result.formatted)

    def stagedUploadsCreate(self, _info: GraphQLResolveInfo, input: list[dict[str, Any]]) -> Any:  # noqa: A002, N802
        targets = []
        for wish in input:
            key = f"tmp/{len(self.staged)}-{wish['filename']}"
            self.staged[key] = b""
            parameters = [{"name": "key", "value": key}, {"name": "policy", "value": "signed"}]
            url = f"http://{self.host}/store/"
            targets.append({"url": url, "resourceUrl": url + key, "parameters": parameters})
        return {"stagedTargets": targets, "userErrors": []}

    def store(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        head = f"Content-Type: {handler.headers['Content-Type']}\r\n\r\n".encode()
        parts = list(BytesParser(policy=HTTP).parsebytes(head + body).iter_parts())
        fields = {part.get_param("name", header="content-disposition"): part for part in parts}
        assert list(fields)[-1] == "file", "stores take the file as the last field"
        assert fields["policy"].get_content().strip() == "signed"
        data = fields["file"].get_payload(decode=True)
        assert isinstance(data, bytes)
        if self.mood("damage"):
            data = b"?" + data[1:]
        key = fields["key"].get_payload(decode=True)
        assert isinstance(key, bytes)
        self.staged[key.decode().strip()] = data
        digest = base64.b64encode(hashlib.md5(data).digest()).decode()
        handler.send_response(201)
        handler.send_header("x-goog-hash", f"crc32c=AAAAAA==,md5={digest}")
        handler.end_headers()

    def fileCreate(self, _info: GraphQLResolveInfo, files: list[dict[str, Any]]) -> Any:  # noqa: N802
        if self.mood("refuse"):
            return {"files": [], "userErrors": [{"field": ["files"], "message": "Access denied", "code": "INVALID"}]}
        made = []
        for wish in files:
            name, key = wish["filename"], wish["originalSource"].partition("/store/")[2]
            assert name.rpartition(".")[2] == key.rpartition(".")[2]
            if name in self.files and wish["duplicateResolutionMode"] != "REPLACE":
                name = f"{name}_another"
            self.created += 1
            node = {
                "__typename": "MediaImage",
                "id": f"gid://shopify/MediaImage/{self.created}",
                "fileStatus": "UPLOADED",
                "fileErrors": [],
                "data": self.staged[key],
                "left": 2,  # looks until it is ready
                "fails": bool(self.mood("fail")),
            }
            self.files[name] = node
            made.append(node)
        return {"files": made, "userErrors": []}

    def node(self, _info: GraphQLResolveInfo, id: str) -> Any:  # noqa: A002
        node = next((node for node in self.files.values() if node["id"] == id), None)
        if node is None:
            return None
        node["left"] -= 1
        if node["left"] <= 0:
            node["fileStatus"] = "FAILED" if node["fails"] else "READY"
            node["originalSource"] = {"fileSize": len(node["data"])}
        if node["fails"]:
            node["fileErrors"] = [{"code": "IMAGE_PROCESSING_FAILURE", "message": "The image is corrupt"}]
        return node

    def __enter__(self) -> "Shop":
        self._thread.start()
        return self

    def __exit__(self, *_rest: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def answer(handler: BaseHTTPRequestHandler, status: int, document: dict[str, Any]) -> None:
    body = json.dumps(document).encode()
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
