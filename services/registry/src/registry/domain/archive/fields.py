"""The fields of a section: their types, what each accepts, how sensitive each is."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from minqing_kernel.errors import Invalid
from registry.domain.masks import HIDDEN
from registry.domain.sensitivity import Sensitivity, WordKind
from registry.domain.values import checked_telephone, checked_text

FIELD_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
AMOUNT = re.compile(r"\d{1,9}(?:\.\d{1,2})?\Z", re.ASCII)
IDENTITY = re.compile(r"\d{17}[\dX]\Z", re.ASCII)
LONGEST = 2000
LARGEST = 1_000_000_000
MOST_OPTIONS = 100


class FieldType(StrEnum):
    """What a field takes: words, a whole number, yes or no, a day, money, a choice."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes-no"
    DAY = "day"
    AMOUNT = "amount"
    CHOICE = "choice"
    CHOICES = "choices"
    OUTCOMES = "outcomes"


CHOOSING = frozenset({FieldType.CHOICE, FieldType.CHOICES})


@dataclass(frozen=True, kw_only=True)
class FieldSpec:
    """One field as a section defines it.

    `options` are what a choice chooses from; `longest` bounds a text. `outcomes` are
    written by the office's own cases alone (帮扶情况 from a case, A-28).
    """

    code: str
    title: str
    type: FieldType = FieldType.TEXT
    sensitivity: Sensitivity = Sensitivity.PERSONAL
    kind: WordKind = WordKind.PLAIN
    required: bool = False
    options: tuple[str, ...] = ()
    longest: int = 200

    def __post_init__(self) -> None:
        if not FIELD_CODE.match(self.code):
            raise Invalid(fields={"code": "bad-code"})
        object.__setattr__(self, "title", checked_text(self.title, "title"))
        object.__setattr__(self, "options", tuple(self.options))
        wrong = self._wrong()
        if wrong:
            raise Invalid(fields={wrong: f"bad-{wrong}"})

    def written(self, value: Any) -> Any:  # noqa: ANN401
        """Return what an edit writes: a checked value, or None for an emptied field."""
        by_cases = self.type is FieldType.OUTCOMES
        return None if value is None and not by_cases else self.check(value)

    def check(self, value: Any) -> Any:  # noqa: ANN401
        """Return a value in its one stored form, or raise Invalid on this field."""
        try:
            return CHECKS[self.type](self, value)
        except _Unfit as unfit:
            raise Invalid(fields={f"values.{self.code}": str(unfit)}) from None

    def refuse_misfit(self, kept: Any) -> None:  # noqa: ANN401
        """Raise Invalid if what was written under an older edition does not fit."""
        if self.type is not FieldType.OUTCOMES:
            self.check(kept)

    def _wrong(self) -> str | None:
        if bool(self.options) != (self.type in CHOOSING):
            return "options"
        twice = len(set(self.options)) != len(self.options)
        if twice or len(self.options) > MOST_OPTIONS:
            return "options"
        if not 1 <= self.longest <= LONGEST:
            return "longest"
        if self.kind is not WordKind.PLAIN and self.type is not FieldType.TEXT:
            return "kind"
        return None


class _Unfit(Exception):
    """The value does not fit; the message is the code of why."""


def _text(spec: FieldSpec, value: Any) -> str:  # noqa: ANN401
    if not isinstance(value, str):
        raise _Unfit("not-a-string")
    if HIDDEN in value or ("*" in value and spec.kind is not WordKind.PLAIN):
        raise _Unfit("masked-value")
    try:
        return WORDS.get(spec.kind, checked_text)(value, spec.code, spec.longest)
    except Invalid as error:
        raise _Unfit(error.fields[spec.code]) from None


def _telephone(value: str, field: str, longest: int) -> str:
    return checked_telephone(value, field)


def _identity(value: str, field: str, longest: int) -> str:
    number = checked_text(value, field).upper()
    if not IDENTITY.match(number):
        raise Invalid(fields={field: "identity-length"})
    return number


def _number(spec: FieldSpec, value: Any) -> int:  # noqa: ANN401
    if isinstance(value, bool) or not isinstance(value, int):
        raise _Unfit("not-an-integer")
    if not -LARGEST <= value <= LARGEST:
        raise _Unfit("number-out-of-range")
    return value


def _yes_no(spec: FieldSpec, value: Any) -> bool:  # noqa: ANN401
    if not isinstance(value, bool):
        raise _Unfit("not-a-boolean")
    return value


def _day(spec: FieldSpec, value: Any) -> str:  # noqa: ANN401
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise _Unfit("not-a-date") from None


def _amount(spec: FieldSpec, value: Any) -> str:  # noqa: ANN401
    """Money to the cent, as text: 1050 is "1050.00" yuan."""
    if not isinstance(value, str) or not AMOUNT.match(value):
        raise _Unfit("bad-amount")
    whole, _, cents = value.partition(".")
    return f"{int(whole)}.{cents:0<2}"


def _choice(spec: FieldSpec, value: Any) -> str:  # noqa: ANN401
    if not isinstance(value, str) or value not in spec.options:
        raise _Unfit("not-one-of-options")
    return value


def _choices(spec: FieldSpec, value: Any) -> list[str]:  # noqa: ANN401
    if not isinstance(value, list):
        raise _Unfit("not-a-list")
    chosen = {_choice(spec, each) for each in value}
    return [option for option in spec.options if option in chosen]


def _outcomes(spec: FieldSpec, value: Any) -> list[dict[str, str]]:  # noqa: ANN401
    raise _Unfit("written-by-cases")


WORDS: dict[WordKind, Callable[[str, str, int], str]] = {
    WordKind.TELEPHONE: _telephone,
    WordKind.IDENTITY: _identity,
}
CHECKS: dict[FieldType, Callable[[FieldSpec, Any], Any]] = {
    FieldType.TEXT: _text,
    FieldType.NUMBER: _number,
    FieldType.YES_NO: _yes_no,
    FieldType.DAY: _day,
    FieldType.AMOUNT: _amount,
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
    FieldType.OUTCOMES: _outcomes,
}
