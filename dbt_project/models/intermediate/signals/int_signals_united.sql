{%- set lists = {
    'agriculture_failed_businesses': ref('stg_agriculture__failed_businesses'),
    'civil_affairs_dibao': ref('stg_civil_affairs__dibao_grants'),
    'civil_affairs_orphans': ref('stg_civil_affairs__orphans'),
    'civil_affairs_tekun': ref('stg_civil_affairs__tekun_grants'),
    'civil_affairs_temporary_relief': ref('stg_civil_affairs__temporary_relief_grants'),
    'disability_certificates': ref('stg_disabled_persons_federation__certificates'),
    'education_dropouts': ref('stg_education__dropouts'),
    'emergency_disaster_households': ref('stg_emergency__disaster_households'),
    'health_major_illnesses': ref('stg_health__major_illnesses'),
    'housing_dangerous_houses': ref('stg_housing__dangerous_houses'),
    'human_resources_abnormal_employment': ref('stg_human_resources__abnormal_employments'),
    'human_resources_cancelled_posts': ref('stg_human_resources__cancelled_posts'),
    'medical_insurance_settlements': ref('stg_medical_insurance__settlements'),
    'police_accidents': ref('stg_police__accidents'),
    'water_unsafe_households': ref('stg_water__unsafe_households'),
} -%}

with united as (

    {% for feed, list in lists.items() -%}
        select
            '{{ feed }}'::text as feed,
            delivery_id,
            row_number,
            person_id,
            event_date,
            value_amount,
            attribute,
            attribute_column
        from {{ list }}
        {% if not loop.last %}
            union all
        {% endif %}
    {%- endfor %}

)

select * from united
