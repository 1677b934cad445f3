"""Remind the departments of one county whose list of the month is not there.

Reads: the ledger. Writes: one reminder per department into the outbox and to its channels; titles and counts, never a
person. Runs two days before the deadline and the day after it. When a channel does not take it, the others are told and
the run fails at the end. A re-run writes the same files again and tells only channels that were not told.
"""

from airflow.sdk import DAG

from shouwang import orchestration as edge

for county in edge.counties():
    with DAG(
        dag_id=f"remind_departments_{county.code}",
        dag_display_name=f"{county.name} 4 催报提醒",
        doc_md=__doc__,
        schedule=edge.reminder_days(county.code),
        catchup=False,
        max_active_runs=1,
        default_args=edge.DEFAULTS,
        tags=["shouwang", county.name],
    ) as dag:
        edge.remind(county.code)
    globals()[dag.dag_id] = dag
