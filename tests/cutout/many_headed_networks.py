"""Small ONNX files shaped as rembg's other sessions want them: Segment Anything's two halves, four classes of cloth."""

from pathlib import Path

import pytest

ENCODER, DECODER = "sam_vit_b_01ec64.encoder.onnx", "sam_vit_b_01ec64.decoder.onnx"
_ENCODER = """
encoder (float[height,width,3] input_image) => (float[1,256,64,64] image_embeddings) {
  turned = Transpose<perm=[2,0,1]>(input_image)
  first = Constant<value_ints=[0]>()
  one = Unsqueeze(turned, first)
  rest = Constant<value_ints=[1,3,340,1024]>()
  zero = Constant<value_float=0.0>()
  beneath = ConstantOfShape(rest)
  square = Concat<axis=2>(one, beneath)
  small = AveragePool<kernel_shape=[16,16], strides=[16,16]>(square)
  white = Constant<value_float=255.0>()
  share = Div(small, white)
  more = Constant<value_ints=[0,0,0,0,0,253,0,0]>()
  image_embeddings = Pad(share, more, zero)
}"""
_DECODER = """
decoder (float[1,256,64,64] image_embeddings, float[1,n,2] point_coords, float[1,n] point_labels,
         float[1,1,256,256] mask_input, float[1] has_mask_input, float[2] orig_im_size)
     => (float[1,m,height,width] masks, float[1,m] iou_predictions, float[1,1,64,64] low_res_masks) {
  zero = Constant<value_float=0.0>()
  used = Greater(point_labels, zero)
  weight = Cast<to=1>(used)
  second = Constant<value_ints=[1]>()
  third = Constant<value_ints=[2]>()
  wide = Unsqueeze(weight, third)
  weighed = Mul(point_coords, wide)
  total = ReduceSum<keepdims=0>(weighed, second)
  count = ReduceSum<keepdims=1>(weight, second)
  middle = Div(total, count)
  step = Constant<value_float=16.0>()
  cell = Div(middle, step)
  whole = Cast<to=7>(cell)
  order = Constant<value_ints=[1,0]>()
  place = Gather<axis=1>(whole, order)
  planes = Transpose<perm=[2,3,0,1]>(image_embeddings)
  there = GatherND(planes, place)
  upright = Constant<value_ints=[1,256,1,1]>()
  colour = Reshape(there, upright)
  off = Sub(image_embeddings, colour)
  squared = Mul(off, off)
  apart = ReduceSum<keepdims=1>(squared, second)
  least = Constant<value_float=0.1>()
  near = Sub(least, apart)
  steep = Constant<value_float=100.0>()
  low_res_masks = Mul(near, steep)
  none = Constant<value=float[0] {}>()
  scales = Constant<value_floats=[1.0,1.0,16.0,16.0]>()
  large = Resize<mode="linear">(low_res_masks, none, scales)
  start = Constant<value_ints=[0,0]>()
  ends = Cast<to=7>(orig_im_size)
  axes = Constant<value_ints=[2,3]>()
  mask = Slice(large, start, ends, axes)
  MASKS
}"""
_ALONE = "masks = Identity(mask) iou_predictions = Constant<value=float[1,1] {0.9}>()"
_THREE = """worse = Neg(mask) masks = Concat<axis=1>(worse, mask, worse)
  iou_predictions = Constant<value=float[1,3] {0.2, 0.9, 0.4}>()"""
_CLOTH = """
cloth (float[1,3,768,768] input) => (float[1,4,768,768] output) {
  weight = Constant<value=float[4,3,1,1] {-1,-1,-1, 2,-1,-1, -1,-1,2, -1,2,-1}>()
  output = Conv(input, weight)
}"""


def _write(path: Path, text: str) -> Path:
    onnx = pytest.importorskip("onnx", reason="the onnx package makes the tiny networks")
    path.parent.mkdir(parents=True, exist_ok=True)
    model = onnx.parser.parse_model(f'<ir_version: 8, opset_import: ["" : 17]>{text}')
    path.write_bytes(model.SerializeToString())
    return path


def write_prompted(folder: Path, *, three: bool = False) -> tuple[Path, Path]:
    """Write both halves: they find what has the colour of the click, or of the middle of the box.

    `three`: the decoder answers three masks, of which it thinks the second the best.
    """
    masks = _THREE if three else _ALONE
    return _write(folder / ENCODER, _ENCODER), _write(folder / DECODER, _DECODER.replace("MASKS", masks))


def write_cloth(path: Path) -> Path:
    """Write four classes: dark is nothing, red upper, blue lower, green full-body garments."""
    return _write(path, _CLOTH)
