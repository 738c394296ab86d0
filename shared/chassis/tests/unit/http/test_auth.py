"""Whose token is believed."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import jwt
import pytest

from minqing_chassis.http.auth import Issuer, Unauthenticated, Verifier
from minqing_kernel.messages import Actor, Role

pytestmark = pytest.mark.unit

NOW = 1_800_000_000
LI = Actor(id="li", role=Role.HANDLER, organisation_id="510106")


def verifier_at(keys, now):
    return Verifier(keys.public, "demo", now=lambda: now)


def signed(keys, **changed):
    claims = {
        "sub": "li",
        "role": "handler",
        "iss": "demo",
        "aud": "minqing",
        "exp": NOW + 60,
        **changed,
    }
    kept = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(kept, keys.private, algorithm="EdDSA")


def test_a_token_speaks_for_the_actor_it_was_issued_to(keys):
    issuer = Issuer(keys.private, "demo", now=lambda: 1_700_000_000)
    token = issuer.token(LI, timedelta(days=3000))
    assert verifier_at(keys, NOW).verify(token) == LI


def test_an_actor_without_an_organisation_keeps_none(keys):
    assert verifier_at(keys, NOW).verify(signed(keys)).organisation_id is None


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SYSTEM}))
def test_every_role_of_a_person_may_come_in(keys, role):
    assert verifier_at(keys, NOW).verify(signed(keys, role=role.value)).role is role


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "another"},
        {"aud": None},
        {"iss": "elsewhere"},
        {"iss": None},
        {"sub": None},
        {"sub": ""},
        {"sub": "li\x00"},
        {"role": None},
        {"role": "emperor"},
        {"role": "system"},
        {"role": ["clerk"]},
        {"org": ""},
        {"org": 7},
        {"exp": None},
        {"exp": "tomorrow"},
        {"exp": True},
    ],
    ids=str,
)
def test_a_token_with_a_wrong_claim_is_refused(keys, changed):
    with pytest.raises(Unauthenticated) as refusal:
        verifier_at(keys, NOW).verify(signed(keys, **changed))
    assert refusal.value.code == "token-invalid"


def test_a_token_signed_by_another_key_is_refused(keys, other_keys):
    with pytest.raises(Unauthenticated):
        verifier_at(keys, NOW).verify(signed(other_keys))


def forged(keys, algorithm, sign):
    """Put another algorithm into the header of a real token, and sign it anew."""
    body = signed(keys).split(".")[1]
    header = {"typ": "JWT", "alg": algorithm}
    signed_part = f"{packed(json.dumps(header).encode())}.{body}"
    return f"{signed_part}.{packed(sign(signed_part.encode()))}"


def packed(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE"])
def test_a_token_that_claims_to_need_no_signature_is_refused(keys, algorithm):
    with pytest.raises(Unauthenticated):
        verifier_at(keys, NOW).verify(forged(keys, algorithm, lambda _: b""))


def test_the_public_key_used_as_a_shared_secret_is_refused(keys):
    def sign(part):
        return hmac.new(keys.public, part, hashlib.sha256).digest()

    with pytest.raises(Unauthenticated):
        verifier_at(keys, NOW).verify(forged(keys, "HS256", sign))


@pytest.mark.parametrize("token", ["", "a.b.c", "路灯", "....", "x" * 5000])
def test_a_word_that_is_no_token_is_refused(keys, token):
    with pytest.raises(Unauthenticated):
        verifier_at(keys, NOW).verify(token)


def test_a_token_one_letter_off_is_refused(keys):
    token = signed(keys)
    middle = len(token) // 2
    changed = "A" if token[middle] != "A" else "B"
    with pytest.raises(Unauthenticated):
        verifier_at(keys, NOW).verify(token[:middle] + changed + token[middle + 1 :])


def test_a_remembered_token_expires_all_the_same(keys):
    moments = [NOW, NOW + 89, NOW + 90]
    verifier = Verifier(keys.public, "demo", now=lambda: moments.pop(0))
    token = signed(keys)
    assert verifier.verify(token).id == "li"
    assert verifier.verify(token).id == "li"
    with pytest.raises(Unauthenticated) as refusal:
        verifier.verify(token)
    assert refusal.value.code == "token-expired"


def test_a_token_that_came_after_its_end_is_refused(keys):
    with pytest.raises(Unauthenticated) as refusal:
        verifier_at(keys, NOW + 3600).verify(signed(keys))
    assert refusal.value.code == "token-expired"


def test_more_tokens_than_are_remembered_are_still_believed(keys):
    verifier = Verifier(keys.public, "demo", remembered=1, now=lambda: NOW)
    tokens = [signed(keys, sub=name) for name in ("a", "b", "a")]
    assert [verifier.verify(token).id for token in tokens] == ["a", "b", "a"]
