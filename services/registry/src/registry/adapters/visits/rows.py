"""Where rows and visits meet; what was said in words passes the seals."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from registry.adapters.sealed import Seals
from registry.domain.values import civil_day
from registry.domain.visits.checklist import Checked, Found
from registry.domain.visits.closing import Closing, Family
from registry.domain.visits.kinds import SubjectKind
from registry.domain.visits.photo import Photo
from registry.domain.visits.stamp import Stamp
from registry.domain.visits.visit import Account, Edition, Outcome, Subject, Visit
from registry.domain.visits.words import RESTRICTED, WORDS

PHOTOS = "photos"
EDITIONS = UUID("0a4e4f0e-6d0b-5f7c-9a3d-5b1f2c6e7d81")
"""The namespace in which a visit and a revision give their edition's id."""


class VisitRows:
    """The rows of visits."""

    def __init__(self, seals: Seals) -> None:
        self._seals = seals

    def row(self, visit: Visit) -> dict[str, Any]:
        """Return the row of a visit."""
        said = visit.account
        words = words_of(said)
        return {
            "visit_id": visit.visit_id,
            "kind": said.kind,
            "held_at": said.held_at,
            "recorded_by": visit.recorded_by,
            "recorded_at": visit.recorded_at,
            "said_at": visit.said.at,
            "device": visit.said.device,
            "sequence": visit.said.sequence,
            "closed_at": visit.closed_at,
            "closing": closing_document(visit.closing),
            "late_days": visit.late_days,
            "premises_id": said.premises_id,
            "attendance": said.attendance,
            "outcome": said.outcome,
            "covers": visit.covers,
            "checklist": [vars(each) for each in said.checklist],
            "worded": sorted(words),
            **self._sealed(words, visit.visit_id, forgotten=visit.forgotten),
            "revision": visit.revision,
        }

    def visit(self, row: Mapping[Any, Any]) -> Visit:
        """Return the visit of a row that brings its units and subjects along."""
        return Visit(
            visit_id=row["visit_id"],
            recorded_by=row["recorded_by"],
            recorded_at=row["recorded_at"],
            said=_said(row),
            closing=closing_of(row["closing"]),
            closed_at=row["closed_at"],
            units=dict(row["units"]),
            covers=row["covers"],
            forgotten=row["sealed"] is None,
            revision=row["revision"],
            account=Account(
                kind=row["kind"],
                held_at=row["held_at"],
                visitors=list(row["units"]),
                subjects=subjects_of(row["subjects"]),
                premises_id=row["premises_id"],
                attendance=row["attendance"],
                outcome=outcome_of(row["outcome"]),
                checklist=checklist_of(row["checklist"]),
                **self._opened(row, row["visit_id"]),
            ),
        )

    def edition_row(self, visit_id: UUID, edition: Edition) -> dict[str, Any]:
        """Return the row of what was said before."""
        said, key = edition.account, uuid5(EDITIONS, f"{visit_id}/{edition.revision}")
        sealed = {*WORDS, PHOTOS}
        plain = {name: each for name, each in vars(said).items() if name not in sealed}
        subjects = [vars(each) for each in said.subjects]
        return {
            "edition_id": key,
            "visit_id": visit_id,
            "revision": edition.revision,
            "said_at": edition.said.at,
            "device": edition.said.device,
            "sequence": edition.said.sequence,
            "facts": plain
            | {
                "subjects": subjects,
                "checklist": [vars(each) for each in said.checklist],
            },
            **self._sealed(words_of(said), key),
        }

    def edition(self, row: Mapping[Any, Any]) -> Edition:
        """Return what was said before."""
        facts = dict(row["facts"])
        known = {
            "held_at": datetime.fromisoformat(facts["held_at"]),
            "subjects": subjects_of(facts["subjects"]),
            "outcome": outcome_of(facts["outcome"]),
            "checklist": checklist_of(facts.get("checklist", ())),
        }
        words = self._opened(row, row["edition_id"])
        return Edition(
            revision=row["revision"],
            said=_said(row),
            account=Account(**facts | known, **words),
        )

    def _sealed(
        self, words: dict[str, Any], about: UUID, *, forgotten: bool = False
    ) -> dict[str, str | None]:
        """Return the words under two seals: what few may see apart (C-08)."""
        if forgotten:
            return {"sealed": None, "restricted": None}
        few = {name: said for name, said in words.items() if name == RESTRICTED}
        most = {name: said for name, said in words.items() if name != RESTRICTED}
        return {
            "sealed": self._seals.seal(most, about),
            "restricted": self._seals.seal(few, about) if few else None,
        }

    def _opened(self, row: Mapping[Any, Any], about: UUID) -> dict[str, Any]:
        tokens = [row[each] for each in ("sealed", "restricted") if row[each]]
        words: dict[str, Any] = {}
        for token in tokens:
            words |= self._seals.open(token, about)
        photos = [Photo(**each) for each in words.get(PHOTOS, ())]
        return words | {PHOTOS: photos}


