"""The embedded stack: PostgreSQL from a wheel and Airflow's four components, on this machine alone."""
