"""What the demo says about doors that are not those of its own agency."""

import pytest

from minqing_demo.doors import Answer, Call, Doors, Refused
from minqing_local.refusal import Refusal

pytestmark = pytest.mark.unit

AT = "http://127.0.0.1:8102"


class Answering(Doors):
    """Doors that say one thing to everybody."""

    def __init__(self, status: int) -> None:
        super().__init__({"intake": AT})
        self._status = status

    def call(self, call: Call) -> Answer:
        return Answer(self._status, {"type": "urn:minqing:problem:x"})


def a_call(token: str | None) -> Call:
    return Call(service="intake", method="GET", path="/v1/petitions", token=token)


def test_an_agency_that_does_not_know_our_keys_is_another_one():
    with pytest.raises(Refusal, match=f"another agency answers at {AT}"):
        Answering(401).ask(a_call("ours"))


def test_other_refusals_stay_what_they_are():
    for status, token in ((401, None), (403, "ours"), (409, "ours")):
        with pytest.raises(Refused) as refused:
            Answering(status).ask(a_call(token))
        assert refused.value.status == status
