"""Events that registry owns: pictures of projects. Of what is seen, nothing travels."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marshmallow import fields

from minqing_contracts.catalogue import Event, EventSchema, published
from minqing_contracts.moments import Moment


class PictureKeptV1Schema(EventSchema):
    """Wire form of registry.picture.kept.v1."""

    picture_id = fields.UUID(required=True)
    project_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    organisation_id = fields.String(required=True)
    kept_at = Moment(required=True)


@published("registry.picture.kept", 1, PictureKeptV1Schema)
@dataclass(frozen=True, kw_only=True)
class PictureKeptV1(Event):
    """A picture of a project (专项) is kept; its file is fetched at registry's door.

    `kind` is survey (踏勘) or completion (完工); `organisation_id` keeps it.
    """

    picture_id: UUID
    project_id: UUID
    kind: str
    organisation_id: str
    kept_at: datetime

    def subject(self) -> str:
        """Return the project's id."""
        return str(self.project_id)
