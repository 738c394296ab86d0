"""The petitioner's own documents: whose the code is, and which are meant for them."""

from datetime import UTC, datetime
from threading import Event, Thread
from uuid import UUID

import pytest

from minqing_chassis.rpc import RpcUnavailable
from routing.adapters.documents.petitioner import PetitionerCodes, for_petitioner
from routing.application.documents.views import DocumentRow
from routing.domain.documents.errors import CodesUnasked, NotOpened, TooManyCodes
from routing.domain.documents.layout import DocumentKind

pytestmark = pytest.mark.unit

PETITION = UUID(int=1)


class Intake:
    """Answers as intake does, or not at all."""

    def __init__(self, told):
        self.told, self.asked = told, []

    def call(self, method, **values):
        self.asked.append((method, values))
        if self.told is None:
            raise RpcUnavailable("gone")
        return self.told


def test_intake_is_asked_whose_the_code_is():
    intake = Intake({"petition_id": str(PETITION), "wait": False})
    assert PetitionerCodes(intake).petition_of("MQ-1", "7K3M") == PETITION
    assert intake.asked == [("opened", {"receipt": "MQ-1", "code": "7K3M"})]


class Asleep:
    """Answers nobody before it is woken."""

    def __init__(self):
        self.asked, self.woken = Event(), Event()

    def call(self, _, **__):
        self.asked.set()
        self.woken.wait(10)
        return {"petition_id": str(PETITION), "wait": False}


def test_while_intake_is_away_strangers_do_not_queue_before_the_door():
    intake = Asleep()
    codes = PetitionerCodes(intake, patience=0.01)
    first = Thread(target=codes.petition_of, args=("MQ-1", "7K3M"))
    first.start()
    assert intake.asked.wait(10)
    with pytest.raises(CodesUnasked):
        codes.petition_of("MQ-2", "7K3M")
    intake.woken.set()
    first.join()
    assert codes.petition_of("MQ-2", "7K3M") == PETITION


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"petition_id": None, "wait": False}, NotOpened),
        ({"petition_id": None, "wait": True}, TooManyCodes),
        (None, CodesUnasked),
    ],
)
def test_without_the_right_code_nothing_is_opened(told, refusal):
    with pytest.raises(refusal):
        PetitionerCodes(Intake(told)).petition_of("MQ-1", "x")


def a_row(kind, sha256="f" * 64):
    return DocumentRow(
        document_id=UUID(int=2),
        petition_id=PETITION,
        kind=kind.value,
        number="金泉街信〔2026〕1号",
        organ_id="street",
        drafted_at=datetime(2026, 11, 21, tzinfo=UTC),
        drafted_by="somebody",
        corrects=None,
        sha256=sha256,
    )


def test_letters_between_units_papers_of_several_and_drafts_are_nobody_elses():
    rows = [a_row(kind) for kind in DocumentKind]
    meant = {row.kind for row in for_petitioner(rows)}
    theirs = {DocumentKind.TRANSFER, DocumentKind.MEDIATION}
    assert meant == {kind.value for kind in DocumentKind if kind not in theirs}
    assert for_petitioner([a_row(DocumentKind.OPINION, sha256=None)]) == []
