with police as (

    {{ pinned_rows('police_vehicles', months='all') }}

),

taxation as (

    {{ pinned_rows('taxation_assets', months='all') }}

),

answered as (

    select
        'police_vehicles'::text as feed,
        delivery_id,
        row_number,
        person_id,
        'vehicle'::text as asset_kind_code,
        compare_result_code = 'found' as is_found,
        compared_date,
        asset_count,
        asset_value_amount
    from police
    union all
    select
        'taxation_assets'::text as feed,
        delivery_id,
        row_number,
        person_id,
        asset_kind_code,
        compare_result_code = 'found' as is_found,
        compared_date,
        asset_count,
        asset_value_amount
    from taxation

)

select * from answered
