{%- set lists = {
    'police_vehicles': {
        'answer': "'vehicle'", 'count': 'asset_count', 'value': 'asset_value_amount', 'date': 'asset_acquired_date',
    },
    'taxation_assets': {
        'answer': 'asset_kind_code', 'count': 'asset_count', 'value': 'asset_value_amount',
        'date': 'asset_acquired_date', 'attribute': 'asset_kind_code',
    },
    'finance_office_assets': {
        'answer': 'asset_kind_code', 'value': 'asset_value_amount', 'attribute': 'asset_kind_code',
    },
    'finance_public_employees': {'answer': "'public_employee'"},
    'market_companies': {'answer': "'company'", 'attribute': 'company_position_code'},
    'human_resources_enterprise_pension': {'answer': "'enterprise_pension'", 'until': 'pension_paid_until_month'},
} -%}

with answered as (

    {% for feed, list in lists.items() -%}
        select
            '{{ feed }}'::text as feed,
            delivery_id,
            row_number,
            person_id,
            {{ list.answer }}::text as evidence_code,
            compare_result_code = 'found' as is_found,
            compared_date,
            {{ list.count or 'null' }}::integer as item_count,
            {{ list.value or 'null' }}::numeric(14, 2) as value_amount,
            {{ list.date or 'null' }}::date as event_date,
            {{ list.until or 'null' }}::date as pension_paid_until_month,
            {{ list.attribute or 'null' }}::text as attribute,
            {{ "'" ~ list.attribute ~ "'" if list.attribute else 'null' }}::text as attribute_column
        from ({{ pinned_rows(feed, months='all') }}) as pinned
        {% if not loop.last %}
            union all
        {% endif %}
    {%- endfor %}

)

select * from answered
