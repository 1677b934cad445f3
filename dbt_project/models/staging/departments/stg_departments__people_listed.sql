{%- set lists = {
    'monitored_members': {'household': 'household_id', 'relation': 'relation_code'},
    'civil_affairs_dibao_roll': {},
    'civil_affairs_tekun_roll': {},
    'disability_roll': {},
} -%}

with listed as (

    {% for feed, list in lists.items() -%}
        select
            '{{ feed }}'::text as feed,
            delivery_id,
            row_number,
            person_id,
            {{ list.household or 'null' }}::bigint as household_id,
            {{ list.relation or 'null' }}::text as relation_code,
            township_name,
            village_name
        from ({{ pinned_rows(feed, months='built') }}) as pinned
        {% if not loop.last %}
            union all
        {% endif %}
    {%- endfor %}

)

select * from listed
