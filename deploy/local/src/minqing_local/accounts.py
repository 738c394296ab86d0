"""Accounts to try the pages of staff with, for people of the demo.

Their passwords are made on this machine and stand in the agency's folder alone.
"""

import json
import subprocess

from minqing_local.agency import Agency
from minqing_local.secret_files import write_secret
from minqing_local.tokens import read_logins

ACCOUNTS = "demo-accounts.json"
"""Account -> {"role", "password"}; written once, for the demo keeps its people."""
SIGN_IN = ("captain", "clerk", "handler", "supervisor", "ops")
"""Who of the demo's logins gets a way in; the captain is a grid worker."""


def demo_accounts(agency: Agency) -> dict[str, dict[str, str]]:
    """Return the accounts, made now if the demo was played and there are none yet."""
    file = agency.folder / ACCOUNTS
    if file.exists():
        found: dict[str, dict[str, str]] = json.loads(file.read_text(encoding="utf-8"))
        return found
    logins = read_logins(agency)
    made = {}
    for role in SIGN_IN:
        staff_id = logins.get(role, {}).get("subject")
        if staff_id and staff_id not in made:
            made[staff_id] = {"role": role, "password": _made(agency, staff_id)}
    if made:
        write_secret(file, json.dumps(made, indent=2) + "\n")
    return made


def _made(agency: Agency, staff_id: str) -> str:
    """Return the password of a new account, or a new one of one that there is."""
    add = ("account", "add", staff_id, "--staff", staff_id, "--lasting")
    try:
        said = agency.run_cli("portal", *add)
    except subprocess.CalledProcessError:
        said = agency.run_cli("portal", "account", "reset", staff_id, "--lasting")
    return said.split()[1]
