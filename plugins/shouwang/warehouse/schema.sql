-- The parts of the warehouse that no declaration describes: ledger, gates, reference and vault frame.
-- Landing tables come from the feed declarations, published tables from the contracts of the dbt models.
-- Every statement may be run again.

create schema if not exists ops;
create schema if not exists reference;
create schema if not exists landing;
create schema if not exists vault;
create schema if not exists quality;
create schema if not exists marts;
create schema if not exists publication;
create schema if not exists aggregates;

-- One row per file received: the ledger. delivery_id derives from the bytes, so arrival order does not show in it.
create table if not exists ops.deliveries (
    delivery_id bigint primary key,
    county_code text not null,
    month date not null check (extract(day from month) = 1),
    feed text,
    department_code text,
    scope text not null default '',
    revision integer,
    sha256 text not null,
    file_name text not null,
    sheet_name text,
    received_at timestamptz not null,
    archived_at timestamptz not null default now(),
    landed_at timestamptz,
    state_code text not null check (state_code in (
        'archived', 'refused', 'landed', 'duplicate', 'questioned', 'accepted', 'rejected', 'withdrawn'
    )),
    rows_found integer,
    rows_in integer,
    rows_accepted integer,
    rows_held integer,
    rows_dropped integer,
    message text,
    same_as_delivery_id bigint,
    mends_delivery_id bigint,
    stated_months date[] not null default '{}',
    unique (county_code, month, sha256),
    unique (county_code, month, feed, scope, revision),
    check (rows_in = rows_accepted + rows_held),
    check (rows_found = rows_in + rows_dropped),
    check (state_code in ('archived', 'refused') or rows_found is not null),
    check ((state_code = 'duplicate') = (same_as_delivery_id is not null))
);
comment on table ops.deliveries is 'One row per delivery. archived: kept, not read; refused: could not be read; landed: rows stand in landing; duplicate: the same cells as another delivery; questioned: waits for a person; accepted or rejected: the landing gate has judged; withdrawn: taken back by its department.';
comment on column ops.deliveries.stated_months is 'Months that its file name and title name, as first days.';
comment on column ops.deliveries.rows_found is 'Rows of the sheet from its first to its last: accepted, held and dropped with a reason (titles, header, totals, notes, blank rows).';
comment on column ops.deliveries.mends_delivery_id is 'The delivery whose marked copy this is: its rows take the place of the rows they mend, the others stay in force.';

-- Why a delivery waits for a person; the evidence is counts and titles, never a person.
create table if not exists ops.delivery_questions (
    delivery_id bigint not null,
    question_code text not null,
    evidence text not null,
    asked_at timestamptz not null default now(),
    asked_in text,
    primary key (delivery_id, question_code)
);
comment on column ops.delivery_questions.asked_in is 'The run that asks a person about it, so that nobody is asked twice.';

-- What people decided about deliveries; a decision outlives every re-landing, the newest one counts.
create table if not exists ops.delivery_decisions (
    decision_id bigint generated always as identity primary key,
    delivery_id bigint not null,
    decision_code text not null check (decision_code in ('accept', 'reject', 'withdraw')),
    reason text not null,
    decided_by text not null,
    decided_at timestamptz not null default now()
);

-- One row per receipt that left: what became of a delivery, with the department's own workbook marked.
create table if not exists ops.receipts (
    delivery_id bigint not null,
    state_code text not null,
    file_path text not null,
    sha256 text not null,
    held_count integer not null,
    issued_at timestamptz not null default now(),
    primary key (delivery_id, state_code)
);

-- One row per notice that left, so that none leaves twice.
create table if not exists ops.notices (
    county_code text not null,
    month date not null,
    addressee text not null,
    notice_code text not null,
    sent_at timestamptz not null default now(),
    primary key (county_code, month, addressee, notice_code)
);

-- The fencing epoch of each month: who claims last may publish, a ghost may not.
create table if not exists ops.month_epochs (
    county_code text not null,
    month date not null,
    epoch integer not null,
    primary key (county_code, month)
);

