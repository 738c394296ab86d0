"""The file of a regulation (D-24): the recorded PDF and no other."""

from dataclasses import replace
from hashlib import sha256

import pytest

from minqing_chassis.files.folder import FolderStore
from minqing_chassis.sealing import Sealer
from registry.adapters.steering.files import RegulationFiles
from registry.domain.steering.errors import (
    RegulationFileMissing,
    RegulationFileRefused,
)
from registry.domain.steering.regulation import FileReference

pytestmark = pytest.mark.unit

PDF = b"%PDF-1.7 of the measures"
FILE = FileReference(name="办法.pdf", sha256=sha256(PDF).hexdigest(), size=len(PDF))


def of(content):
    return replace(FILE, sha256=sha256(content).hexdigest(), size=len(content))


@pytest.mark.parametrize(
    ("content", "recorded", "why"),
    [
        (b"", FILE, "not-a-pdf"),
        (b"<html>%PDF-", of(b"<html>%PDF-"), "not-a-pdf"),
        (PDF + b" ", FILE, "not-the-recorded-file"),
        (PDF[:-1] + b"!", FILE, "not-the-recorded-file"),
        (PDF, replace(FILE, size=FILE.size + 1), "not-the-recorded-file"),
    ],
)
def test_d24_what_is_no_pdf_or_not_the_recorded_file_is_refused(content, recorded, why):
    with pytest.raises(RegulationFileRefused) as refused:
        recorded.check(content)
    assert refused.value.fields == {"file": why}


def test_d24_the_recorded_file_is_taken_and_handed_out_as_a_pdf():
    FILE.check(PDF)
    assert FILE.saved_as == "办法.pdf"
    assert replace(FILE, name="办法.PDF").saved_as == "办法.PDF"
    assert replace(FILE, name="办法.html").saved_as == "办法.html.pdf"


def test_d24_a_file_lies_sealed_under_its_hash(tmp_path):
    folder = RegulationFiles(FolderStore(tmp_path / "new"), Sealer([b"k" * 32]))
    for _ in range(2):
        folder.write(FILE.sha256, PDF)
    assert folder.fetch(FILE.sha256) == PDF
    [kept] = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert PDF not in kept.read_bytes()
    for missing in ("0" * 64, "../../etc/passwd", ""):
        with pytest.raises(RegulationFileMissing):
            folder.fetch(missing)
