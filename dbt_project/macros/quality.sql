{% macro rules_broken(rules) -%}
    {%- set cases = [] -%}
    {%- for number, predicate in rules.items() -%}
        {%- do cases.append("case when " ~ predicate ~ " then '" ~ number ~ "' end") -%}
    {%- endfor -%}
    array_remove(array[{{ cases | join(', ') }}], null)
{%- endmacro %}

{% macro answered(column) -%}
    case when bool_or({{ column }} is not null) over () then coalesce({{ column }}, 'unanswered') end
{%- endmacro %}

{% macro plain_fact(value) -%}
    regexp_replace(regexp_replace(nullif({{ value }}, 'unanswered'), '^(\d{4}-\d{2})-01$', '\1'), '^(-?\d+)[.]00$', '\1')
{%- endmacro %}

{% macro has_risk(code) -%}
    '{{ code }}' = any(risk_codes)
{%- endmacro %}

{% macro lacks_measures(codes) -%}
    not measure_codes && array['{{ codes | join("', '") }}']
{%- endmacro %}
