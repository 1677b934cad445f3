with inputs as (

    select * from {{ ref('stg_ledger__inputs') }}

),

feeds as (

    select * from {{ source('reference', 'feeds') }}

),

departments as (

    select * from {{ source('reference', 'departments') }}

),

titled as (

    select
        inputs.delivery_id,
        inputs.feed,
        inputs.month as list_month,
        departments.department_name
        || '《' || feeds.feed_title || '》' || to_char(inputs.month, 'FMYYYY"年"FMMM"月"') as list_text
    from inputs
    inner join feeds on inputs.feed = feeds.feed
    inner join departments on feeds.department_code = departments.department_code

)

select * from titled
