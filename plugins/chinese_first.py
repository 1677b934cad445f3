"""Airflow's screens in Chinese and in Chinese time, until a person chooses otherwise."""

from airflow.plugins_manager import AirflowPlugin

from shouwang.stack.language import ChineseFirst


class ChineseFirstPlugin(AirflowPlugin):
    """Puts the language in front of Airflow's own pages."""

    name = "shouwang_chinese_first"
    fastapi_root_middlewares = [{"name": "chinese_first", "middleware": ChineseFirst}]  # noqa: RUF012 -- Airflow's form
