"""One channel of a Photoshop document's merged picture: raw, PackBits or ZIP → samples."""

import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.intake.psd_file import PsdFile

_RAW, _PACKBITS, _ZIP, _ZIP_PREDICTED = range(4)
_TYPES = {8: ">u1", 16: ">u2", 32: ">f4"}


def read_plane(path: Path, psd: PsdFile, index: int) -> NDArray[Any]:
    """Return channel `index` as (height, width): uint8 (one-bit channels as 0 and 255), uint16 or float32 samples.

    Raises ValueError where the data is cut short or of an unknown compression.
    """
    row = (psd.width * psd.depth + 7) // 8
    with path.open("rb") as file:
        file.seek(psd.pixels_at)
        compression = int.from_bytes(file.read(2))
        start = psd.pixels_at + 2
        if compression == _RAW:
            file.seek(start + index * row * psd.height)
            data = file.read(row * psd.height)
        elif compression == _PACKBITS:
            counter = 4 if psd.wide else 2
            table = np.frombuffer(file.read(counter * psd.channels * psd.height), f">u{counter}").astype(np.int64)
            if table.size < psd.channels * psd.height:
                raise ValueError("the row table is cut short")
            ends = np.cumsum(table.reshape(psd.channels, psd.height).sum(axis=1))
            file.seek(start + table.size * counter + int(ends[index - 1] if index else 0))
            data = _unpacked(
                file.read(int(table[index * psd.height : (index + 1) * psd.height].sum())), row, psd.height
            )
        elif compression in (_ZIP, _ZIP_PREDICTED):
            file.seek(start)
            end = (index + 1) * row * psd.height
            data = zlib.decompressobj().decompress(file.read(), end)[end - row * psd.height :]
        else:
            raise ValueError("unknown compression")
    if len(data) < row * psd.height:
        raise ValueError("the picture is cut short")
    rows = np.frombuffer(data, np.uint8, row * psd.height).reshape(psd.height, row)
    return _samples(rows, psd, compression == _ZIP_PREDICTED)


def _unpacked(data: bytes, row: int, height: int) -> bytes:
    from PIL import Image

    return Image.frombytes("L", (row, height), data, "packbits", "L").tobytes()


def _samples(rows: NDArray[np.uint8], psd: PsdFile, predicted: bool) -> NDArray[Any]:
    if psd.depth == 1:  # a set bit is black
        return np.where(np.unpackbits(rows, axis=1)[:, : psd.width], 0, 255).astype(np.uint8)
    if predicted and psd.depth == 32:  # byte planes, each the difference to its left neighbour
        planes = np.cumsum(rows, axis=1, dtype=np.uint8).reshape(psd.height, 4, psd.width)
        return np.ascontiguousarray(planes.transpose(0, 2, 1)).view(">f4").reshape(psd.height, psd.width)
    samples = rows.view(_TYPES[psd.depth])
    return np.cumsum(samples, axis=1, dtype=samples.dtype.newbyteorder("=")) if predicted else samples
