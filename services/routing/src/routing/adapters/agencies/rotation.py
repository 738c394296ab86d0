"""How an agency's entry of the directory changes when its signing key does.

Only the section `keys:` is written anew; what else stands in the file stays as it is.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from minqing_chassis.settings import SettingsError
from routing.domain.agencies.directory import Key

SECTION = re.compile(
    r"^keys:.*(?:\n|\Z)(?:(?:[ \t]*(?:#.*)?\n)*[ \t-].*(?:\n|\Z))*", re.MULTILINE
)
"""To its last line, over empty ones and remarks: what were left would be a key more."""


class CannotRotate(SettingsError):
    """The keys do not allow that step; the message says why."""


def with_next(keys: Sequence[Key], following: Key) -> tuple[Key, ...]:
    """Return the keys with the next one beside those there are."""
    if any(each.key_id == following.key_id for each in keys):
        raise CannotRotate(f"there is a key {following.key_id!r} already")
    return (*keys, following)


def ended(keys: Sequence[Key], key_id: str, day: date) -> tuple[Key, ...]:
    """Return the keys with one that ends: that day is the first without it."""
    key = _one_of(keys, key_id)
    if not any(each.holds(day) for each in _usable(keys) if each is not key):
        raise CannotRotate(f"no other key would be in force on {day}")
    return _changed(keys, replace(key, valid_until=day))


def revoked(keys: Sequence[Key], key_id: str, moment: datetime) -> tuple[Key, ...]:
    """Return the keys with one taken back; a moment once said is not put off."""
    key = _one_of(keys, key_id)
    earliest = min(filter(None, (key.revoked_at, moment)))
    return _changed(keys, replace(key, revoked_at=earliest))


def rewritten(entry: str, keys: Sequence[Key]) -> str:
    """Return the text of an entry with these keys in the place of those it had."""
    section = "keys:\n" + "".join(map(_lines, keys))
    if not SECTION.search(entry):
        raise CannotRotate("the entry has no section 'keys:' of its own lines")
    return SECTION.sub(lambda _: section, entry, count=1)


def _lines(key: Key) -> str:
    told = [f"  - id: {key.key_id}", f"    public: {key.public}"]
    told.append(f"    valid_from: {key.valid_from}")
    if key.valid_until is not None:
        told.append(f"    valid_until: {key.valid_until}")
    if key.revoked_at is not None:
        told.append(f"    revoked_at: {key.revoked_at.isoformat()}")
    return "".join(f"{line}\n" for line in told)


def _one_of(keys: Sequence[Key], key_id: str) -> Key:
    for each in keys:
        if each.key_id == key_id:
            return each
    raise CannotRotate(f"there is no key {key_id!r}")


def _usable(keys: Sequence[Key]) -> list[Key]:
    return [each for each in keys if each.revoked_at is None]


def _changed(keys: Sequence[Key], new: Key) -> tuple[Key, ...]:
    return tuple(new if each.key_id == new.key_id else each for each in keys)
