from pathlib import Path, PurePosixPath

from studio.intake import group
from studio.model.photo import Photo


def listings(*names: str) -> dict[str, list[str]]:
    photos = [Photo(Path("/photos") / name, PurePosixPath(name)) for name in names]
    return {listing.sku: [photo.relative.name for photo in listing.photos] for listing in group(photos)}


def test_names_bring_views_together_with_the_main_one_first() -> None:
    assert listings("mug_back.jpg", "mug_front.jpg", "mug-10.jpg", "mug-9.jpg", "cup.jpg", "mug_main.jpg") == {
        "mug": ["mug_main.jpg", "mug_front.jpg", "mug-9.jpg", "mug-10.jpg", "mug_back.jpg"],
        "cup": ["cup.jpg"],
    }


def test_the_bare_name_belongs_to_its_numbers_whatever_the_case() -> None:
    assert listings("SKU7.jpg", "sku7-02.jpg", "SKU7 (3).jpg") == {"SKU7": ["SKU7.jpg", "SKU7 (3).jpg", "sku7-02.jpg"]}


def test_a_phones_names_are_not_one_product() -> None:
    assert len(listings(*(f"IMG_{number:04}.jpg" for number in range(40)))) == 40
    assert len(listings("DSC_01.jpg", "DSC_02.jpg", "Photo (1).jpg", "Photo (2).jpg")) == 4


def test_a_sub_folder_is_a_product() -> None:
    assert listings("red shoe/IMG_2.jpg", "red shoe/IMG_10.jpg", "bag/1.jpg", "IMG_3.jpg") == {
        "red shoe": ["IMG_2.jpg", "IMG_10.jpg"],
        "bag": ["1.jpg"],
        "IMG_3": ["IMG_3.jpg"],
    }


def test_a_sub_folder_of_several_products_is_not() -> None:
    assert listings("shoes/red_front.jpg", "shoes/red_back.jpg", "shoes/blue_1.jpg", "shoes/blue_2.jpg") == {
        "red": ["red_front.jpg", "red_back.jpg"],
        "blue": ["blue_1.jpg", "blue_2.jpg"],
    }
    assert len(listings(*(f"stock/IMG_{number}.jpg" for number in range(30)))) == 30


def test_the_same_name_in_two_folders_is_two_listings_with_two_names() -> None:
    assert listings("a/red/1.jpg", "b/red/1.jpg", "red.jpg") == {
        "a/red": ["1.jpg"],
        "b/red": ["1.jpg"],
        "red": ["red.jpg"],
    }


def test_no_photo_is_lost() -> None:
    names = [
        f"{folder}{stem}.jpg" for folder in ("", "a/", "a/b/") for stem in ("x", "x_1", "x_2", "y_1", "y_2", "IMG_1")
    ]
    assert sorted(name for members in listings(*names).values() for name in members) == sorted(
        PurePosixPath(name).name for name in names
    )
