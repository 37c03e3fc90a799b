"""A finished file as a marketplace would receive it: pixels and the facts of the file around them."""

import io
import warnings
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageCms, ImageOps, JpegImagePlugin

from studio.check.jpeg import quality_of
from studio.model.errors import PhotoTooLargeError, UnreadablePhotoError
from studio.model.picture import Picture

FORMATS = {"jpeg": "jpeg", "mpo": "jpeg", "heif": "heic"}  # Pillow's name → ours, where they differ
LOSSY = {"jpeg", "webp", "avif", "heic"}
PIXEL_LIMIT = 170_000_000
GPS, ORIENTATION = 0x8825, 0x0112


@dataclass(frozen=True, eq=False)
class Finished:
    """A finished file. `picture` is upright sRGB; everything else describes the file as it is on disk.

    `extension` is the name's, lower case without the dot; `size` is in bytes; `width` and `height` are upright pixels.
    `profile` names the embedded colour profile ("" = none, which every shop reads as sRGB). `jpeg_quality` (1–100) is
    estimated from the quantisation tables; `chroma` is "4:4:4", "4:2:2", "4:2:0" or "". `ai_source` is the IPTC
    DigitalSourceType where the file states one. `kept`: what was measured of it already, shared by its copies.
    """

    picture: Picture
    name: str
    format: str
    extension: str
    size: int
    width: int
    height: int
    mode: str = "RGB"
    bits: int = 8
    profile: str = ""
    is_srgb: bool = True
    jpeg_quality: int | None = None
    chroma: str = ""
    transparent: bool = False
    animated: bool = False
    layers: int = 1
    dpi: float | None = None
    turned: bool = False
    gps: bool = False
    ai_source: str = ""
    kept: dict[str, Any] = field(default_factory=dict)

    def called(self, name: str) -> "Finished":
        """Return the same file under another name."""
        return self if name == self.name else replace(self, name=name, extension=_extension(name))

    @property
    def lossy(self) -> bool:
        """Whether the format's coding may move a pixel by a level or ring beside an edge."""
        return self.format in LOSSY


def read_finished(file: Path | str | bytes, name: str = "") -> Finished:
    """Decode a finished file; `name` is what findings call it (default: the path's name).

    Raises UnreadablePhotoError where the file is absent, damaged or no picture, PhotoTooLargeError above 170 MP.
    """
    name = name or (Path(file).name if not isinstance(file, bytes) else "picture")
    try:
        data = file if isinstance(file, bytes) else Path(file).read_bytes()
    except OSError as error:
        raise UnreadablePhotoError(f"{name} cannot be opened: {error.strerror}.", "Check the path.") from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(data, name)
    except Image.DecompressionBombError as error:
        raise PhotoTooLargeError(f"{name} has too many pixels.", "No channel takes more than 100 MP.") from error
    except (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError, ImageCms.PyCMSError) as error:
        raise UnreadablePhotoError(
            f"{name} is damaged or not a picture that can be checked.", "Export it again as JPEG or PNG."
        ) from error


def _read(data: bytes, name: str) -> Finished:
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"heim", b"heis"):
        import pi_heif

        pi_heif.register_heif_opener()
    image = Image.open(io.BytesIO(data))
    if image.width * image.height > PIXEL_LIMIT:
        raise PhotoTooLargeError(f"{name} has too many pixels.", "No channel takes more than 100 MP.")
    kind = (image.format or "").lower()
    kind = FORMATS.get(kind, kind)
    exif = image.getexif()
    profile = image.info.get("icc_profile") or b""
    facts = _facts(image, kind, exif, profile)
    turned, gps = exif.get(ORIENTATION, 1) != 1, bool(exif.get_ifd(GPS))  # read before turning, which removes the tag
    picture = _pixels(image, data, kind, profile)
    return Finished(
        picture=picture,
        name=name,
        format=kind,
        extension=_extension(name),
        size=len(data),
        width=picture.width,
        height=picture.height,
        transparent=picture.alpha is not None and bool((picture.alpha < 255).any()),
        turned=turned,
        gps=gps,
        ai_source=_ai_source(data),
        **facts,
    )


def _extension(name: str) -> str:
    return Path(name).suffix.lower().lstrip(".")


def _facts(image: Image.Image, kind: str, exif: Image.Exif, profile: bytes) -> dict[str, Any]:
    frames = int(getattr(image, "n_frames", 1))
    moving = kind in ("gif", "png", "webp", "avif") and frames > 1
    tables = getattr(image, "quantization", None)
    density = image.info.get("dpi")
    title = _profile_name(profile)
    return {
        "mode": image.mode,
        "bits": 16 if image.mode.startswith("I") else 32 if image.mode == "F" else 8,
        "profile": title,
        "is_srgb": not profile or "srgb" in title.lower().replace(" ", ""),
        "jpeg_quality": quality_of(tables) if kind == "jpeg" and tables else None,
        "chroma": _chroma(image) if kind == "jpeg" else "",
        "animated": moving,
        "layers": 1 if moving or image.format == "MPO" else frames,
        "dpi": float(min(density)) if density and min(density) > 1 else None,
    }


def _chroma(image: Image.Image) -> str:
    if not isinstance(image, JpegImagePlugin.JpegImageFile) or image.mode == "L":
        return ""
    return {0: "4:4:4", 1: "4:2:2", 2: "4:2:0"}.get(JpegImagePlugin.get_sampling(image), "")


def _profile_name(profile: bytes) -> str:
    if not profile:
        return ""
    try:
        return str(ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))).strip() or "unnamed"
    except (OSError, ImageCms.PyCMSError):
        return "damaged"


def _pixels(image: Image.Image, data: bytes, kind: str, profile: bytes) -> Picture:
    title = _profile_name(profile).lower().replace(" ", "")
    plain = not profile or "srgb" in title or title == "damaged"
    if kind == "jpeg" and image.mode == "RGB" and plain and image.getexif().get(ORIENTATION, 1) == 1:
        import simplejpeg

        with suppress(ValueError):  # it minds stray bytes between markers; Pillow tells those from real damage
            return Picture(simplejpeg.decode_jpeg(data))
    image.load()
    ImageOps.exif_transpose(image, in_place=True)
    alpha = image.convert("RGBA").getchannel("A") if image.has_transparency_data else None
    if not plain and image.mode in ("RGB", "RGBA", "CMYK", "L", "LAB"):
        base = image.convert("RGB") if image.mode == "RGBA" else image
        source, target = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        colour: Image.Image | None = ImageCms.profileToProfile(base, source, target, outputMode="RGB")
    else:
        colour = _eight_bits(image).convert("RGB")
    if colour is None:
        raise ValueError("no colour")
    return Picture(np.asarray(colour), None if alpha is None else np.asarray(alpha))


def _eight_bits(image: Image.Image) -> Image.Image:
    if not image.mode.startswith("I"):
        return image
    return Image.fromarray((np.clip(np.asarray(image), 0, 65535) // 257).astype(np.uint8))


def _ai_source(data: bytes) -> str:
    """The last part of the IPTC DigitalSourceType address in the file's XMP ("trainedAlgorithmicMedia")."""
    marker = b"newscodes/digitalsourcetype/"
    start = data.find(marker)
    if start < 0:
        return ""
    word = data[start + len(marker) : start + len(marker) + 60]
    letters = bytes(letter for letter in word.split(b"<")[0].split(b'"')[0] if chr(letter).isalnum())
    return letters.decode("ascii", "ignore")
