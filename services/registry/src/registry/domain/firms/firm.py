"""Firms: who is visited besides households (C-06, D-01). Nothing personal stands here.

A firm's name, code and address are public; of the people in it nothing is kept.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from registry.domain.firms.credit_code import checked_credit_code
from registry.domain.firms.events import FirmRecorded
from registry.domain.values import ADDRESS_LENGTH, checked_id, checked_text


class FirmKind(StrEnum):
    """企业, 商户（个体工商户）, 三小场所, 驻社区单位."""

    ENTERPRISE = "enterprise"
    SHOP = "shop"
    SMALL_VENUE = "small-venue"
    UNIT = "unit"


@dataclass(frozen=True, kw_only=True)
class FirmProfile:
    """What it is, who keeps it on file, where it stands; `credit_code` is its USCC."""

    kind: FirmKind
    name: str
    organisation_id: str
    address: str
    credit_code: str | None = None
    premises_id: str | None = None
    active: bool = True

    def __post_init__(self) -> None:
        checked_id(self.organisation_id, "organisation_id")
        self._set("name", checked_text(self.name, "name"))
        self._set("address", checked_text(self.address, "address", ADDRESS_LENGTH))
        if self.premises_id is not None:
            checked_id(self.premises_id, "premises_id")
        if self.credit_code is not None:
            self._set("credit_code", checked_credit_code(self.credit_code))
        elif self.kind is FirmKind.ENTERPRISE:
            raise Invalid(fields={"credit_code": "enterprise-needs-code"})

    def _set(self, name: str, value: str) -> None:
        object.__setattr__(self, name, value)


@dataclass(eq=False, kw_only=True)
class Firm(Aggregate):
    """One firm; `revision` counts what was said of it, from 1."""

    firm_id: UUID
    profile: FirmProfile
    revision: int = 0

    def record_as(self, profile: FirmProfile, *, at: datetime) -> None:
        """Take `profile` for true; saying the same again changes nothing."""
        if self.revision and profile == self.profile:
            return
        self.profile = profile
        self.revision += 1
        self.record(
            FirmRecorded(
                firm_id=self.firm_id,
                revision=self.revision,
                organisation_id=profile.organisation_id,
                kind=profile.kind,
                at=at,
            )
        )
