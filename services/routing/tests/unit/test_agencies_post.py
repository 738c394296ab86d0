"""Letters between agencies: written, signed, looked at before they are obeyed."""

import json
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from minqing_kernel.errors import DomainError
from routing.adapters.agencies.post import Letter, Post, Suspect
from routing.adapters.agencies.signing import Signer, Verifier, public_half
from routing.adapters.agencies.wire import (
    KINDS,
    MAX_BYTES,
    Said,
    Unreadable,
    read,
    write,
)
from routing.domain.agencies.directory import (
    Agency,
    Directory,
    Grant,
    Key,
    Kind,
    Level,
)
from routing.domain.handover import receiving, sending
from routing.domain.handover.forms import Form
from routing.domain.handover.protocol import obey
from routing.domain.handover.proving import is_hearsay, to_prove
from routing.domain.handover.terms import Tenure
from routing.domain.handover.words import Ask
from routing.domain.statements.beats import Beat, to_sign
from services.routing.tests.handover_explorer import Bound, Explorer
from services.routing.tests.handover_world import (
    BUREAU,
    DISTRICT,
    IN_TIME,
    STREET,
    begin,
    terms,
)

pytestmark = pytest.mark.unit

ONE = UUID(int=1)
KEYS = {each: Ed25519PrivateKey.generate() for each in (STREET, DISTRICT, BUREAU)}
NEWER = Ed25519PrivateKey.generate()
TAKES = {
    DISTRICT: (Grant(sender=STREET, forms=frozenset({Form.TRANSFER, Form.ENTRUST})),),
    STREET: (Grant(sender=DISTRICT, forms=frozenset({Form.ENTRUST})),),
}


def an_agency(agency_id):
    keys = [
        Key(
            key_id="k1",
            public=public_half(KEYS[agency_id]),
            valid_from=date(2026, 1, 1),
            valid_until=date(2026, 3, 4),
        )
    ]
    if agency_id == STREET:
        newer = public_half(NEWER)
        keys.append(Key(key_id="k2", public=newer, valid_from=date(2026, 3, 4)))
    return Agency(
        agency_id=agency_id,
        name=agency_id,
        kind=Kind.GOVERNMENT,
        level=Level.DISTRICT,
        keys=tuple(keys),
        grants=TAKES.get(agency_id, ()),
    )


DIRECTORY = Directory(an_agency(each) for each in KEYS)
POSTS = {each: Post(each, DIRECTORY, Signer(KEYS[each], "k1")) for each in KEYS}


def carried(legs, decision, at=IN_TIME):
    """Carry every word as a letter until nobody answers; return the letters."""
    legs[decision.leg.me] = decision.leg
    waiting, letters = list(decision.words), []
    while waiting:
        word, *waiting = waiting
        letter = POSTS[word.sender].seal(word, at)
        letters.append(letter)
        answer = obey(legs[word.to], POSTS[word.to].open(letter, at).word, at=at)
        legs[word.to] = answer.leg
        waiting += answer.words
    return letters


@pytest.fixture
def legs():
    return begin(STREET, DISTRICT)


def an_offer(legs, form=Form.TRANSFER):
    made = terms(legs[STREET], 1, form, DISTRICT)
    return sending.offer(legs[STREET], made, at=IN_TIME)


def sealed_offer(legs, **changed):
    (word,) = an_offer(legs).words
    return POSTS[STREET].seal(replace(word, **changed), IN_TIME)


def why(agency, letter, at=IN_TIME, post=None):
    with pytest.raises(Suspect) as refusal:
        (post or POSTS[agency]).open(letter, at)
    return refusal.value.why


# -- the wire form ---------------------------------------------------------------------


def test_every_word_that_is_ever_said_is_read_back_as_it_was():
    words = set()
    for bound in (
        Bound(forms=(Form.TRANSFER,), offers=1, restores=(1, 0)),
        Bound(forms=(Form.ENTRUST,), offers=1),
    ):
        explorer = Explorer(bound)
        explorer.run()
        words |= {(type(each), each) for each in explorer.words}
    assert {kind for kind, _ in words} == set(KINDS.values())
    for kind, word in words:
        said = read(write(Said(word=word, at=IN_TIME)))
        assert (type(said.word), said.word, said.at) == (kind, word, IN_TIME)


