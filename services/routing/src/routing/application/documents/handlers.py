"""One function for each command of the documents' room."""

from minqing_kernel.clock import Clock
from minqing_kernel.working_time import local_day
from routing.application.documents.commands import (
    DraftDocument,
    KeepPrint,
    PostponePrint,
    SetOrgan,
)
from routing.application.documents.ports import DocumentsWork
from routing.domain.documents.document import Document, draft, ensure_drafter
from routing.domain.documents.errors import DocumentNotFound
from routing.domain.documents.known import completed
from routing.domain.documents.layout import LAYOUTS
from routing.domain.organs.organ import Organ, signing_organ


def set_organ(command: SetOrgan, work: DocumentsWork, *, clock: Clock) -> Organ:
    """Let an organ sign with this mark and name."""
    organ = work.organs.entry(command.organisation_id)
    organ.sign_as(
        command.mark,
        command.name,
        command.review_unit,
        by=command.actor,
        units=work.directory.units,
        at=clock.now(),
    )
    return organ


def draft_document(
    command: DraftDocument, work: DocumentsWork, *, clock: Clock
) -> Document:
    """Draw a document up; the same request again gets the same document.

    The number is taken last, so that nobody waits for its row longer than must be.
    """
    units, now = work.directory.units, clock.now()
    case = work.cases.get(command.petition_id)
    unit = ensure_drafter(command.actor, case, units)
    known = work.documents.find(command.document_id)
    if known is not None:
        known.must_say(command.wording)
        return known
    LAYOUTS[command.wording.kind].check(command.wording.parts)
    wording = completed(command.wording, case, units)
    corrected = _corrected(command, work)
    organ = signing_organ(unit, units, work.organs.find)
    seq = work.documents.next_seq(organ.mark, local_day(now).year)
    document = draft(
        command.document_id,
        case,
        wording,
        organ,
        seq,
        corrected=corrected,
        by=command.actor,
        units=units,
        at=now,
    )
    work.documents.add(document)
    return document


def keep_print(command: KeepPrint, work: DocumentsWork, *, clock: Clock) -> Document:
    """Keep a print; with it the document is issued and the case, if any, told."""
    petition_id = command.petition_id
    case = work.cases.get_many([petition_id]).get(petition_id)
    document = work.documents.get(command.document_id)
    document.printed(command.pdf, case, at=clock.now())
    work.documents.keep_print(document.document_id, command.pdf)
    return document


def postpone_print(command: PostponePrint, work: DocumentsWork) -> None:
    """Try to print a document again later."""
    work.documents.postpone_print(command.document_id, command.reason)


def _corrected(command: DraftDocument, work: DocumentsWork) -> Document | None:
    if command.wording.corrects is None:
        return None
    corrected = work.documents.get(command.wording.corrects)
    if corrected.petition_id != command.petition_id:
        raise DocumentNotFound
    return corrected
