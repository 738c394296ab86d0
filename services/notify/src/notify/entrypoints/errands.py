"""By HTTP: worklists of calls, letters, messages; the journal; petitioners' wishes."""

from typing import Any

from minqing_chassis.http.problems import (
    Problem,
    Statuses,
    Unavailable,
    unauthenticated,
)
from minqing_chassis.http.route import PUBLIC, STAFF, Reply, Request, Route
from minqing_kernel.errors import TransitionRefused
from minqing_kernel.messages import ANYONE, Role
from notify.application.commands import FinishErrand, SayHowToTell
from notify.application.ports import ContactsAway
from notify.application.views import Page
from notify.bootstrap import Parts
from notify.domain.errors import (
    ErrandUnknown,
    InboxTokenRefused,
    NoAddressee,
    NoOrganisation,
    NoticeUnknown,
    OutOfScope,
    OwnResolution,
    PressAway,
)
from notify.domain.sending.means import Means
from notify.domain.sending.preference import Preference
from notify.entrypoints import errand_schemas as schemas

TAG = "代办 Errands"
READERS = STAFF | {Role.OPS}
PDF = "application/pdf"
PRESS_STATUSES: Statuses = {PressAway: 503}


class ErrandDoor:
    """The operations on what people carry, and on what they wish."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._sending = parts.sending

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [*self._worklist(), *self._petitioner()]

    def _worklist(self) -> list[Route]:
        return [
            Route(
                method="GET",
                path="/v1/errands",
                operation=self.list_errands,
                summary="代办清单 Whom to call, write to or show a message",
                roles=READERS,
                query=schemas.ErrandsQuerySchema,
                replies={200: schemas.ErrandsSchema},
                errors=(NoOrganisation,),
                tag=TAG,
            ),
            Route(
                method="POST",
                path="/v1/errands/{errand_id:uuid}/result",
                operation=self.finish_errand,
                summary="代办结果 Reached, or not",
                roles=READERS,
                body=schemas.ErrandResultSchema,
                replies={204: None},
                errors=(
                    ErrandUnknown,
                    TransitionRefused,
                    OutOfScope,
                    NoOrganisation,
                    OwnResolution,
                ),
                tag=TAG,
            ),
            Route(
                method="GET",
                path="/v1/errands/{errand_id:uuid}/letter",
                operation=self.print_letter,
                summary="打印信件 The letter as a PDF; reading the address is logged",
                roles=READERS - {Role.HANDLER},
                media_type=PDF,
                errors=(ErrandUnknown, NoAddressee, NoOrganisation, PressAway),
                tag=TAG,
            ),
            Route(
                method="GET",
                path="/v1/notices/{notice_id:uuid}/calls",
                operation=self.list_calls,
                summary="发送流水 Every call to a provider about a notice",
                roles=READERS,
                replies={200: schemas.CallsSchema},
                errors=(NoticeUnknown, NoOrganisation),
                tag=TAG,
            ),
        ]

    def _petitioner(self) -> list[Route]:
        return [
            Route(
                method="GET",
                path="/v1/petitions/{petition_id:uuid}/inbox",
                operation=self.read_inbox,
                summary="站内信 What the petitioner was told in the app",
                roles=PUBLIC,
                query=schemas.InboxQuerySchema,
                replies={200: schemas.InboxSchema},
                errors=(InboxTokenRefused,),
                tag=TAG,
            ),
            Route(
                method="PUT",
                path="/v1/petitions/{petition_id:uuid}/wish",
                operation=self.say_wish,
                summary="告知方式 By which means the petitioner wants to be told",
                roles=PUBLIC,
                body=schemas.WishSchema,
                replies={204: None},
                errors=(InboxTokenRefused, OutOfScope, NoOrganisation),
                tag=TAG,
            ),
        ]

    def list_errands(self, request: Request) -> Reply:
        """Answer with a page of what the caller's organisation carries."""
        query = request.query
        page = Page(limit=query["limit"], after=query.get("after"))
        rows = self._sending.reader.errands(
            request.actor, page, means=query.get("means"), state=query.get("state")
        )
        last = rows[-1].errand_id if len(rows) == page.limit else None
        return Reply({"errands": rows, "next_after": last})

    def finish_errand(self, request: Request) -> Reply:
        """Write down how it went."""
        command = FinishErrand(
            actor=request.actor,
            errand_id=request.params["errand_id"],
            reached=request.body["reached"],
        )
        self._parts.bus.handle(command, request.cause)
        return Reply(status=204)

    def print_letter(self, request: Request) -> Reply:
        """Answer with the print; name and address are asked of intake for it."""
        errand = self._sending.reader.errand(request.actor, request.params["errand_id"])
        try:
            return Reply(self._sending.office.print(errand))
        except ContactsAway as error:
            raise Unavailable(str(error)) from error

    def list_calls(self, request: Request) -> Reply:
        """Answer with the journal of one notice."""
        notice_id = request.params["notice_id"]
        return Reply({"calls": self._sending.reader.calls(request.actor, notice_id)})

    def read_inbox(self, request: Request) -> Reply:
        """Answer the petitioner by token."""
        petition_id = request.params["petition_id"]
        self._sending.tokens.check(petition_id, request.query["token"])
        wish = self._sending.reader.wish(petition_id)
        return Reply(
            {
                "messages": self._sending.reader.messages(petition_id),
                "preferred": wish.preferred,
                "refused": sorted(wish.refused),
            }
        )

    def say_wish(self, request: Request) -> Reply:
        """Take the petitioner's wish, from them or from staff they told."""
        petition_id, body = request.params["petition_id"], request.body
        by = self._by(request, petition_id, body.get("token"))
        preferred = body["preferred"]
        wish = Preference(
            preferred=Means(preferred) if preferred else None,
            refused=frozenset(map(Means, body["refused"])),
        )
        command = SayHowToTell(petition_id=petition_id, preference=wish, by=by)
        self._parts.bus.handle(command, request.cause)
        return Reply(status=204)

    def _by(self, request: Request, petition_id: Any, token: str | None) -> str:  # noqa: ANN401
        """Return who says it; refuse strangers."""
        if token is not None:
            self._sending.tokens.check(petition_id, token)
            return "petitioner"
        actor = request.actor
        if actor == ANYONE:
            raise unauthenticated("token-missing")
        if actor.role not in READERS:
            raise Problem(403, "role-not-allowed")
        self._sending.reader.require_petition(actor, petition_id)
        return f"{actor.role}:{actor.id}"
