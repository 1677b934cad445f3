"""Ask a person about a delivery that cannot be right, and carry out the answer.

Reads: the open question about one delivery, whose number is the partition key.
Writes: the decision, ledger, gate results, receipts.
Runs when landing questions a list. The answer (采用, 不采用, 暂缓) is given under "Required actions" or by the command
`shouwang decide`; nothing else waits for it, and after twenty days it is put off until the next landing run asks again.
An accepted list is judged by its gate and its month built again. A re-run asks and applies nothing twice.
"""

from airflow.sdk import DAG

from shouwang import asking
from shouwang import orchestration as edge

for county in edge.counties():
    with DAG(
        dag_id=f"decide_deliveries_{county.code}",
        dag_display_name=f"{county.name} 5 报送裁定",
        doc_md=__doc__,
        schedule=asking.when_questioned(county.code),
        max_active_runs=asking.QUESTIONS_AT_ONCE,
        default_args=edge.DEFAULTS,
        tags=["shouwang", county.name],
    ) as dag:
        asked = asking.ask_person()
        asking.present_question() >> asked
        month = asking.apply_answer(asked.output)  # type: ignore[arg-type]  # handed over at run time
        month >> edge.issue_receipts(county.code)
        asking.announce_answered.override(outlets=[edge.landed(county.code)])(county.code, month)  # type: ignore[arg-type]  # handed over at run time
    globals()[dag.dag_id] = dag
