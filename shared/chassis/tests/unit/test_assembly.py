"""What every composition root shares: where migrations are, and whether it can work."""

from types import SimpleNamespace

import pytest

from minqing_chassis import assembly

pytestmark = pytest.mark.unit


def test_migrations_are_in_the_package_or_beside_its_source(tmp_path):
    root = tmp_path / "src" / "parks" / "bootstrap.py"
    root.parent.mkdir(parents=True)
    beside = tmp_path / "migrations"
    assert assembly.migrations_beside(str(root)) == beside
    inside = root.parent / "migrations"
    inside.mkdir()
    assert assembly.migrations_beside(str(root)) == inside


@pytest.mark.parametrize("broken", [None, "database", "broker", "migrations"])
def test_health_names_the_part_that_does_not_work(monkeypatch, tmp_path, broken):
    def rows(_):
        if broken == "database":
            raise ConnectionError("no database")

    database = SimpleNamespace(rows=rows)
    monkeypatch.setattr(assembly, "broker_answers", lambda _: broken != "broker")
    at_head = SimpleNamespace(at_head=lambda *_: broken != "migrations")
    monkeypatch.setattr(assembly, "migrations", at_head)
    failures = assembly.health_of(database, "amqp://nowhere", tmp_path).failures()
    assert set(failures) == ({broken} if broken else set())
