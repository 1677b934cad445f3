"""Airflow's public REST API, as far as this project uses it."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal, Self

import httpx
from pydantic import BaseModel, ConfigDict, Field

from shouwang.months import BEIJING
from shouwang.stack.errors import StackError

Again = Literal["none", "failed", "completed"]

PAGE = 100
TIMEOUT_SECONDS = 120  # a small machine may be busy with a build
UNAUTHORIZED = 401


class Answer(BaseModel):
    """What the API says of one thing; only the fields used here are kept."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class Run(Answer):
    """A DAG run. States: queued, running, success, failed. Times carry their zone."""

    dag_id: str
    run_id: str = Field(alias="dag_run_id")
    partition_key: str | None
    state: str
    run_after: datetime
    queued_at: datetime | None
    start_date: datetime | None
    end_date: datetime | None


class TaskInstance(Answer):
    """The newest try of a task in a run; ``map_index`` is -1 when the task is not mapped, ``pid`` its process."""

    task_id: str
    state: str | None
    try_number: int
    pid: int | None
    map_index: int
    rendered_map_index: str | None
    start_date: datetime | None
    end_date: datetime | None


class Backfill(Answer):
    """A backfill of a DAG; ``completed_at`` is when all its runs had ended, or when it was cancelled."""

    backfill_id: int = Field(alias="id")
    dag_id: str
    completed_at: datetime | None


class Health(Answer):
    """Component to ``healthy`` or otherwise, and when it was last heard of (None: never)."""

    statuses: dict[str, str]
    heartbeats: dict[str, datetime | None]


class AirflowClient:
    """A signed-in user of Airflow. Signs in when first needed and again when the token has run out.

    Every method raises StackError when Airflow refuses and httpx.TransportError when it does not answer.
    """

    def __init__(self, base_url: str, user: str, password: str) -> None:
        """Name the server (``http://host:port``) and the user; contacts nobody yet."""
        self._http = httpx.Client(base_url=base_url, timeout=TIMEOUT_SECONDS, trust_env=False)
        self._credentials = {"username": user, "password": password}

    def __enter__(self) -> Self:
        """Use the client for a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connections at its end."""
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def health(self) -> Health:
        """Status and last heartbeat of metadatabase, scheduler, triggerer and dag_processor; needs no sign-in."""
        document = self._http.get("/api/v2/monitor/health").raise_for_status().json()
        return read_health(document)

    def trigger(self, dag_id: str, partition_key: str) -> str:
        """Start a run for a month (``YYYY-MM``); its run_id."""
        body = {"logical_date": None, "partition_key": partition_key}
        return str(self._ask("POST", f"dags/{dag_id}/dagRuns", json=body)["dag_run_id"])

    def create_backfill(  # noqa: PLR0913 -- what Airflow asks for
        self, dag_id: str, first: date, last: date, *, backwards: bool, side_by_side: int, again: Again
    ) -> Backfill:
        """Have a run for every partition from ``first`` to ``last`` (days, both included), so many at a time.

        ``again``: of partitions that ran already none, those that failed, or all (``completed``) are run again.
        """
        body = {
            "dag_id": dag_id,
            "from_date": datetime.combine(first, time(), BEIJING).isoformat(),
            "to_date": datetime.combine(last, time.max, BEIJING).isoformat(),
            "run_backwards": backwards,
            "max_active_runs": side_by_side,
            "reprocess_behavior": again,
        }
        return Backfill.model_validate(self._ask("POST", "backfills", json=body))

    def backfill(self, backfill_id: int) -> Backfill:
        """A backfill as it stands."""
        return Backfill.model_validate(self._ask("GET", f"backfills/{backfill_id}"))

    def cancel_backfill(self, backfill_id: int) -> Backfill:
        """Let a backfill start no further run; those that run go on. StackError when it is over."""
        return Backfill.model_validate(self._ask("PUT", f"backfills/{backfill_id}/cancel"))

    def runs(self, dag_id: str, partition_key: str | None = None) -> list[Run]:
        """The runs of a DAG, of all months or of one, in the order they were queued."""
        narrowed = {} if partition_key is None else {"partition_key_prefix_pattern": partition_key}
        entries = self._pages(f"dags/{dag_id}/dagRuns", "dag_runs", order_by="run_after", **narrowed)
        wanted = (run for run in map(Run.model_validate, entries) if partition_key in {None, run.partition_key})
        return sorted(wanted, key=lambda run: (run.queued_at or run.run_after, run.run_id))

    def task_instances(self, dag_id: str, run_id: str) -> list[TaskInstance]:
        """The tasks of a run by name and map index."""
        entries = self._pages(f"dags/{dag_id}/dagRuns/{run_id}/taskInstances", "task_instances")
        return sorted(map(TaskInstance.model_validate, entries), key=lambda task: (task.task_id, task.map_index))

    def dags(self) -> dict[str, bool]:
        """The DAGs that Airflow knows, with whether each is paused."""
        return {str(entry["dag_id"]): bool(entry["is_paused"]) for entry in self._pages("dags", "dags")}

    def dag_files(self) -> set[str]:
        """The names of the files in ``dags/`` that DAGs were read from."""
        return {Path(entry["fileloc"]).name for entry in self._pages("dags", "dags")}

    def unpause(self, dag_id: str) -> None:
        """Let a DAG run."""
        self._ask("PATCH", f"dags/{dag_id}", json={"is_paused": False})

    def answer(self, run: Run, task_id: str, option: str, **inputs: str) -> None:
        """Answer the question that a task of a run puts to a person; StackError when it waits for nobody."""
        body = {"chosen_options": [option], "params_input": inputs}
        self._ask("PATCH", f"dags/{run.dag_id}/dagRuns/{run.run_id}/taskInstances/{task_id}/-1/hitlDetails", json=body)

    def import_errors(self) -> dict[str, str]:
        """The names of the files in ``dags/`` that could not be read, with the traceback."""
        entries = self._pages("importErrors", "import_errors")
        return {Path(entry["filename"]).name: str(entry["stack_trace"]) for entry in entries}

    def _pages(self, path: str, name: str, **narrowed: str) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = []
        while True:
            answer = self._ask("GET", path, params={"limit": PAGE, "offset": len(entries), **narrowed})
            entries += answer[name]
            if not answer[name] or len(entries) >= answer["total_entries"]:
                return entries

    def _ask(self, method: str, path: str, **content: Any) -> dict[str, Any]:
        if "Authorization" not in self._http.headers:
            self._sign_in()
        answer = self._http.request(method, f"/api/v2/{path}", **content)
        if answer.status_code == UNAUTHORIZED:
            self._sign_in()
            answer = self._http.request(method, f"/api/v2/{path}", **content)
        return self._accepted(answer)

    def _sign_in(self) -> None:
        answer = self._accepted(self._http.post("/auth/token", json=self._credentials))
        self._http.headers["Authorization"] = f"Bearer {answer['access_token']}"

    def _accepted(self, answer: httpx.Response) -> dict[str, Any]:
        if answer.is_error:
            request = f"{answer.request.method} {answer.request.url.path}"
            raise StackError(f"Airflow 拒绝了 {request}：{answer.status_code} {answer.text[:500]}")
        document: dict[str, Any] = answer.json()
        return document


def read_health(document: dict[str, dict[str, Any]]) -> Health:
    """The health document in two maps; the metadatabase has no heartbeat."""
    return Health(
        statuses={name: entry["status"] or "missing" for name, entry in document.items()},
        heartbeats={name: entry.get(f"latest_{name}_heartbeat") for name, entry in document.items()},
    )
