"""What intake tells of a matter that was divided into several (拆件)."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from marshmallow import fields

from minqing_contracts.catalogue import published
from minqing_contracts.intake import PetitionEvent, PetitionEventSchema
from minqing_contracts.moments import Moment


class PetitionSplitV1Schema(PetitionEventSchema):
    """Wire form of intake.petition.split.v1."""

    part_ids = fields.List(fields.UUID(), required=True)
    part_receipts = fields.List(fields.String(), required=True)
    split_at = Moment(required=True)
    category = fields.String(load_default=None, allow_none=True)
    part_categories = fields.List(fields.String(allow_none=True), load_default=list)


@published("intake.petition.split", 1, PetitionSplitV1Schema)
@dataclass(frozen=True, kw_only=True)
class PetitionSplitV1(PetitionEvent):
    """A clerk divided further matters off a petition; their words stay with intake.

    `part_ids` and `part_receipts` name the parts in one order, `part_categories` what
    each is about, as `category` does of the first; none where nobody chose one yet.
    Each part is told of as well as any other petition (received or accepted, with
    `split_from`); this one stands where it stood.
    """

    part_ids: list[UUID]
    part_receipts: list[str]
    split_at: datetime
    category: str | None = None
    part_categories: list[str | None] = field(default_factory=list)
