"""`studio models keys|choose|price|refresh`: accounts, the seller's choices and prices, what is on offer today."""

import getpass
import sys
from typing import Annotated, Any

import typer

from studio.cli.output import complain, print_json, print_table, say

Json = Annotated[bool, typer.Option("--json", help="Print as JSON.")]
Provider = Annotated[
    str, typer.Argument(metavar="PROVIDER", help="openai, anthropic, or the name of a server of yours.")
]
RATES = ("text_in", "image_in", "cached_in", "text_out", "image_out")


def register(group: typer.Typer) -> None:
    """Add the commands to `studio models`."""
    group.command("keys")(keys)
    group.command("set-key")(set_key)
    group.command("forget-key")(forget_key)
    group.command("server")(server)
    group.command("choose")(choose)
    group.command("price")(price)
    group.command("refresh")(refresh)


def keys(*, as_json: Json = False) -> None:
    """Show which providers can be asked, and where their keys come from. No key is ever shown."""
    from studio.app.ai.overview import account_lines

    items = [
        {"id": line.server or line.provider, "key": line.key, "address": line.address, "listed": line.listed}
        for line in account_lines(keyring_first=False)
    ]
    if as_json:
        print_json({"items": items})
    else:
        print_table(items, ("id", "key", "address", "listed"))


def set_key(provider: Provider) -> int:
    """Put a key into the system's keyring: typed unseen, or piped in."""
    from studio.store.secrets import save_key

    text = getpass.getpass("Key: ") if sys.stdin.isatty() else sys.stdin.readline()
    key = save_key(_known(provider), text)
    say(f"The key {key.shown} for {provider} is in the system's keyring.")
    return 0


def forget_key(provider: Provider) -> int:
    """Take a key out of the system's keyring."""
    from studio.store.secrets import forget_key as forget

    say(f"The key for {provider} is gone." if forget(_known(provider)) else f"There was no key for {provider}.")
    return 0


def server(
    name: Annotated[str, typer.Argument(metavar="NAME", help="ollama, lm-studio, llama-cpp, or a name of yours.")],
    address: Annotated[str, typer.Argument(metavar="[ADDRESS]", help="Its address with /v1; none takes it away.")] = "",
) -> int:
    """Add a server of one's own that speaks OpenAI's protocol; its models are asked for at once."""
    import asyncio
    from dataclasses import replace

    from studio.app.ai.accounts import try_server
    from studio.store.ai_settings import load_ai_settings, save_ai_settings

    settings = load_ai_settings()
    servers = {key: value for key, value in settings.servers.items() if key != name}
    if address:
        found = asyncio.run(try_server(name, address, ""))
        servers[name] = address
        say(f"{name} has {len(found)} models: {', '.join(model.id for model in found)}.")
    else:
        say(f"{name} is not asked any more.")
    save_ai_settings(replace(settings, servers=servers))
    return 0


def choose(
    task: Annotated[str, typer.Argument(metavar="TASK", help="As `studio models list` names tasks.")],
    models: Annotated[list[str], typer.Argument(metavar="MODEL…", help="Asked in this order.")],
) -> int:
    """Let a task ask these models from now on; the next steps in when one is down or out of budget."""
    from studio.app.ai.cards import known_task
    from studio.app.ai.order import choose as choose_models

    choose_models(known_task(task), models)
    say(f"{task}: {', then '.join(models)}.")
    return 0


def price(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="A model's id.")],
    rates: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[RATE=USD]…", help=f"USD a million tokens: {', '.join(RATES)}. None: the card's again."
        ),
    ] = None,
    *,
    as_json: Json = False,
) -> int:
    """Show a model's price, or enter one of your own; what is not known stays unknown."""
    from studio.app.ai.prices import own_price

    told = own_price(model, _rates(rates)) if rates is not None else _shown(model)
    if as_json:
        print_json(told)
    else:
        from studio.app.ai.overview import price_note, price_text

        say(f"{model}: {price_text(told)}. {price_note(told)}")
    return 0


def refresh(*, as_json: Json = False) -> int:
    """Ask every provider with a key for its models of today, which is free: end dates come from there."""
    import asyncio

    from studio.app.ai.accounts import all_accounts, list_models
    from studio.model.provider_errors import ProviderError

    items: list[dict[str, Any]] = []
    for at in (each for each in all_accounts() if each.usable):
        item: dict[str, Any] = {"id": at.server or at.provider, "models": None, "error": None}
        try:
            item["models"] = len(asyncio.run(list_models(at)))
        except ProviderError as error:
            item["error"] = error.as_json()
            complain(error.message, error.hint)
        items.append(item)
    if as_json:
        print_json({"items": items})
    else:
        print_table([item for item in items if item["error"] is None], ("id", "models"))
    return 1 if any(item["error"] for item in items) else 0


def _known(provider: str) -> str:
    from studio.model.errors import UsageError
    from studio.store.ai_settings import load_ai_settings

    known = ["openai", "anthropic", *load_ai_settings().servers]
    if provider not in known:
        raise UsageError(f"There is no provider {provider!r}.", f"Choose one of {', '.join(known)}.")
    return provider


def _rates(words: list[str]) -> dict[str, float]:
    from studio.model.errors import UsageError

    found = {}
    for word in words:
        name, _, value = word.partition("=")
        try:
            found[name] = float(value)
        except ValueError:
            found[name] = -1.0
        if name not in RATES or not 0 <= found[name] < 1e6:
            raise UsageError(f"{word!r} is no price.", f"Write for example text_in=0.10; there are {', '.join(RATES)}.")
    return found


def _shown(model: str) -> dict[str, Any]:
    from studio.app.models import find_card

    return find_card(model)
