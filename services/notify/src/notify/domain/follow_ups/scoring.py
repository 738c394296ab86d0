"""Three appraisals (三测评, C-16): what is scored by whom, with which weight."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from notify.domain.follow_ups.errors import ScoresIncomplete

HIGHEST: Final = 100
ONE_PLACE: Final = Decimal("0.1")
FORMULA: Final = (
    "总分＝Σ（表分×权重）÷Σ权重；表分＝Σ（项均分×项权重）÷Σ项权重；"
    "无答卷和未达最低份数的表不计入，其权重亦不计；保留一位小数，四舍六入五成双。"
)


class Raters(StrEnum):
    """Who scores: 群众民意测评, 街社双向互评, 实际绩效点评."""

    PUBLIC = "public"
    MUTUAL = "mutual"
    PERFORMANCE = "performance"


ANONYMOUS: Final = frozenset({Raters.MUTUAL})
"""Whose scores the rated see only together, when enough of them are in."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that is scored from 0 to 100."""

    code: str
    text: str
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One score sheet, and what it weighs among the three."""

    raters: Raters
    title: str
    weight: Decimal
    items: tuple[Item, ...]

    def check(self, scores: Mapping[str, int]) -> None:
        """Refuse (ScoresIncomplete) scores that are not those of every item."""
        asked = {item.code for item in self.items}
        wrong = dict.fromkeys(scores.keys() - asked, "not-known")
        wrong |= dict.fromkeys(asked - scores.keys(), "required")
        if wrong:
            named = sorted(wrong.items())
            raise ScoresIncomplete(fields={f"scores.{c}": why for c, why in named})


def _sheet(raters: Raters, title: str, weight: int, **items: str) -> Sheet:
    asked = tuple(Item(code=code, text=text) for code, text in items.items())
    return Sheet(raters=raters, title=title, weight=Decimal(weight), items=asked)


USUAL_SHEETS: Final = (
    _sheet(
        Raters.PUBLIC,
        "群众民意测评",
        40,
        attitude="服务态度",
        speed="办事效率",
        result="办理结果",
    ),
    _sheet(
        Raters.MUTUAL,
        "街社双向互评",
        30,
        support="指导支持",
        together="协作配合",
        response="响应及时",
    ),
    _sheet(
        Raters.PERFORMANCE,
        "实际绩效点评",
        30,
        duty="任务完成",
        deeds="工作实绩",
        conduct="作风纪律",
    ),
)


@dataclass(frozen=True, kw_only=True)
class ScorePolicy:
    """A place's score sheets, and how few mutual ratings are never shown."""

    sheets: tuple[Sheet, ...] = USUAL_SHEETS
    smallest_group: int = 5
    bases: Mapping[str, str] = field(default_factory=dict, compare=False)

    def basis(self, rule: str) -> str:
        """Return where one of the rules comes from."""
        return self.bases.get(rule, SCORE_BASES[rule])


SCORE_BASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sheets": "文新街道 三测评 C-16（权重、项目为本系统默认 [M]）",
        "smallest_group": "本系统默认（互评匿名，少于五份不出结果 [M]）",
    }
)
"""Where each rule comes from as long as a place says nothing."""


@dataclass(frozen=True, kw_only=True)
class ItemScore:
    """The mean of one item over all forms."""

    code: str
    text: str
    weight: Decimal
    mean: Decimal


@dataclass(frozen=True, kw_only=True)
class SheetScore:
    """What one sheet says: `score` is None where there are no forms, or too few.

    Of a sheet that is `withheld` nothing is told but that it is.
    """

    raters: Raters
    title: str
    weight: Decimal
    forms: int | None
    withheld: bool
    items: tuple[ItemScore, ...] = ()
    score: Decimal | None = None
    exact: Fraction | None = None


def score_of(
    sheet: Sheet, forms: Sequence[Mapping[str, int]], *, withheld: bool
) -> SheetScore:
    """Return what the forms of one sheet say together."""
    told = SheetScore(
        raters=sheet.raters,
        title=sheet.title,
        weight=sheet.weight,
        forms=None if withheld else len(forms),
        withheld=withheld,
    )
    if withheld or not forms:
        return told
    means = {
        item.code: Fraction(sum(form[item.code] for form in forms), len(forms))
        for item in sheet.items
    }
    exact = _weighed((means[item.code], item.weight) for item in sheet.items)
    items = tuple(
        ItemScore(**vars(item), mean=_rounded(means[item.code])) for item in sheet.items
    )
    return SheetScore(
        **{**vars(told), "items": items, "exact": exact, "score": _rounded(exact)}
    )


def total_of(scores: Iterable[SheetScore]) -> Decimal | None:
    """Return the total of the sheets that have a score; None where none has one."""
    counted = [(each.exact, each.weight) for each in scores if each.exact is not None]
    return _rounded(_weighed(counted)) if counted else None


def _weighed(parts: Iterable[tuple[Fraction, Decimal]]) -> Fraction:
    known = [(part, Fraction(weight)) for part, weight in parts]
    return sum((part * weight for part, weight in known), Fraction(0)) / sum(
        weight for _, weight in known
    )


def _rounded(exact: Fraction) -> Decimal:
    """Round once, from the exact value: a mean of means is never rounded twice."""
    tenths = round(exact * 10)
    return (Decimal(tenths) / 10).quantize(ONE_PLACE, ROUND_HALF_EVEN)
