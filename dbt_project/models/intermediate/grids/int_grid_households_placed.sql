with in_force as (

    {{ grid_rows_in_force('stg_township__grid_households') }}

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

grids as (

    select * from {{ ref('int_grids_listed') }}

),

placed as (

    select distinct on (households.household_id)
        households.household_id,
        in_force.grid_code,
        grids.grid_code is not null as is_listed
    from in_force
    inner join people on in_force.head_person_id = people.person_id
    inner join households on people.household_id = households.household_id
    left join grids on in_force.grid_code = grids.grid_code
    order by
        households.household_id asc,
        in_force.present_village_code = households.village_code desc,
        left(in_force.present_village_code, 9) = households.township_code desc,
        in_force.list_month desc,
        in_force.grid_code asc

)

select * from placed
