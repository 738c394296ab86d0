"""Gauges that the database knows."""

import threading

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import QueuePool, StaticPool

from minqing_chassis.observability.gauges import (
    GaugeRefresher,
    pool_probe,
    spine_probe,
)
from minqing_chassis.observability.metrics import Metrics

pytestmark = pytest.mark.unit


def value(metrics, name):
    return metrics.registry.get_sample_value(name, {"service": "x"})


class Rows:
    """Answers what it was told to."""

    def __init__(self, *answers):
        self._answers = list(answers)

    def rows(self, sql, **values):
        return [self._answers.pop(0)]


def test_the_outbox_and_the_dead_letters_are_read():
    metrics = Metrics("x")
    spine_probe(metrics, Rows({"n": 7, "oldest": 1.5}, {"n": 2}))()
    assert value(metrics, "minqing_outbox_rows") == 7
    assert value(metrics, "minqing_outbox_oldest_seconds") == 1.5
    assert value(metrics, "minqing_dead_letters") == 2


def test_connections_in_use_are_read():
    metrics = Metrics("x")
    engine = create_engine("sqlite://", poolclass=QueuePool, pool_size=3)
    with engine.connect():
        pool_probe(metrics, engine)()
    assert value(metrics, "minqing_db_pool_in_use") == 1
    assert value(metrics, "minqing_db_pool_size") == 3
    engine.dispose()


def test_a_pool_of_another_kind_is_left_alone():
    metrics = Metrics("x")
    engine = create_engine("sqlite://", poolclass=StaticPool)
    pool_probe(metrics, engine)()
    assert value(metrics, "minqing_db_pool_size") == 0
    engine.dispose()


def test_a_probe_that_fails_does_not_stop_the_others(caplog):
    done = []

    def broken():
        raise RuntimeError

    GaugeRefresher([broken, lambda: done.append(1)]).refresh()
    assert done == [1]
    assert "gauge probe failed" in caplog.text


def test_probes_are_asked_again_and_again_until_the_end():
    twice, rounds = threading.Event(), []

    def probe():
        rounds.append(1)
        if len(rounds) > 1:
            twice.set()

    refresher = GaugeRefresher([probe], every_seconds=0.01)
    refresher.start()
    assert twice.wait(10)
    refresher.stop()
    ended = len(rounds)
    assert not any(thread.name == "gauges" for thread in threading.enumerate())
    assert len(rounds) == ended


def test_stopping_what_never_began_is_no_error():
    GaugeRefresher([]).stop()
