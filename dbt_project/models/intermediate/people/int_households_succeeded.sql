with flows as (

    select * from {{ ref('int_member_flows_counted') }}

),

judged as (

    select
        *,
        bool_or(is_successor) over (partition by from_household_id) as has_successor,
        bool_or(is_successor) over (partition by to_household_id) as has_predecessor
    from flows

),

succeeded as (

    select
        from_household_id,
        to_household_id,
        moved_member_count,
        from_member_count,
        to_member_count,
        case
            when is_successor then 'renumbered'
            when not has_predecessor then 'split'
            when is_best_of_from and not has_successor then 'merged'
        end as lineage_code
    from judged
    where from_household_id <> to_household_id

)

select * from succeeded
where lineage_code is not null
