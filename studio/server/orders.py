"""A client's wish for a job, turned into a plan of the batch."""

import secrets
import time
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from studio.app.batch.plan import Plan, make_plan, photos_in
from studio.app.wishes import chosen_channels, chosen_preset
from studio.server.roots import Roots
from studio.server.uploads import Uploads

MOST_PHOTOS = 20_000


class PhotoSource(BaseModel):
    """One photo: an upload's id, or a path (a file, or a folder of photos) inside the server's allowed folders."""

    model_config = ConfigDict(extra="forbid")

    upload: Annotated[str | None, Field(pattern=r"^[0-9a-f]{64}$")] = None
    path: Annotated[str | None, Field(min_length=1, max_length=4096)] = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if (self.upload is None) == (self.path is None):
            raise ValueError("name either an upload or a path")
        return self


class JobWish(BaseModel):
    """What is to be made: every photo for every channel. A higher priority goes first."""

    model_config = ConfigDict(extra="forbid")

    photos: Annotated[list[PhotoSource], Field(min_length=1, max_length=MOST_PHOTOS)]
    preset: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$", description="A preset's id.")] = "clean-white"
    channels: Annotated[
        list[Annotated[str, Field(max_length=64)]],
        Field(max_length=100, description="Channel ids; none: the preset's own."),
    ] = []
    model: Annotated[str | None, Field(max_length=100, description="The cutout model; none: the preset's own.")] = None
    file_name: Annotated[
        str | None, Field(min_length=1, max_length=200, description="A template such as {sku}.{variant}.{ext}.")
    ] = None
    name: Annotated[str, Field(max_length=200, description="What the job is called in lists.")] = ""
    priority: Annotated[int, Field(ge=-100, le=100)] = 0


Steer = Literal["pause", "resume", "cancel", "retry"]


def plan_of(wish: JobWish, roots: Roots, uploads: Uploads, results: Path) -> Plan:
    """Return the plan of a wish, with a result folder of its own; raises StudioError (Refused for forbidden paths)."""
    import studio.scene  # noqa: F401  (makes the element kinds known, which presets name)

    preset = chosen_preset(wish.preset, model=wish.model, name_template=wish.file_name)
    channels = chosen_channels(preset, wish.channels)
    out_dir = results / f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{secrets.token_hex(8)}"
    named = [roots.inside(source.path) for source in wish.photos if source.path is not None]
    sent = [uploads.path(source.upload) for source in wish.photos if source.upload is not None]
    left_out: list[str] = []
    photos = photos_in([*named, *sent], out_dir, skipped=lambda path, why: left_out.append(path.name))
    roots.check([photo for photo in photos if photo.path not in set(sent)])
    return make_plan(photos, preset, channels, out_dir, left_out=left_out)
