"""Which of the calls that a document suggests are made."""

from types import SimpleNamespace as Plain

from minqing_chassis.http.conformance import EachOnce


def an_edge(label="GET /a", scenario="wrong type", parameter="on", place=None, **told):
    way = Plain(
        scenario=scenario,
        parameter=parameter,
        location=place,
        description=told.get("description"),
    )
    return Plain(operation=Plain(label=label), meta=Plain(phase=Plain(data=way)))


def test_each_way_at_each_place_of_each_operation_is_called_once():
    lets = EachOnce()
    edges = [
        an_edge(place="/properties/a/type"),
        an_edge(place="/properties/b/type"),
        an_edge(place="/properties/a/type", scenario="too long"),
        an_edge(place="/properties/a/type", label="PUT /a"),
        an_edge(place="/properties/a/type", parameter="until"),
        an_edge(description="a is as long as it may be"),
        an_edge(description="b is as long as it may be"),
    ]
    assert all(lets(None, edge) for edge in edges)
    assert not any(lets(None, edge) for edge in edges)


def test_what_is_called_at_random_is_called_always():
    phase = Plain(data=Plain())
    drawn = Plain(operation=Plain(label="GET /a"), meta=Plain(phase=phase))
    lets = EachOnce()
    assert lets(None, drawn) and lets(None, drawn)
