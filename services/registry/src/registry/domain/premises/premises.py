"""Premises: one node of the tree 小区→院落→楼栋→单元→户 (A-22)."""

from dataclasses import dataclass
from datetime import datetime

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from registry.domain.premises.errors import PremisesFixed
from registry.domain.premises.events import PremisesRecorded
from registry.domain.premises.kinds import WITHIN, PremisesKind
from registry.domain.premises.names import premises_key
from registry.domain.values import checked_id, checked_text


@dataclass(frozen=True, kw_only=True)
class PremisesProfile:
    """What they are, what they stand in, which community they belong to."""

    kind: PremisesKind
    name: str
    parent_id: str | None
    organisation_id: str
    active: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", checked_text(self.name, "name"))
        checked_id(self.organisation_id, "organisation_id")
        if self.parent_id is not None:
            checked_id(self.parent_id, "parent_id")

    @property
    def key(self) -> str:
        """Return what the name is compared by."""
        return premises_key(self.kind, self.name)

    def same_as(self, other: "PremisesProfile") -> bool:
        """Tell whether both are of one kind and of one community."""
        return (self.kind, self.organisation_id) == (other.kind, other.organisation_id)


@dataclass(eq=False, kw_only=True)
class Premises(Aggregate):
    """One node; `revision` counts what was said of it, from 1."""

    premises_id: str
    profile: PremisesProfile
    revision: int = 0

    def __post_init__(self) -> None:
        checked_id(self.premises_id, "premises_id")

    def record_as(
        self, profile: PremisesProfile, *, parent: "Premises | None", at: datetime
    ) -> None:
        """Take `profile` for true; saying the same again changes nothing.

        Raises PremisesFixed for another kind or community, Invalid for a parent that
        is none.
        """
        if not self.profile.same_as(profile):
            raise PremisesFixed
        _check_parent(profile, parent)
        if self.revision and profile == self.profile:
            return
        self.profile = profile
        self.revision += 1
        self.record(
            PremisesRecorded(
                premises_id=self.premises_id,
                revision=self.revision,
                organisation_id=profile.organisation_id,
                kind=profile.kind,
                parent_id=profile.parent_id,
                at=at,
            )
        )


def _check_parent(profile: PremisesProfile, parent: Premises | None) -> None:
    kind = parent.profile.kind if parent else None
    if kind not in WITHIN[profile.kind]:
        raise Invalid(fields={"parent_id": "bad-parent"})
    if parent and parent.profile.organisation_id != profile.organisation_id:
        raise Invalid(fields={"organisation_id": "not-the-parents"})
