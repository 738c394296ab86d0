"""Documents for a petition that never became a case: refused, shown elsewhere, asked.

Intake tells what it decided; the organ of that door says it in writing (条例第23条).
What the petitioner wrote is not repeated: the notice names the petition by its number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from minqing_kernel.working_time import local_day
from routing.domain.documents.document import Document, Number, Wording
from routing.domain.documents.layout import MOST_LINES, DocumentKind
from routing.domain.local_days import chinese_date
from routing.domain.organisation import OrganisationTree
from routing.domain.organs.organ import Organ, name_of, organs_above

BY_ITSELF: Final = "system"
"""Who drew up what nobody has to write."""
ARTICLE_23: Final = "《信访工作条例》第二十三条"
GROUNDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "not-within-powers": ("该事项不属于本机关职权范围。", ARTICLE_23),
        "in-legal-procedure": (
            "该事项应当或者已经通过诉讼、仲裁、行政复议等法定途径解决。",
            "《信访工作条例》第三十一条",
        ),
        "already-handled": (
            "该事项已经受理或者正在办理。",
            "《信访工作条例》第十九条第三款",
        ),
        "final": (
            "该事项已经复核，信访人以同一事实和理由再次提出。",
            "《信访工作条例》第三十六条第三款",
        ),
        "duplicate": ("该事项已以另一编号登记办理。", "《信访工作条例》第十九条"),
        "unclear": ("姓名（名称）、住址或者请求不清。", ARTICLE_23),
    }
)
"""Why intake refuses, in words, and by which article."""
STATUTORY: Final = (
    "该事项应当通过法律规定的其他程序处理。",
    "《信访工作条例》第三十一条",
)


@dataclass(frozen=True, kw_only=True)
class DoorNotice:
    """A document that is owed for what was decided at the door.

    `organisation_id` is whose door it was; the `accused` may not learn of it.
    """

    document_id: UUID
    petition_id: UUID
    receipt: str
    kind: DocumentKind
    organisation_id: str | None
    parts: Mapping[str, str] = field(hash=False)
    accused: tuple[str, ...] = ()


def refusal_parts(reason: str, explanation: str, receipt: str) -> dict[str, str]:
    """Return what a 不予受理告知书 says; a reason not known here stands as it is."""
    words, basis = GROUNDS.get(reason, (reason, ARTICLE_23))
    return _refusal(words, basis, explanation, receipt)


def referral_parts(explanation: str, receipt: str) -> dict[str, str]:
    """Return the same for a claim that the law has another procedure for (第31条)."""
    return _refusal(*STATUTORY, explanation, receipt)


def supplement_parts(missing: Sequence[str], reply_by: date | None) -> dict[str, str]:
    """Return what a 一次性告知书 says: the whole list, numbered, and by when."""
    lines = (" ".join(each.split()) for each in missing)
    listed = (f"{number}. {each}" for number, each in enumerate(lines, start=1))
    said = {"missing": "\n".join(listed)}
    return said | ({"reply_by": chinese_date(reply_by)} if reply_by else {})


def _refusal(words: str, basis: str, explanation: str, receipt: str) -> dict[str, str]:
    return {
        "claims": f"您提出的登记编号为{receipt}的信访事项。",
        "reason": words,
        "basis": basis,
        "where_to_go": _in_few_lines(explanation),
    }


def _in_few_lines(words: str) -> str:
    """Return the same words; what has more lines than a part may have, as one line."""
    return words if len(words.splitlines()) <= MOST_LINES else " ".join(words.split())


def draft_for_the_door(
    notice: DoorNotice, organ: Organ, seq: int, *, units: OrganisationTree, at: datetime
) -> Document:
    """Draw a notice up under its number; name and address are blanks."""
    above = next(organs_above(organ.organisation_id, units), None)
    return Document(
        document_id=notice.document_id,
        petition_id=notice.petition_id,
        receipt=notice.receipt,
        wording=Wording(kind=notice.kind, parts=notice.parts),
        number=Number(mark=organ.mark, year=local_day(at).year, seq=seq),
        organ_id=organ.organisation_id,
        organ_name=organ.name,
        remedy_organ=name_of(units.find(above)) if above else None,
        corrected=None,
        due_at=None,
        drafted_at=at,
        drafted_by=BY_ITSELF,
    )
