"""Who acts in the demo: staff of the four reference sites, and people of their places.

Names, telephones (of a range that no operator gives out), identity numbers (area code
000000) and door numbers are invented.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from minqing_chassis.http.auth import Issuer
from minqing_demo.places import (
    DABEI,
    DAPENG,
    DAPENG_CITY,
    HANBIN,
    HANBIN_CIVIL_AFFAIRS,
    JINKEYUAN,
    JINNIU_PETITIONS,
    JINQUAN,
    JINQUAN_JOBS,
    JINQUAN_WELFARE,
    LAOCHENG,
    WENXIN,
    WENXIN_CITY,
    WENXIN_SAFETY,
)
from minqing_kernel.messages import Actor, Role


@dataclass(frozen=True, kw_only=True)
class Person:
    """A member of staff, and the organisation that they act for."""

    id: str
    role: Role
    organisation: str | None = None


def clerk(staff_id: str, organisation: str) -> Person:
    """Return a clerk (受理员)."""
    return Person(id=staff_id, role=Role.CLERK, organisation=organisation)


def handler(staff_id: str, organisation: str) -> Person:
    """Return a handler (承办人)."""
    return Person(id=staff_id, role=Role.HANDLER, organisation=organisation)


def leader(staff_id: str, organisation: str) -> Person:
    """Return a supervisor (负责人)."""
    return Person(id=staff_id, role=Role.SUPERVISOR, organisation=organisation)


OPERATOR = Person(id="demo-operator", role=Role.OPS)

A_CAPTAIN = handler("jky-captain", JINKEYUAN)
A_COMMUNITY_CLERK = clerk("jky-clerk", JINKEYUAN)
A_COMMUNITY_HANDLER = handler("jky-handler", JINKEYUAN)
A_STREET_CLERK = clerk("jq-clerk", JINQUAN)
A_STREET_LEADER = leader("jq-leader", JINQUAN)
A_JOBS_HANDLER = handler("jq-jobs", JINQUAN_JOBS)
A_WELFARE_HANDLER = handler("jq-welfare", JINQUAN_WELFARE)
A_REVIEWER = handler("jn-petitions", JINNIU_PETITIONS)

B_GRID_HEAD = handler("db-grid-head", DABEI)
B_COMMUNITY_CLERK = clerk("db-clerk", DABEI)
B_STREET_LEADER = leader("lc-leader", LAOCHENG)
B_DISTRICT_LEADER = leader("hb-leader", HANBIN)
B_DISTRICT_CLERK = clerk("hb-clerk", HANBIN)
B_CIVIL_AFFAIRS_HANDLER = handler("hb-civil-affairs", HANBIN_CIVIL_AFFAIRS)

C_STREET_CLERK = clerk("wx-clerk", WENXIN)
C_STREET_LEADER = leader("wx-leader", WENXIN)
C_CITY_HANDLER = handler("wx-city", WENXIN_CITY)
C_SAFETY_HANDLER = handler("wx-safety", WENXIN_SAFETY)

D_SECRETARY = leader("dp-secretary", DAPENG)
D_STREET_CLERK = clerk("dp-clerk", DAPENG)
D_CITY_HANDLER = handler("dp-city", DAPENG_CITY)

A_FENG = Person(id="a2800000-0000-4000-8000-000000000028", role=Role.RESIDENT)
"""冯映秋 of A-28, who can see the own file and ask for what stands in it."""
FILED_OF: Final = {"A-28": A_FENG.id}
"""In whose file the petition of a story stands, with where it stands (A-05)."""

LOGINS: dict[str, Person] = {
    "resident": A_FENG,
    "clerk": A_COMMUNITY_CLERK,
    "handler": A_COMMUNITY_HANDLER,
    "supervisor": A_STREET_LEADER,
    "ops": OPERATOR,
    "captain": A_CAPTAIN,
}
"""For whom the agency's tokens and accounts speak once the demo was played."""

B_DECEASED = "b2900000-0000-4000-8000-000000000029"
"""The resident of B-29 whose file is closed."""


class Passes:
    """Bearer tokens for everybody in the cast, signed with the agency's own key."""

    def __init__(self, private_key: Path, agency: str) -> None:
        self._issuer = Issuer(private_key.read_bytes(), agency)
        self._issued: dict[Person, str] = {}

    def of(self, person: Person) -> str:
        """Return a token that is good for a day."""
        if person not in self._issued:
            actor = Actor(
                id=person.id, role=person.role, organisation_id=person.organisation
            )
            self._issued[person] = self._issuer.token(actor, timedelta(days=1))
        return self._issued[person]
