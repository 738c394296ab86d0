"""Objections (不满意件) by HTTP, and why a case was closed."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import TransitionRefused
from minqing_kernel.messages import Role
from minqing_kernel.text import Unreadable, clean
from notify.application.follow_ups.commands import MoveObjection
from notify.application.follow_ups.why import Line, lines_of
from notify.bootstrap import Parts
from notify.domain.errors import OwnResolution
from notify.domain.follow_ups.errors import (
    ClosingUnknown,
    ObjectionUnknown,
    OwnExplanation,
)
from notify.domain.follow_ups.objection import Objection, ObjectionStep
from notify.entrypoints.follow_ups import verdict_schemas as schemas
from notify.entrypoints.follow_ups.asking import (
    READERS,
    SCOPED,
    SUPERVISORS,
    next_after,
    page_of,
)

TAG = "不满意件 Objections"
VERBS: Final[tuple[tuple[ObjectionStep, str, frozenset[Role]], ...]] = (
    (ObjectionStep.EXPLAIN, "解释说明 It was explained", STAFF | {Role.OPS}),
    (ObjectionStep.REFUSE, "退回重新解释 Explain it better", SUPERVISORS),
    (ObjectionStep.REOPEN, "重新办理 Handle the case again", SUPERVISORS),
    (ObjectionStep.APPROVE, "核查通过 Checked and settled", SUPERVISORS),
)
"""Step, summary, who may."""
REFUSALS = (
    *SCOPED,
    ObjectionUnknown,
    OwnExplanation,
    OwnResolution,
    TransitionRefused,
    Unreadable,
)


class ObjectionDoor:
    """The operations on objections."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [self._list(), *self._verbs(), self._why()]

    def _list(self) -> Route:
        return Route(
            method="GET",
            path="/v1/objections",
            operation=self.list_objections,
            summary="不满意件清单 Whom the result did not satisfy",
            roles=READERS,
            query=schemas.ObjectionsQuerySchema,
            replies={200: schemas.ObjectionsSchema},
            errors=SCOPED[:1],
            tag=TAG,
        )

    def _verbs(self) -> Iterator[Route]:
        for step, summary, roles in VERBS:
            yield Route(
                method="POST",
                path=f"/v1/objections/{{objection_id:uuid}}/{step}",
                operation=self._moving(step),
                operation_id=f"{step}_objection",
                summary=summary,
                roles=roles,
                body=schemas.WordsSchema,
                replies={200: schemas.ObjectionSchema},
                errors=REFUSALS,
                tag=TAG,
            )

    def _why(self) -> Route:
        return Route(
            method="GET",
            path="/v1/closings/{petition_id:uuid}/why",
            operation=self.why_closed,
            summary="为什么结案 Why this case was closed",
            roles=SUPERVISORS,
            replies={200: schemas.WhySchema},
            errors=(*SCOPED[:1], ClosingUnknown),
            tag=TAG,
        )

    def list_objections(self, request: Request) -> Reply:
        """Answer with a page of objections."""
        page = page_of(request)
        rows = self._parts.room.objections(
            request.actor, page, state=request.query.get("state")
        )
        last = next_after(rows, page, "objection_id")
        return Reply({"items": [_shown(each) for each in rows], "next_after": last})

    def why_closed(self, request: Request) -> Reply:
        """Answer with the lines of a case's end, in the asker's language."""
        petition_id = request.params["petition_id"]
        file = self._parts.room.case_file(request.actor, petition_id)
        lines = [_told(line, request.language) for line in lines_of(file)]
        receipt = file.closings[-1].receipt
        return Reply({"petition_id": petition_id, "receipt": receipt, "lines": lines})

    def _moving(self, step: ObjectionStep) -> Callable[[Request], Reply]:
        def move(request: Request) -> Reply:
            command = MoveObjection(
                actor=request.actor,
                objection_id=request.params["objection_id"],
                step=step,
                text=clean(request.body["text"]),
            )
            return Reply(_shown(self._parts.bus.handle(command, request.cause)))

        return move


def _shown(objection: Objection) -> dict[str, Any]:
    known = {**vars(objection.denial), **vars(objection)}
    known["raised_at"] = objection.denial.at
    return {name: known[name] for name in schemas.ObjectionSchema._declared_fields}


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Return what the lines and roles are called: key -> language -> words."""
    source = files("notify.entrypoints.follow_ups").joinpath("why.json")
    table: Mapping[str, Mapping[str, str]] = json.loads(source.read_text("utf-8"))
    return table


def _told(line: Line, language: str) -> dict[str, Any]:
    reason = line.words.get("reason", "")
    return {
        "at": line.at,
        "what": line.what,
        "text": words()[line.what][language].replace("{reason}", reason).strip(),
        "role": words()[f"role.{line.role}"][language],
        "rule": line.rule,
    }
