"""Imports as they stand, their faults, and their files."""

import base64
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from sqlalchemy import RowMapping

from minqing_chassis.database import Database
from minqing_chassis.sealing import Sealer
from minqing_kernel.clock import Clock, SystemClock
from minqing_kernel.messages import Actor
from registry.adapters.archive.read_model import SqlArchiveReader
from registry.adapters.importing.files import TableFile
from registry.adapters.importing.store import about_part
from registry.adapters.places import UNDER
from registry.application.importing.views import FaultView, ImportView, KeptView
from registry.domain.authority import EVERYWHERE
from registry.domain.importing.batch import Counts, ImportState
from registry.domain.importing.columns import Template
from registry.domain.importing.errors import TemplateUnknown
from registry.domain.importing.sections import SECTION_PREFIX, section_template
from registry.domain.importing.templates import TEMPLATES
from registry.domain.values import civil_day

PAGE: Final = 500
NOWHERE: Final = ""
VISIBLE: Final = """
(:everywhere or (started_by = :actor
        and started_organisation is not distinct from :home)
    or (:governs and started_organisation in (select organisation_id from under)))
"""
"""Who brought something in sees it, and who is above them, and ops."""
BATCHES: Final = (
    UNDER
    + f"""
select * from import_batches
where {VISIBLE} and (cast(:after as uuid) is null
    or (started_at, batch_id) < (
        select started_at, batch_id from import_batches where batch_id = :after))
order by started_at desc, batch_id desc limit :limit
"""
)
VISIBLE_ONE: Final = (
    UNDER + f"select * from import_batches where batch_id = :batch and {VISIBLE}"
)
ONE: Final = "select * from import_batches where batch_id = :batch"
DUE: Final = """
select batch_id from import_batches
where state in ('waiting', 'undoing') and not stuck
    and (held_until is null or held_until < :now)
order by started_at limit 1
"""
PARTS: Final = "select no, sealed from import_parts where batch_id = :batch order by no"
FAULTS: Final = """
select row_no as row, column_title as column, shown as value, code from import_faults
where batch_id = :batch and row_no in (
    select distinct row_no from import_faults
    where batch_id = :batch and row_no > :after order by row_no limit :limit
) order by row_no, no
"""
"""So many rows, each with all its faults."""
KEPT: Final = """
select no as row, subject from import_rows
where batch_id = :batch and undone = 2 and no > :after order by no limit :limit
"""
BEFORE: Final = """
select batch_id from import_batches
where fingerprint = :fingerprint and kind = :kind and not dry_run and state = 'done'
order by started_at limit 1
"""


class SqlImportDesk:
    """Reads the tables as they stand."""

    def __init__(
        self,
        database: Database,
        sealer: Sealer,
        clock: Clock,
        wall: Clock | None = None,
    ) -> None:
        self._read = database.rows
        self._archive = SqlArchiveReader(database, sealer, clock)
        self._sealer = sealer
        self._clock = clock
        self._wall = wall or SystemClock()

    def batch(self, batch_id: UUID) -> ImportView | None:
        """Return an import."""
        rows = self._read(ONE, batch=batch_id)
        return _view(rows[0]) if rows else None

    def visible(self, batch_id: UUID, actor: Actor) -> ImportView | None:
        """Return an import if this actor may see it."""
        rows = self._read(VISIBLE_ONE, batch=batch_id, **_sight(actor))
        return _view(rows[0]) if rows else None

    def batches(
        self, actor: Actor, *, after: UUID | None, limit: int
    ) -> Sequence[ImportView]:
        """Return the imports that this actor may see, the newest first."""
        rows = self._read(BATCHES, after=after, limit=limit, **_sight(actor))
        return [_view(row) for row in rows]

    def due(self) -> UUID | None:
        """Return an import that has work left and nobody who works on it."""
        rows = self._read(DUE, now=self._wall.now())
        return rows[0]["batch_id"] if rows else None

    def file(self, batch_id: UUID) -> TableFile:
        """Return the file of an import, opened."""
        parts = [
            base64.b64decode(
                self._sealer.open(row["sealed"], about_part(batch_id, row["no"]))
            )
            for row in self._read(PARTS, batch=batch_id)
        ]
        return TableFile(b"".join(parts))

    def template(self, kind: str) -> Template:
        """Return the template of a kind as it is today, or raise TemplateUnknown."""
        if kind in TEMPLATES:
            return TEMPLATES[kind]
        code = kind.removeprefix(SECTION_PREFIX)
        definition = self._archive.section(code) if code != kind else None
        if definition is None:
            raise TemplateUnknown
        today = civil_day(self._clock.now())
        return section_template(code, definition.on(today))

    def templates(self) -> Sequence[Template]:
        """Return every template, those of the sections in force last."""
        today = civil_day(self._clock.now())
        sections = (
            section_template(each.code, version)
            for each in self._archive.sections()
            if (version := each.in_force(today)) is not None
        )
        return [*TEMPLATES.values(), *sections]

    def faults(self, batch_id: UUID, *, after: int, limit: int) -> Sequence[FaultView]:
        """Return why rows were not taken, in their order."""
        rows = self._read(FAULTS, batch=batch_id, after=after, limit=limit)
        return [FaultView(**row) for row in rows]

    def all_faults(self, batch_id: UUID) -> Iterator[FaultView]:
        """Yield why rows were not taken, page by page."""
        after = 0
        while found := self.faults(batch_id, after=after, limit=PAGE):
            yield from found
            after = found[-1].row

    def kept(self, batch_id: UUID, *, after: int, limit: int) -> Sequence[KeptView]:
        """Return the rows that were not taken back."""
        rows = self._read(KEPT, batch=batch_id, after=after, limit=limit)
        return [KeptView(**row) for row in rows]

    def fingerprint(self, content: bytes) -> str:
        """Return what a file is known by; it tells nothing of its words."""
        return self._sealer.blind_index(sha256(content).hexdigest(), "import")

    def seen_before(self, fingerprint: str, kind: str) -> UUID | None:
        """Return the import that brought the same file in."""
        rows = self._read(BEFORE, fingerprint=fingerprint, kind=kind)
        return rows[0]["batch_id"] if rows else None


def _sight(actor: Actor) -> dict[str, Any]:
    return {
        "everywhere": actor.role in EVERYWHERE,
        "governs": actor.role == "supervisor",
        "actor": actor.id,
        "home": actor.organisation_id,
        "id": actor.organisation_id or NOWHERE,
    }


def _view(row: RowMapping) -> ImportView:
    said = dict(row)
    finished: datetime | None = said["finished_at"]
    for name in ("fingerprint", "held_until", "tries", "revision"):
        del said[name]
    return ImportView(
        **{
            **said,
            "counts": Counts(**said["counts"]),
            "state": ImportState(said["state"]),
            "finished_at": finished,
        }
    )
