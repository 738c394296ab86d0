"""The chained timeline: every change is found, at the first entry that it touches."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from jwt.api_jws import PyJWS

from minqing_chassis.settings import SettingsError
from routing.adapters.agencies.signing import (
    Signer,
    Verifier,
    make_private_key,
    public_half,
)
from routing.domain.agencies.directory import Agency, Directory, Key, Kind, Level
from routing.domain.timeline.canonical import canonical, digest_of
from routing.domain.timeline.chain import (
    Broken,
    Seal,
    added,
    entry_of,
    first_broken,
    forked_at,
    hidden,
    sealed,
    to_sign,
)
from routing.domain.timeline.errors import ChainBroken, NotCanonical

pytestmark = pytest.mark.unit

MATTER = UUID(int=7)
DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
SALT = "5a" * 16
STREET, DISTRICT = "jinquan-street", "jinniu-district"
KEYS = {each: Ed25519PrivateKey.generate() for each in (STREET, DISTRICT)}
SIGNERS = {each: Signer(KEYS[each], "k1") for each in KEYS}


def a_directory(keys=KEYS, until=None):
    key = {
        each: Key(
            key_id="k1",
            public=public_half(keys[each]),
            valid_from=DAY,
            valid_until=until,
        )
        for each in keys
    }
    return Directory(
        Agency(
            agency_id=each,
            name=each,
            kind=Kind.GOVERNMENT,
            level=Level.STREET,
            keys=(key[each],),
        )
        for each in keys
    )


IS_SIGNED = Verifier(a_directory()).is_signed


def an_entry(what, *, matter=MATTER, signers=(), **content):
    return entry_of(
        matter, what, content, agency=STREET, at=AT, salt=SALT, signers=signers
    )


def seal(chain, number, agency):
    told = to_sign(chain[number - 1], agency)
    made = Seal(agency=agency, signature=SIGNERS[agency].sign(told))
    return sealed(chain, number, made)


@pytest.fixture
def chain():
    """Received, handed over and signed by both, answered."""
    made = added((), an_entry("received", text="路灯不亮"))
    made = added(made, an_entry("handed-over", to=DISTRICT, signers=(STREET, DISTRICT)))
    made = seal(seal(made, 2, STREET), 2, DISTRICT)
    return added(made, an_entry("answered", text="已修复", days=3))


def test_a_chain_that_both_signed_holds(chain):
    assert first_broken(chain, IS_SIGNED) is None
    assert first_broken((), IS_SIGNED) is None


def test_what_is_kept_from_the_other_side_or_taken_out_leaves_the_chain_right(chain):
    assert first_broken([hidden(each) for each in chain], IS_SIGNED) is None
    assert "路灯" not in repr([hidden(each) for each in chain])


@pytest.mark.parametrize(
    ("number", "changed", "why"),
    [
        (1, {"what": "closed"}, "changed"),
        (1, {"at": AT + timedelta(seconds=1)}, "changed"),
        (2, {"signers": ()}, "changed"),
        (2, {"agency": DISTRICT}, "changed"),
        (3, {"digest": "0" * 64}, "changed"),
        (3, {"content_hash": "0" * 64}, "changed"),
        (2, {"number": 3}, "not-in-order"),
        (2, {"previous": "0" * 64}, "not-linked"),
        (1, {"matter_id": UUID(int=8)}, "not-linked"),
        (3, {"matter_id": UUID(int=8)}, "another-matter"),
        (2, {"seals": ()}, "not-countersigned"),
    ],
)
def test_the_first_entry_that_was_changed_is_named(chain, number, changed, why):
    broken = list(chain)
    broken[number - 1] = replace(broken[number - 1], **changed)
    assert first_broken(broken, IS_SIGNED) == Broken(number=number, why=why)


def test_a_content_that_was_changed_is_found(chain):
    shown = replace(chain[2].shown, content={"text": "未修复", "days": 3})
    broken = (*chain[:2], replace(chain[2], shown=shown))
    assert first_broken(broken, IS_SIGNED) == Broken(number=3, why="content-changed")


def test_an_entry_that_was_removed_or_put_in_is_found(chain):
    assert first_broken((chain[0], chain[2]), IS_SIGNED).number == 2
    more = added(chain[:1], an_entry("rewritten"))
    assert first_broken((*more, *chain[1:]), IS_SIGNED).number == 3


def test_a_history_that_was_written_anew_lacks_the_other_sides_seal(chain):
    """Who rewrites its whole chain can sign it itself, and nobody else can."""
    made = added((), an_entry("received", text="别的"))
    made = added(made, an_entry("handed-over", to=DISTRICT, signers=(STREET, DISTRICT)))
    made = seal(made, 2, STREET)
    old = next(each for each in chain[1].seals if each.agency == DISTRICT)
    stolen = sealed(made, 2, old)
    why = f"seal-of-{DISTRICT}"
    assert first_broken(stolen, IS_SIGNED) == Broken(number=2, why=why)
    assert forked_at(made, chain) == 1


def test_the_last_entry_may_wait_for_its_seal_and_nothing_follows_before(chain):
    waiting = (chain[0], replace(chain[1], seals=chain[1].seals[:1]))
    assert first_broken(waiting, IS_SIGNED) is None
    after = added(waiting, an_entry("answered"))
    assert first_broken(after, IS_SIGNED) == Broken(number=2, why="not-countersigned")


def test_two_sides_agree_as_far_as_both_go(chain):
    assert forked_at(chain, chain[:2]) is None
    other = added(chain[:2], an_entry("answered", text="别的"))
    assert forked_at(chain, other) == 3


def test_an_entry_of_another_matter_is_refused(chain):
    with pytest.raises(ChainBroken):
        added(chain, an_entry("received", matter=UUID(int=8)))


# -- one form of writing ---------------------------------------------------------------

values = st.none() | st.booleans() | st.integers() | st.text('a汉é"\\ ', max_size=6)


@given(st.dictionaries(st.sampled_from("abc"), values))
def test_the_order_of_names_changes_no_hash(content):
    turned = dict(reversed(content.items()))
    assert digest_of(content) == digest_of(turned)


def test_two_ways_to_write_a_letter_are_one():
    assert canonical({"é": "é"}) == canonical({"e\u0301": "e\u0301"})


@pytest.mark.parametrize(
    "content",
    [{"a": 1.5}, {"a": ["b"]}, {"a": "\ud800"}, {"é": 1, "e\u0301": 2}],
)
def test_what_could_be_written_in_two_ways_is_refused(content):
    with pytest.raises(NotCanonical):
        canonical(content)


def test_a_short_salt_hides_nothing():
    with pytest.raises(NotCanonical):
        entry_of(MATTER, "received", {}, agency=STREET, at=AT, salt="5a")


# -- signatures ------------------------------------------------------------------------


def test_a_signature_is_right_for_its_agency_words_and_days_alone():
    made = SIGNERS[STREET].sign(b"told")
    assert IS_SIGNED(STREET, b"told", made, AT)
    assert not IS_SIGNED(STREET, b"else", made, AT)
    assert not IS_SIGNED(DISTRICT, b"told", made, AT)
    assert not IS_SIGNED("nobody", b"told", made, AT)
    assert not IS_SIGNED(STREET, b"told", made, AT - timedelta(days=1))
    ended = Verifier(a_directory(until=date(2026, 3, 3)))
    assert ended.is_signed(STREET, b"told", made, AT)
    assert not ended.is_signed(STREET, b"told", made, AT + timedelta(days=1))


@pytest.mark.parametrize("signature", ["", "a..b", "a.b.c", "....", "é..é", "a" * 600])
def test_what_is_no_signature_is_not_one(signature):
    assert not IS_SIGNED(STREET, b"told", signature, AT)


def test_a_signature_that_brings_its_own_words_signs_nothing_else():
    whole = PyJWS().encode(b"else", KEYS[STREET], "EdDSA", headers={"kid": "k1"})
    assert not IS_SIGNED(STREET, b"told", whole, AT)
    same = PyJWS().encode(b"told", KEYS[STREET], "EdDSA", headers={"kid": "k1"})
    assert not IS_SIGNED(STREET, b"told", same, AT)


def test_no_other_algorithm_signs():
    keyed = PyJWS().encode(
        b"told",
        public_half(KEYS[STREET]),
        "HS256",
        headers={"kid": "k1"},
        is_payload_detached=True,
    )
    assert not IS_SIGNED(STREET, b"told", keyed, AT)


def test_a_private_key_is_made_once_for_its_owner_alone(tmp_path):
    file = tmp_path / "agency.pem"
    public = make_private_key(file)
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        make_private_key(file)
    directory = Directory(
        [
            Agency(
                agency_id=STREET,
                name="",
                kind=Kind.GOVERNMENT,
                level=Level.STREET,
                keys=(Key(key_id="k2", public=public, valid_from=DAY),),
            )
        ]
    )
    made = Signer.of_file(file, "k2").sign(b"told")
    assert Verifier(directory).is_signed(STREET, b"told", made, AT)


@pytest.mark.parametrize("text", ["no key", "public"])
def test_a_file_without_a_private_key_is_refused(tmp_path, text):
    file = tmp_path / "agency.pem"
    file.write_text(text, "utf-8")
    with pytest.raises(SettingsError):
        Signer.of_file(file, "k1")


def test_a_key_of_another_kind_is_refused(tmp_path):
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ec import (
        SECP256R1,
        generate_private_key,
    )

    file = tmp_path / "agency.pem"
    file.write_bytes(
        generate_private_key(SECP256R1()).private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    with pytest.raises(SettingsError):
        Signer.of_file(file, "k1")
