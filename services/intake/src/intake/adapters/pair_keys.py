"""Keys shared by two neighbours: a file each, and fingerprints made with them."""

import binascii
import hmac
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, Self

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from intake.domain.marking import Phrase
from minqing_chassis.settings import SettingsError

KEY_BYTES: Final = 32
SHOWN: Final = 32
"""So many hex digits of an HMAC-SHA-256 are told: 128 bits are equal by no chance."""
MOST_PERIODS: Final = 2
"""While a key is changed both sides have the old one and the new one."""
NAMED: Final = re.compile(r"(?P<agency>[a-z][a-z0-9-]{1,62})\.(?P<period>[a-z0-9-]+)")


class PairKeys:
    """Makes fingerprints; whoever has the key of a pair can try a guess with it."""

    def __init__(self, secrets: Mapping[str, Mapping[str, bytes]]) -> None:
        self._keys: dict[str, Sequence[bytes]] = {
            agency: [_derived(secret, period) for period, secret in sorted(of.items())]
            for agency, of in sorted(secrets.items())
        }

    @classmethod
    def of_folder(cls, folder: Path | None) -> Self | None:
        """Read `NEIGHBOUR.PERIOD.key` files, 64 hex digits each; None for no folder.

        Raises SettingsError for a folder that is none, and for a file that is wrong.
        """
        if folder is None:
            return None
        if not folder.is_dir():
            raise SettingsError(f"{folder} is no folder of keys")
        found: dict[str, dict[str, bytes]] = defaultdict(dict)
        for path in sorted(folder.glob("*.key")):
            name = NAMED.fullmatch(path.stem)
            if name is None:
                raise SettingsError(f"{path} is not called NEIGHBOUR.PERIOD.key")
            found[name["agency"]][name["period"]] = _secret(path)
        for agency, periods in found.items():
            if len(periods) > MOST_PERIODS:
                raise SettingsError(f"{folder} has more than two keys of {agency}")
        return cls(found)

    def agencies(self) -> tuple[str, ...]:
        """Return with whom a key is shared."""
        return tuple(self._keys)

    def fingerprints(self, agency: str, phrases: Iterable[Phrase]) -> tuple[str, ...]:
        """Return what the phrases become under each key of that neighbour."""
        said = list(phrases)
        return tuple(
            each.sort + hmac.digest(key, each.text.encode(), "sha256").hex()[:SHOWN]
            for key in self._keys[agency]
            for each in said
        )


def _secret(path: Path) -> bytes:
    try:
        secret = bytes.fromhex(path.read_text("ascii").strip())
    except (ValueError, binascii.Error):
        secret = b""
    if len(secret) != KEY_BYTES:
        raise SettingsError(f"{path} does not hold {KEY_BYTES} bytes as hex digits")
    return secret


def _derived(secret: bytes, period: str) -> bytes:
    info = b"minqing.same-matter.v1." + period.encode()
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=info).derive(secret)
