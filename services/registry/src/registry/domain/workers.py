"""Who somebody is among the staff, and who is meant by a rule: unit, roles, duties."""

from collections.abc import Collection
from dataclasses import dataclass

from minqing_kernel.messages import Role
from registry.domain.profiles import DutyKind, OrganisationKind


@dataclass(frozen=True, kw_only=True)
class Worker:
    """A member of staff as a rule looks at them, on a day."""

    staff_id: str
    organisation_id: str
    unit_kind: OrganisationKind
    roles: frozenset[Role]
    duties: frozenset[DutyKind] = frozenset()

    @property
    def is_bound(self) -> bool:
        """Tell whether somebody serves the own buildings alone (A-07)."""
        return self.duties == {DutyKind.BUILDING_CAPTAIN}


@dataclass(frozen=True, kw_only=True)
class Meant:
    """Whom a rule means: each word is one of several; where it says none, anybody."""

    units: frozenset[OrganisationKind] = frozenset()
    roles: frozenset[Role] = frozenset()
    duties: frozenset[DutyKind] = frozenset()

    def means(self, worker: Worker) -> bool:
        """Tell whether somebody is meant."""
        return (
            _one_of({worker.unit_kind}, self.units)
            and _one_of(worker.roles, self.roles)
            and _one_of(worker.duties, self.duties)
        )


def _one_of(has: Collection[str], named: frozenset[str]) -> bool:
    return not named or bool(named & set(has))
