{% macro money(amount) -%}
    regexp_replace(to_char({{ amount }}, 'FM999,999,999,990.00'), '[.]00$', '')
{%- endmacro %}

{% macro chinese_date(day) -%}
    to_char({{ day }}, 'FMYYYY"年"FMMM"月"FMDD"日"')
{%- endmacro %}

{% macro fill(pattern, values) -%}
    {%- set filled = namespace(text=pattern) -%}
    {%- for name, value in values.items() -%}
        {%- set filled.text = "replace(" ~ filled.text ~ ", '{" ~ name ~ "}', coalesce(" ~ value ~ ", '不详'))" -%}
    {%- endfor -%}
    {{ filled.text }}
{%- endmacro %}
