"""A signing key is changed without a stop, and one that was stolen is taken back."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from minqing_chassis.configuration import ConfigurationError
from minqing_chassis.settings import SettingsError
from minqing_kernel.clock import FrozenClock
from minqing_kernel.working_time import CHINA, local_day
from routing.adapters.agencies import signing
from routing.adapters.agencies.files import load_agencies
from routing.adapters.agencies.post import Post, Suspect
from routing.adapters.agencies.rotation import CannotRotate, rewritten
from routing.adapters.agencies.signing import Archivist, Signer, Verifier, public_half
from routing.adapters.handovers.neighbourhood import Neighbourhood
from routing.domain.agencies.directory import Agency, Directory, Key, Kind, Level
from routing.domain.handover.words import Ask
from routing.entrypoints.main import main
from services.routing.tests.handover_world import DISTRICT, STREET, begin

pytestmark = pytest.mark.unit

SHIPPED = Path(__file__).parents[4] / "deploy/agencies"
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
STOLEN = NOON + timedelta(days=3)
"""When the street says that its key is in other hands."""
OLD, NEW, OTHER = (Ed25519PrivateKey.generate() for _ in range(3))


def a_directory(**about_the_old):
    began = date(2026, 1, 1)
    first = Key(key_id="k1", public=public_half(OLD), valid_from=began)
    keys = {
        STREET: (
            replace(first, **about_the_old),
            Key(key_id="k2", public=public_half(NEW), valid_from=began),
        ),
        DISTRICT: (Key(key_id="d1", public=public_half(OTHER), valid_from=began),),
    }
    return Directory(
        Agency(
            agency_id=each,
            name=each,
            kind=Kind.GOVERNMENT,
            level=Level.DISTRICT,
            keys=keys[each],
        )
        for each in keys
    )


def a_letter(private, key_id, said_at):
    leg = begin(STREET, DISTRICT)[STREET]
    word = Ask(
        matter_id=leg.matter_id,
        sender=STREET,
        to=DISTRICT,
        first=STREET,
        incarnation=0,
        heard=0,
        history=(),
    )
    post = Post(STREET, a_directory(), Signer(private, key_id))
    return post.seal(word, said_at)


def reader(**about_the_old):
    return Post(DISTRICT, a_directory(**about_the_old), Signer(OTHER, "d1"))


def test_a_revoked_key_vouches_for_no_letter_that_arrives_later_whatever_its_day():
    """Who stole the key dates its letter back to before anybody knew."""
    backdated = a_letter(OLD, "k1", NOON)
    post = reader(revoked_at=STOLEN)
    assert post.open(backdated, STOLEN - timedelta(seconds=1))
    for arrived in (STOLEN, STOLEN + timedelta(days=1), STOLEN + timedelta(days=26)):
        assert reader().open(backdated, arrived), "a key that is not revoked"
        with pytest.raises(Suspect, match="revoked"):
            post.open(backdated, arrived)


def test_what_waits_is_said_again_by_the_new_key_after_a_revocation():
    later = STOLEN + timedelta(hours=1)
    assert reader(revoked_at=STOLEN).open(a_letter(NEW, "k2", later), later)


def test_what_was_signed_before_a_revocation_still_proves_a_timeline():
    directory = a_directory(revoked_at=STOLEN)
    made = Signer(OLD, "k1").sign(b"told")
    for judge in (Verifier(directory), Archivist(directory)):
        assert judge.is_signed(STREET, b"told", made, NOON)
        assert not judge.is_signed(STREET, b"told", made, STOLEN)
    assert not Verifier(directory).is_revoked("nobody", made, STOLEN)
    assert not Verifier(directory).is_revoked(STREET, "no signature", STOLEN)


@pytest.mark.parametrize("days", [-2, 0, 2])
def test_nobody_starts_with_a_key_that_every_neighbour_would_refuse(folder, days):
    """As after a restore with the keys of that day: it is said at the start."""
    file, now = folder.parent / "k.pem", datetime.now(CHINA)
    rotate(folder, "next", str(file), "--id", "k9")
    tomorrow = local_day(now) + timedelta(days=1)
    rotate(folder, "end", "--id", "k9", "--on", str(tomorrow))
    about = ("jinquan-street", folder, file, FrozenClock(now + timedelta(days=days)))
    if not days:
        assert Neighbourhood.read(*about).post.me == "jinquan-street"
        return
    with pytest.raises(SettingsError, match="is no key of 'jinquan-street' that holds"):
        Neighbourhood.read(*about)


def test_nobody_signs_with_a_key_that_is_revoked(folder):
    file = folder.parent / "k.pem"
    rotate(folder, "next", str(file), "--id", "k9")
    rotate(folder, "revoke", "--id", "k9")
    with pytest.raises(SettingsError, match="'k9', which is revoked"):
        Signer.among(
            file,
            "jinquan-street",
            load_agencies(folder, local_day(datetime.now(CHINA))),
        )


# -- the commands ----------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "agencies"
    made.mkdir()
    for each in SHIPPED.glob("*.yml"):
        shutil.copy(each, made)
    return made


def rotate(folder, *words):
    whose = ["--agency", "jinquan-street", "--directory", str(folder)]
    main(["cli", "agency", "rotate", *words, *whose])


def keys_of(folder):
    found = load_agencies(folder, local_day(datetime.now(CHINA))).find("jinquan-street")
    return {each.key_id: each for each in found.keys}


def test_a_key_is_changed_by_the_commands_and_the_rest_of_the_entry_stays(
    folder, tmp_path, capsys, monkeypatch
):
    entry = folder / "jinquan-street.yml"
    before = entry.read_text("utf-8")
    rotate(folder, "next", str(tmp_path / "new.pem"), "--id", "k2026-2")
    assert "Give every neighbour the file" in capsys.readouterr().out
    monkeypatch.setenv("AGENCY_KEY_FILE", str(tmp_path / "new.pem"))
    rotate(folder, "status")
    assert "(signs here)" in capsys.readouterr().out.splitlines()[1]
    tomorrow = local_day(datetime.now(CHINA)) + timedelta(days=1)
    rotate(folder, "end", "--id", "k2026-1", "--on", str(tomorrow))
    rotate(folder, "revoke", "--id", "k2026-1", "--at", "2026-03-05T09:00:00+08:00")
    rotate(folder, "revoke", "--id", "k2026-1")
    old, new = keys_of(folder).values()
    assert (old.valid_until, old.revoked_at.isoformat()) == (
        tomorrow,
        "2026-03-05T01:00:00+00:00",
    ), "a moment once said is not put off"
    assert new.revoked_at is None
    monkeypatch.delenv("AGENCY_KEY_FILE")
    rotate(folder, "status")
    assert "revoked at 2026-03-05" in capsys.readouterr().out
    after = entry.read_text("utf-8")
    assert [line for line in before.splitlines() if line not in after] == []


def refused(folder, *words):
    with pytest.raises(SystemExit) as end:
        rotate(folder, *words)
    return end.value.code


def test_a_step_that_would_leave_no_key_or_no_directory_changes_nothing(
    folder, tmp_path
):
    entry = folder / "jinquan-street.yml"
    before, file = entry.read_bytes(), tmp_path / "new.pem"
    refused(folder, "end", "--id", "k2026-1", "--on", "2026-12-01")
    refused(folder, "end", "--id", "k7", "--on", "2026-12-01")
    refused(folder, "revoke", "--id", "k2026-1", "--at", "2026-12-01T00:00:00")
    refused(folder, "next", str(file), "--id", "k2026-1")
    refused(folder, "next", str(file), "--id", "No Name")
    assert (entry.read_bytes(), file.exists()) == (before, False)
    with pytest.raises(SystemExit):
        main(["cli", "agency", "rotate", "status", "--directory", str(folder)])
    with pytest.raises(SystemExit):
        whose = ["--agency", "nobody", "--directory", str(folder)]
        main(["cli", "agency", "rotate", "status", *whose])


def test_an_entry_in_one_line_is_not_guessed_at():
    with pytest.raises(CannotRotate):
        rewritten("{id: x, keys: []}\n", ())


def test_a_new_public_key_can_be_said_to_a_command(tmp_path, monkeypatch):
    told = iter(["-x", "-y", "z", "z"])
    monkeypatch.setattr(signing, "public_half", lambda _: next(told))
    assert signing.make_private_key(tmp_path / "key.pem") == "z"


@pytest.mark.parametrize(
    "between", ["\n", "# the next one\n", "  # the next one\n\n", ""]
)
@pytest.mark.parametrize("after", ["", "\n", "\n\n# what it takes\ngrants: []\n"])
def test_the_section_is_written_anew_to_its_last_line(between, after):
    """Else a key that ended would stand there once more, without its end."""
    one, two = ("  - id: k1\n    public: x\n", "  - id: k2\n    public: y")
    entry = f"id: x\nkeys:\n{one}{between}{two}{after}"
    key = Key(key_id="k1", public="x", valid_from=date(2026, 1, 1))
    new = rewritten(entry, (key,))
    assert (new.count("id: k1"), "k2" in new) == (1, False)
    assert new.startswith("id: x\nkeys:\n")
    assert new.endswith(after.removeprefix("\n"))


def test_a_revocation_without_an_offset_is_refused(folder):
    entry = folder / "jinquan-street.yml"
    text = entry.read_text("utf-8")
    wrong = text.replace("grants:", "    revoked_at: 2026-03-05 09:00:00\ngrants:")
    entry.write_text(wrong, "utf-8")
    with pytest.raises(ConfigurationError, match="revoked_at"):
        load_agencies(folder, local_day(datetime.now(CHINA)))
