"""What every check is given: the finished file, the channel, and measurements that several checks share."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import cv2
import numpy as np

from studio.check.estimate import estimated
from studio.check.finished import Finished
from studio.check.layout import Layout, averaged, exact, scaled
from studio.model.channel import Channel, Rule
from studio.model.finding import Finding, Severity
from studio.model.picture import Bytes
from studio.model.render import Rendition
from studio.model.scene import Scene

Where = tuple[int, int, int, int]
ORDER: tuple[Severity, ...] = ("info", "warning", "error")
PROXY = 500


def severity_of(rule: Rule | None) -> Severity:
    """How much it matters that a rule is broken.

    A hard rule from the platform's own page fails the picture; a requirement, or a hard rule known second-hand, warns;
    advice of the platform warns, advice of others and plain facts only inform.
    """
    if rule is None or rule.level == "info" or (rule.level == "recommended" and rule.basis == "secondary"):
        return "info"
    return "error" if rule.enforced else "warning"


def _is_cutout(alpha: Bytes) -> bool:
    """Whether transparency frees a product: half of the frame is empty (rounded corners and overlays are not)."""
    ring = np.concatenate([alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1]])
    return float((ring < 8).mean()) >= 0.5


@dataclass(frozen=True, eq=False)
class Inspection:
    """One finished picture under one channel's rules; `rendition` and `scene` where the studio made it itself."""

    finished: Finished
    channel: Channel
    rendition: Rendition | None = None
    scene: Scene | None = None

    def rule(self, key: str) -> Rule | None:
        """Return the channel's rule of that name, or None where none is known."""
        return self.channel.rules.get(key)

    def asks(self, rule: Rule) -> str:
        """Return how the channel puts a rule, for a sentence: "Etsy advises", "Amazon requires"."""
        words = {"hard": "requires", "must": "asks for", "recommended": "advises", "info": "expects"}
        return f"{self.channel.platform} {words[rule.level]}"

    def remark(
        self,
        rule: Rule | None,
        message: str,
        *,
        fix: str,
        where: Where | None = None,
        mend: str | None = None,
        severity: Severity | None = None,
        at_most: Severity = "error",
    ) -> Finding:
        """Return a finding under a rule; the registry adds the check's id. `severity` overrules what the rule says."""
        level = severity or severity_of(rule)
        level = ORDER[min(ORDER.index(level), ORDER.index(at_most))]
        source = rule.sources[0] if rule is not None and rule.sources else None
        named = None if source is None else f"{source.title} ({source.url})" if "://" in source.url else source.title
        return Finding("", level, message, where, fix, mend, named, source.date if source else None)

    @property
    def whole(self) -> Where:
        """The whole picture as a pixel box."""
        return 0, 0, self.finished.width, self.finished.height

    @cached_property
    def fits(self) -> bool:
        """Whether the rendition's masks belong to this very picture size."""
        size = (self.finished.height, self.finished.width)
        return self.rendition is not None and self.rendition.product.shape == size

    @property
    def cover(self) -> Bytes | None:
        """How much of each pixel is product (height, width), where that is known and not guessed.

        Known are our own rendition's mask and, in a cutout from elsewhere, its alpha.
        """
        if self.rendition is not None and self.fits:
            return self.rendition.product
        alpha = self.finished.picture.alpha
        return alpha if self.finished.transparent and alpha is not None and _is_cutout(alpha) else None

    @property
    def drawn(self) -> Bytes | None:
        """Non-zero where anything but the backdrop was drawn, where `cover` is known."""
        return self.rendition.touched if self.rendition is not None and self.fits else self.cover

    @cached_property
    def rgb(self) -> Bytes:
        """The picture's colours (height, width, 3), see-through parts shown on white as a shop's page shows them."""
        picture = self.finished.picture
        if picture.alpha is None or not self.finished.transparent:
            return picture.rgb
        alpha = picture.alpha[..., None].astype(np.uint16)
        return ((picture.rgb * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)

    @cached_property
    def scale(self) -> int:
        """Pixels of the picture per pixel of the proxy: whole, because averaging whole cells is three times as fast."""
        return max(1, -(-max(self.finished.width, self.finished.height) // PROXY))

    def shrunk(self, plane: Bytes) -> Bytes:
        """Return a plane or colour array of the picture's size averaged down to the proxy's."""
        width, height = self.proxy_size
        right, below = width * self.scale - plane.shape[1], height * self.scale - plane.shape[0]
        if right or below:
            plane = np.asarray(cv2.copyMakeBorder(plane, 0, below, 0, right, cv2.BORDER_REPLICATE), np.uint8)
        return averaged(plane, self.scale)

    @property
    def proxy_size(self) -> tuple[int, int]:
        """Width and height of the proxy; its last column and row may stand for less than a whole cell."""
        return -(-self.finished.width // self.scale), -(-self.finished.height // self.scale)

    @cached_property
    def proxy(self) -> Bytes:
        """The colours at the proxy's size."""
        return cast(Bytes, self._kept("proxy", lambda: self.shrunk(self.rgb)))

    @cached_property
    def layout(self) -> Layout | None:
        """Where product, shade and background are: known from our own masks, else estimated; None where unclear."""
        return cast(Layout | None, self._kept("layout", self._laid_out))

    def _laid_out(self) -> Layout | None:
        if self.cover is not None and self.drawn is not None:
            return exact(self.cover, self.drawn, self.scale, self.proxy)
        return estimated(self.proxy, self.scale, self.finished.width, self.finished.height)

    def _kept(self, name: str, measure: Callable[[], object]) -> object:
        """Return what was measured of the same file and rendition under another channel, or measure it."""
        known = self.finished.kept.get(name)
        if known is None or known[0] is not self.rendition:
            known = self.finished.kept[name] = self.rendition, measure()
        return known[1]

    def grown(self, box: Where) -> Where:
        """Return a proxy box in pixels of the picture."""
        return scaled(box, self.scale, self.finished.width, self.finished.height)
