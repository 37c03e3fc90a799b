"""PNG files whose pixels are all there although a chunk's length or checksum is wrong, or the end is missing.

Either every row comes out of the compressed stream, or the file is damaged (ISO/IEC 15948: 5.3 chunk layout, 8.2
interlace passes, 9.2 filters, 10.1 compression). A row that names no filter there is takes that of the row above.
"""

import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LAST_FILTER = 4
_LARGE_PROFILE = 1 << 16
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def mended(data: bytes) -> bytes | None:
    """Return the same picture as a whole PNG, or None where rows are missing."""
    if data[:8] != _SIGNATURE or data[12:16] != b"IHDR":
        return None
    before, stream, first = _chunks(data)
    sizes = _row_sizes(data[16:29])
    needed = sum(count * size for count, size in sizes)
    if not first or not needed:
        return None
    for candidate in (stream, data[first:]):  # where a length is wrong, the stream simply goes on behind it
        rows = _inflated(candidate, needed)
        if len(rows) >= needed:
            pixels = zlib.compress(_with_known_filters(rows, sizes), 1)
            return _SIGNATURE + before + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")
    return None


def slimmed(data: bytes) -> bytes:
    """Return a PNG without its texts and without profiles above 64 KB.

    Pillow refuses files of which these unpack to more than a megabyte, and editors do write such.
    """
    kept, at = _SIGNATURE, 8
    while at + 8 <= len(data):
        size, name = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        if name not in (b"tEXt", b"zTXt", b"iTXt") and not (name == b"iCCP" and size > _LARGE_PROFILE):
            kept += data[at : at + 12 + size]
        at += 12 + size
    return kept


def _chunks(data: bytes) -> tuple[bytes, bytes, int]:
    """Return the sound chunks before the pixels, the pixels' stream, and where it starts."""
    at, before, stream, first = 8, b"", [], 0
    while at + 8 <= len(data):
        size, name = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + size]
        sound = data[at + 8 + size : at + 12 + size] == zlib.crc32(name + body).to_bytes(4)
        if name == b"IDAT":
            first = first or at + 8
            stream.append(body)
        elif not first and sound and name not in (b"acTL", b"fcTL"):
            before += data[at : at + 12 + size]
        at += 12 + size
    return before, b"".join(stream), first


def _inflated(stream: bytes, needed: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream, needed)
    except zlib.error:
        return b""


def _with_known_filters(rows: bytes, sizes: list[tuple[int, int]]) -> bytearray:
    mended_rows, at, filter_above = bytearray(rows), 0, 0
    for count, size in sizes:
        for row in range(at, at + count * size, size):
            if mended_rows[row] > _LAST_FILTER:
                mended_rows[row] = filter_above
            filter_above = mended_rows[row]
        at += count * size
    return mended_rows


def _row_sizes(header: bytes) -> list[tuple[int, int]]:
    """Return, for each interlace pass, how many rows it has and their bytes; nothing for a senseless header."""
    width, height = int.from_bytes(header[:4]), int.from_bytes(header[4:8])
    depth, samples, interlaced = header[8], _SAMPLES.get(header[9], 0), header[12]
    passes = _PASSES if interlaced else ((0, 0, 1, 1),)
    sizes = [(-(-(width - x) // dx), -(-(height - y) // dy)) for x, y, dx, dy in passes if width > x and height > y]
    return [(rows, 1 + (columns * depth * samples + 7) // 8) for columns, rows in sizes] if samples else []


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)
