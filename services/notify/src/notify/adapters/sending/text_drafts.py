"""Drafts of texts in their table, and how many notices each kind has."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from minqing_chassis.database import Database
from minqing_chassis.repository import Repository
from minqing_chassis.unit_of_work import SqlWork
from notify.adapters.sending.tables import text_drafts
from notify.domain.errors import DraftUnknown
from notify.domain.notice import HEAR_OF_MOVES, MOVED
from notify.domain.occurrence import Step
from notify.domain.sending.text_draft import DraftState, TextDraft, Wording

IN_STATE: Final = """
select * from text_drafts where state = :state
order by written_at desc, draft_id limit 100
"""
ONE: Final = "select * from text_drafts where draft_id = :draft_id"
OF_A_KIND: Final = """
select count(*) as told,
  count(*) filter (where state in ('waiting', 'sending')) as waiting
from notices where at >= :since and step = :step and audience = :audience
    and (not :told_apart or (params -> 'moved' is not null) = :moved)
"""


class SqlTextDrafts:
    """Drafts, written back when the unit commits."""

    def __init__(self, work: SqlWork) -> None:
        self._table = Repository(
            work, text_drafts, to_row=_row, from_row=_draft, missing=DraftUnknown
        )

    def find(self, draft_id: UUID) -> TextDraft | None:
        """Return a draft, locked; None for an id that nobody used."""
        return self._table.get_many([draft_id]).get(draft_id)

    def one(self, draft_id: UUID) -> TextDraft:
        """Return a draft, locked, or raise DraftUnknown."""
        return self._table.get(draft_id)

    def add(self, draft: TextDraft) -> None:
        """Take a new draft in."""
        self._table.add(draft)


class DraftReader:
    """Drafts as the door shows them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def in_state(self, state: str) -> Sequence[TextDraft]:
        """Return up to 100 drafts in a state, the newest first."""
        rows = self._database.rows(IN_STATE, state=state)
        return [_draft(dict(row)) for row in rows]

    def one(self, draft_id: UUID) -> TextDraft:
        """Return a draft, or raise DraftUnknown."""
        rows = self._database.rows(ONE, draft_id=draft_id)
        if not rows:
            raise DraftUnknown(str(draft_id))
        return _draft(dict(rows[0]))

    def effect(self, template: str, since: datetime) -> Mapping[str, int]:
        """Return how many notices of a kind there were, and how many still wait."""
        step, _, audience = template.rpartition(".")
        rows = self._database.rows(
            OF_A_KIND,
            since=since,
            step=Step.ASSIGNED if step == MOVED else step,
            audience=audience,
            told_apart=audience in HEAR_OF_MOVES,
            moved=step == MOVED,
        )
        return {name: int(rows[0][name]) for name in ("told", "waiting")}


def _row(draft: TextDraft) -> dict[str, Any]:
    said = {language: vars(each) for language, each in draft.wordings.items()}
    return {
        "draft_id": draft.draft_id,
        "template": draft.template,
        "means": draft.means,
        "wordings": said,
        "valid_from": draft.valid_from,
        "note": draft.note,
        "author": draft.author,
        "written_at": draft.written_at,
        "state": draft.state,
        "decided_by": draft.decided_by,
        "decided_at": draft.decided_at,
        "reason": draft.reason,
    }


def _draft(row: Mapping[str, Any]) -> TextDraft:
    said = {name: Wording(**each) for name, each in row["wordings"].items()}
    return TextDraft(
        **(dict(row) | {"wordings": said, "state": DraftState(row["state"])})
    )
