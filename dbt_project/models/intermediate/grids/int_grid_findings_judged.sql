with grids as (

    select * from {{ ref('int_grids_listed') }}

),

placed as (

    select * from {{ ref('int_grid_households_placed') }}

),

served as (

    select distinct grid_code from {{ ref('int_grid_workers_listed') }}
    where is_on_duty

),

households as (

    select * from {{ ref('int_households_composed') }}

),

limits as (

    select parameter_value::integer as household_limit from {{ ref('int_parameters_resolved') }}
    where parameter_code = 'grid_household_limit'

),

counted as (

    select
        grids.*,
        count(placed.household_id)::integer as household_count
    from grids
    left join placed on grids.grid_code = placed.grid_code
    group by grids.grid_code, grids.grid_name, grids.village_code, grids.grid_exception_note, grids.township_code

),

gridless as (

    select
        households.township_code,
        households.village_code,
        count(*)::integer as household_count
    from households
    left join placed on households.household_id = placed.household_id and placed.is_listed
    where placed.household_id is null and exists (select 1 from grids)
    group by households.township_code, households.village_code

),

judged as (

    select
        'over_limit' as finding_code,
        counted.township_code,
        counted.village_code,
        counted.grid_code,
        counted.grid_name,
        counted.household_count,
        '网格有' || counted.household_count || '户，超过' || limits.household_limit || '户，没有写明超户数原因' as found_text
    from counted
    inner join limits on counted.household_count > limits.household_limit
    where counted.grid_exception_note is null
    union all
    select
        'without_staff' as finding_code,
        counted.township_code,
        counted.village_code,
        counted.grid_code,
        counted.grid_name,
        counted.household_count,
        '网格没有在岗的网格员' as found_text
    from counted
    left join served on counted.grid_code = served.grid_code
    where served.grid_code is null
    union all
    select
        'without_grid' as finding_code,
        gridless.township_code,
        gridless.village_code,
        '' as grid_code,
        null as grid_name,
        gridless.household_count,
        '本村有' || gridless.household_count || '户没有划入名单上的网格' as found_text
    from gridless

)

select * from judged
