{# A build stands aside in a schema of its own and is made anew, never swapped in: dbt's tables and views without the
   making under another name, the two renamings and the dropping of what was there, which are half of their cost. #}

{% materialization table, adapter='postgres' %}
    {% set made = this.incorporate(type='table') %}
    {% do drop_relation_if_exists(load_cached_relation(this)) %}
    {% call statement('main') %}{{ get_create_table_as_sql(False, made, sql) }}{% endcall %}
    {% do create_indexes(made) %}
    {% do adapter.commit() %}
    {{ return({'relations': [made]}) }}
{% endmaterialization %}

{% materialization view, adapter='postgres' %}
    {% set made = this.incorporate(type='view') %}
    {% do drop_relation_if_exists(load_cached_relation(this)) %}
    {% call statement('main') %}{{ get_create_view_as_sql(made, sql) }}{% endcall %}
    {% do adapter.commit() %}
    {{ return({'relations': [made]}) }}
{% endmaterialization %}
