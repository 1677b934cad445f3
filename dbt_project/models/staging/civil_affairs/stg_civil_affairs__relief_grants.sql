{%- set lists = {'dibao': 'civil_affairs_dibao', 'tekun': 'civil_affairs_tekun'} -%}

with granted as (

    {% for kind, list in lists.items() -%}
        select
            delivery_id,
            row_number,
            person_id,
            approved_date,
            '{{ kind }}'::text as low_income_kind_code
        from ({{ pinned_rows(list, months='all') }}) as pinned
        {% if not loop.last %}
            union all
        {% endif %}
    {%- endfor %}

)

select * from granted
