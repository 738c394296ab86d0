"""A quick look whether the broker answers."""

from minqing_chassis.nodes import connect


def broker_answers(amqp_uri: str, *, timeout: float = 3.0) -> bool:
    """Say whether a connection can be opened within `timeout` seconds for a node."""
    try:
        connect(amqp_uri, timeout=timeout, wait=timeout).release()
    except Exception:
        return False
    return True
