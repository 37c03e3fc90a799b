"""A second program: a small window whose files can be dragged out, as from a file manager.

python file_shelf.py FILE…
"""

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Shelf(QLabel):
    """Drags all its files as URLs once the pressed mouse has moved far enough."""

    def __init__(self, files: list[Path]) -> None:
        super().__init__("\n".join(file.name for file in files))
        self._files = files
        self._pressed: QPoint | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWindowTitle("File shelf")
        self.setFixedSize(260, 200)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        far = QApplication.startDragDistance()
        if self._pressed is None or (event.position().toPoint() - self._pressed).manhattanLength() < far:
            return
        self._pressed = None
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(file)) for file in self._files])
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.CopyAction)


if __name__ == "__main__":
    application = QApplication(sys.argv)
    shelf = Shelf([Path(argument) for argument in sys.argv[1:]])
    shelf.show()
    sys.exit(application.exec())
