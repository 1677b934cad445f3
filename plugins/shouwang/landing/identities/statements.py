"""The statements behind the queue of identity cells: which people of the register a damaged cell can only mean.

A person fits only when the name is the same (but for the kind of middle dot, blanks and case) and the number agrees
with everything that can still be read:
- a power of ten or zeros at the end: the digits before (the last one may be rounded up); with fewer than 13 of them,
  which is less than a birth date, the village must be the same too, and with fewer than 6 nobody fits;
- 18 characters: they differ in one place, or two neighbours are swapped;
- 17 or 19 characters: one is missing or too many; 14 to 17 digits: the end is missing;
- 15 digits: the number as it was before 1999, in any century; longer texts: the number stands in it.
"""

from collections.abc import Sequence

from psycopg2 import sql

from shouwang.feeds import Feed

PLAIN_NAME = "upper(translate({}, '•‧・．.･∙⋅ ', '········'))"
PLAIN_VILLAGE = "regexp_replace({}, '(村民委员会|村委会|居委会|社区|村)$', '')"

HELD_CELLS = """
select
    held.delivery_id, held.row_number, held.column_name, held.reason_code, {plain_name} as plain_name,
    {plain_village} as plain_village,
    translate(regexp_replace(upper({number}), '[^0-9A-Z.+]', '', 'g'), 'OIL', '011') as said
from landing.held_cells as held
inner join vault.{feed} as sent on held.delivery_id = sent.delivery_id and held.row_number = sent.row_number
inner join landing.{feed} as placed on held.delivery_id = placed.delivery_id and held.row_number = placed.row_number
where held.delivery_id = any({delivery_ids}) and held.column_name = {column_name}
    and held.reason_code <> 'duplicate_key'
"""

# The same cells with all that a person may be compared by.
COMPARED_CELLS = """
select
    held.delivery_id, held.row_number, held.column_name, held.reason_code, signed.signature,
    {name} as person_name, {number} as number, {village} as village_name, {phone} as phone,
    {household_number} as household_number, {sex_code} as sex_code, {relation_code} as relation_code
from landing.held_cells as held
inner join vault.{feed} as sent on held.delivery_id = sent.delivery_id and held.row_number = sent.row_number
inner join landing.{feed} as placed on held.delivery_id = placed.delivery_id and held.row_number = placed.row_number
left join vault.identity_signatures as signed
    on held.delivery_id = signed.delivery_id and held.row_number = signed.row_number
    and held.column_name = signed.column_name
where held.delivery_id = any({delivery_ids}) and held.column_name = {column_name}
    and held.reason_code <> 'duplicate_key'
"""
REGISTER_PEOPLE = """
copy (
    select
        known.person_id, sent.id_number, sent.person_name, known.village_name, sent.phone, sent.household_number,
        known.sex_code, known.relation_code
    from landing.household_register as known
    inner join vault.household_register as sent
        on known.delivery_id = sent.delivery_id and known.row_number = sent.row_number
    where known.delivery_id = any({register}) and known.person_id is not null and length(sent.id_number) = 18
        and (known.delivery_id, known.row_number) not in (
            select delivery_id, row_number from landing.replaced_rows({register})
        )
    order by known.person_id, known.delivery_id, known.row_number
) to stdout with (format csv, header)
"""
SEPARATED = """
select signature, only_delivery_id, only_row, person_id
from vault.standing_identity_decisions
where county_code = %s and decision_code = 'not_same'
"""

FITTING = """
with cells as materialized ({cells}),
shown as (
    select
        *,
        case
            when said ~ '^\\d(\\.\\d+)?E\\+?1[79]$' then replace(split_part(said, 'E', 1), '.', '')
            when said ~ '^\\d{{18}}\\.\\d+$' then left(said, 15)
            when said ~ '^\\d{{12}}0{{6}}$' then rtrim(said, '0')
            when said ~ '^\\d{{15}}000$' then left(said, 15)
        end as digits
    from cells
),
readable as materialized (
    select
        delivery_id, row_number, column_name, plain_name, plain_village, replace(said, '.', '') as said,
        case when length(digits) between 13 and 15 then rpad(digits, 15, '0') else digits end as digits
    from shown
),
people as materialized (
    select
        known.delivery_id as register_id, known.row_number as register_row, {register_name} as plain_name,
        upper(known.id_number) as id_number
    from vault.household_register as known
    where known.delivery_id = any(%(register)s::bigint[]) and {register_name} in (select plain_name from cells)
),
pairs as (
    select
        readable.delivery_id, readable.row_number, readable.column_name, readable.plain_village,
        people.register_id, people.register_row, people.id_number,
        case
            when digits is not null then
                case
                    when length(digits) >= 6 and (
                        left(id_number, length(digits)) = digits
                        or (
                            left(id_number, length(digits)) = (digits::bigint - 1)::text
                            and substr(id_number, length(digits) + 1, 1) >= '5'
                        )
                    ) then format('前%%s位', length(digits))
                end
            when length(said) = 18 then
                case
                    when (
                        select
                            count(*) = 1
                            or (
                                count(*) = 2 and max(i) - min(i) = 1
                                and substr(said, min(i), 1) = substr(id_number, max(i), 1)
                                and substr(said, max(i), 1) = substr(id_number, min(i), 1)
                            )
                        from generate_series(1, 18) as i
                        where substr(said, i, 1) <> substr(id_number, i, 1)
                    ) then '只差一位（或相邻两位颠倒）的号码'
                end
            when length(said) between 14 and 17 and starts_with(id_number, said)
                then format('前%%s位', length(said))
            when length(said) = 15 and left(id_number, 6) || substr(id_number, 9, 9) = said then '15位旧号码'
            when length(said) = 17 and exists (
                select from generate_series(1, 18) as i where overlay(id_number placing '' from i for 1) = said
            ) then '只少一位的号码'
            when length(said) = 19 and exists (
                select from generate_series(1, 19) as i where overlay(said placing '' from i for 1) = id_number
            ) then '只多一位的号码'
            when length(said) > 18 and strpos(said, id_number) > 0 then '格中的一个号码'
        end as fit,
        coalesce(length(digits), 15) < 13 as is_weak
    from readable
    inner join people on readable.plain_name = people.plain_name and length(people.id_number) = 18
),
candidates as (
    select
        pairs.delivery_id, pairs.row_number, pairs.column_name, known.person_id, pairs.id_number, pairs.fit,
        pairs.is_weak
    from pairs
    inner join landing.household_register as known
        on pairs.register_id = known.delivery_id and pairs.register_row = known.row_number
    where pairs.fit is not null and known.person_id is not null
        and (not pairs.is_weak or {register_village} = pairs.plain_village)
        and (known.delivery_id, known.row_number) not in (
            select delivery_id, row_number from landing.replaced_rows(%(register)s::bigint[])
        )
)
select delivery_id, row_number, column_name, person_id, id_number, fit, is_weak from candidates
"""

