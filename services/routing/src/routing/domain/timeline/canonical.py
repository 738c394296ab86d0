"""One form of writing a content, so that both sides hash the same bytes."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from typing import TypeAlias

from routing.domain.timeline.errors import NotCanonical

Content: TypeAlias = Mapping[str, "str | int | bool | None"]
"""What an entry says: words and whole numbers by name; no fractions, no nesting."""

MIN_SALT = 32
"""Hexadecimal digits: 128 bits, so that nobody guesses a short content by its hash."""


def canonical(content: Content) -> bytes:
    """Return the one way to write it: names sorted, text in NFC, no spaces.

    Raises NotCanonical for what could be written in two ways.
    """
    names = [unicodedata.normalize("NFC", name) for name in content]
    if len(set(names)) != len(names):
        raise NotCanonical(fields={"content": "already-exists"})
    plain = {
        name: _plain(name, value)
        for name, value in zip(names, content.values(), strict=True)
    }
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise NotCanonical(fields={"content": "not-text"}) from None


def digest_of(content: Content) -> str:
    """Return the SHA-256 of a content's one form, in hexadecimal."""
    return hashlib.sha256(canonical(content)).hexdigest()


def salted_digest_of(content: Content, salt: str) -> str:
    """Return the hash that stands for a content even after it was taken out."""
    if len(salt) < MIN_SALT:
        raise NotCanonical(fields={"salt": "too-short"})
    return digest_of({"content": canonical(content).decode(), "salt": salt})


def _plain(name: str, value: object) -> str | int | None:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, int):
        return value
    raise NotCanonical(fields={f"content.{name}": "not-allowed"})
