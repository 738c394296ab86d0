"""Why a petition may be refused (不予受理), each with its source."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class RefusalReason(StrEnum):
    """The grounds a clerk may give; none other exists.

    not-within-powers: 不属于本机关职权 (条例第23条).
    in-legal-procedure: 诉讼、仲裁、行政复议等法定途径 (条例第31条).
    already-handled: 已受理或正在办理 (条例第19条). final: 复核终结 (条例第36条).
    duplicate: the same matter stands under another number.
    unclear: 姓名、住址或请求不清 (条例第23条).
    """

    NOT_WITHIN_POWERS = "not-within-powers"
    IN_LEGAL_PROCEDURE = "in-legal-procedure"
    ALREADY_HANDLED = "already-handled"
    FINAL = "final"
    DUPLICATE = "duplicate"
    UNCLEAR = "unclear"

    @property
    def basis(self) -> str:
        """The article, or the house's own practice, that lets it be refused."""
        return _BASES[self]


_BASES: Mapping[RefusalReason, str] = MappingProxyType(
    {
        RefusalReason.NOT_WITHIN_POWERS: "信访工作条例第23条",
        RefusalReason.IN_LEGAL_PROCEDURE: "信访工作条例第31条",
        RefusalReason.ALREADY_HANDLED: "信访工作条例第19条第3款",
        RefusalReason.FINAL: "信访工作条例第36条第3款",
        RefusalReason.DUPLICATE: "国办函〔2025〕66号：重复诉求并单",
        RefusalReason.UNCLEAR: "信访工作条例第23条",
    }
)
