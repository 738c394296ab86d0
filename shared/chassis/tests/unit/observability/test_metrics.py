"""The series every service shares."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from minqing_chassis.observability.metrics import Metrics

pytestmark = pytest.mark.unit


@pytest.fixture
def metrics():
    return Metrics("routing", agency="demo", version="1.2")


def value(metrics, name, **labels):
    return metrics.registry.get_sample_value(name, {"service": "routing", **labels})


def test_every_series_of_ours_has_our_prefix_and_every_promised_one_is_there(metrics):
    metrics.http("/x", "GET", 200, 0.1)
    metrics.message("a.b.v1", "handled")
    metrics.handled("a.b.v1", 0.1)
    text = metrics.render().decode()
    names = {family.name for family in text_string_to_metric_families(text)}
    ours = {name for name in names if not name.startswith("process_")}
    assert ours == {
        "minqing_http_request_seconds",
        "minqing_handler_seconds",
        "minqing_messages",
        "minqing_outbox_rows",
        "minqing_outbox_oldest_seconds",
        "minqing_dead_letters",
        "minqing_db_pool_in_use",
        "minqing_db_pool_size",
        "minqing_build_info",
    }


def test_http_answers_are_counted_by_template_method_and_class(metrics):
    metrics.http("/v1/x/{id}", "GET", 404, 0.02)
    labels = {"route": "/v1/x/{id}", "method": "GET", "status": "4xx"}
    assert value(metrics, "minqing_http_request_seconds_count", **labels) == 1
    assert value(metrics, "minqing_http_request_seconds_sum", **labels) == 0.02


def test_a_batch_is_counted_message_by_message_and_timed_by_its_mean(metrics):
    metrics.batch([("a", "handled"), ("a", "handled"), ("b", "dead")], 0.3)
    assert value(metrics, "minqing_messages_total", event="a", outcome="handled") == 2
    assert value(metrics, "minqing_messages_total", event="b", outcome="dead") == 1
    assert value(metrics, "minqing_handler_seconds_sum", event="a") == pytest.approx(
        0.1
    )
    assert value(metrics, "minqing_handler_seconds_count", event="b") == 1


def test_an_empty_batch_changes_nothing(metrics):
    before = metrics.render()
    metrics.batch([], 0.3)
    assert b"minqing_handler_seconds_count{" not in metrics.render()
    assert b"minqing_handler_seconds_count{" not in before


def test_the_build_is_told(metrics):
    assert value(metrics, "minqing_build_info", agency="demo", version="1.2") == 1


def test_a_gauge_replaced_as_a_whole_forgets_rows_that_are_gone(metrics):
    gauge = metrics.gauge("cases", "Cases", ("state",))
    gauge.replace([(("open",), 3), (("closed",), 1)])
    gauge.replace([(("open",), 4)])
    assert value(metrics, "minqing_cases", state="open") == 4
    assert value(metrics, "minqing_cases", state="closed") is None


def test_a_counter_of_the_services_own_has_the_prefix(metrics):
    metrics.counter("escalations", "Escalations", ("level",)).labels("1").inc(2)
    found = metrics.registry.get_sample_value(
        "minqing_escalations_total", {"level": "1"}
    )
    assert found == 2
