"""Why a household was referred: rule, clause, record, value, threshold and since when it is known (WH-06)."""

from datetime import date
from operator import itemgetter
from typing import Any

from psycopg2.extras import RealDictCursor

from shouwang.publication.urgent_explanation import HANDED_OUT, NOT_REPEATED
from shouwang.settings import Settings
from shouwang.warehouse import connect

EXPLAIN = """
select
    r.month, r.household_id, r.township_code, r.rule_code, r.risk_label, r.clause, r.document_number,
    p.clause_text, r.department_code, n.department_name, d.feed, f.feed_title,
    r.delivery_id, d.file_name, d.revision as delivery_revision,
    (d.received_at at time zone 'Asia/Shanghai')::date as received_date, r.row_number, r.record_count,
    r.person_id, r.event_date, r.attribute, r.value_amount, r.threshold_amount, p.operator as threshold_operator,
    r.first_known_month, k.known_since, v.version, v.policy_version, 'monthly' as lane
from marts.fct_household_risk_months as r
inner join lateral (
    select min(e.known_from) as known_since from marts.fct_household_risk_months_v1 as e
    where e.county_code = r.county_code and e.month = r.month and e.household_id = r.household_id
        and e.rule_code = r.rule_code and e.person_id = r.person_id
) as k on true
inner join lateral (
    select o.version, o.policy_version from ops.publications as o
    where o.county_code = r.county_code and o.month = r.month order by o.version desc limit 1
) as v on true
left join ops.deliveries as d on r.delivery_id = d.delivery_id
left join reference.feeds as f on d.feed = f.feed
left join reference.departments as n on r.department_code = n.department_code
left join reference.policy_rules as p on v.policy_version = p.policy_version and r.rule_code = p.rule_code
where r.county_code = %(county_code)s and r.household_id = %(household_id)s
    and (%(month)s::date is null or r.month = %(month)s)
order by r.month, p.rule_position, r.rule_code, r.person_id
"""


def explain(settings: Settings, county_code: str, household_id: int, month: date | None = None) -> list[dict[str, Any]]:
    """Every published reason the household was referred for, oldest month first; pseudonymous.

    ``lane`` says how: by the month's list, at once (``urgent``; ``attribute`` is then the reason as handed out), or
    not again by the month because it was handed out at once (``not_repeated``; ``attribute`` says when and how).

    Each dict says the rule, its clause and document, the department's feed, delivery and row, the value and threshold
    (yuan, None where the rule has none), the first month of the unbroken run (``first_known_month``) and the moment
    it was first published (``known_since``). Empty when the household was never referred.
    """
    bound = {"county_code": county_code, "household_id": household_id, "month": month}
    with (
        connect(settings, "publisher", "explain") as connection,
        connection.cursor(cursor_factory=RealDictCursor) as cursor,
    ):
        found: list[dict[str, Any]] = []
        for query in (HANDED_OUT, EXPLAIN, NOT_REPEATED):
            cursor.execute(query, bound)
            found += [dict(row) for row in cursor.fetchall()]
        return sorted(found, key=itemgetter("month"))
