"""Pictures reach intake after their matter: each once, later if it must be."""

from base64 import b64decode
from uuid import UUID

import pytest

from minqing_kernel.pictures import CleanPicture
from portal.application.picture_carrying import (
    ROUND,
    ClaimedPicture,
    PictureCarrier,
    packed,
)
from portal.application.ports import Away, Refused
from portal.application.views import Receipt
from services.portal.tests.fakes import FakeSealer

pytestmark = pytest.mark.unit

MATTER, ONE, TWO = UUID(int=1), UUID(int=2), UUID(int=3)
THEIRS = Receipt(receipt="MQ-2611-0000014", code="7K3M-9Q2T")
SEEN = CleanPicture(content=b"seen", digest="d" * 64, width=4, height=3)


class Claims:
    """Hands out what waits, each once a round."""

    def __init__(self, *waiting):
        self.waiting, self.back, self.ended = list(waiting), [], []

    def claim_next(self):
        return self.waiting.pop(0) if self.waiting else None

    def put_back(self, picture_id):
        self.back.append(picture_id)

    def carried(self, picture_id, refused=""):
        self.ended.append((picture_id, refused))


class Intake:
    """Takes pictures, unless it is told to raise."""

    def __init__(self):
        self.error, self.taken = None, []

    def attach(self, to, content, *, keep_place):
        if self.error is not None:
            raise self.error
        self.taken.append((to, content, keep_place))


def waiting(picture_id=ONE, whose=None, place=False):
    sealer = FakeSealer()
    seen = CleanPicture(**vars(SEEN) | {"has_place": place})
    answer = "" if whose else sealer.seal(vars(THEIRS), str(MATTER))
    return ClaimedPicture(
        picture_id=picture_id,
        matter_id=None if whose else MATTER,
        sealed=sealer.seal(packed(seen, whose), str(picture_id)),
        answer=answer,
    )


def carrier(*claimed):
    claims, intake = Claims(*claimed), Intake()
    return PictureCarrier(claims=claims, intake=intake, sealer=FakeSealer())


def test_it_goes_to_the_number_that_intake_gave_its_matter_and_is_forgotten_here():
    one = carrier(waiting(), waiting(TWO, place=True))
    assert one.carry_due() == 2
    assert one.intake.taken == [(THEIRS, b"seen", False), (THEIRS, b"seen", True)]
    assert one.claims.ended == [(ONE, ""), (TWO, "")]


def test_one_that_was_given_later_says_itself_whose_it_is():
    one = carrier(waiting(whose=THEIRS))
    assert one.carry_due() == 1
    assert one.intake.taken == [(THEIRS, b"seen", False)]


@pytest.mark.parametrize("error", [Away("gone"), Refused("no", status=429)])
def test_while_intake_does_not_take_it_it_waits_and_nothing_is_forgotten(error):
    one = carrier(waiting(), waiting(TWO))
    one.intake.error = error
    assert one.carry_due() == 0
    assert (one.claims.back, one.claims.ended) == ([ONE], [])


@pytest.mark.parametrize(
    "no",
    [Refused("picture-refused", status=422), Refused("too-many-pictures", status=409)],
)
def test_what_intake_refuses_for_good_ends_here_with_the_reason(no):
    one = carrier(waiting())
    one.intake.error = no
    assert one.carry_due() == 1
    assert one.claims.ended == [(ONE, no.code)]


def test_a_round_carries_so_many_and_leaves_the_rest_to_the_next():
    one = carrier(*(waiting(UUID(int=at)) for at in range(10, 12 + ROUND)))
    assert one.carry_due() == ROUND
    assert len(one.claims.waiting) == 2


def test_what_is_kept_of_it_is_what_is_seen_and_nothing_else():
    told = packed(SEEN)
    assert b64decode(told.pop("jpeg")) == b"seen"
    assert told == {"place": ""}
