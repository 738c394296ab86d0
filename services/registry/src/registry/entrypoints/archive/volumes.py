"""The route to a volume: one section of every file of a place (B-22)."""

from collections.abc import Iterator

from marshmallow import Schema, fields, validate

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import Invalid
from registry.application.archive.volumes import volume_of
from registry.bootstrap import Parts
from registry.domain.archive.errors import SectionNotYours, SectionUnknown
from registry.domain.errors import OutOfReach
from registry.entrypoints.archive.schemas import SectionViewSchema
from registry.entrypoints.archive.words import TAG
from registry.entrypoints.schemas import LARGEST_PAGE, PAGE
from registry.entrypoints.words import FIRST, id_field


class VolumeQuery(Schema):
    """Of which place and all below it; which page."""

    organisation = id_field(required=True)
    after = fields.UUID(load_default=FIRST)
    limit = fields.Integer(
        load_default=PAGE, validate=validate.Range(min=1, max=LARGEST_PAGE)
    )


class LeafSchema(Schema):
    """What one file says in the section, masked, and whose household it is of."""

    subject = fields.String(required=True)
    subject_id = fields.UUID(required=True)
    household_id = fields.UUID(required=True, allow_none=True)
    entry = fields.Nested(SectionViewSchema, required=True)


class VolumeSchema(Schema):
    """Some leaves of a volume; `files` is how many it has."""

    section = fields.String(required=True)
    organisation_id = fields.String(required=True)
    files = fields.Integer(required=True)
    items = fields.List(fields.Nested(LeafSchema), required=True)
    next = fields.UUID(required=True, allow_none=True)


def volume_routes(parts: Parts) -> Iterator[Route]:
    """Yield the route of volumes."""

    def read_volume(request: Request) -> Reply:
        asked = request.query
        return Reply(
            volume_of(
                parts.reader,
                request.params["section"],
                asked["organisation"],
                request.actor,
                asked["after"],
                asked["limit"],
            )
        )

    yield Route(
        method="GET",
        path="/v1/sections/{section}/volume",
        operation=read_volume,
        summary="一类一卷（脱敏） One section of every file of a place (B-22)",
        roles=STAFF,
        query=VolumeQuery,
        replies={200: VolumeSchema},
        errors=(SectionUnknown, SectionNotYours, OutOfReach, Invalid),
        tag=TAG,
    )
