"""What is said of a category at the desk, and what to bring (办事指南), by HTTP."""

from typing import Any, Final

from marshmallow import Schema, fields, validate

from intake.application.calling import RecordGuide
from intake.bootstrap import Parts
from intake.domain.channel import STAFF_ROLES
from intake.domain.errors import BrokenCategory, NotAgencyWide, UnknownReference
from intake.domain.guide import LONGEST_ANSWER, LONGEST_LINE, MOST_LINES, Guide
from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.messages import Role
from minqing_kernel.text import Unreadable

TAG: Final = "分类 Categories"


def _lines() -> fields.List[str]:
    return fields.List(
        fields.String(required=True, validate=validate.Length(max=LONGEST_LINE)),
        load_default=list,
        validate=validate.Length(max=MOST_LINES),
    )


class GuideFormSchema(Schema):
    """What is said of such matters, what to bring, and how people call it."""

    answer = fields.String(
        load_default="", validate=validate.Length(max=LONGEST_ANSWER)
    )
    materials = _lines()
    words = _lines()


class GuideSchema(Schema):
    """A category's guide."""

    category = fields.String(required=True)
    answer = fields.String(required=True)
    materials = fields.List(fields.String(), required=True)
    words = fields.List(fields.String(), required=True)


class GuidesSchema(Schema):
    """All of them, by category; one without a guide is left out."""

    guides = fields.List(fields.Nested(GuideSchema), required=True)


class GuideDoor:
    """Reads and writes guides."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [
            Route(
                method="GET",
                path="/v1/category-guides",
                operation=self.list_guides,
                summary="类别的办事指南 What is said of each category, what to bring",
                roles=STAFF_ROLES | {Role.OPS},
                replies={200: GuidesSchema},
                tag=TAG,
            ),
            Route(
                method="PUT",
                path="/v1/category-guides/{code}",
                operation=self.put_guide,
                summary="设置办事指南 Let a category's guide read thus",
                description=(
                    "运维，或没有上级的单位的主管；每次变更留痕。Operations, and "
                    "supervisors of an organisation that has none above it; each "
                    "change is kept."
                ),
                roles=frozenset({Role.OPS, Role.SUPERVISOR}),
                body=GuideFormSchema,
                replies={200: GuideSchema},
                errors=(NotAgencyWide, UnknownReference, BrokenCategory, Unreadable),
                tag=TAG,
            ),
        ]

    def list_guides(self, _: Request) -> Reply:
        """Answer with all that stand."""
        known = self._parts.call_reader.guides()
        return Reply({"guides": [_told(each) for each in known.values()]})

    def put_guide(self, request: Request) -> Reply:
        """Let it read thus."""
        body = request.body
        command = RecordGuide(
            category=request.params["code"],
            answer=body["answer"],
            materials=tuple(body["materials"]),
            words=tuple(body["words"]),
            actor=request.actor,
        )
        guide: Guide = self._parts.bus.handle(command, request.cause)
        return Reply(_told(guide))


def _told(guide: Guide) -> dict[str, Any]:
    return {
        "category": guide.category,
        "answer": guide.answer,
        "materials": list(guide.materials),
        "words": list(guide.words),
    }
