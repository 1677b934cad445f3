"""Rules about DAG files, executed."""

import ast
from pathlib import Path

import pytest
from airflow.dag_processing.dagbag import DagBag
from airflow.providers.standard.operators.hitl import HITLOperator
from airflow.sdk import CronPartitionTimetable

from shouwang.settings import PROJECT_ROOT, settings

FILES = sorted((PROJECT_ROOT / "dags").glob("*.py"))


@pytest.fixture(scope="module")
def bag() -> DagBag:
    """Every DAG as Airflow reads it."""
    return DagBag(str(PROJECT_ROOT / "dags"))


def test_every_file_is_read_without_an_error(bag: DagBag) -> None:
    assert bag.import_errors == {}
    assert len(bag.dags) == len(FILES) * len(settings().counties)


def test_a_dag_is_called_after_its_file_and_its_county(bag: DagBag) -> None:
    expected = {f"{path.stem}_{county}" for path in FILES for county in settings().counties}
    assert set(bag.dags) == expected


def test_every_dag_says_what_it_does_and_retries(bag: DagBag) -> None:
    for dag in bag.dags.values():
        assert dag.doc_md
        assert "re-run" in dag.doc_md.lower()
        assert (dag.max_active_runs == 1) != dag.dag_id.startswith("decide_deliveries_"), "questions wait side by side"
        assert not dag.catchup
        assert all((task.retries or 0) >= 2 for task in dag.tasks)


def test_landing_runs_on_the_day_after_the_deadline_for_the_month_before(bag: DagBag) -> None:
    timetable = bag.dags["land_deliveries_411024"].timetable
    assert isinstance(timetable, CronPartitionTimetable)
    assert timetable.run_offset == -1
    assert timetable.expression == "0 3 11 * *"
    assert timetable.key_format == "%Y-%m"


def test_no_list_is_judged_before_it_is_questioned_and_nobody_waits_for_an_answer(bag: DagBag) -> None:
    landing, asking = bag.dags["land_deliveries_411024"], bag.dags["decide_deliveries_411024"]
    assert landing.get_task("judge_deliveries").upstream_task_ids == {"question_deliveries"}
    assert landing.get_task("judge_deliveries").trigger_rule == "all_success"
    assert landing.get_task("question_deliveries").trigger_rule == "all_done"
    assert landing.get_task("confirm_landing").upstream_task_ids >= {"land", "judge_deliveries"}
    question = asking.get_task("ask_person")
    assert isinstance(question, HITLOperator)
    assert question.options == ["采用", "不采用", "暂缓"]
    assert question.defaults == ["暂缓"]
    assert question.response_timeout


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_dag_file_is_prose_and_wiring(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert len(text.splitlines()) < 100
    imported = {
        node.module.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module
    }
    assert imported <= {"airflow", "shouwang"}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.If | ast.Try | ast.While)]
    assert "select " not in text.lower()
