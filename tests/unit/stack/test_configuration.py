"""PostgreSQL's settings for large and small machines."""

import pytest

from shouwang.stack.configuration import MEBIBYTE, render_configuration

GIBIBYTE = 1024 * MEBIBYTE


def values(memory: int, shared_memory: int) -> dict[str, str]:
    lines = render_configuration(5540, memory, shared_memory).splitlines()
    return {name: value.strip("'") for name, _, value in (line.partition(" = ") for line in lines if " = " in line)}


@pytest.mark.parametrize(("gibibytes", "buffers"), [(2, "256MB"), (4, "512MB"), (8, "1024MB"), (64, "1024MB")])
def test_buffers_follow_the_memory_up_to_a_gibibyte(gibibytes: int, buffers: str) -> None:
    assert values(gibibytes * GIBIBYTE, GIBIBYTE)["shared_buffers"] == buffers


def test_a_container_with_a_small_shared_memory_shares_files() -> None:
    assert values(8 * GIBIBYTE, 64 * MEBIBYTE)["dynamic_shared_memory_type"] == "mmap"
    assert values(8 * GIBIBYTE, GIBIBYTE)["dynamic_shared_memory_type"] == "posix"


def test_what_was_published_is_on_the_disk() -> None:
    found = values(8 * GIBIBYTE, GIBIBYTE)
    assert {found[name] for name in ("fsync", "synchronous_commit", "full_page_writes")} == {"on"}


def test_only_the_loopback_interface_listens() -> None:
    found = values(8 * GIBIBYTE, GIBIBYTE)
    assert (found["listen_addresses"], found["unix_socket_directories"], found["port"]) == ("127.0.0.1", "", "5540")
