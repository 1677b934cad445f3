"""Publish a month of one county and hand out its township lists.

Reads: the newest build that passed its gate. Writes: published tables, outbox, gate report.
One transaction publishes all or nothing; the lists appear by one rename. When it fails, clear the failed task.
A re-run that changes nothing writes nothing. When the month changed, the next published month is built again.
"""

from airflow.sdk import DAG

from shouwang import orchestration as edge

for county in edge.counties():
    with DAG(
        dag_id=f"publish_month_{county.code}",
        dag_display_name=f"{county.name} 3 发布交办",
        doc_md=__doc__,
        schedule=edge.when_built(county.code),
        max_active_runs=1,
        default_args=edge.DEFAULTS,
        tags=["shouwang", county.name],
    ) as dag:
        stale_month = edge.publish(county.code)
        lists = edge.issue_lists.override(outlets=[edge.published(county.code)])(county.code)
        stale_month >> lists >> edge.report_and_discard(county.code)
        edge.announce_stale.override(outlets=[edge.stale(county.code)])(county.code, stale_month)  # type: ignore[arg-type]  # handed over at run time
    globals()[dag.dag_id] = dag
