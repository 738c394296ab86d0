"""What differs from place to place at the door; the statutory numbers are the defaults.

What others use of it is small: the fields of `IntakePolicy`, its few questions about
days, and `required(...)`, the fields that a petition must have to be accepted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from intake.domain.category_lists import NO_LISTS, CategoryLists
from intake.domain.publishing import PublishedWay, ReceptionRule
from intake.domain.similar import SimilarRules

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
LAST_SECOND: Final = time(23, 59, 59)
STATUTORY_ACCEPTANCE: Final = 15
"""Calendar days (条例第22、23条): no place may take longer."""
STATUTORY_REPRESENTATIVES: Final = 5
"""How many may speak for many (条例第20条): no place may allow more."""
FILE_KEPT_BY: Final = (
    "个人信息保护法第47条第2款：信访事项的登记、办理和答复材料依法归档，保存期限未届满"
)
"""Which law keeps a petition's file is the place's to name; this is the house's."""


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """Fields that must be filled in where all that is named holds; None: anything.

    `kind` (条例第29-31条), `case_kind` (B-03), `mode` (B-04) and `channel` are the
    words of those fields. `basis` is the article or the rule.
    """

    fields: frozenset[str]
    basis: str
    kind: str | None = None
    case_kind: str | None = None
    mode: str | None = None
    channel: str | None = None

    def speaks_of(self, about: Mapping[str, str | None]) -> bool:
        """Say whether it is asked of such a petition."""
        return all(about.get(name) == value for name, value in self._asked)

    @cached_property
    def _asked(self) -> tuple[tuple[str, str], ...]:
        told = ((name, getattr(self, name)) for name in CIRCUMSTANCES)
        return tuple((name, value) for name, value in told if value)


CIRCUMSTANCES: Final = ("kind", "case_kind", "mode", "channel")

STATUTORY_REQUIREMENTS: Final = (
    Requirement(
        fields=frozenset({"promised_on"}), case_kind="promised", basis="domain.md B-03"
    ),
    Requirement(
        fields=frozenset({"lead_id", "co_unit_ids"}),
        case_kind="joint",
        basis="domain.md B-03",
    ),
)
"""What belongs to a kind of case wherever it is; a place adds its own."""


