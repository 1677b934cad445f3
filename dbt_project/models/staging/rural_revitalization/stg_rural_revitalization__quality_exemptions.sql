with pinned as (

    {{ pinned_rows('quality_exemptions', months='newest') }}

),

granted as (

    select
        delivery_id,
        row_number,
        rule_number,
        household_id,
        person_id,
        exemption_reason,
        valid_until_date
    from pinned

)

select * from granted