create table if not exists ops.builds (
    build_id text primary key,
    county_code text not null,
    month date not null,
    epoch integer not null,
    schema_name text not null,
    policy_version text not null,
    state_code text not null check (state_code in ('prepared', 'built', 'passed', 'stopped', 'published')),
    prepared_at timestamptz not null default now()
);
alter table ops.builds add column if not exists forerunner text;
comment on column ops.builds.forerunner is 'The published month before and its version, as the build found them; empty when there was none, null when it was not written down.';

-- The select of every judging model of a build as dbt compiled it: by it a month is judged again under other parameters.
create table if not exists ops.build_models (
    build_id text not null references ops.builds on delete cascade,
    model text not null,
    compiled_sql text not null,
    primary key (build_id, model)
);

-- What a build was allowed to know: every delivery in force for it.
create table if not exists ops.build_inputs (
    build_id text not null references ops.builds on delete cascade,
    feed text not null,
    month date not null,
    delivery_id bigint not null,
    replaced_rows int4multirange,
    primary key (build_id, delivery_id)
);
comment on column ops.build_inputs.replaced_rows is 'Row numbers whose place rows of a mended copy have taken; null when there are none.';

-- One row per change of what is published for a month; a re-run that changes nothing adds none.
create table if not exists ops.publications (
    county_code text not null,
    month date not null,
    version integer not null,
    build_id text not null,
    epoch integer not null,
    policy_version text not null,
    fingerprint text not null,
    published_at timestamptz not null,
    primary key (county_code, month, version)
);

-- The published month before a month, and its newest version: 2022-01 v3; empty when there is none.
create or replace function ops.forerunner(asked_county text, asked_month date) returns text language sql stable as $$
    select coalesce((
        select to_char(month, 'YYYY-MM') || ' v' || max(version) from ops.publications
        where county_code = asked_county and month < asked_month group by month order by month desc limit 1
    ), '')
$$;

-- The published knowledge a version of a month was made from, for rendering and for asking again.
create table if not exists ops.publication_inputs (
    county_code text not null,
    month date not null,
    version integer not null,
    feed text not null,
    data_month date not null,
    delivery_id bigint not null,
    replaced_rows int4multirange,
    primary key (county_code, month, version, delivery_id)
);

-- The outbox: one row per list that left, written after the files stand.
create table if not exists ops.lists (
    county_code text not null,
    month date not null,
    addressee text not null,
    revision integer not null,
    version integer not null,
    file_path text not null,
    sha256 text not null,
    row_count integer not null,
    replaces_revision integer,
    issued_at timestamptz not null default now(),
    primary key (county_code, month, addressee, revision)
);
alter table ops.lists add column if not exists program_digest text;
comment on column ops.lists.program_digest is 'The program that made it; null when a run was killed in between or it left before this was written down.';

-- Urgent referrals leave outside the month: one row per time something new was said, numbered in the month of the reports,
-- and one per workbook that left, written after the files stand.
create table if not exists ops.urgent_issues (
    county_code text not null,
    month date not null check (extract(day from month) = 1),
    issue_number integer not null check (issue_number > 0),
    policy_version text not null,
    published_at timestamptz not null,
    primary key (county_code, month, issue_number)
);
create table if not exists ops.urgent_lists (
    county_code text not null,
    month date not null,
    issue_number integer not null,
    addressee text not null,
    file_path text not null,
    sha256 text not null,
    row_count integer not null,
    issued_at timestamptz not null default now(),
    primary key (county_code, month, issue_number, addressee)
);
alter table ops.urgent_lists add column if not exists program_digest text;
comment on column ops.urgent_lists.program_digest is 'The program that made it; null as in ops.lists.';

