"""`make run` as the operator sees it: starts, survives its own death, stops."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest
import requests

from minqing_local import processes
from minqing_local.choices import DEFAULT_PORTS
from minqing_local.ports import free_port, is_free
from minqing_local.waiting import wait_until

pytestmark = [pytest.mark.environment, pytest.mark.slow]


class Operator:
    """Types `make run`, reads the screen, presses Ctrl-C."""

    def __init__(self, folder):
        self.folder = folder
        self.ports = {
            f"{part.upper()}_PORT": str(free_port()) for part in DEFAULT_PORTS
        }
        self.shell = os.environ | self.ports | {"COLUMNS": "120"}
        self.shell.pop("EVENTLET_NO_GREENDNS", None)  # as it is shipped
        self.shell |= {"MINQING_RUN_DIR": str(folder / "run"), "MINQING_DEMO": "no"}
        self.screen = folder / "screen.txt"
        self.running = None

    def run(self):
        with self.screen.open("wb") as screen:
            self.running = subprocess.Popen(
                [sys.executable, "-m", "minqing_local", "run"],
                env=self.shell,
                stdout=screen,
                stderr=subprocess.STDOUT,
            )

    def says(self, words):
        def seen():
            assert self.running.poll() is None or words in self.text, self.text
            return words in self.text

        wait_until(seen, f"the screen to say {words!r}", 120)

    @property
    def text(self):
        return self.screen.read_text()

    def type(self, *words):
        argv = [sys.executable, "-m", "minqing_local", *words]
        return subprocess.run(argv, env=self.shell, capture_output=True, text=True)

    def endpoints(self):
        return json.loads((self.folder / "run" / "endpoints.json").read_text())

    def everything(self):
        """The ids of all processes of this agency, the supervisor not among them."""
        ours = (self.running.pid, os.getpid())
        return [pid for pid in _pids() if pid not in ours and self._is_mine(pid)]

    def _is_mine(self, pid):
        return str(self.folder) in _cmdline(pid) or str(self.folder) in _cwd(pid)


def _pids():
    return [int(entry.name) for entry in Path("/proc").glob("[0-9]*")]


def _cmdline(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""


def _cwd(pid):
    try:
        return str(Path(f"/proc/{pid}/cwd").readlink())
    except OSError:
        return ""


@pytest.fixture(scope="module")
def operator(tmp_path_factory):
    person = Operator(tmp_path_factory.mktemp("operator"))
    yield person
    if person.running and person.running.poll() is None:
        person.running.kill()
        person.running.wait()


def test_the_agency_starts_and_writes_down_where_everything_is(operator):
    operator.run()
    operator.says("Ctrl-C stops everything")
    endpoints = operator.endpoints()
    for at in endpoints["services"].values():
        assert requests.get(at["http"] + "/health/ready", timeout=30).ok
        assert requests.get(at["metrics"], timeout=30).ok
        assert processes.is_running(at["pid"])
    assert set(endpoints["tokens"]) == {
        "resident",
        "clerk",
        "handler",
        "supervisor",
        "ops",
    }
    file = operator.folder / "run" / "endpoints.json"
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_portals_address_is_printed_first(operator):
    address = f"http://127.0.0.1:{operator.ports['PORTAL_PORT']}/"
    assert requests.get(address, timeout=30).ok
    before, said, after = operator.text.partition(address)
    assert said
    assert "http://" not in before
    assert "http://" in after


def test_an_empty_agency_names_the_commands_that_fill_it(operator):
    assert "This agency is empty" in operator.text
    assert 'make cli S=registry ARGS="load deploy/demo/data/' in operator.text
    assert "none" in operator.text.partition("Bearer tokens")[2]


def test_a_second_agency_in_the_same_folder_is_refused(operator):
    refused = operator.type("run")
    assert refused.returncode == 1
    assert f"already runs (process {operator.running.pid})" in refused.stderr


def test_status_shows_what_runs(operator):
    shown = operator.type("status")
    assert shown.returncode == 0
    for part in DEFAULT_PORTS:
        assert f"127.0.0.1:{operator.ports[f'{part.upper()}_PORT']}" in shown.stdout
    passwords = operator.folder / "run" / "postgres" / "passwords"
    for secret in passwords.iterdir():
        assert secret.read_text() not in shown.stdout


def test_operator_commands_work_beside_the_running_agency(operator):
    done = operator.type("cli", "routing", "dead", "list")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "there are no open dead letters" in done.stderr
    refused = operator.type("cli", "intake", "trace", "MQ-2603-9999999")
    assert refused.returncode == 1
    assert "environment" not in refused.stderr


def test_a_service_that_dies_is_started_again_and_written_down(operator):
    before = operator.endpoints()["services"]["notify"]["pid"]
    os.kill(before, signal.SIGKILL)
    operator.says("notify had died and was started again")

    def written():
        return operator.endpoints()["services"]["notify"]["pid"] != before

    wait_until(written, "the new process in the endpoints file", 60)


def test_killed_without_a_word_it_leaves_nothing_running(operator):
    _mark(operator, "create table kept (n int)")
    assert operator.everything()
    operator.running.kill()
    operator.running.wait()
    wait_until(lambda: not operator.everything(), "the end of all its processes", 40)


def test_the_next_run_finds_all_data_again(operator):
    operator.run()
    operator.says("Ctrl-C stops everything")
    assert _mark(operator, "select count(*) from kept") == (0,)


def test_ctrl_c_stops_everything_in_good_order(operator):
    operator.running.send_signal(signal.SIGINT)
    assert operator.running.wait(90) == 0
    assert "stopped; the data stay in" in operator.text
    assert not operator.everything()
    assert all(is_free(int(port)) for port in operator.ports.values())
    assert operator.type("status").returncode == 1
    assert "no agency was running" in operator.type("stop").stdout


def _mark(operator, statement):
    folder = operator.folder / "run" / "postgres" / "passwords"
    session = psycopg2.connect(
        host="127.0.0.1",
        port=operator.ports["POSTGRES_PORT"],
        user="notify",
        password=(folder / "notify").read_text(),
        dbname="notify",
    )
    try:
        with session, session.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone() if cursor.description else None
    finally:
        session.close()
