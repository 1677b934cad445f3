with applications as (

    select * from {{ source('published', 'fct_candidate_applications') }}

),

earlier as (

    select
        month,
        household_id,
        category_code,
        category_label,
        opened_month,
        application_state_code,
        was_registered_poor
    from applications
    where county_code = {{ county() }} and month < {{ built_month() }}

)

select * from earlier
