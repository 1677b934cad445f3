with divisions as (

    select * from {{ source('reference', 'divisions') }}

),

townships as (

    select
        division_code as township_code,
        division_name as township_name
    from divisions
    where level_code = 'township' and parent_code = {{ county() }}

)

select * from townships
