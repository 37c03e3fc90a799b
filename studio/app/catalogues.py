"""Channels, presets and models as plain data for lists."""

from typing import Any

from studio.model.channel import Channel
from studio.model.preset import Preset


def channel_card(channel: Channel) -> dict[str, Any]:
    """Return a channel's line in a list."""
    return {
        "id": channel.id,
        "platform": channel.platform,
        "slot": channel.slot,
        "main": channel.main,
        "confidence": channel.confidence,
        "thin": channel.thin,
        "rules": len(channel.rules),
        "note": channel.note,
    }


def channel_document(channel: Channel) -> dict[str, Any]:
    """Return all that is known of a channel."""
    rules = [
        {
            "key": rule.key,
            "value": rule.value,
            "level": rule.level,
            "basis": rule.basis,
            "enforced": rule.enforced,
            "sources": [
                {"id": source.id, "title": source.title, "url": source.url, "date": source.date}
                for source in rule.sources
            ],
            **{
                f"detail_{key}" if key in ("key", "value", "level") else key: str(value)
                for key, value in rule.detail.items()
            },
        }
        for rule in channel.rules.values()
    ]
    return channel_card(channel) | {
        "rules": rules,
        "unknown": list(channel.unknown),
        "none_stated": list(channel.none_stated),
    }


def preset_card(preset: Preset) -> dict[str, Any]:
    """Return a preset's line in a list."""
    return {
        "id": preset.id,
        "name": preset.name,
        "trade": preset.trade,
        "description": preset.description,
        "author": preset.author,
        "channels": list(preset.channels),
    }
