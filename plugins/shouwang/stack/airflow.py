"""How Airflow is configured here: everything by environment, nothing in a file that could drift."""

import json
from pathlib import Path

from shouwang.settings import PROJECT_ROOT, Settings
from shouwang.stack.databases import AIRFLOW
from shouwang.stack.endpoints import AIRFLOW_USER, find_endpoints
from shouwang.stack.ports import LOOPBACK
from shouwang.stack.records import write_record

TIMEZONE = "Asia/Shanghai"
PARALLELISM = 4
NOBODY_LISTENS = 9
BUNDLE = [
    {
        "name": "dags-folder",
        "classpath": "airflow.dag_processing.bundles.local.LocalDagBundle",
        "kwargs": {},
    }
]

# Nothing leaves the machine: no usage figures, no update checks.
SILENCE = {
    "GX_ANALYTICS_ENABLED": "false",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "DO_NOT_TRACK": "1",
    "SCARF_ANALYTICS": "false",
    "SCARF_NO_ANALYTICS": "true",
}

# What does not depend on the place. Options not given here keep Airflow's own defaults.
FIXED = {
    "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
    "AIRFLOW__CORE__PARALLELISM": str(PARALLELISM),
    "AIRFLOW__CORE__MP_START_METHOD": "fork",
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__CORE__DEFAULT_TIMEZONE": TIMEZONE,
    # the name without a look-up in the DNS, which a machine without a network waits for
    "AIRFLOW__CORE__HOSTNAME_CALLABLE": "socket.gethostname",
    "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{AIRFLOW_USER}:admin",
    "AIRFLOW__DATABASE__CHECK_MIGRATIONS": "False",
    # a finished task otherwise holds its slot for the default five seconds
    "AIRFLOW__WORKERS__MIN_HEARTBEAT_INTERVAL": "1",
    "AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "0.3",
    # what a killed scheduler or task leaves is found within a minute, not five
    "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": "30",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "60",
    "AIRFLOW__DAG_PROCESSOR__PARSING_PROCESSES": "1",
    "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "10",
    "AIRFLOW__DAG_PROCESSOR__DAG_BUNDLE_CONFIG_LIST": json.dumps(BUNDLE),
    "AIRFLOW__API__HOST": LOOPBACK,
    "AIRFLOW__API__WORKERS": "1",
    "AIRFLOW__API__INSTANCE_NAME": "守望",
    "AIRFLOW__API__EXPOSE_CONFIG": "False",
    # logs are read from the disk they share; no log server listens on any interface
    "AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": str(NOBODY_LISTENS),
    "AIRFLOW__LOGGING__TRIGGER_LOG_SERVER_PORT": str(NOBODY_LISTENS),
    "AIRFLOW__LOGGING__COLORED_CONSOLE_LOG": "False",
    # tasks speak to the server next door, never through a proxy
    "NO_PROXY": f"{LOOPBACK},localhost",
    "no_proxy": f"{LOOPBACK},localhost",
    "PYTHONUTF8": "1",
    "PYTHONUNBUFFERED": "1",
    # an empty value is "no": compiled modules are kept, components start in half the time
    "PYTHONDONTWRITEBYTECODE": "",
}


def airflow_home(settings: Settings) -> Path:
    """Airflow's own directory: its generated configuration and task logs."""
    return settings.home.resolve() / "airflow"


def passwords_file(settings: Settings) -> Path:
    """Where the simple auth manager reads passwords from (0600)."""
    return settings.run_directory.resolve() / "airflow-passwords.json"


def airflow_environment(settings: Settings) -> dict[str, str]:
    """Every variable that Airflow, its tasks and tests need; LookupError when the stack was never started.

    Depends on the settings and what the stack wrote down alone, never on the present environment.
    """
    endpoints = find_endpoints(settings)
    database = f"{AIRFLOW}:{settings.secret('airflow_database')}@{endpoints.warehouse_host}:{endpoints.warehouse_port}"
    return {
        **SILENCE,
        **FIXED,
        "SHOUWANG_HOME": str(settings.home.resolve()),
        "AIRFLOW_HOME": str(airflow_home(settings)),
        "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT_ROOT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(PROJECT_ROOT / "plugins"),
        "AIRFLOW__CORE__FERNET_KEY": settings.secret("airflow_fernet_key"),
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(passwords_file(settings)),
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{endpoints.airflow_url}/execution/",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"postgresql+psycopg2://{database}/{AIRFLOW}",
        "AIRFLOW__API__BASE_URL": endpoints.airflow_url,
        "AIRFLOW__API__PORT": endpoints.airflow_url.rpartition(":")[2],
        "AIRFLOW__API__SECRET_KEY": settings.secret("airflow_secret_key"),
        "AIRFLOW__API_AUTH__JWT_SECRET": settings.secret("airflow_jwt_secret"),
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(airflow_home(settings) / "logs"),
    }


def write_passwords(settings: Settings) -> None:
    """Write the file that the simple auth manager reads."""
    write_record(passwords_file(settings), {AIRFLOW_USER: settings.secret("airflow_admin")})
