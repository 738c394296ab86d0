"""Consent to publication by HTTP: its petitioner alone, with the tracking code."""

from dataclasses import asdict

from marshmallow import Schema, fields, validate

from intake.application.consenting import ChangeConsent
from intake.bootstrap import Parts
from intake.domain.errors import TooManyTries, UnknownPetition
from intake.entrypoints.whose_schemas import ConsentSchema
from minqing_chassis.http.route import PUBLIC, Reply, Request, Route

TAG = "诉求 Petitions"


class ConsentBodySchema(Schema):
    """Whether the petitioner agrees from now on."""

    code = fields.String(required=True, validate=validate.Length(1, 64))
    holds = fields.Boolean(required=True)


class ConsentDoor:
    """Lets petitioners agree to publication, and take it back."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's row of the table."""
        return [
            Route(
                method="POST",
                path="/v1/petitions/{receipt}/consent",
                operation=self.change_consent,
                summary="同意或撤回同意公示 Agree to publication, or no longer",
                description=(
                    "只有居民本人凭查询码；随时可以撤回，已公示的随即撤下。With the "
                    "tracking code alone. Taken back at any time; what is public of "
                    "it is taken from the public."
                ),
                roles=PUBLIC,
                body=ConsentBodySchema,
                replies={200: ConsentSchema},
                errors=(UnknownPetition, TooManyTries),
                tag=TAG,
            )
        ]

    def change_consent(self, request: Request) -> Reply:
        """Write down what who holds the code says."""
        receipt, body = request.params["receipt"], request.body
        found = self._parts.public_desk.look(receipt, body["code"], request.cause)
        command = ChangeConsent(petition_id=found.petition_id, holds=body["holds"])
        return Reply(asdict(self._parts.bus.handle(command, request.cause)))
