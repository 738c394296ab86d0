"""Where rows and ledgers meet; what was said in words passes the seals."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from minqing_kernel.messages import Actor, Role
from registry.adapters.sealed import Seals
from registry.domain.ledgers.item import (
    FORGOTTEN,
    About,
    ItemAccount,
    LedgerItem,
    Move,
    StepTaken,
)
from registry.domain.ledgers.lifecycle import LedgerState, LedgerStep, Presence
from registry.domain.ledgers.meeting import LedgerMeeting, MeetingAccount
from registry.domain.ledgers.policy import AboutKind
from registry.domain.ledgers.publication import (
    Notice,
    Publication,
    PublicationState,
    PublicWords,
)
from registry.domain.ledgers.sheet import Sheet, SheetKey, SheetKind

Row = Mapping[Any, Any]
ACCOUNT = ("ledger", "organisation_id", "home_id", "category", "person", "unit")
ITEM = (
    "item_id",
    "round",
    "entered_on",
    "exited_on",
    "exit_reason",
    "solved",
    "restricted",
    "last_on",
    "recorded_by",
    "recorded_at",
    "revision",
)
PUBLICATION = (
    "publication_id",
    "item_id",
    "organisation_id",
    "author",
    "approver",
    "personal",
    "drafted_at",
    "decided_at",
    "public_id",
    "withdrawn_by",
    "withdrawn_at",
    "reason",
    "revision",
)
MEETING = ("meeting_id", "recorded_by", "recorded_at", "revision")
SHEET = ("sheet_id", "made_by", "made_at", "revision")


class LedgerRows:
    """The rows of ledgers."""

    def __init__(self, seals: Seals) -> None:
        self._seals = seals

    def item_row(self, item: LedgerItem) -> dict[str, Any]:
        """Return the row of an item, with what it is about under its own key."""
        said = item.account
        about = said.about
        return {
            **{name: getattr(said, name) for name in ACCOUNT},
            **{name: getattr(item, name) for name in ITEM},
            "about_kind": about.kind.value,
            "about_id": about.id,
            "petition_id": about.key(AboutKind.PETITION),
            "resident_id": about.key(AboutKind.RESIDENT),
            "firm_id": about.key(AboutKind.FIRM),
            "premises_id": about.id if about.kind is AboutKind.PLACE else None,
            "due_on": said.due_on,
            "first_on": said.entered_on,
            "entry_reason": said.reason,
            "state": item.state.value,
            "presence": item.presence.value,
            "has_result": said.result is not None,
            "sealed": self._item_words(item),
        }

    def _item_words(self, item: LedgerItem) -> str | None:
        if item.account.forgotten:
            return None
        words = {"question": item.account.question, "result": item.account.result}
        return self._seals.seal(words, item.item_id)

    def _said(self, row: Row) -> dict[str, Any]:
        if row["sealed"] is None:
            result = FORGOTTEN if row["has_result"] else None
            return {"question": FORGOTTEN, "result": result}
        return self._seals.open(row["sealed"], row["item_id"])

    def item(self, row: Row) -> LedgerItem:
        """Return the item of a row."""
        about = About(kind=AboutKind(row["about_kind"]), id=row["about_id"])
        account = ItemAccount(
            **{name: row[name] for name in ACCOUNT},
            about=about,
            due_on=row["due_on"],
            entered_on=row["first_on"],
            reason=row["entry_reason"],
            **self._said(row),
        )
        return LedgerItem(
            **{name: row[name] for name in ITEM},
            account=account,
            state=LedgerState(row["state"]),
            presence=Presence(row["presence"]),
        )

    def step_row(self, taken: StepTaken) -> dict[str, Any]:
        """Return the row of a step."""
        move = taken.move
        return {
            "step_id": move.step_id,
            "item_id": taken.item_id,
            "no": taken.no,
            "step": move.step.value,
            "state": taken.state.value,
            "presence": taken.presence.value,
            "held_on": move.on,
            "at": move.at,
            "by": move.by.id,
            "role": move.by.role.value,
            "reason": move.reason,
            "solved": move.solved,
            "detail": dict(move.detail),
            "sealed": self._seals.seal(dict(taken.words), move.step_id),
        }

    def step(self, row: Row) -> StepTaken:
        """Return the step of a row; forgotten, it has no words."""
        sealed = row["sealed"]
        words = {} if sealed is None else self._seals.open(sealed, row["step_id"])
        move = Move(
            step_id=row["step_id"],
            step=LedgerStep(row["step"]),
            on=row["held_on"],
            at=row["at"],
            by=Actor(id=row["by"], role=Role(row["role"])),
            reason=row["reason"],
            solved=row["solved"],
            note=words.get("note"),
            detail=row["detail"],
        )
        return StepTaken(
            item_id=row["item_id"],
            no=row["no"],
            move=move,
            state=LedgerState(row["state"]),
            presence=Presence(row["presence"]),
            words=words,
        )

    def publication_row(self, told: Publication) -> dict[str, Any]:
        """Return the row of a publication; it stands open while it is public alone."""
        words = asdict(told.words)
        if told.sent_back:  # a service of before reads all that were not sent back
            words["sent_back"] = told.sent_back
        words["consent_on"] = (
            told.words.consent_on and told.words.consent_on.isoformat()
        )
        return {
            **{name: getattr(told, name) for name in PUBLICATION},
            "restricted": False,
            "state": told.state.value,
            "consent_on": told.words.consent_on,
            "notice": None if told.notice is None else notice_row(told.notice),
            "sealed": self._seals.seal(words, told.publication_id),
        }

    def publication(self, row: Row) -> Publication:
        """Return the publication of a row."""
        words = self._seals.open(row["sealed"], row["publication_id"])
        sent_back = words.pop("sent_back", None)
        words = words | {"consent_on": row["consent_on"]}
        return Publication(
            **{name: row[name] for name in PUBLICATION},
            words=PublicWords(**words),
            sent_back=sent_back,
            state=PublicationState(row["state"]),
            notice=None if row["notice"] is None else notice_of(row["notice"]),
        )

    def meeting_row(self, meeting: LedgerMeeting) -> dict[str, Any]:
        """Return the row of a meeting."""
        said = meeting.account
        words = {
            "minutes": said.minutes,
            "public_minutes": said.public_minutes,
            "decisions": {str(key): said.decisions[key] for key in said.decisions},
        }
        return {
            **{name: getattr(meeting, name) for name in MEETING},
            "organisation_id": said.organisation_id,
            "ledger": said.ledger,
            "held_on": said.held_on,
            "attendees": dict(said.attendees),
            "sealed": self._seals.seal(words, meeting.meeting_id),
        }

    def meeting(self, row: Row) -> LedgerMeeting:
        """Return the meeting of a row."""
        words = self._seals.open(row["sealed"], row["meeting_id"])
        decisions = {UUID(key): text for key, text in words["decisions"].items()}
        account = MeetingAccount(
            organisation_id=row["organisation_id"],
            ledger=row["ledger"],
            held_on=row["held_on"],
            attendees=row["attendees"],
            **words | {"decisions": decisions},
        )
        return LedgerMeeting(**{name: row[name] for name in MEETING}, account=account)

    def sheet_row(self, sheet: Sheet) -> dict[str, Any]:
        """Return the row of a sheet."""
        words = {"rows": [dict(each) for each in sheet.rows]}
        return {
            **{name: getattr(sheet, name) for name in SHEET},
            "kind": sheet.key.kind.value,
            "organisation_id": sheet.key.organisation_id,
            "ledger": sheet.key.ledger,
            "week": sheet.key.week,
            "figures": dict(sheet.figures),
            "sealed": self._seals.seal(words, sheet.sheet_id),
        }

    def sheet(self, row: Row) -> Sheet:
        """Return the sheet of a row."""
        key = SheetKey(
            kind=SheetKind(row["kind"]),
            organisation_id=row["organisation_id"],
            ledger=row["ledger"],
            week=row["week"],
        )
        rows = self._seals.open(row["sealed"], row["sheet_id"])["rows"]
        return Sheet(
            **{name: row[name] for name in SHEET},
            key=key,
            figures=row["figures"],
            rows=rows,
        )


def notice_row(notice: Notice) -> dict[str, Any]:
    """Return a notice as it stands open."""
    said = asdict(notice)
    days = ("entered_on", "finished_on")
    return said | {name: said[name] and said[name].isoformat() for name in days}


def notice_of(said: Row) -> Notice:
    """Return the notice that stands open."""
    ended = said["finished_on"]
    days = {
        "entered_on": date.fromisoformat(said["entered_on"]),
        "finished_on": None if ended is None else date.fromisoformat(ended),
    }
    return Notice(**dict(said) | days)