def test_a_beat_goes_with_each_letter_and_the_hearers_own_is_shown(legs):
    beat = Beat(
        incarnation=7, number=3, name=ONE, at=IN_TIME + timedelta(microseconds=1)
    )
    signed = replace(beat, proof=POSTS[STREET].sign(to_sign(STREET, beat)))
    post = Post(STREET, DIRECTORY, Signer(KEYS[STREET], "k1"))
    post.beat, post.shown[DISTRICT] = signed, replace(beat, number=9)
    said = POSTS[DISTRICT].open(post.seal(*an_offer(legs).words, IN_TIME), IN_TIME)
    assert (said.beat, said.shown) == (signed, replace(beat, number=9))
    told = to_sign(STREET, said.beat)
    assert Verifier(DIRECTORY).is_signed(STREET, told, said.beat.proof, IN_TIME)


def test_what_a_newer_neighbour_adds_is_passed_over(legs):
    (word,) = an_offer(legs).words
    told = json.loads(write(Said(word=word, at=IN_TIME)))
    told["terms"]["later"] = told["later"] = {"deep": [1]}
    assert read(json.dumps(told).encode()).word == word


@pytest.mark.parametrize(
    "change",
    [
        {"word": "gift"},
        {"word": None},
        {"said_at": "2026-03-02T09:00:00"},
        {"said_at": "9999-03-02T09:00:00Z"},
        {"matter_id": "?"},
        {"sender": "A B"},
        {"incarnation": -1},
        {"incarnation": 1.5},
        {"history": [{}] * 101},
        {"history": None},
        {"terms": {}},
        {"said": "a\x00"},
        {"said": "\ud800"},
        {"said": "长" * 2001},
    ],
)
def test_what_does_not_fit_is_unreadable_and_its_content_is_not_told(legs, change):
    (word,) = an_offer(legs).words
    told = json.loads(write(Said(word=word, at=IN_TIME))) | change
    with pytest.raises(Unreadable) as refusal:
        read(json.dumps(told).encode())
    assert str(refusal.value).startswith("wrong: ")
    assert "长" not in str(refusal.value)


@pytest.mark.parametrize(
    "body", [b"", b"\xff", b"[]", b"[" * 60_000, b" " * (MAX_BYTES + 1)]
)
def test_what_is_no_document_is_unreadable(body):
    with pytest.raises(Unreadable):
        read(body)


# -- letters ---------------------------------------------------------------------------


def test_a_matter_crosses_by_signed_letters_with_a_receipt_and_comes_back(legs):
    receipt = carried(legs, an_offer(legs))
    assert b'"word":"seen"' in receipt[-1].body
    carried(legs, receiving.accept(legs[DISTRICT], ONE, at=IN_TIME))
    assert legs[STREET].history == legs[DISTRICT].history
    assert legs[STREET].history[-1].proof
    back = terms(legs[DISTRICT], 2, Form.RETURN, STREET, returns=ONE)
    until = IN_TIME + timedelta(days=5)
    carried(
        legs,
        sending.hand_back(legs[DISTRICT], back, at=IN_TIME, return_by=until),
    )
    carried(legs, receiving.accept(legs[STREET], UUID(int=2), at=IN_TIME))
    assert legs[STREET].acts
    assert [bool(each.proof) for each in legs[STREET].history] == [True, True, True]


def test_a_letter_that_comes_again_is_opened_again_and_changes_nothing(legs):
    letters = carried(legs, an_offer(legs))
    letters += carried(legs, receiving.accept(legs[DISTRICT], ONE, at=IN_TIME))
    before = dict(legs)
    for letter in letters:
        to = json.loads(letter.body)["to"]
        legs[to] = obey(legs[to], POSTS[to].open(letter, IN_TIME).word, at=IN_TIME).leg
    assert legs == before


