"""Land a month's department files of one county.

Reads: the county's inbox. Writes: archive, ledger, landing, vault, gate results.
Runs the day after the policy's deadline; run it again at any time for files that came late.
When a delivery cannot be landed, the others go on and the run fails at the end: mend what the log says, clear the task.
A re-run takes only what is new: the same bytes are the same delivery.
"""

from airflow.sdk import DAG

from shouwang import orchestration as edge

for county in edge.counties():
    with DAG(
        dag_id=f"land_deliveries_{county.code}",
        dag_display_name=f"{county.name} 1 收数入库",
        doc_md=__doc__,
        schedule=edge.monthly_after_deadline(county.code),
        catchup=False,
        max_active_runs=1,
        default_args=edge.DEFAULTS,
        tags=["shouwang", county.name],
    ) as dag:
        landed = edge.land.expand(delivery_id=edge.collect(county.code))
        judged = edge.judge_deliveries.override(outlets=[edge.landed(county.code)])(county.code)
        landed >> judged
        [landed, judged] >> edge.confirm_landing()
    globals()[dag.dag_id] = dag
