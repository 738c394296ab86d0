"""Documents of the rooms on a real database: numbers, prints, and who read them."""

import hashlib
from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from minqing_kernel.messages import Cause
from routing.adapters.documents.archive import SqlArchive
from routing.adapters.documents.door_store import DoorReader
from routing.adapters.documents.numbers import counters
from routing.adapters.documents.patience import ENOUGH, EVERY_UNPRINTED
from routing.application.documents.commands import KeepPrint
from routing.application.documents.office import DocumentOffice
from routing.domain.documents.errors import (
    AlreadyCorrected,
    AlreadyPrinted,
    DocumentNotFound,
    NotPrinted,
    PressUnavailable,
)
from routing.domain.organs.errors import MarkTaken, OrganNotFound
from routing.entrypoints.main import main
from services.routing.tests.builders import DISTRICT, STREET, a_cause, a_handler
from services.routing.tests.room_builders import a_wording, to_draft
from services.routing.tests.room_fakes import FakePress

pytestmark = pytest.mark.integration


@pytest.fixture
def archive(store, clock):
    return SqlArchive(store, clock)


@pytest.fixture
def press():
    return FakePress()


@pytest.fixture
def office(house, press, archive, store):
    house.sign()
    return DocumentOffice(house.bus, press, archive, DoorReader(store))


def test_art32_a_document_comes_back_as_it_went(house, office, archive, store):
    case = house.open()
    wording = a_wording(addressee="秦某", address="中街54号")
    row = office.issue(to_draft(case, wording=wording), a_cause())
    assert archive.of_case(case) == [row]
    kept = archive.pdf(case, row.document_id, by=a_handler())
    assert kept.number == row.number
    assert hashlib.sha256(kept.pdf).hexdigest() == row.sha256
    [told] = store.rows("select routing_key from outbox where routing_key like '%doc%'")
    assert told["routing_key"] == "routing.document.issued.v1"
    [line] = store.rows("select * from timeline where step = 'document-issued'")
    assert "秦某" not in str(line)


def test_every_download_says_who_read_whose_name_and_address(
    house, office, archive, store
):
    case = house.open()
    row = office.issue(to_draft(case), a_cause())
    archive.pdf(case, row.document_id, by=a_handler())
    [read] = store.rows("select * from access_log")
    assert (read["actor"], read["subject"]) == (a_handler().id, str(case))
    assert read["fields"] == ["address", "name"]


def test_what_is_not_there_is_not_read_and_not_logged(house, office, archive, store):
    case = house.open()
    with pytest.raises(DocumentNotFound):
        archive.pdf(case, uuid4(), by=a_handler())
    document = house.do(to_draft(case))
    with pytest.raises(NotPrinted):
        archive.pdf(case, document.document_id, by=a_handler())
    with pytest.raises(DocumentNotFound):
        archive.pdf(uuid4(), document.document_id, by=a_handler())
    assert store.rows("select * from access_log") == []


@pytest.mark.parametrize(
    "sql",
    [
        "update documents set parts = '{}'",
        "delete from documents",
        "update document_prints set pdf = ''",
        "delete from document_prints",
    ],
)
def test_documents_and_prints_never_change(house, office, store, sql):
    office.issue(to_draft(house.open()), a_cause())
    with pytest.raises(IntegrityError, match="is never changed"):
        store.rows(sql)


def test_numbers_have_no_gaps_when_a_draft_fails_on_its_way(house, office):
    case = house.open()
    first = house.do(to_draft(case))
    wording = a_wording(corrects=first.document_id)
    house.do(to_draft(case, wording=wording))
    with pytest.raises(AlreadyCorrected):
        house.do(to_draft(case, wording=wording))
    assert house.do(to_draft(case)).number.seq == 3


