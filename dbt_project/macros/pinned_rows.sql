{% macro pinned_rows(feed, months='built') -%}
    select *
    from {{ source('landing', feed) }}
    where is_accepted and delivery_id = any({{ pinned_deliveries(feed, months) }})
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
