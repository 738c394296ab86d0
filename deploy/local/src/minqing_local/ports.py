"""TCP ports on loopback: which are free, which are answering."""

import socket

from minqing_local.refusal import Refusal

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """Return a port nobody listens on at this moment."""
    with socket.socket() as door:
        door.bind((LOOPBACK, 0))
        port: int = door.getsockname()[1]
        return port


def is_open(port: int, timeout: float = 0.5) -> bool:
    """Say whether somebody accepts connections there (`timeout` in seconds)."""
    try:
        with socket.create_connection((LOOPBACK, port), timeout=timeout):
            return True
    except OSError:
        return False


def is_free(port: int) -> bool:
    """Say whether we could listen there."""
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def claim(port: int, owner: str, variable: str) -> int:
    """Return the port if it is free.

    Raises `Refusal` naming the part that wants it and the variable that moves it.
    """
    if not is_free(port):
        raise Refusal(
            f"Port {port}, wanted for {owner}, is taken by another program: stop that "
            f"program, or choose another port with {variable}=<port> make run."
        )
    return port
