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

insert into {schema}.dim_deaths values ('411024', 39, date '2021-12-20', date '2022-01-01');

-- In 1 the city provides for somebody.
insert into {schema}.dim_household_compositions
select '411024', household_id, 2, (household_id = 1)::integer, 2 - (household_id = 1)::integer, false
from {schema}.dim_households;

-- Civil affairs have somebody of 1 in 2, and another relation.
insert into {schema}.fct_person_claims values
('411024', date '2022-01-01', 11, 'household', 'household_register', date '2022-01-01', '1', true),
('411024', date '2022-01-01', 11, 'household', 'monitored_members', date '2022-01-01', '2', false),
('411024', date '2022-01-01', 11, 'relation', 'household_register', date '2022-01-01', 'head', true),
('411024', date '2022-01-01', 11, 'relation', 'monitored_members', date '2022-01-01', 'father', false);

-- 102 is now 2, a child left 3 for 4, somebody of 3 died.
insert into {schema}.bridge_household_identities values ('411024', 1, 101), ('411024', 2, 102);
insert into {schema}.bridge_household_lineages values
('411024', date '2022-01-01', 102, 2, 'renumbered', 2, 2, 2),
('411024', date '2022-01-01', 3, 4, 'split', 1, 4, 2);
insert into {schema}.fct_membership_events values
('411024', date '2022-01-01', 41, 'split', null, 3, 4),
('411024', date '2022-01-01', 39, 'died', date '2021-12-20', 3, null);

insert into {schema}.fct_signals
    (county_code, month, signal_code, feed, department_code, person_id, household_id, is_matched, event_date,
     value_amount, attribute, delivery_id, row_number, rule_codes)
select '411024', date '2022-01-01', kind.signal_code, kind.feed, kind.department_code, household_id * 10 + 1,
       household_id, true, date '2022-01-15', kind.value_amount, null, kind.delivery_id, household_id,
       array[(select rule_code from reference.policy_rules where policy_version = '{version}' and feed = kind.feed)]
from {schema}.dim_households
inner join (values
    (0, 'medical_self_paid', 'medical_insurance_settlements', 'medical_insurance', 12000, 2),
    (1, 'dibao_granted', 'civil_affairs_dibao', 'civil_affairs', null, 3)
) as kind (remainder, signal_code, feed, department_code, value_amount, delivery_id)
    on household_id / 2 % 2 = kind.remainder;

insert into {schema}.fct_household_risk_months
    (county_code, month, household_id, township_code, village_code, rule_code, signal_code, risk_label, is_sudden,
     person_id, department_code, event_date, value_amount, threshold_amount, attribute, record_count, delivery_id,
     row_number, clause, document_number, first_known_month, reported_month, months_since_reported, change_codes,
     grade_code, grade_label, extent_code, extent_label, consulted_label)
select '411024', signal.month, household_id, township_code, village_code, rule.rule_code, rule.signal_code,
       rule.risk_label, rule.is_sudden, signal.person_id, signal.department_code, signal.event_date,
       signal.value_amount, case when rule.threshold_parameter is not null then 10000 end, null, 1, signal.delivery_id,
       signal.row_number, rule.clause, policy.document_number, signal.month, signal.month, 0,
       case when rule.is_sudden then array[1]::smallint[] else '{{}}' end, 'high', '较高',
       case
           when village_code <> (select max(village_code) from {schema}.dim_households) then 'large_scale'
           when rule.is_sudden then 'prominent' else 'individual'
       end, '个体性风险', '业务部门相关负责人'
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

-- Household 99 was referred in December; its department and its township have been silent since.
insert into {schema}.fct_household_status_months
    (county_code, month, household_id, township_code, status_code, status_label, referred_month, answered_month,
     months_since_news)
select '411024', date '2022-01-01', 99, min(township_code), 'checking', '正在核查', date '2021-12-01', date '2021-12-01', 1
from {schema}.dim_households;

insert into {schema}.fct_open_risk_months
    (county_code, month, household_id, township_code, rule_code, signal_code, person_id, department_code,
     first_reported_month, reported_month, months_since_reported, status_code, status_label)
