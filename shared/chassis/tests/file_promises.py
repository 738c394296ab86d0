"""What every place for files promises: whatever keeps them passes this suite.

A subclass gives the fixtures `store`, empty, and `away`, one that does not answer.
"""

import time
from math import inf

import pytest

from minqing_chassis.files import FilesAway

ONE, OTHER, NONE = (each * 64 for each in "a7f")
SEALED = b"s1.key.sealed"


class FilePromises:
    """Bytes are kept whole under their key, found, listed and let go."""

    def test_what_was_put_is_there_whole_until_it_is_let_go(self, store):
        large = bytes(range(256)) * 20_000
        store.put(ONE, SEALED)
        store.put(OTHER, large)
        assert (store.get(ONE), store.get(OTHER)) == (SEALED, large)
        for _ in range(2):
            store.delete(ONE)
        with pytest.raises(FileNotFoundError):
            store.get(ONE)
        assert store.kept_at(ONE) is None
        assert store.get(OTHER) == large

    def test_the_same_again_is_one(self, store):
        for _ in range(2):
            store.put(ONE, SEALED)
        assert sorted(store.older(inf)) == [ONE]
        assert store.get(ONE) == SEALED

    def test_it_says_when_what_was_put(self, store):
        begun = time.time()
        store.put(ONE, SEALED)
        kept = store.kept_at(ONE)
        assert begun - 2 < kept < time.time() + 2
        assert list(store.older(kept)) == []
        assert list(store.older(kept + 1)) == [ONE]

    def test_what_is_not_there_is_missing_and_nothing_else(self, store):
        with pytest.raises(FileNotFoundError):
            store.get(NONE)
        assert store.kept_at(NONE) is None
        store.delete(NONE)
        assert list(store.older(inf)) == []
        assert store.drop_parts(inf) == 0

    @pytest.mark.parametrize(
        "key", ["", "../../etc/passwd", f"{'a' * 63}/", ONE.upper(), f"{ONE}\n", "a"]
    )
    def test_what_is_no_key_leads_nowhere(self, store, key):
        for act in (store.get, store.delete, store.kept_at):
            with pytest.raises(FileNotFoundError):
                act(key)
        with pytest.raises(FileNotFoundError):
            store.put(key, SEALED)
        assert list(store.older(inf)) == []

    def test_one_that_is_away_says_so_and_never_that_a_file_is_missing(self, away):
        for act in (away.get, away.kept_at, away.delete):
            with pytest.raises(FilesAway):
                act(ONE)
        with pytest.raises(FilesAway):
            away.put(ONE, SEALED)
