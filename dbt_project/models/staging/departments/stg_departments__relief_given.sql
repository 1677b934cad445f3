{%- set lists = [
    'medical_insurance_relief',
    'education_relief',
    'housing_relief',
    'human_resources_relief',
    'emergency_relief',
    'disability_relief',
    'civil_affairs_temporary_relief',
] -%}

with given as (

    {% for feed in lists -%}
        select
            '{{ feed }}'::text as feed,
            delivery_id,
            row_number,
            person_id,
            relief_date
        from ({{ pinned_rows(feed, months='all') }}) as pinned
        {% if not loop.last %}
            union all
        {% endif %}
    {%- endfor %}

)

select * from given
