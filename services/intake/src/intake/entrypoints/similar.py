"""Earlier petitions that may be the same matter, shown to clerks."""

from marshmallow import Schema, fields, validate

from intake.application.finding import Matter, Sought
from intake.bootstrap import Parts
from intake.domain.channel import STAFF_ROLES
from intake.domain.errors import OutsideScope, UnknownPetition
from intake.domain.statement import LONGEST_PLACE, LONGEST_TEXT
from intake.entrypoints.sight import Sight
from intake.entrypoints.suggesting import SuggestionSchema, told
from minqing_chassis.http.route import Reply, Request, Route

TAG = "诉求 Petitions"


class SuggestionsSchema(Schema):
    """The nearest first."""

    similar = fields.List(fields.Nested(SuggestionSchema), required=True)


class SoughtSchema(Schema):
    """What a caller says, before it is written down: words, place, category.

    A telephone is compared without being kept, and never shown.
    """

    text = fields.String(required=True, validate=validate.Length(1, LONGEST_TEXT))
    telephone = fields.String(load_default="", validate=validate.Length(max=64))
    place = fields.String(load_default="", validate=validate.Length(max=LONGEST_PLACE))
    category = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Regexp(r"^[a-z0-9-]{1,64}\Z"),
    )
    division_code = fields.String(
        load_default="", validate=validate.Regexp(r"^([0-9]{2,12})?\Z")
    )


class SimilarDoor:
    """Shows what resembles a petition, as far as the caller may see it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._sight = Sight(parts)

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [
            Route(
                method="GET",
                path="/v1/petitions/{receipt}/similar",
                operation=self.list_similar,
                summary="疑似重复诉求 Earlier petitions that may be the same matter",
                description=(
                    "同一人（电话比对，不显示）、文字近似、同地同类；附理由和建议："
                    "refuse 不予受理（条例第19条第3款）、merge 并单、repeat 重访、"
                    "look 仅供参考。新到诉求约一秒后可被检索。"
                    "Reasons and advice; a person decides."
                ),
                roles=STAFF_ROLES,
                replies={200: SuggestionsSchema},
                errors=(UnknownPetition, OutsideScope),
                tag=TAG,
            ),
            Route(
                method="POST",
                path="/v1/similar-petitions",
                operation=self.look_before,
                summary="登记前查重 What resembles this, before it is written down",
                description=(
                    "什么都不保存。本单位及下级的都可见；本辖区内由其他单位办理的，只在文字近似时可见。"
                    "Keeps nothing. Of other units' petitions, those of one's own "
                    "division that say nearly the same."
                ),
                roles=STAFF_ROLES,
                body=SoughtSchema,
                replies={200: SuggestionsSchema},
                tag=TAG,
            ),
        ]

    def list_similar(self, request: Request) -> Reply:
        """Answer with what resembles it."""
        found = self._sight.seen_by(request.actor, request.params["receipt"])
        return self._told(request, found)

    def look_before(self, request: Request) -> Reply:
        """Answer with what resembles words that are no petition yet."""
        telephone = request.body.pop("telephone")
        sought = Sought(
            **request.body,
            person=self._parts.person_of(telephone),
            received_at=self._parts.similar.clock.now(),
            organisation_id=request.actor.organisation_id,
        )
        return self._told(request, sought)

    def _told(self, request: Request, matter: Matter) -> Reply:
        shows = self._sight.shows(request.actor)
        near = self._sight.is_near(request.actor)
        shown = self._parts.similar.look(matter, shows, near)
        return Reply({"similar": [told(each) for each in shown]})
