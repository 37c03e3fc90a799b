"""Artwork files: drawings drawn at the size wanted, and every file made to harm refused with its name and a cure."""

import gzip
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.intake.artwork import load_artwork
from studio.model.errors import PhotoTooLargeError, StudioError, UnreadablePhotoError
from studio.model.printing import Artwork

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {head}>{body}</svg>'
DISC = '<circle cx="50" cy="25" r="20" fill="#ff0000" fill-opacity="0.5"/>'


def drawing(folder: Path, body: str, head: str = 'viewBox="0 0 100 50"', before: str = "") -> Path:
    path = folder / "design.svg"
    path.write_text(before + SVG.format(head=head, body=body), encoding="utf-8")
    return path


def test_a_drawing_is_drawn_as_large_as_wanted_with_clean_transparent_edges(tmp_path: Path) -> None:
    artwork = load_artwork(drawing(tmp_path, DISC), longest=400)
    assert artwork.picture.rgb.shape == (200, 400, 3)
    assert (artwork.width, artwork.height, artwork.vector) == (100, 50, True)
    alpha = artwork.picture.alpha
    assert alpha is not None
    assert alpha[0, 0] == 0
    assert abs(int(alpha[100, 200]) - 128) <= 1
    edge = (alpha > 8) & (alpha < 120)
    assert edge.any()
    assert (artwork.picture.rgb[edge][:, 0] > 240).all(), "straight colour: no dark seam at the edge"


def test_a_packed_drawing_and_one_with_short_entities_are_read(tmp_path: Path) -> None:
    packed = tmp_path / "design.svgz"
    packed.write_bytes(
        gzip.compress(SVG.format(head='width="2cm" height="1cm"', body="<rect width='9' height='9'/>").encode())
    )
    assert load_artwork(packed, longest=64).picture.rgb.shape == (32, 64, 3)
    dtd = '<!DOCTYPE svg [<!ENTITY ns_ai "http://ns.adobe.com/AdobeIllustrator/10.0/">]>'
    assert load_artwork(drawing(tmp_path, DISC, before=dtd), longest=64).vector


@pytest.mark.parametrize(
    ("body", "before"),
    [
        ('<image xlink:href="file:///etc/passwd" width="9" height="9"/>', ""),
        ('<image href="https://example.com/a.png" width="9" height="9"/>', ""),
        ('<image href="../secret.png" width="9" height="9"/>', ""),
        ('<use href="other.svg#a"/>', ""),
        ("<style>@import url(http://example.com/a.css);</style><rect width='9' height='9'/>", ""),
        ("<rect width='9' height='9' style='fill:url(http://example.com/a.svg#p)'/>", ""),
        (DISC, '<?xml version="1.0"?><?xml-stylesheet href="http://example.com/a.css"?>'),
    ],
)
def test_a_drawing_that_reaches_outside_is_refused(tmp_path: Path, body: str, before: str) -> None:
    with pytest.raises(UnreadablePhotoError, match=r"design\.svg refers to other files or addresses"):
        load_artwork(drawing(tmp_path, body, before=before))


@pytest.mark.parametrize(
    "dtd",
    [
        '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE svg [<!ENTITY % a "x">]>',
    ],
)
def test_entities_that_nest_or_reach_out_are_refused(tmp_path: Path, dtd: str) -> None:
    with pytest.raises(UnreadablePhotoError, match=r"design\.svg"):
        load_artwork(drawing(tmp_path, DISC, before=dtd))


def test_a_drawing_that_unfolds_without_end_is_refused_before_it_is_drawn(tmp_path: Path) -> None:
    groups = "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 12))
    body = f'<defs><g id="a0"><rect width="1" height="1"/></g>{groups}</defs><use href="#a11"/>'
    with pytest.raises(PhotoTooLargeError, match="unfolds"):
        load_artwork(drawing(tmp_path, body))


@pytest.mark.parametrize("head", ['width="0" height="10"', 'viewBox="0 0 0 9"', 'viewBox="0 0 100000 1"'])
def test_a_drawing_without_a_usable_size_is_refused(tmp_path: Path, head: str) -> None:
    with pytest.raises(UnreadablePhotoError, match=r"design\.svg"):
        load_artwork(drawing(tmp_path, DISC, head))


def test_an_empty_drawing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePhotoError, match="nothing in it can be seen"):
        load_artwork(drawing(tmp_path, ""))


def test_a_pdf_shows_its_first_page(tmp_path: Path) -> None:
    path = tmp_path / "design.pdf"
    pages = [Image.new("RGB", (300, 200), colour) for colour in ("#ff0000", "#0000ff")]
    pages[0].save(path, save_all=True, append_images=pages[1:])
    artwork = load_artwork(path, longest=300)
    assert artwork.picture.rgb.shape == (200, 300, 3)
    assert artwork.vector
    assert np.abs(artwork.picture.rgb.astype(int) - (255, 0, 0)).max() <= 3


def test_broken_and_empty_files_are_named(tmp_path: Path) -> None:
    for name, data in {
        "a.pdf": b"%PDF-1.4 nothing",
        "a.svg": b"<svg><g></svg>",
        "a.png": b"",
        "b.svg": b"<html/>",
    }.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(StudioError, match=name.replace(".", r"\.")) as caught:
            load_artwork(tmp_path / name)
        assert caught.value.hint


def test_huge_artwork_is_taken_at_the_size_needed_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "wide.png"
    Image.new("1", (20000, 300), 1).save(path)
    artwork = load_artwork(path, longest=2000)
    assert artwork.picture.width == 2000
    assert (artwork.width, artwork.height) == (20000, 300)
    Image.new("1", (20000, 20000)).save(path)
    with pytest.raises(PhotoTooLargeError, match=r"wide\.png"):
        load_artwork(path)


def ink(artwork: Artwork) -> int:
    assert artwork.picture.alpha is not None
    return int((artwork.picture.alpha > 127).sum())


@pytest.mark.parametrize(
    ("body", "absent"),
    [
        ("<text x='4' y='40' font-size='30'>Hé</text>", ()),
        ("<text x='4' y='40' font-size='30' font-family='sans-serif'>Hé</text>", ()),
        ("<text x='4' y='40' font-size='30' font-family='Inter'>Hé</text>", ()),
        ("<text x='4' y='40' font-size='30' font-family='Nowhere Sans, serif'>Hé</text>", ("Nowhere Sans",)),
        ("<text x='4' y='40' style='font: bold 30px/1.2 &quot;Nowhere&quot;'>Hé</text>", ("Nowhere",)),
        ("<style>text { font-family: Nowhere2; }</style><text x='4' y='40' font-size='30'>Hé</text>", ("Nowhere2",)),
    ],
)
def test_words_are_drawn_whatever_their_font_and_its_absence_is_told(
    tmp_path: Path, body: str, absent: tuple[str, ...]
) -> None:
    artwork = load_artwork(drawing(tmp_path, body), longest=200)
    assert ink(artwork) > 300
    assert artwork.absent_fonts == absent


def test_a_drawing_without_words_asks_for_no_fonts(tmp_path: Path) -> None:
    body = f"<style>text {{ font-family: Nowhere; }}</style>{DISC}"
    assert load_artwork(drawing(tmp_path, body), longest=64).absent_fonts == ()
