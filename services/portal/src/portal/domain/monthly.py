"""A month's three questions about an enterprise, as they are answered (D-22)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from portal.domain.telling import Step, Telling

QUESTIONS: Final = ("production_normal", "wages_paid", "hazard")
ALARMING: Final = {"production_normal": "no", "wages_paid": "no", "hazard": "yes"}
"""The answer to each that the labour unit hears of at once."""
SAID: Final = ("yes", "no")
LONGEST_WORDS: Final = 2_000


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What is said: yes, no or nothing yet to each, and words."""

    production_normal: str = ""
    wages_paid: str = ""
    hazard: str = ""
    text: str = ""

    @classmethod
    def told(cls, said: Mapping[str, str]) -> "Answers":
        """Return what a form says; what is neither yes nor no is not answered."""
        known = {each: said.get(each, "") for each in QUESTIONS}
        given = {each: word if word in SAID else "" for each, word in known.items()}
        words = Telling().told(Step.WHAT, {"text": said.get("text", "")}).text
        return cls(**given, text=words)

    @classmethod
    def of(cls, report: Mapping[str, Any]) -> "Answers":
        """Return the answers of a report."""
        given = {each: "yes" if report[each] else "no" for each in QUESTIONS}
        return cls(**given, text=report["text"])

    @property
    def alarming(self) -> bool:
        """Tell whether any answer is one that the labour unit hears of."""
        return any(getattr(self, each) == word for each, word in ALARMING.items())

    @property
    def faults(self) -> dict[str, str]:
        """Return what is wrong: field -> code of a text."""
        found = {
            each: "fault.report.answer" for each in QUESTIONS if not getattr(self, each)
        }
        if self.alarming and not self.text:
            found["text"] = "fault.report.text"
        if len(self.text) > LONGEST_WORDS:
            found["text"] = "fault.text.long"
        return found

    def body(self, revision: int) -> dict[str, Any]:
        """Return what intake takes; `revision` is the one that was seen, 0 for none."""
        given = {each: getattr(self, each) == "yes" for each in QUESTIONS}
        return {**given, "text": self.text, "revision": revision}


def months_at(today: date) -> tuple[str, str]:
    """Return the month before a day's, and that month, as YYYY-MM."""
    before = today.replace(day=1) - timedelta(days=1)
    return f"{before:%Y-%m}", f"{today:%Y-%m}"