@dataclass(frozen=True, kw_only=True)
class IntakePolicy:
    """The rules of one agency's door, from a day on.

    `code` names it where a decision is shown. `acceptance_days`: calendar days within
    which a petitioner learns whether the petition is accepted (条例第22、23条).
    `notice_needs_identity`: no written notice is owed where name or address is unknown
    (第23条). `representatives_at_most`: 第20条. `zone` says when a day ends.

    `correction_days`: how long a petitioner has to answer 一次性告知 (B-05), and
    `silence_days`, from the reminder on, until silence counts as giving up.
    `same_text_score` and `same_person_score` (1 to 100; the second suffices where the
    person is the same), `same_person_days` and `same_place_days` say which earlier
    petitions are shown as perhaps the same matter. `concentrated_from`: so many
    open petitions of one category at one place ask for a plan (集中问题, A-13).
    `device_window_minutes`: a device pressed again within them joins its open call,
    `device_presses_at_most` times; so many presses (`unknown_presses_at_most`) of
    devices that nobody registered are taken of one caller (D-20).
    `pictures_kept_days`: so long the pictures of a petition are kept at least, and for
    as long as it has not ended (个人信息保护法第19条).
    `paper_mib_at_most` and `paper_pages_at_most`: how large and long a paper (PDF) may
    be that comes with a petition.
    `data_request_days`: working days within which who asks for a correction or a
    deletion is answered; `file_kept_by`: the law by which a petition's file is kept
    though its petitioner asks to delete it (个人信息保护法第47条第2款、第50条).
    `joinable`: the categories whose open matters anybody may join who tells of the
    same; none where the place names none. `nearby_tries`: so often within a quarter of
    an hour one asker is shown what is open near by, and `nearby_tries_of_address` all
    who ask from one address, such as a portal.
    `labour_unit` and `labour_category` are who is alerted of an informer's alarming
    answer, and under what (D-22); until `informer_closing_day` of the month after a
    month's answers may be changed. `ways` and `receptions` are what the place publishes
    of its doors (条例第18条), `category_lists` the lists by which it tells figures.
    """

    code: str = "statute"
    acceptance_days: int = STATUTORY_ACCEPTANCE
    notice_needs_identity: bool = True
    representatives_at_most: int = STATUTORY_REPRESENTATIVES
    zone: tzinfo = SHANGHAI
    correction_days: int = 15
    silence_days: int = 15
    same_text_score: int = 60
    same_person_score: int = 45
    same_person_days: int = 365
    same_place_days: int = 90
    concentrated_from: int = 5
    device_window_minutes: int = 10
    device_presses_at_most: int = 20
    unknown_presses_at_most: int = 60
    pictures_kept_days: int = 730
    paper_mib_at_most: int = 10
    paper_pages_at_most: int = 30
    data_request_days: int = 15
    file_kept_by: str = FILE_KEPT_BY
    joinable: tuple[str, ...] = ()
    nearby_tries: int = 30
    nearby_tries_of_address: int = 3_000
    labour_unit: str | None = None
    labour_category: str = "labour"
    informer_closing_day: int = 10
    ways: tuple[PublishedWay, ...] = ()
    receptions: tuple[ReceptionRule, ...] = ()
    category_lists: CategoryLists = NO_LISTS
    requirements: tuple[Requirement, ...] = STATUTORY_REQUIREMENTS
    bases: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def accept_by(self, received_at: datetime) -> datetime:
        """Return the last moment at which the acceptance may be told.

        Days count from the day after (民法典第201、203条) and end with their last
        second; a rest day moves nothing.
        """
        return self.day_end(received_at, self.acceptance_days)

    def day_end(self, at: datetime, days: int) -> datetime:
        """Return the end of the local day so many days after that of `at`."""
        day = at.astimezone(self.zone).date() + timedelta(days=days)
        return datetime.combine(day, LAST_SECOND, self.zone).astimezone(at.tzinfo)

    def days_between(self, earlier: datetime, later: datetime) -> int:
        """Return how many local midnights lie between two moments."""
        return (self.day(later) - self.day(earlier)).days

    def day(self, at: datetime) -> date:
        """Return the local day of a moment."""
        return at.astimezone(self.zone).date()

    @property
    def similar_rules(self) -> SimilarRules:
        """Return what counts as the same matter come again."""
        return SimilarRules(
            text_score=self.same_text_score,
            person_score=self.same_person_score,
            person_window=timedelta(days=self.same_person_days),
            place_window=timedelta(days=self.same_place_days),
        )

    def required(self, about: Mapping[str, str | None]) -> Mapping[str, str]:
        """Return the fields that such a petition must have, each with its basis.

        `about` gives kind, case_kind, mode and channel, as far as they are known.
        """
        return {
            name: requirement.basis
            for requirement in self.requirements
            if requirement.speaks_of(about)
            for name in sorted(requirement.fields)
        }

    def asks(self, names: frozenset[str]) -> bool:
        """Say whether some petition must have one of these fields."""
        return any(each.fields & names for each in self.requirements)

    def basis(self, rule: str) -> str:
        """Return the article or rule that one of the fields above comes from."""
        return self.bases.get(rule) or STATUTORY_BASES.get(rule, "本系统默认")


STATUTORY_BASES: Final = MappingProxyType(
    {
        "acceptance_days": "信访工作条例第22、23条",
        "notice_needs_identity": "信访工作条例第23条",
        "representatives_at_most": "信访工作条例第20条",
        "data_request_days": "个人信息保护法第50条（未定期限，本系统默认15个工作日）",
        "file_kept_by": "个人信息保护法第47条第2款",
    }
)

STATUTORY_POLICY: Final = IntakePolicy()
"""What holds where an agency says nothing else."""

OTHERWISE: Final = frozenset(
    {"code", "requirements", "bases", "zone", "ways", "receptions", "category_lists"}
)
RULES: Final = tuple(
    each.name for each in fields(IntakePolicy) if each.name not in OTHERWISE
)
"""The rules that a policy file sets one by one."""
