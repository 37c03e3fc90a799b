"""The sRGB colour profile that every finished file carries."""

from functools import cache

_ZERO_DATE = b"\x07\xea\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00"  # 2026-01-01 00:00:00, ICC.1:2022 §4.2 dateTimeNumber


@cache
def srgb_profile() -> bytes:
    """Return a small ICC profile of sRGB (IEC 61966-2-1), the same bytes on every day.

    LittleCMS writes the time of day into the header (bytes 24–35) and that day into nothing else; it is set to a
    fixed date, because the same picture must give the same file.
    """
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile[:24] + _ZERO_DATE + profile[36:]
