"""Every refusal has a stable code and says something."""

import pytest

from minqing_kernel.errors import (
    Conflict,
    DomainError,
    Forbidden,
    Invalid,
    NotFound,
    TransitionRefused,
)
from minqing_kernel.text import Unreadable

pytestmark = pytest.mark.unit

CODES = {
    DomainError: "refused",
    NotFound: "not-found",
    Forbidden: "forbidden",
    Conflict: "conflict",
    Invalid: "invalid",
    TransitionRefused: "transition-refused",
    Unreadable: "unreadable-text",
}


@pytest.mark.parametrize(("kind", "code"), CODES.items())
def test_the_public_code_of_a_refusal_never_changes(kind, code):
    assert kind.code == code


def test_a_refusal_without_a_detail_says_what_its_kind_means():
    assert str(NotFound()) == "Nothing is known under that identity."


def test_a_refusal_of_a_kind_without_words_still_says_its_code():
    class Unworded(DomainError):
        code = "unworded"

    Unworded.__doc__ = None
    assert str(Unworded()) == "unworded"


def test_a_refusal_says_its_detail_and_names_the_fields_at_fault():
    error = Invalid("no such place", fields={"division_code": "unknown"})
    assert str(error) == "no such place"
    assert error.fields == {"division_code": "unknown"}


def test_a_refusal_keeps_its_own_copy_of_the_fields():
    fields = {"a": "b"}
    error = Invalid(fields=fields)
    fields.clear()
    assert error.fields == {"a": "b"}


def test_a_step_that_is_not_allowed_is_a_conflict():
    assert issubclass(TransitionRefused, Conflict)
