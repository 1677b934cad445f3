{% macro due_day(base, days, unit) -%}
    case {{ unit }}
        when 'working_days' then (
            select later.day
            from {{ ref('int_working_days_known') }} as own
            inner join {{ ref('int_working_days_known') }} as later
                on later.working_day_number = own.working_day_number + ({{ days }})::integer
            where own.day = {{ base }} and later.is_working
        )
        else {{ base }} + ({{ days }})::integer
    end
{%- endmacro %}

{% macro days_past(due, day, unit) -%}
    case {{ unit }}
        when 'working_days' then (
            select reached.working_day_number - own.working_day_number
            from {{ ref('int_working_days_known') }} as own
            cross join {{ ref('int_working_days_known') }} as reached
            where own.day = {{ due }} and reached.day = {{ day }}
        )
        else {{ day }} - {{ due }}
    end
{%- endmacro %}

{% macro month_end() -%}
    (({{ built_month() }} + interval '1 month')::date - 1)
{%- endmacro %}

{% macro day_unit(unit) -%}
    case {{ unit }} when 'working_days' then '个工作日' else '日' end
{%- endmacro %}
