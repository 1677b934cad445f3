-- The vault's own parts: who saw an identity, the limits of it, and what became of the rights of a person.
-- Every statement may be run again.

-- One row: how many identities an officer may ask for in a day (Beijing time), the shortest reason (characters), and
-- how long an answer may be fetched after asking (minutes). Filled from limits.yml.
create table if not exists vault.reveal_limits (
    per_officer_and_day integer not null, shortest_reason integer not null, minutes_to_fetch integer not null
);

-- One row per request to see an identity; append-only, each row's digest takes in the digest of the row before.
create table if not exists vault.reveals (
    reveal_number bigint primary key,
    asked_at timestamptz not null,
    asked_by text not null,
    person_id bigint not null,
    reason text not null,
    is_known boolean not null,
    transaction_id xid8 not null,
    digest text not null
);
comment on table vault.reveals is
'Who asked to see whose identity, when and why. Persons are named by pseudonyms of that time, re-keying or not.';
comment on column vault.reveals.transaction_id is
'The transaction that asked: the identity is given only to a later one, so this row stays.';

-- What the review desk adds: the person it was shown to, and the identity cell (delivery:row:column) that was compared.
-- The desk has one login for all who use it, and a cell may have nobody beside it.
alter table vault.reveals add column if not exists on_behalf_of text;
alter table vault.reveals add column if not exists cell text;
alter table vault.reveals alter column person_id drop not null;
comment on column vault.reveals.on_behalf_of is
'Who looked, when the login that asked is not a person''s; null when it is.';

-- The digest of a row: sha256 of everything in it and of the digest before.
create or replace function vault.reveal_digest(asked vault.reveals, digest_before text)
returns text language sql immutable set search_path = pg_catalog, pg_temp as $$
    select encode(sha256(convert_to((jsonb_build_array(
        asked.reveal_number, extract(epoch from asked.asked_at)::text, asked.asked_by, asked.person_id::text,
        asked.reason, asked.is_known, digest_before
    ) || case
        when asked.on_behalf_of is null and asked.cell is null then '[]'::jsonb
        else jsonb_build_array(asked.on_behalf_of, asked.cell)
    end)::text, 'UTF8')), 'hex')
$$;

create or replace function vault.keep_log()
returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'INSERT' and current_user = (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid) then
        return new;
    end if;
    raise exception '查看记录只能由 vault.request_reveal 增加，不能改动或删除';
end
$$;
create or replace trigger keep_log before insert or update or delete on vault.reveals
for each row execute function vault.keep_log();
create or replace trigger keep_log_whole before truncate on vault.reveals
for each statement execute function vault.keep_log();

