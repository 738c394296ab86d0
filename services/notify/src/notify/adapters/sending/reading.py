"""SELECTs about calls, errands and wishes; limited to the asker's organisation."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from minqing_chassis.database import Database
from minqing_kernel.messages import Actor
from notify.adapters import tables
from notify.adapters.read_model import BELOW
from notify.adapters.sending.digests import MEMBERS
from notify.adapters.sending.preferences import preference_from
from notify.application.ports import CannotWrite, Contact, Letters
from notify.application.sending.planning import with_lines
from notify.application.sending.views import CallView, ErrandView, MessageView
from notify.application.views import Page
from notify.domain.errors import ErrandUnknown, NoticeUnknown
from notify.domain.notice import Notice
from notify.domain.occurrence import Step
from notify.domain.organisation import require_scope, scope_of
from notify.domain.sending.preference import NONE_SAID, Preference

ERRANDS = """
select e.* from errands e
where (:everywhere or e.organisation_id = any(:organisations))
  and (cast(:means as text) is null or e.means = :means)
  and (cast(:state as text) is null or e.state = :state)
  and (cast(:after as uuid) is null or e.errand_id > :after)
order by e.errand_id limit :limit
"""
ONE = """
select * from errands where errand_id = :id
  and (:everywhere or organisation_id = any(:organisations))
"""
NOTICE = "select * from notices where notice_id = :id"
CALLS = "select * from calls where notice_id = :id order by begun_at, call_id"
OWNERS = """
select distinct organisation_id from notices
where petition_id = :id and organisation_id is not null
"""
MESSAGES = """
select * from errands where petition_id = :id and means = 'in-app'
  and audience in ('petitioner', 'follower') order by asked_at desc, errand_id limit 200
"""
CODES: Final = re.compile(r"\b([0-9]{1,9}\.[0-9a-f]{32}|[0-9a-f]{40})\b", re.ASCII)
"""What answers a question, or opens an inbox, in the petitioner's name."""
VEIL: Final = "……"
WISH = "select preferred, refused from preferences where petition_id = :id"


class SendingReader:
    """Answers questions about the sending; one round trip or two."""

    def __init__(self, database: Database, letters: Letters) -> None:
        self._database = database
        self._letters = letters

    def errands(
        self, actor: Actor, page: Page, *, means: str | None, state: str | None
    ) -> Sequence[ErrandView]:
        """Return errands of the actor's organisation and below, in a fixed order."""
        rows = self._database.rows(
            ERRANDS,
            **self._scope(actor),
            means=means,
            state=state,
            after=page.after,
            limit=page.limit,
        )
        return [_veiled(self._view(dict(row))) for row in rows]

    def errand(self, actor: Actor, errand_id: UUID) -> ErrandView:
        """Return one errand, or raise ErrandUnknown."""
        rows = self._database.rows(ONE, id=errand_id, **self._scope(actor))
        if not rows:
            raise ErrandUnknown(str(errand_id))
        return self._view(dict(rows[0]))

    def calls(self, actor: Actor, notice_id: UUID) -> Sequence[CallView]:
        """Return what the journal has about a notice, or raise NoticeUnknown."""
        found = self._database.rows(NOTICE, id=notice_id)
        if not found:
            raise NoticeUnknown(str(notice_id))
        if not self._may_see(actor, found[0]["organisation_id"]):
            raise NoticeUnknown(str(notice_id))
        rows = self._database.rows(CALLS, id=notice_id)
        return [_call(dict(row)) for row in rows]

    def messages(self, petition_id: UUID) -> Sequence[MessageView]:
        """Return what a petitioner was told in the app, the newest first."""
        rows = self._database.rows(MESSAGES, id=petition_id)
        return [
            MessageView(**{name: row[name] for name in MessageView.__annotations__})
            for row in rows
        ]

    def wish(self, petition_id: UUID) -> Preference:
        """Return by which means a petitioner wants to be told."""
        rows = self._database.rows(WISH, id=petition_id)
        return preference_from(dict(rows[0])) if rows else NONE_SAID

    def require_petition(self, actor: Actor, petition_id: UUID) -> None:
        """Refuse (OutOfScope) whose organisation was never told of a petition."""
        below = self._scope(actor)
        if below["everywhere"]:
            return
        owners = {
            row["organisation_id"]
            for row in self._database.rows(OWNERS, id=petition_id)
        }
        known = owners & set(below["organisations"])
        require_scope(actor, [actor.organisation_id or ""] if known else [])

    def _may_see(self, actor: Actor, organisation_id: str | None) -> bool:
        below = self._scope(actor)
        return below["everywhere"] or organisation_id in below["organisations"]

    def _scope(self, actor: Actor) -> dict[str, Any]:
        scope = scope_of(actor)
        if scope is None:
            return {"everywhere": True, "organisations": []}
        rows = self._database.rows(BELOW, scope=scope)
        return {"everywhere": False, "organisations": [row["id"] for row in rows]}

    def _view(self, row: Mapping[str, Any]) -> ErrandView:
        """Show a row; what failed has no text of its own yet, so it is written now."""
        shown = {name: row[name] for name in ErrandView.__annotations__}
        if not row["body"]:
            shown |= self._written(row["notice_id"])
        return ErrandView(**shown)

    def _written(self, notice_id: UUID) -> Mapping[str, str]:
        """Write a notice's text; one that cannot be written spoils no list."""
        notice = tables.notice_from(dict(self._database.rows(NOTICE, id=notice_id)[0]))
        try:
            told = self._letters.compose(self._with_lines(notice), Contact())
        except CannotWrite:
            return {"subject": str(notice.params.get("receipt", "")), "body": ""}
        return {"subject": told.subject, "body": told.body}

    def _with_lines(self, notice: Notice) -> Notice:
        """Return a digest with what it holds; others as they are."""
        if notice.step is not Step.DIGEST:
            return notice
        held = self._database.rows(MEMBERS, ids=[notice.notice_id])
        members = [tables.notice_from(dict(row)) for row in held]
        return with_lines(notice, members, self._letters)


def _veiled(errand: ErrandView) -> ErrandView:
    """Return what staff may read: the petitioner's own codes are not for them."""
    return replace(errand, body=CODES.sub(VEIL, errand.body))


def _call(row: Mapping[str, Any]) -> CallView:
    return CallView(**{name: row[name] for name in CallView.__annotations__})
