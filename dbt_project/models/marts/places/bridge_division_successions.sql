with successions as (

    select * from {{ ref('int_division_successions_known') }}

),

described as (

    select
        {{ county() }}::text as county_code,
        predecessor_code,
        successor_code,
        changed_month,
        kind_code,
        is_main,
        document_number
    from successions

)

select * from described
