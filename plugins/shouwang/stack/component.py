"""``python -m shouwang.stack.component <name> …``: one Airflow component with the signals a terminal gives.

A stack started in the background inherits ignored signals, and Airflow ends its tasks with SIGINT.
"""

import runpy
import signal
import sys


def main() -> None:
    """Restore the signals, then be ``airflow <name> …``."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)
    sys.argv = ["airflow", *sys.argv[1:]]
    runpy.run_module("airflow", run_name="__main__")


if __name__ == "__main__":
    main()
