{% macro log_choose(whole, part) -%}
    (lgamma(({{ whole }}) + 1) - lgamma(({{ part }}) + 1) - lgamma(({{ whole }}) - ({{ part }}) + 1))
{%- endmacro %}

{#- The smallest power exp() takes without an error is above -745; what is smaller adds nothing to a sum. -#}
{% macro hypergeometric_tail(observed, drawn, marked, whole) -%}
    (
        select
            sum(exp(greatest(
                -700,
                {{ log_choose(marked, 'hit.count') }} + {{ log_choose(whole ~ ' - ' ~ marked, drawn ~ ' - hit.count') }}
                - {{ log_choose(whole, drawn) }}
            )))
        from generate_series(
            greatest({{ observed }}, {{ drawn }} + {{ marked }} - {{ whole }}), least({{ drawn }}, {{ marked }})
        ) as hit (count)
    )
{%- endmacro %}

{% macro binomial_tail(observed, tosses, share) -%}
    (
        select
            sum(exp(greatest(
                -700,
                {{ log_choose(tosses, 'hit.count') }} + hit.count * ln(({{ share }})::double precision)
                + ({{ tosses }} - hit.count) * ln(1 - ({{ share }})::double precision)
            )))
        from generate_series({{ observed }}, {{ tosses }}) as hit (count)
    )
{%- endmacro %}
