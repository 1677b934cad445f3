{% macro pinned_rows(feed, months='built', with_held=false) -%}
    select landed.*
    from {{ source('landing', feed) }} as landed
    where
        {{ '' if with_held else 'landed.is_accepted and ' }}landed.delivery_id = any({{ pinned_deliveries(feed, months) }})
        and not exists (
            select 1 from {{ source('ops', 'build_inputs') }} as inputs
            where
                inputs.build_id = {{ build_id() }} and inputs.delivery_id = landed.delivery_id
                and landed.row_number <@ inputs.replaced_rows
        )
{%- endmacro %}

{% macro pinned_deliveries(feed, months) -%}
    {%- set inputs = source('ops', 'build_inputs') -%}
    {%- set pinned = "build_id = " ~ build_id() ~ " and feed = '" ~ feed ~ "' and month <= " ~ built_month() -%}
    {%- set chosen = {
        'built': "month = " ~ built_month(),
        'newest': "month = (select max(month) from " ~ inputs ~ " where " ~ pinned ~ ")",
        'all': "true",
    }[months] -%}
    array(select delivery_id from {{ inputs }} where {{ pinned }} and {{ chosen }})
{%- endmacro %}
