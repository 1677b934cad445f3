"""Ports: taken ones are seen through really listening sockets."""

import socket

import pytest

from shouwang.stack.errors import StackError
from shouwang.stack.ports import LOOPBACK, choose_port, is_free


def test_a_listened_port_is_not_free_and_a_closed_one_is() -> None:
    with socket.create_server((LOOPBACK, 0)) as server:
        port = server.getsockname()[1]
        assert not is_free(port)
    assert is_free(port)


def test_a_port_taken_on_every_interface_is_not_free() -> None:
    with socket.create_server(("", 0)) as server:
        assert not is_free(server.getsockname()[1])


def test_the_persisted_port_comes_first_while_it_is_free() -> None:
    with socket.create_server((LOOPBACK, 0)) as server:
        taken = server.getsockname()[1]
        assert choose_port(preferred=taken, persisted=taken) > taken
    assert choose_port(preferred=20000, persisted=taken) == taken


def test_a_port_to_avoid_is_passed_over() -> None:
    first = choose_port(preferred=20000)
    assert choose_port(preferred=first, avoiding={first}) > first
    assert choose_port(preferred=first, persisted=first, avoiding={first}) != first


def test_says_so_when_no_port_is_left() -> None:
    with pytest.raises(StackError, match="端口都被占用"):
        choose_port(preferred=20000, avoiding=range(20000, 20200))
