"""Where petitions stand and in whose files: rows joined by the database, not read."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from minqing_chassis.repository import Repository
from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.archive import tables
from registry.adapters.archive.rows import Row
from registry.domain.archive.consent import OwnConsent
from registry.domain.archive.petitions import (
    Outcome,
    PetitionLink,
    PetitionState,
    Standing,
    Told,
    link_id,
)

LOCK = "select pg_advisory_xact_lock(hashtextextended(:key, 5))"
STANDING = "select * from petition_standings where petition_id = :id"
HOLDERS = """
select resident_id from petition_links
where petition_id = :id and section is not null order by resident_id
"""
UNANSWERED = """
select * from petition_links where asked_at <= :before
order by asked_at, link_id limit :limit for update skip locked
"""
ANSWERED = """
update petition_links set asked_at = null
from jsonb_to_recordset(:rows) as told(petition_id uuid)
where petition_links.petition_id = told.petition_id and asked_at is not null
"""
FILED = """
select l.section, s.* from petition_links l
join petition_standings s using (petition_id)
where l.resident_id = :id and l.section is not null order by s.receipt
"""
JOIN = """
insert into petition_standings as old
select * from jsonb_populate_recordset(null::petition_standings, :rows)
order by petition_id
on conflict (petition_id) do update set
    intake_revision = greatest(old.intake_revision, excluded.intake_revision),
    intake_state = case when excluded.intake_revision > old.intake_revision
        then excluded.intake_state else old.intake_state end,
    accused = case when excluded.intake_revision > old.intake_revision
        then excluded.accused else old.accused end,
    consent_holds = case when excluded.intake_revision > old.intake_revision
        then excluded.consent_holds else old.consent_holds end,
    consent_given_at = case when excluded.intake_revision > old.intake_revision
        then excluded.consent_given_at else old.consent_given_at end,
    consent_ended_at = case when excluded.intake_revision > old.intake_revision
        then excluded.consent_ended_at else old.consent_ended_at end,
    case_revision = greatest(old.case_revision, excluded.case_revision),
    case_state = case when excluded.case_revision > old.case_revision
        then excluded.case_state else old.case_state end,
    outcome_revision = greatest(old.outcome_revision, excluded.outcome_revision),
    outcome = case when excluded.outcome_revision > old.outcome_revision
        then excluded.outcome else old.outcome end,
    answered_at = case when excluded.outcome_revision > old.outcome_revision
        then excluded.answered_at else old.answered_at end
"""


class SqlPetitions:
    """What is known of petitions; many words of a batch are one statement."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work
        self._heard: dict[UUID, Standing] = {}
        self._links = Repository(
            work, tables.petition_links, to_row=_link_row, from_row=_link_of
        )
        work.before_commit(self._write)

    def hear(self, standing: Standing) -> None:
        """Join a word with what is known; no row is read for it."""
        known = self._heard.get(standing.petition_id)
        self._heard[standing.petition_id] = (
            standing if known is None else known.joined(standing)
        )

    def lock(self, petition_id: UUID) -> Standing | None:
        """Return what is known; nobody else links or answers it until the unit ends."""
        self._work.read(LOCK, key=str(petition_id))
        rows = self._work.read(STANDING, id=petition_id)
        heard = self._heard.get(petition_id)
        if not rows:
            return heard
        known = standing_of(rows[0])
        return known if heard is None else known.joined(heard)

    def link(self, petition_id: UUID, resident_id: UUID) -> PetitionLink:
        """Return the link of a petition with a resident, perhaps a new one."""
        key = link_id(petition_id, resident_id)
        found = self._links.get_many([key])
        if not found:
            new = PetitionLink(
                link_id=key, petition_id=petition_id, resident_id=resident_id
            )
            self._links.add(new)
            return new
        return found[key]

    def of(self, resident_id: UUID) -> Sequence[tuple[str, Standing]]:
        """Return the petitions in a file with the sections that they stand in."""
        return filed_in(self._work.read(FILED, id=resident_id))

    def residents_of(self, petition_id: UUID) -> Sequence[UUID]:
        """Return in whose files a petition stands."""
        return [row["resident_id"] for row in self._work.read(HOLDERS, id=petition_id)]

    def unanswered(self, before: datetime, limit: int) -> Sequence[PetitionLink]:
        """Return links of which nothing was heard; nobody else asks again meanwhile."""
        rows = self._work.read(UNANSWERED, before=before, limit=limit)
        return [self._links.adopt(row) for row in rows]

    def _write(self) -> None:
        if self._heard:
            self._work.write(ANSWERED, [{"petition_id": each} for each in self._heard])
            self._work.write(
                JOIN, [standing_row(each) for each in self._heard.values()]
            )


def filed_in(rows: Sequence[Row]) -> list[tuple[str, Standing]]:
    """Return the petitions of a file, each with the section that it stands in."""
    return [(row["section"], standing_of(row)) for row in rows]


def standing_row(standing: Standing) -> dict[str, Any]:
    """Return the row of what is known, in the order of the table's columns."""
    answered = standing.outcome
    return {
        "petition_id": standing.petition_id,
        "receipt": standing.receipt,
        "intake_revision": standing.intake.revision,
        "intake_state": standing.intake.state,
        "accused": list(standing.accused),
        "case_revision": standing.case.revision,
        "case_state": standing.case.state,
        "outcome_revision": 0 if answered is None else answered.revision,
        "outcome": None if answered is None else answered.outcome,
        "answered_at": None if answered is None else answered.at,
        "consent_holds": standing.consent.holds,
        "consent_given_at": standing.consent.given_at,
        "consent_ended_at": standing.consent.ended_at,
    }


def standing_of(row: Row) -> Standing:
    """Return what is known of a row."""
    answered = None
    if row["outcome"] is not None:
        answered = Outcome(
            revision=row["outcome_revision"],
            outcome=row["outcome"],
            at=row["answered_at"],
        )
    return Standing(
        petition_id=row["petition_id"],
        receipt=row["receipt"],
        intake=_told(row["intake_revision"], row["intake_state"]),
        accused=row["accused"],
        consent=OwnConsent(
            holds=bool(row["consent_holds"]),
            given_at=row["consent_given_at"],
            ended_at=row["consent_ended_at"],
        ),
        case=_told(row["case_revision"], row["case_state"]),
        outcome=answered,
    )


def _told(revision: int, state: str | None) -> Told:
    return Told(
        revision=revision, state=None if state is None else PetitionState(state)
    )


def _link_row(link: PetitionLink) -> dict[str, Any]:
    return {
        "link_id": link.link_id,
        "petition_id": link.petition_id,
        "resident_id": link.resident_id,
        "section": link.section,
        "revision": link.revision,
        "asked_at": link.asked_at,
    }


def _link_of(row: Row) -> PetitionLink:
    return PetitionLink(**row)
