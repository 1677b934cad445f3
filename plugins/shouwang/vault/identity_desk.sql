-- Questions about identities: what waits, seen without identities; both records of one, seen and logged; the answer.
-- Every statement may be run again. Runs after the published tables are there.

-- "Cannot be told yet" is an answer of its own: about a record, of nobody, and without effect on reading.
alter table vault.identity_decisions alter column person_id drop not null;
alter table vault.identity_decisions alter column id_number drop not null;
alter table vault.identity_decisions drop constraint if exists identity_decisions_decision_code_check;
alter table vault.identity_decisions add constraint identity_decisions_decision_code_check
check (decision_code in ('same', 'not_same', 'undecided', 'undo'));
alter table vault.identity_decisions drop constraint if exists identity_decisions_person;
alter table vault.identity_decisions add constraint identity_decisions_person
check (decision_code in ('undecided', 'undo') or (person_id is not null and id_number is not null));

-- Decisions that were carried out: every delivery they concern was read by them and proposed anew.
create table if not exists ops.followed_identity_decisions (
    decision_id bigint primary key,
    followed_at timestamptz not null default now()
);

-- The deliveries that stand: a list that a newer accepted one has replaced waits for nobody.
create or replace function ops.standing_deliveries(asked_county text)
returns setof ops.deliveries language sql stable as $$
    select d.*
    from ops.deliveries as d
    where d.county_code = asked_county and d.state_code in ('landed', 'questioned', 'accepted', 'rejected')
        and not exists (
            select from ops.deliveries as newer
            where (newer.county_code, newer.month, newer.feed, newer.scope)
                = (d.county_code, d.month, d.feed, d.scope)
                and newer.revision > d.revision and newer.state_code = 'accepted' and newer.mends_delivery_id is null
        )
$$;

-- The identity cells that wait for a person; a row that a mended copy has replaced waits for nobody.
create or replace function vault.waiting_identities(asked_county text)
returns setof vault.identity_proposals language sql stable as $$
    select q.*
    from vault.identity_proposals as q
    where q.delivery_id in (select s.delivery_id from ops.standing_deliveries(asked_county) as s)
        and not exists (
            select
            from landing.replaced_rows(array(
                select s.delivery_id from ops.standing_deliveries(asked_county) as s where s.state_code = 'accepted'
            )) as replaced
            where replaced.delivery_id = q.delivery_id and replaced.row_number = q.row_number
        )
$$;

-- Keep an answer: the one way in which a decision comes to stand, whoever asks and on whatever paper. Gives its
-- number, of what stood already the old one. Refuses by the name of a refusal (words.yml), the other decision as detail.
-- Without a number the person must be one of the cell's candidates.
create or replace function vault.decide_identity(
    asked_county text, cell_delivery bigint, cell_row integer, cell_column text,
    answer text, answered_person bigint, answered_number text, stated_reason text, answering text
) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    record_signature bigint;
    is_for_row boolean;
    standing vault.standing_identity_decisions[];
    other bigint;