SENT_NUMBERS = """
select
    placed.delivery_id, placed.row_number, {column_name} as column_name, placed.{person} as person_id,
    {plain_name} as plain_name
from landing.{feed} as placed
inner join vault.{feed} as sent on placed.delivery_id = sent.delivery_id and placed.row_number = sent.row_number
where placed.delivery_id = any({delivery_ids}) and placed.{person} is not null and {plain_name} is not null
"""

# The number counts and the row stays; that the register gives it to somebody of another name is for a person to judge.
DOUBTS = """
insert into vault.identity_proposals (delivery_id, row_number, column_name, reason_code, candidate_count, evidence)
with cells as materialized ({cells}),
known as materialized (
    select delivery_id, row_number, person_id
    from landing.household_register
    where delivery_id = any(%(register)s::bigint[]) and person_id in (select person_id from cells)
),
named as materialized (
    select delivery_id, row_number, {register_name} as plain_name
    from vault.household_register as known
    where delivery_id = any(%(register)s::bigint[]) and row_number in (select row_number from known)
)
select cells.delivery_id, cells.row_number, cells.column_name, 'name_differs', 0, '号码与花名册相符，姓名不同'
from cells
inner join known on cells.person_id = known.person_id
inner join named on known.delivery_id = named.delivery_id and known.row_number = named.row_number
group by cells.delivery_id, cells.row_number, cells.column_name
having bool_and(cells.plain_name <> named.plain_name)
"""


def statement(text: str, cells: Sequence[sql.Composed]) -> sql.Composed:
    """``FITTING`` of ``HELD_CELLS``, or ``DOUBTS`` of ``SENT_NUMBERS``; ``register`` (delivery numbers) is bound."""
    return sql.SQL(text).format(
        cells=sql.SQL("union all").join(cells),
        register_name=sql.SQL(PLAIN_NAME).format(sql.SQL("known.person_name")),
        register_village=sql.SQL(PLAIN_VILLAGE).format(sql.SQL("known.village_name")),
    )


def cells_of(text: str, feed: Feed, id_column: str, delivery_ids: list[int]) -> sql.Composed:
    """``HELD_CELLS``, ``COMPARED_CELLS`` or ``SENT_NUMBERS`` of one identity column of deliveries of a feed."""
    names = {column.name for column in feed.columns}
    prefix = id_column.removesuffix("id_number")
    name = _cell(names, "sent", f"{prefix or 'person_'}name")
    village = _cell(names, "placed", "village_name")
    return sql.SQL(text).format(
        feed=sql.Identifier(feed.feed),
        delivery_ids=sql.Literal(delivery_ids),
        column_name=sql.Literal(id_column),
        number=sql.SQL("sent.{}").format(sql.Identifier(id_column)),
        person=sql.Identifier(f"{prefix}person_id"),
        name=name,
        village=village,
        plain_name=sql.SQL(PLAIN_NAME).format(name),
        plain_village=sql.SQL(PLAIN_VILLAGE).format(village),
        phone=_cell(names, "sent", "phone"),
        household_number=_cell(names, "sent", "household_number"),
        sex_code=_cell(set() if prefix else names, "placed", "sex_code"),
        relation_code=sql.Literal("head") if prefix == "head_" else _cell(names, "placed", "relation_code"),
    )


def _cell(names: set[str], side: str, name: str) -> sql.Composed | sql.SQL:
    if name not in names:
        return sql.SQL("null::text")
    return sql.SQL("{}.{}").format(sql.Identifier(side), sql.Identifier(name))