select '411024', month, household_id, township_code, rule_code, signal_code, person_id, department_code, month, month, 0,
       'referred', '已交办，待核查'
from {schema}.fct_household_risk_months
union all
select '411024', month, household_id, township_code, 'dibao_granted', 'dibao_granted', 991, 'civil_affairs', referred_month,
       referred_month, 1, status_code, status_label
from {schema}.fct_household_status_months where household_id = 99;

-- 99 was checked in January, and no risk found.
insert into {schema}.fct_quiet_risk_months
    (county_code, month, household_id, township_code, village_code, rule_code, risk_label, department_code, person_id,
     event_date, check_date, quiet_until_month, delivery_id, row_number)
select '411024', date '2022-01-01', 99, township_code, village_code, 'dibao_granted', '新增低保', 'civil_affairs', 991,
       date '2022-01-20', date '2022-01-10', date '2022-07-01', 1, 1
from {schema}.dim_households where household_id = 1;

insert into {schema}.rpt_township_progress
select '411024', listed.month, township_code, division_name, listed.month, count(*), 0, 0, 0, 0, 0, 0, 0, 0
from {schema}.rpt_township_referrals as listed
inner join reference.divisions on division_code = township_code
group by listed.month, township_code, division_name;

insert into {schema}.rpt_county_summary
select '411024', date '2022-01-01', township.division_code, township.division_name, count(listed.household_id),
       coalesce(sum(listed.risk_count), 0), count(listed.priority_group), count(listed.priority_group),
       count(listed.household_id) + silent.count, 0, 0, count(listed.household_id) + silent.count, silent.count
from reference.divisions as township
left join {schema}.rpt_township_referrals as listed on listed.township_code = township.division_code
cross join lateral (
    select count(*) from {schema}.fct_open_risk_months as risk
    where risk.township_code = township.division_code and risk.months_since_reported > 0
) as silent
where township.parent_code = '411024'
group by township.division_code, township.division_name, silent.count;

insert into {schema}.rpt_feed_arrivals
    (county_code, month, feed, feed_title, department_code, department_name, arrival_code, is_due, due_date,
     received_date, days_late, in_force_month, months_since_list, rows_in, rows_accepted, rows_held)
select '411024', date '2022-01-01', feed, feed_title, department_code, department_name, 'on_time', true,
       date '2022-02-10', date '2022-02-09', 0, date '2022-01-01', 0, 20, 19, 1
from reference.policy_feeds inner join reference.feeds using (feed) inner join reference.departments using (department_code)
where policy_version = '{version}';

insert into {schema}.rpt_department_scorecard
    (county_code, month, department_code, department_name, expected_count, arrived_count, on_time_count, late_count,
     missing_count, rows_in, rows_accepted, rows_held, timeliness_share, completeness_share, validity_share,
     uniqueness_share, steadiness_share, truth_share, quality_score)
select '411024', month, department_code, department_name, count(*), count(*), count(*), 0, 0, sum(rows_in),
       sum(rows_accepted), sum(rows_held), 1, 1, 0.95, 1, 1, 1, 98.8
from {schema}.rpt_feed_arrivals group by month, department_code, department_name;

insert into {schema}.rpt_department_reconciliations
select '411024', date '2022-01-01', feed.feed, feed.feed_title, feed.department_code, department_name,
       count(signal.feed), count(signal.feed), 0, 0, 0, 0
from reference.policy_feeds
inner join reference.feeds as feed using (feed)
inner join reference.departments using (department_code)
left join {schema}.fct_signals as signal on signal.feed = feed.feed
where policy_version = '{version}' and feed.signal_code is not null
group by feed.feed, feed.feed_title, feed.department_code, department_name;

insert into {schema}.rpt_county_quality_findings
    (county_code, month, rule_number, subject_reference, rule_group_label, rule_label, household_id, township_code,
     village_code, found_text, mender_code, mender_name, is_exempt, delivery_id, row_number)
select '411024', date '2022-01-01', rule_number, 'household:' || household_id, rule_group_label, rule_label,
       household_id, township_code, village_code, '是否危房户“是”', mender_code, '乡镇', false, 1, household_id
