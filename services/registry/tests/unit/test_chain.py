"""The access log as a chain: what no key-less hand can change unseen."""

import hashlib
import hmac
from dataclasses import replace

import pytest

from registry.domain.chain import Break, Head, Linked, Look, first_break, link
from services.registry.tests.builders import NOON

pytestmark = pytest.mark.unit


def sign(text: str) -> str:
    return hmac.new(b"key", text.encode(), hashlib.sha256).hexdigest()


def a_chain(length: int = 4) -> list[Linked]:
    chain, previous = [], ""
    for no in range(1, length + 1):
        look = Look(
            no=no,
            at=NOON,
            actor="wang-li",
            role="clerk",
            organisation_id=None,
            purpose="visit",
            subject=f"somebody-{no}",
            fields=["health.illness"],
        )
        previous = link(look, previous, sign)
        chain.append(Linked(look=look, link=previous))
    return chain


def head_of(chain: list[Linked]) -> Head:
    return Head(no=chain[-1].look.no, link=chain[-1].link)


def test_a_whole_chain_has_no_break():
    chain = a_chain()
    assert first_break(chain, head_of(chain), sign) is None
    assert first_break([], Head(), sign) is None
    assert first_break(chain, head_of(chain), sign, head_of(chain[:2])) is None


def test_the_first_link_that_was_changed_is_named():
    chain = a_chain()
    other = replace(chain[1].look, purpose="correction")
    chain[1] = replace(chain[1], look=other)
    assert first_break(chain, head_of(chain), sign) == Break(no=2, why="changed")


def test_a_link_forged_without_the_key_is_found():
    chain = a_chain()
    other = replace(chain[2].look, actor="li-na")
    forged = link(other, chain[1].link, lambda text: hashlib.sha256().hexdigest())
    chain[2] = Linked(look=other, link=forged)
    assert first_break(chain, head_of(chain), sign) == Break(no=3, why="changed")


def test_a_look_that_was_taken_out_is_missed_in_the_middle_and_at_the_end():
    chain = a_chain()
    head = head_of(chain)
    missing = first_break([chain[0], *chain[2:]], head, sign)
    assert missing == Break(no=2, why="missing")
    assert first_break(chain[:3], head, sign) == Break(no=4, why="missing")


def test_an_end_that_was_written_down_elsewhere_must_still_be_there():
    chain = a_chain()
    later, other = Head(no=9, link="x"), Head(no=2, link="x")
    assert first_break(chain, head_of(chain), sign, later) == Break(no=5, why="missing")
    assert first_break(chain, head_of(chain), sign, other) == Break(no=2, why="changed")
