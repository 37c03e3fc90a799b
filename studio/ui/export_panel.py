"""The export panel under its usual name."""

from studio.ui.export.panel import ExportPanel

__all__ = ["ExportPanel"]