def test_no_number_is_given_again_that_went_out_after_the_backup(
    house, office, store, monkeypatch, capsys
):
    parts = SimpleNamespace(database=store)
    monkeypatch.setattr("routing.entrypoints.cli.process_parts", lambda: parts)
    mark = house.do(to_draft(case := house.open())).number.mark
    main(["cli", "documents", "pass-over", mark, "2026", "4"])
    assert f"{mark}〔2026〕 2 to 4: not given again" in capsys.readouterr().out
    assert house.do(to_draft(case)).number.seq == 5
    main(["cli", "documents", "pass-over", mark, "2027", "2"])
    main(["cli", "documents", "numbers"])
    told = capsys.readouterr().out.splitlines()[-2:]
    assert told == [f"{mark}〔2026〕5号", f"{mark}〔2027〕2号"]
    for wrong in (
        [mark, "2026", "5"],
        ["无此字", "2026", "9"],
        [mark, "2026", "10006"],
    ):
        with pytest.raises(SystemExit):
            main(["cli", "documents", "pass-over", *wrong])
    assert [each.last for each in counters(store)] == [5, 2]


def test_two_who_draft_at_once_get_two_numbers(house, office, new_work):
    case, other = house.open(), house.open()
    with new_work() as one:
        assert one.documents.next_seq("甲", 2026) == 1
    with new_work() as one:
        assert one.documents.next_seq("甲", 2026) == 1
        one.commit()
    numbers = {house.do(to_draft(each)).number.seq for each in (case, other)}
    assert numbers == {1, 2}


def test_the_same_draft_again_is_the_same_document(house, office):
    command = to_draft(house.open())
    assert house.do(command).number == house.do(command).number


def test_a_print_is_kept_once_whoever_comes_second(house, office, new_work):
    case = house.open()
    document = house.do(to_draft(case))
    keep = KeepPrint(document_id=document.document_id, petition_id=case, pdf=b"%PDF-1")
    house.do(keep)
    with pytest.raises(AlreadyPrinted):
        house.do(keep)
    with pytest.raises(AlreadyPrinted), new_work() as work:
        work.documents.keep_print(document.document_id, b"%PDF-2")
        work.commit()


def test_what_waits_for_its_print_is_found_after_a_minute(
    house, office, press, archive, store
):
    press.broken = "paper jam"
    with pytest.raises(PressUnavailable):
        office.issue(to_draft(house.open()), a_cause())
    assert archive.unprinted(10) == []
    for pause in PAUSES:
        store.rows("update document_prints_owed set next_try_at = now()")
        assert office.print_waiting() == 0
        [owed] = store.rows(WAITS)
        assert (owed["minutes"], owed["last_error"]) == (pause, "paper jam")
        assert archive.unprinted(10) == []
    [seen] = store.rows(EVERY_UNPRINTED, enough=ENOUGH)
    assert (seen["waiting"], seen["failing"]) == (0, 0)  # it has waited a moment only
    store.rows(
        "update document_prints_owed set next_try_at = now(),"
        " since = now() - interval '1 hour'"
    )
    [seen] = store.rows(EVERY_UNPRINTED, enough=ENOUGH)
    assert (seen["waiting"], seen["failing"]) == (1, 1)
    press.broken = None
    assert office.print_waiting() == 1
    assert archive.unprinted(10) == []


PAUSES = (1, 4, 16, 64, 256, 1024, 1440, 1440)
WAITS = """
select round(extract(epoch from next_try_at - now()) / 60)::int as minutes, last_error
from document_prints_owed
"""


def test_a_mark_is_of_one_organ(house, office, archive):
    with pytest.raises(MarkTaken):
        house.sign(DISTRICT)
    assert house.sign(mark="金街信").revision == 2
    assert archive.organ(STREET).mark == "金街信"
    with pytest.raises(OrganNotFound):
        archive.organ(DISTRICT)


def test_a_moment_of_a_document_is_the_business_clocks(house, office):
    house.clock.move_to(datetime(2027, 1, 1, tzinfo=UTC))
    row = office.issue(to_draft(house.open()), Cause(correlation_id=uuid4()))
    assert row.number == "金泉街信〔2027〕1号"
