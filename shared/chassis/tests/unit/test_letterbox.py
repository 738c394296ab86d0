"""A letter is let go of only once it is stored what became of it."""

from types import SimpleNamespace

import pytest
from sqlalchemy.exc import OperationalError

from minqing_chassis import letterbox
from minqing_chassis.letterbox import Letterbox

pytestmark = pytest.mark.unit


class Container:
    """Runs a worker at once, with what the service's method would say."""

    def __init__(self, *answers):
        self.answers, self.heard = list(answers), []

    def spawn_worker(self, _entrypoint, arguments, _named, handle_result):
        self.heard.append(arguments)
        error = self.answers.pop(0)
        told = error and (type(error), error, None)
        handle_result(None, None, told or None)


def a_box(*answers):
    box = Letterbox("agency.in")
    box.container = Container(*answers)
    return box


LETTER = SimpleNamespace(
    body="信",
    headers={"signature": "s", "routing_key": "another"},
    delivery_info={"routing_key": "a-street"},
)
AWAY = OperationalError("select", {}, Exception())


def test_a_letter_is_handed_over_as_bytes_with_its_headers():
    box = a_box(None)
    assert box._decide(LETTER)
    headers = {"signature": "s", "routing_key": "a-street"}
    assert box.container.heard == [("信".encode(), headers)]


def test_while_the_database_is_away_the_letter_is_held_and_tried_again(monkeypatch):
    monkeypatch.setattr(letterbox.eventlet, "sleep", lambda _: None)
    box = a_box(AWAY, AWAY, None)
    assert box._decide(LETTER)
    assert len(box.container.heard) == 3


def test_who_stops_meanwhile_does_not_let_go_of_the_letter(monkeypatch):
    box = a_box(AWAY)
    monkeypatch.setattr(
        letterbox.eventlet, "sleep", lambda _: setattr(box, "_stopping", True)
    )
    assert not box._decide(LETTER)


def test_what_cannot_be_decided_stays_in_the_queue():
    with pytest.raises(ValueError, match="odd"):
        a_box(ValueError("odd"))._decide(LETTER)
