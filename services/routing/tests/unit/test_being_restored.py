"""C-20: what was brought back from a backup waits until the neighbours were asked."""

from types import SimpleNamespace

import pytest

from minqing_chassis.observability.health import Withheld
from routing.adapters.handovers.home import Home
from routing.entrypoints import being_restored

pytestmark = pytest.mark.unit


class Rows:
    """A database whose row was written by this transaction, or by another."""

    def __init__(self, *looks):
        self.looks, self.said = list(looks), []

    def rows(self, sql):
        self.said.append(sql)
        if not sql.startswith("select"):
            return []
        here = self.looks.pop(0)
        if isinstance(here, Exception):
            raise here
        return [{"here": here}]


@pytest.fixture
def served(monkeypatch):
    told = []

    class Server:
        def __init__(self, doorway):
            told.append(doorway.address)

        def listen(self):
            told.append("listen")

        def start(self):
            told.append("start")

        def stop(self):
            told.append("stop")

    monkeypatch.setattr(being_restored, "HttpServer", Server)
    monkeypatch.setattr(being_restored, "_door", lambda parts: None)
    return told


class Shown(list):
    """A gauge that remembers what it was set to."""

    set = list.append


def parts(*looks, alone=False):
    home = Home(Rows(*looks))
    shown = Shown()
    metrics = SimpleNamespace(gauge=lambda *_: shown, shown=shown)
    settings = SimpleNamespace(http_address="127.0.0.1:0")
    agencies = None if alone else SimpleNamespace(home=home)
    return SimpleNamespace(agencies=agencies, settings=settings, metrics=metrics)


def test_it_opens_no_door_but_healths_until_it_was_said(served):
    made = parts(False, False, True)
    being_restored.wait_until_settled(made, look=0)
    assert made.metrics.shown == [0, 1, 0]
    assert served == ["127.0.0.1:0", "listen", "start", "stop"]


def test_a_process_that_works_ends_once_it_was_found_that_the_database_went_back(
    monkeypatch,
):
    ended = []
    monkeypatch.setattr(being_restored.os, "kill", lambda _, with_: ended.append(with_))
    being_restored._watch(Home(Rows(True, OSError("away"), True, False)), 0)
    assert ended == [being_restored.signal.SIGTERM]


def test_who_stands_alone_watches_nothing():
    being_restored.leave_when_put_back(parts(alone=True))


def test_it_waits_as_well_while_the_database_is_away_and_calls_that_no_restore(served):
    away = OSError("away")
    made = parts(away, away, True)
    being_restored.wait_until_settled(made, look=0)
    assert served[-1] == "stop"
    assert made.metrics.shown == [0, 0, 0]
    gone_since = parts(False, False, away, True)
    being_restored.wait_until_settled(gone_since, look=0)
    assert gone_since.metrics.shown == [0, 1, 0, 0]


def test_what_lived_on_begins_at_once(served):
    being_restored.wait_until_settled(parts(True))
    being_restored.wait_until_settled(parts(alone=True))
    assert served == []


def test_health_names_the_state_and_asks_no_more_once_it_is_over():
    home = Home(Rows(False, True))
    with pytest.raises(Withheld, match="being-restored"):
        home.ensure_settled()
    home.ensure_settled()
    home.ensure_settled()
