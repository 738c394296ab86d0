"""Bearer tokens for every role of the demonstration agency."""

import json

from minqing_local.agency import Agency

ROLES = ("resident", "clerk", "handler", "supervisor", "ops")
LOGINS = "demo-logins.json"
"""Written by the demo: {role: {"subject": id, "organisation": id or null}}."""


def demo_tokens(agency: Agency) -> dict[str, str]:
    """Return a token for each role, good for 30 days.

    Once the demo was played they speak for people and organisations of the demo.
    """
    logins = read_logins(agency)

    def token(role: str) -> str:
        login = logins.get(role, {})
        return agency.token(
            role,
            organisation=login.get("organisation"),
            subject=login.get("subject"),
        )

    return {role: token(role) for role in ROLES}


def read_logins(agency: Agency) -> dict[str, dict[str, str | None]]:
    """Return for whom of the demo tokens and accounts speak; nobody before it."""
    file = agency.folder / LOGINS
    if not file.exists():
        return {}
    logins: dict[str, dict[str, str | None]] = json.loads(
        file.read_text(encoding="utf-8")
    )
    return logins
