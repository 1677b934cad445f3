"""Build a month of one county aside, and judge it.

Reads: accepted deliveries, published earlier months, the policy pack.
Writes: schema build_<county>_<month>_<epoch>.
Runs whenever deliveries of the month have landed or an earlier month changed; touches nothing readers see.
When the gate stops it, the gate report says which rows and who must mend them; a mended file starts it again.
A re-run builds the same from the same.
"""

from airflow.sdk import DAG

from shouwang import orchestration as edge

for county in edge.counties():
    with DAG(
        dag_id=f"build_month_{county.code}",
        dag_display_name=f"{county.name} 2 研判建表",
        doc_md=__doc__,
        schedule=edge.when_landed(county.code),
        max_active_runs=1,
        default_args=edge.DEFAULTS,
        tags=["shouwang", county.name],
    ) as dag:
        judge = edge.judge_build.override(outlets=[edge.built(county.code)])
        build_id = edge.prepare(county.code)
        judge(edge.build(build_id))  # type: ignore[arg-type]  # handed over at run time
    globals()[dag.dag_id] = dag
