"""The one family of errors that speaks to people. Anything else that is raised is a bug."""


class StudioError(Exception):
    """What happened (with the file's name), and what to do about it.

    `kind` is the stable word for programs ("unreadable-photo"); `hint` the cure in a sentence.
    """

    kind = "error"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()

    def as_json(self) -> dict[str, str]:
        """Return the error as the contract's {"kind", "message", "hint"}."""
        return {"kind": self.kind, "message": self.message, "hint": self.hint}


class UnreadablePhotoError(StudioError):
    """The file is damaged, of an unknown kind, or not a picture."""

    kind = "unreadable-photo"


class PhotoTooLargeError(StudioError):
    """The photo has more pixels than the limit allows."""

    kind = "photo-too-large"


class PhotoChangedError(StudioError):
    """Another program wrote to the photo while it was being worked on."""

    kind = "photo-changed"


class MissingReaderError(StudioError):
    """The format is known but its optional reader is not installed."""

    kind = "missing-reader"


class MissingModelError(StudioError):
    """The chosen model is not known or its file is not on this computer."""

    kind = "missing-model"


class BrokenModelError(StudioError):
    """A model file cannot be loaded or gives nonsense."""

    kind = "broken-model"


class CleanPlateError(StudioError):
    """The photo of the empty backdrop cannot serve this photo."""

    kind = "clean-plate"


class DownloadError(StudioError):
    """A file could not be fetched whole and right."""

    kind = "download"


class NoProductError(StudioError):
    """No product could be found in the photo."""

    kind = "no-product"


class InvalidSceneError(StudioError):
    """A Scene cannot be read: wrong shape, newer version, missing slot or picture."""

    kind = "invalid-scene"


class InvalidPresetError(StudioError):
    """A preset file is broken or hostile."""

    kind = "invalid-preset"


class UnknownChannelError(StudioError):
    """No channel of that name."""

    kind = "unknown-channel"


class CannotEncodeError(StudioError):
    """The picture cannot be written in the format asked for."""

    kind = "cannot-encode"


class WriteError(StudioError):
    """A result could not be written: disk full, no permission, folder gone."""

    kind = "cannot-write"


class WorkerCrashedError(StudioError):
    """The process that worked on the photo died or ran out of time or memory."""

    kind = "worker-crashed"


class UsageError(StudioError):
    """A request that makes no sense: no photos, a folder that does not exist, an unknown option value."""

    kind = "usage"


class Cancelled(Exception):  # noqa: N818  (it is not an error)
    """The work was called off by the person who started it."""
