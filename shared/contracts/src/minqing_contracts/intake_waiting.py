"""Events that intake owns: a petitioner who was asked, and stays silent."""

from dataclasses import dataclass
from datetime import datetime

from marshmallow import fields

from minqing_contracts.catalogue import published
from minqing_contracts.intake import PetitionEvent, PetitionEventSchema
from minqing_contracts.moments import Moment


class SupplementRemindedV1Schema(PetitionEventSchema):
    """Wire form of intake.supplement.reminded.v1."""

    missing = fields.List(fields.String(), required=True)
    close_by = Moment(required=True)
    reminded_at = Moment(required=True)


@published("intake.supplement.reminded", 1, SupplementRemindedV1Schema)
@dataclass(frozen=True, kw_only=True)
class SupplementRemindedV1(PetitionEvent):
    """Nobody answered 一次性告知 in time: a reminder, the only one.

    `missing` is the list of then, nothing is added. After `close_by` silence counts as
    giving up.
    """

    missing: list[str]
    close_by: datetime
    reminded_at: datetime


class PetitionLapsedV1Schema(PetitionEventSchema):
    """Wire form of intake.petition.lapsed.v1."""

    rule = fields.String(required=True)
    lapsed_at = Moment(required=True)


@published("intake.petition.lapsed", 1, PetitionLapsedV1Schema)
@dataclass(frozen=True, kw_only=True)
class PetitionLapsedV1(PetitionEvent):
    """The petitioner stayed silent: 视为放弃, by the place's `rule`.

    A later answer opens the petition again (intake.supplement.given.v1, `reopened`).
    """

    rule: str
    lapsed_at: datetime