from {schema}.dim_households inner join reference.quality_rules on rule_number = '1_02_001'
where household_id <= 3;

insert into {schema}.agg_township_risk_months
select '411024', month, township_code, rule_code, risk_label,
       case when count(*) not between 1 and 9 then count(*) end, count(*) between 1 and 9
from {schema}.fct_household_risk_months group by month, township_code, rule_code, risk_label;

insert into {schema}.dim_divisions
select '411024', division_code, division_name, level_code, parent_code
from reference.divisions
where county_code = '411024' and date '2022-01-01' >= valid_from and date '2022-01-01' < valid_to;

insert into {schema}.bridge_division_successions
select '411024', '411024999', min(township_code), date '2021-07-01', 'merged', true, '文1' from {schema}.dim_households;

-- A grid in each village; household 20 belongs to none, nobody works in the second.
insert into {schema}.dim_grids
select distinct '411024', village_code || '-1', '第一网格', township_code, village_code from {schema}.dim_households;

insert into {schema}.bridge_grid_households
select '411024', household_id, village_code || '-1', true from {schema}.dim_households where household_id < 20;

insert into {schema}.dim_grid_workers
select '411024', min(grid_code), 1, 'leader', date '2021-01-01', null, true from {schema}.dim_grids;

insert into {schema}.rpt_county_grid_findings
select '411024', date '2022-01-01', 'without_staff', township_code, village_code, grid_code, grid_name, 10, '网格没有在岗的网格员'
from {schema}.dim_grids where grid_code not in (select grid_code from {schema}.dim_grid_workers)
union all
select '411024', date '2022-01-01', 'without_grid', township_code, village_code, '', null, 1, '本村有1户没有划入名单上的网格'
from {schema}.dim_households where household_id = 20;

-- 1 is monitored as unstable; 2 was struck and may be in sudden hardship; 3 belongs to the old stock; somebody of 4 is
-- gravely disabled. Of a county that classes otherwise there would be no old stock and nobody taken in alone.
insert into {schema}.fct_household_category_months
select '411024', date '2022-01-01', household_id, township_code, village_code, category_code, category_label, category_rank,
       household_id <> 2, household_id <> 2, household_id = 2, case household_id when 2 then 'met' end,
       case when household_id <> 2 then date '2021-08-01' end, case when household_id <> 2 then date '2022-01-01' end,
       case when household_id <> 2 then 1 end, null, '乡村振兴局《防返贫监测系统农户信息表》2022年1月列有'
from {schema}.dim_households
inner join reference.policy_categories
    on category_code = case household_id when 1 then 'unstable' when 2 then 'sudden_hardship' else 'marginal' end
where policy_version = '{version}' and household_id <= 4;

insert into {schema}.rpt_county_category_suggestions
select '411024', month, household_id, township_code, village_code, category_code, null, category_label, 'apply', false, '突发变故'
from {schema}.fct_household_category_months where is_proposed;

insert into {schema}.rpt_county_category_rechecks
select '411024', month, household_id, township_code, village_code, 'kept', date '2020-01-01', 15000, 14400, 19200,
       date '2024-09-01', '原认定'
from {schema}.fct_household_category_months where household_id = 3;

insert into {schema}.rpt_county_single_proposals
select '411024', month, household_id, township_code, village_code, household_id * 10 + 2, category_label, '低保对象',
       '一、二级重度残疾', '户属边缘易致贫户'
from {schema}.fct_household_category_months where household_id = 4;

-- Of 5 somebody is helped whom no roll names.
insert into {schema}.rpt_county_unregistered_people
select '411024', risks.month, risks.household_id, risks.township_code, risks.village_code, risks.household_id * 10 + 1,
       risks.person_id, risks.department_code, signals.feed, risks.event_date, risks.value_amount, risks.delivery_id,
       risks.row_number, '四'
from {schema}.fct_household_risk_months as risks
inner join {schema}.fct_signals as signals using (delivery_id, row_number)
where risks.household_id = 5;

