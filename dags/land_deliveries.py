"""Land a month's department files of one county.

Reads: the county's inbox. Writes: archive, ledger, landing, vault, gate results, proposals, receipts.
A list that cannot be right (another month's, contradicting, far too short) is not judged: a person is asked about it
by decide_deliveries, and the month goes on with what was accepted before.
Runs the day after the policy's deadline; run it again at any time for files that came late.
When a delivery cannot be landed, the others go on and the run fails at the end: mend what the log says, clear the task.
A re-run takes only what is new: the same bytes are the same delivery.
"""

from airflow.sdk import DAG

from shouwang import asking
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
        landed = edge.land.expand(delivery_ids=edge.collect(county.code))
        questioned = edge.question_deliveries(county.code)
        judged = edge.judge_deliveries.override(outlets=[edge.landed(county.code)])(county.code)
        landed >> questioned >> judged
        questioned >> asking.announce_questions.override(outlets=[asking.questions(county.code)])(county.code)
        receipted = edge.issue_receipts(county.code)
        proposed = edge.propose_identities(county.code)
        judged >> proposed >> receipted
        [landed, judged, proposed, receipted] >> edge.confirm_landing()
    globals()[dag.dag_id] = dag
