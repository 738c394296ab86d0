"""Doors are asked at once, in the name of who reads the page."""

from contextvars import ContextVar

import eventlet
import pytest

from portal.application.ports import Away
from portal.entrypoints.web.soon import soon

pytestmark = pytest.mark.unit

reader: ContextVar[str] = ContextVar("reader", default="nobody")


def test_what_is_asked_soon_overlaps():
    begun, go_on = [], eventlet.Event()

    def ask(name):
        begun.append(name)
        go_on.wait()
        return name

    first, second = soon(lambda: ask("first")), soon(lambda: ask("second"))
    eventlet.sleep(0)
    assert begun == ["first", "second"]
    go_on.send()
    assert (second(), first(), first()) == ("second", "first", "first")


def test_it_is_asked_in_the_name_of_who_reads_and_leaves_nothing_behind():
    token = reader.set("chen")
    told = soon(lambda: (reader.get(), reader.set("other"))[0])
    reader.reset(token)
    assert told() == "chen"
    assert reader.get() == "nobody"


def test_what_the_door_refuses_is_told_to_who_waits_and_to_no_log(capfd):
    def away():
        raise Away("registry")

    told = soon(away)
    eventlet.sleep(0)
    with pytest.raises(Away):
        told()
    assert capfd.readouterr() == ("", "")
