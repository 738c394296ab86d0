"""The wire between agencies, on paper: definitions, differences, certificates, keys."""

import json
import ssl
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path, PurePosixPath

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from minqing_chassis.configuration import ConfigurationError
from minqing_chassis.settings import SettingsError
from routing.adapters.agencies.files import load_agencies
from routing.adapters.agencies.link.certificates import issue, make_authority
from routing.adapters.agencies.link.definitions import (
    Place,
    definitions,
    server_name,
)
from routing.adapters.agencies.link.desk import Desk
from routing.adapters.agencies.link.differences import differences
from routing.adapters.agencies.link.things import Kind, Thing, exported, imported
from routing.adapters.agencies.post import Post, Suspect
from routing.adapters.agencies.signing import Signer, public_half
from routing.domain.agencies.checking import is_broker_address
from routing.domain.agencies.directory import Directory, Key
from routing.domain.handover.words import Ask
from routing.entrypoints.main import main
from services.routing.tests.handover_world import begin

pytestmark = pytest.mark.unit

SHIPPED = Path(__file__).parents[4] / "deploy/agencies"
GOLDEN = Path(__file__).with_name("agency_definitions.json")
STREET, DISTRICT, BUREAU = "jinquan-street", "jinniu-district", "jinniu-civil-affairs"
TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
PLACE = Place(tls=PurePosixPath("/etc/rabbitmq/agencies"))
WHOSE = ["--agency", STREET, "--directory", str(SHIPPED)]


@pytest.fixture(scope="module")
def directory():
    return load_agencies(SHIPPED, TODAY)


@pytest.fixture(scope="module")
def wanted(directory):
    return definitions(STREET, directory, PLACE)


# -- definitions -----------------------------------------------------------------------


def test_the_definitions_are_the_agreed_ones(capsys):
    """To change them on purpose: print them with `cli agency broker show`."""
    main(["cli", "agency", "broker", "show", *WHOSE])
    assert json.loads(capsys.readouterr().out) == json.loads(GOLDEN.read_text("utf-8"))


def test_what_is_exported_is_read_back_as_it_was(wanted):
    assert differences(wanted, imported(exported(wanted, "/"), "/")) == []


def test_neighbours_are_who_take_something_from_each_other(directory):
    assert directory.neighbours(STREET) == {BUREAU, DISTRICT}
    silent = [
        replace(each, grants=tuple(g for g in each.grants if g.sender != BUREAU))
        for each in directory
    ]
    assert Directory(silent).neighbours(BUREAU) == {DISTRICT, STREET}
    assert directory.neighbours("nobody") == set()


@pytest.mark.parametrize("kind", [Kind.USER, Kind.PERMISSION, Kind.TOPIC_PERMISSION])
def test_every_neighbour_has_an_account_with_the_least_rights_and_nobody_else(
    wanted, kind
):
    held = [each for each in wanted if each.kind is kind]
    assert {each.name[0] for each in held} == {
        f"agency.{n}" for n in {BUREAU, DISTRICT}
    }
    for each in held:
        assert not each.about.get("password_hash")
        assert not each.about.get("tags")
        assert each.about.get("read", "^$") == "^$"
        assert each.about.get("configure", "^$") == "^$"


def test_an_agency_that_is_not_in_the_directory_has_no_definitions(directory):
    with pytest.raises(ConfigurationError, match="nobody is not in the directory"):
        definitions("nobody", directory, PLACE)


def test_a_neighbour_without_an_address_is_named(directory):
    silent = Directory(
        replace(each, broker=None) if each.agency_id == BUREAU else each
        for each in directory
    )
    with pytest.raises(ConfigurationError, match=f"{BUREAU}: broker"):
        definitions(STREET, silent, PLACE)


def test_a_broker_may_have_a_virtual_host_for_it(directory):
    far = Directory(
        replace(each, broker="amqps://10.0.0.1:5671/letters") for each in directory
    )
    near = Place(tls=PurePosixPath("/tls"), vhost="minqing")
    shovels = [e for e in definitions(STREET, far, near) if e.kind is Kind.SHOVEL]
    for each in shovels:
        assert each.about["src-uri"] == "amqp:///minqing"
        assert each.about["dest-uri"].startswith("amqps://10.0.0.1:5671/letters?")


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("amqps://broker.street.gov.cn:5671", True),
        ("amqps://10.1.2.3:5671/letters", True),
        ("amqp://broker:5672", False),
        ("amqps://broker", False),
        ("amqps://broker:0", False),
        ("amqps://broker:99999", False),
        ("amqps://user:secret@broker:5671", False),
        ("amqps://broker:5671?verify=verify_none", False),
        ("amqps://broker:5671/a/b", False),
        ("amqps://bro ker:5671", False),
        ("amqps://[::1:5671", False),
        ("", False),
    ],
)
def test_an_address_has_tls_a_port_and_nothing_that_weakens_it(address, right):
    assert is_broker_address(address) is right


