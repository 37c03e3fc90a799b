"""Which pages there are beside Edit, in the order of their tabs. A page's module is imported when first gone to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PageEntry:
    """`kind` is the Page class in `module`; keys 2, 3, … follow from the order."""

    id: str
    title: str
    glyph: str
    module: str
    kind: str


PAGES: tuple[PageEntry, ...] = (
    PageEntry("set", "Set", "listing", "studio.ui.set_view.page", "SetPage"),
    PageEntry("mockups", "Mockups", "mockups", "studio.ui.mockups.page", "MockupsPage"),
    PageEntry("batch", "Batch", "batch", "studio.ui.batch.page", "BatchPage"),
    PageEntry("ai", "Models", "trials", "studio.ui.ai.page", "AiPage"),
)
