"""Certificates for the wire between agencies: a private authority, and one for each.

A trial needs no more. An agency that has its certificate from elsewhere puts the same
three files in their place: `authority.pem`, `agency.pem`, `agency-key.pem`.
"""

import os
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from minqing_chassis.settings import SettingsError
from routing.adapters.agencies.link.definitions import account, server_name

EARLIER = timedelta(hours=1)
"""A certificate holds a little before it was made: neighbours' clocks differ."""
AUTHORITY, AUTHORITY_KEY = "authority.pem", "authority-key.pem"


def make_authority(folder: Path, at: datetime, valid: timedelta) -> None:
    """Write a new authority's certificate and private key (mode 600).

    Raises FileExistsError rather than replace one.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("Minqing agencies")
    made = (
        _started(name, name, key.public_key(), at, valid)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_others=True), critical=True)
    )
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / AUTHORITY_KEY, _private(key), 0o600)
    _write(folder / AUTHORITY, _pem(made.sign(key, hashes.SHA256())), 0o644)


def issue(
    agency_id: str, authority: Path, out: Path, at: datetime, valid: timedelta
) -> None:
    """Write an agency's certificate, its private key, and the authority's beside them.

    What stood there is replaced, each file at once: a broker reads them anew for each
    connection. Raises SettingsError for an authority that cannot be read.
    """
    signer, issuer = _read(authority)
    key = ec.generate_private_key(ec.SECP256R1())
    try:
        subject = _name(account(agency_id))
    except ValueError:
        raise SettingsError(f"{agency_id}: too long for a certificate") from None
    names = x509.SubjectAlternativeName([x509.DNSName(server_name(agency_id))])
    both = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
    made = (
        _started(subject, issuer.subject, key.public_key(), at, valid)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_others=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage(both), critical=False)
        .add_extension(names, critical=False)
        .sign(signer, hashes.SHA256())
    )
    out.mkdir(parents=True, exist_ok=True)
    _replace(out / "agency-key.pem", _private(key), 0o600)
    _replace(out / "agency.pem", _pem(made), 0o644)
    _replace(out / AUTHORITY, _pem(issuer), 0o644)


def _started(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    at: datetime,
    valid: timedelta,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - EARLIER)
        .not_valid_after(at + valid)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), False)
    )


def _usage(*, signs_others: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_others,
        key_cert_sign=signs_others,
        crl_sign=signs_others,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _read(folder: Path) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key_file = folder / AUTHORITY_KEY
    try:
        key = serialization.load_pem_private_key(key_file.read_bytes(), None)
        certificate = x509.load_pem_x509_certificate((folder / AUTHORITY).read_bytes())
    except (ValueError, TypeError):
        raise SettingsError(f"{folder} holds no authority") from None
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise SettingsError(f"{key_file} is no key of an authority made here")
    return key, certificate


def _private(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _write(file: Path, content: bytes, mode: int) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as out:
        out.write(content)


def _replace(file: Path, content: bytes, mode: int) -> None:
    new = file.with_suffix(".new")
    new.unlink(missing_ok=True)
    _write(new, content, mode)
    new.replace(file)
