{#- Row keys of urgent lists carry revisions above a thousand, as shouwang.urgent.issues gives them. -#}
{% macro is_urgent_revision(revision) -%}
    {{ revision }} > 1000
{%- endmacro %}
