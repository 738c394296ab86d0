"""What a run that was killed leaves behind, by names that say whose it is.

>>> name = mine("minqing-faults", "district")     # minqing-faults.4711.8540606.district
>>> left_behind(names)                            # those of which the maker is dead
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path


def mine(prefix: str, what: str) -> str:
    """Return a name that says who made it: ids of processes come again, moments not."""
    return f"{prefix}.{began(os.getpid())}.{what}"


def began(pid: int) -> str:
    """Return a process's id and its first moment; nothing if it is dead."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return ""
    return f"{pid}.{status.rpartition(')')[2].split()[19]}"


def left_behind(names: Iterable[str], alive: Callable[[int], str] = began) -> list[str]:
    """Return the names of which the maker is dead; what is no such name is not."""
    found = []
    for name in sorted(names):
        pid, _, rest = name.partition(".")[2].partition(".")
        moment, dot, _ = rest.partition(".")
        if dot and pid.isdigit() and alive(int(pid)) != f"{pid}.{moment}":
            found.append(name)
    return found
