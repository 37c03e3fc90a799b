"""The command line: one file per command, over the same application layer as the window. Nothing here knows Qt."""

COMMANDS = (
    "export",
    "batch",
    "cutout",
    "check",
    "analyse",
    "render",
    "mockup",
    "mockups",
    "presets",
    "channels",
    "models",
    "trial",
    "spend",
    "make",
    "overnight",
    "bench",
    "serve",
    "deliver",
    "watch",
    "self-test",
)
