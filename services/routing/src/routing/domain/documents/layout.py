"""Which documents there are, and what each must say (条例第22、23、32-36条)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from routing.domain.documents.errors import WrongParts


class DocumentKind(StrEnum):
    """The nine kinds of official documents."""

    ACCEPTANCE = "acceptance-notice"
    REFUSAL = "refusal-notice"
    SUPPLEMENT = "supplement-notice"
    EXTENSION = "extension-notice"
    TRANSFER = "transfer-letter"
    OPINION = "handling-opinion"
    REVIEW = "review-opinion"
    RECHECK = "recheck-opinion"
    MEDIATION = "mediation-agreement"


class Addressee(StrEnum):
    """To whom a document goes."""

    PETITIONER = "petitioner"
    UNIT = "unit"
    PARTIES = "parties"


MOST_LINES = 200
"""Of one part: a text of empty lines would keep the press busy for everybody."""
VERDICTS = frozenset({"supported", "explained", "not-supported"})
"""予以支持、作出解释说明、不予支持 (条例第32条第一至三项)."""
OUTCOMES = frozenset({"upheld", "changed", "anew"})
"""维持、变更、责令重新处理: what a 复查 or 复核 comes to."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """What a kind of document is called and must say, and by which article.

    `choices` limits a part to certain words; `known` are the parts that the case says,
    never the clerk.
    """

    title: str
    article: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    addressee: Addressee = Addressee.PETITIONER
    choices: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def check(self, parts: Mapping[str, str]) -> None:
        """Raise WrongParts that names every part which is missing or out of place."""
        faults = dict(self._faults(parts))
        if faults:
            raise WrongParts(
                fields={f"parts.{name}": why for name, why in faults.items()}
            )

    def _faults(self, parts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for name in self.required:
            if not parts.get(name, "").strip():
                yield name, "missing"
        for name, text in parts.items():
            if name not in self.required + self.optional:
                yield name, "not-allowed"
            elif len(text.splitlines()) > MOST_LINES:
                yield name, "too-long"
            elif text.strip() and text not in self.choices.get(name, {text}):
                yield name, "invalid-value"


K = DocumentKind

LAYOUTS: Mapping[DocumentKind, Layout] = {
    K.ACCEPTANCE: Layout(
        title="信访事项受理告知书",
        article="《信访工作条例》第二十三条",
        required=("claims", "procedure"),
        optional=("handling_unit",),
    ),
    K.REFUSAL: Layout(
        title="信访事项不予受理告知书",
        article="《信访工作条例》第二十三条",
        required=("claims", "reason", "basis", "where_to_go"),
    ),
    K.SUPPLEMENT: Layout(
        title="补充材料一次性告知书",
        article="《信访工作条例》第十九条",
        required=("missing",),
        optional=("reply_by",),
    ),
    K.EXTENSION: Layout(
        title="信访事项延期办理告知书",
        article="《信访工作条例》第三十四条",
        required=(),
        known=("previous_due_on", "new_due_on", "reason", "approved_by"),
    ),
    K.TRANSFER: Layout(
        title="信访事项转送函",
        article="《信访工作条例》第二十二条",
        required=("receiving_unit", "claims", "request"),
        addressee=Addressee.UNIT,
    ),
    K.OPINION: Layout(
        title="信访事项处理意见书",
        article="《信访工作条例》第三十二条",
        required=("claims", "facts", "verdict", "opinion", "basis"),
        choices={"verdict": VERDICTS},
    ),
    K.REVIEW: Layout(
        title="信访事项复查意见书",
        article="《信访工作条例》第三十五条",
        required=("claims", "original", "facts", "outcome", "opinion", "basis"),
        choices={"outcome": OUTCOMES},
    ),
    K.RECHECK: Layout(
        title="信访事项复核意见书",
        article="《信访工作条例》第三十六条",
        required=("claims", "original", "facts", "outcome", "opinion", "basis"),
        optional=("hearing",),
        choices={"outcome": OUTCOMES},
    ),
    K.MEDIATION: Layout(
        title="调解协议书",
        article="《信访工作条例》第三十三条",
        required=("parties", "dispute", "facts", "agreement", "performance"),
        addressee=Addressee.PARTIES,
    ),
}
