"""Make `resources/channels/*.toml` from a table of marketplace facts.

    python packaging/channels.py FACTS.toml [OUT]

Every channel becomes one file that stands on its own: inheritance between slots of a platform is resolved here (the
rule then says `inherited_from`), so that adding or reading a channel never needs a second file. Values without a
source are kept apart under `[unverified]`, which the studio never judges by.
"""

import sys
import tomllib
from pathlib import Path
from typing import Any

import tomli_w

# What the wording of a rule means for a measurement: our reading, kept apart from the facts themselves.
READINGS: dict[str, dict[str, dict[str, Any]]] = {
    "amazon.aplus": {"rec_px": {"sizes": [[970, 300], [1464, 600]]}},
    "amazon.main": {"filename": {"applies": "bulk upload only"}, "shadow": {"place": "frame"}},
    "bigcommerce.product": {"filename": {"pattern": r"^[A-Za-z0-9_.-]+$"}},
    "bol.main": {"min_px": {"measure": "product"}, "max_px": {"measure": "product"}, "zoom_px": {"measure": "product"}},
    "etsy.first": {"aspect": {"ratio_at_least": 1.0}},
    "temu.main": {"aspect": {"ratios": [1.0, 0.75]}},
    "tiktok.main": {"aspect": {"other_ratios": [0.75, 1.3333]}},
    "vtex.catalog": {"filename": {"pattern": r"^[A-Za-z0-9_.-]+$"}},
    "walmart.primary": {"aspect": {"other_ratios": [0.75]}},
}

THIN = {
    "none": "Nothing usable is known of its picture rules. Use it as a template: fill in what your contract says.",
    "very_low": "Only one or two second-hand facts are known; a file without findings may still be refused.",
    "low": "Few facts are known, most of them second-hand; a file without findings may still be refused.",
}
OWN_FOLDER = {
    "id": "plain",
    "platform": "Own use",
    "slot": "Your own folder",
    "confidence": "high",
    "main": True,
    "note": "No marketplace, no rules: the picture as the preset makes it.",
}


def is_fact(value: Any) -> bool:
    return isinstance(value, dict) and "v" in value


def inherited(channel: dict[str, Any], by_id: dict[str, Any], groups: dict[str, list[str]]) -> dict[str, Any]:
    """The facts that a slot takes over from another one: those of the named groups that it neither sets nor lacks."""
    parent = by_id.get(channel.get("inherits_from", ""), {})
    wanted = [key for group in channel.get("inherits_groups", []) for key in groups[group]]
    lacking = channel.get("unknown", [])
    origin = parent.get("id", "").replace(".", "-")
    return {
        key: {**parent[key], **READINGS.get(parent["id"], {}).get(key, {}), "inherited_from": origin}
        for key in wanted
        if key in parent and key not in channel and key not in lacking
    }


def rule_of(fact: dict[str, Any]) -> dict[str, Any]:
    """A fact in the words of the channel file: value, level, basis, sources, then everything else unchanged."""
    names = {"v": "value", "src": "sources", "alt_src": "alt_sources", "before_src": "before_sources"}
    return {names.get(key, key): value for key, value in fact.items()}


def channel_file(channel: dict[str, Any], facts: dict[str, Any], main: bool) -> dict[str, Any]:
    by_id = {item["id"]: item for item in facts["channel"]}
    own = {key: value for key, value in channel.items() if is_fact(value)}
    found = {**own, **inherited(channel, by_id, facts["meta"]["groups"])}
    readings = READINGS.get(channel["id"], {})
    rules = {key: rule_of({**fact, **readings.get(key, {})}) for key, fact in found.items()}
    used = sorted({name for rule in rules.values() for key in rule if key.endswith("sources") for name in rule[key]})
    document: dict[str, Any] = {
        "id": channel["id"].replace(".", "-"),
        "platform": channel["platform"],
        "slot": channel["slot"],
        "confidence": channel["confidence"],
        "main": main,
        "requested": channel["requested"],
        "note": THIN.get(channel["confidence"], ""),
        "read": facts["meta"]["compiled"].isoformat(),
        "unknown": channel.get("unknown", []),
        "none_stated": channel.get("none_stated", []),
        "rules": rules,
        "sources": {name: facts["sources"][name] for name in used},
    }
    unverified = {k: v for k, v in channel.get("general_knowledge_unverified", {}).items() if k != "source"}
    return document | ({"unverified": unverified} if unverified else {})


def write(document: dict[str, Any], folder: Path) -> None:
    head = "# Made by packaging/channels.py from the table of marketplace facts.\n\n"
    path = folder / f"{document['id']}.toml"
    path.write_text(head + tomli_w.dumps(document), encoding="utf-8", newline="\n")


def main(arguments: list[str]) -> int:
    if not 1 <= len(arguments) <= 2:
        print(__doc__)
        return 2
    facts = tomllib.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    root = Path(__file__).resolve().parent.parent
    folder = Path(arguments[1]) if len(arguments) == 2 else root / "resources" / "channels"
    folder.mkdir(parents=True, exist_ok=True)
    seen: set[str] = set()
    for channel in facts["channel"]:
        # the table lists a platform's main slot first
        write(channel_file(channel, facts, channel["platform"] not in seen), folder)
        seen.add(channel["platform"])
    write(OWN_FOLDER, folder)
    print(f"{len(facts['channel']) + 1} channels in {folder.name}/")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
