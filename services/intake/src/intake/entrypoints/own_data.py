"""What is kept of a petitioner, and who read it, by HTTP (个人信息保护法第44、45条)."""

from dataclasses import asdict
from typing import Any

from marshmallow import Schema, fields, validate

from intake.adapters.own_data import readings_of
from intake.application.views import PetitionView
from intake.bootstrap import Parts
from intake.domain.access import Purpose
from intake.domain.channel import Channel
from intake.domain.errors import TooManyTries, UnknownPetition
from intake.domain.own_data import OWN_WORDS
from intake.entrypoints.data_request_schemas import OwnDataRequestSchema
from intake.entrypoints.data_requests import told_own
from intake.entrypoints.presenting import Presenter
from intake.entrypoints.schemas import MaskedContactSchema
from intake.entrypoints.settling import one_of
from intake.entrypoints.whose_schemas import ConsentSchema
from minqing_chassis.http.route import PUBLIC, Reply, Request, Route
from minqing_contracts.moments import Moment

TAG = "诉求 Petitions"


class OwnDataQuerySchema(Schema):
    """The tracking code; it stands in no address."""

    code = fields.String(required=True, validate=validate.Length(1, 64))


class ReadingSchema(Schema):
    """How often one unit read the contact for one purpose; `unit` null: by itself."""

    unit = fields.String(required=True, allow_none=True)
    purpose = fields.String(required=True, validate=one_of(Purpose))
    times = fields.Integer(required=True)
    first_at = Moment(required=True)
    last_at = Moment(required=True)


class OwnDataSchema(Schema):
    """What is kept; the contact masked: a code may be in another's hand.

    `text` and `place` only where the petitioner spoke.
    """

    receipt = fields.String(required=True)
    channel = fields.String(required=True, validate=one_of(Channel))
    received_at = Moment(required=True)
    title = fields.String(required=True)
    text = fields.String(required=True)
    place = fields.String(required=True)
    pictures = fields.Integer(required=True)
    consent = fields.Nested(ConsentSchema, required=True)
    contact = fields.Nested(MaskedContactSchema, required=True, allow_none=True)
    readings = fields.List(fields.Nested(ReadingSchema), required=True)
    requests = fields.List(fields.Nested(OwnDataRequestSchema), required=True)


class OwnDataDoor:
    """Tells petitioners what of them is kept, and who looked."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's row of the table."""
        return [
            Route(
                method="POST",
                path="/v1/petitions/{receipt}/own-data",
                operation=self.read_own_data,
                summary="我的信息 What is kept of me, and who read it",
                description=(
                    "凭查询码。联系方式打码；查看记录按单位和事由计次，不列姓名。"
                    "With the tracking code. The contact is masked; readings are "
                    "counted by unit and purpose, nobody is named."
                ),
                roles=PUBLIC,
                body=OwnDataQuerySchema,
                replies={200: OwnDataSchema},
                errors=(UnknownPetition, TooManyTries),
                tag=TAG,
            )
        ]

    def read_own_data(self, request: Request) -> Reply:
        """Tell who holds the code."""
        receipt, code = request.params["receipt"], request.body["code"]
        found = self._parts.public_desk.look(receipt, code, request.cause)
        return Reply(self._told(found, request.language))

    def _told(self, found: PetitionView, language: str) -> dict[str, Any]:
        own = found.channel in OWN_WORDS
        return {
            "receipt": found.receipt,
            "channel": found.channel,
            "received_at": found.received_at,
            "title": found.title,
            "text": found.text if own else "",
            "place": found.place if own else "",
            "pictures": found.pictures,
            "consent": asdict(found.consent),
            "contact": Presenter(self._parts, language).masked(found),
            "readings": [
                {**row, "unit": self._unit(row.pop("organisation_id"))}
                for row in readings_of(self._parts.database, found.petition_id)
            ],
            "requests": [
                told_own(each)
                for each in self._parts.data_requests.of(found.petition_id)
            ],
        }

    def _unit(self, organisation_id: str | None) -> str | None:
        """Return the unit's name; None where the agency itself sent a notice."""
        if organisation_id is None:
            return None
        known = self._parts.reference.organisation(organisation_id)
        return known.name if known else organisation_id