-- Somebody of 1 is a public employee, somebody of 2 has a car; 1 has no measure, 2 a risk of school and nothing for it.
insert into {schema}.fct_integrity_doubts
    (county_code, month, doubt_code, person_id, feed, household_id, department_code, list_month, threshold_amount,
     record_count, checker_code, clause, delivery_id, row_number)
select '411024', date '2022-01-01', doubt_code, person_id, 'civil_affairs_dibao', person_id / 10, 'finance',
       date '2022-01-01', threshold_amount, 1, checker_code, clause, 3, 1
from (values ('public_employee', 11, null), ('vehicle_owner', 21, 0)) as doubt (doubt_code, person_id, threshold_amount)
inner join reference.policy_integrity_checks using (doubt_code)
where policy_version = '{version}';

insert into {schema}.rpt_county_integrity_doubts
    (county_code, month, doubt_code, person_id, feed, check_position, household_id, found_text, checker_name,
     delivery_id, row_number)
select '411024', month, doubt_code, person_id, feed, 0, household_id, '比对为国家公职人员', '乡村振兴局', delivery_id, row_number
from {schema}.fct_integrity_doubts;

insert into {schema}.fct_delivery_gaps
    (county_code, month, gap_code, gap_reference, household_id, hardship_code, disposition_code, threshold_amount,
     in_charge_code, clause)
select '411024', date '2022-01-01', gap_code, 'household:' || household_id, household_id, gap.hardship_code,
       'find_cause', threshold_amount, coalesce(asked.in_charge_code, hardship.in_charge_code), asked.clause
from (values ('measure_missing', 1, null, null), ('relief_missing', 2, 'education', 1))
    as gap (gap_code, household_id, hardship_code, threshold_amount)
inner join reference.policy_delivery_checks as asked using (gap_code)
left join reference.policy_hardships as hardship
    on hardship.policy_version = asked.policy_version and hardship.hardship_code = gap.hardship_code
where asked.policy_version = '{version}';

insert into {schema}.rpt_county_delivery_gaps
    (county_code, month, gap_code, gap_reference, check_position, disposition_code, household_id, found_text,
     in_charge_code, in_charge_name)
select '411024', month, gap_code, gap_reference, 0, disposition_code, household_id, '名单上没有任何帮扶措施', in_charge_code, '教体局'
from {schema}.fct_delivery_gaps;

insert into {schema}.rpt_county_monitored_assistance
    (county_code, month, household_id, is_new, is_eliminated, member_count, able_count, monitored_risk_count, gaps_text,
     delivery_id, row_number)
select '411024', date '2022-01-01', household_id, false, false, 2, 1, 1,
       case when household_id <= 2 then '名单上没有任何帮扶措施' end, 1, household_id
from {schema}.dim_households where household_id <= 3;

-- 1 is monitored and its risk may be eliminated; 2 is on dibao and leaves it; 3 is watched.
insert into {schema}.fct_household_change_months
select '411024', date '2022-01-01', household_id, township_code, village_code, head_person_id,
       case household_id when 1 then array['monitored'] else array['dibao'] end,
       case household_id when 1 then '防返贫监测对象' else '低保对象' end,
       case household_id when 1 then array[1, 4]::smallint[] else '{{}}' end, household_id <> 1,
       case household_id when 1 then '①④' else '无变化' end,
       case household_id when 1 then '①支出骤增、④患重大疾病' else '无变化' end, case household_id when 1 then '医疗保障局1月推送' end
from {schema}.dim_households where household_id <= 2;

insert into {schema}.fct_household_range_months
select '411024', date '2022-01-01', household_id, township_code, village_code, household_id = 1,
       case household_id when 1 then 8000 else 6500 end, 7000, household_id <> 1, date '2022-01-01', 0, 'met', 0, false
from {schema}.dim_households where household_id in (1, 3);

insert into {schema}.fct_watched_households
select '411024', date '2022-01-01', household_id, township_code, village_code, head_person_id, 'range_alone', 6500, 7000,
       date '2022-01-01', '一', '人均纯收入6,500元，低于监测范围（文号第一条）'