-- What holds over months: no two open intervals of one key may share a day (docs/decisions/0018). Fired after every statement
-- that adds or changes rows of a published state; its arguments are the columns of the key. Writers of a county take turns,
-- and each must see what the one before has committed, which only read committed does.
create or replace function ops.refuse_overlap() returns trigger language plpgsql as $$
declare
    same_key text := (select string_agg(format('written.%1$I = kept.%1$I', name), ' and ') from unnest(tg_argv) as name);
    is_overlapping boolean;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise feature_not_supported using message = format('%I.%I is written in read committed only', tg_table_schema, tg_table_name);
    end if;
    perform pg_advisory_xact_lock(tg_relid::integer, county)
    from (select distinct hashtext(county_code) as county from written where known_to = 'infinity' order by 1) as counties;
    execute format(
        'select exists (select from written inner join %I.%I as kept on %s and kept.known_to = ''infinity'''
        ' and kept.valid_from <> written.valid_from'
        ' and kept.valid_from < written.valid_to and written.valid_from < kept.valid_to'
        ' where written.known_to = ''infinity'')',
        tg_table_schema, tg_table_name, same_key
    ) into is_overlapping;
    if is_overlapping then
        raise exclusion_violation using message = format('two open intervals of one key overlap in %I.%I', tg_table_schema, tg_table_name);
    end if;
    return null;
end $$;

create table if not exists landing.held_cells (
    delivery_id bigint not null,
    row_number integer not null,
    column_name text not null,
    reason_code text not null,
    seen_shape text not null
);
comment on column landing.held_cells.seen_shape is 'What stood there without personal values: its shape for identity columns, the text itself otherwise.';
create index if not exists held_cells_delivery on landing.held_cells (delivery_id);

-- Rows of a sheet that are no data, by reason: with the accepted and the held ones they are all rows found.
create table if not exists landing.dropped_rows (
    delivery_id bigint not null,
    reason_code text not null,
    row_count integer not null,
    primary key (delivery_id, reason_code)
);

-- A row of a mended copy and the row it takes the place of, as that one first came.
create table if not exists landing.mended_rows (
    delivery_id bigint not null,
    row_number integer not null,
    mended_delivery_id bigint not null,
    mended_row_number integer not null,
    primary key (delivery_id, row_number)
);

-- Which row of a form that left each row of its returns is.
create table if not exists landing.form_rows (
    delivery_id bigint not null,
    row_number integer not null,
    form_row_number integer not null,
    primary key (delivery_id, row_number)
);

-- Of the rows of a list and its mended copies, those that a newer one has taken the place of.
create or replace function landing.replaced_rows(delivery_ids bigint[])
returns table (delivery_id bigint, row_number integer) language sql stable as $$
    with mended as (
        select m.*, d.revision
        from landing.mended_rows as m
        inner join ops.deliveries as d on m.delivery_id = d.delivery_id
        where m.delivery_id = any(delivery_ids)
    ),
    versions as (
        select mended_delivery_id, mended_row_number, delivery_id, row_number, revision from mended
        union
        select mended_delivery_id, mended_row_number, mended_delivery_id, mended_row_number, 0 from mended
    ),
    ranked as (
        select
            delivery_id, row_number, revision,
            max(revision) over (partition by mended_delivery_id, mended_row_number) as newest
        from versions
    )
    select delivery_id, row_number from ranked where revision < newest
$$;

-- Columns a department sent that no declaration names, kept as they came: one row per row that has any.
create table if not exists vault.extra_cells (
    delivery_id bigint not null,
    row_number integer not null,
    cells jsonb not null
);
create index if not exists extra_cells_delivery on vault.extra_cells (delivery_id);

-- The queue of damaged identity cells: never repaired, but proposed when exactly one person of the register fits.
create table if not exists vault.identity_proposals (
    delivery_id bigint not null,
    row_number integer not null,
    column_name text not null,
    reason_code text not null,
    candidate_count integer not null,
    proposed_person_id bigint,
    proposed_id_number text,
    evidence text not null,
    primary key (delivery_id, row_number, column_name),
    check ((candidate_count = 1) = (proposed_person_id is not null))
);

