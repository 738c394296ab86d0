"""One resident with a section of their file, and how tests read it."""

from threading import Barrier, Thread
from uuid import uuid4

import pytest

from minqing_kernel.errors import DomainError
from registry.adapters.archive.read_model import SqlArchiveReader
from registry.application.archive.commands import ReadSection
from registry.domain.access import Purpose
from registry.domain.archive.section import SubjectKind
from services.registry.tests.archive_builders import CLERK, define
from services.registry.tests.builders import record_resident

RESIDENT = SubjectKind.RESIDENT


@pytest.fixture
def archive(db, sealer):
    return SqlArchiveReader(db, sealer)


@pytest.fixture
def mine(say):
    resident_id = uuid4()
    say(record_resident(resident_id))
    say(define())
    return resident_id


def read(subject_id, **changes) -> ReadSection:
    said = {"section": "health", "purpose": Purpose.VISIT, "on": None}
    return ReadSection(
        actor=CLERK, subject=RESIDENT, subject_id=subject_id, **said | changes
    )


def values_of(section) -> dict:
    return {each.code: each.value for each in section.fields}


def at_once(*acts) -> list[DomainError]:
    """Do all of them at the same moment; return what was refused."""
    refused: list[DomainError] = []
    start = Barrier(len(acts))

    def run(act) -> None:
        start.wait(10)
        try:
            act()
        except DomainError as error:
            refused.append(error)

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return refused
