import pytest

from studio.intake.names import read_name


@pytest.mark.parametrize(
    ("stem", "sku"),
    [
        ("SKU_front", "SKU"),
        ("mug-blue-back", "mug-blue"),
        ("SKU-01", "SKU"),
        ("SKU (2)", "SKU"),
        ("SKU_front_02", "SKU"),
        ("SKU_detail2", "SKU"),
        ("shoe-01_front", "shoe-01"),
        ("B07XYZ1234.MAIN", "B07XYZ1234"),
        ("B07XYZ1234.PT01", "B07XYZ1234"),
        ("4006381333931_1", "4006381333931"),
        ("IMG_0012_front", "IMG_0012"),
        ("IMG_0012 (2)", "IMG_0012"),
        ("Becher_vorne", "Becher"),
    ],
)
def test_names_that_tell_of_a_product(stem: str, sku: str) -> None:
    assert read_name(stem).sku == sku


@pytest.mark.parametrize(
    "stem",
    [
        "IMG_0012",
        "IMG_12",
        "IMG-20240101-WA0001",
        "DSC_01",
        "PXL_20240101_101530123",
        "20241120_101530",
        "2024-11-20",
        "2024-11",
        "Photo (1)",
        "image-2",
        "WhatsApp Image 2024-11-20 at 10.15.30",
        "Screenshot 2024-11-20",
        "12",
        "1 (2)",
        "front",
        "SKU-123",
        "mug",
    ],
)
def test_names_that_tell_nothing_stay_whole(stem: str) -> None:
    assert read_name(stem).sku == stem
