{% macro county() -%}
    '{{ var("county_code") }}'
{%- endmacro %}

{% macro built_month() -%}
    date '{{ var("month") }}'
{%- endmacro %}

{% macro previous_month() -%}
    (date '{{ var("month") }}' - interval '1 month')::date
{%- endmacro %}

{% macro policy_version() -%}
    '{{ var("policy_version") }}'
{%- endmacro %}

{% macro build_id() -%}
    '{{ var("build_id") }}'
{%- endmacro %}
