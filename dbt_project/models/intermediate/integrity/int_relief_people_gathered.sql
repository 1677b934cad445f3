with rolls as (

    select * from {{ ref('stg_civil_affairs__low_income_people') }}

),

payments as (

    select * from {{ ref('stg_civil_affairs__relief_payments') }}

),

members as (

    select * from {{ ref('stg_rural_revitalization__monitored_members') }}
    where is_accepted

),

monitored as (

    select * from {{ ref('stg_rural_revitalization__monitored_households') }}
    where is_monitored and not is_eliminated

),

applications as (

    select * from {{ ref('stg_rural_revitalization__household_applications') }}

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

inputs as (

    select
        *,
        max(month) over (partition by feed) as newest_month
    from {{ ref('stg_ledger__inputs') }}

),

code_labels as (

    select * from {{ source('reference', 'code_labels') }}

),

counted_programs as (

    select * from {{ source('reference', 'policy_lists') }}
    where policy_version = {{ policy_version() }} and list_code = 'means_tested_programs'

),

parameters as (

    select * from {{ ref('int_parameters_resolved') }}

),

on_relief as (

    select
        rolls.low_income_kind_code as ground_code,
        '在册' || code_labels.label as relief_label,
        rolls.person_id,
        null::bigint as household_id,
        rolls.delivery_id,
        rolls.row_number
    from rolls
    inner join code_labels
        on code_labels.column_name = 'low_income_kind_code' and rolls.low_income_kind_code = code_labels.code
    union all
    select
        'monitored' as ground_code,
        '监测对象家庭成员' as relief_label,
        members.person_id,
        members.household_id,
        members.delivery_id,
        members.row_number
    from members
    inner join monitored on members.household_id = monitored.household_id
    where members.person_id is not null
    union all
    select
        'paid' as ground_code,
        '领取' || code_labels.label as relief_label,
        payments.person_id,
        null as household_id,
        payments.delivery_id,
        payments.row_number
    from payments
    inner join inputs on payments.delivery_id = inputs.delivery_id and inputs.month = inputs.newest_month
    inner join counted_programs on payments.relief_program_code = counted_programs.code
    inner join code_labels
        on code_labels.column_name = 'relief_program_code' and payments.relief_program_code = code_labels.code
    union all
    select
        'applicant' as ground_code,
        '申请人家庭成员' as relief_label,
        people.person_id,
        people.household_id,
        applications.delivery_id,
        applications.row_number
    from applications
    inner join people as heads on applications.head_person_id = heads.person_id
    inner join people on heads.household_id = people.household_id
    inner join parameters on parameters.parameter_code = 'applicant_months'
    where {{ months_between('applications.application_date', built_month()) }} < parameters.parameter_value

),

gathered as (

    select
        on_relief.*,
        inputs.feed,
        inputs.month as list_month
    from on_relief
    inner join inputs on on_relief.delivery_id = inputs.delivery_id

)

select * from gathered
