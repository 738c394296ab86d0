"""What the workers of a check share: found by all, refused to all, gone at its end."""

import pytest

from minqing_local.refusal import Refusal
from minqing_local.shared_parts import SharedParts

pytestmark = pytest.mark.environment


def test_another_process_finds_the_same_broker_and_database_server():
    mine = SharedParts.in_new_folder()
    theirs = SharedParts(**mine.where())
    assert theirs.broker.uri == mine.broker.uri
    assert theirs.postgres.admin_url == mine.postgres.admin_url
    folder = mine.postgres.folder.parent
    assert folder.is_dir()
    mine.end()
    assert not folder.exists()


def test_a_part_that_cannot_start_is_told_to_everybody_who_waits(monkeypatch):
    mine = SharedParts.in_new_folder()
    monkeypatch.setattr(mine.postgres, "start", lambda: None)
    monkeypatch.setattr(mine.broker, "start", lambda: 1 / 0)
    mine.launch()
    try:
        with pytest.raises(Refusal, match="division by zero"):
            SharedParts(**mine.where()).ready()
    finally:
        mine.end()
