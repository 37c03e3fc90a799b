"""From scene-linear light to the phone's sRGB bytes: metering, white balance, shoulder."""

from dataclasses import dataclass

import numpy as np

Array = np.ndarray


@dataclass(frozen=True)
class Development:
    """Gains per channel and how strongly highlights roll off; the same for a shot and its plate."""

    gains: Array
    knee: float

    def __call__(self, light: Array) -> Array:
        """(H,W,3) uint8."""
        x = np.maximum(light * self.gains, 0)
        x = np.where(x > self.knee, self.knee + (1 - self.knee) * (1 - np.exp(-(x - self.knee) / (1 - self.knee))), x)
        srgb = np.where(x <= 0.0031308, x * 12.92, 1.055 * np.maximum(x, 1e-6) ** (1 / 2.4) - 0.055)
        return np.round(np.clip(srgb, 0, 1) * 255).astype(np.uint8)


def meter(random: np.random.Generator, light: Array) -> Development:
    """Expose for the picture as phones do, with their mistakes; neutralise most of the light's colour."""
    grey = light.mean(-1)
    middle = float(np.exp(np.log(np.maximum(grey, 1e-3)).mean()))
    bright = float(np.percentile(grey, 97))
    exposure = min(random.uniform(0.12, 0.34) / max(middle, 1e-3), random.uniform(0.9, 1.7) / max(bright, 1e-3))
    mean = light.reshape(-1, 3).mean(0)
    balance = (mean.mean() / np.maximum(mean, 1e-3)) ** random.uniform(0.1, 0.55)
    cast = np.exp(random.normal(0, 0.06, 3))
    return Development((exposure * balance * cast).astype(np.float32), random.uniform(0.6, 0.9))