from {schema}.dim_households where household_id = 3;

insert into {schema}.fct_elimination_assessments
select '411024', date '2022-01-01', household_id, township_code, village_code, 'propose', 'met', 'met', 'met', 'met', 'met', 6,
       8000, 7000, '一', '各项条件都符合（文号第一条）', 1, 1
from {schema}.dim_households where household_id = 1;

insert into {schema}.fct_exit_candidates
select '411024', date '2022-01-01', household_id, 'dibao', township_code, village_code, head_person_id, 'left_relief',
       date '2022-01-10', '民政局退出名单：于2022年1月10日退出低保对象，建议核实后退出监测范围'
from {schema}.dim_households where household_id = 2;

insert into {schema}.fct_risk_clusters
select '411024', date '2022-01-01', 'village', village_code, 0, '各类风险合计', count(*), 1, 0.00001, 10, '联席会议', '五'
from {schema}.dim_households
where village_code <> (select max(village_code) from {schema}.dim_households) group by village_code;

-- The case of 1 was checked at home and is overdue; of 2 a step was told that nothing allows.
insert into {schema}.fct_case_steps
    (county_code, household_id, step_code, step_date, step_label, case_number, is_held, illegality_code, found_text,
     standing_to_date, late_day_count)
values
('411024', 1, 'opened', date '2022-01-04', '受理', 1, false, null, null, date '2022-01-05', 0),
('411024', 1, 'home_check', date '2022-01-05', '入户核实', 1, false, null, null, null, 0),
('411024', 2, 'home_check', date '2022-01-05', '入户核实', 0, true, 'not_opened', '此前没有受理的记录，不能从“入户核实”开始', null, 0);

insert into {schema}.fct_household_case_months
    (county_code, month, household_id, township_code, village_code, head_person_id, case_number, opened_date, step_code,
     step_label, step_date, overdue_day_count, case_limit_date, total_unit_code, case_overdue_day_count, deadline_code,
     reason_text)
select '411024', date '2022-01-01', household_id, township_code, village_code, head_person_id, 1, date '2022-01-04',
       'home_check', '入户核实', date '2022-01-05', 0, date '2022-01-25', 'working_days', 4, 'overdue',
       '整个程序应于2022年1月25日前办结，截至2022年1月31日已逾期4个工作日'
from {schema}.dim_households where household_id = 1;

insert into {schema}.fct_case_discoveries
    (county_code, month, household_id, township_code, village_code, head_person_id, channel_code, channel_label,
     is_first_of_month, feed, department_code, event_date, clause, delivery_id, row_number)
select '411024', signal.month, household_id, township_code, village_code, head_person_id, way.channel_code,
       way.channel_label, true, signal.feed, signal.department_code, signal.event_date, way.clause, signal.delivery_id,
       signal.row_number
from {schema}.fct_signals as signal
inner join {schema}.dim_households using (household_id)
inner join reference.policy_discoveries as way on way.channel_code = 'data_comparison'
where way.policy_version = '{version}';

insert into {schema}.fct_eliminated_households
select '411024', date '2022-01-01', household_id, township_code, village_code, date '2020-03-01', date '2021-06-01',
       'assistance', '因病', true, date '2022-01-01', '新增低保', '2021年6月标注风险消除；此后又有风险：新增低保（2022年1月报告）', 1, 1
from {schema}.dim_households where household_id = 2;

-- 1 was not visited in January and is to be; 4 is drawn, and was in December with a result; 3 is sought; 2 may apply.
insert into {schema}.fct_due_contacts
select '411024', date '2022-01-01', household_id, township_code, village_code, head_person_id, 'monitored_visit', 0,
       '监测对象每月入户走访', 'missed', date '2021-11-20', date '2021-12-31', 31, '三(一)', '应于2021年12月31日前走访联系', 1, 1
from {schema}.dim_households where household_id = 1;

insert into {schema}.fct_sampled_households
select '411024', date '2022-01-01', sample_month, household_id, township_code, village_code, head_person_id, 'marginal',
       '边缘易致贫户', 2, 1, result, check_date, null, null