def test_a_letter_is_for_whom_it_names_and_from_whom_it_is_signed_by(legs):
    letter = sealed_offer(legs)
    assert why(STREET, letter) == "for another agency"
    changed = Letter(body=letter.body + b" ", signature=letter.signature)
    assert why(DISTRICT, changed) == "not signed by its sender"
    (word,) = an_offer(legs).words
    forged = POSTS[BUREAU].seal(word, IN_TIME)
    assert why(DISTRICT, forged) == "not signed by its sender"
    assert why(DISTRICT, Letter(body=b"?", signature="")) == "unreadable: no JSON"


@pytest.mark.parametrize("late", [timedelta(days=31), -timedelta(hours=1)])
def test_a_letter_that_is_too_old_or_not_yet_written_is_kept_apart(legs, late):
    letter = sealed_offer(legs)
    assert why(DISTRICT, letter, IN_TIME + late) == "too old, or not yet said"


def test_nobody_says_that_it_was_restored_at_a_time_that_is_still_to_come(legs):
    """Believed, it would make void for ever what the neighbour says by its next key."""
    now = int(IN_TIME.timestamp())
    letter = sealed_offer(legs, incarnation=now + 3600)
    assert why(DISTRICT, letter) == "restored at a time that is still to come"
    assert POSTS[DISTRICT].open(sealed_offer(legs, incarnation=now), IN_TIME)


def test_what_was_not_agreed_on_is_not_offered(legs):
    (word,) = an_offer(legs, Form.ASSIST).words
    assert why(DISTRICT, POSTS[STREET].seal(word, IN_TIME)) == "no grant for assist"


def test_nobody_claims_a_matter_that_its_owner_did_not_give(legs):
    taken = Tenure(owner=BUREAU, handover_id=ONE, since=IN_TIME)
    for by in (DISTRICT, BUREAU):
        forged = legs[STREET].say(sending.Offer, STREET, terms=None)
        news = replace(forged, sender=by, history=(*forged.history, taken))
        letter = POSTS[by].seal(_as_news(news), IN_TIME)
        assert why(STREET, letter) == "epoch 2 was not given by its owner before"


def _as_news(word):
    kept = ("matter_id", "sender", "to", "first", "incarnation", "heard", "history")
    return KINDS["news"](**{name: getattr(word, name) for name in kept})


def test_c20_nobody_makes_another_the_beginning_of_what_that_one_never_signed(legs):
    word = legs[STREET].say(Ask, DISTRICT)
    beginning = Tenure(owner=BUREAU, handover_id=None, since=IN_TIME)
    given = Tenure(owner=STREET, handover_id=ONE, since=IN_TIME, proof="x..y")
    signed_by_the_thief = POSTS[STREET].seal(
        replace(word, first=BUREAU, history=(beginning, given)), IN_TIME
    )
    assert why(DISTRICT, signed_by_the_thief).startswith("epoch 2 was not given")
    other_first = POSTS[STREET].seal(replace(word, first=BUREAU), IN_TIME)
    assert why(DISTRICT, other_first) == "the first receiver is not the first owner"


def test_who_began_a_matter_signs_that_it_did_and_nobody_else_is_believed(legs):
    verifier = Verifier(DIRECTORY)
    letter = POSTS[STREET].seal(legs[STREET].say(Ask, DISTRICT), IN_TIME)
    word = POSTS[DISTRICT].open(letter, IN_TIME).word
    assert not is_hearsay(word, verifier.is_signed, IN_TIME)
    passed_on = replace(word, sender=DISTRICT, to=STREET)
    assert not is_hearsay(passed_on, verifier.is_signed, IN_TIME)
    again = POSTS[DISTRICT].seal(passed_on, IN_TIME)
    heard = POSTS[STREET].open(again, IN_TIME).word
    assert not is_hearsay(heard, verifier.is_signed, IN_TIME)
    forged = replace(word.history[0], proof=POSTS[DISTRICT].sign(b"mine"))
    for tenure in (forged, replace(word.history[0], proof="")):
        claimed = replace(passed_on, history=(tenure,))
        assert is_hearsay(claimed, verifier.is_signed, IN_TIME)
    assert not is_hearsay(replace(passed_on, history=()), verifier.is_signed, IN_TIME)


