"""Asking a person whether a budget may be left, where that is the choice under Spend."""

from PySide6.QtWidgets import QMessageBox

from studio.store.ai_settings import load_ai_settings
from studio.ui.ai.page import View


def may_go_over(view: View, why: str) -> bool:
    """Ask, or say that the budget holds."""
    if load_ai_settings().budget.over == "stop":
        view.page.trouble.emit(why, "Raise the budget under Spend, or pick a model that costs less.")
        return False
    buttons = QMessageBox.StandardButton
    question = f"{why}\n\nGo over it this once?"
    answer = QMessageBox.question(view.window(), "Over your budget", question, buttons.Yes | buttons.No, buttons.No)
    return answer == buttons.Yes
