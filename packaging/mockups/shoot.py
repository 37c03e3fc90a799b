"""From an Item to its developed passes: build, render room, light and form, develop."""

import time
from pathlib import Path

import numpy as np
from develop import Array, Developed, develop, enlarged
from item import Item
from passes import Frame, aim, form, light, room, settings
from render import fresh_scene
from shader import colour


def stage(item: Item, frame: Frame) -> list[object]:
    """Build the item's scene; returns the item's objects."""
    fresh_scene()
    built = item.build()
    aim(item.camera)
    settings(item, frame)
    return list(built.item)


def passes_of(item: Item, frame: Frame, raw: Path | None = None) -> tuple[Developed, Array, dict[str, Array]]:
    """The developed passes, the rendered albedo (3,) linear, and the plain layers for checking.

    `raw` is a folder that keeps what was rendered (half floats), so that an item can be developed anew at once.
    """
    kept = raw / f"{item.id}.npz" if raw else None
    if kept is not None and kept.exists():
        with np.load(kept) as file:
            layers = {name: file[name].astype(np.float32) for name in file.files}
    else:
        layers = _rendered(item, frame)
        if kept is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            halves = {n: a if n.startswith("uv-") else a.astype(np.float16) for n, a in layers.items()}
            np.savez(kept, **halves)  # type: ignore[arg-type]
    albedo = np.array(colour(item.colours[0][2]), np.float32)
    form_layers = {name: part for name, part in layers.items() if name.startswith(("alpha", "uv-", "cover-"))}
    made, gains = develop(item, frame.side, albedo=albedo, room=layers["room"], light=layers, form=form_layers)
    return (
        made,
        albedo,
        {
            "beauty": enlarged(layers["beauty"], made.share.shape)[..., :3] * gains,
            "share": layers["alpha"],
            "gains": gains,
        },
    )


def _rendered(item: Item, frame: Frame) -> dict[str, Array]:
    begun = time.monotonic()
    used = time.process_time()
    things = stage(item, frame)
    seconds = [time.monotonic() - begun]
    surroundings = room(things, frame)
    seconds.append(time.monotonic() - begun)
    shone = light(things, frame)
    seconds.append(time.monotonic() - begun)
    shape = form(things, [surface.id for surface in item.surfaces], frame)
    seconds.append(time.monotonic() - begun)
    ends = ", ".join(f"{s:.0f}" for s in seconds)
    print(f"  {item.id}: built, room, light, form at {ends} s; {time.process_time() - used:.0f} s CPU", flush=True)
    return {"room": surroundings} | shone | shape
