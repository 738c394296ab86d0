"""Sealed data opens for its own row, and for nobody else."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_chassis.sealing import BadKeys, SealBroken, Sealer, new_key

pytestmark = pytest.mark.unit

OLD, NEW, OTHER = b"o" * 32, b"n" * 32, b"x" * 32
PERSON = {"name": "张小三", "telephone": "13800008000"}

DOCUMENTS = st.recursive(
    st.text() | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(DOCUMENTS.filter(lambda d: "\\ud" not in repr(d)), st.text(max_size=40))
def test_what_was_sealed_opens_as_it_was(document, about):
    about = about.encode("utf-8", "ignore").decode()
    sealer = Sealer([NEW])
    assert sealer.open(sealer.seal(document, about), about) == document


def test_a_token_shows_nothing_of_what_it_holds():
    token = Sealer([NEW]).seal(PERSON, "p-1")
    packed = token.split(".")[2]
    raw = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
    assert "张小三".encode() not in raw
    assert b"13800008000" not in raw


def test_the_same_document_is_never_sealed_to_the_same_token():
    sealer = Sealer([NEW])
    assert sealer.seal(PERSON, "p-1") != sealer.seal(PERSON, "p-1")


def test_a_token_moved_to_another_row_does_not_open():
    sealer = Sealer([NEW])
    with pytest.raises(SealBroken):
        sealer.open(sealer.seal(PERSON, "p-1"), "p-2")


def test_a_token_changed_anywhere_does_not_open():
    sealer = Sealer([NEW])
    token = sealer.seal(PERSON, "p-1")
    head = token.rindex(".") + 1
    for at in range(head, len(token) - 1, 7):
        changed = "A" if token[at] != "A" else "B"
        with pytest.raises(SealBroken):
            sealer.open(token[:at] + changed + token[at + 1 :], "p-1")


@pytest.mark.parametrize(
    "token", ["", "x", "a.b.c", "s1.00000000.AAAA", "....", "路.灯.坏"]
)
def test_what_is_no_token_does_not_open(token):
    with pytest.raises(SealBroken):
        Sealer([NEW]).open(token, "p-1")


def test_a_short_token_of_a_known_key_does_not_open():
    sealer = Sealer([NEW])
    key_id = sealer.seal(1, "").split(".")[1]
    with pytest.raises(SealBroken):
        sealer.open(f"s1.{key_id}.AAAA", "")
    with pytest.raises(SealBroken):
        sealer.open(f"s9.{key_id}.AAAA", "")


def test_an_old_key_still_opens_and_the_newest_seals():
    old = Sealer([OLD]).seal(PERSON, "p-1")
    both = Sealer([NEW, OLD])
    assert both.open(old, "p-1") == PERSON
    assert both.is_stale(old)
    fresh = both.seal(PERSON, "p-1")
    assert not both.is_stale(fresh)
    with pytest.raises(SealBroken):
        Sealer([OLD]).open(fresh, "p-1")


def test_a_blind_index_outlives_a_change_of_keys_and_differs_by_purpose():
    before, after = Sealer([OLD]), Sealer([NEW, OLD])
    index = before.blind_index("510106199001011234", "identity")
    assert index == after.blind_index("510106199001011234", "identity")
    assert index != after.blind_index("510106199001011234", "telephone")
    assert index != after.blind_index("510106199001011235", "identity")
    assert index != Sealer([OTHER]).blind_index("510106199001011234", "identity")
    assert len(index) == 64


def test_keys_come_from_a_file_newest_first(tmp_path):
    lines = [base64.urlsafe_b64encode(key).decode() for key in (NEW, OLD)]
    path = tmp_path / "keys"
    path.write_text(f"# ours\n{lines[0]}  # since May\n\n{lines[1]}\n")
    sealer = Sealer.from_file(path)
    assert sealer.open(Sealer([OLD]).seal(1, ""), "") == 1
    assert not sealer.is_stale(Sealer([NEW]).seal(1, ""))


@pytest.mark.parametrize("line", ["", "# nothing", "short", "AAAA", "!!!!", "钥匙"])
def test_a_file_without_usable_keys_is_refused(tmp_path, line):
    path = tmp_path / "keys"
    path.write_text(line + "\n", "utf-8")
    with pytest.raises(BadKeys):
        Sealer.from_file(path)


def test_a_new_key_can_be_used(tmp_path):
    path = tmp_path / "keys"
    path.write_text(new_key())
    assert Sealer.from_file(path).blind_index("x")
