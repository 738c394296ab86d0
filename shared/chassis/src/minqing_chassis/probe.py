"""A quick look whether the broker answers."""

from kombu.connection import Connection


def broker_answers(amqp_uri: str, *, timeout: float = 3.0) -> bool:
    """Say whether a connection can be opened within `timeout` seconds."""
    connection = Connection(amqp_uri, connect_timeout=timeout)
    try:
        connection.ensure_connection(max_retries=1, timeout=timeout)
    except Exception:
        return False
    finally:
        connection.release()
    return True
