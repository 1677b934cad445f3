"""PostgreSQL's settings for a small county's machine, as text."""

import shutil
from pathlib import Path

import psutil

MEBIBYTE = 1 << 20
CONFIGURATION_FILE = "embedded.conf"
SHARED_MEMORY_NEEDED = 1024 * MEBIBYTE

FIXED = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
max_connections = 120
timezone = 'Asia/Shanghai'
log_timezone = 'Asia/Shanghai'

# what was published stays published: the disk has it before the answer is given
fsync = on
synchronous_commit = on
full_page_writes = on
wal_compression = on
max_wal_size = '1GB'

random_page_cost = 1.1
jit = off
enable_partitionwise_join = on
enable_partitionwise_aggregate = on
client_connection_check_interval = '2s'

# no value of a row ever reaches the log
log_error_verbosity = terse
log_min_error_statement = panic
log_statement = 'none'
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_line_prefix = '%m [%p] %u@%d '
"""


def render_configuration(port: int, memory: int, shared_memory: int) -> str:
    """The settings for a port, the machine's memory (bytes) and its free ``/dev/shm`` (bytes).

    Containers often have a ``/dev/shm`` of 64 MiB, too small for parallel queries: they then share files instead.
    """
    sizes = {
        "port": port,
        "shared_buffers": f"'{min(memory // 8 // MEBIBYTE, 1024)}MB'",
        "effective_cache_size": f"'{min(memory // 4 // MEBIBYTE, 4096)}MB'",
        "maintenance_work_mem": f"'{min(memory // 32 // MEBIBYTE, 512)}MB'",
        "work_mem": f"'{min(memory // 128 // MEBIBYTE, 64)}MB'",
        "dynamic_shared_memory_type": "posix" if shared_memory >= SHARED_MEMORY_NEEDED else "mmap",
    }
    return FIXED + "\n" + "".join(f"{name} = {value}\n" for name, value in sizes.items())


def machine_configuration(port: int) -> str:
    """The settings for this machine."""
    shared = Path("/dev/shm")  # noqa: S108 -- measured, never written to
    return render_configuration(
        port, psutil.virtual_memory().total, shutil.disk_usage(shared).free if shared.is_dir() else 0
    )
