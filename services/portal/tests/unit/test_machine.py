"""Disk, certificates and the last backup, as the portal's own machine shows them."""

from datetime import UTC, datetime, timedelta
from math import inf

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from minqing_kernel.clock import FrozenClock
from portal.adapters.machine import BACKUP, CERTIFICATE, DISK, Machine
from portal.domain.watching import checks

pytestmark = pytest.mark.unit

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)


def certificate(days):
    """One that ends in so many days, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "jinquan")])
    made = x509.CertificateBuilder(
        issuer_name=name,
        subject_name=name,
        public_key=key.public_key(),
        serial_number=1,
        not_valid_before=NOW - timedelta(days=400),
        not_valid_after=NOW + timedelta(days=days),
    )
    return made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def seen(*files, mark=None):
    told = checks(Machine(files, mark, FrozenClock(NOW)).look(), NOW)
    return {(each.series, each.about): each for each in told}


def test_the_first_certificate_of_a_file_that_ends_counts(tmp_path):
    near, far = tmp_path / "near.pem", tmp_path / "far.pem"
    near.write_bytes(certificate(90) + certificate(20))
    far.write_bytes(certificate(90))
    told = seen(near, far)
    ends = {
        about: (e.told, e.bad) for (s, about), e in told.items() if s == CERTIFICATE
    }
    assert ends == {"near.pem": (20, True), "far.pem": (90, False)}
    near.write_bytes(certificate(60))
    assert not seen(near)[CERTIFICATE, "near.pem"].bad


@pytest.mark.parametrize("content", [None, b"", b"no certificate", "ended"])
def test_what_has_ended_or_cannot_be_read_has_no_day_left(tmp_path, content):
    file = tmp_path / "agency.pem"
    if content is not None:
        file.write_bytes(certificate(-3) if content == "ended" else content)
    [one] = [e for e in seen(file).values() if e.series == CERTIFICATE]
    assert (one.told, one.bad) == (0, True)


@pytest.mark.parametrize(
    ("mark", "hours", "bad"),
    [
        ((NOW - timedelta(hours=35)).isoformat(), 35, False),
        ((NOW - timedelta(hours=37)).isoformat() + "\n", 37, True),
        ((NOW + timedelta(hours=1)).isoformat(), 0, False),
        ("2026-11-23T04:00:00", None, True),
        ("yesterday", None, True),
        (None, None, True),
    ],
)
def test_a_backup_that_is_old_or_never_was_has_to_be_looked_at(
    tmp_path, mark, hours, bad
):
    file = tmp_path / "backup.mark"
    if mark is not None:
        file.write_text(mark)
    one = seen(mark=file)[BACKUP, ""]
    assert (one.told, one.bad) == (hours, bad)


def test_without_a_file_that_says_so_no_backup_is_known():
    told = seen()
    assert told[BACKUP, ""].number == inf
    assert 0 <= told[DISK, ""].number <= 100
