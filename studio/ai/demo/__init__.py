"""A provider of our own on this computer, to try everything without a key and to test against."""

from studio.ai.demo.server import KEY, DemoServer

__all__ = ["KEY", "DemoServer"]
