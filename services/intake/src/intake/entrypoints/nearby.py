"""Open matters near by, for who is about to tell one like it; and what joins one."""

from typing import Any, Final
from uuid import UUID

from marshmallow import Schema, fields, validate

from intake.application.nearby import Nearby
from intake.bootstrap import Parts
from intake.domain.errors import TooManyTries
from intake.domain.statement import LONGEST_PLACE, LONGEST_TEXT
from minqing_chassis.http.route import PUBLIC, Reply, Request, Route
from minqing_chassis.sealing import SealBroken
from minqing_contracts.moments import Moment

TAG: Final = "诉求 Petitions"
ABOUT: Final = "joining"
LONGEST_REF: Final = 500
LONGEST_ASKER: Final = 64


class NearbyQuerySchema(Schema):
    """What somebody is about to tell, and where; nothing is kept of it.

    `asker` is by what the caller knows who asks, as a mark that tells nothing: each is
    answered so often. Without it the caller's address is who asks.
    """

    text = fields.String(required=True, validate=validate.Length(1, LONGEST_TEXT))
    place = fields.String(required=True, validate=validate.Length(1, LONGEST_PLACE))
    asker = fields.String(load_default="", validate=validate.Length(max=LONGEST_ASKER))


class NearbyMatterSchema(Schema):
    """One open matter: its kind, where as far as it was told just now, since when.

    `ref` joins it (`joins` of `POST /v1/petitions`); `mark` is the same whenever it is
    shown, so that nobody joins twice; `people` counts who brought it.
    """

    ref = fields.String(required=True)
    mark = fields.String(required=True)
    category = fields.String(required=True)
    place = fields.String(required=True)
    unit = fields.String(required=True, allow_none=True)
    state = fields.String(required=True)
    received_at = Moment(required=True)
    people = fields.Integer(required=True)


class NearbySchema(Schema):
    """At most three, what is most alike first."""

    matters = fields.List(fields.Nested(NearbyMatterSchema), required=True)


class NearbyDoor:
    """Shows what could be joined."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's row of the table."""
        return [
            Route(
                method="POST",
                path="/v1/nearby-matters",
                operation=self.look_nearby,
                summary="附近同类事 Open matters near by that may be joined",
                description=(
                    "什么都不保存。只列本地规定可以加入的类别，只说类别、共同的地点、时间"
                    "和人数；别人的话、编号、门牌都不列。Keeps nothing. Of the "
                    "categories that the place lets people join; never another's "
                    "words, number or door."
                ),
                roles=PUBLIC,
                body=NearbyQuerySchema,
                replies={200: NearbySchema},
                errors=(TooManyTries,),
                tag=TAG,
            )
        ]

    def look_nearby(self, request: Request) -> Reply:
        """Answer with what resembles it on the same street; not too often (429)."""
        body, address = request.body, str(request.environ.get("REMOTE_ADDR", ""))
        self._parts.turnstile.pass_in(body["asker"], address, request.cause)
        found = self._parts.nearby.look(body["text"], body["place"])
        return Reply({"matters": [self._told(each) for each in found]})

    def _told(self, near: Nearby) -> dict[str, Any]:
        petition, sealer = near.petition, self._parts.sealer
        key = str(petition.petition_id)
        owner = self._parts.reference.organisation(petition.owner_id or "")
        return {
            "ref": sealer.seal({"petition": key}, ABOUT),
            "mark": sealer.blind_index(key, ABOUT)[:16],
            "category": petition.category,
            "place": near.place,
            "unit": owner.name if owner else None,
            "state": petition.live_state,
            "received_at": petition.received_at,
            "people": petition.others + 1,
        }


def joined_by(parts: Parts, ref: str | None) -> UUID | None:
    """Return the petition that a `ref` names; None for none, or one that is not ours.

    Who tells a matter is never turned away for it.
    """
    if not ref:
        return None
    try:
        told = parts.sealer.open(ref, ABOUT)
    except SealBroken:
        return None
    return UUID(told["petition"])
