"""What every message carries beside its body: CloudEvents 1.0, and whose act."""

from typing import Any

from minqing_contracts.envelope import PREFIX


def _text(meaning: str, **more: str) -> dict[str, str]:
    return {"type": "string", "description": meaning} | more


HEADERS: dict[str, Any] = {
    "type": "object",
    "properties": {
        PREFIX + "specversion": {"const": "1.0"},
        PREFIX + "id": _text("The message: the same when sent again", format="uuid"),
        PREFIX + "source": _text("Who tells: `agency/service`"),
        PREFIX + "type": _text("The contract; equal to the routing key"),
        PREFIX + "time": _text("When it happened", format="date-time"),
        PREFIX + "subject": _text("The matter: a petition, an organisation, a member"),
        PREFIX + "dataschema": _text("The contract's name as a URN", format="uri"),
        "correlation-id": _text("The whole story's id", format="uuid"),
        "causation-id": _text("The message that led to this one", format="uuid"),
        "actor": _text("On whose account: `role:id`; never a name"),
    },
}
HEADERS["required"] = [name for name in HEADERS["properties"] if name != "causation-id"]


def headers_of(key: str) -> dict[str, Any]:
    """Return the schema of the headers of one contract's messages."""
    exact = {PREFIX + "type": {"const": key}}
    return {"allOf": [{"$ref": "#/components/schemas/Headers"}, {"properties": exact}]}