begin
    if coalesce(btrim(stated_reason), '') = '' then
        raise exception 'no_reason';
    end if;
    perform pg_advisory_xact_lock(hashtext('shouwang identities'), hashtext(asked_county));
    select s.signature, not s.is_distinct or coalesce(q.candidate_count, 0) > 1 into record_signature, is_for_row
    from vault.identity_signatures as s
    inner join ops.deliveries as d on s.delivery_id = d.delivery_id
    left join vault.identity_proposals as q
        on (q.delivery_id, q.row_number, q.column_name) = (s.delivery_id, s.row_number, s.column_name)
    where d.county_code = asked_county
        and (s.delivery_id, s.row_number, s.column_name) = (cell_delivery, cell_row, cell_column);
    if not found then
        raise exception 'unknown_cell';
    end if;
    select coalesce(array_agg(d order by d.decision_id), '{}') into standing
    from vault.standing_identity_decisions as d
    where d.county_code = asked_county and d.signature = record_signature
        and (d.only_delivery_id is null or (d.only_delivery_id, d.only_row) = (cell_delivery, cell_row));
    if answer = 'undo' then
        if cardinality(standing) = 0 then
            raise exception 'nothing_to_undo';
        end if;
        return vault.undo_identity_decision(
            standing[cardinality(standing)].decision_id, stated_reason, answering
        );
    end if;
    if answer = 'undecided' then
        answered_person := null;
        answered_number := null;
    elsif answered_number is null then
        select c.id_number into answered_number
        from vault.identity_candidates as c
        where (c.delivery_id, c.row_number, c.column_name) = (cell_delivery, cell_row, cell_column)
            and c.person_id = answered_person;
        if not found then
            raise exception 'not_a_candidate';
        end if;
    end if;
    select max(d.decision_id) into other from unnest(standing) as d
    where d.decision_code = answer and d.person_id is not distinct from answered_person;
    if other is not null then
        return other;
    end if;
    perform vault.require_agreement(answer, answered_person, standing);
    perform vault.undo_identity_decision(d.decision_id, stated_reason, answering)
    from unnest(standing) as d where d.decision_code = 'undecided' and answer <> 'undecided';
    insert into vault.identity_decisions (
        county_code, signature, only_delivery_id, only_row, decision_code, person_id, id_number, reason, decided_by
    ) values (
        asked_county, record_signature,
        case when is_for_row then cell_delivery end, case when is_for_row then cell_row end,
        answer, answered_person, answered_number, btrim(stated_reason), answering
    ) returning decision_id into other;
    return other;
end
$$;

-- Refuse a second person for a record, joining what was separated, and separating or doubting what was joined.
create or replace function vault.require_agreement(
    answer text, answered_person bigint, standing vault.standing_identity_decisions []
) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    other vault.standing_identity_decisions;
begin
    foreach other in array standing loop
        if answer = 'same' and other.decision_code = 'same' then
            raise exception 'another_person' using detail = other.decision_id;
        elsif answer = 'same' and other.decision_code = 'not_same' and other.person_id = answered_person then
            raise exception 'separated' using detail = other.decision_id;
        elsif answer = 'not_same' and other.decision_code = 'same' and other.person_id = answered_person then
            raise exception 'joined' using detail = other.decision_id;
        elsif answer = 'undecided' and other.decision_code = 'same' then
            raise exception 'joined' using detail = other.decision_id;
        end if;
    end loop;
end
$$;

-- Take a decision back by another.
create or replace function vault.undo_identity_decision(undone bigint, stated_reason text, answering text)
returns bigint language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    number bigint;
begin
    insert into vault.identity_decisions (
        county_code, signature, only_delivery_id, only_row, decision_code, person_id, id_number, undoes_decision_id,
        reason, decided_by
    )
    select
        d.county_code, d.signature, d.only_delivery_id, d.only_row, 'undo', d.person_id, d.id_number, d.decision_id,
        btrim(stated_reason), answering
    from vault.identity_decisions as d
    where d.decision_id = undone
    returning decision_id into number;
    return number;
end
$$;

