"""Notices by HTTP: who was told what, for staff."""

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import TransitionRefused
from minqing_kernel.messages import Role
from notify.application.commands import ReviveNotice
from notify.application.views import Page
from notify.bootstrap import Parts
from notify.domain.errors import NoOrganisation, NoticeUnknown
from notify.entrypoints import schemas

TAG = "告知 Notices"
OPERATORS = frozenset({Role.OPS})


class NoticeDoor:
    """The operations on notices."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [
            Route(
                method="GET",
                path="/v1/notices",
                operation=self.list_notices,
                summary="告知记录 Who was told what",
                roles=STAFF | OPERATORS,
                query=schemas.NoticesQuerySchema,
                replies={200: schemas.NoticesSchema},
                errors=(NoOrganisation,),
                tag=TAG,
            ),
            Route(
                method="POST",
                path="/v1/notices/{notice_id:uuid}/retry",
                operation=self.retry_notice,
                summary="重新发送 Try a failed notice again",
                roles=OPERATORS,
                replies={204: None},
                errors=(NoticeUnknown, TransitionRefused),
                tag=TAG,
            ),
        ]

    def list_notices(self, request: Request) -> Reply:
        """Answer with a page of what the caller's organisation may see."""
        query = request.query
        page = Page(limit=query["limit"], after=query.get("after"))
        rows = self._parts.reader.notices(
            request.actor,
            page,
            petition_id=query.get("petition"),
            status=query.get("status"),
        )
        last = rows[-1].notice_id if len(rows) == page.limit else None
        return Reply({"notices": rows, "next_after": last})

    def retry_notice(self, request: Request) -> Reply:
        """Let a notice wait again."""
        command = ReviveNotice(notice_id=request.params["notice_id"])
        self._parts.bus.handle(command, request.cause)
        return Reply(status=204)
