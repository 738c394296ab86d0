"""常用语: what is ready to be said, with slots that are filled before it is sent."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Slot(StrEnum):
    """The slots that a page fills by itself; people fill all others."""

    NUMBER = "编号"
    UNIT = "单位"
    CATEGORY = "类别"
    PLACE = "地点"
    TODAY = "今天"


SLOT: Final = re.compile(r"[{｛]([^{}｛｝\n]{0,40})[}｝]")
"""A place that somebody has yet to fill, in either width of its braces."""


def open_slots(said: str) -> list[str]:
    """Return the names of the slots that are still open, each once."""
    return list(dict.fromkeys(SLOT.findall(said)))


def filled(body: str, known: Mapping[str, str]) -> str:
    """Return a phrase with what is known in its slots; the others stay open."""

    def put(slot: re.Match[str]) -> str:
        return known.get(slot[1].strip(), "") or slot[0]

    return SLOT.sub(put, body)


def added(before: str, more: str) -> str:
    """Return what was written, with a phrase after it: nothing is written over."""
    return f"{before.rstrip()}\n{more}" if before.strip() else more
