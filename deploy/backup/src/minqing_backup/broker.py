"""What the broker holds besides messages: exchanges, queues, bindings, policies.

Users and shovels have passwords in them and are not taken: the services' account is the
operator's, the neighbours' come from the directory (`cli agency broker apply`).
"""

import json
from typing import Any, Final

import requests

TAKEN: Final = ("exchanges", "queues", "bindings", "policies")
SECONDS: Final = 30


def exported(address: str) -> bytes:
    """Return the definitions of a running broker, without what is secret."""
    answer = requests.get(f"{address}/api/definitions", timeout=SECONDS)
    answer.raise_for_status()
    told: dict[str, Any] = answer.json()
    kept = {name: told.get(name, []) for name in TAKEN}
    return json.dumps(kept, indent=1, sort_keys=True).encode()


def imported(address: str, definitions: bytes) -> None:
    """Declare everything that stands there; what is there already stays."""
    answer = requests.post(
        f"{address}/api/definitions", json=json.loads(definitions), timeout=SECONDS
    )
    answer.raise_for_status()
