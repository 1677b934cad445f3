with townships as (

    select * from {{ ref('int_townships_listed') }}

),

parameters as (

    select * from {{ ref('int_parameters_resolved') }}

),

-- A township's own number goes before the county's; a policy that gives none draws no line.
resolved as (

    select
        townships.township_code,
        coalesce(own.parameter_value, common.parameter_value)::integer as capacity_household_count
    from townships
    left join parameters as common on common.parameter_code = 'visit_capacity'
    left join parameters as own on own.parameter_code = 'visit_capacity_' || townships.township_code

)

select * from resolved