-- The questions of a county and what was answered, one row per identity cell; no identity in any of them. The township
-- is the one the list names, else that of the household of the likeliest candidate.
create or replace function vault.identity_questions(asked_county text)
returns table (
    delivery_id bigint, row_number integer, column_name text, month date, department_name text, feed_title text,
    file_name text, received_at timestamptz, township_name text, reason_code text, candidate_count integer,
    score double precision, is_waiting boolean, decision_id bigint, decision_code text, reason text, decided_by text,
    decided_at timestamptz, is_followed boolean
) language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    with standing as materialized (select * from ops.standing_deliveries(asked_county)),
    waiting as materialized (
        select * from vault.waiting_identities(asked_county) where reason_code <> 'name_differs'
    ),
    decisions as materialized (
        select * from vault.standing_identity_decisions where county_code = asked_county
    ),
    answered as (
        select distinct on (s.delivery_id, s.row_number, s.column_name)
            s.delivery_id, s.row_number, s.column_name,
            d.decision_id, d.decision_code, d.reason, d.decided_by, d.decided_at
        from vault.identity_signatures as s
        inner join standing on s.delivery_id = standing.delivery_id
        inner join decisions as d on s.signature = d.signature
            and (d.only_delivery_id is null or (d.only_delivery_id, d.only_row) = (s.delivery_id, s.row_number))
        order by s.delivery_id, s.row_number, s.column_name, d.decision_id desc
    ),
    cells as (
        select w.delivery_id, w.row_number, w.column_name from waiting as w
        union
        select a.delivery_id, a.row_number, a.column_name from answered as a
    )
    select
        c.delivery_id, c.row_number, c.column_name, standing.month, p.department_name, f.feed_title,
        standing.file_name, standing.received_at,
        coalesce(substring(s.record_text from '\x1ftownship_name=([^\x1f]+)'), homes.township_name, ''),
        coalesce(w.reason_code, ''), coalesce(w.candidate_count, 0), w.score::double precision,
        w.delivery_id is not null, a.decision_id, a.decision_code, a.reason, a.decided_by, a.decided_at,
        followed.decision_id is not null
    from cells as c
    inner join standing on c.delivery_id = standing.delivery_id
    inner join reference.feeds as f on standing.feed = f.feed
    inner join reference.departments as p on f.department_code = p.department_code
    left join waiting as w
        on (w.delivery_id, w.row_number, w.column_name) = (c.delivery_id, c.row_number, c.column_name)
    left join answered as a
        on (a.delivery_id, a.row_number, a.column_name) = (c.delivery_id, c.row_number, c.column_name)
    left join ops.followed_identity_decisions as followed on a.decision_id = followed.decision_id
    left join vault.identity_signatures as s
        on (s.delivery_id, s.row_number, s.column_name) = (c.delivery_id, c.row_number, c.column_name)
    left join lateral (
        select r.division_name as township_name
        from vault.identity_candidates as k
        inner join marts.bridge_household_members_v1 as b
            on b.county_code = asked_county and b.person_id = k.person_id and b.known_to = 'infinity'
        inner join marts.dim_households_v1 as h
            on h.county_code = asked_county and h.household_id = b.household_id and h.known_to = 'infinity'
        inner join reference.divisions as r on h.township_code = r.division_code
        where (k.delivery_id, k.row_number, k.column_name) = (c.delivery_id, c.row_number, c.column_name)
            and k.candidate_rank = 1
        order by h.valid_from desc, b.valid_from desc, r.valid_from desc
        limit 1
    ) as homes on true
    order by standing.month, p.department_name, f.feed_title, c.delivery_id, c.row_number, c.column_name
$$;

-- Step one of looking at a question: every person that will be shown is a request of its own in the log, and where
-- nobody is, the record is one. Gives the numbers of the requests, and nothing of anybody.
create or replace function vault.request_comparison(
    looking text, asked_county text, cell_delivery bigint, cell_row integer, cell_column text, stated_reason text
) returns bigint [] language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    asked_cell text := format('%s:%s:%s', cell_delivery, cell_row, cell_column);
    people bigint[];
begin
    if coalesce(btrim(looking), '') = '' then
        raise exception '没有写明由谁查看；请登录后再查看';
    end if;
    if not exists (
        select from vault.identity_signatures as s
        inner join ops.deliveries as d on s.delivery_id = d.delivery_id and d.county_code = asked_county
        where (s.delivery_id, s.row_number, s.column_name) = (cell_delivery, cell_row, cell_column)
    ) then
        raise exception '本县没有待核对的单元格 %；它可能已经重报或编号写错，请回到清单', asked_cell;
    end if;
    select array_agg(distinct shown.person_id) into people
    from vault.compared_people(cell_delivery, cell_row, cell_column) as shown;
    return array(
        select vault.log_reveal(person_id, stated_reason, looking, asked_cell)
        from unnest(coalesce(people, array[null::bigint])) as said (person_id)
    );
