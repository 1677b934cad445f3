"""Work during which Python does not look for cycles of garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """For seconds of work on a great many small objects: an eighth of dbt's time went into looking through them.

    What is garbage waits until afterwards; a build leaves some 50 MiB of it, however large the county.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
