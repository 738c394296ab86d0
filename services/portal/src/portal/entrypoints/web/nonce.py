"""The key of a form that is on its way."""

from collections.abc import Mapping
from uuid import UUID, uuid4


def nonce_of(said: Mapping[str, str]) -> str:
    """Return the key of one form: sent twice, it does one thing."""
    try:
        return str(UUID(said.get("nonce", "")))
    except ValueError:
        return str(uuid4())
