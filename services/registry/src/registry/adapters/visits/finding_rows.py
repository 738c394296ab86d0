"""Where rows and findings meet; what was said passes the seals."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from registry.adapters.sealed import Seals
from registry.adapters.visits.rows import outcome_of, stamp_document, stamp_of
from registry.domain.visits.finding import Difficulty, Finding, FindingState, Word
from registry.domain.visits.kinds import SubjectKind
from registry.domain.visits.visit import Subject

PLAIN = (
    "finding_id",
    "visit_id",
    "recorded_by",
    "recorded_at",
    "unit",
    "household_id",
    "attempt",
    "joins",
    "petition_id",
    "receipt",
    "answered_at",
    "refused",
    "revision",
)


class FindingRows:
    """The rows of findings."""

    def __init__(self, seals: Seals) -> None:
        self._seals = seals

    def row(self, finding: Finding) -> dict[str, Any]:
        """Return the row of a finding."""
        said = finding.difficulty
        about = said.about
        is_person = about is not None and about.kind is SubjectKind.RESIDENT
        words = [_word_document(each) for each in finding.words]
        return {
            **{name: getattr(finding, name) for name in PLAIN},
            "resident_id": UUID(about.id) if about and is_person else None,
            "matter": said.matter,
            "outcome": said.outcome,
            "state": finding.state,
            "floor": finding.floor and stamp_document(finding.floor),
            "sealed": self._seals.seal({"words": words}, finding.finding_id),
        }

    def finding(self, row: Mapping[Any, Any]) -> Finding:
        """Return the finding of a row."""
        opened = self._seals.open(row["sealed"], row["finding_id"])
        return Finding(
            **{name: row[name] for name in PLAIN},
            state=FindingState(row["state"]),
            floor=row["floor"] and stamp_of(row["floor"]),
            words=[_word_of(each) for each in opened["words"]],
        )


def _word_document(word: Word) -> dict[str, Any]:
    said = {name: each for name, each in vars(word.difficulty).items() if each}
    about = word.difficulty.about
    if about is not None:
        said["about"] = {"kind": about.kind.value, "id": about.id}
    return {"by": word.by, "said": stamp_document(word.said), "difficulty": said}


def _word_of(document: Mapping[str, Any]) -> Word:
    said = dict(document["difficulty"])
    about = said.pop("about", None)
    if about is not None:
        about = Subject(kind=SubjectKind(about["kind"]), id=about["id"])
    outcome = outcome_of(said.pop("outcome", None))
    return Word(
        by=document["by"],
        said=stamp_of(document["said"]),
        difficulty=Difficulty(about=about, outcome=outcome, **said),
    )
