"""Published patterns are ECMA-262 and accept what the door accepts."""

import pytest

from minqing_chassis.http.patterns import ecma_pattern, publish_patterns

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("python", "published"),
    [
        (r"^[0-9]{2}\Z", "^[0-9]{2}$"),
        (r"\A[0-9]+\Z", "^[0-9]+$"),
        (r"[a-z]", "^[a-z]"),
        (r"a|b", "^(?:a|b)"),
        (r"^\\Z\\A", r"^\\Z\\A"),
        (r"^(?P<half>[0-9])-(?P=half)\Z", r"^(?<half>[0-9])-\k<half>$"),
        (r"^(?:a)(?=b)(?!c)(?<=d)\.$", r"^(?:a)(?=b)(?!c)(?<=d)\.$"),
    ],
)
def test_a_pattern_is_said_in_ecma(python, published):
    assert ecma_pattern(python) == published


@pytest.mark.parametrize("alien", ["(?i)a", "(?#why)a", "(a)?(?(1)b|c)", "(?>a)"])
def test_what_only_python_knows_is_refused_when_the_document_is_made(alien):
    with pytest.raises(ValueError, match="only Python knows"):
        ecma_pattern(alien)


def test_only_patterns_are_touched_wherever_they_stand():
    document = {
        "title": r"\Z",
        "properties": {"pattern": {"type": "string", "pattern": r"a\Z"}},
        "anyOf": [{"pattern": r"b\Z"}, None, 3],
    }
    assert publish_patterns(document) == {
        "title": r"\Z",
        "properties": {"pattern": {"type": "string", "pattern": "^a$"}},
        "anyOf": [{"pattern": "^b$"}, None, 3],
    }
