"""How letters leave: the line of the relay, and where the transport takes them."""

from typing import Final

from sqlalchemy import RowMapping

from minqing_chassis.publisher import Outgoing
from minqing_chassis.relay import Line

EXCHANGE: Final = "agencies"
"""Bound by the generated definitions: a queue for each neighbour, by its id."""
INBOUND: Final = "agency.in"
"""The queue that the neighbours' shovels fill."""


def outgoing(row: RowMapping) -> Outgoing:
    """Return a letter as a message: the signed bytes, and the signature beside them."""
    letter_id = row["letter_id"]
    return Outgoing(
        message_id=letter_id,
        exchange=EXCHANGE,
        routing_key=row["recipient"],
        headers={"message_id": str(letter_id), "signature": row["signature"]},
        body=row["body"].encode(),
    )


LETTERS: Final = Line(
    due="""
select seq, letter_id as message_id, letter_id, recipient, body, signature
from agency_outbox
where seq <> all(:strays) order by seq limit :limit for update skip locked
""",
    forget="delete from agency_outbox where seq = any(:seqs)",
    outgoing=outgoing,
)
