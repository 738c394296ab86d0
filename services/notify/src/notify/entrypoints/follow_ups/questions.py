"""Follow-ups by HTTP: the petitioner's answer, and the call-back list of the staff."""

from dataclasses import asdict
from typing import Any

from minqing_chassis.http.route import PUBLIC, Reply, Request, Route
from minqing_kernel.messages import Command
from minqing_kernel.text import Unreadable, clean
from notify.application.commands import AnswerByToken, RecordCallBack
from notify.application.views import FollowUpView, Page
from notify.bootstrap import Parts
from notify.domain.errors import (
    AnswerTokenRefused,
    FollowUpNotOpen,
    FollowUpUnknown,
    NoOrganisation,
    OutOfScope,
    OwnResolution,
)
from notify.domain.follow_ups.errors import ObjectionOpen, ReasonNeeded
from notify.entrypoints import schemas
from notify.entrypoints.follow_ups.asking import CALLERS, READERS, require

TAG = "回访 Follow-ups"


class FollowUpDoor:
    """The operations on questions."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [self._list(), self._read(), self._answer()]

    def _list(self) -> Route:
        return Route(
            method="GET",
            path="/v1/follow-ups",
            operation=self.list_follow_ups,
            summary="回访清单 Whom to call back",
            roles=READERS,
            query=schemas.FollowUpsQuerySchema,
            replies={200: schemas.FollowUpsSchema},
            errors=(NoOrganisation,),
            tag=TAG,
        )

    def _read(self) -> Route:
        return Route(
            method="GET",
            path="/v1/follow-ups/{petition_id:uuid}",
            operation=self.read_follow_up,
            summary="回访问题 The question about a resolution",
            description="With the answer token, or a member of staff's bearer token.",
            roles=PUBLIC,
            query=schemas.TokenQuerySchema,
            replies={200: schemas.QuestionSchema},
            errors=(FollowUpUnknown, AnswerTokenRefused, NoOrganisation),
            tag=TAG,
        )

    def _answer(self) -> Route:
        return Route(
            method="POST",
            path="/v1/follow-ups/{petition_id:uuid}/answer",
            operation=self.answer_follow_up,
            summary="回访评价 Solved? Satisfied?",
            description=(
                "解决且满意（或不清楚）即结案，否则重办。同一答复重复提交结果相同。"
                "The same answer twice changes nothing; another one is refused (409)."
            ),
            roles=PUBLIC,
            body=schemas.AnswerSchema,
            replies={200: schemas.QuestionSchema},
            errors=(
                FollowUpUnknown,
                FollowUpNotOpen,
                AnswerTokenRefused,
                OutOfScope,
                OwnResolution,
                NoOrganisation,
                ReasonNeeded,
                ObjectionOpen,
                Unreadable,
            ),
            tag=TAG,
        )

    def list_follow_ups(self, request: Request) -> Reply:
        """Answer with a page of what the caller's organisation may see."""
        page = Page(limit=request.query["limit"], after=request.query.get("after"))
        rows = self._parts.reader.follow_ups(
            request.actor, page, state=request.query.get("state")
        )
        last = rows[-1].follow_up_id if len(rows) == page.limit else None
        return Reply({"follow_ups": rows, "next_after": last})

    def read_follow_up(self, request: Request) -> Reply:
        """Answer the petitioner by token, or staff with the latest question."""
        petition_id, token = request.params["petition_id"], request.query.get("token")
        if token is not None:
            revision = self._parts.tokens.read(petition_id, token)
            found = self._parts.reader.follow_up(petition_id, revision)
            return Reply(_public(found))
        require(request, READERS)
        return Reply(_public(self._parts.reader.latest(request.actor, petition_id)))

    def answer_follow_up(self, request: Request) -> Reply:
        """Take the answer of the petitioner, or of staff who called back."""
        command = _command(request)
        view: FollowUpView = self._parts.bus.handle(command, request.cause)
        return Reply(_public(view))


def _command(request: Request) -> Command:
    body = request.body
    given: dict[str, Any] = {
        "petition_id": request.params["petition_id"],
        "solved": body["solved"],
        "satisfied": body["satisfied"],
        "reason": clean(body["reason"], field="reason"),
    }
    token = body.get("token")
    if token is not None:
        return AnswerByToken(token=token, **given)
    require(request, CALLERS)
    revision = body.get("case_revision")
    return RecordCallBack(actor=request.actor, case_revision=revision, **given)


def _public(view: FollowUpView) -> dict[str, Any]:
    shown = asdict(view)
    for hidden in ("follow_up_id", "organisation_id", "answered_by"):
        del shown[hidden]
    return shown
