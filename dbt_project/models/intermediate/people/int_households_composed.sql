with people as (

    select * from {{ ref('int_people_resolved') }}

),

counted as (

    select
        household_id,
        count(*)::integer as member_count,
        coalesce(min(row_number) filter (where is_head), min(row_number)) as head_row_number
    from people
    group by household_id

),

composed as (

    select
        counted.household_id,
        head.village_code,
        head.person_id as head_person_id,
        head.birth_month as head_birth_month,
        counted.member_count,
        left(head.village_code, 9) as township_code
    from counted
    inner join people as head on counted.head_row_number = head.row_number

)

select * from composed