# -- differences -----------------------------------------------------------------------


def test_nothing_is_to_be_done_where_all_is_there_in_any_order(wanted):
    assert differences(wanted, reversed(wanted)) == []


def test_what_is_not_ours_is_left_alone(wanted):
    services = [
        Thing(Kind.QUEUE, ("routing.inbox",), {}),
        Thing(Kind.EXCHANGE, ("minqing.events",), {}),
        Thing(Kind.BINDING, ("minqing.events", "routing.inbox", "a"), {}),
        Thing(Kind.USER, ("minqing",), {"tags": ["administrator"]}),
        Thing(Kind.SHOVEL, ("the-operators-own",), {}),
        Thing(Kind.POLICY, ("agency.in.old",), {}),
        Thing(Kind.PERMISSION, ("minqing", "/"), {}),
    ]
    assert differences(wanted, [*wanted, *services]) == []


def test_an_agency_that_left_goes_its_way_first_its_queue_last(directory, wanted):
    without = [each for each in directory if each.agency_id != BUREAU]
    without = [
        replace(e, grants=tuple(g for g in e.grants if g.sender != BUREAU))
        for e in without
    ]
    found = differences(definitions(STREET, Directory(without), PLACE), wanted)
    assert [str(each) for each in found] == [
        f"- shovel agency.out.{BUREAU}",
        f"- topic-permission agency.{BUREAU} /",
        f"- permission agency.{BUREAU} /",
        f"- limit agency.{BUREAU} max-connections",
        f"- limit agency.{BUREAU} max-channels",
        f"- user agency.{BUREAU}",
        f"- binding agencies agency.out.{BUREAU} {BUREAU}",
        f"- queue agency.out.{BUREAU}",
    ]


def test_old_and_new_ways_of_writing_tags_are_the_same():
    user = {"name": "agency.x", "password_hash": "", "limits": {"max-channels": 1}}
    for tags in ("", [], None):
        (read, limit) = imported({"users": [user | {"tags": tags}]}, "/")
        assert read.about == {"password_hash": "", "tags": []}
        assert limit.name == ("agency.x", "max-channels")
    (admin, _) = imported({"users": [user | {"tags": "monitoring,x"}]}, "/")
    assert admin.about["tags"] == ["monitoring", "x"]


# -- the commands ----------------------------------------------------------------------


def test_the_lines_for_rabbitmq_ask_every_neighbour_for_its_certificate(capsys):
    main(["cli", "agency", "broker", "conf", "--tls", "/tls", "--listen", "h:5671"])
    lines = capsys.readouterr().out.splitlines()
    assert "listeners.ssl.1 = h:5671" in lines
    assert "ssl_options.verify = verify_peer" in lines
    assert "ssl_options.fail_if_no_peer_cert = true" in lines
    assert "ssl_options.keyfile = /tls/agency-key.pem" in lines


@pytest.mark.parametrize("step", ["apply", "check"])
def test_without_an_address_nothing_is_asked(step, monkeypatch):
    monkeypatch.delenv("BROKER_API_URL", raising=False)
    with pytest.raises(SystemExit, match="BROKER_API_URL is missing"):
        main(["cli", "agency", "broker", step, *WHOSE])


def test_whose_broker_it_is_must_be_said(monkeypatch):
    monkeypatch.delenv("AGENCY_ID", raising=False)
    with pytest.raises(SystemExit, match="--agency"):
        main(["cli", "agency", "broker", "show", "--directory", str(SHIPPED)])


def test_an_address_that_is_none_is_refused_without_its_password():
    with pytest.raises(SettingsError) as refusal:
        Desk("amqp://minqing:secret@127.0.0.1:5672")
    assert "secret" not in str(refusal.value)


def test_a_broker_that_is_not_there_is_named_without_its_password(monkeypatch):
    monkeypatch.setenv("BROKER_API_URL", "http://minqing:secret@127.0.0.1:9")
    with pytest.raises(SystemExit) as refusal:
        main(["cli", "agency", "broker", "check", *WHOSE])
    assert "127.0.0.1" in str(refusal.value)
    assert "secret" not in str(refusal.value)


# -- certificates ----------------------------------------------------------------------


@pytest.fixture
def authority(tmp_path):
    make_authority(tmp_path / "authority", NOON, timedelta(days=10))
    return tmp_path / "authority"


