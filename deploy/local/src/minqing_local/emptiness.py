"""Whether a running agency has anything to work with yet."""

import requests

from minqing_local.agency import Agency

SECONDS = 10.0


def is_empty(agency: Agency) -> bool:
    """Say whether the register of a running agency holds no organisation.

    A register that does not answer now is not called empty.
    """
    address = f"{agency.url('registry')}/v1/organisations"
    try:
        answer = requests.get(address, params={"limit": 1}, timeout=SECONDS)
        answer.raise_for_status()
    except requests.RequestException:
        return False
    return not answer.json()["items"]
