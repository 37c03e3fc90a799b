"""The cutout methods by the names a seller reads."""

from studio.ui.controls.choice import words

NAMES = {"embedded": "Built in", "classical": "By rule, without a model"}


def method_name(model: str) -> str:
    """Return a method's name: its card's title, or its id in words."""
    return NAMES.get(model) or _titles().get(model) or words(model)


def installed_methods() -> list[tuple[str, str]]:
    """Return id and name of the methods that can be used now."""
    from studio.cutout import cutout_models

    return [(model.id, method_name(model.id)) for model in cutout_models() if model.available]


def _titles() -> dict[str, str]:
    from studio.app.models import model_cards

    return {card["id"]: str(card.get("title", "")) for card in model_cards() if "cutout" in card["tasks"]}
