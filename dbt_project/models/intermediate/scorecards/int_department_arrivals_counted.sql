with arrivals as (

    select * from {{ ref('int_arrivals_judged') }}

),

expected as (

    select * from {{ ref('int_feeds_expected') }}

),

marked as (

    select
        arrivals.*,
        expected.required_column_count,
        arrivals.arrival_code in ('on_time', 'late', 'nil') as has_arrived,
        coalesce(arrivals.days_late > 0, false) as is_late
    from arrivals
    inner join expected on arrivals.feed = expected.feed

),

counted as (

    select
        department_code,
        department_name,
        count(*) filter (where is_due)::integer as expected_count,
        count(*) filter (where has_arrived)::integer as arrived_count,
        count(*) filter (where has_arrived and is_due and not is_late)::integer as on_time_count,
        count(*) filter (where has_arrived and is_late)::integer as late_count,
        count(*) filter (where arrival_code = 'nil')::integer as nil_count,
        count(*) filter (where arrival_code = 'questioned')::integer as questioned_count,
        count(*) filter (where arrival_code = 'rejected')::integer as rejected_count,
        count(*) filter (where arrival_code = 'missing')::integer as missing_count,
        coalesce(sum(rows_in) filter (where has_arrived), 0)::integer as rows_in,
        coalesce(sum(rows_accepted) filter (where has_arrived), 0)::integer as rows_accepted,
        coalesce(sum(rows_held) filter (where has_arrived), 0)::integer as rows_held,
        coalesce(sum(rows_in * required_column_count) filter (where has_arrived), 0)::bigint as required_cell_count
    from marked
    group by department_code, department_name

)

select * from counted
