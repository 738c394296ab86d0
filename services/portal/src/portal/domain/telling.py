"""What a resident tells in three steps, and what each step still lacks."""

import re
import unicodedata
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, Final, Self

LONGEST_TEXT: Final = 2_000
LONGEST_PLACE: Final = 200
LONGEST_NAME: Final = 50
LONGEST_SAID: Final = 60_000
"""Characters that a draft keeps, even of a text that is too long to be sent."""
TELEPHONE: Final = re.compile(r"[0-9+()-]{5,20}")
OFFICE: Final = ("居委会", "居民委员会", "办事处")
"""What ends the name of a unit, and is no part of its place's."""
UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")


class Where(StrEnum):
    """What a matter has to do with a place."""

    HOME = "home"
    ELSEWHERE = "elsewhere"
    NOWHERE = "nowhere"


class Step(StrEnum):
    """The three steps, in their order."""

    WHAT = "1"
    WHERE = "2"
    WHO = "3"


@dataclass(frozen=True, kw_only=True)
class Telling:
    """Everything that the three steps ask; nothing is lost while it is wrong.

    `agrees`: to publication without name and door; nobody does who says nothing.
    """

    text: str = ""
    where: str = ""
    place: str = ""
    name: str = ""
    telephone: str = ""
    anonymous: bool = False
    agrees: bool = False

    @classmethod
    def of(cls, known: dict[str, Any]) -> Self:
        """Return what a draft held; what no step asks any more is left out."""
        names = {each.name for each in fields(cls)}
        return cls(**{name: said for name, said in known.items() if name in names})

    def to_dict(self) -> dict[str, Any]:
        """Return everything, as a draft holds it."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def told(self, step: Step, said: dict[str, str]) -> Self:
        """Return it with what one step was told; the other steps stay."""
        if step is Step.WHAT:
            return replace(self, text=_words(said.get("text", ""), LONGEST_SAID))
        if step is Step.WHERE:
            place = _line(said.get("place", ""))
            return replace(self, where=_line(said.get("where", "")), place=place)
        return replace(
            self,
            name=_line(said.get("name", "")),
            telephone=plain_number(said.get("telephone", "")),
            anonymous=said.get("anonymous") == "yes",
            agrees=said.get("agrees") == "yes",
        )

    def faults(self, step: Step) -> dict[str, str]:
        """Return what is wrong at a step: field -> code of the text that says so."""
        checks = {
            Step.WHAT: self._what,
            Step.WHERE: self._where,
            Step.WHO: self._who,
        }
        return checks[step]()

    def first_open(self) -> Step | None:
        """Return the first step that still lacks something, or None."""
        return next((step for step in Step if self.faults(step)), None)

    def _what(self) -> dict[str, str]:
        if not self.text:
            return {"text": "fault.text.empty"}
        if len(self.text) > LONGEST_TEXT:
            return {"text": "fault.text.long"}
        return {}

    def _where(self) -> dict[str, str]:
        if self.where not in set(Where):
            return {"where": "fault.where.empty"}
        if len(self.place) > LONGEST_PLACE:
            return {"place": "fault.place.long"}
        if self.where != Where.NOWHERE and not self.place:
            return {"place": "fault.place.empty"}
        return {}

    def _who(self) -> dict[str, str]:
        if self.anonymous:
            return {}
        faults = {}
        if not self.name:
            faults["name"] = "fault.name.empty"
        elif len(self.name) > LONGEST_NAME:
            faults["name"] = "fault.name.long"
        if not self.telephone:
            faults["telephone"] = "fault.telephone.empty"
        elif not TELEPHONE.fullmatch(self.telephone):
            faults["telephone"] = "fault.telephone.wrong"
        return faults


def plain_number(said: str) -> str:
    """Return a telephone number as it was meant: full-width digits, spaces, dashes."""
    plain = unicodedata.normalize("NFKC", said)
    return re.sub(r"[\s·.\-‐‑–—]", "", plain)[:64]


def placed(place: str, building: str, community: str) -> str:
    """Return what was typed of a place with the building and community picked for it.

    None stands there twice. The community comes last: a street is looked for at the
    beginning.
    """
    if not building:
        return place
    told = place if building in place else f"{building} {place}".rstrip()
    for end in OFFICE:
        community = community.removesuffix(end)
    return told if not community or community in told else f"{told}（{community}）"


def _words(said: str, longest: int) -> str:
    told = unicodedata.normalize("NFC", UNSTORABLE.sub("", said))
    return told.replace("\r\n", "\n").strip()[:longest]


def _line(said: str) -> str:
    return " ".join(_words(said, 500).split())
