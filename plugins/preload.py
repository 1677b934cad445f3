"""Heavy libraries in the scheduler's memory, once.

LocalExecutor's workers fork from the scheduler, so every task finds them imported instead of importing them for ten
seconds itself. Airflow runs this file in each of its processes; only the scheduler has tasks for children. Polars and
Arrow are imported, never used here: their thread pools start at first use, which a fork must not inherit.
"""

import sys

if sys.argv[1:2] == ["scheduler"]:
    import dbt.cli.main
    import fastexcel
    import great_expectations
    import great_expectations.expectations
    import pandas as pd
    import polars as pl

    LOADED = (dbt.cli.main, fastexcel, great_expectations, pd, pl)
