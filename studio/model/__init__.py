"""The nouns. Immutable plain data; standard library, numpy arrays and pydantic only, nothing of ours.

**The pixel contract**, obeyed by every function that takes or returns pixels:

- A `Picture` holds `rgb`, an array of shape (height, width, 3), dtype uint8, channel order R, G, B, C-contiguous,
  in the sRGB colour space with its transfer curve applied (IEC 61966-2-1), and `alpha`, either None (opaque)
  or an array of shape (height, width), dtype uint8, 255 = fully product.
- Alpha is **straight**: `rgb` is never multiplied by it. Where a function must mix neighbouring pixels of
  both (a resize), it premultiplies inside and divides again before returning.
- Partially covered pixels (0 < alpha < 255) are blended in **linear light**; fully covered and fully empty
  pixels are copied, so that white stays exactly 255, 255, 255.
- Arrays are **read-only** once they are inside one of our nouns: whoever wants to write makes a copy.
- Pictures are upright: orientation tags have been applied and are gone.
- Boxes that travel between sizes are `Box`, in shares of the whole picture; pixel boxes are (x, y, width, height).
"""
