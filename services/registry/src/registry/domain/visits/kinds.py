"""The kinds of visits: dated data of a place; here what holds where it says nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from minqing_kernel.errors import Invalid


class SubjectKind(StrEnum):
    """居民, 户, 企业商户及驻区单位, 机构."""

    RESIDENT = "resident"
    HOUSEHOLD = "household"
    FIRM = "firm"
    ORGANISATION = "organisation"


class Item(StrEnum):
    """What a kind may ask to be told; `subjects` is anybody at all."""

    PLACE = "place"
    SUBJECTS = "subjects"
    HOUSEHOLD = "household"
    FIRM = "firm"
    ATTENDANCE = "attendance"
    TOPIC = "topic"
    OUTCOME = "outcome"
    DIARY = "diary"


@dataclass(frozen=True, kw_only=True)
class VisitKind:
    """A kind: whom it may name, what must be told, whether who is named was visited.

    Whoever came to a meeting was not visited at home: such a kind does not cover.
    """

    code: str
    title: str
    subjects: frozenset[SubjectKind]
    requires: frozenset[Item]
    covers: bool
    basis: str


@dataclass(frozen=True, kw_only=True)
class VisitPolicy:
    """The kinds of a place at a moment, and after how many days an entry is late."""

    kinds: Sequence[VisitKind]
    late_after_days: int = 1
    late_basis: str = "A-11 当天收集当天录入"

    def kind(self, code: str) -> VisitKind:
        """Return a kind by its code, or raise Invalid on `kind`."""
        for each in self.kinds:
            if each.code == code:
                return each
        raise Invalid(fields={"kind": "unknown-kind"})


def _kind(
    code: str, title: str, subjects: str, requires: str, basis: str, covers: str = ""
) -> VisitKind:
    return VisitKind(
        code=code,
        title=title,
        subjects=frozenset(SubjectKind(each) for each in subjects.split()),
        requires=frozenset(Item(each) for each in requires.split()),
        covers=covers == "covers",
        basis=basis,
    )


PEOPLE: Final = "resident household"
ANYBODY: Final = "resident household firm organisation"
HOME_ITEMS: Final = "household diary"
MEETING_ITEMS: Final = "place attendance topic"
STATUTORY_VISITS: Final = VisitPolicy(
    kinds=(
        _kind("home", "入户走访", PEOPLE, HOME_ITEMS, "A-10", "covers"),
        _kind("courtyard", "院坝交流", ANYBODY, MEETING_ITEMS, "A-10, A-21"),
        _kind("consultation-meeting", "民情恳谈", ANYBODY, MEETING_ITEMS, "A-10"),
        _kind("enterprise", "企业走访", "firm", "firm diary", "C-06", "covers"),
        _kind("patrol", "院落查看", ANYBODY, "place", "A-10"),
        _kind("safety", "安全检查", ANYBODY, "place diary", "D-01", "covers"),
        _kind("health", "健康随访", PEOPLE, HOME_ITEMS, "C-08", "covers"),
        _kind("love", "爱心走访", PEOPLE, HOME_ITEMS, "C-11", "covers"),
        _kind("revisit", "回访", ANYBODY, "subjects diary", "D-13", "covers"),
    ),
)
"""No statute sets them: the kinds that the rows name."""
