"""Where a petition comes from that was divided off another (拆件)."""

from dataclasses import dataclass

from marshmallow import fields


class SplitFromSchema:
    """Wire form of what a part comes from; absent where nothing was divided."""

    split_from = fields.String(load_default=None, allow_none=True)


@dataclass(frozen=True, kw_only=True)
class SplitFrom:
    """`split_from` is the receipt number of the petition that it was divided off."""

    split_from: str | None = None