-- Identity decisions: what is recognised of a cell that could not be read, who may be meant, what was decided once.
alter table vault.identity_proposals add column if not exists score numeric(6, 2);
alter table vault.identity_proposals add column if not exists is_by_number boolean not null default true;
comment on column vault.identity_proposals.is_by_number is 'Whether name and all readable digits say it; else it is a likelihood, which no receipt tells.';
comment on column vault.identity_proposals.score is 'Weight of the evidence for the first candidate in bits: 10 more is a thousand times likelier; null when nobody was compared.';
create table if not exists vault.identity_candidates (
    delivery_id bigint not null,
    row_number integer not null,
    column_name text not null,
    candidate_rank integer not null,
    person_id bigint not null,
    id_number text not null,
    record_text text not null,
    score numeric(6, 2),
    evidence text not null,
    primary key (delivery_id, row_number, column_name, candidate_rank)
);
create table if not exists vault.identity_signatures (
    delivery_id bigint not null,
    row_number integer not null,
    column_name text not null,
    signature bigint not null,
    is_distinct boolean not null,
    record_text text not null,
    decision_id bigint,
    primary key (delivery_id, row_number, column_name)
);
create index if not exists identity_signatures_signature on vault.identity_signatures (signature);
comment on column vault.identity_signatures.is_distinct is 'Whether the record says enough to be recognised elsewhere; a decision on any other counts for its row alone.';
comment on column vault.identity_signatures.record_text is 'What the signature is a pseudonym of.';
comment on column vault.identity_signatures.decision_id is 'The decision by which the cell was read; null when it is held.';
create table if not exists vault.identity_decisions (
    decision_id bigint generated always as identity primary key,
    county_code text not null,
    signature bigint not null,
    only_delivery_id bigint,
    only_row integer,
    decision_code text not null check (decision_code in ('same', 'not_same', 'undo')),
    person_id bigint not null,
    id_number text not null,
    undoes_decision_id bigint unique references vault.identity_decisions,
    reason text not null,
    decided_by text not null,
    decided_at timestamptz not null default now(),
    check ((decision_code = 'undo') = (undoes_decision_id is not null)),
    check ((only_delivery_id is null) = (only_row is null))
);
create index if not exists identity_decisions_signature on vault.identity_decisions (signature);
comment on column vault.identity_decisions.only_delivery_id is 'With only_row: the one row it counts for; null when it counts for the record wherever it comes.';
create or replace view vault.standing_identity_decisions with (security_invoker = true) as
select
    decided.decision_id, decided.county_code, decided.signature, decided.only_delivery_id, decided.only_row,
    decided.decision_code, decided.person_id, decided.id_number, decided.undoes_decision_id, decided.reason,
    decided.decided_by, decided.decided_at
from vault.identity_decisions as decided
left join vault.identity_decisions as undone on decided.decision_id = undone.undoes_decision_id
where decided.decision_code <> 'undo' and undone.decision_id is null;
create or replace function vault.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'decisions are added, never changed: undo one by another';
end
$$;
create or replace trigger identity_decisions_stay before update or delete on vault.identity_decisions
for each row when (current_user in ('loader', 'publisher')) execute function vault.refuse_change();

create table if not exists vault.original_cells (
    delivery_id bigint not null,
    row_number integer not null,
    column_name text not null,
    cell_text text not null
);
comment on table vault.original_cells is 'Original text of every cell that reading changed or that is held; all others read exactly as the normalised value.';
create index if not exists original_cells_delivery on vault.original_cells (delivery_id);

create table if not exists quality.gate_results (
    gate text not null check (gate in ('landing', 'publication')),
    county_code text not null,
    month date not null,
    subject text not null,
    expectation text not null,
    severity text not null check (severity in ('critical', 'warning', 'info')),
    because text not null,
    mender text not null,
    is_met boolean not null,
    failing_count bigint not null,
    checked_count bigint not null,
    primary key (gate, county_code, month, subject, expectation)
);
comment on column quality.gate_results.subject is 'The delivery or the build that was judged.';

create table if not exists quality.gate_rows (
    gate text not null,
    subject text not null,
    expectation text not null,
    row_reference text not null
);
comment on column quality.gate_rows.row_reference is 'Which row failed: delivery and row number, or a pseudonymous key; never a personal value.';