def test_a_beginning_is_believed_though_its_agency_has_a_newer_key_since(legs):
    """The matter is older than the street's key, by which the street signs for it."""
    later, verifier = IN_TIME + timedelta(days=3), Verifier(DIRECTORY)
    newer = Post(STREET, DIRECTORY, Signer(NEWER, "k2"))
    letter = newer.seal(legs[STREET].say(Ask, DISTRICT), later)
    word = POSTS[DISTRICT].open(letter, later).word
    passed_on = replace(word, sender=DISTRICT, to=STREET)
    assert not is_hearsay(passed_on, verifier.is_signed, later)
    forged = replace(word.history[0], proof=POSTS[DISTRICT].sign(b"mine"))
    claimed = replace(passed_on, history=(forged,))
    assert is_hearsay(claimed, verifier.is_signed, later)


def test_a_confirmation_is_proved_again_by_a_newer_key(legs):
    """The street's key changes while its confirmation is on its way."""
    carried(legs, an_offer(legs))
    accepted = receiving.accept(legs[DISTRICT], ONE, at=IN_TIME)
    legs[DISTRICT] = accepted.leg
    released = obey(legs[STREET], accepted.words[0], at=IN_TIME)
    later = IN_TIME + timedelta(days=3)
    newer = Post(STREET, DIRECTORY, Signer(NEWER, "k2"))
    first = obey(
        legs[DISTRICT],
        POSTS[DISTRICT].open(newer.seal(released.words[0], later), later).word,
        at=later,
    )
    assert first.leg.acts
    again = POSTS[STREET].seal(released.words[0], IN_TIME)
    assert obey(first.leg, POSTS[DISTRICT].open(again, later).word, at=later).leg.acts


def test_a_tenure_is_believed_after_the_key_that_proved_it_late_has_ended_too(legs):
    """Given in the days of one key, said again in those of the next, told later."""
    carried(legs, an_offer(legs))
    accepted = receiving.accept(legs[DISTRICT], ONE, at=IN_TIME)
    word = obey(legs[STREET], accepted.words[0], at=IN_TIME).words[0]
    second, third = (IN_TIME + timedelta(days=each) for each in (3, 20))
    second_key = Key(
        key_id="k2",
        public=public_half(NEWER),
        valid_from=date(2026, 3, 4),
        valid_until=date(2026, 3, 7),
    )
    newer = Post(STREET, DIRECTORY, Signer(NEWER, "k2"))
    proved = POSTS[DISTRICT].open(newer.seal(word, second), second).word
    news = _as_news(replace(proved, sender=DISTRICT, to=STREET))
    at_street, at_district = posts_where(STREET, second_key)
    told = at_district.seal(news, third)
    assert at_street.open(told, third).word.history == proved.history
    fresh = replace(proved.history[1], since=second + timedelta(days=5))
    by_an_ended_key = replace(fresh, proof=newer.sign(to_prove(ONE, 2, fresh)))
    claimed = replace(news, history=(proved.history[0], by_an_ended_key))
    told = at_district.seal(claimed, third)
    assert why(STREET, told, third, at_street).startswith("epoch 2 was not given")


def posts_where(agency_id, *keys):
    """The desks of the street and the district where one agency has these keys, too."""
    known = [each for each in DIRECTORY if each.agency_id != agency_id]
    ours = DIRECTORY.find(agency_id)
    changed = replace(ours, keys=(ours.keys[0], *keys))
    known = [replace(e, keys=(replace(e.keys[0], valid_until=None),)) for e in known]
    directory = Directory([*known, changed])
    return (Post(e, directory, Signer(KEYS[e], "k1")) for e in (STREET, DISTRICT))


def test_whoever_signs_may_still_be_refused_by_the_protocol(legs):
    (word,) = an_offer(legs).words
    letter = POSTS[STREET].seal(replace(word, matter_id=UUID(int=99)), IN_TIME)
    with pytest.raises(DomainError):
        obey(legs[DISTRICT], POSTS[DISTRICT].open(letter, IN_TIME).word, at=IN_TIME)
