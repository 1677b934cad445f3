"""Refer what cannot wait: a misfortune reported today becomes a referral today, outside the monthly cycle.

Reads: files in the county's inbox whose name says 急难 (reports of any department, urgent lists that come back).
Writes: archive, ledger, landing, vault, urgent referrals, their workbooks in the outbox, receipts.
Looks every ten minutes; `shouwang urgent` does the same at once. Months that were published and now read otherwise
are announced and built again. When it fails, mend what the log says and clear the task; files stay until taken.
A re-run refers nothing twice.
"""

from airflow.sdk import DAG

from shouwang import orchestration as edge

for county in edge.counties():
    with DAG(
        dag_id=f"refer_urgent_cases_{county.code}",
        dag_display_name=f"{county.name} 7 急难交办",
        doc_md=__doc__,
        schedule="*/10 * * * *",
        catchup=False,
        is_paused_upon_creation=False,
        max_active_runs=1,
        default_args=edge.DEFAULTS,
        tags=["shouwang", county.name],
    ) as dag:
        months = edge.watch_urgent(county.code)
        edge.announce_followed.override(outlets=[edge.landed(county.code)])(county.code, months)  # type: ignore[arg-type]  # handed over at run time
    globals()[dag.dag_id] = dag
