"""Staff at the portal: who is signed in, how long that lasts, what a password must be.

Roles and units are registry's; what stands here of them is what its last pass said.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from minqing_kernel.messages import Role

IDLE: Final = timedelta(minutes=30)
"""Without a page for so long, a session ends: others pass by the desk."""
WARNED: Final = timedelta(minutes=2)
"""So long before that end a page says so (WCAG 2.2.1)."""
WHOLE: Final = timedelta(hours=12)
"""No session is longer, however busy."""
MOST_TRIES: Final = 5
"""Wrong passwords for one account within the window, before it has to wait."""
MOST_FROM_ONE_PLACE: Final = 60
"""Wrong ones from one address: a whole office may share it."""
WINDOW: Final = timedelta(minutes=15)
SHORTEST_PASSWORD: Final = 12
LONGEST_PASSWORD: Final = 200
STAFF: Final = frozenset({Role.CLERK, Role.HANDLER, Role.SUPERVISOR})
"""Who has a desk."""
DECIDING: Final = frozenset({Role.CLERK, Role.SUPERVISOR})
"""Who accepts or refuses at the door, as intake has it."""
LEADING: Final = frozenset({Role.SUPERVISOR})
OPERATING: Final = frozenset({Role.OPS})
GOVERNING: Final = LEADING | OPERATING
"""Who says who serves where, as registry has it."""
PROVIDED: Final = "sso:"
"""Begins the name of an account whose person the identity provider vouches for."""
LONGEST_STAFF_ID: Final = 60
INSIDE: Final = STAFF | OPERATING
"""Everybody who signs in."""
HOMES: Final = {Role.SUPERVISOR: "/watch", Role.OPS: "/ops"}
"""Where a role begins the day; all others at the desk."""


@dataclass(frozen=True, kw_only=True)
class Pass:
    """What registry says of somebody who serves, and the token that says it."""

    token: str
    seconds: int
    staff_id: str
    name: str
    role: Role
    roles: tuple[Role, ...]
    organisation_id: str


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """Who is signed in at this browser; `must_change`: the password was given out."""

    account: str
    staff_id: str
    name: str
    role: Role
    roles: tuple[Role, ...]
    organisation_id: str
    token: str
    must_change: bool = False

    @property
    def is_provided(self) -> bool:
        """Tell whether this person came by the identity provider."""
        return self.account.startswith(PROVIDED)

    @property
    def home(self) -> str:
        """Where this person begins the day."""
        return HOMES.get(self.role, "/desk")


def is_held_up(of_account: int, of_place: int, place: str) -> bool:
    """Tell whether an account, or where a try comes from, has to wait."""
    return of_account > MOST_TRIES or (bool(place) and of_place > MOST_FROM_ONE_PLACE)


def plain_account(said: str) -> str:
    """Return an account's name as it is kept: people type spaces and capitals."""
    return "".join(filter(str.isprintable, said.casefold())).strip()[:64]


def provided_account(staff_id: str) -> str | None:
    """Return the account of whom the provider names; None if it cannot be one."""
    said = plain_account(staff_id)
    is_plain = bool(said) and said == staff_id.casefold()
    return PROVIDED + said if is_plain and len(said) <= LONGEST_STAFF_ID else None


def plain_code(said: str) -> str:
    """Return a recovery code as it is kept: people type strokes, spaces, capitals."""
    return "".join(filter(str.isalnum, said.casefold()))


def fault_of_password(password: str, account: str) -> str | None:
    """Return the key of what is wrong with a new password, if anything."""
    if len(password) < SHORTEST_PASSWORD:
        return "fault.password.short"
    if len(password) > LONGEST_PASSWORD:
        return "fault.password.long"
    if account and account in password.casefold():
        return "fault.password.name"
    if len(set(password)) < SHORTEST_PASSWORD // 2:
        return "fault.password.simple"
    return None