def test_a_certificate_names_the_agency_for_both_ends_and_for_its_days(
    authority, tmp_path
):
    issue(STREET, authority, tmp_path, NOON, timedelta(days=3))
    made = x509.load_pem_x509_certificate((tmp_path / "agency.pem").read_bytes())
    (common,) = made.subject
    assert common.value == f"agency.{STREET}"
    names = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == [server_name(STREET)]
    assert made.not_valid_after_utc == NOON + timedelta(days=3)
    assert not made.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    made.verify_directly_issued_by(
        x509.load_pem_x509_certificate((authority / "authority.pem").read_bytes())
    )
    context = ssl.create_default_context(cafile=tmp_path / "authority.pem")
    context.load_cert_chain(tmp_path / "agency.pem", tmp_path / "agency-key.pem")


def test_private_keys_are_for_their_owner_only(authority, tmp_path):
    issue(STREET, authority, tmp_path, NOON, timedelta(days=1))
    for file in (authority / "authority-key.pem", tmp_path / "agency-key.pem"):
        assert file.stat().st_mode & 0o777 == 0o600


def test_a_certificate_is_renewed_in_its_place_and_an_authority_never(
    authority, tmp_path
):
    issue(STREET, authority, tmp_path, NOON, timedelta(days=1))
    before = (tmp_path / "agency.pem").read_bytes()
    issue(STREET, authority, tmp_path, NOON, timedelta(days=2))
    assert (tmp_path / "agency.pem").read_bytes() != before
    with pytest.raises(FileExistsError):
        make_authority(authority, NOON, timedelta(days=1))


def test_certificates_are_made_by_the_commands(tmp_path, capsys):
    main(["cli", "agency", "certificate", "authority", str(tmp_path / "a")])
    words = ["issue", str(tmp_path / "a"), "--agency", STREET, "--out", str(tmp_path)]
    main(["cli", "agency", "certificate", *words])
    assert "PRIVATE" in (tmp_path / "agency-key.pem").read_text("ascii")
    assert "PRIVATE" not in capsys.readouterr().out


def test_what_is_no_authority_signs_nothing(authority, tmp_path):
    (authority / "authority-key.pem").write_text("nothing")
    with pytest.raises(SettingsError, match="holds no authority"):
        issue(STREET, authority, tmp_path, NOON, timedelta(days=1))


def test_a_name_that_fits_in_no_certificate_is_refused(authority, tmp_path):
    with pytest.raises(SettingsError, match="too long"):
        issue("a" * 60, authority, tmp_path, NOON, timedelta(days=1))


# -- the signing key is changed while letters are on their way -------------------------

OLD, NEW = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
CHANGED, ENDED = date(2026, 11, 20), date(2026, 11, 25)


def with_keys(directory, *keys):
    return Directory(
        replace(each, keys=keys) if each.agency_id == STREET else each
        for each in directory
    )


def a_question():
    leg = begin(STREET, DISTRICT)[STREET]
    return Ask(
        matter_id=leg.matter_id,
        sender=STREET,
        to=DISTRICT,
        first=STREET,
        incarnation=0,
        heard=0,
        history=(),
    )


def test_a_signing_key_is_changed_without_a_stop_and_without_losing_a_letter(directory):
    """Current and next side by side, then signed with next, then current ends."""
    first = Key(key_id="k1", public=public_half(OLD), valid_from=date(2026, 1, 1))
    following = Key(key_id="k2", public=public_half(NEW), valid_from=CHANGED)
    before, both, after = (
        with_keys(directory, first),
        with_keys(directory, first, following),
        with_keys(directory, replace(first, valid_until=ENDED), following),
    )
    by_old = Post(STREET, before, Signer(OLD, "k1")).seal(a_question(), NOON)
    by_new = Post(STREET, both, Signer(NEW, "k2")).seal(a_question(), NOON)
    for known in (both, after):
        reader = Post(DISTRICT, known, Signer(Ed25519PrivateKey.generate(), "d1"))
        assert reader.open(by_old, NOON) == reader.open(by_new, NOON)
        late = NOON + timedelta(days=20)
        assert reader.open(by_old, late), (
            "signed in the key's days, and long on its way"
        )
    behind = Post(DISTRICT, before, Signer(Ed25519PrivateKey.generate(), "d1"))
    with pytest.raises(Suspect, match="not signed"):
        behind.open(by_new, NOON)
    stale = Post(STREET, after, Signer(OLD, "k1")).seal(
        a_question(), NOON + timedelta(days=5)
    )
    reader = Post(DISTRICT, after, Signer(Ed25519PrivateKey.generate(), "d1"))
    with pytest.raises(Suspect, match="not signed"):
        reader.open(stale, NOON + timedelta(days=5))
