"""What a person asked for by name, turned into presets and channels."""

from collections.abc import Sequence
from pathlib import Path

from studio.check import find_channel
from studio.cutout import cutout_models
from studio.intake import probe
from studio.model.channel import Channel
from studio.model.errors import MissingModelError, UsageError
from studio.model.preset import Preset
from studio.store.presets import load_preset

_NO_MARKETPLACE = "plain"


def chosen_preset(name: str, *, model: str | None = None, name_template: str | None = None) -> Preset:
    """Return a preset by id or file, with another cutout model or name template where given; raises StudioError."""
    preset = load_preset(name)
    known_model(model or preset.cutout.model)
    if model is not None:
        preset = preset.model_copy(update={"cutout": preset.cutout.changed(model=model)})
    if name_template is not None:
        preset = preset.model_copy(update={"output": preset.output.changed(name=name_template)})
    return preset


def known_model(model: str) -> str:
    """Return a cutout model's id where it can be used; raises UsageError for an unknown one, MissingModelError."""
    models = {known.id: known.available for known in cutout_models()}
    if model not in models:
        raise UsageError(f"There is no cutout model {model!r}.", f"Choose one of {', '.join(models)}.")
    if not models[model]:
        raise MissingModelError(
            f"The cutout model {model!r} is not on this computer.",
            "Choose “embedded”, or put its file into the studio's or rembg's model folder.",
        )
    return model


def known_plate(path: Path | None) -> Path | None:
    """Return the file of an empty backdrop, absolute, where it can be read; raises UsageError, UnreadablePhotoError."""
    if path is None:
        return None
    if not path.is_file():
        raise UsageError(f"The empty backdrop {path} is not there.", "Check the name.")
    probe(path)
    return path.absolute()


def chosen_channels(preset: Preset, names: Sequence[str]) -> list[Channel]:
    """Return the channels named, else the preset's, else the one without rules; raises UnknownChannelError."""
    wanted = list(names) or list(preset.channels) or [_NO_MARKETPLACE]
    channels = [find_channel(name) for name in wanted]
    return list({channel.id: channel for channel in channels}.values())
