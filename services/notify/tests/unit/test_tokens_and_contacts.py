"""Answer tokens, and contacts asked of intake."""

from uuid import uuid4

import pytest

from minqing_chassis.rpc import RpcUnavailable
from minqing_chassis.sealing import Sealer
from notify.adapters.contacts import IntakeContacts
from notify.adapters.tokens import SealedTokens
from notify.application.ports import Contact, ContactsAway
from notify.domain.errors import AnswerTokenRefused
from services.notify.tests.builders import PETITION

pytestmark = pytest.mark.unit

OLD, NEW = b"o" * 32, b"n" * 32


def tokens(*keys):
    return SealedTokens(Sealer(keys or [OLD]))


def test_a_token_tells_the_revision_it_was_issued_for():
    assert tokens().read(PETITION, tokens().issue(PETITION, 12)) == 12


def test_a_token_survives_a_new_key():
    assert tokens(NEW, OLD).read(PETITION, tokens(OLD).issue(PETITION, 3)) == 3


@pytest.mark.parametrize(
    "token",
    ["", "3", "3.", "x.abc", "3." + "0" * 32, "٣.abc", "9" * 10 + ".abc", "3.\ud800"],
)
def test_anything_else_is_refused(token):
    with pytest.raises(AnswerTokenRefused):
        tokens().read(PETITION, token)


def test_a_token_of_another_petition_revision_or_agency_is_refused():
    mine = tokens().issue(PETITION, 3)
    wrong = [
        tokens().issue(uuid4(), 3),
        "4." + mine.partition(".")[2],
        tokens(NEW).issue(PETITION, 3),
    ]
    for token in wrong:
        with pytest.raises(AnswerTokenRefused):
            tokens().read(PETITION, token)


class Intake:
    """Answers as intake does."""

    def __init__(self, answer):
        self.answer = answer
        self.asked = []

    def call(self, method, **values):
        self.asked.append((method, values))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def test_contacts_are_asked_for_once_with_a_purpose():
    other = uuid4()
    intake = Intake(
        {
            str(PETITION): {"name": "冯一", "telephone": "138", "tracking_code": "1"},
            str(other): {},
        }
    )
    found = IntakeContacts(intake).of([PETITION, other])
    assert found == {PETITION: Contact(name="冯一", telephone="138", tracking_code="1")}
    ids = [str(PETITION), str(other)]
    assert intake.asked == [("contacts", {"petition_ids": ids, "purpose": "notice"})]


def test_an_intake_that_does_not_answer_is_away():
    with pytest.raises(ContactsAway):
        IntakeContacts(Intake(RpcUnavailable("timeout"))).of([PETITION])


@pytest.mark.parametrize(
    "wrong", [["x"], {str(PETITION): "no contact"}, {"not-an-id": {"name": "y"}}, 7]
)
def test_an_answer_that_cannot_be_read_is_none_and_no_notice_is_used_up(wrong):
    with pytest.raises(ContactsAway):
        IntakeContacts(Intake(wrong)).of([PETITION])
