"""Networks of their own for agencies: what vanishes on the road, what is cleared."""

import argparse
import os
import socket
import subprocess

import pytest
from rich.console import Console

from minqing_local import processes
from minqing_local.processes import Recipe
from minqing_local.waiting import wait_until
from tests.faults.agencies.__main__ import _blows, _folder, is_done
from tests.faults.agencies.blows import UNHEARD, catalogue
from tests.faults.clustered import Row, write
from tests.faults.roads import NAMESPACES, PREFIX, WHY_NOT, can_lay, laid
from tests.faults.traces import began, left_behind, mine

pytestmark = [pytest.mark.unit, pytest.mark.faults]
LOST = 0.3
"""Seconds without a word: by then a packet that came through would have been read."""


@pytest.fixture
def road():
    if not can_lay():
        pytest.skip(WHY_NOT)
    with laid("street", "district") as road:
        yield road


def test_what_one_sends_vanishes_on_the_closed_road_and_comes_when_it_opens(road):
    with road.at("district"):
        door = socket.create_server((road.address("district"), 5671))
    with road.at("street"):
        street = socket.create_connection((road.address("district"), 5671), timeout=30)
    district, _ = door.accept()
    with door, street, district:
        for each in (street, district):
            each.settimeout(LOST)
        with road.closed("district"):
            street.sendall(b"heard")
            assert district.recv(9) == b"heard"
            district.sendall(b"kept")
            with pytest.raises(TimeoutError):
                street.recv(9)
            with road.at("district"), pytest.raises(TimeoutError):
                socket.create_connection((road.address("street"), 1), timeout=LOST)
        street.settimeout(60)
        assert street.recv(9) == b"kept"


def test_a_child_has_the_network_of_who_asks_for_it_and_nothing_outlives_the_road(
    tmp_path,
):
    if not can_lay():
        pytest.skip(WHY_NOT)
    recipe = Recipe(["sleep", "60"], {"PATH": os.environ["PATH"]}, tmp_path / "log")
    with laid("street") as road:
        with road.at("street"):
            there = processes.start("sleeper", recipe)
        here = processes.start("sleeper", recipe)
        listed = subprocess.check_output(
            ["ip", "netns", "pids", road.namespaces[1]], text=True
        )
        assert listed.split() == [str(there.pid)]
        forgotten = road.namespaces
    wait_until(lambda: not there.alive, "its end", 30)
    assert here.alive
    here.kill()
    assert not any((NAMESPACES / name).exists() for name in forgotten)


def test_only_what_a_dead_maker_left_behind_is_cleared_away():
    alive, dead, other = mine(PREFIX, "a"), f"{PREFIX}.7.12.a", f"{PREFIX}.8.12.a"
    running = {8: "8.13", os.getpid(): began(os.getpid())}
    names = [alive, dead, other, "somebody", f"{PREFIX}.x.12.a", f"{PREFIX}.9"]
    found = left_behind(names, lambda pid: running.get(pid, ""))
    assert found == [dead, other], "of process 8 the id came again"
    assert left_behind(names[:1]) == []


def test_a_folder_of_a_run_that_was_killed_goes_with_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    (tmp_path / "minqing-agencies.0.1.data" / "old").mkdir(parents=True)
    with _folder() as folder:
        assert list(tmp_path.iterdir()) == [folder]
    assert list(tmp_path.iterdir()) == []


def chosen(tmp_path, **changes):
    told = {"only": None, "seconds": 20, "resume": False, "matters": 10}
    return argparse.Namespace(**told | {"out": tmp_path / "a.json"} | changes)


def test_without_a_road_the_table_says_which_faults_it_passes_over_and_why(tmp_path):
    console = Console(record=True, width=200)
    kept = _blows(chosen(tmp_path), None, console)
    assert all(not each.needs_road for each in kept)
    said = console.export_text()
    for each in catalogue(20):
        told = f"passed over: {each.name}: {WHY_NOT}" in said
        assert told is each.needs_road
    assert said.count("passed over") == 2
    assert f"{UNHEARD:g} s" in said


def test_a_run_that_is_resumed_tries_only_what_was_not_clean_with_as_many(tmp_path):
    first, second, third = catalogue(20)[:3]
    file = tmp_path / "a.json"
    write(file, [Row(first.row, 10, 0, 0, 0, 0, 0, 1.0)])
    write(file, [Row(second.row, 10, 1, 0, 0, 0, 0, 1.0)])
    write(file, [Row(third.row, 9, 0, 0, 0, 0, 0, 1.0)])
    assert [is_done(file, each, 10) for each in (first, second, third)] == [
        True,
        False,
        False,
    ]
    left = _blows(chosen(tmp_path, resume=True), None, Console(quiet=True))
    assert left[0].name == second.name
