"""The portal put together over a real database and a stand-in for the other doors."""

from contextlib import contextmanager

from minqing_local.keys import keys_in
from portal.bootstrap import assemble, settings_from
from portal.entrypoints.http import build
from services.portal.tests.stand_in import StandIn, served


@contextmanager
def house(folder, database_url, others=None, **extra):
    """Yield the parts and the stand-in; nothing of the portal runs by itself."""
    keys = keys_in(folder / "keys")
    others = others or StandIn()
    with served(others) as address:
        parts = assemble(
            settings_from(
                {
                    "AGENCY": "test",
                    "AMQP_URI": "amqp://nobody:none@127.0.0.1:9//",
                    "DATABASE_URL_PORTAL": database_url,
                    "HTTP_ADDRESS": "127.0.0.1:0",
                    "JWT_PUBLIC_KEY_FILE": str(keys.jwt_public),
                    "SEALING_KEY_FILE": str(keys.sealing),
                    "INTAKE_URL": address,
                    "NOTIFY_URL": address,
                    "ROUTING_URL": address,
                    "REGISTRY_URL": address,
                    "PLACE_NAME": "金泉街道",
                    **extra,
                }
            )
        )
        try:
            yield parts, others
        finally:
            parts.database.close()


@contextmanager
def pages(parts):
    """Serve the pages; yield their address."""
    with served(build(parts)) as address:
        yield address
