"""One batch: build a place once, then photograph a few products in it from a few cameras."""

import math
from pathlib import Path
from typing import Any

import bpy
import camera
import catalogue
import cv2
import develop
import hand
import light
import numpy as np
import passes
import rig
from places.place import Place

Random = np.random.Generator
Array = np.ndarray
SIZE, PRODUCTS, CAMERAS = 256, 4, 2
PER_BATCH = PRODUCTS * CAMERAS
SAMPLES, PLATE_SAMPLES = 4, 2


def batch(seed: int, folder: Path) -> int:
    """Render one batch into `folder`; shots that are there are skipped as a whole. Returns how many were written."""
    done = folder / f"{seed:07d}.done"
    if done.exists():
        return 0
    random = np.random.default_rng(seed)
    passes.set_up(SIZE)
    base = catalogue.mood(random)
    place = catalogue.PLACES[catalogue.choose(random, catalogue.PLACES)][0](random, base)
    products = [catalogue.product(random, place, base) for _ in range(PRODUCTS)]
    for product in products:
        product.show(False)
    if place.crowd or (not place.held and random.random() < place.clutter):
        _scatter(random, place)
    panorama = light.sky(random) if place.outdoors else light.room(random)
    light.surround(
        panorama, random.uniform(0.3, 1.2) if not place.outdoors else random.uniform(0.5, 1.2), random.uniform(0, 6.3)
    )
    written = 0
    for index in range(CAMERAS):
        centre = _centre(random, place)
        view = camera.aim(random, place, centre)
        lamps = light.illuminate(random, view.at, centre, outdoors=place.outdoors)
        lamps += _blockers(random, centre)
        plate = None
        for number, product in enumerate(products):
            name = f"{seed:07d}_{index}{number}"
            shot, plate = _shot(random, place, product, view=view, centre=centre, plate=plate)
            if shot is not None:
                save(folder / f"{name}.npz", family=product.family, place=place.name, seed=seed, **shot)
                written += 1
        for thing in lamps:
            bpy.data.objects.remove(thing)
    done.touch()
    return written


def _centre(random: Random, place: Place) -> Array:
    if place.held:
        return np.array([0, 0, random.uniform(0.5, 1.2)])
    return np.array([0, -0.1, 0.0]) if place.hangs else np.array([0, 0, random.uniform(0.05, 0.35)])


def _shot(
    random: Random, place: Place, product: rig.Product, *, view: camera.View, centre: Array, plate: Any
) -> tuple[dict[str, Array] | None, Any]:
    """Pose and render; the plate is rendered for the first shot of a camera and passed on."""
    extra: list[Any] = []
    points = _pose(random, place, product, view, centre)
    if points is None:
        return None, plate
    if place.held:
        extra = hand.grip(random, points)
    product.show(True)
    frame = passes.shoot(product.parts, samples=SAMPLES, seed=int(random.integers(1 << 30)))
    product.show(False)
    share = float(frame.matte.mean())
    keep = 0.02 < share < 0.9
    if keep and (plate is None or place.held):
        plate = passes.shoot({}, samples=PLATE_SAMPLES, seed=int(random.integers(1 << 30))).light
    for thing in extra:
        bpy.data.objects.remove(thing)
    if not keep:
        return None, plate
    tone = develop.meter(random, frame.light)
    normal = frame.normal @ view.turn
    normal /= np.maximum(np.linalg.norm(normal, axis=-1, keepdims=True), 1e-6)
    inside = frame.part > 0
    shot = {
        "image": tone(frame.light),
        "matte": np.round(frame.matte * 255).astype(np.uint8),
        "plate": tone(plate),
        "part": frame.part,
        "normal": np.where(inside[..., None], np.round(normal * 127), 0).astype(np.int8),
        "shade": np.where(inside, np.round(_smooth(frame.shade, inside) * 255), 0).astype(np.uint8),
    }
    return shot, plate


