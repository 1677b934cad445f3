{#- Bounds of Wilson's score interval (E. B. Wilson, 1927) for hits among tries; null of none. -#}
{% macro wilson_bound(hits, tries, width, sign) -%}
    case when {{ tries }} > 0 then least(1, greatest(0, (
        2 * {{ hits }} + {{ width }} * {{ width }} {{ sign }} {{ width }} * sqrt(
            {{ width }} * {{ width }} + 4 * {{ hits }} * ({{ tries }} - {{ hits }})::numeric / {{ tries }}
        )
    ) / (2 * ({{ tries }} + {{ width }} * {{ width }})))) end
{%- endmacro %}

{% macro wilson_low(hits, tries, width) -%}
    {{ wilson_bound(hits, tries, width, '-') }}
{%- endmacro %}

{% macro wilson_high(hits, tries, width) -%}
    {{ wilson_bound(hits, tries, width, '+') }}
{%- endmacro %}
