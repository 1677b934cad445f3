"""Ports of the loopback interface."""

import socket
from collections.abc import Collection, Iterator

from shouwang.stack.errors import StackError

LOOPBACK = "127.0.0.1"
SEARCH_WIDTH = 200


def is_free(port: int) -> bool:
    """Whether a server could listen on the port of the loopback interface now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
            probe.listen()
        except OSError:
            return False
    return True


def free_ports(first: int, avoiding: Collection[int] = ()) -> Iterator[int]:
    """Free ports from the first one upwards, passing over those to avoid."""
    return (port for port in range(first, first + SEARCH_WIDTH) if port not in avoiding and is_free(port))


def choose_port(preferred: int, persisted: int | None = None, avoiding: Collection[int] = ()) -> int:
    """The persisted port when it is free, else the first free one from the preferred port upwards.

    StackError when none of the next 200 ports is free.
    """
    if persisted is not None and persisted not in avoiding and is_free(persisted):
        return persisted
    port = next(free_ports(preferred, avoiding), None)
    if port is None:
        raise StackError(f"从 {preferred} 到 {preferred + SEARCH_WIDTH - 1} 的端口都被占用；请停掉占用端口的程序后重试")
    return port
