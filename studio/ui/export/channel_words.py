"""Channels in a seller's words."""

import re

from studio.model.channel import Channel
from studio.model.finding import Finding

ENDINGS = {
    "main": "main",
    "first": "first photo",
    "other": "other photos",
    "listing": "listing",
    "primary": "primary",
    "additional": "additional",
    "secondary": "other photos",
    "aplus": "A+ content",
    "swatch": "swatch",
    "image_link": "main",
    "product_pin": "pin",
    "item": "item",
    "default": "main",
    "silo": "silo",
}


def channel_name(channel: Channel) -> str:
    """Return what a channel is called on a chip: "Amazon main", "Etsy first photo", "Your own folder"."""
    if channel.id == "plain":
        return channel.slot
    platform = re.sub(r"\s*\(.*?\)", "", channel.platform)
    platform = {"Google Merchant Center": "Google Shopping", "Walmart Marketplace": "Walmart"}.get(platform, platform)
    ending = channel.id.partition("-")[2]
    return f"{platform} {ENDINGS.get(ending, ending.replace('_', ' ').replace('-', ' '))}"


def channel_caption(channel: Channel) -> str:
    """Return the rules that a seller asks for first: "White · from 1000 px · JPEG, PNG"."""
    if channel.id == "plain":
        return "No rules: the picture as you made it"
    parts = []
    background = str(channel.value("background", ""))
    if background:
        words = {"free": "Any background"}.get(background, background.replace("_", " ").capitalize())
        parts.append("White" if "white" in background else words)
    least = channel.value("min_px")
    if isinstance(least, int | float):
        parts.append(f"from {least:g} px")
    formats = channel.value("formats")
    if isinstance(formats, list | tuple):
        parts.append(", ".join(str(name).upper() for name in formats[:4]))
    return " · ".join(parts) or channel.slot


def channel_note(channel: Channel) -> str:
    """Return what a seller should know before choosing it, "" where its rules are well known."""
    if channel.confidence == "none":
        return "No rules known: pictures cannot be checked"
    if channel.thin:
        return "Few rules known: may be refused all the same"
    return ""


def gravest(findings: tuple[Finding, ...]) -> str:
    """Return "error", "warning", "info" or "" for a picture's findings."""
    severities = {finding.severity for finding in findings}
    return next((severity for severity in ("error", "warning", "info") if severity in severities), "")
