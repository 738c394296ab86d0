"""Dead letters keep what cannot be stored as it came."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_chassis.dead_letters import fingerprint, storable

pytestmark = pytest.mark.unit


def test_a_nul_is_replaced_and_an_escaped_one_is_only_text():
    assert storable("a\x00b") == "a\N{REPLACEMENT CHARACTER}b"
    assert storable("a\\u0000b") == "a\\u0000b"


@given(st.text(st.characters(codec=None)))
def test_any_text_can_be_stored(text):
    kept = storable(text)
    assert "\x00" not in kept
    kept.encode("utf-8")


def test_two_copies_of_one_message_have_one_fingerprint():
    headers = {"cloudEvents:id": "0190"}
    assert fingerprint(headers, "x") == fingerprint(headers, "y") == "0190"


def test_a_message_without_an_id_is_known_by_its_content():
    assert fingerprint({}, "x") == fingerprint({}, "x") != fingerprint({}, "y")
