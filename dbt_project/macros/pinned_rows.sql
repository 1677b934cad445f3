{% macro pinned_rows(feed, months='built') -%}
    select *
    from {{ source('landing', feed) }}
    where is_accepted and delivery_id = any(array(
        select i.delivery_id
        from {{ source('ops', 'build_inputs') }} as i
        where
            i.build_id = {{ build_id() }}
            and i.feed = '{{ feed }}'
            {% if months == 'built' -%}
                and i.month = {{ built_month() }}
            {%- elif months == 'newest' -%}
                and i.month = (
                    select max(n.month)
                    from {{ source('ops', 'build_inputs') }} as n
                    where n.build_id = {{ build_id() }} and n.feed = '{{ feed }}' and n.month <= {{ built_month() }}
                )
            {%- else -%}
                and i.month <= {{ built_month() }}
            {%- endif %}
    ))
{%- endmacro %}
