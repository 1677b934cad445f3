{# What a model says of its rows, asked in one query: each of the keys once, and the columns that are always given. #}
{% test keyed(model, unique=[], given=[]) %}

{% for key in unique %}
select 'twice: {{ key | join(", ") }}' as broken
from {{ model }}
{% if key | length == 1 %}where {{ key[0] }} is not null{% endif %}
group by {{ key | join(', ') }}
having count(*) > 1
{% if not loop.last or given %}union all{% endif %}
{% endfor %}
{% for column in given %}
select 'missing: {{ column }}' as broken
from {{ model }}
where {{ column }} is null
{% if not loop.last %}union all{% endif %}
{% endfor %}

{% endtest %}
