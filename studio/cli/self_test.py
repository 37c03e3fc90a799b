"""`studio self-test`: is this installation whole?"""

from typing import Annotated

import typer

from studio.cli.output import complain, print_json, say


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("self-test")(self_test)


def self_test(*, as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> int:
    """Count every registry, try the embedded model, and name the device it runs on."""
    import studio.scene  # noqa: F401  (makes the element kinds known)
    from studio.app.self_test import self_test as test

    document = test()
    if as_json:
        print_json(document)
    else:
        for name, count in document["counts"].items():
            say(f"{name:10} {count}")
        say(f"{document['device']['provider']}: {document['device']['why']}")
    for problem in document["problems"]:
        complain(f"Not right: {problem}.", "Install Listing Studio again.")
    return 0 if document["ok"] else 1