-- Writes a request into the log, for the functions that ask; nobody may execute it. One identity is one request.
create or replace function vault.log_reveal(asked_for bigint, stated_reason text, looking text, asked_cell text)
returns bigint language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    limits vault.reveal_limits;
    asked vault.reveals;
    today timestamptz := date_trunc('day', clock_timestamp() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai';
    asked_today integer;
begin
    select * into strict limits from vault.reveal_limits;
    if char_length(regexp_replace(coalesce(stated_reason, ''), '\s', '', 'g')) < limits.shortest_reason then
        raise exception '查看理由不足 % 个字；请写明因何工作需要查看此人', limits.shortest_reason;
    end if;
    perform pg_advisory_xact_lock(hashtext('shouwang reveals'));
    select count(*) into asked_today from vault.reveals as r
    where r.asked_by = session_user and r.on_behalf_of is not distinct from looking and r.asked_at >= today;
    if asked_today >= limits.per_officer_and_day then
        raise exception '% 今天已查看 % 次，达到每人每天 % 次的上限；请明天再查，或由管理员调整上限',
            coalesce(looking, session_user), asked_today, limits.per_officer_and_day;
    end if;
    asked.reveal_number := coalesce((select max(r.reveal_number) from vault.reveals as r), 0) + 1;
    asked.asked_at := clock_timestamp();
    asked.asked_by := session_user;
    asked.person_id := asked_for;
    asked.reason := stated_reason;
    asked.is_known := exists (select from vault.known_identities as k where k.person_id = asked_for);
    asked.transaction_id := pg_current_xact_id();
    asked.on_behalf_of := looking;
    asked.cell := asked_cell;
    asked.digest := vault.reveal_digest(
        asked, coalesce((select r.digest from vault.reveals as r order by r.reveal_number desc limit 1), '')
    );
    insert into vault.reveals select asked.*;
    return asked.reveal_number;
end
$$;

-- Step one: ask. Gives the number of the request, and nothing of the person.
create or replace function vault.request_reveal(wanted_person_id bigint, stated_reason text)
returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if wanted_person_id is null then
        raise exception '没有写明要查看的人员编号；请按清单或质量报告中的编号填写';
    end if;
    return vault.log_reveal(wanted_person_id, stated_reason, null, null);
end
$$;

-- Step two: fetch what was asked for; only what an earlier, committed transaction of the same officer asked.
create or replace function vault.reveal(request_number bigint)
returns table (person_name text, id_number text, phone text, village_name text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    asked vault.reveals;
begin
    select * into asked from vault.reveals where reveal_number = request_number and asked_by = session_user;
    if not found then
        raise exception '没有 % 的第 % 号查看申请；请先执行 vault.request_reveal', session_user, request_number;
    end if;
    if asked.transaction_id = pg_current_xact_id_if_assigned() then
        raise exception '第 % 号查看申请还没有提交；请先提交，留下记录后才能查看', request_number;
    end if;
    if asked.asked_at < clock_timestamp() - make_interval(mins => (select minutes_to_fetch from vault.reveal_limits)) then
        raise exception '第 % 号查看申请已过时限；请重新申请', request_number;
    end if;
    return query
    select
        (array_agg(k.person_name order by k.month desc, k.revision desc, k.feed) filter (where k.person_name <> ''))[1],
        (array_agg(k.id_number order by k.month desc, k.revision desc, k.feed) filter (where k.id_number <> ''))[1],
        (array_agg(k.phone order by k.month desc, k.revision desc, k.feed) filter (where k.phone <> ''))[1],
        (array_agg(k.village_name order by k.month desc, k.revision desc, k.feed) filter (where k.village_name <> ''))[1]
    from vault.known_identities as k
    where k.person_id = asked.person_id
    having count(*) > 0;
end
$$;

-- Both steps at once, for whom types SQL: `call vault.reveal(1, '理由', null, null, null, null)`, outside a transaction.
create or replace procedure vault.reveal(
    wanted_person_id bigint, stated_reason text,
    inout person_name text, inout id_number text, inout phone text, inout village_name text
) language plpgsql as $$
declare
    request_number bigint := vault.request_reveal(wanted_person_id, stated_reason);
begin
    commit;
    select r.* into person_name, id_number, phone, village_name from vault.reveal(request_number) as r;
end
$$;

-- Which key the pseudonyms were made with: the newest row is in force. The keys themselves are never in the database.
create table if not exists ops.pseudonym_keys (
    key_number integer primary key,
    check_code text not null unique,
    since timestamptz not null
);
comment on column ops.pseudonym_keys.check_code is
'A code made with the key, by which whoever holds the key knows it again.';

-- Numbers that households had on lists that are out, under earlier keys; answers to those lists carry them.
create table if not exists vault.former_households (
    former_id bigint primary key,
    key_number integer not null,
    household_id bigint not null
);

-- What people asked of their own data, and what was done; a person is named by pseudonym, nothing else.
create table if not exists vault.rights_log (
    entry_number bigint generated always as identity primary key,
    right_code text not null check (right_code in ('export', 'correct', 'forget')),
    person_id bigint not null,
    reason text not null,
    done_by text not null,
    done_at timestamptz not null default clock_timestamp(),
    row_count integer not null
);

-- Rows of deliveries whose person was forgotten, so that landing them again does not bring the person back.
create table if not exists vault.forgotten_rows (
    delivery_id bigint not null,
    row_number integer not null,
    column_name text not null,
    tombstone_id bigint not null check (tombstone_id < 0),
    primary key (delivery_id, row_number, column_name)
);
comment on column vault.forgotten_rows.tombstone_id is
'The number that stands where the person stood; it derives from nobody.';

-- Cells a person had corrected: applied to every delivery of the list that still has the old text.
create table if not exists vault.corrections (
    correction_number bigint generated always as identity primary key,
    county_code text not null,
    person_id bigint not null,
    feed text not null,
    column_name text not null,
    old_text text not null,
    new_text text not null,
    reason text not null,
    corrected_by text not null,
    corrected_at timestamptz not null default clock_timestamp(),
    unique (county_code, person_id, feed, column_name, old_text, new_text)
);
