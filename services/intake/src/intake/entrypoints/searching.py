"""Searching petitions by what people know of them; looks for a person are logged."""

from functools import partial
from typing import Any, Final

from marshmallow import Schema, fields, validate

from intake.application.finding import is_open
from intake.application.searching import Reach, SearchDesk
from intake.application.views import PetitionView
from intake.bootstrap import Parts
from intake.domain.channel import STAFF_ROLES
from intake.domain.errors import OutsideScope
from intake.domain.searching import LONGEST_SEARCH, SearchKind
from intake.entrypoints.callers import TAG, WAITING
from intake.entrypoints.finding import below, line_of
from intake.entrypoints.presenting import Presenter
from intake.entrypoints.sight import Sight
from minqing_chassis.http.route import Reply, Request, Route
from minqing_contracts.moments import Moment
from minqing_kernel.errors import Invalid
from minqing_kernel.simplified import simplify

PAGE: Final = 25
LARGEST_PAGE: Final = 50


class SearchFormSchema(Schema):
    """What is looked for, and by what; it stands in no address and in no log.

    Words and addresses are found by their parts, a number by its end or its head from
    four characters on, a name or a telephone whole alone.
    `before` is that of the page before.
    """

    text = fields.String(required=True, validate=validate.Length(1, LONGEST_SEARCH))
    kind = fields.Enum(SearchKind, by_value=True, required=True)
    before = fields.Integer(
        load_default=None, allow_none=True, validate=validate.Range(0, (1 << 62))
    )
    limit = fields.Integer(load_default=PAGE, validate=validate.Range(1, LARGEST_PAGE))


class FoundPetitionSchema(Schema):
    """One petition that was found; who petitions is masked, "" where nobody told."""

    receipt = fields.String(required=True)
    title = fields.String(required=True)
    place = fields.String(required=True)
    name = fields.String(required=True)
    category = fields.String(required=True, allow_none=True)
    state = fields.String(required=True)
    received_at = Moment(required=True)
    deadline = Moment(required=True, allow_none=True)
    organisation_id = fields.String(required=True, allow_none=True)
    open = fields.Boolean(required=True)


class FoundPetitionsSchema(Schema):
    """A page, the last written down first; `before` opens the next, null at the end.

    A page may hold few or none and yet not be the last: so far was looked.
    """

    petitions = fields.List(fields.Nested(FoundPetitionSchema), required=True)
    before = fields.Integer(required=True, allow_none=True)


class SearchDoor:
    """Finds petitions that the asker may open."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._desk = SearchDesk(
            index=parts.searches,
            looks=parts.call_reader,
            seen=Sight(parts).seen_among,
            simplify=simplify,
            prefix=parts.settings.receipt_prefix,
            blind_index=parts.sealer.blind_index,
        )

    def routes(self) -> list[Route]:
        """Return this door's row of the table."""
        return [
            Route(
                method="POST",
                path="/v1/found-petitions",
                operation=self.look,
                summary="查找诉求（按人找的留痕） Find petitions; by person logged",
                description=(
                    "按事由文字、地址（片段即可）、编号末几位或开头（至少四位）、诉求人姓名或电话"
                    "（须完整）查找，只列本单位及下级看得到的，姓名打码。By parts of "
                    "words, address or number (its end or head), by a whole name or "
                    "telephone; what the asker may open alone."
                ),
                roles=STAFF_ROLES,
                body=SearchFormSchema,
                replies={200: FoundPetitionsSchema},
                errors=(OutsideScope, Invalid),
                tag=TAG,
            )
        ]

    def look(self, request: Request) -> Reply:
        """Answer with a page of what was found."""
        body, actor = request.body, request.actor
        found = self._desk.look(
            actor,
            body["kind"],
            body["text"],
            reach=Reach(
                units=below(self._parts, actor, None), line=line_of(self._parts, actor)
            ),
            before=body["before"],
            limit=body["limit"],
        )
        told = partial(self._told, Presenter(self._parts, request.language))
        return Reply(
            {"petitions": [told(e) for e in found.petitions], "before": found.before}
        )

    def _told(self, presenter: Presenter, petition: PetitionView) -> dict[str, Any]:
        return {
            "receipt": petition.receipt,
            "title": petition.title,
            "place": petition.place,
            "name": (presenter.masked(petition) or {}).get("name", ""),
            "category": petition.category,
            "state": petition.live_state,
            "received_at": petition.received_at,
            "deadline": petition.progress.due_at,
            "organisation_id": petition.owner_id,
            "open": is_open(petition) or petition.live_state in WAITING,
        }
