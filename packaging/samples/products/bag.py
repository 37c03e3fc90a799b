"""A canvas tote hanging from a hook on a painted door: cloth simulation, handles with the door seen through."""

import math
from typing import Any

import bpy
import numpy as np
from clutter import plant, vase
from materials import cloth, image_from, metal, plastic, wall
from PIL import Image, ImageDraw, ImageFont
from shader import Shader
from shapes import baked, box, dress, flowing, lathe, mesh, noise, oval, place, smooth, sweep
from shot import Camera, Phone, Shot
from stage import ground, surroundings, window
from stage import wall as upright

WIDE, TALL, ACROSS, DOWN = 0.37, 0.4, 37, 40
HOOK = 0.235  # metres from the top hem to the hook
GRIP = (11, 25)  # columns that the handles are sewn to


def _art() -> Image.Image:
    """A vase of poppies in three inks."""
    art = Image.new("RGBA", (1400, 1500), (0, 0, 0, 0))
    draw = ImageDraw.Draw(art)
    random = np.random.default_rng(3)
    draw.polygon(
        [(560, 880), (840, 880), (800, 1010), (880, 1190), (820, 1320), (580, 1320), (520, 1190), (600, 1010)],
        fill="#2f4858",
    )
    for index in range(9):
        lean = (index - 4) * 95 + random.normal(0, 25)
        top = 330 + abs(index - 4) * 62 + random.normal(0, 30)
        stem = [(700 + lean * t**1.5 + 14 * math.sin(4 * t), 885 - (885 - top) * t) for t in np.linspace(0, 1, 30)]
        draw.line(stem, fill="#4c6b4f", width=11)
        x, y = stem[-1]
        size = random.uniform(58, 92)
        for petal in range(5):
            angle = petal * 1.257 + random.uniform(0, 1)
            px, py = x + size * 0.5 * math.cos(angle), y + size * 0.5 * math.sin(angle)
            draw.ellipse(
                (px - size * 0.62, py - size * 0.52, px + size * 0.62, py + size * 0.52),
                fill="#b5472f" if index % 2 else "#d08a3c",
            )
        draw.ellipse((x - 24, y - 24, x + 24, y + 24), fill="#2b211c")
    font = ImageFont.load_default(84)
    draw.text(
        (700 - draw.textlength("SATURDAY MARKET", font) / 2, 1375),
        "SATURDAY MARKET",
        "#2f4858",
        font,
        stroke_width=2,
        stroke_fill="#2f4858",
    )
    return art


def _canvas(printed: bool) -> Shader:
    s = cloth("#d8cdb6", thread=0.0008, second="#cbbfa6", size=WIDE, sheen=0.2, relief=0.7)
    if printed:
        ink, alpha = s.picture(
            image_from(_art(), "poppies"),
            s.node(
                "Mapping", {0: s.coordinates("UV"), "Scale": (1.55, 1.55, 1), "Location": (-0.275, -0.22, 0)}
            ).outputs[0],
        )
        worn = s.math(
            "MULTIPLY", alpha, s.remap(s.noise(s.coordinates("UV", (60, 60, 1)), 1.0, 4, 0.7), 0.3, 0.5, 0.8, 0.96)
        )
        below = s.surface.inputs["Base Color"].links[0].from_socket
        s.set(base_color=s.mix(worn, below, ink))
    return s


