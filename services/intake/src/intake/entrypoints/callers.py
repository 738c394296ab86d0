"""Who calls: what the same telephone told before, while the call goes on."""

from typing import Any, Final

from marshmallow import Schema, fields, validate

from intake.application.finding import is_open
from intake.application.views import PetitionView
from intake.bootstrap import Parts
from intake.domain.access import Purpose
from intake.domain.channel import STAFF_ROLES
from intake.domain.lifecycle import PetitionState
from intake.entrypoints.presenting import Presenter
from intake.entrypoints.sight import Sight
from minqing_chassis.http.route import Reply, Request, Route
from minqing_contracts.moments import Moment

TAG: Final = "诉求 Petitions"
WAITING: Final = frozenset({PetitionState.RECEIVED, PetitionState.AWAITING})
"""Nobody decided yet: it is open to who calls about it, too."""
SHORTEST: Final = 7
"""Digits of a telephone number that may be somebody's."""


class CallerFormSchema(Schema):
    """The telephone that calls; it stands in no address and is not kept."""

    telephone = fields.String(required=True, validate=validate.Length(1, 64))


class CallersMatterSchema(Schema):
    """One of the caller's earlier matters: enough to say how it stands."""

    receipt = fields.String(required=True)
    title = fields.String(required=True)
    category = fields.String(required=True, allow_none=True)
    state = fields.String(required=True)
    words = fields.String(required=True)
    received_at = Moment(required=True)
    deadline = Moment(required=True, allow_none=True)
    organisation_id = fields.String(required=True, allow_none=True)
    open = fields.Boolean(required=True)


class CallerSchema(Schema):
    """Who it is, masked, and what they told; of `total` matters `open` are not ended.

    `name` is empty where nobody told one.
    """

    name = fields.String(required=True)
    total = fields.Integer(required=True)
    open = fields.Integer(required=True)
    matters = fields.List(fields.Nested(CallersMatterSchema), required=True)


class CallerDoor:
    """Tells a desk whose telephone it is, as far as the desk may see."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._sight = Sight(parts)

    def routes(self) -> list[Route]:
        """Return this door's row of the table."""
        return [
            Route(
                method="POST",
                path="/v1/callers",
                operation=self.look_up,
                summary="来电人以前的诉求（留痕） What a caller told before; logged",
                description=(
                    "按电话比对，只列本单位及下级看得到的，姓名打码；看一次记一次，同一"
                    "工作人员 15 分钟内不重复记。By telephone, as far as the desk may "
                    "see, the name masked; logged, within 15 minutes once."
                ),
                roles=STAFF_ROLES,
                body=CallerFormSchema,
                replies={200: CallerSchema},
                tag=TAG,
            )
        ]

    def look_up(self, request: Request) -> Reply:
        """Answer with what the caller told, once it is written down who looked."""
        found = self._seen(request)
        told = [self._told(each, request.language) for each in found]
        named = next((each for each in found if each.contact), None)
        return Reply(
            {
                "name": self._name(named, request.language),
                "total": len(told),
                "open": sum(each["open"] for each in told),
                "matters": told,
            }
        )

    def _seen(self, request: Request) -> list[PetitionView]:
        said = request.body["telephone"]
        person = self._parts.person_of(said)
        if person is None or sum(each.isdigit() for each in said) < SHORTEST:
            return []
        receipts = self._parts.call_reader.of_person(person)
        found = self._sight.seen_among(request.actor, receipts)
        if found:
            self._parts.call_reader.note_look(
                [str(each.petition_id) for each in found],
                actor=request.actor,
                purpose=Purpose.CASE_HANDLING,
            )
        return found

    def _told(self, petition: PetitionView, language: str) -> dict[str, Any]:
        public = Presenter(self._parts, language).public(petition)
        names = ("receipt", "title", "category", "state", "words", "received_at")
        return {
            **{name: public[name] for name in names},
            "deadline": public["deadline"],
            "organisation_id": petition.owner_id,
            "open": is_open(petition) or petition.live_state in WAITING,
        }

    def _name(self, petition: PetitionView | None, language: str) -> str:
        if petition is None:
            return ""
        shown = Presenter(self._parts, language).masked(petition) or {}
        return shown.get("name", "")
