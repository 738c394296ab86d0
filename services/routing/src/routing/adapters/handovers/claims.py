"""What a stranger's letter says of itself, as far as it can be read and stored."""

import json
from typing import Any

from routing.adapters.agencies.accounts import KINDS as ACCOUNTS
from routing.adapters.agencies.wire import KINDS, MAX_BYTES


def storable(said: str) -> str:
    """Return words of a stranger's as a database holds them, whatever they are."""
    return said.encode("utf-8", "replace").decode().replace("\x00", "�")


def claims_of(body: bytes) -> tuple[str, str]:
    """Return who a letter says it is from, and of what kind; a question mark for none.

    Nothing of it was proved: it only helps a person to see whom to call.
    """
    try:
        told: Any = json.loads(body[:MAX_BYTES])
    except (ValueError, RecursionError):
        return "?", "?"
    if not isinstance(told, dict):
        return "?", "?"
    sender, word = told.get("sender"), told.get("word")
    plain = sender if isinstance(sender, str) and sender.isascii() else "?"
    named = plain.replace("\x00", "?")[:63] or "?"
    if isinstance(word, str) and word in {*KINDS, *ACCOUNTS}:
        return named, word
    return named, "?"
