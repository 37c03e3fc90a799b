"""Photoshop documents with smart objects, written for tests: what Photoshop writes, as far as places go."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from psd_tools.constants import Tag
from psd_tools.psd import descriptor as d
from psd_tools.terminology import Unit as Measure

Corners = Sequence[tuple[float, float]]


def smart(
    layer: Any,
    corners: Corners,
    *,
    size: tuple[int, int] = (100, 100),
    dpi: float = 72,
    mesh: Any = None,
    bend: float = 50,
) -> None:
    """Turn a pixel layer into a smart object with four corners in pixels, warped by a mesh in its pixels: (4, 4, 2), or
    of several patches.

    `mesh` may be a ready-made warp's name instead, with its bend in per cent.
    """
    block = d.DescriptorBlock(version=16, name="", classID=b"null")
    flat = [d.Double(value) for corner in corners for value in corner]
    block[b"Idnt"] = d.String("11111111-1111-1111-1111-111111111111")
    block[b"Trnf"] = d.List(flat)
    block[b"nonAffineTransform"] = d.List(flat)
    block[b"Sz  "] = _said({b"Wdth": d.Double(size[0]), b"Hght": d.Double(size[1])})
    block[b"Rslt"] = d.UnitFloat(unit=Measure.Density, value=dpi)
    warp: dict[bytes, Any] = {b"warpStyle": d.Enumerated(typeID=b"warpStyle", enum=b"warpNone")}
    if isinstance(mesh, bytes):
        warp[b"warpStyle"] = d.Enumerated(typeID=b"warpStyle", enum=mesh)
        warp[b"warpValue"] = d.Double(bend)
        warp[b"warpRotate"] = d.Enumerated(typeID=b"Ornt", enum=b"Hrzn")
    elif mesh is not None:
        warp[b"warpStyle"] = d.Enumerated(typeID=b"warpStyle", enum=b"warpCustom")
        edges = ((b"Top ", 0), (b"Left", 0), (b"Btom", size[1]), (b"Rght", size[0]))
        warp[b"bounds"] = _said({key: d.UnitFloat(unit=Measure.Pixels, value=value) for key, value in edges})
        rows, columns = np.shape(mesh)[:2]
        points = d.ObjectArray(items_count=rows * columns, name="", classID=b"rationalPoint")
        for key, axis in ((b"Hrzn", 0), (b"Vrtc", 1)):
            points[key] = d.UnitFloats(
                unit=Measure.Pixels, values=[float(it) for it in np.reshape(mesh, (-1, 2))[:, axis]]
            )
        warp[b"customEnvelopeWarp"] = _said({b"meshPoints": points})
        if (rows, columns) != (4, 4):
            block[b"quiltWarp"] = _said(
                {**warp, b"deformNumRows": d.Integer(rows), b"deformNumCols": d.Integer(columns)}
            )
            warp = {b"warpStyle": d.Enumerated(typeID=b"warpStyle", enum=b"warpNone")}
    block[b"warp"] = _said(warp)
    layer.tagged_blocks.set_data(Tag.SMART_OBJECT_LAYER_DATA1, b"soLD", 5, block)


def _said(values: dict[bytes, Any]) -> d.Descriptor:
    made = d.Descriptor(name="", classID=b"null")
    for key, value in values.items():
        made[key] = value
    return made


def effect(layer: Any, kind: bytes, colour: tuple[int, int, int], **numbers: float) -> None:
    """Give a layer one effect: its class ("SoFi" a colour overlay, "DrSh" a drop shadow) and what it says."""
    names = {"opacity": b"Opct", "distance": b"Dstn", "size": b"blur", "angle": b"lagl", "choke": b"Ckmt"}
    made = d.Descriptor(name="", classID=kind)
    made[b"enab"] = made[b"present"] = d.Bool(True)
    made[b"Md  "] = d.Enumerated(typeID=b"BlnM", enum=b"Nrml")
    tones = {key: d.Double(value) for key, value in zip((b"Rd  ", b"Grn ", b"Bl  "), colour, strict=True)}
    made[b"Clr "] = _said(tones)
    for name, value in numbers.items():
        made[names[name]] = d.UnitFloat(unit=Measure.Percent if name == "opacity" else Measure.Pixels, value=value)
    block = d.DescriptorBlock2(name="", classID=b"null")
    block[b"masterFXSwitch"] = d.Bool(True)
    block[kind] = made
    layer.tagged_blocks.set_data(Tag.OBJECT_BASED_EFFECTS_LAYER_INFO, name="", classID=b"null")
    layer.tagged_blocks[Tag.OBJECT_BASED_EFFECTS_LAYER_INFO].data = block
