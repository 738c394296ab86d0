"""Edited texts in their table, and the book that letters are written from."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from minqing_chassis.database import UNAVAILABLE, Database
from minqing_chassis.unit_of_work import SqlWork
from notify.adapters.sending.tables import text_editions
from notify.domain.sending.means import Means
from notify.domain.sending.text import ANY_MEANS, TextEdition, TextKey

NEWEST = """
select coalesce(max(edition), 0) as edition from text_editions
where template = :template and means = :means and language = :language
"""
HOLDING = """
select distinct on (template, means, language) * from text_editions
where valid_from <= :now
order by template, means, language, edition desc
"""
HISTORY = """
select * from text_editions
where template = :template and means = :means and language = :language
order by edition desc limit 200
"""
FRESH_SECONDS = 5.0


class SqlTexts:
    """Editions of texts, only ever added to."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def newest(self, key: TextKey) -> int:
        """Return the number of the newest edition; 0: none but the packed one."""
        return int(self._work.read(NEWEST, **vars(key))[0]["edition"])

    def add(self, edition: TextEdition) -> None:
        """Keep an edition."""
        row = vars(edition.key) | {
            "edition": edition.edition,
            "subject": edition.subject,
            "body": edition.body,
            "edited_by": edition.by,
            "edited_at": edition.at,
            "approved_by": edition.approved_by,
            "valid_from": edition.valid_from,
        }
        self._work.insert(text_editions, row)


class TextBook:
    """The texts that hold now; what was edited is seen a few seconds later.

    While the database is away the texts known last go on holding.
    """

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        tick: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._now = now
        self._tick = tick
        self._texts: dict[tuple[str, str, str], tuple[str, str]] = {}
        self._read_at: float | None = None

    def find(
        self, template: str, means: Means | None, language: str
    ) -> tuple[str, str] | None:
        """Return subject and body for those means, or for any; None: not edited."""
        self._refresh()
        own = self._texts.get((template, means or ANY_MEANS, language))
        return own or self._texts.get((template, ANY_MEANS, language))

    def holding(self) -> Sequence[TextEdition]:
        """Return the edition that holds now of every text that was edited."""
        rows = self._database.rows(HOLDING, now=self._now())
        return [_edition(dict(row)) for row in rows]

    def history(self, key: TextKey) -> Sequence[TextEdition]:
        """Return all editions of a text, the newest first."""
        rows = self._database.rows(HISTORY, **vars(key))
        return [_edition(dict(row)) for row in rows]

    def _refresh(self) -> None:
        now = self._tick()
        if self._read_at is not None and now - self._read_at < FRESH_SECONDS:
            return
        self._read_at = now
        try:
            held = self.holding()
        except UNAVAILABLE:
            return
        self._texts = {
            (e.key.template, e.key.means, e.key.language): (e.subject, e.body)
            for e in held
        }


def _edition(row: Mapping[str, Any]) -> TextEdition:
    key = TextKey(
        template=row["template"], means=row["means"], language=row["language"]
    )
    return TextEdition(
        key=key,
        edition=row["edition"],
        subject=row["subject"],
        body=row["body"],
        by=row["edited_by"],
        at=row["edited_at"],
        approved_by=row["approved_by"],
        valid_from=row["valid_from"],
    )
