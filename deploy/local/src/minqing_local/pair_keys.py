"""Keys by which two agencies of the trial find matters that both have."""

import secrets
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

PERIOD = "trial"


def share_pair_keys(
    folders: Mapping[str, Path], compares: Mapping[str, Sequence[str]]
) -> None:
    """Give both of each pair that compares the same key; what is there stays.

    `folders`: where each agency's intake reads keys; some stay empty.
    """
    for folder in folders.values():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for one, other in combinations(sorted(folders), 2):
        if other in compares[one] and one in compares[other]:
            ends = (
                folders[one] / f"{other}.{PERIOD}.key",
                folders[other] / f"{one}.{PERIOD}.key",
            )
            _share(*ends)


def _share(*ends: Path) -> None:
    known = (each.read_text("ascii") for each in ends if each.exists())
    key = next(known, None) or secrets.token_hex(32)
    for each in ends:
        each.touch(mode=0o600)
        each.write_text(key, "ascii")