end
$$;

-- Step two: both records, for requests that an earlier, committed transaction of the same login wrote. Rank 0 is the
-- record as sent (its cell as evidence), above it the candidates, below it whom decisions that stand are about.
create or replace function vault.comparison(request_numbers bigint [])
returns table (
    candidate_rank integer, person_id bigint, record_text text, score double precision, evidence text,
    decision_code text
) language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    asked vault.reveals;
    cell text[];
begin
    foreach asked in array array(select r from vault.reveals as r where r.reveal_number = any(request_numbers)) loop
        if asked.asked_by <> session_user or asked.cell is null or asked.transaction_id = pg_current_xact_id_if_assigned()
            or asked.asked_at < clock_timestamp() - make_interval(
                mins => (select minutes_to_fetch from vault.reveal_limits)
            )
            or (cell is not null and cell <> string_to_array(asked.cell, ':'))
        then
            raise exception '第 % 号查看申请不能这样使用：未提交、已过时限或不是本账号的申请；请重新申请', asked.reveal_number;
        end if;
        cell := string_to_array(asked.cell, ':');
    end loop;
    return query
    select 0, null::bigint, s.record_text, null::double precision, coalesce(o.cell_text, ''), null::text
    from vault.identity_signatures as s
    left join vault.original_cells as o
        on (o.delivery_id, o.row_number, o.column_name) = (s.delivery_id, s.row_number, s.column_name)
    where (s.delivery_id, s.row_number, s.column_name) = (cell[1]::bigint, cell[2]::integer, cell[3])
    union all
    select shown.*
    from vault.compared_people(cell[1]::bigint, cell[2]::integer, cell[3]) as shown
    where shown.person_id in (select r.person_id from vault.reveals as r where r.reveal_number = any(request_numbers))
    order by 1;
end
$$;

-- The people to be shown beside a record: those of its candidates who are proposed (the others would be looked at for
-- nothing; they come up when these are separated), and whom decisions that stand are about. Nobody may execute it.
create or replace function vault.compared_people(cell_delivery bigint, cell_row integer, cell_column text)
returns table (
    candidate_rank integer, person_id bigint, record_text text, score double precision, evidence text,
    decision_code text
) language sql stable set search_path = pg_catalog, pg_temp as $$
    select c.candidate_rank, c.person_id, c.record_text, c.score::double precision, c.evidence, null::text
    from vault.identity_candidates as c
    inner join vault.identity_proposals as q
        on (q.delivery_id, q.row_number, q.column_name) = (c.delivery_id, c.row_number, c.column_name)
        and c.candidate_rank <= q.candidate_count
    where (c.delivery_id, c.row_number, c.column_name) = (cell_delivery, cell_row, cell_column)
    union all
    select
        -d.decision_id::integer, d.person_id,
        concat_ws(e'\x1f', 'id_number=' || d.id_number, known.said), null::double precision, d.reason, d.decision_code
    from vault.identity_signatures as s
    inner join ops.deliveries as sent on s.delivery_id = sent.delivery_id
    inner join vault.standing_identity_decisions as d
        on sent.county_code = d.county_code and s.signature = d.signature
        and (d.only_delivery_id is null or (d.only_delivery_id, d.only_row) = (s.delivery_id, s.row_number))
    cross join lateral (
        select concat_ws(
            e'\x1f',
            'person_name='
            || (array_agg(k.person_name order by k.month desc, k.feed) filter (where k.person_name <> ''))[1],
            'phone=' || (array_agg(k.phone order by k.month desc, k.feed) filter (where k.phone <> ''))[1],
            'village_name='
            || (array_agg(k.village_name order by k.month desc, k.feed) filter (where k.village_name <> ''))[1]
        ) as said
        from vault.known_identities as k
        where k.person_id = d.person_id and k.feed = 'household_register'
    ) as known
    where (s.delivery_id, s.row_number, s.column_name) = (cell_delivery, cell_row, cell_column)
        and d.person_id is not null
$$;
