{% macro county() -%}
    '{{ var("county_code") }}'
{%- endmacro %}

{% macro built_month() -%}
    date '{{ var("month") }}'
{%- endmacro %}

{% macro policy_version() -%}
    '{{ var("policy_version") }}'
{%- endmacro %}

{% macro build_id() -%}
    '{{ var("build_id") }}'
{%- endmacro %}

{% macro months_between(first_month, last_month) -%}
    (
        12 * (extract(year from {{ last_month }}) - extract(year from {{ first_month }}))
        + extract(month from {{ last_month }}) - extract(month from {{ first_month }})
    )::integer
{%- endmacro %}
