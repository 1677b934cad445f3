{%- set lists = {
    'civil_affairs_dibao': {},
    'civil_affairs_tekun': {},
    'civil_affairs_low_income': {'code': 'low_income_kind_code'},
    'civil_affairs_left_relief': {'code': 'after_leaving_code', 'since': 'left_date', 'left': 'left_kind_code'},
    'civil_affairs_dibao_roll': {'months': 'newest'},
    'civil_affairs_tekun_roll': {'months': 'newest'},
    'civil_affairs_dibao_edge': {'months': 'newest', 'income': 'income_per_person_amount'},
    'civil_affairs_expenditure_poverty': {'months': 'newest', 'income': 'income_per_person_amount'},
    'monitored_households': {
        'months': 'newest', 'person': 'null', 'household': 'household_id', 'code': 'monitored_kind_code',
        'since': 'identified_month', 'ended': "coalesce(risk_eliminated_code, 'no') = 'yes'",
        'ended_date': 'eliminated_month',
    },
} -%}

with listed as (

    {% for feed, list in lists.items() -%}
        select
            '{{ feed }}'::text as feed,
            delivery_id,
            row_number,
            {{ list.person or 'person_id' }}::bigint as person_id,
            {{ list.household or 'null' }}::bigint as household_id,
            {{ list.code or 'null' }}::text as fact_code,
            {{ list.since or 'approved_date' }}::date as since_date,
            {{ list.ended or 'false' }} as is_ended,
            {{ list.ended_date or 'null' }}::date as ended_date,
            {{ list.left or 'null' }}::text as left_kind_code,
            {{ list.income or 'null' }}::numeric(14, 2) as income_per_person_amount
        from ({{ pinned_rows(feed, months=list.months or 'all') }}) as pinned
        {% if not loop.last %}
            union all
        {% endif %}
    {%- endfor %}

)

select * from listed
