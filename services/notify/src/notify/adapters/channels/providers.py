"""The file of text-message providers, the best first (`SMS_PROVIDERS_FILE`).

providers:
  - {name: sms-1, url: "https://sms.example/send", token: …, idempotency_key: true}
  - {name: sms-2, url: "https://other.example/send", token: …}
"""

from pathlib import Path
from typing import Any

from marshmallow import (
    Schema,
    ValidationError,
    fields,
    post_load,
    validate,
    validates_schema,
)

from minqing_chassis.configuration import load_checked
from notify.adapters.channels.sms import SmsProvider


class ProviderSchema(Schema):
    """One provider."""

    name = fields.String(
        required=True, validate=validate.Regexp(r"[a-z][a-z0-9-]{0,31}\Z")
    )
    url = fields.Url(required=True, schemes={"http", "https"}, require_tld=False)
    token = fields.String(load_default="")
    idempotency_key = fields.Boolean(load_default=False, truthy={True}, falsy={False})

    @post_load
    def make(self, said: dict[str, Any], **_: object) -> SmsProvider:
        """Return the provider."""
        return SmsProvider(**said)


class ProvidersSchema(Schema):
    """The whole file."""

    providers = fields.List(
        fields.Nested(ProviderSchema), required=True, validate=validate.Length(min=1)
    )

    @validates_schema(skip_on_field_errors=True)
    def has_each_name_once(self, said: dict[str, Any], **_: object) -> None:
        """Refuse two of one name: limits and journal go by it."""
        names = [each.name for each in said["providers"]]
        if len(set(names)) < len(names):
            raise ValidationError("two have the same name")


def load_providers(path: Path) -> list[SmsProvider]:
    """Return the providers; raise ConfigurationError with line and field."""
    said = load_checked(path, ProvidersSchema())
    found: list[SmsProvider] = said["providers"]
    return found
