"""How good the cutouts are on real photos with hand-drawn masks, and whether their confidence keeps its word."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.cutout import find_matte
from studio.model.picture import Picture
from tests.cutout.drawn import overlap

pytestmark = pytest.mark.data


def test_hand_drawn_masks_are_met(shared: Path) -> None:
    scores = []
    for mask in sorted((shared / "handmask").glob("*.mask.png")):
        photo = cv2.imread(str(mask.with_name(mask.name.replace(".mask.png", ".jpg"))), cv2.IMREAD_COLOR_RGB)
        share = min(1.0, 512 / max(photo.shape))
        photo = cv2.resize(photo, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        truth = cv2.imread(str(mask), cv2.IMREAD_GRAYSCALE)
        truth = cv2.resize(truth, (photo.shape[1], photo.shape[0]), interpolation=cv2.INTER_AREA)
        matte = find_matte(Picture(photo))
        scores.append((overlap(matte.alpha > 127, truth > 127), matte.confidence, bool(matte.reasons)))
    found, confidence, warned = np.array(scores).T
    assert found.mean() >= 0.88
    assert np.median(found) >= 0.95
    sure = confidence > 0.9
    assert sure.mean() > 0.2
    assert (found[sure] > 0.9).mean() > 0.85
    assert warned[confidence < 0.6].all()
    assert np.median(confidence[found < 0.8]) < 0.65
