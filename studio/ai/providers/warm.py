"""Importing the SDKs ahead: they load their parts at the first call, which would count among that call's seconds."""


def warm(provider: str) -> None:
    """Import what calls of a provider need; takes up to a second, safe on any thread."""
    if provider == "anthropic":
        import anthropic.resources.messages  # noqa: F401
    else:
        import openai.resources.chat.completions
        import openai.resources.images
        import openai.resources.responses  # noqa: F401
