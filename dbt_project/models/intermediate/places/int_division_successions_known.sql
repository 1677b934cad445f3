with successions as (

    select * from {{ source('reference', 'division_successions') }}

),

divisions as (

    select distinct division_code from {{ source('reference', 'divisions') }}
    where county_code = {{ county() }}

),

known as (

    select
        predecessor_code,
        successor_code,
        changed_month,
        kind_code,
        is_main,
        document_number
    from successions
    where
        changed_month <= {{ built_month() }}
        and (
            predecessor_code in (select divisions.division_code from divisions)
            or successor_code in (select divisions.division_code from divisions)
        )

)

select * from known
