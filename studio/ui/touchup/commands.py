"""What can be done to a cutout by hand, by name and key."""

from collections.abc import Callable

from studio.app.workspace.commands import Command
from studio.app.workspace.workspace import Workspace
from studio.model.picture import Box
from studio.ui.session import Session
from studio.ui.touchup.mode import TouchMode

GROUP = "Touch up"


def touchup_commands(mode: TouchMode, session: Session) -> list[Command]:
    """Return the commands; those that need the mode enter it where that makes sense."""
    workspace = session.workspace

    def some() -> bool:
        return workspace.current is not None

    def active() -> bool:
        return mode.active

    def one(command: str, title: str, run: Callable[[], object], keys: tuple[str, ...], icon: str) -> Command:
        return Command(command, title, run, keys, GROUP, icon, some, "cutout mask")

    def within(command: str, title: str, run: Callable[[], object], keys: tuple[str, ...], icon: str) -> Command:
        return Command(command, title, run, keys, GROUP, icon, active, "cutout mask")

    def carry(box: Callable[[], Box | None]) -> None:
        workspace.carry_touchup(box())
        others = len(workspace.siblings_of(workspace.current or ""))
        mode.said.emit(f"Carried to {others} other photo{'s' if others > 1 else ''} of the listing.", "")

    return [
        one("touch-up", "Touch up the cutout", mode.toggle, ("T",), "touch-up"),
        one("keep-brush", "Keep brush", lambda: mode.wield("brush", True), ("B",), "keep"),
        one("erase-brush", "Erase brush", lambda: mode.wield("brush", False), ("E",), "erase"),
        one("touch-region", "Add or take a region by a click", lambda: mode.wield("region"), ("R",), "region"),
        one("touch-lasso", "Add or take with a lasso", lambda: mode.wield("lasso"), ("O",), "lasso"),
        one("fill-hole", "Fill a hole", lambda: mode.wield("fill"), ("F",), "fill"),
        one("show-holes", "Show places that may be holes", mode.toggle_holes, ("H",), "hole"),
        one("show-pieces", "Show separate pieces", mode.toggle_pieces, ("P",), "pieces"),
        within("swap-brush", "Swap keeping and taking away", mode.swap, ("X",), "swap"),
        within("follow-edges", "Stop at the photo's edges", mode.toggle_edges, ("M",), "magnet"),
        within("brush-smaller", "Smaller brush", lambda: mode.size(-1), ("[",), "zoom-out"),
        within("brush-larger", "Larger brush", lambda: mode.size(1), ("]",), "zoom-in"),
        Command(
            "carry-touch-up",
            "Carry touch-up to the listing, following the product",
            lambda: carry(lambda: _product(mode, session)),
            (),
            GROUP,
            "carry",
            lambda: _carriable(workspace) and _product(mode, session) is not None,
        ),
        Command(
            "carry-touch-up-in-place",
            "Carry touch-up to the listing, at the same place of the frame",
            lambda: carry(lambda: None),
            (),
            GROUP,
            "carry",
            lambda: _carriable(workspace),
        ),
        Command(
            "remove-touch-up",
            "Remove touch-up",
            workspace.clear_touchup,
            (),
            GROUP,
            "reset",
            lambda: any(workspace.touchup_of(key).operations for key in workspace.selection),
        ),
        within("leave-touch-up", "Done touching up", mode.leave, ("Esc",), "tick"),
    ]


def _carriable(workspace: Workspace) -> bool:
    current = workspace.current
    return bool(current and workspace.touchup_of(current).operations and workspace.siblings_of(current))


def _product(mode: TouchMode, session: Session) -> Box | None:
    """Return where the model found the product on the photo on the canvas; None while that is not known."""
    if mode.product_box is not None:
        return mode.product_box
    developed = session.previews.developed(session.workspace.current or "")
    return developed.matte.box if developed else None
