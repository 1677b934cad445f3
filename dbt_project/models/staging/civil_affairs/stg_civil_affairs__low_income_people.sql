{%- set rolls = {
    'dibao': 'civil_affairs_dibao_roll',
    'tekun': 'civil_affairs_tekun_roll',
    'dibao_edge': 'civil_affairs_dibao_edge',
    'expenditure': 'civil_affairs_expenditure_poverty',
} -%}

with listed as (

    {% for kind, roll in rolls.items() -%}
        select
            delivery_id,
            row_number,
            person_id,
            '{{ kind }}'::text as low_income_kind_code,
            approved_date
        from ({{ pinned_rows(roll, months='newest') }}) as pinned
        {% if not loop.last %}
            union all
        {% endif %}
    {%- endfor %}

)

select * from listed
