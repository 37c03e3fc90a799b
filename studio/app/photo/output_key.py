"""What decides a finished file: where it is the same, the file is the same, and nothing is done again."""

from studio.app.photo.engine import engine
from studio.app.photo.finding import Backdrops
from studio.app.photo.identity import content_of
from studio.app.photo.pictures import picture_files
from studio.export.receipts import key_of
from studio.intake import fingerprint
from studio.model.channel import Channel
from studio.model.preset import Preset
from studio.model.touchup import TouchUp


def output_key(sha256: str, preset: Preset, touchup: TouchUp, backdrops: Backdrops, channel: Channel) -> str:
    """Return the hash of everything that decides the file's bytes and findings; raises StudioError."""
    return key_of(
        {
            "engine": engine(),
            "photo": sha256,
            "scene": preset.scene.model_dump(mode="json"),
            "cutout": preset.cutout.shareable(),
            "touchup": touchup.model_dump(mode="json"),
            "clean_plate": content_of(backdrops.plate),
            "second_shot": content_of(backdrops.second),
            "output": preset.output.model_dump(mode="json", exclude={"name"}),
            "pictures": {name: fingerprint(path) for name, path in picture_files(preset.scene).items()},
            "channel": [channel.id, [[rule.key, rule.value, rule.level] for rule in channel.rules.values()]],
        }
    )