def _smooth(shade: Array, inside: Array) -> Array:
    """Ambient occlusion without its noise, the background left out of the average."""
    weight = inside.astype(np.float32)
    total = cv2.GaussianBlur(np.clip(shade, 0, 1) * weight, (0, 0), 1.6)
    return np.clip(total / np.maximum(cv2.GaussianBlur(weight, (0, 0), 1.6), 1e-3), 0, 1)


def _pose(random: Random, place: Place, product: rig.Product, view: camera.View, centre: Array) -> Array | None:
    """Try poses until most of the product is in the frame."""
    for _ in range(12):
        scale = float(np.exp(random.uniform(math.log(0.65), math.log(1.3))))
        yaw = math.radians(random.uniform(-place.turn, place.turn))
        tilt = np.zeros(3)
        if place.held:
            scale *= random.uniform(0.6, 0.9)
            points = product.pose(
                turn=(random.normal(math.pi / 2 if product.lying else 0, 0.25), random.normal(0, 0.25), yaw),
                scale=scale,
                at=(centre + random.normal(0, 0.08, 3)).tolist(),
                settle=False,
            )
        elif place.hangs:
            points = product.pose(
                turn=(math.pi / 2 if product.lying else 0, random.normal(0, 0.03), 0),
                scale=scale,
                at=(random.normal(0, 0.1), 0, random.normal(0, 0.1)),
                settle=False,
            )
            product.root.location[1] -= points[:, 1].max() + 0.02
            points = points - (0, points[:, 1].max() + 0.02, 0)
        else:
            if not product.lying and random.random() < 0.25:
                tilt = np.array([random.choice([-1, 1]) * math.pi / 2, 0, 0]) + random.normal(0, 0.02, 3)
            at = (random.normal(0, 0.15), random.normal(0, 0.15), place.rise)
            points = product.pose(turn=(tilt[0], tilt[1], yaw), scale=scale, at=at)
        seen = view.seen(points)
        inside = (np.abs(seen) < 0.5).all(1).mean()
        extent = (np.clip(seen, -0.5, 0.5).max(0) - np.clip(seen, -0.5, 0.5).min(0)).max()
        wanted = 0.9 if random.random() < 0.7 else 0.45
        near = (points - view.at) @ -view.turn[:, 2]
        if inside > wanted and extent > 0.22 and near.min() > 0.08:
            return points
    return None


def _scatter(random: Random, place: Place) -> None:
    """Other things around, mostly at the edge of the frame."""
    around = np.array([(0.0, -9.0, 0.0)])
    for _ in range(int(random.integers(1, 5)) if not place.crowd else int(random.integers(4, place.crowd))):
        other = catalogue.product(random, Place(place.name.removeprefix("hand-")), None)
        angle = random.uniform(0, 2 * math.pi)
        distance = random.uniform(0.75, 1.5 if not place.crowd else 2.6)
        at = (math.cos(angle) * distance, abs(math.sin(angle)) * distance * (1 if random.random() < 0.8 else -1), 0)
        scale = random.uniform(0.25, 0.7) * (distance / 1.1 if place.crowd else 1)
        if place.crowd and np.hypot(around[:, 0] - at[0], around[:, 1] - at[1]).min() < 0.2:
            scale *= 0.5
        around = np.concatenate([around, [at]])
        if place.hangs:
            other.pose(turn=(0, 0, 0), scale=scale * 0.5, at=(at[0], -0.3, at[1]), settle=False)
        else:
            other.pose(turn=(0, 0, random.uniform(0, 6.3)), scale=scale, at=at)


def _blockers(random: Random, centre: Array) -> list[Any]:
    """Things outside the picture that throw shadows into it."""
    things: list[Any] = []
    if random.random() < 0.3:
        for _ in range(int(random.integers(1, 4))):
            thing = rig.ball(
                "blocker",
                (centre + random.normal(0, 0.7, 3) + (0, 0, 1.4)).tolist(),
                random.uniform(0.03, 0.4, 3).tolist(),
                None,
            )
            thing.visible_camera = thing.visible_glossy = False
            things.append(thing)
    return things


def save(path: Path, **arrays: Any) -> None:
    """Write the file whole or not at all."""
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.savez_compressed(file, **arrays)
    part.replace(path)
