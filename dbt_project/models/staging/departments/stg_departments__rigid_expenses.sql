{%- set lists = {
    'medical_insurance_settlements': {'date': 'settled_date', 'amount': 'self_paid_amount'},
    'medical_insurance_self_paid': {'date': 'settled_date', 'amount': 'out_of_pocket_amount'},
    'education_school_expenses': {'date': 'found_date', 'amount': 'net_school_expense_amount'},
    'emergency_disaster_households': {'date': 'loss_date', 'amount': 'loss_amount', 'person': 'head_person_id'},
} -%}

with listed as (

    {% for feed, list in lists.items() -%}
        select
            '{{ feed }}'::text as feed,
            delivery_id,
            row_number,
            {{ list.person or 'person_id' }} as person_id,
            {{ list.date }} as spent_date,
            {{ list.amount }} as expense_amount
        from ({{ pinned_rows(feed, months='all') }}) as pinned
        {% if not loop.last %}
            union all
        {% endif %}
    {%- endfor %}

)

select * from listed
