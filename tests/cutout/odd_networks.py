"""Small ONNX files of many shapes: some that can serve as a cutout network, and some that cannot."""

from pathlib import Path

import pytest

_MEAN = "m = ReduceMean<axes=[1], keepdims=1>(x)"
_IN, _OUT = "float[1,3,64,64] x", "float[1,1,64,64] y"
TAKEN = {
    "plain": (_IN, _OUT, f"{_MEAN} y = Identity(m)"),
    "free sizes": ("float[n,3,h,w] x", "float[n,1,h,w] y", f"{_MEAN} y = Identity(m)"),
    "half precision": ("float16[1,3,64,64] x", "float16[1,1,64,64] y", f"{_MEAN} y = Identity(m)"),
}
REFUSED = {
    "not a number": (_IN, _OUT, f"{_MEAN} z = Sub(m, m) y = Div(z, z)"),
    "two inputs": (f"{_IN}, float[1,3,64,64] second", "float[1,3,64,64] y", "y = Add(x, second)"),
    "bytes in": ("uint8[1,3,64,64] x", _OUT, "f = Cast<to=1>(x) y = ReduceMean<axes=[1], keepdims=1>(f)"),
    "grey in": ("float[1,1,64,64] x", _OUT, "y = Identity(x)"),
    "channels last": ("float[1,64,64,3] x", "float[1,64,64,1] y", "y = ReduceMean<axes=[3], keepdims=1>(x)"),
    "oblong": ("float[1,3,64,128] x", "float[1,1,64,128] y", f"{_MEAN} y = Identity(m)"),
    "four at once": ("float[4,3,64,64] x", "float[4,1,64,64] y", f"{_MEAN} y = Identity(m)"),
    "five dimensions": (
        _IN,
        "float[1,1,1,64,64] y",
        f"{_MEAN} axis = Constant<value_ints=[0]>() y = Unsqueeze(m, axis)",
    ),
    "one number": (_IN, "float[1,1,1,1] y", "y = ReduceMean<keepdims=1>(x)"),
    "whole numbers": (_IN, "int64[1,1,64,64] y", f"{_MEAN} y = Cast<to=7>(m)"),
    "words": (_IN, "string[1,1,64,64] y", f"{_MEAN} y = Cast<to=8>(m)"),
    "nothing": (
        _IN,
        "float[1,1,none,64] y",
        f"{_MEAN} none = Constant<value_ints=[0]>() down = Constant<value_ints=[2]>() y = Slice(m, none, none, down)",
    ),
}
"""What goes in, what comes out, and what happens in between, in ONNX's text form."""


def write(path: Path, kind: str) -> Path:
    """Write the network of a kind; returns its path."""
    onnx = pytest.importorskip("onnx", reason="the onnx package makes the tiny networks")
    given, answer, body = {**TAKEN, **REFUSED}[kind]
    text = f'<ir_version: 8, opset_import: ["" : 17]> odd ({given}) => ({answer}) {{ {body} }}'
    path.write_bytes(onnx.parser.parse_model(text).SerializeToString())
    return path