from {schema}.dim_households
cross join (values (date '2022-01-01', null, null), (date '2021-12-01', 'as_recorded', date '2022-01-10'))
    as drawn (sample_month, result, check_date)
where household_id = 4;

insert into {schema}.fct_sample_results
select '411024', month, sample_month, township_code, stratum_code, stratum_label, stratum_household_count, 1,
       count(spot_check_code), count(spot_check_code), case when count(spot_check_code) > 0 then 1 end
from {schema}.fct_sampled_households
group by month, sample_month, township_code, stratum_code, stratum_label, stratum_household_count;

insert into {schema}.fct_outreach_households
select '411024', date '2022-01-01', household_id, township_code, village_code, head_person_id, array['disabled'], '残疾人家庭',
       null, '残疾人家庭：残联《持证残疾人花名册》2022年1月1人（文号第四条）'
from {schema}.dim_households where household_id = 3;

insert into {schema}.fct_candidate_applications
select '411024', month, household_id, township_code, village_code, household_id * 10 + 1, category_code, proposed_label,
       month, 0, 'open', null, false, true, '三', '突发变故（文号第三条）'
from {schema}.rpt_county_category_suggestions;

-- 1 applied and was answered on, 2 is still asked about; 1 and 3 are monitored and of low income, 3 newly so.
insert into {schema}.rpt_department_comparisons
    (county_code, month, person_id, feed, comparison_code, comparison_label, comparison_position, clause,
     department_code, household_id, head_person_id, township_code, village_code, application_date,
     comparison_state_code, compared_date, answer_text, is_found, delivery_id, row_number)
select '411024', date '2022-01-01', head_person_id, feed, comparison_code, comparison_label, comparison_position, clause,
       'police', household_id, head_person_id, township_code, village_code, date '2022-01-05',
       case household_id when 1 then 'answered' else 'open' end, case household_id when 1 then date '2022-01-09' end,
       case household_id when 1 then '无' end, false, 3, household_id
from {schema}.dim_households
cross join reference.policy_comparisons
where policy_version = '{version}' and feed = 'police_vehicles' and household_id <= 2;

insert into {schema}.fct_monitored_people
    (county_code, month, feed, delivery_id, row_number, household_id, person_id, relation_code, is_newly_listed)
select '411024', date '2022-01-01', 'household_register', 1, household_id, household_id, head_person_id, 'head',
       household_id = 3
from {schema}.dim_households where household_id in (1, 3);

insert into {schema}.fct_low_income_people
    (county_code, month, person_id, household_id, category_code, category_label, category_rank, since_date, list_text,
     feed, delivery_id, row_number)
select '411024', date '2022-01-01', head_person_id, household_id, category_code, category_label, category_rank,
       date '2022-01-01', '名单', 'civil_affairs_dibao', 3, household_id
from {schema}.dim_households
inner join reference.policy_categories on policy_version = '{version}' and category_code = 'unstable'
where household_id in (1, 3);

insert into {schema}.rpt_platform_changes
    (county_code, month, person_id, platform_change_code, household_id, category_code, category_label,
     change_reason_text, feed, delivery_id, row_number)
select '411024', month, person_id, 'entered', household_id, category_code, category_label, '名单列名', feed, delivery_id,
       row_number
from {schema}.fct_low_income_people where household_id = 3;

insert into {schema}.rpt_department_findings
    (county_code, month, delivery_id, row_number, department_code, finding_number, finding_label, found_date,
     responsible_unit)
values ('411024', date '2022-01-01', 3, 1, 'housing', '1', '住房', date '2022-01-09', '住建局');

-- 99 met with an accident and was handed out at once; the police list repeats it.
insert into {schema}.fct_urgent_repeats
    (county_code, month, household_id, township_code, village_code, head_person_id, rule_code, risk_label, department_code,
     person_id, event_date, urgent_kind_code, urgent_event_date, reported_date, urgent_note, delivery_id, row_number)
select '411024', date '2022-01-01', 99, township_code, village_code, 991, 'traffic_injury', '交通事故', 'police', 991,
       date '2022-01-12', 'accident', date '2022-01-12', date '2022-01-12', '已急难交办（意外事故，待核查）', 1, 1
