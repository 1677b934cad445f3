with united as (

    {% for list in signal_lists() -%}
        select
            '{{ list.feed }}'::text as feed,
            delivery_id,
            row_number,
            {{ list.person }} as person_id,
            {{ list.date }} as event_date,
            {{ list.value or 'null' }}::numeric(14, 2) as value_amount,
            {{ list.attribute or 'null' }}::text as attribute,
            {{ "'" ~ list.attribute ~ "'" if list.is_coded else 'null' }}::text as attribute_column
        from ({{ pinned_rows(list.feed, list.months) }}) as pinned
        {% if not loop.last %}
            union all
        {% endif %}
    {%- endfor %}

)

select * from united
