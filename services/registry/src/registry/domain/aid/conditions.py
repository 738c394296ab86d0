"""Conditions over the facts of a person: a small checked language, nothing is run.

There are three answers. What is not on file is unknown, and unknown is not no: a whole
of parts is the least of its parts' answers, a choice of parts the greatest (Kleene), so
that neither the order of the parts nor that of the facts can matter.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import IntEnum, StrEnum
from typing import Any, Final, Protocol

Facts = Mapping[str, Any]


class Answer(IntEnum):
    """No, not known, yes."""

    NO = 0
    UNKNOWN = 1
    YES = 2


class PersonFact(StrEnum):
    """What is known of a person beside the sections: 年龄, 同户居住人数."""

    AGE = "age"
    HOUSEHOLD_SIZE = "household-size"


class Op(StrEnum):
    """How a fact is held against a value."""

    IS = "is"
    IS_NOT = "is-not"
    ONE_OF = "one-of"
    HAS = "has"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"


class Condition(Protocol):
    """What is held against the facts of a person."""

    def answer(self, facts: Facts) -> Answer:
        """Return what the facts say to it."""
        ...

    def names(self) -> frozenset[str]:
        """Return which facts it asks for."""
        ...


@dataclass(frozen=True, kw_only=True)
class Check:
    """One fact held against one value; `fact` is `section.field`, or a PersonFact."""

    fact: str
    op: Op
    value: Any

    def answer(self, facts: Facts) -> Answer:
        """Return what the fact says; one that does not compare is not known."""
        found = facts.get(self.fact)
        held = None if found is None else HOLDS[self.op](found, self.value)
        return Answer.UNKNOWN if held is None else Answer(2 * held)

    def names(self) -> frozenset[str]:
        """Return the one fact."""
        return frozenset({self.fact})


@dataclass(frozen=True, kw_only=True)
class AllOf:
    """Every part must hold."""

    parts: tuple[Condition, ...]

    def answer(self, facts: Facts) -> Answer:
        """Return the least of the parts' answers."""
        return min(each.answer(facts) for each in self.parts)

    def names(self) -> frozenset[str]:
        """Return the facts of all parts."""
        return frozenset().union(*(each.names() for each in self.parts))


@dataclass(frozen=True, kw_only=True)
class AnyOf:
    """One part must hold."""

    parts: tuple[Condition, ...]

    def answer(self, facts: Facts) -> Answer:
        """Return the greatest of the parts' answers."""
        return max(each.answer(facts) for each in self.parts)

    def names(self) -> frozenset[str]:
        """Return the facts of all parts."""
        return frozenset().union(*(each.names() for each in self.parts))


def _number(found: Any) -> Decimal | None:  # noqa: ANN401
    if isinstance(found, bool) or not isinstance(found, int | str):
        return None
    try:
        number = Decimal(found)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _same(found: Any, value: Any) -> bool | None:  # noqa: ANN401
    return bool(found == value) if type(found) is type(value) else None


def _other(found: Any, value: Any) -> bool | None:  # noqa: ANN401
    same = _same(found, value)
    return None if same is None else not same


def _one_of(found: Any, value: Any) -> bool | None:  # noqa: ANN401
    return found in value if isinstance(found, str) else None


def _has(found: Any, value: Any) -> bool | None:  # noqa: ANN401
    return value in found if isinstance(found, list) else None


def _at_least(found: Any, value: int) -> bool | None:  # noqa: ANN401
    number = _number(found)
    return None if number is None else number >= value


def _at_most(found: Any, value: int) -> bool | None:  # noqa: ANN401
    number = _number(found)
    return None if number is None else number <= value


HOLDS: Final[Mapping[Op, Callable[[Any, Any], bool | None]]] = {
    Op.IS: _same,
    Op.IS_NOT: _other,
    Op.ONE_OF: _one_of,
    Op.HAS: _has,
    Op.AT_LEAST: _at_least,
    Op.AT_MOST: _at_most,
}
"""How each way of comparing is done; None: it cannot be."""