-- Places: divisions under one name each, half-open in months, and what became of them.
create table if not exists reference.divisions (
    division_code text not null, division_name text not null, level_code text not null, parent_code text not null
);
alter table reference.divisions add column if not exists valid_from date not null default '0001-01-01';
alter table reference.divisions add column if not exists valid_to date not null default '9999-12-31';
alter table reference.divisions add column if not exists county_code text not null default '';
alter table reference.divisions drop constraint if exists divisions_pkey;
alter table reference.divisions add constraint divisions_pkey primary key (division_code, valid_from);
comment on column reference.divisions.county_code is 'The code by which the county it belongs to is called: the first it had; the own code of a city.';
create table if not exists reference.division_successions (
    predecessor_code text not null, successor_code text not null, changed_month date not null,
    kind_code text not null check (kind_code in (
        'renamed', 'merged', 'split', 'transferred', 'recoded', 'continued'
    )),
    is_main boolean not null, document_number text not null,
    primary key (predecessor_code, successor_code, changed_month)
);
comment on column reference.division_successions.is_main is 'The one successor that counts for whatever cannot be told apart: the only one, or the one its county named.';
create table if not exists reference.departments (department_code text primary key, department_name text not null);
create table if not exists reference.feeds (
    feed text primary key, department_code text not null, feed_title text not null, cadence text not null,
    content text not null, required_column_count integer not null,
    subject text not null, signal_code text, channel_code text not null
);
-- Calendar months whose list is due, of lists that come by quarter, term or year.
create table if not exists reference.feed_due_months (
    feed text not null, calendar_month integer not null, primary key (feed, calendar_month)
);
-- One row: what each part of a department's score weighs, and what a late list counts for.
create table if not exists reference.scorecard_weights (
    timeliness_weight numeric(5, 2) not null, completeness_weight numeric(5, 2) not null,
    validity_weight numeric(5, 2) not null, uniqueness_weight numeric(5, 2) not null,
    steadiness_weight numeric(5, 2) not null, truth_weight numeric(5, 2) not null, late_credit numeric(5, 2) not null
);
create table if not exists reference.code_labels (
    column_name text not null, code text not null, label text not null, primary key (column_name, code)
);
-- Whose word counts first where lists say different things of one person.
create table if not exists reference.claim_precedences (
    claim_code text not null, feed text not null, precedence_rank integer not null, primary key (claim_code, feed),
    unique (claim_code, precedence_rank)
);
-- Quality rules of the national system, and how the facts behind a finding are told.
create table if not exists reference.quality_rules (
    rule_number text primary key, rule_group_label text not null, rule_label text not null, subject text not null,
    mender_code text not null, shown_facts text[] not null
);
create table if not exists reference.quality_facts (fact text primary key, sentence text not null);
create table if not exists reference.policies (
    policy_version text primary key, policy text not null, document_number text not null, title text not null,
    deadline_day integer not null
);
create table if not exists reference.policy_feeds (
    policy_version text not null, feed text not null, clause text not null, primary key (policy_version, feed)
);
create table if not exists reference.policy_parameters (
    policy_version text not null, parameter text not null, label text not null, unit text not null, clause text not null,
    valid_from date not null, valid_to date not null, value numeric(14, 2) not null,
    primary key (policy_version, parameter, valid_from)
);
alter table reference.policy_parameters add column if not exists is_default boolean not null default false;
create table if not exists reference.policy_rules (
    policy_version text not null, rule_code text not null, rule_position integer not null, risk_label text not null,
    feed text not null, signal_code text not null, threshold_parameter text, operator text
    check (operator in ('over', 'at_least', 'under')), basis text not null check (basis in ('record', 'person_month')),
    window_parameter text, is_sudden boolean not null, clause text not null, clause_text text not null, sentence text not null,
    primary key (policy_version, rule_code)
);
create table if not exists reference.policy_rule_attributes (
    policy_version text not null, rule_code text not null, attribute text not null,
    primary key (policy_version, rule_code, attribute)
);
create table if not exists reference.policy_priorities (
    policy_version text not null, priority_group text not null, urgency_rank integer not null, priority_label text not null,
    living_alone_from_age_parameter text, is_sudden boolean not null, primary key (policy_version, priority_group)
);
create table if not exists reference.policy_priority_signals (
    policy_version text not null, priority_group text not null, signal_code text not null, attribute text
);
-- How a locality classes its households: what makes a category official, and what proposes it.
create table if not exists reference.policy_categories (
    policy_version text not null, category_code text not null, category_rank integer not null,
    category_label text not null, clause text not null, is_final boolean not null, is_exclusive boolean not null,
    primary key (policy_version, category_code)
);
create table if not exists reference.policy_category_facts (
    policy_version text not null, category_code text not null, feed text not null, fact_code text, left_kind_code text
);
create table if not exists reference.policy_category_conditions (
    policy_version text not null, category_code text not null, condition_position integer not null,
    measure_code text not null, measure_label text not null, unit_label text not null, operator text not null
    check (operator in ('under', 'at_most', 'over', 'at_least')), amount numeric(14, 2), parameter text,
    month_count integer not null, ratio_parameter text,
    unknown_code text not null check (unknown_code in ('not_judged', 'to_check')), clause text not null,
    primary key (policy_version, category_code, condition_position)
);
create table if not exists reference.policy_category_transitions (
    policy_version text not null, category_code text not null, recognised_before date not null,
    standard_parameter text not null, lower_parameter text not null, upper_parameter text not null,
    term_parameter text not null, notice_parameter text not null, clause text not null,
    primary key (policy_version, category_code)
);
create table if not exists reference.policy_single_grounds (
    policy_version text not null, of_category_code text not null, into_category_code text not null, feed text not null,
    kind_code text, grade_code text, ground_label text not null, clause text not null
);
-- What a pack says of relief already decided: doubts about it, gaps in its delivery, hardships and who relieves them.
create table if not exists reference.policy_lists (
    policy_version text not null, list_code text not null, code text not null,
    primary key (policy_version, list_code, code)
);
create table if not exists reference.policy_integrity_checks (
    policy_version text not null, doubt_code text not null, check_position integer not null, doubt_label text not null,
    evidence_codes text[] not null, counted_codes text[] not null,
    measure_basis text check (measure_basis in ('value', 'count', 'months')), threshold_parameter text,
    operator text check (operator in ('over', 'at_least', 'under')), asks_unknown boolean not null,
    checker_code text not null, clause text not null, clause_text text not null, sentence text not null,
    primary key (policy_version, doubt_code)
);
create table if not exists reference.policy_delivery_checks (
    policy_version text not null, gap_code text not null, check_position integer not null, gap_label text not null,
    counted_codes text[] not null, threshold_parameter text, in_charge_code text, clause text not null,
    clause_text text not null, sentence text not null, primary key (policy_version, gap_code)
);
create table if not exists reference.policy_hardships (
    policy_version text not null, hardship_code text not null, hardship_label text not null, in_charge_code text not null,
    clause text not null, risk_codes text[] not null, relief_feeds text[] not null, measure_codes text[] not null,
    primary key (policy_version, hardship_code)
);
create table if not exists reference.policy_hardship_signals (
    policy_version text not null, hardship_code text not null, signal_code text not null, attribute text
);
-- What goes out and comes back: comparisons asked for, people departments are told of, whose problems are found, the upload.
create table if not exists reference.policy_comparisons (
    policy_version text not null, feed text not null, comparison_code text not null, comparison_position integer not null,
    comparison_label text not null, clause text not null, primary key (policy_version, feed, comparison_code)
);
create table if not exists reference.policy_shares (
    policy_version text not null, department_code text not null, whom_code text not null, people_code text not null,
    answer_feed text, clause text not null, primary key (policy_version, department_code, whom_code)
);
create table if not exists reference.policy_finding_words (
    policy_version text not null, department_code text not null, word text not null,
    primary key (policy_version, word)
);
create table if not exists reference.policy_uploads (
    policy_version text primary key, title text not null, clause text not null, entered_label text not null,
    left_label text not null, changed_label text not null, headers text[] not null, fields text[] not null
);
-- Changes of monitored households, the rules that tell of them; grades of rules; who is consulted about what.
create table if not exists reference.policy_changes (
    policy_version text not null, change_code text not null, change_number smallint not null,
    primary key (policy_version, change_code), unique (policy_version, change_number)
);
create table if not exists reference.policy_rule_changes (
    policy_version text not null, rule_code text not null, change_code text not null,
    primary key (policy_version, rule_code, change_code)
);
create table if not exists reference.policy_rule_grades (
    policy_version text not null, rule_code text not null,
    grade_code text not null check (grade_code in ('urgent', 'high', 'ordinary')), grade_label text not null,
    clause text not null, primary key (policy_version, rule_code)
);
create table if not exists reference.policy_consultations (
    policy_version text not null, extent_code text not null check (extent_code in (
        'individual', 'prominent', 'large_scale'
    )),
    extent_label text not null, consulted_label text not null, clause text not null,
    primary key (policy_version, extent_code)
);
-- How cases are found and go on: ways of discovery, steps with what they may follow, limits (parameters) and holders.
create table if not exists reference.policy_discoveries (
    policy_version text not null, channel_code text not null, discovery_position integer not null,
    channel_label text not null, clause text not null, primary key (policy_version, channel_code)
);
create table if not exists reference.policy_procedures (
    policy_version text primary key, total_parameter text not null, total_clause text not null,
    warning_parameter text not null
);
create table if not exists reference.policy_case_steps (
    policy_version text not null, step_code text not null, step_position integer not null, step_label text not null,
    holder_code text not null, holder_label text not null, begins_case boolean not null, ends_case boolean not null,
    after_codes text[] not null, limit_parameter text, minimum_parameter text, clause text not null,
    primary key (policy_version, step_code)
);
-- Every known day of an area ('' the nation, else the prefix of the counties with a table of their own).
create table if not exists reference.working_days (
    area_code text not null, day date not null, is_working boolean not null, working_day_number integer not null,
    primary key (area_code, day)
);
comment on column reference.working_days.working_day_number is 'Working days from the first known day up to and with this one.';
-- What is handled at once: limits, the fast lane, kinds of misfortune and the rules that would tell of them again.
create table if not exists reference.policy_urgency (
    policy_version text primary key, check_parameter text not null, window_parameter text not null,
    relief_parameter text not null, lane_label text not null, lane_department_code text not null, clause text not null,
    lane_clause text not null
);
create table if not exists reference.policy_urgent_kinds (
    policy_version text not null, urgent_kind_code text not null, clause text not null,
    primary key (policy_version, urgent_kind_code)
);
create table if not exists reference.policy_urgent_rules (
    policy_version text not null, urgent_kind_code text not null, rule_code text not null, attribute text
);
-- Going to people: contacts due, samples drawn, whom to seek, applications to open.
create table if not exists reference.policy_contact_duties (
    policy_version text not null, duty_code text not null, duty_position integer not null, duty_label text not null,
    group_code text not null check (group_code in ('absent_monitored', 'monitored', 'absent', 'supported')),
    form_codes text[] not null, months_parameter text not null, clause text not null, clause_text text not null,
    primary key (policy_version, duty_code)
);
create table if not exists reference.policy_samples (
    policy_version text primary key, category_codes text[] not null, takes_formerly_registered boolean not null,
    share_parameter text not null, review_parameter text not null, clause text not null
);
create table if not exists reference.policy_outreach_grounds (
    policy_version text not null, ground_code text not null, ground_position integer not null, ground_label text not null,
    inside_codes text[] not null, clause text not null, primary key (policy_version, ground_code)
);
create table if not exists reference.policy_outreach_lists (
    policy_version text not null, ground_code text not null, list_position integer not null, feed text not null,
    column_name text, codes text[] not null, months_parameter text, is_whole_household boolean not null,
    primary key (policy_version, ground_code, list_position)
);
create table if not exists reference.policy_applications (
    policy_version text primary key, category_codes text[] not null, quiet_parameter text not null, clause text not null
);
-- Which township a login of role township works for; row-level security reads it.
create table if not exists reference.township_logins (login_name text primary key, township_code text not null);
