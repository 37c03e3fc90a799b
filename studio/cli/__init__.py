"""The command line: one file per command, over the same application layer as the window. Nothing here knows Qt."""

COMMANDS = (
    "export",
    "cutout",
    "check",
    "analyse",
    "render",
    "presets",
    "channels",
    "models",
    "bench",
    "serve",
    "self-test",
)
