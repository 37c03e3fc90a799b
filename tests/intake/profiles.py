"""ICC profiles made for tests: a matrix and a curve for RGB, a curve for grey, a small table for CMYK (ICC.1:2022)."""

import struct

import numpy as np
from numpy.typing import NDArray

D50 = np.array([0.9642, 1.0, 0.8249])
P3 = np.array([[0.51512, 0.29198, 0.1571], [0.2412, 0.69225, 0.06657], [-0.00105, 0.04189, 0.78407]])
ADOBE_RGB = np.array([[0.60974, 0.20528, 0.14919], [0.31111, 0.62567, 0.06322], [0.01947, 0.06087, 0.74457]])
SRGB = np.array([[0.43607, 0.38515, 0.14307], [0.22249, 0.71687, 0.06061], [0.01392, 0.09708, 0.7141]])
SRGB_CURVE = b"para\0\0\0\0\0\3\0\0" + b"".join(
    struct.pack(">i", round(value * 65536)) for value in (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
)


def gamma_curve(gamma: float) -> bytes:
    return b"curv\0\0\0\0" + struct.pack(">IHH", 1, round(gamma * 256), 0)


def table_curve(gamma: float, steps: int = 64) -> bytes:
    values = (np.linspace(0, 1, steps) ** gamma * 65535).round().astype(">u2")
    return b"curv\0\0\0\0" + struct.pack(">I", steps) + values.tobytes()


def matrix_profile(colorants: NDArray[np.float64], curve: bytes) -> bytes:
    tags = {name: _xyz(column) for name, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), colorants.T, strict=True)}
    return _profile(b"mntr", b"RGB ", b"XYZ ", tags | dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve))


def grey_profile(gamma: float) -> bytes:
    return _profile(b"mntr", b"GRAY", b"XYZ ", {b"kTRC": gamma_curve(gamma)})


def cmyk_profile() -> bytes:
    """Ink by ink darker in L*, cyan towards blue-green, magenta towards red: two steps an ink, like no real press."""
    corners = np.stack(np.meshgrid(*[[0.0, 1.0]] * 4, indexing="ij"), -1).reshape(-1, 4)
    lightness = 100 * np.prod(1 - corners * [0.45, 0.5, 0.1, 0.95], axis=1)
    a = (-30 * corners[:, 0] + 70 * corners[:, 1]) * (1 - corners[:, 3])
    b = (-45 * corners[:, 0] - 5 * corners[:, 1] + 85 * corners[:, 2]) * (1 - corners[:, 3])
    table = np.stack([lightness * 2.55, a + 128, b + 128], -1).round().clip(0, 255).astype(np.uint8)
    ramp = bytes(range(256))
    matrix = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    lut = b"mft1\0\0\0\0" + bytes([4, 3, 2, 0]) + matrix + ramp * 4 + table.tobytes() + ramp * 3
    return _profile(b"prtr", b"CMYK", b"Lab ", {b"A2B0": lut})


def _xyz(value: NDArray[np.float64]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(part * 65536) for part in value))


def _profile(kind: bytes, space: bytes, connection: bytes, tags: dict[bytes, bytes]) -> bytes:
    text = b"test profile\0"
    description = b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + b"\0" * 78
    tags = tags | {b"desc": description, b"wtpt": _xyz(D50), b"cprt": b"text\0\0\0\0none\0"}
    at, entries, body = 132 + 12 * len(tags), b"", b""
    for name, data in tags.items():
        entries += name + struct.pack(">II", at + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    head = struct.pack(">I4sI", at + len(body), b"lcms", 0x02400000) + kind + space + connection
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28
    head += struct.pack(">3i", *(round(part * 65536) for part in D50))
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + entries + body
