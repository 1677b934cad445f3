{%- set lists = {
    'disability_roll': {'months': 'newest', 'kind': 'disability_kind_code', 'grade': 'disability_grade_code'},
    'monitored_members': {'months': 'newest', 'kind': 'health_code'},
    'health_major_illnesses': {'months': 'all'},
} -%}

with listed as (

    {% for feed, list in lists.items() -%}
        select
            '{{ feed }}'::text as feed,
            delivery_id,
            row_number,
            person_id,
            {{ list.kind or 'null' }}::text as condition_kind_code,
            {{ list.grade or 'null' }}::text as condition_grade_code
        from ({{ pinned_rows(feed, months=list.months) }}) as pinned
        {% if not loop.last %}
            union all
        {% endif %}
    {%- endfor %}

)

select * from listed
