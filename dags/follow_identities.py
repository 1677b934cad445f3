"""Carry out what people decided about identities on the review desk.

Reads: decisions that stand and were not carried out. Writes: the deliveries they concern, read and judged anew, the
queue of identity questions, receipts.
Runs when somebody answered on the page 身份核对; several answers in a row are carried out together. The months whose
lists read otherwise now are announced and built again. When it fails, mend what the log says and clear the task: what
was decided stands. A re-run carries out only what was not.
"""

from airflow.sdk import DAG

from shouwang import orchestration as edge

for county in edge.counties():
    with DAG(
        dag_id=f"follow_identities_{county.code}",
        dag_display_name=f"{county.name} 6 身份认定",
        doc_md=__doc__,
        schedule=[edge.decided(county.code)],
        catchup=False,
        is_paused_upon_creation=False,
        max_active_runs=1,
        default_args=edge.DEFAULTS,
        tags=["shouwang", county.name],
    ) as dag:
        months = edge.follow_identities(county.code)
        months >> edge.issue_receipts(county.code)
        edge.announce_followed.override(outlets=[edge.landed(county.code)])(county.code, months)  # type: ignore[arg-type]  # handed over at run time
    globals()[dag.dag_id] = dag
