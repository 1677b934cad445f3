with in_force as (

    {{ grid_rows_in_force('stg_township__grids') }}

),

listed as (

    select
        grid_code,
        grid_name,
        present_village_code as village_code,
        grid_exception_note,
        left(present_village_code, 9) as township_code
    from in_force

)

select * from listed
