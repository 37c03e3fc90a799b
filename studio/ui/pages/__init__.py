"""The pages beside Edit. To add one: write a `Page` in a module of its own and name it in `PAGES`."""

from studio.ui.pages.page import Page
from studio.ui.pages.registry import PAGES, PageEntry

__all__ = ["PAGES", "Page", "PageEntry"]
