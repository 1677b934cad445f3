with pinned as (

    {{ pinned_rows('inspection_findings') }}

),

listed as (

    select
        delivery_id,
        row_number,
        finding_number,
        finding_kind_code,
        found_date,
        responsible_unit,
        head_person_id
    from pinned

)

select * from listed
