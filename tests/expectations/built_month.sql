-- A build of Yanling, January 2022, in which all is well: twenty households of two in two townships, each struck once.
-- {schema} is the build's schema, {version} the policy version, {build} the build's number.
insert into {schema}.dim_households
select '411024', number, left(village, 9), village, number * 10 + 1, 2
from (select number, (array[{villages}])[1 + number % 2] as village from generate_series(1, 20) as number) as numbered;

insert into {schema}.dim_people
select '411024', household_id * 10 + place, case place when 1 then 'male' else 'female' end, date '1970-05-01'
from {schema}.dim_households, generate_series(1, 2) as place;

insert into {schema}.bridge_household_members
select '411024', household_id, household_id * 10 + place, case place when 1 then 'head' else 'spouse' end, place = 1
from {schema}.dim_households, generate_series(1, 2) as place;

insert into {schema}.fct_signals
    (county_code, month, signal_code, feed, department_code, person_id, household_id, is_matched, event_date,
     value_amount, attribute, delivery_id, row_number)
select '411024', date '2022-01-01', kind.signal_code, kind.feed, kind.department_code, household_id * 10 + 1,
       household_id, true, date '2022-01-15', kind.value_amount, null, kind.delivery_id, household_id
from {schema}.dim_households
inner join (values
    (0, 'medical_self_paid', 'medical_insurance_settlements', 'medical_insurance', 12000, 2),
    (1, 'dibao_granted', 'civil_affairs_dibao', 'civil_affairs', null, 3)
) as kind (remainder, signal_code, feed, department_code, value_amount, delivery_id)
    on household_id / 2 % 2 = kind.remainder;

insert into {schema}.fct_household_risk_months
    (county_code, month, household_id, township_code, village_code, rule_code, signal_code, risk_label, is_sudden,
     person_id, department_code, event_date, value_amount, threshold_amount, attribute, record_count, delivery_id,
     row_number, clause, document_number, first_known_month)
select '411024', signal.month, household_id, township_code, village_code, rule.rule_code, rule.signal_code,
       rule.risk_label, rule.is_sudden, signal.person_id, signal.department_code, signal.event_date,
       signal.value_amount, case when rule.threshold_parameter is not null then 10000 end, null, 1, signal.delivery_id,
       signal.row_number, rule.clause, policy.document_number, signal.month
from {schema}.fct_signals as signal
inner join {schema}.dim_households using (household_id)
inner join reference.policy_rules as rule using (signal_code)
inner join reference.policies as policy using (policy_version)
where policy_version = '{version}';

insert into {schema}.rpt_township_referrals
    (county_code, month, township_code, village_code, list_position, household_id, head_person_id, member_count,
     priority_group, priority_label, urgency_rank, risk_count, risk_labels, reason_text, subject_person_ids,
     first_known_month)
select '411024', risk.month, township_code, village_code,
       row_number() over (
           partition by township_code order by case when risk.is_sudden then 5 else 99 end, village_code, household_id),
       household_id, head_person_id, member_count,
       case when risk.is_sudden then 'sudden_misfortune' end, case when risk.is_sudden then '突发变故' end,
       case when risk.is_sudden then 5 else 99 end, 1, risk.risk_label,
       '民政局1月推送：户主于2022年1月15日新增为农村低保对象（鄢巩固脱贫组办〔2022〕3号第四条）。', array[risk.person_id], risk.month
from {schema}.fct_household_risk_months as risk
inner join {schema}.dim_households using (household_id, township_code, village_code);

insert into {schema}.fct_household_status_months
    (county_code, month, household_id, township_code, status_code, status_label, referred_month, months_since_news)
select '411024', month, household_id, township_code, 'referred', '已交办，待核查', month, 0
from {schema}.rpt_township_referrals;

insert into {schema}.rpt_county_summary
select '411024', date '2022-01-01', township.division_code, township.division_name, count(listed.household_id),
       coalesce(sum(listed.risk_count), 0), count(listed.priority_group), count(listed.priority_group),
       count(listed.household_id), 0, 0
from reference.divisions as township
left join {schema}.rpt_township_referrals as listed on listed.township_code = township.division_code
where township.parent_code = '411024'
group by township.division_code, township.division_name;

insert into {schema}.rpt_feed_arrivals
    (county_code, month, feed, feed_title, department_code, department_name, arrival_code, due_date, received_date,
     rows_in, rows_accepted, rows_held)
select '411024', date '2022-01-01', feed, feed_title, department_code, department_name, 'on_time', date '2022-02-10',
       date '2022-02-09', 20, 19, 1
from reference.policy_feeds inner join reference.feeds using (feed) inner join reference.departments using (department_code)
where policy_version = '{version}';

insert into {schema}.agg_township_risk_months
select '411024', month, township_code, rule_code, risk_label,
       case when count(*) not between 1 and 9 then count(*) end, count(*) between 1 and 9
from {schema}.fct_household_risk_months group by month, township_code, rule_code, risk_label;
