"""Assessment forms: dated data of a place; here the 54435 of grid heads (B-19)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from minqing_kernel.errors import Invalid
from registry.domain.periods import PeriodKind
from registry.domain.profiles import DutyKind


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that is scored."""

    code: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """Items under one heading, such as 五百家."""

    code: str
    title: str
    items: Sequence[Item]


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form: who is assessed (by duty), how often, each item from 0 to `highest`."""

    code: str
    title: str
    rated: DutyKind
    period: PeriodKind
    highest: int
    parts: Sequence[Part]
    basis: str

    def items(self) -> Iterator[Item]:
        """Yield every item, in order."""
        for part in self.parts:
            yield from part.items

    @property
    def full(self) -> int:
        """Return the highest sum."""
        return self.highest * len(list(self.items()))


@dataclass(frozen=True, kw_only=True)
class AssessmentPolicy:
    """The forms of a place at a moment."""

    forms: Sequence[Form] = ()

    def form(self, code: str) -> Form:
        """Return a form by its code, or raise Invalid on `form`."""
        for each in self.forms:
            if each.code == code:
                return each
        raise Invalid(fields={"form": "unknown-form"})


def _part(code: str, title: str, *texts: str) -> Part:
    items = [Item(code=f"{code}-{n}", text=text) for n, text in enumerate(texts, 1)]
    return Part(code=code, title=title, items=tuple(items))


FORM_54435: Final = Form(
    code="54435",
    title="网格长“54435”考核",
    rated=DutyKind.GRID_HEAD,
    period=PeriodKind.QUARTER,
    highest=5,
    basis="B-19（五百家/四知/四能/三活/五大员；各项文字、分值为 [M]）",
    parts=(
        _part(
            "homes",
            "五百家",
            "进百家门",
            "知百家情",
            "解百家难",
            "办百家事",
            "暖百家心",
        ),
        _part(
            "knows",
            "四知",
            "知基本情况",
            "知困难需求",
            "知矛盾纠纷",
            "知安全隐患",
        ),
        _part(
            "can",
            "四能",
            "能宣传政策",
            "能化解矛盾",
            "能代办事务",
            "能应急处置",
        ),
        _part("lively", "三活", "活地图", "活档案", "活字典"),
        _part(
            "serves-as",
            "五大员",
            "民情信息员",
            "政策宣传员",
            "矛盾调解员",
            "治安巡防员",
            "便民服务员",
        ),
    ),
)
USUAL_ASSESSMENTS: Final = AssessmentPolicy(forms=(FORM_54435,))
"""No statute sets it: the form that the row names, in words that a place settles."""
