"""Identities that sort by the time they were made (UUID version 7, RFC 9562)."""

import os
import time
from uuid import UUID

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62
_RANDOM_BITS = (0xFFF << 64) | 0x3FFFFFFFFFFFFFFF


def new_id() -> UUID:
    """Return a fresh id: 48 bits of milliseconds, 74 bits of chance.

    The moment in it only keeps indexes compact; no rule may read it.
    """
    chance = int.from_bytes(os.urandom(10), "big") & _RANDOM_BITS
    moment = (time.time_ns() // 1_000_000) << 80
    return UUID(int=moment | _VERSION | _VARIANT | chance)
