"""The kinds of visits: dated data of a place; here what holds where it says nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from minqing_kernel.errors import Invalid
from registry.domain.visits.checklist import CheckPoint
from registry.domain.visits.weekly import WeeklyDay


class SubjectKind(StrEnum):
    """居民, 户, 企业商户及驻区单位, 机构."""

    RESIDENT = "resident"
    HOUSEHOLD = "household"
    FIRM = "firm"
    ORGANISATION = "organisation"


class Need(StrEnum):
    """What closes a visit: 日记, 家庭情况, 五个要, 检查清单 (C-05, C-08, D-30)."""

    DIARY = "diary"
    FAMILY = "family"
    FIVE = "five"
    CHECKLIST = "checklist"


class Door(StrEnum):
    """By which door of intake what was found comes in: 上门, 院坝."""

    HOME_VISIT = "home-visit"
    COURTYARD = "courtyard"


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
    `closes_with` is what must be there before such a visit is closed; `door` the first
    channel of what was found; `checklist` what is looked at on the spot (D-30).
    """

    code: str
    title: str
    subjects: frozenset[SubjectKind]
    requires: frozenset[Item]
    covers: bool
    basis: str
    closes_with: frozenset[Need] = frozenset()
    door: Door = Door.HOME_VISIT
    checklist: Sequence[CheckPoint] = ()


@dataclass(frozen=True, kw_only=True)
class VisitedClass:
    """Who is to be told of by all five items: whose file says one of these (C-08)."""

    code: str
    title: str
    section: str
    field: str
    values: frozenset[str]
    basis: str

    def holds(self, said: object) -> bool:
        """Tell whether a field's value puts somebody into the class."""
        each = said if isinstance(said, (list, tuple)) else [said]
        return any(isinstance(one, str) and one in self.values for one in each)


@dataclass(frozen=True, kw_only=True)
class VisitPolicy:
    """The kinds of a place at a moment, and after how many days an entry is late."""

    kinds: Sequence[VisitKind]
    classes: Sequence[VisitedClass] = ()
    weekly: WeeklyDay | None = None
    open_days: int = 7
    open_basis: str = "C-05 民情联系日记清"
    late_after_days: int = 1
    late_basis: str = "A-11 当天收集当天录入"

    def kind(self, code: str) -> VisitKind:
        """Return a kind by its code, or raise Invalid on `kind`."""
        for each in self.kinds:
            if each.code == code:
                return each
        raise Invalid(fields={"kind": "unknown-kind"})


def _kind(
    code: str,
    title: str,
    subjects: str,
    requires: str,
    basis: str,
    covers: str = "",
    *,
    closes: str = "",
    door: Door = Door.HOME_VISIT,
) -> VisitKind:
    return VisitKind(
        closes_with=frozenset(Need(each) for each in closes.split()),
        door=door,
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
AT_HOME: Final = "diary family five"
STATUTORY_VISITS: Final = VisitPolicy(
    kinds=(
        _kind("home", "入户走访", PEOPLE, HOME_ITEMS, "A-10", "covers", closes=AT_HOME),
        _kind(
            "courtyard",
            "院坝交流",
            ANYBODY,
            MEETING_ITEMS,
            "A-10, A-21",
            door=Door.COURTYARD,
        ),
        _kind(
            "consultation-meeting",
            "民情恳谈",
            ANYBODY,
            MEETING_ITEMS,
            "A-10",
            door=Door.COURTYARD,
        ),
        _kind(
            "enterprise",
            "企业走访",
            "firm",
            "firm diary",
            "C-06",
            "covers",
            closes="diary",
        ),
        _kind("patrol", "院落查看", ANYBODY, "place", "A-10"),
        _kind(
            "safety",
            "安全检查",
            ANYBODY,
            "place diary",
            "D-01",
            "covers",
            closes="diary",
        ),
        _kind(
            "health", "健康随访", PEOPLE, HOME_ITEMS, "C-08", "covers", closes=AT_HOME
        ),
        _kind("love", "爱心走访", PEOPLE, HOME_ITEMS, "C-11", "covers", closes=AT_HOME),
        _kind(
            "revisit",
            "回访",
            ANYBODY,
            "subjects diary",
            "D-13",
            "covers",
            closes="diary",
        ),
    ),
    classes=(
        VisitedClass(
            code="minimum-living",
            title="低保户",
            section="civil-affairs",
            field="kinds",
            values=frozenset({"低保"}),
            basis="C-08",
        ),
        VisitedClass(
            code="entitled",
            title="重点优抚对象",
            section="civil-affairs",
            field="kinds",
            values=frozenset({"优抚"}),
            basis="C-08",
        ),
        VisitedClass(
            code="disabled-in-need",
            title="困难残疾人家庭",
            section="civil-affairs",
            field="kinds",
            values=frozenset({"残疾人补贴"}),
            basis="C-08",
        ),
    ),
)
"""No statute sets them: the kinds and classes that the rows name."""