def _hung() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Simulated points, and the index lattices of the front and the back sheet, top row first."""
    u, v = np.meshgrid(np.linspace(-0.5, 0.5, ACROSS), np.linspace(0, 1, DOWN))
    front_points = np.stack([u * WIDE, -0.006 + 0 * u, -v * TALL], -1)
    seam = np.zeros((DOWN, ACROSS), bool)
    seam[:, [0, -1]] = seam[-1] = True
    front_points[seam, 1] = 0
    front = np.arange(DOWN * ACROSS).reshape(DOWN, ACROSS)
    back = np.full_like(front, -1)
    back[seam] = front[seam]
    back[~seam] = DOWN * ACROSS + np.arange((~seam).sum())
    random = np.random.default_rng(2)
    points = np.concatenate([front_points.reshape(-1, 3), (front_points * (1, -1, 1))[~seam]])
    points += random.normal(0, 0.0006, points.shape)
    faces = []
    for sheet, flip in ((front, True), (back, False)):
        for i in range(DOWN - 1):
            for j in range(ACROSS - 1):
                quad = (sheet[i, j], sheet[i, j + 1], sheet[i + 1, j + 1], sheet[i + 1, j])
                faces.append(quad[::-1] if flip else quad)
    sheet_object = mesh("tote", points, faces)
    pins = sheet_object.vertex_groups.new(name="pins")
    held = [int(s[0, c + k]) for s in (front, back) for c in GRIP for k in (-1, 0, 1)]
    pins.add(held, 1.0, "REPLACE")
    for index in held:  # the handles pull together towards the hook
        sheet_object.data.vertices[index].co.x *= 0.93
    modifier = sheet_object.modifiers.new("cloth", "CLOTH")
    settings = modifier.settings
    settings.quality = 7
    settings.mass = 0.35
    settings.tension_stiffness = settings.compression_stiffness = 18
    settings.shear_stiffness = 8
    settings.bending_stiffness = 0.6
    settings.use_pressure = True
    settings.uniform_pressure_force = 0.35
    settings.vertex_group_mass = "pins"
    for frame in range(1, 34):
        bpy.context.scene.frame_set(frame)
    settled = baked(sheet_object)
    bpy.data.objects.remove(sheet_object)
    return settled, front, back


def build() -> list[Any]:
    settled, front, back = _hung()
    v, u = np.mgrid[1 : 0 : DOWN * 1j, 0 : 1 : ACROSS * 1j]
    things = []
    for name, lattice in (("front", front), ("back", back)):
        points = settled[lattice]
        points = points + 0.0012 * noise(points * 22, 6, 2)[..., None] * np.array([0, 1, 0])
        faces = []
        index = np.arange(DOWN * ACROSS).reshape(DOWN, ACROSS)
        for i in range(DOWN - 1):
            for j in range(ACROSS - 1):
                faces.append((index[i + 1, j], index[i + 1, j + 1], index[i, j + 1], index[i, j]))
        uv = np.stack([u, v * TALL / WIDE], -1).reshape(-1, 2)
        sheet = smooth(mesh(name, points.reshape(-1, 3), faces, _canvas(name == "front"), uv), 2)
        solid = sheet.modifiers.new("thickness", "SOLIDIFY")
        solid.thickness = 0.0011
        things.append(sheet)
        hem = np.array([settled[lattice[0, c]] for c in range(ACROSS)]) + np.array([0, 0, -0.011])
        rib = sweep("hem", flowing(hem, 140), oval(0.0026, 0.024, 16, 5), _strap(), up=(0, 0, 1))
        things.append(smooth(rib, 1))
        out = -1 if name == "front" else 1
        feet = [settled[lattice[0, c]] for c in GRIP]
        down = [settled[lattice[3, c]] for c in GRIP]
        top = np.array([0.0, 0.012 * out, HOOK])
        knots = [
            down[0] + (0, out * 0.003, 0),
            feet[0] + (0, out * 0.003, -0.004),
            feet[0] * 0.72 + top * 0.28 + (-0.006, 0.004 * out, 0),
            top + np.array([-0.017, 0, -0.026]),
            top,
            top + np.array([0.017, 0, -0.026]),
            feet[1] * 0.72 + top * 0.28 + (0.006, 0.004 * out, 0),
            feet[1] + (0, out * 0.003, -0.004),
            down[1] + (0, out * 0.003, 0),
        ]
        path = flowing(knots, 160)
        things.append(smooth(sweep("handle", path, oval(0.026, 0.0024, 20, 5), _strap(), up=(0, 1, 0)), 1))
    return place(things, (0, 0, 1.2), (0, 0, 0))


def _strap() -> Shader:
    return cloth("#cdc1a8", thread=0.0011, space="Object", relief=0.9, sheen=0.2)


def _door() -> None:
    paint = plastic("#8b9a94", rough=0.38, grain=0.15)
    front = 0.1
    box("door", (0.95, 0.04, 2.1), paint, centre=(0.02, front + 0.02, 1.05), round_by=0.003)
    for x, z, width, height in (
        (-0.2, 1.35, 0.3, 1.1),
        (0.24, 1.35, 0.3, 1.1),
        (-0.2, 0.42, 0.3, 0.5),
        (0.24, 0.42, 0.3, 0.5),
    ):
        for dx, dz, w, h in (
            (0, height / 2, width, 0.018),
            (0, -height / 2, width, 0.018),
            (-width / 2, 0, 0.018, height),
            (width / 2, 0, 0.018, height),
        ):
            dress(box("moulding", (w, 0.012, h), paint, centre=(x + dx, front - 0.002, z + dz), round_by=0.005), paint)
    back = upright(wall("#d9cfbf"), y=front + 0.03)
    back.location[2] = 0
    box("frame", (0.09, 0.05, 2.2), plastic("#ece6da", rough=0.35), centre=(-0.505, front + 0.01, 1.1), round_by=0.004)
    box("frame", (0.09, 0.05, 2.2), plastic("#ece6da", rough=0.35), centre=(0.545, front + 0.01, 1.1), round_by=0.004)
    brass = metal("#a98b5a", rough=0.22)
    plate = lathe("plate", [(0.022, 0), (0.022, 0.003), (0.018, 0.005), (0, 0.0055)], brass, rows=24, sides=64)
    stem = sweep(
        "hook",
        flowing(
            [
                (0, 0.1, 1.43),
                (0, 0.06, 1.425),
                (0, 0.01, 1.422),
                (0, -0.03, 1.424),
                (0, -0.045, 1.44),
                (0, -0.047, 1.455),
            ],
            60,
        ),
        lambda s: oval(0.011, 0.011, 20),
        brass,
    )
    place([plate], (0, front, 1.43), (math.pi / 2, 0, 0))
    dress(smooth(stem, 1), brass)
    ground(Shader("floor", base_color="#6e5843", roughness=0.5), width=6, depth=6)
    surroundings("#d4d2cc", "#82705f", 0.45)
    window((-1.5, -1.1, 1.6), (0, 0, 1.1), size=(1.1, 1.4), power=56)
    window((1.6, -1.6, 1.5), (0, 0, 1.1), size=(0.7, 0.9), power=8, tint="#ffe6c9", panes=(1, 2))
    box("shelf", (0.5, 0.24, 0.8), plastic("#7a5b40", rough=0.45), centre=(0.82, front - 0.08, 0.4), round_by=0.004)
    plant((0.74, -0.02, 0.8), seed=44, size=0.3)
    vase((0.95, 0.0, 0.8), tint="#b98f7a")


SHOTS = (
    Shot(
        "bag",
        "Canvas tote, poppies",
        "TOTE-POPPY",
        "Holes between the handles; hangs on a hook",
        build,
        _door,
        Camera((0.06, -0.98, 1.2), (0.01, 0, 1.1), zoom=1.75, roll=-1.0, focus=(0, -0.03, 1.1)),
        Phone(
            exposure=0.0, warmth=0.1, tint=0.02, iso=200, seconds=(1, 60), orientation=6, taken="2026:08:08 14:15:36"
        ),
        portrait=True,
        seed=111,
    ),
)
