"""What of a household was handed out at once, and what the months then did not hand out again (WH-06)."""

HANDED_OUT = """
select
    u.month, u.household_id, u.township_code, u.urgent_kind_code as rule_code, u.kind_label as risk_label,
    k.clause, p.document_number, null as clause_text, u.reporter_code as department_code, n.department_name,
    d.feed, f.feed_title, d.delivery_id, d.file_name, d.revision as delivery_revision,
    (d.received_at at time zone 'Asia/Shanghai')::date as received_date, s.row_number, u.source_count as record_count,
    u.struck_person_id as person_id, u.event_date, u.reason_text as attribute, null::numeric as value_amount,
    null::numeric as threshold_amount, null as threshold_operator, u.month as first_known_month,
    o.known_since, null::integer as version, i.policy_version, 'urgent' as lane
from publication.rpt_urgent_referrals as u
inner join marts.fct_urgent_reports as s
    on s.county_code = u.county_code and s.household_id = u.household_id and s.urgent_kind_code = u.urgent_kind_code
        and s.referral_event_date = u.event_date and s.referral_month = u.month and s.outcome_code = 'referred'
inner join lateral (
    select min(e.known_from) as known_since from publication.rpt_urgent_referrals_v1 as e
    where e.county_code = u.county_code and e.month = u.month and e.household_id = u.household_id
        and e.urgent_kind_code = u.urgent_kind_code and e.event_date = u.event_date
) as o on true
left join lateral (
    select x.policy_version from ops.urgent_issues as x
    where x.county_code = u.county_code and x.month = u.month order by x.issue_number desc limit 1
) as i on true
left join ops.deliveries as d on s.delivery_id = d.delivery_id
left join reference.feeds as f on d.feed = f.feed
left join reference.departments as n on u.reporter_code = n.department_code
left join reference.policies as p on i.policy_version = p.policy_version
left join reference.policy_urgent_kinds as k
    on i.policy_version = k.policy_version and u.urgent_kind_code = k.urgent_kind_code
where u.county_code = %(county_code)s and u.household_id = %(household_id)s
    and (%(month)s::date is null or u.month = %(month)s)
order by u.month, u.reported_date, u.urgent_kind_code
"""
NOT_REPEATED = """
select
    t.month, t.household_id, t.township_code, t.rule_code, t.risk_label, r.clause, p.document_number, r.clause_text,
    t.department_code, n.department_name, d.feed, f.feed_title, t.delivery_id, d.file_name,
    d.revision as delivery_revision, (d.received_at at time zone 'Asia/Shanghai')::date as received_date, t.row_number,
    1 as record_count, t.person_id, t.event_date, t.urgent_note as attribute, t.value_amount,
    null::numeric as threshold_amount, null as threshold_operator, t.month as first_known_month, k.known_since,
    v.version, v.policy_version, 'not_repeated' as lane
from marts.fct_urgent_repeats as t
inner join lateral (
    select min(e.known_from) as known_since from marts.fct_urgent_repeats_v1 as e
    where e.county_code = t.county_code and e.month = t.month and e.household_id = t.household_id
        and e.rule_code = t.rule_code and e.person_id = t.person_id
) as k on true
inner join lateral (
    select o.version, o.policy_version from ops.publications as o
    where o.county_code = t.county_code and o.month = t.month order by o.version desc limit 1
) as v on true
left join ops.deliveries as d on t.delivery_id = d.delivery_id
left join reference.feeds as f on d.feed = f.feed
left join reference.departments as n on t.department_code = n.department_code
left join reference.policies as p on v.policy_version = p.policy_version
left join reference.policy_rules as r on v.policy_version = r.policy_version and t.rule_code = r.rule_code
where t.county_code = %(county_code)s and t.household_id = %(household_id)s
    and (%(month)s::date is null or t.month = %(month)s)
order by t.month, t.rule_code, t.person_id
"""
