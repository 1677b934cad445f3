# 守望 Shouwang: every target makes the environment first; a complete one costs less than a second.
PYTHON ?= python3
VENV := .venv/bin/python
QUIET := GX_ANALYTICS_ENABLED=false DBT_SEND_ANONYMOUS_USAGE_STATS=false DO_NOT_TRACK=1

.DEFAULT_GOAL := help
.PHONY: help environment run test lint orders localities yields bench backfill stop clean requirements

help: ## 显示这些命令
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile

environment:
	@command -v "$(PYTHON)" >/dev/null || { echo "找不到 $(PYTHON)：请安装 Python 3.11 以上 / install Python 3.11 or newer" >&2; exit 1; }
	@"$(PYTHON)" scripts/bootstrap.py

run: environment ## 启动内置数据库和 Airflow，走一遍一个县的三个月
	@$(VENV) -m shouwang.cli walkthrough

test: lint ## 静态检查，然后全部测试
	$(QUIET) $(VENV) -m pytest --numprocesses logical --maxprocesses 4 --dist loadscope --no-loadscope-reorder

lint: environment ## ruff、mypy、sqlfluff、dbt parse
	$(VENV) -m ruff check
	$(VENV) -m ruff format --check
	$(VENV) -m mypy dags expectations plugins scripts tests
	$(VENV) -m sqlfluff lint --processes 0 dbt_project/models dbt_project/tests dbt_project/macros
	cd dbt_project && $(QUIET) ../$(VENV) -c "from dbt.cli.main import cli; cli()" --warn-error parse --quiet

orders: environment ## 两百种到达顺序、两百部有更正、撤回和反馈的历史，结果都与逐月相同（测试只走少数）
	SHOUWANG_TEST_LIVES=50 SHOUWANG_TEST_HISTORIES=200 $(QUIET) $(VENV) -m pytest --log-cli-level=INFO tests/histories/test_any_order.py tests/histories/test_any_history.py

localities: environment ## 五地各一年：全部名单、每条规则标准内外的情形，逐规则与植入的真实情况比对（测试各走一个月）
	@$(QUIET) $(VENV) -m shouwang.localities

yields: environment ## 模拟一年、按公布的属实率：按预警成效排序比不排序多查实多少（几种假设）
	@$(QUIET) $(VENV) -m shouwang.yields

bench: environment ## 性能测量
	@$(QUIET) $(VENV) -m shouwang.benchmark

backfill: environment ## 36 个月 × 2 万户，经 Airflow 顺序、倒序各回填一遍：结果相同，末月不比第 6 月慢（数小时）
	@$(QUIET) $(VENV) -m shouwang.benchmark.backfills

requirements: environment ## 任务书的每一行，以及守住它的测试
	@$(VENV) -m shouwang.requirements

stop: ## 停止 Airflow 和数据库
	@test ! -x $(VENV) || $(VENV) -m shouwang.cli down

clean: ## 停止并删除数据、日志和虚拟环境（不可恢复）
	@test ! -x $(VENV) || $(VENV) -m shouwang.cli clean
	rm -rf .venv
