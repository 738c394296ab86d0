"""The rooms in a running service: printing blocks nobody, and others are told."""

import io
import time
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from pypdf import PdfReader

from minqing_kernel.messages import Role
from minqing_local.waiting import wait_until
from services.routing.tests.builders import COMMUNITY, STREET
from services.routing.tests.room_builders import a_wording

pytestmark = pytest.mark.component

OPINION = {"kind": "handling-opinion", "parts": dict(a_wording().parts)}


@pytest.fixture
def signed(house):
    ops = house.token(Role.OPS, None)
    organ = {"mark": "金泉街信", "name": "金泉街道办事处"}
    assert house.call("PUT", f"/v1/organs/{STREET}", ops, json=organ).status_code == 200
    return house


def test_art32_the_service_goes_on_while_a_document_is_printed(signed, opened):
    place = f"/v1/cases/{opened()}/documents"
    handler = signed.token(Role.HANDLER, COMMUNITY)

    def issue():
        begun = time.monotonic()
        made = signed.call("POST", place, handler, json=OPINION)
        return made, time.monotonic() - begun

    with ThreadPoolExecutor() as pool:
        printing = pool.submit(issue)
        answers = []
        # Asked without a pause, the service would have no core left to print on.
        while not printing.done():
            begun = time.monotonic()
            assert signed.call("GET", "/health/live").status_code == 200
            answers.append(time.monotonic() - begun)
            wait([printing], 0.02)
    made, seconds = printing.result()
    assert made.status_code == 201, made.text
    assert len(answers) > 3
    assert max(answers) < seconds
    pdf = signed.call("GET", f"{place}/{made.json()['document_id']}", handler).content
    assert "金泉街信〔" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


def test_art32_a_document_is_told_through_the_case(signed, opened):
    case = opened()
    handler = signed.token(Role.HANDLER, COMMUNITY)
    made = signed.call("POST", f"/v1/cases/{case}/documents", handler, json=OPINION)
    steps = [step["step"] for step in signed.ask("timeline", petition_id=case)]
    assert steps == ["assigned", "document-issued"]
    where = f"routing_key = 'routing.document.issued.v1' and body like '%{case}%'"
    wait_until(lambda: signed.count("outbox", where) == 0, "the fact to be told", 20)
    assert made.json()["sha256"]


def test_art36_what_is_final_can_be_asked_by_others(signed, opened):
    case = opened()
    assert signed.ask("final_matters", petition_ids=[case]) == []