from {schema}.dim_households where household_id = 1;

insert into {schema}.fct_urgent_case_months
    (county_code, month, household_id, township_code, village_code, head_person_id, urgent_kind_code, kind_label,
     urgent_event_date, referral_month, reported_date, check_due_date, relief_due_date, lane_label, lane_department_code,
     status_code, status_label, is_checked, is_relieved, check_overdue_day_count, relief_overdue_day_count)
select '411024', date '2022-01-01', 99, township_code, village_code, 991, 'accident', '意外事故', date '2022-01-12',
       date '2022-01-01', date '2022-01-12', date '2022-01-13', date '2022-01-15', '临时救助快速通道', 'civil_affairs',
       'confirmed', '情况属实，拟纳入监测', true, false, 0, 16
from {schema}.dim_households where household_id = 1;

-- Everybody listed is to be visited; 98 was referred in December, waited below the line and waits on; 1 was confirmed then.
insert into {schema}.fct_township_visits
    (county_code, month, household_id, referral_month, is_carried, township_code, village_code, visit_position,
     head_person_id, member_count, priority_group, priority_label, urgency_rank, risk_count, risk_labels, reason_text,
     subject_person_ids, first_known_month, is_passing, expected_share, expectation_text, capacity_household_count,
     is_below_line)
select '411024', month, household_id, month, false, township_code, village_code, list_position, head_person_id,
       member_count, priority_group, priority_label, urgency_rank, risk_count, risk_labels, reason_text,
       subject_person_ids, first_known_month, priority_group is not null, 0.02, '同类预警近12个月尚无核查结论，预计属实2.0%',
       100, false
from {schema}.rpt_township_referrals;
insert into {schema}.fct_township_visits
    (county_code, month, household_id, referral_month, is_carried, township_code, village_code, visit_position,
     head_person_id, member_count, urgency_rank, risk_count, risk_labels, reason_text, subject_person_ids,
     first_known_month, is_passing, expected_share, expectation_text, capacity_household_count, is_below_line)
select '411024', date '2022-01-01', 98, date '2021-12-01', true, township_code, village_code,
       1 + (select count(*) from {schema}.fct_township_visits as listed where listed.township_code = home.township_code),
       head_person_id, member_count, 99, 1, '新增低保', '理由。', array[head_person_id], date '2021-12-01', false, 0.01,
       '同类预警近12个月100户中1户属实，预计属实1.0%', 0, true
from {schema}.dim_households as home where household_id = 1;

insert into {schema}.fct_warning_outcomes
    (county_code, household_id, rule_code, referral_month, department_code, risk_label, township_code, outcome_code,
     answered_month)
select '411024', household_id, 'dibao_granted', date '2021-12-01', 'civil_affairs', '新增低保', township_code,
       case household_id when 1 then 'confirmed' else 'overdue' end,
       case household_id when 1 then date '2022-01-01' end
from {schema}.dim_households where household_id <= 2;

insert into {schema}.rpt_county_report_card
    (county_code, month, card_level_code, card_period_code, referral_month, rule_code, department_code, township_code,
     card_month_count, referral_count, concluded_count, confirmed_count, supported_count, not_confirmed_count,
     not_found_count, checking_count, pending_count, below_line_count, repeated_count, overdue_count, precision_share,
     precision_low_share, precision_high_share, visits_per_confirmed, is_few_concluded)
select '411024', date '2022-01-01', 'county', period, referred, 'all', 'all', 'all', 12, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1,
       1, 0.2065, 1, 1, true
from (values ('window', date '2022-01-01'), ('month', date '2021-12-01')) as counted (period, referred);

insert into {schema}.rpt_county_recall_estimates
    (county_code, month, recall_method_code, recall_method_label, examined_count, missed_count, is_few_examined,
     recall_share, recall_low_share, recall_high_share)
values ('411024', '2022-01-01', 'self_reports', '申请', 4, 1, true, 0.75, 0.3006, 0.9544);
