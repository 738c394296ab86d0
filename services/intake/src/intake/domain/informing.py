"""An informer's three questions a month about an enterprise (劳动信息员, D-22)."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from intake.domain.errors import BrokenPetition
from minqing_kernel.aggregate import Aggregate
from minqing_kernel.messages import DomainEvent
from minqing_kernel.text import clean

MONTH: Final = re.compile(r"(19|20|21)\d\d-(0[1-9]|1[0-2])")
LONGEST_TEXT: Final = 2_000


@dataclass(frozen=True, kw_only=True)
class Enterprise:
    """An enterprise of which somebody reports every month."""

    enterprise_id: str
    name: str
    organisation_id: str
    division_code: str
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class InformerReported(DomainEvent):
    """The three questions of a month were answered about an enterprise."""

    enterprise_id: str
    month: str
    organisation_id: str
    reported_by: str
    reported_at: datetime
    alarming: bool


@dataclass(frozen=True, kw_only=True)
class InformerReport(Aggregate):
    """正常生产? 正常支付工资? 重大安全隐患? One a month for each enterprise.

    Raises BrokenPetition for a month that is none, and for an alarming answer without
    words.
    """

    enterprise_id: str
    month: str
    production_normal: bool
    wages_paid: bool
    hazard: bool
    text: str
    reported_at: datetime
    reported_by: str

    def __post_init__(self) -> None:
        if not MONTH.fullmatch(self.month):
            raise BrokenPetition(fields={"month": "pattern"})
        words = clean(self.text, field="text")
        if len(words) > LONGEST_TEXT:
            raise BrokenPetition(fields={"text": "too-long"})
        if self.alarming and not words:
            raise BrokenPetition(fields={"text": "required"})

    def file(self, organisation_id: str) -> None:
        """Tell that it was reported of an enterprise of this organisation."""
        self.record(
            InformerReported(
                enterprise_id=self.enterprise_id,
                month=self.month,
                organisation_id=organisation_id,
                reported_by=self.reported_by,
                reported_at=self.reported_at,
                alarming=self.alarming,
            )
        )

    @property
    def alarming(self) -> bool:
        """Say whether any answer must be told to the labour unit at once."""
        return bool(self.alarms)

    @property
    def alarms(self) -> tuple[str, ...]:
        """Return the answers that alarm, in the words of the form."""
        answers = {
            "不能正常生产": not self.production_normal,
            "没有正常支付工资": not self.wages_paid,
            "有重大安全隐患": self.hazard,
        }
        return tuple(words for words, so in answers.items() if so)
