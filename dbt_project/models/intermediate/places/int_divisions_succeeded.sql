with recursive divisions as (

    select * from {{ source('reference', 'divisions') }}
    where county_code = {{ county() }} and valid_from <= {{ built_month() }}

),

standing as (

    select division_code from divisions
    where {{ built_month() }} < valid_to

),

onward as (

    select
        predecessor_code,
        successor_code
    from {{ source('reference', 'division_successions') }}
    where
        is_main and changed_month <= {{ built_month() }}
        and predecessor_code not in (select standing.division_code from standing)

),

traced as (

    select
        division_code,
        division_code as present_code
    from divisions
    union
    select
        traced.division_code,
        onward.successor_code as present_code
    from traced
    inner join onward on traced.present_code = onward.predecessor_code

),

ended as (

    select
        division_code,
        max(valid_to) as ended_month
    from divisions
    group by division_code
    having max(valid_to) <= {{ built_month() }}

),

succeeded as (

    select
        traced.division_code,
        traced.present_code,
        ended.ended_month
    from traced
    inner join standing on traced.present_code = standing.division_code
    left join ended on traced.division_code = ended.division_code

)

select * from succeeded
