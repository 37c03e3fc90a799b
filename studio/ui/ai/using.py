"""What becomes of a picture when the seller takes it: a backdrop behind the product, or a further photo."""

from pathlib import PurePosixPath
from typing import Any

from studio.app.ai.material import Edited
from studio.app.ai.pictures import PLACED, Pictured, behind
from studio.app.workspace.workspace import Workspace
from studio.model.photo import Listing, Photo

NAMES = {
    "backdrop": "Backdrop made by a model",
    "scene-edit": "Surroundings made by a model",
    "model-shot": "Person made by a model",
    "retouch": "Add retouched photo",
    "upscale": "Add enlarged photo",
}


def edited_of(workspace: Workspace, photo: str | None, **more: Any) -> Edited:
    """Return a photo as it stands on Edit; None: no photo, and the usual scene."""
    if photo is None:
        return Edited(None)
    return Edited(
        workspace.photo(photo),
        workspace.listing_of(photo).sku,
        workspace.scene_of(photo),
        workspace.cutout_settings_of(photo),
        workspace.touchup_of(photo),
        **more,
    )


def use_picture(workspace: Workspace, made: Pictured) -> tuple[str, str] | None:
    """Take a picture over, as one step that can be undone; return message and hint where that cannot be."""
    if made.task not in PLACED:
        return _add(workspace, made)
    photo = made.edited.photo
    if made.task == "backdrop":
        ids = workspace.selection
    else:
        ids = tuple(each.id for each in workspace.photos if photo is not None and each.id == photo.id)
    if not ids:
        return "No photo is chosen.", "Choose photos on Edit, then use the picture."
    workspace.select(ids)
    workspace.edit(lambda scene: behind(scene, made), name=NAMES[made.task])
    return None


def _add(workspace: Workspace, made: Pictured) -> tuple[str, str] | None:
    if made.file is None:
        return "There is no file to add.", "Make it again."
    photo = Photo(made.file, PurePosixPath(made.file.name))
    workspace.add_listings([Listing(made.edited.sku, (photo,))], NAMES[made.task])
    workspace.select([photo.id])
    return None
