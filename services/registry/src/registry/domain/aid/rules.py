"""What a place says of help: classes, benefits, programmes; dated data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from minqing_kernel.errors import Invalid
from registry.domain.aid.conditions import AllOf, AnyOf, Check, Condition, Op
from registry.domain.aid.errors import RuleUnknown


@dataclass(frozen=True, kw_only=True)
class HelpClass:
    """A class of households for whom a plan is a must (C-07).

    A household is of it if one of those who live there meets `when` (A-29).
    """

    code: str
    title: str
    when: Condition
    basis: str


@dataclass(frozen=True, kw_only=True)
class BenefitRule:
    """Who may have a benefit; who has it already: `held`, or paid by `programme`."""

    code: str
    title: str
    valid_from: date
    when: Condition
    basis: str
    held: Condition | None = None
    programme: str | None = None

    @property
    def edition(self) -> str:
        """Return which edition of the rule this is."""
        return f"{self.code}@{self.valid_from.isoformat()}"


@dataclass(frozen=True, kw_only=True)
class Programme:
    """What subsidies are paid for, and from when until when."""

    code: str
    title: str
    since: date
    basis: str
    until: date | None = None

    def covers(self, first: date, last: date) -> bool:
        """Tell whether it runs on any day of a span."""
        return self.since <= last and (self.until is None or first <= self.until)


@dataclass(frozen=True, kw_only=True)
class HelpPolicy:
    """All of it, in force at a moment."""

    classes: Sequence[HelpClass]
    seekers: Condition
    benefits: Sequence[BenefitRule] = ()
    programmes: Sequence[Programme] = ()
    review_days: int = 183
    review_basis: str = "C-07 [M]"
    smallest_group: int = 5
    smallest_group_basis: str = "C-25, 个人信息保护法第6条 [M]"

    def benefit(self, code: str, day: date) -> BenefitRule:
        """Return the edition of a rule that is in force, or raise RuleUnknown."""
        found = [
            each
            for each in self.benefits
            if each.code == code and each.valid_from <= day
        ]
        if not found:
            raise RuleUnknown
        return max(found, key=lambda each: each.valid_from)

    def programme(self, code: str, first: date, last: date) -> Programme:
        """Return a programme that runs in a span, or raise Invalid."""
        for each in self.programmes:
            if each.code == code:
                if each.covers(first, last):
                    return each
                raise Invalid(fields={"period": "outside-programme"})
        raise Invalid(fields={"programme": "unknown-programme"})


def _kind(value: str) -> Condition:
    return Check(fact="civil-affairs.kinds", op=Op.HAS, value=value)


DISABLED: Final = AnyOf(
    parts=(
        _kind("残疾人补贴"),
        AllOf(
            parts=(
                Check(
                    fact="health.disability_level",
                    op=Op.ONE_OF,
                    value=("一级", "二级", "三级", "四级"),
                ),
                Check(fact="assistance.helped", op=Op.IS, value=True),
            )
        ),
    )
)
STATUTORY_HELP: Final = HelpPolicy(
    classes=(
        HelpClass(code="low-income", title="低保户", when=_kind("低保"), basis="C-07"),
        HelpClass(
            code="entitled-group",
            title="重点优抚对象",
            when=_kind("优抚"),
            basis="C-07",
        ),
        HelpClass(code="disabled", title="困难残疾人家庭", when=DISABLED, basis="C-07"),
    ),
    seekers=Check(fact="employment.status", op=Op.ONE_OF, value=("失业", "灵活就业")),
)
"""No statute sets them: the classes that the rows name, over the model's sections."""
