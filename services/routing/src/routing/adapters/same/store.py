"""Fingerprints in their tables: what is compared, told, taken back and forgotten."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from minqing_chassis.unit_of_work import SqlWork
from routing.adapters.disclosing import DISCLOSE
from routing.adapters.same import sql
from routing.domain.lifecycle import OPEN
from routing.domain.same.matters import Echo, Grade, Mark, OwnMark, Same

BASIS: Final = "个人信息保护法第13条第1款第3项、第25条；信访工作条例第19条第3款"
"""Why a fingerprint may go to another agency; stands in each line of the log."""
TOLD_AGAIN: Final = timedelta(days=1)
STALE: Final = timedelta(days=3)
"""What a neighbour did not tell again for so long is forgotten."""
KEPT: Final = timedelta(days=90)
"""So long after its end a matter's own fingerprints and findings are kept."""
STATES: Final = sorted(each.value for each in OPEN)


class SqlSameMatters:
    """Writes each row once a unit, however often it was told in it."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work
        self._own: dict[tuple[UUID, str], dict[str, Any]] = {}
        self._far: dict[tuple[str, UUID], dict[str, Any]] = {}
        self._same: dict[tuple[UUID, str, UUID], dict[str, Any]] = {}
        work.before_commit(self._write)

    def keep(self, mark: OwnMark) -> None:
        """Keep what is known of a petition, unless something newer is."""
        key = mark.petition_id, mark.agency
        known = self._own.get(key)
        if known is None or known["revision"] < mark.revision:
            lists = {"told": list(mark.told), "looked": list(mark.looked)}
            self._own[key] = vars(mark) | lists

    def theirs_like(self, agency: str, looked: Sequence[str]) -> Sequence[Mark]:
        """Return a neighbour's open matters that share a fingerprint."""
        rows = self._work.read(sql.THEIRS, agency=agency, prints=list(looked))
        return [_mark(row) for row in rows]

    def ours_like(self, agency: str, told: Sequence[str]) -> Sequence[OwnMark]:
        """Return what came here and looks for one of these fingerprints."""
        rows = self._work.read(sql.OURS, agency=agency, prints=list(told))
        return [_own_mark(row) for row in rows]

    def hear(self, agency: str, marks: Iterable[Mark], said_at: datetime) -> None:
        """Keep what a neighbour tells, unless it told something later."""
        for each in marks:
            row = vars(each) | {"agency": agency, "said_at": said_at, "gone": False}
            self._far[agency, each.mark_id] = row | {"prints": list(each.prints)}

    def let_go(self, agency: str, gone: Iterable[UUID], said_at: datetime) -> None:
        """Take out the fingerprints of what is open there no more."""
        for mark_id in gone:
            self._far[agency, mark_id] = {
                "agency": agency,
                "mark_id": mark_id,
                "receipt": "",
                "prints": [],
                "accepted_at": None,
                "due_at": None,
                "said_at": said_at,
                "gone": True,
            }

    def told(self, agency: str, petition_ids: Sequence[UUID]) -> set[UUID]:
        """Return which of these petitions that neighbour was told of."""
        if not petition_ids:
            return set()
        rows = self._work.read(sql.WAS_TOLD, agency=agency, ids=list(petition_ids))
        return {row["petition_id"] for row in rows}

    def note(self, found: Iterable[Same], at: datetime) -> None:
        """Write down what may be one matter; found twice it is one finding."""
        for each in found:
            key = each.petition_id, each.agency, each.mark_id
            self._same[key] = vars(each) | {"found_at": at, "answered_at": None}

    def to_tell(self, agency: str, at: datetime, limit: int) -> Sequence[Mark]:
        """Return what is to be told now; it counts as told, and each as disclosed."""
        rows = self._work.read(
            sql.TELL, agency=agency, again=at - TOLD_AGAIN, **_now(at, limit)
        )
        self._disclose(agency, rows, "mark_id", "fingerprints", "fingerprint", at)
        return [_mark(row) for row in rows]

    def to_take_back(self, agency: str, at: datetime, limit: int) -> Sequence[UUID]:
        """Return what was told and is open no more; it counts as taken back."""
        rows = self._work.read(sql.TAKE_BACK, agency=agency, **_now(at, limit))
        return [row["petition_id"] for row in rows]

    def to_answer(self, agency: str, at: datetime, limit: int) -> Sequence[Echo]:
        """Return what was found here of what is open here; it counts as answered."""
        rows = self._work.read(sql.ANSWER, agency=agency, **_now(at, limit))
        self._disclose(agency, rows, "matter_id", "same-matter", "receipt", at)
        return [Echo(**dict(row) | {"grade": Grade(row["grade"])}) for row in rows]

    def forget(self, at: datetime) -> None:
        """Let go of what was not told again for days, or ended long ago."""
        self._work.read(sql.FORGET_FAR, stale=at - STALE)
        self._work.read(sql.FORGET_OWN, old=at - KEPT, open=STATES)
        self._work.read(sql.FORGET_SAME)

    def _disclose(
        self,
        agency: str,
        rows: Sequence[Mapping[Any, Any]],
        key: str,
        word: str,
        fields: str,
        at: datetime,
    ) -> None:
        about = {"word": word, "recipient": agency, "fields": fields, "basis": BASIS}
        said = [
            about
            | {"handover_id": row[key], "petition_id": row[key], "by": "itself"}
            | {"receipt": row["receipt"], "at": at}
            for row in rows
        ]
        if said:
            self._work.write(DISCLOSE, said)

    def _write(self) -> None:
        for statement, rows in (
            (sql.KEEP, self._own),
            (sql.HEAR, self._far),
            (sql.NOTE, self._same),
        ):
            if rows:
                self._work.write(statement, list(rows.values()))


def _now(at: datetime, limit: int) -> dict[str, Any]:
    return {"now": at, "limit": limit, "open": STATES}


def _mark(row: Mapping[Any, Any]) -> Mark:
    names = ("mark_id", "receipt", "accepted_at", "due_at")
    return Mark(prints=tuple(row["prints"]), **{name: row[name] for name in names})


def _own_mark(row: Mapping[Any, Any]) -> OwnMark:
    said = {name: row[name] for name in OwnMark.__dataclass_fields__}
    lists = {"told": tuple(said["told"]), "looked": tuple(said["looked"])}
    return OwnMark(**(said | lists))
