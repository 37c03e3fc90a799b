"""Widgets are tested without a screen; tests marked `window` start their own programs on a display of their own."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
