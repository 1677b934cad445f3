{%- set lists = [
    {'feed': 'formerly_registered_people', 'months': 'newest'},
    {'feed': 'civil_affairs_refused_applications', 'date': 'decided_date', 'code': 'application_outcome_code'},
    {'feed': 'civil_affairs_left_relief', 'date': 'left_date', 'code': 'left_kind_code'},
    {'feed': 'disability_roll', 'months': 'newest', 'code': 'disability_grade_code'},
    {'feed': 'monitored_members', 'months': 'newest', 'code': 'labour_code'},
    {'feed': 'monitored_members', 'months': 'newest', 'code': 'health_code'},
    {'feed': 'health_chronic_illnesses', 'date': 'diagnosed_date'},
    {'feed': 'health_major_illnesses', 'date': 'diagnosed_date'},
    {'feed': 'civil_affairs_temporary_relief', 'date': 'relief_date', 'code': 'relief_kind_code'},
    {'feed': 'emergency_disaster_households', 'person': 'head_person_id', 'date': 'loss_date',
     'code': 'disaster_kind_code'},
    {'feed': 'patrol_reports', 'person': 'head_person_id', 'date': 'found_date', 'code': 'change_code'},
    {'feed': 'grassroots_reports', 'person': 'head_person_id', 'date': 'found_date', 'code': 'change_code'},
] -%}

with listed as (

    {% for list in lists -%}
        select
            '{{ list.feed }}'::text as feed,
            delivery_id,
            row_number,
            {{ list.person or 'person_id' }}::bigint as person_id,
            {{ list.date or 'null' }}::date as record_date,
            '{{ list.code or '' }}'::text as record_column,
            {{ list.code or 'null' }}::text as record_code
        from ({{ pinned_rows(list.feed, months=list.months or 'all') }}) as pinned
        {% if not loop.last %}
            union all
        {% endif %}
    {%- endfor %}

)

select * from listed
