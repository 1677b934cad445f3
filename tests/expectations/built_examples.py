"""A build in which all is well, and for every check of every publication suite SQL that breaks just that."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from psycopg2.extensions import cursor as Cursor

from shouwang.divisions import children
from shouwang.gates.deliveries import BuiltMonth
from shouwang.policies import pack_for
from shouwang.warehouse.published_tables import published_tables

COUNTY, MONTH, SCHEMA = "411024", date(2022, 1, 1), "build_examples"
BUILD = BuiltMonth("411024-202201-0001", COUNTY, MONTH, SCHEMA, pack_for(COUNTY).version, "built")
GOOD = (Path(__file__).parent / "built_month.sql").read_text(encoding="utf-8")
# Published before the build: what it does not refer again.
HANDED_OUT = """
insert into publication.rpt_urgent_referrals_v1
    (county_code, month, household_id, urgent_kind_code, event_date, known_from)
values ('411024', '2022-01-01', 99, 'accident', '2022-01-12', '2022-01-12');
"""
VILLAGES = ", ".join(f"'{children(township.code)[0].code}'" for township in children(COUNTY)[:2])

LISTED, RISKS, SUMMARY = "rpt_township_referrals", "fct_household_risk_months", "rpt_county_summary"
SIGNALS, STATUSES, ARRIVALS = "fct_signals", "fct_household_status_months", "rpt_feed_arrivals"
HOUSEHOLDS, PEOPLE, MEMBERS, AGGREGATE = (
    "dim_households",
    "dim_people",
    "bridge_household_members",
    "agg_township_risk_months",
)
OPEN, QUIET, SCORECARD = "fct_open_risk_months", "fct_quiet_risk_months", "rpt_department_scorecard"
RECONCILED, PROGRESS = "rpt_department_reconciliations", "rpt_township_progress"
FINDINGS = "rpt_county_quality_findings"
EVENTS, LINEAGES, ENDURING = "fct_membership_events", "bridge_household_lineages", "bridge_household_identities"
DEATHS, CLAIMS, COMPOSED = "dim_deaths", "fct_person_claims", "dim_household_compositions"
DIVISIONS, SUCCESSIONS = "dim_divisions", "bridge_division_successions"
GRIDS, GRIDDED, WORKERS, GRID_FINDINGS = (
    "dim_grids",
    "bridge_grid_households",
    "dim_grid_workers",
    "rpt_county_grid_findings",
)
CATEGORIES, SUGGESTED, RECHECKED, SINGLE = (
    "fct_household_category_months",
    "rpt_county_category_suggestions",
    "rpt_county_category_rechecks",
    "rpt_county_single_proposals",
)
UNREGISTERED = "rpt_county_unregistered_people"
DOUBTS, TOLD_DOUBTS = "fct_integrity_doubts", "rpt_county_integrity_doubts"
GAPS, TOLD_GAPS, HELPED = "fct_delivery_gaps", "rpt_county_delivery_gaps", "rpt_county_monitored_assistance"
CHANGES, RANGES, WATCHED = "fct_household_change_months", "fct_household_range_months", "fct_watched_households"
ASSESSED, EXITS, CLUSTERS = "fct_elimination_assessments", "fct_exit_candidates", "fct_risk_clusters"
ELIMINATED = "fct_eliminated_households"
URGENT, REPEATED = "fct_urgent_case_months", "fct_urgent_repeats"
STEPS, CASES, FOUND = "fct_case_steps", "fct_household_case_months", "fct_case_discoveries"
CONTACTS, SOUGHT, APPLICATIONS = "fct_due_contacts", "fct_outreach_households", "fct_candidate_applications"
DRAWN, DRAWN_RESULTS = "fct_sampled_households", "fct_sample_results"
COMPARED, OWN_FINDINGS = "rpt_department_comparisons", "rpt_department_findings"
VISITS, OUTCOMES = "fct_township_visits", "fct_warning_outcomes"
CARD, RECALL = "rpt_county_report_card", "rpt_county_recall_estimates"
MONITORED, LOW_INCOME, UPLOADED = "fct_monitored_people", "fct_low_income_people", "rpt_platform_changes"
TABLE_OF = {
    "township_visits": VISITS,
    "warning_outcomes": OUTCOMES,
    "report_card": CARD,
    "recall_estimates": RECALL,
    "eliminated_households": ELIMINATED,
    "case_steps": STEPS,
    "household_cases": CASES,
    "urgent_cases": URGENT,
    "urgent_repeats": REPEATED,
    "case_discoveries": FOUND,
    "department_comparisons": COMPARED,
    "department_findings": OWN_FINDINGS,
    "monitored_people": MONITORED,
    "low_income_people": LOW_INCOME,
    "platform_changes": UPLOADED,
    "household_categories": CATEGORIES,
    "category_suggestions": SUGGESTED,
    "category_rechecks": RECHECKED,
    "single_proposals": SINGLE,
    "unregistered_people": UNREGISTERED,
    "integrity_facts": DOUBTS,
    "integrity_doubts": TOLD_DOUBTS,
    "delivery_facts": GAPS,
    "delivery_gaps": TOLD_GAPS,
    "monitored_assistance": HELPED,
    "household_changes": CHANGES,
    "household_ranges": RANGES,
    "watched_households": WATCHED,
    "elimination_assessments": ASSESSED,
    "exit_candidates": EXITS,
    "risk_clusters": CLUSTERS,
    "due_contacts": CONTACTS,
    "sampled_households": DRAWN,
    "sample_results": DRAWN_RESULTS,
    "outreach_households": SOUGHT,
    "candidate_applications": APPLICATIONS,
    "divisions": DIVISIONS,
    "division_successions": SUCCESSIONS,
    "grids": GRIDS,
    "grid_households": GRIDDED,
    "grid_workers": WORKERS,
    "grid_findings": GRID_FINDINGS,
    "township_referrals": LISTED,
    "household_risks": RISKS,
    "county_summary": SUMMARY,
    "signals": SIGNALS,
    "household_statuses": STATUSES,
    "feed_arrivals": ARRIVALS,
    "households": HOUSEHOLDS,
    "people": PEOPLE,
    "household_members": MEMBERS,
    "township_risks": AGGREGATE,
    "open_risks": OPEN,
    "quiet_risks": QUIET,
    "department_scorecard": SCORECARD,
    "department_reconciliations": RECONCILED,
    "township_progress": PROGRESS,
    "quality_findings": FINDINGS,
    "membership_events": EVENTS,
    "household_lineages": LINEAGES,
    "household_identities": ENDURING,
    "deaths": DEATHS,
    "person_claims": CLAIMS,
    "household_compositions": COMPOSED,
}

ONE = "household_id = 1"
MEDICAL = "rule_code = 'medical_self_paid_over'"
FIRST_FEED = "feed = 'civil_affairs_dibao'"
DIBAO = "rule_code = 'dibao_granted'"


def change(table: str, setting: str, condition: str = "true") -> str:
    """SQL that changes rows of a built table."""
    return f"update {SCHEMA}.{table} set {setting} where {condition}"  # noqa: S608 - names of this module


def remove(table: str, condition: str) -> str:
    """SQL that removes rows of a built table."""
    return f"delete from {SCHEMA}.{table} where {condition}"  # noqa: S608 - names of this module


# Suite and check to the SQL that breaks it. Checks every table gets break by their form: see ``spoil``.
BROKEN: Mapping[tuple[str, str], str] = {
    ("eliminated_households", "reason_text_given"): change(ELIMINATED, "reason_text = null"),
    ("eliminated_households", "reason_names_nobody"): change(ELIMINATED, "reason_text = '电话13800000001'"),
    ("eliminated_households", "recurring_has_risk"): change(ELIMINATED, "risk_labels = null"),
    ("eliminated_households", "risk_after_elimination"): change(ELIMINATED, "eliminated_month = '2022-01-01'"),
    ("case_steps", "step_of_the_pack"): change(STEPS, "step_label = '别的环节'", "not is_held"),
    ("case_steps", "is_held_given"): change(STEPS, "is_held = null", ONE),
    ("case_steps", "illegality_code_known"): change(STEPS, "illegality_code = 'unheard_of'", "is_held"),
    ("case_steps", "held_with_reason"): change(STEPS, "found_text = null", "is_held"),
    ("case_steps", "found_text_names_nobody"): change(STEPS, "found_text = '证件110105194912310021'", "is_held"),
    ("case_steps", "held_never_stands"): change(STEPS, "limit_date = '2022-01-20'", "is_held"),
    ("case_steps", "one_standing_step"): change(STEPS, "standing_to_date = null", ONE),
    ("case_steps", "stands_forwards"): change(STEPS, "standing_to_date = '2022-01-01'", "step_code = 'opened'"),
    ("case_steps", "late_day_count_plausible"): change(STEPS, "late_day_count = -1", ONE),
    ("case_steps", "limit_unit_code_known"): change(STEPS, "limit_unit_code = 'weeks'", ONE),
    ("urgent_repeats", "urgent_note_given"): change(REPEATED, "urgent_note = null"),
    ("urgent_repeats", "listed_or_handed_out"): change(REPEATED, "household_id = 1"),
    ("urgent_repeats", "was_handed_out"): change(REPEATED, "urgent_event_date = '2022-01-13'"),
    ("urgent_cases", "reported_date_given"): change(URGENT, "reported_date = null"),
    ("urgent_cases", "status_code_given"): change(URGENT, "status_code = null"),
    ("urgent_cases", "status_code_known"): change(URGENT, "status_code = 'unheard_of'"),
    ("urgent_cases", "due_after_report"): change(URGENT, "check_due_date = '2022-01-11'"),
    ("urgent_cases", "done_is_not_overdue"): change(URGENT, "check_overdue_day_count = 1"),
    ("urgent_cases", "answered_is_checked"): change(URGENT, "status_code = 'checking'"),
    ("household_cases", "stands_as_its_steps_say"): change(CASES, "step_code = 'opened'"),
    ("household_cases", "case_number_plausible"): change(CASES, "case_number = 0"),
    ("household_cases", "deadline_code_given"): change(CASES, "deadline_code = null"),
    ("household_cases", "deadline_code_known"): change(CASES, "deadline_code = 'unheard_of'"),
    ("household_cases", "overdue_by_days"): change(CASES, "case_overdue_day_count = 0"),
    ("household_cases", "due_with_reason"): change(CASES, "reason_text = null"),
    ("household_cases", "decided_after_opened"): change(CASES, "decided_date = '2021-12-31'"),
    ("household_cases", "reason_names_nobody"): change(CASES, "reason_text = '电话13800000001'"),
    ("case_discoveries", "way_of_the_pack"): change(FOUND, "channel_label = '道听途说'", ONE),
    ("case_discoveries", "everybody_was_found"): remove(FOUND, ONE),
    ("case_discoveries", "one_record_first"): change(FOUND, "is_first_of_month = false", ONE),
    ("case_discoveries", "applications_alone_are_asked"): change(FOUND, "first_asked_office = '便民窗口'", ONE),
    ("department_comparisons", "comparison_of_the_pack"): change(COMPARED, "clause = '五'", ONE),
    ("department_comparisons", "comparison_state_code_given"): change(COMPARED, "comparison_state_code = null", ONE),
    ("department_comparisons", "comparison_state_code_known"): change(COMPARED, "comparison_state_code = 'lost'", ONE),
    ("department_comparisons", "answer_has_day"): change(COMPARED, "compared_date = null", ONE),
    ("department_comparisons", "answer_names_nobody"): change(COMPARED, "answer_text = '有：13800000001'", ONE),
    ("department_comparisons", "result_has_place"): change(COMPARED, "village_code = null", ONE),
    ("department_findings", "department_code_known"): change(OWN_FINDINGS, "department_code = 'unheard_of'"),
    ("department_findings", "delivery_is_pinned"): change(OWN_FINDINGS, "delivery_id = 99"),
    ("department_findings", "finding_label_given"): change(OWN_FINDINGS, "finding_label = null"),
    ("monitored_people", "delivery_is_pinned"): change(MONITORED, "delivery_id = 99", ONE),
    ("monitored_people", "household_id_given"): change(MONITORED, "household_id = null", ONE),
    ("monitored_people", "is_newly_listed_given"): change(MONITORED, "is_newly_listed = null", ONE),
    ("monitored_people", "household_is_open"): change(HELPED, "is_eliminated = true", ONE),
    ("low_income_people", "category_of_the_pack"): change(LOW_INCOME, "category_label = '其他'", ONE),
    ("low_income_people", "delivery_is_pinned"): change(LOW_INCOME, "delivery_id = 99", ONE),
    ("platform_changes", "platform_change_code_known"): change(UPLOADED, "platform_change_code = 'unheard_of'"),
    ("platform_changes", "change_has_categories"): change(UPLOADED, "previous_category_code = 'unstable'"),
    ("platform_changes", "agrees_with_the_held"): remove(LOW_INCOME, "household_id = 3"),
    ("platform_changes", "change_reason_text_given"): change(UPLOADED, "change_reason_text = null"),
    ("divisions", "every_division"): remove(DIVISIONS, "level_code = 'county'"),
    ("divisions", "division_name_given"): change(DIVISIONS, "division_name = null"),
    ("divisions", "division_name_true"): change(DIVISIONS, "division_name = '别处'"),
    ("divisions", "level_fits_code"): change(DIVISIONS, "level_code = 'village'"),
    ("divisions", "parent_begins_code"): change(DIVISIONS, "parent_code = '34'"),
    ("division_successions", "kind_code_given"): change(SUCCESSIONS, "kind_code = null"),
    ("division_successions", "kind_code_known"): change(SUCCESSIONS, "kind_code = 'unheard_of'"),
    ("division_successions", "document_number_given"): change(SUCCESSIONS, "document_number = null"),
    ("division_successions", "changed_month_plausible"): change(SUCCESSIONS, "changed_month = '2022-02-01'"),
    ("division_successions", "one_main_successor"): change(SUCCESSIONS, "is_main = false"),
    ("grids", "grid_name_given"): change(GRIDS, "grid_name = null"),
    ("grid_households", "grid_code_given"): change(GRIDDED, "grid_code = null", ONE),
    ("grid_households", "is_listed_given"): change(GRIDDED, "is_listed = null", ONE),
    ("grid_households", "household_is_known"): change(GRIDDED, "household_id = 99", ONE),
    ("grid_households", "listed_when_listed"): change(GRIDDED, "is_listed = false", ONE),
    ("grid_workers", "grid_role_code_given"): change(WORKERS, "grid_role_code = null"),
    ("grid_workers", "grid_role_code_known"): change(WORKERS, "grid_role_code = 'unheard_of'"),
    ("grid_workers", "is_on_duty_given"): change(WORKERS, "is_on_duty = null"),
    ("grid_workers", "on_duty_after_start"): change(WORKERS, "duty_started_date = '2022-02-01'"),
    ("grid_findings", "finding_code_known"): change(GRID_FINDINGS, "finding_code = 'unheard_of'"),
    ("grid_findings", "found_text_given"): change(GRID_FINDINGS, "found_text = null"),
    ("grid_findings", "about_a_grid"): change(GRID_FINDINGS, "grid_code = ''", "grid_code <> ''"),
    ("grid_findings", "gridless_households_counted"): change(GRID_FINDINGS, "household_count = 99"),
    ("household_categories", "category_of_the_pack"): change(CATEGORIES, "category_rank = 9", ONE),
    ("household_categories", "official_is_listed"): change(CATEGORIES, "official_list_month = null", ONE),
    ("household_categories", "ended_is_not_official"): change(CATEGORIES, "ended_date = '2022-01-01'", ONE),
    ("household_categories", "proposed_by_conditions"): change(CATEGORIES, "proposal_code = 'failed'", "is_proposed"),
    ("household_categories", "proposal_code_known"): change(CATEGORIES, "proposal_code = 'unheard_of'", ONE),
    ("household_categories", "one_category_each"): change(CATEGORIES, "is_assigned = false", ONE),
    ("household_categories", "basis_text_given"): change(CATEGORIES, "basis_text = null", ONE),
    ("household_categories", "basis_names_nobody"): change(CATEGORIES, "basis_text = '户主110105194912310021'", ONE),
    ("category_suggestions", "suggestion_code_known"): change(SUGGESTED, "suggestion_code = 'unheard_of'"),
    ("category_suggestions", "suggestion_code_given"): change(SUGGESTED, "suggestion_code = null"),
    ("category_suggestions", "application_has_category"): change(SUGGESTED, "proposed_label = null"),
    ("category_suggestions", "category_is_judged"): change(SUGGESTED, "household_id = 1"),
    ("category_suggestions", "reason_text_given"): change(SUGGESTED, "reason_text = null"),
    ("category_suggestions", "reason_names_nobody"): change(SUGGESTED, "reason_text = '电话13800000001'"),
    ("category_rechecks", "recheck_code_known"): change(RECHECKED, "recheck_code = 'unheard_of'"),
    ("category_rechecks", "found_text_given"): change(RECHECKED, "found_text = null"),
    ("category_rechecks", "ended_when_over"): change(RECHECKED, "term_end_date = '2022-01-01'"),
    ("category_rechecks", "income_over_new_limit"): change(RECHECKED, "income_amount = 14400"),
    ("category_rechecks", "kept_under_upper_limit"): change(RECHECKED, "income_amount = 19200"),
    ("category_rechecks", "household_is_official"): change(RECHECKED, "household_id = 2"),
    ("unregistered_people", "person_is_member"): change(UNREGISTERED, "person_id = 11"),
    ("unregistered_people", "delivery_is_pinned"): change(UNREGISTERED, "delivery_id = 99"),
    ("unregistered_people", "department_code_given"): change(UNREGISTERED, "department_code = null"),
    ("unregistered_people", "clause_given"): change(UNREGISTERED, "clause = null"),
    ("single_proposals", "person_is_member"): change(SINGLE, "person_id = 11"),
    ("single_proposals", "household_is_official"): change(SINGLE, "official_label = '低保边缘家庭'"),
    ("single_proposals", "ground_labels_given"): change(SINGLE, "ground_labels = null"),
    ("single_proposals", "reason_text_given"): change(SINGLE, "reason_text = null"),
    ("single_proposals", "reason_names_nobody"): change(SINGLE, "reason_text = '电话13800000001'"),
    ("integrity_facts", "check_of_the_pack"): change(DOUBTS, "clause = '九'", ONE),
    ("integrity_facts", "threshold_in_force"): change(DOUBTS, "threshold_amount = 1", "household_id = 2"),
    ("integrity_facts", "delivery_is_pinned"): change(DOUBTS, "delivery_id = 99", ONE),
    ("integrity_facts", "record_count_plausible"): change(DOUBTS, "record_count = 0", ONE),
    ("integrity_facts", "list_month_plausible"): change(DOUBTS, "list_month = '2022-02-01'", ONE),
    ("integrity_doubts", "doubt_is_a_fact"): remove(DOUBTS, ONE),
    ("integrity_doubts", "every_doubt_told"): remove(TOLD_DOUBTS, ONE),
    ("integrity_doubts", "found_text_given"): change(TOLD_DOUBTS, "found_text = null", ONE),
    ("integrity_doubts", "found_text_names_nobody"): change(TOLD_DOUBTS, "found_text = '110105194912310021'", ONE),
    ("integrity_doubts", "checker_name_given"): change(TOLD_DOUBTS, "checker_name = null", ONE),
    ("delivery_facts", "check_of_the_pack"): change(GAPS, "clause = '九'", ONE),
    ("delivery_facts", "threshold_in_force"): change(GAPS, "threshold_amount = 2", "household_id = 2"),
    ("delivery_facts", "disposition_code_given"): change(GAPS, "disposition_code = null", ONE),
    ("delivery_facts", "disposition_code_known"): change(GAPS, "disposition_code = 'unheard_of'", ONE),
    ("delivery_facts", "in_charge_is_known"): change(GAPS, "in_charge_code = 'unheard_of'", ONE),
    ("delivery_facts", "hardship_has_its_department"): change(GAPS, "in_charge_code = 'water'", "household_id = 2"),
    ("delivery_facts", "about_somebody"): change(GAPS, "household_id = null", ONE),
    ("delivery_gaps", "gap_is_a_fact"): remove(GAPS, ONE),
    ("delivery_gaps", "every_gap_told"): remove(TOLD_GAPS, ONE),
    ("delivery_gaps", "found_text_given"): change(TOLD_GAPS, "found_text = null", ONE),
    ("delivery_gaps", "found_text_names_nobody"): change(TOLD_GAPS, "found_text = '110105194912310021'", ONE),
    ("delivery_gaps", "in_charge_name_given"): change(TOLD_GAPS, "in_charge_name = null", ONE),
    ("monitored_assistance", "delivery_is_pinned"): change(HELPED, "delivery_id = 99", ONE),
    ("monitored_assistance", "is_eliminated_given"): change(HELPED, "is_eliminated = null", ONE),
    ("monitored_assistance", "is_new_given"): change(HELPED, "is_new = null", ONE),
    ("monitored_assistance", "labour_within_household"): change(HELPED, "able_count = 3", ONE),
    ("monitored_assistance", "gaps_agree"): change(HELPED, "gaps_text = null", ONE),
    ("township_referrals", "positions_dense"): change(LISTED, "list_position = 50", ONE),
    ("township_referrals", "as_visits_are_ordered"): change(VISITS, "visit_position = 0", "visit_position = 8"),
    ("township_visits", "reason_text_given"): change(VISITS, "reason_text = null", "is_carried"),
    ("township_visits", "positions_dense"): change(VISITS, "visit_position = 50", ONE),
    ("township_visits", "in_the_agreed_order"): change(VISITS, "urgency_rank = 1", "visit_position = 2"),
    ("township_visits", "group_passes"): change(VISITS, "is_passing = false", "priority_group is not null"),
    ("township_visits", "line_at_the_capacity"): change(VISITS, "is_below_line = true", "is_passing"),
    ("township_visits", "expected_share_plausible"): change(VISITS, "expected_share = 2"),
    ("township_visits", "carried_is_earlier"): change(VISITS, "referral_month = month", "is_carried"),
    ("township_visits", "nobody_left_out"): remove(VISITS, ONE),
    ("warning_outcomes", "department_code_given"): change(OUTCOMES, "department_code = null"),
    ("warning_outcomes", "outcome_code_known"): change(OUTCOMES, "outcome_code = 'unheard_of'"),
    ("warning_outcomes", "referral_month_plausible"): change(OUTCOMES, "referral_month = '2022-02-01'"),
    ("warning_outcomes", "answer_has_month"): change(OUTCOMES, "answered_month = null"),
    ("report_card", "card_level_code_known"): change(CARD, "card_level_code = 'unheard_of'"),
    ("report_card", "card_period_code_known"): change(CARD, "card_period_code = 'unheard_of'"),
    ("report_card", "outcomes_add_up"): change(CARD, "overdue_count = 2"),
    ("report_card", "shares_follow"): change(CARD, "precision_share = 0.5"),
    ("report_card", "months_add_up"): change(CARD, "referral_count = 3", "card_period_code = 'month'"),
    ("recall_estimates", "recall_method_code_known"): change(RECALL, "recall_method_code = 'unheard_of'"),
    ("recall_estimates", "missed_within_examined"): change(RECALL, "missed_count = 5"),
    ("recall_estimates", "share_within_interval"): change(RECALL, "recall_share = 0.99"),
    ("township_referrals", "priority_agrees_with_rank"): change(LISTED, "priority_group = null", "urgency_rank = 5"),
    ("township_referrals", "reason_text_given"): change(LISTED, "reason_text = null", ONE),
    ("township_referrals", "reason_is_a_sentence"): change(LISTED, "reason_text = '民政局推送'", ONE),
    ("township_referrals", "reason_names_nobody"): change(LISTED, "reason_text = '户主110105194912310021。'", ONE),
    ("township_referrals", "head_person_id_given"): change(LISTED, "head_person_id = null", ONE),
    ("township_referrals", "head_is_member"): change(LISTED, "head_person_id = 21", ONE),
    ("township_referrals", "member_count_plausible"): change(LISTED, "member_count = 0", ONE),
    ("township_referrals", "has_subject"): change(LISTED, "subject_person_ids = array[]::bigint[]", ONE),
    ("township_referrals", "subjects_are_members"): change(LISTED, "subject_person_ids = array[11, 21]", ONE),
    ("township_referrals", "household_has_risk"): remove(RISKS, ONE),
    ("township_referrals", "risk_count_agrees"): change(LISTED, "risk_count = 2", ONE),
    ("township_referrals", "first_known_agrees"): change(LISTED, "first_known_month = '2021-12-01'", ONE),
    ("township_referrals", "first_known_month_given"): change(LISTED, "first_known_month = null", ONE),
    ("township_referrals", "first_known_month_plausible"): change(LISTED, "first_known_month = '2022-02-01'", ONE),
    ("household_risks", "rule_of_the_pack"): change(RISKS, "clause = '九'", ONE),
    ("household_risks", "threshold_crossed"): change(RISKS, "value_amount = 10000", MEDICAL),
    ("household_risks", "threshold_in_force"): change(RISKS, "threshold_amount = 6000", MEDICAL),
    ("household_risks", "first_known_month_plausible"): change(RISKS, "first_known_month = '2022-02-01'", ONE),
    ("household_risks", "delivery_is_pinned"): change(RISKS, "delivery_id = 99", ONE),
    ("household_risks", "record_is_a_signal"): change(RISKS, "row_number = 99", ONE),
    ("household_risks", "record_count_plausible"): change(RISKS, "record_count = 0", ONE),
    ("household_risks", "household_is_listed"): remove(LISTED, ONE),
    ("household_risks", "person_is_member"): change(RISKS, "person_id = 21", ONE),
    ("household_risks", "grade_code_given"): change(RISKS, "grade_code = null", ONE),
    ("household_risks", "extent_agrees_with_clusters"): change(RISKS, "extent_code = null", ONE),
    ("household_changes", "monitored_codes_given"): change(CHANGES, "monitored_codes = null", ONE),
    ("household_changes", "change_text_given"): change(CHANGES, "change_text = null", ONE),
    ("household_changes", "change_text_is_of_the_ledger"): change(CHANGES, "change_text = '支出骤增'", ONE),
    ("household_changes", "unchanged_agrees"): change(CHANGES, "is_unchanged = true", ONE),
    ("household_changes", "changes_have_basis"): change(CHANGES, "change_basis_text = null", ONE),
    ("household_ranges", "income_per_person_amount_given"): change(RANGES, "income_per_person_amount = null", ONE),
    ("household_ranges", "range_amount_given"): change(RANGES, "range_amount = null", ONE),
    ("household_ranges", "under_range_agrees"): change(RANGES, "is_under_range = not is_under_range", ONE),
    ("household_ranges", "outside_is_monitored"): change(RANGES, "is_monitored = false", "not is_under_range"),
    ("household_ranges", "list_month_plausible"): change(RANGES, "list_month = '2022-02-01'", ONE),
    ("watched_households", "watch_code_given"): change(WATCHED, "watch_code = null"),
    ("watched_households", "watch_code_known"): change(WATCHED, "watch_code = 'unheard_of'"),
    ("watched_households", "reason_text_given"): change(WATCHED, "reason_text = null"),
    ("watched_households", "reason_cites_a_clause"): change(WATCHED, "reason_text = '收入低'"),
    ("watched_households", "nobody_monitored"): change(WATCHED, "household_id = 1"),
    **{
        ("elimination_assessments", f"{column}_known"): change(ASSESSED, f"{column} = 'unheard_of'", ONE)
        for column in ("income_code", "expense_code", "guarantee_code", "able_code", "open_risk_code")
    },
    ("elimination_assessments", "conclusion_code_given"): change(ASSESSED, "conclusion_code = null", ONE),
    ("elimination_assessments", "conclusion_code_known"): change(ASSESSED, "conclusion_code = 'unheard_of'", ONE),
    ("elimination_assessments", "reason_text_given"): change(ASSESSED, "reason_text = null", ONE),
    ("elimination_assessments", "proposed_only_when_all_met"): change(ASSESSED, "able_code = 'unknown'", ONE),
    ("exit_candidates", "exit_code_given"): change(EXITS, "exit_code = null"),
    ("exit_candidates", "exit_code_known"): change(EXITS, "exit_code = 'unheard_of'"),
    ("exit_candidates", "reason_text_given"): change(EXITS, "reason_text = null"),
    ("exit_candidates", "household_is_known"): change(EXITS, "household_id = 99"),
    ("risk_clusters", "cluster_level_code_known"): change(CLUSTERS, "cluster_level_code = 'unheard_of'"),
    ("risk_clusters", "change_number_plausible"): change(CLUSTERS, "change_number = 10"),
    ("risk_clusters", "chance_share_plausible"): change(CLUSTERS, "chance_share = 1.5"),
    ("risk_clusters", "consulted_label_given"): change(CLUSTERS, "consulted_label = null"),
    ("risk_clusters", "households_counted"): change(CLUSTERS, "observed_count = 99"),
    ("due_contacts", "contact_state_code_given"): change(CONTACTS, "contact_state_code = null"),
    ("due_contacts", "contact_state_code_known"): change(CONTACTS, "contact_state_code = 'unheard_of'"),
    ("due_contacts", "contact_due_date_given"): change(CONTACTS, "contact_due_date = null"),
    ("due_contacts", "overdue_agrees"): change(CONTACTS, "days_overdue = 30"),
    ("due_contacts", "coming_is_ahead"): change(CONTACTS, "contact_state_code = 'coming'"),
    ("due_contacts", "last_contact_is_before"): change(CONTACTS, "last_contact_date = '2022-01-02'"),
    ("due_contacts", "duty_label_given"): change(CONTACTS, "duty_label = null"),
    ("due_contacts", "reason_text_given"): change(CONTACTS, "reason_text = null"),
    ("due_contacts", "reason_names_nobody"): change(CONTACTS, "reason_text = '电话13800000001'"),
    ("sampled_households", "sample_month_plausible"): change(
        DRAWN, "sample_month = '2022-02-01'", "check_date is null"
    ),
    ("sampled_households", "stratum_label_given"): change(DRAWN, "stratum_label = null"),
    ("sampled_households", "drawn_is_of_the_register"): change(DRAWN, "household_id = 99"),
    ("sampled_households", "draw_is_without_gap"): change(DRAWN, "draw_rank = 2"),
    ("sampled_households", "spot_check_code_known"): change(DRAWN, "spot_check_code = 'unheard_of'"),
    ("sampled_households", "result_is_dated"): change(DRAWN, "check_date = null"),
    ("sample_results", "parts_within_whole"): change(DRAWN_RESULTS, "as_recorded_count = 2"),
    ("sample_results", "share_agrees"): change(DRAWN_RESULTS, "as_recorded_share = 0.5"),
    ("sample_results", "households_counted"): remove(DRAWN, "check_date is null"),
    ("outreach_households", "household_is_known"): change(SOUGHT, "household_id = 99"),
    ("outreach_households", "has_a_ground"): change(SOUGHT, "outreach_ground_codes = '{}'"),
    ("outreach_households", "outreach_labels_given"): change(SOUGHT, "outreach_labels = null"),
    ("outreach_households", "reason_text_given"): change(SOUGHT, "reason_text = null"),
    ("outreach_households", "reason_cites_a_clause"): change(SOUGHT, "reason_text = '残疾人家庭'"),
    ("outreach_households", "reason_names_nobody"): change(SOUGHT, "reason_text = '电话13800000001（第四条）'"),
    ("candidate_applications", "new_is_suggested"): change(APPLICATIONS, "category_code = 'marginal'"),
    ("candidate_applications", "application_state_code_given"): change(APPLICATIONS, "application_state_code = null"),
    ("candidate_applications", "application_state_code_known"): change(APPLICATIONS, "application_state_code = 'lost'"),
    ("candidate_applications", "opened_month_plausible"): change(APPLICATIONS, "opened_month = '2022-02-01'"),
    ("candidate_applications", "months_open_agrees"): change(APPLICATIONS, "months_open = 1"),
    ("candidate_applications", "open_is_not_ended"): change(APPLICATIONS, "application_event_date = '2022-01-05'"),
    ("candidate_applications", "category_label_given"): change(APPLICATIONS, "category_label = null"),
    ("candidate_applications", "reason_text_given"): change(APPLICATIONS, "reason_text = null"),
    ("candidate_applications", "reason_names_nobody"): change(APPLICATIONS, "reason_text = '电话13800000001'"),
    ("county_summary", "every_township"): remove(SUMMARY, "household_count = 0"),
    ("county_summary", "township_name_true"): change(SUMMARY, "township_name = '别处'"),
    ("county_summary", "parts_within_whole"): change(SUMMARY, "confirmed_household_count = 1"),
    ("county_summary", "household_count_agrees"): change(SUMMARY, "household_count = household_count + 1"),
    ("county_summary", "risk_count_agrees"): change(SUMMARY, "risk_count = risk_count + 1"),
    ("county_summary", "priority_household_count_agrees"): change(SUMMARY, "priority_household_count = 9"),
    ("county_summary", "sudden_household_count_agrees"): change(SUMMARY, "sudden_household_count = 9"),
    ("county_summary", "known_household_count_agrees"): change(SUMMARY, "known_household_count = 9"),
    ("county_summary", "answered_household_count_agrees"): change(SUMMARY, "answered_household_count = 1"),
    ("county_summary", "confirmed_household_count_agrees"): change(SUMMARY, "confirmed_household_count = 1"),
    ("feed_arrivals", "feed_is_expected"): change(ARRIVALS, "feed = 'police_accidents'", FIRST_FEED),
    ("feed_arrivals", "every_feed_listed"): remove(ARRIVALS, FIRST_FEED),
    ("feed_arrivals", "arrival_code_given"): change(ARRIVALS, "arrival_code = null", FIRST_FEED),
    ("feed_arrivals", "arrival_code_known"): change(ARRIVALS, "arrival_code = 'soon'", FIRST_FEED),
    ("feed_arrivals", "is_due_given"): change(ARRIVALS, "is_due = null", FIRST_FEED),
    ("feed_arrivals", "due_when_expected"): change(ARRIVALS, "due_date = null", FIRST_FEED),
    ("feed_arrivals", "list_in_force_dated"): change(ARRIVALS, "months_since_list = 1", FIRST_FEED),
    ("feed_arrivals", "arrival_agrees_with_dates"): change(ARRIVALS, "received_date = '2022-02-11'", FIRST_FEED),
    ("feed_arrivals", "rows_add_up"): change(ARRIVALS, "rows_held = 2", FIRST_FEED),
    ("county_summary", "open_household_count_agrees"): change(SUMMARY, "open_household_count = 99"),
    ("county_summary", "silent_household_count_agrees"): change(SUMMARY, "silent_household_count = 1"),
    ("quiet_risks", "check_date_given"): change(QUIET, "check_date = null"),
    ("quiet_risks", "still_quiet"): change(QUIET, "quiet_until_month = '2022-01-01'"),
    ("quiet_risks", "listed_or_quiet"): change(QUIET, "household_id = 1"),
    ("open_risks", "status_code_given"): change(OPEN, "status_code = null", ONE),
    ("open_risks", "status_code_known"): change(OPEN, "status_code = 'supported'", ONE),
    ("open_risks", "reported_month_plausible"): change(OPEN, "reported_month = '2022-02-01'", ONE),
    ("open_risks", "age_agrees"): change(OPEN, "months_since_reported = 1", ONE),
    ("open_risks", "every_new_risk_open"): remove(OPEN, ONE),
    ("open_risks", "nobody_cleared_by_silence"): remove(OPEN, "household_id = 99"),
    ("department_scorecard", "every_department_listed"): remove(SCORECARD, "department_code = 'civil_affairs'"),
    ("department_scorecard", "counts_agree_with_arrivals"): change(SCORECARD, "expected_count = 99"),
    ("department_scorecard", "counts_add_up"): change(SCORECARD, "rows_held = 99"),
    ("department_scorecard", "who_owes_is_scored"): change(SCORECARD, "quality_score = null"),
    ("department_scorecard", "quality_score_plausible"): change(SCORECARD, "quality_score = 101"),
    **{
        ("department_scorecard", f"{part}_share_plausible"): change(SCORECARD, f"{part}_share = 1.5")
        for part in ("timeliness", "completeness", "validity", "uniqueness", "steadiness", "truth")
    },
    ("department_reconciliations", "every_row_accounted_for"): change(RECONCILED, "received_count = 99", FIRST_FEED),
    ("department_reconciliations", "counts_agree_with_signals"): change(RECONCILED, "referred_signal_count = 99"),
    ("department_reconciliations", "records_make_the_risks"): change(SIGNALS, "rule_codes = null", ONE),
    ("township_progress", "referral_month_plausible"): change(PROGRESS, "referral_month = '2022-02-01'"),
    ("township_progress", "answers_add_up"): change(PROGRESS, "answered_count = 1"),
    ("township_progress", "everybody_listed_is_counted"): change(PROGRESS, "referral_count = 1"),
    ("signals", "delivery_is_pinned"): change(SIGNALS, "delivery_id = 99", ONE),
    ("signals", "is_matched_given"): change(SIGNALS, "is_matched = null", ONE),
    ("signals", "matched_has_household"): change(SIGNALS, "is_matched = false", ONE),
    ("signals", "matched_share_bearable"): change(SIGNALS, "is_matched = false", "household_id <= 11"),
    ("signals", "matched_share_usual"): change(SIGNALS, "is_matched = false", "household_id <= 2"),
    ("households", "head_person_id_given"): change(HOUSEHOLDS, "head_person_id = null", ONE),
    ("households", "members_counted"): change(HOUSEHOLDS, "member_count = 1", ONE),
    ("households", "head_is_member"): change(HOUSEHOLDS, "head_person_id = 21", ONE),
    ("households", "one_head"): change(MEMBERS, "is_head = true", ONE),
    ("household_members", "household_id_given"): change(MEMBERS, "household_id = null", ONE),
    ("quality_findings", "rule_is_declared"): change(FINDINGS, "mender_code = 'police'"),
    ("quality_findings", "household_id_given"): change(FINDINGS, "household_id = null", ONE),
    ("quality_findings", "subject_is_one"): change(FINDINGS, "subject_reference = 'somebody'", ONE),
    ("quality_findings", "delivery_is_pinned"): change(FINDINGS, "delivery_id = 99", ONE),
    ("quality_findings", "found_text_given"): change(FINDINGS, "found_text = null", ONE),
    ("quality_findings", "found_text_names_nobody"): change(FINDINGS, "found_text = '证件110105194912310021'", ONE),
    ("quality_findings", "is_exempt_given"): change(FINDINGS, "is_exempt = null", ONE),
    ("quality_findings", "exempt_has_reason"): change(FINDINGS, "is_exempt = true", ONE),
    ("household_members", "is_head_given"): change(MEMBERS, "is_head = null", ONE),
    ("household_members", "household_is_known"): change(MEMBERS, "household_id = 99", ONE),
    ("household_members", "person_is_known"): remove(PEOPLE, "person_id = 11"),
    ("people", "sex_code_known"): change(PEOPLE, "sex_code = 'unheard_of'", "person_id = 11"),
    ("people", "birth_month_plausible"): change(PEOPLE, "birth_month = '1899-12-01'", "person_id = 11"),
    ("household_statuses", "status_code_given"): change(STATUSES, "status_code = null", ONE),
    ("household_statuses", "status_code_known"): change(STATUSES, "status_code = 'unheard_of'", ONE),
    ("household_statuses", "status_label_true"): change(STATUSES, "status_label = '情况不属实'", ONE),
    ("household_statuses", "every_referral_has_status"): remove(STATUSES, ONE),
    ("household_statuses", "nobody_dropped"): remove(STATUSES, ONE),
    ("household_statuses", "referred_month_plausible"): change(STATUSES, "referred_month = '2022-02-01'", ONE),
    ("household_statuses", "months_since_news_plausible"): change(STATUSES, "months_since_news = -1", ONE),
    ("household_statuses", "answer_has_month"): change(STATUSES, "status_code = 'confirmed'", ONE),
    ("membership_events", "event_code_known"): change(EVENTS, "event_code = 'unheard_of'", "event_code = 'died'"),
    ("membership_events", "households_given"): change(EVENTS, "to_household_id = null", "event_code = 'split'"),
    ("membership_events", "happened_date_plausible"): change(EVENTS, "happened_date = '2022-02-01'"),
    ("membership_events", "household_is_known"): change(EVENTS, "to_household_id = 99", "event_code = 'split'"),
    ("household_lineages", "lineage_code_known"): change(LINEAGES, "lineage_code = 'unheard_of'"),
    ("household_lineages", "members_in_common"): change(LINEAGES, "moved_member_count = 3"),
    ("household_lineages", "household_is_known"): change(LINEAGES, "to_household_id = 99"),
    ("person_claims", "claim_code_known"): change(CLAIMS, "claim_code = 'unheard_of'", "claim_code = 'relation'"),
    ("person_claims", "one_is_believed"): remove(CLAIMS, "claim_code = 'relation' and is_effective"),
    ("person_claims", "believed_household_is_published"): change(CLAIMS, "claimed_value = '9'", "claimed_value = '1'"),
    ("household_compositions", "members_counted"): change(COMPOSED, "counted_member_count = 2", ONE),
    ("household_compositions", "size_of_household"): remove(HOUSEHOLDS, ONE),
    ("deaths", "death_date_given"): change(DEATHS, "death_date = null"),
    ("deaths", "death_date_plausible"): change(DEATHS, "death_date = '2022-02-01'"),
    ("deaths", "first_listed_month_given"): change(DEATHS, "first_listed_month = null"),
    ("deaths", "first_listed_month_plausible"): change(DEATHS, "first_listed_month = '2022-02-01'"),
    ("household_identities", "enduring_household_id_given"): change(ENDURING, "enduring_household_id = null"),
    ("household_identities", "enduring_unique"): change(ENDURING, "enduring_household_id = 102"),
    ("household_identities", "other_number"): change(ENDURING, "enduring_household_id = 1", ONE),
    ("household_identities", "household_is_known"): change(ENDURING, "household_id = 99", ONE),
    ("township_risks", "is_suppressed_given"): change(AGGREGATE, "is_suppressed = null", DIBAO),
    ("township_risks", "small_cells_hidden"): change(AGGREGATE, "household_count = 5", DIBAO),
    ("township_risks", "hidden_is_said"): change(AGGREGATE, "is_suppressed = false", DIBAO),
    ("township_risks", "counts_true"): change(AGGREGATE, "household_count = 12", DIBAO),
}


def spoil(suite: str, check: str) -> str:
    """SQL that breaks what ``check`` looks at; KeyError when there is no bad example for it."""
    table, key = TABLE_OF[suite], next(t.key for t in published_tables() if t.name == TABLE_OF[suite])
    by_form = {
        "columns_as_declared": f"alter table {SCHEMA}.{table} add column undeclared text",
        "key_unique": f"insert into {SCHEMA}.{table} table {SCHEMA}.{table} limit 1",
        "county_alone": change(table, "county_code = '341502'"),
        "month_alone": change(table, "month = date '2021-12-01'")
        if table not in {HOUSEHOLDS, PEOPLE, MEMBERS, ENDURING, DEATHS}
        else "",
        "township_code_given": change(table, "township_code = null"),
        "village_code_given": change(table, "village_code = null"),
        "township_code_known": change(table, "township_code = '341502001'"),
        "village_code_known": change(table, "village_code = '341502001001'"),
        "village_in_township": change(table, "village_code = '341502001001'"),
        **{f"{column}_given": change(table, f"{column} = null") for column in key},
    }
    return BROKEN.get((suite, check)) or by_form[check]


def make_schema(cursor: Cursor) -> None:
    """The build's empty tables, by the contracts, and what it was allowed to know."""
    cursor.execute(f"drop schema if exists {SCHEMA} cascade")
    cursor.execute(f"create schema {SCHEMA}")
    for table in published_tables():
        columns = ", ".join(f"{name} {sql_type}" for name, sql_type in table.columns)
        cursor.execute(f"create table {SCHEMA}.{table.name} ({columns})")


def fill_schema(cursor: Cursor) -> None:
    """The rows in which all is well."""
    cursor.execute(GOOD.format(schema=SCHEMA, version=BUILD.policy_version, build=BUILD.build_id, villages=VILLAGES))


def enter_ledger(cursor: Cursor) -> None:
    """The build and its pinned deliveries: 1 the register, 2 the settlements, 3 the dibao list."""
    cursor.execute(
        "insert into ops.builds values (%s, %s, %s, 1, %s, %s, 'built')",
        (BUILD.build_id, COUNTY, MONTH, SCHEMA, BUILD.policy_version),
    )
    pinned = enumerate(["household_register", "medical_insurance_settlements", "civil_affairs_dibao"], start=1)
    for delivery_id, feed in pinned:
        cursor.execute(
            "insert into ops.build_inputs values (%s, %s, %s, %s)", (BUILD.build_id, feed, MONTH, delivery_id)
        )
