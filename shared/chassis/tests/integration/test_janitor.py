"""The inbox does not grow for ever."""

from uuid import uuid4

import pytest

from minqing_chassis.janitor import sweep_inbox

pytestmark = pytest.mark.integration


def test_only_inbox_rows_older_than_any_redelivery_are_swept(db):
    old, young = uuid4(), uuid4()
    db.rows(
        "insert into inbox values (:old, now() - interval '31 days'), (:young, now())",
        old=old,
        young=young,
    )
    assert sweep_inbox(db) == 1
    assert sweep_inbox(db) == 0
    assert [row["message_id"] for row in db.rows("select * from inbox")] == [young]
