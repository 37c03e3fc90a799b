"""What a phone does to light: exposure, white balance, fall-off, blur, noise, sharpening, JPEG."""

import cv2
import numpy as np
from numpy.typing import NDArray
from textures import Planes, Random


def photographed(random: Random, picture: Planes) -> NDArray[np.uint8]:
    """Return (height, width, 3) uint8 sRGB of a picture (float32, 0–255), with a phone's errors."""
    height, width = picture.shape[:2]
    light = np.clip(picture / 255, 0, 1) ** 2.2
    light = light * (2.0 ** random.normal(0.15, 0.45) * 2.0 ** random.normal(0, 0.12, 3)).astype(np.float32)
    if random.random() < 0.4:
        y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
        off = random.normal(0, 0.25, 2)
        light = light * (1 - random.uniform(0, 0.35) * ((x - off[0]) ** 2 + (y - off[1]) ** 2) / 2)[..., None]
    tone = np.clip(light, 0, 1) ** np.float32(1 / 2.2 * np.exp(random.normal(0, 0.12)))
    grey = tone.mean(-1, keepdims=True)
    tone = grey + (tone - grey) * np.float32(random.uniform(0.6, 1.35))
    tone = 0.5 + (tone - 0.5) * np.float32(random.uniform(0.75, 1.2)) + np.float32(random.normal(0, 0.03))
    kind = random.random()
    if kind < 0.3:
        tone = cv2.GaussianBlur(tone, (0, 0), float(random.uniform(0.3, 1.6)))
    elif kind < 0.45:
        tone = tone * 1.8 - cv2.GaussianBlur(tone, (0, 0), 1.2) * 0.8
    if random.random() < 0.7:
        amount = random.uniform(0, 0.05) ** 1.0
        grain = random.normal(0, amount, tone.shape).astype(np.float32)
        tone = tone + (grain if random.random() < 0.5 else cv2.GaussianBlur(grain, (0, 0), 0.7) * 1.5)
    drawn = np.rint(np.clip(tone, 0, 1) * 255).astype(np.uint8)
    if random.random() < 0.6:
        _, data = cv2.imencode(".jpg", drawn, [cv2.IMWRITE_JPEG_QUALITY, int(random.uniform(30, 95))])
        drawn = cv2.imdecode(data, cv2.IMREAD_COLOR)
    return drawn
