"""Taking a petition back, by HTTP: its petitioner by code, staff for who comes."""

from marshmallow import Schema, fields, validate

from intake.application.withdrawing import WithdrawPetition
from intake.bootstrap import Parts
from intake.domain.errors import (
    BrokenPetition,
    OutsideScope,
    TooManyTries,
    UnknownPetition,
    WithdrawalRefused,
)
from intake.domain.receipt import read_receipt
from intake.domain.withdrawing import LONGEST_REASON
from intake.entrypoints.deciding_schemas import (
    DecidedSchema,
)
from intake.entrypoints.finding import by_code_or_desk
from minqing_chassis.http.route import PUBLIC, Reply, Request, Route
from minqing_kernel.errors import TransitionRefused
from minqing_kernel.text import Unreadable

TAG = "诉求 Petitions"


class WithdrawSchema(Schema):
    """Why, if they like to say; the petitioner adds the tracking code.

    Staff, who have none, write down what was said to them.
    """

    reason = fields.String(
        load_default="", validate=validate.Length(max=LONGEST_REASON)
    )
    code = fields.String(validate=validate.Length(1, 64))


class WithdrawingDoor:
    """Lets petitioners take back what nobody answered yet."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's row of the table."""
        return [
            Route(
                method="POST",
                path="/v1/petitions/{receipt}/withdraw",
                operation=self.withdraw_petition,
                summary="撤回 Take it back",
                description=(
                    "居民凭查询码，工作人员凭令牌代为登记。已答复、并单、集体和检举控告的"
                    "不能撤回。With the tracking code, or a member of staff's token. "
                    "Once accepted, its case ends unless it was answered first."
                ),
                roles=PUBLIC,
                body=WithdrawSchema,
                replies={200: DecidedSchema},
                errors=(
                    UnknownPetition,
                    OutsideScope,
                    TooManyTries,
                    WithdrawalRefused,
                    BrokenPetition,
                    Unreadable,
                    TransitionRefused,
                ),
                tag=TAG,
            )
        ]

    def withdraw_petition(self, request: Request) -> Reply:
        """Take it back, for who holds the code, or for who told a member of staff."""
        petition_id, by_petitioner = by_code_or_desk(self._parts, request)
        command = WithdrawPetition(
            petition_id=petition_id,
            reason=request.body["reason"],
            by_petitioner=by_petitioner,
            actor=request.actor,
        )
        state, revision = self._parts.bus.handle(command, request.cause)
        receipt = read_receipt(request.params["receipt"])
        return Reply({"receipt": receipt, "state": state, "revision": revision})
