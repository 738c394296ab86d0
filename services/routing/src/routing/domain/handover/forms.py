"""The forms of handing over, and what each of them moves."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Form(StrEnum):
    """In which way a matter goes to another agency."""

    TRANSFER = "transfer"
    RAISE = "raise"
    LEAD = "lead"
    RETURN = "return"
    ENTRUST = "entrust"
    ASSIST = "assist"
    REVIEW = "review"


@dataclass(frozen=True, kw_only=True)
class Moves:
    """What a form moves, and what it leaves with the sender.

    `ownership`: the receiver owns the matter afterwards. `co_owner`: the sender stays
    co-owner. `freezes`: while the receiver works the sender does nothing.
    `owes_result`: the receiver tells the sender what came of it.
    """

    title: str
    ownership: bool = False
    co_owner: bool = False
    freezes: bool = False
    owes_result: bool = True


FORMS: Mapping[Form, Moves] = MappingProxyType(
    {
        Form.TRANSFER: Moves(title="转办", ownership=True),
        Form.RAISE: Moves(title="上报", ownership=True, co_owner=True),
        Form.LEAD: Moves(title="包案", ownership=True, co_owner=True),
        Form.RETURN: Moves(title="退回", ownership=True, owes_result=False),
        Form.ENTRUST: Moves(title="交办"),
        Form.ASSIST: Moves(title="协办"),
        Form.REVIEW: Moves(title="复查复核", freezes=True),
    }
)
