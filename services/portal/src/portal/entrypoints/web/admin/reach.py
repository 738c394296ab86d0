"""How far somebody administers: their own unit and below; who operates, everywhere."""

from collections.abc import Mapping, Sequence
from typing import Final

from minqing_kernel.messages import Role
from portal.bootstrap import Parts
from portal.domain.staff import OPERATING
from portal.entrypoints.web.desk.links import below
from portal.entrypoints.web.desk.looks import asker
from portal.entrypoints.web.guard import staff

ROLES: Final = (Role.CLERK, Role.HANDLER, Role.SUPERVISOR, Role.OPS)
MOVED: Final = "changed-meanwhile"


def units_in_reach(parts: Parts) -> dict[str, str]:
    """Return the units that serve and that the reader governs, by id: their names."""
    tree, who = parts.desk.units.tree(asker()), staff()
    mine = below({u.unit_id: u.parent_id for u in tree}, who.organisation_id)
    everywhere = who.role in OPERATING
    return {u.unit_id: u.name for u in tree if everywhere or u.unit_id in mine}


def roles_to_give() -> Sequence[Role]:
    """Return the roles that the reader may give: ops only who is ops."""
    return ROLES if staff().role in OPERATING else ROLES[:-1]


def unseen(said: Mapping[str, str]) -> dict[str, str]:
    """Return a form without what it saw: the next page is drawn of what stands."""
    return {name: v for name, v in said.items() if name not in {"seen", "revision"}}