def closing_document(closing: Closing | None) -> dict[str, Any] | None:
    """Return a wish to close as it is stored."""
    if closing is None:
        return None
    return {"family": closing.family, "by": closing.by, **stamp_document(closing.said)}


def closing_of(said: Mapping[str, Any] | None) -> Closing | None:
    """Return the wish to close of a document."""
    if said is None:
        return None
    return Closing(family=Family(said["family"]), by=said["by"], said=stamp_of(said))


def stamp_document(said: Stamp) -> dict[str, Any]:
    """Return when something was said as a document."""
    return {
        "at": said.at.isoformat(),
        "device": said.device,
        "sequence": said.sequence,
    }


def stamp_of(said: Mapping[str, Any]) -> Stamp:
    """Return when something was said of a document."""
    return Stamp(
        at=datetime.fromisoformat(said["at"]),
        device=said["device"],
        sequence=said["sequence"],
    )


def _said(row: Mapping[Any, Any]) -> Stamp:
    return Stamp(at=row["said_at"], device=row["device"], sequence=row["sequence"])


def visitor_rows(visit: Visit) -> Iterator[dict[str, Any]]:
    """Yield a row for each visitor."""
    for staff_id, organisation_id in visit.units.items():
        yield {
            "visit_id": visit.visit_id,
            "staff_id": staff_id,
            "organisation_id": organisation_id,
            "held_on": civil_day(visit.account.held_at),
        }


def subject_rows(visit: Visit) -> Iterator[dict[str, Any]]:
    """Yield a row for each subject, under the key that its own table knows."""
    for each in visit.account.subjects:
        yield {
            "visit_id": visit.visit_id,
            "kind": each.kind,
            "id": each.id,
            **dict.fromkeys(f"{kind}_id" for kind in SubjectKind),
            f"{each.kind}_id": each.id,
            "held_on": civil_day(visit.account.held_at),
            "covers": visit.covers,
        }


def words_of(said: Account) -> dict[str, Any]:
    """Return what was said in words, as far as anything was."""
    words = {name: getattr(said, name) for name in WORDS if getattr(said, name)}
    photos = [vars(each) for each in said.photos]
    return words | ({PHOTOS: photos} if photos else {})


def subjects_of(said: Any) -> list[Subject]:  # noqa: ANN401
    """Return the subjects of a JSON list."""
    return [Subject(kind=SubjectKind(each["kind"]), id=each["id"]) for each in said]


def checklist_of(said: Any) -> list[Checked]:  # noqa: ANN401
    """Return the answers of a JSON list."""
    return [Checked(point=each["point"], found=Found(each["found"])) for each in said]


def outcome_of(code: str | None) -> Outcome | None:
    """Return the outcome of a column."""
    return None if code is None else Outcome(code)
