{% macro grid_rows_in_force(staging_model) -%}
    select
        listed.*,
        villages.present_code as present_village_code,
        listed.village_code || '-' || listed.grid_number as grid_code
    from {{ ref(staging_model) }} as listed
    inner join {{ ref('int_divisions_succeeded') }} as villages
        on listed.village_code = villages.division_code
    inner join {{ ref('int_divisions_succeeded') }} as townships
        on left(listed.village_code, 9) = townships.division_code
    where
        townships.ended_month is null
        or not exists (
            select 1 from {{ ref(staging_model) }} as later
            where
                left(later.village_code, 9) = townships.present_code
                and later.list_month >= townships.ended_month
        )
{%- endmacro %}
