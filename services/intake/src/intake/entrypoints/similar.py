"""Earlier petitions that may be the same matter, shown to clerks."""

from marshmallow import Schema, fields

from intake.bootstrap import Parts
from intake.domain.channel import STAFF_ROLES
from intake.domain.errors import OutsideScope, UnknownPetition
from intake.entrypoints.sight import Sight
from intake.entrypoints.suggesting import SuggestionSchema, told
from minqing_chassis.http.route import Reply, Request, Route

TAG = "诉求 Petitions"


class SuggestionsSchema(Schema):
    """The nearest first."""

    similar = fields.List(fields.Nested(SuggestionSchema), required=True)


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
            )
        ]

    def list_similar(self, request: Request) -> Reply:
        """Answer with what resembles it."""
        found = self._sight.seen_by(request.actor, request.params["receipt"])
        shown = self._parts.similar.look(found, self._sight.shows(request.actor))
        return Reply({"similar": [told(each) for each in shown]})
