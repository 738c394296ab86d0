"""A sealed file that was never written down goes after a day, and no other does."""

import os
import time

import pytest

from minqing_chassis.files import SealedFiles
from minqing_chassis.files.folder import FolderStore
from minqing_chassis.observability.metrics import Metrics
from minqing_chassis.orphans import DAY, OrphanSweep
from minqing_chassis.sealing import Sealer

pytestmark = pytest.mark.unit

NOW = time.time()
WRITTEN, ORPHAN, FRESH, AGAIN = (each * 64 for each in "abcd")


@pytest.fixture
def folder(tmp_path):
    made = SealedFiles(FolderStore(tmp_path), Sealer([bytes(32)]))
    for name in (WRITTEN, ORPHAN, FRESH, AGAIN):
        made.write(name, b"picture")
        age = 60 if name == FRESH else DAY + 60
        at(tmp_path, f"{name[:2]}/{name}.sealed", age)
    other = tmp_path / "regulations" / "ee"
    other.mkdir(parents=True)
    (other / f"{'e' * 64}.sealed").touch()
    at(tmp_path, f"regulations/ee/{'e' * 64}.sealed", 9 * DAY)
    return made


def holds(folder, name):
    return name in folder.older(NOW + DAY)


def at(root, name, age):
    os.utime(root / name, (NOW - age, NOW - age))


def test_what_has_no_row_after_a_day_goes_and_is_counted(folder, tmp_path, monkeypatch):
    monkeypatch.setattr("minqing_chassis.orphans.AT_ONCE", 1)
    (tmp_path / "aa" / "x.sealed.1.part").touch()
    at(tmp_path, "aa/x.sealed.1.part", DAY + 60)
    (tmp_path / "aa" / "y.sealed.2.part").touch()
    metrics, asked = Metrics("intake"), []

    def known(names):
        asked.extend(names)
        return {WRITTEN, AGAIN} & set(names)

    sweep = OrphanSweep(folder, known, metrics)
    assert (sweep.run(lambda: NOW), sweep.run(lambda: NOW)) == (2, 0)
    assert (holds(folder, ORPHAN), holds(folder, WRITTEN), holds(folder, FRESH)) == (
        False,
        True,
        True,
    )
    assert FRESH not in asked and set(asked) == {WRITTEN, ORPHAN, AGAIN}
    left = sorted(each.name for each in tmp_path.rglob("*") if each.is_file())
    assert f"{'e' * 64}.sealed" in left and "y.sealed.2.part" in left
    assert b"minqing_orphan_files_swept_total 2.0" in metrics.render()


def test_a_file_that_is_sent_again_is_new_again(folder):
    folder.write(AGAIN, b"picture")
    assert AGAIN not in folder.older(NOW - DAY)
    assert ORPHAN in folder.older(NOW - DAY)


def test_a_file_that_is_sent_again_while_it_is_asked_about_stays(folder):
    def known(names):
        if ORPHAN in names:
            folder.write(ORPHAN, b"picture")
        return {WRITTEN, AGAIN} & set(names)

    assert OrphanSweep(folder, known, Metrics("intake")).run(lambda: NOW) == 0
    assert holds(folder, ORPHAN)


def test_where_no_files_are_kept_nothing_is_swept():
    assert OrphanSweep(None, lambda _: (), Metrics("intake")).run() == 0
