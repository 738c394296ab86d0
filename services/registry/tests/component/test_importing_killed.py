"""An import whose process is killed with -9, and the next one that goes on."""

import subprocess
import sys

import pytest

from minqing_local.waiting import wait_until
from services.registry.tests.builders import COMMUNITY

pytestmark = pytest.mark.component

ROWS = 1500
UNDO = ("imports", "undo")


def position(running) -> tuple[str, int]:
    sql = "select batch_id, position from import_batches where kind = 'households'"
    rows = running.database.rows(sql)
    return (str(rows[0]["batch_id"]), rows[0]["position"]) if rows else ("", 0)


def homes(running) -> int:
    sql = "select 1 from households join household_numbers using (household_id)"
    return len(running.database.rows(sql))


def test_killed_with_9_an_import_goes_on_and_doubles_nothing(loaded, tmp_path):
    file = tmp_path / "homes.csv"
    lines = [f"K-{at},梨花巷{at}号\n" for at in range(ROWS)]
    file.write_text("户编号,住址\n" + "".join(lines), "gb18030")
    asked = ("import", "households", str(file), "--organisation", COMMUNITY, "--quiet")
    command = [sys.executable, "-m", "registry", "cli", *asked]
    with subprocess.Popen(command, env=loaded.environ) as process:
        wait_until(lambda: position(loaded)[1] > 0, "a chunk", 30)
        process.kill()
    batch, at = position(loaded)
    assert 0 < at <= ROWS and homes(loaded) == at - 1
    done = loaded.cli("imports", "go-on", batch, "--quiet")
    assert done.returncode == 0, done.stderr
    assert f"created {ROWS}" in done.stdout and homes(loaded) == ROWS
    undone = loaded.cli(*UNDO, batch, "--quiet")
    assert f"undone {ROWS}" in undone.stdout and homes(loaded) == 0


def test_the_running_service_works_through_what_is_sent(loaded):
    sent = loaded.call(
        "POST",
        f"/v1/imports?kind=residents&organisation={COMMUNITY}",
        loaded.token("supervisor"),
        data="姓名,身份证号\n白小梨,123\n".encode(),
        headers={"Content-Type": "text/csv"},
    )
    assert sent.status_code == 202, sent.text
    path = f"/v1/imports/{sent.json()['batch_id']}"
    token = loaded.token("supervisor")
    wait_until(
        lambda: loaded.call("GET", path, token).json()["state"] == "done", "it", 30
    )
    assert loaded.call("GET", path, token).json()["counts"]["faulty"] == 1
