"""``make localities``: the five localities live through a year each; every rule is held against the planted truth."""

import argparse
import sys
import tempfile
from pathlib import Path

from shouwang.cli.screen import result_console, say, table
from shouwang.localities.plans import localities
from shouwang.localities.trial import Trial, try_out
from shouwang.stack.cluster import fresh_warehouse

HEADERS = ("政策", "规则", "植入", "找到", "遗漏", "误报", "相近未报", "查全率", "查准率")
SEED = 7


def main() -> int:
    """Run the trial and print the score of every rule; 0 when all of them found all of theirs and nobody else."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--months", type=int, default=12)
    options.add_argument("--households", type=int, default=400)
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--locality", action="append", choices=list(localities()), help="only these")
    chosen = options.parse_args()
    trials: dict[str, Trial] = {}
    for policy in chosen.locality or localities():
        plan = localities()[policy].plan(chosen.months, chosen.households, chosen.seed)
        with tempfile.TemporaryDirectory(prefix="shouwang-locality-") as home, fresh_warehouse(Path(home)) as settings:
            trials[policy] = try_out(settings, plan, say)
    show_scores(trials)
    return 0 if all(trial.is_perfect for trial in trials.values()) else 1


def show_scores(trials: dict[str, Trial]) -> None:
    """The table of every rule, then the township lists of every locality."""
    rows = [
        (
            one.policy,
            one.rule,
            one.planted,
            one.found,
            one.missed,
            one.false,
            one.spared,
            f"{one.recall:.3f}",
            f"{one.precision:.3f}",
        )
        for trial in trials.values()
        for one in trial.scores
    ]
    result_console.print(table("各规则与植入的真实情况比对（户·月）", HEADERS, rows))
    lists = [
        (
            policy,
            trial.lists.expected_count,
            trial.lists.published_count,
            f"{trial.lists.recall:.3f}",
            f"{trial.lists.precision:.3f}",
        )
        for policy, trial in trials.items()
    ]
    result_console.print(table("乡镇清单（户·月）", ("政策", "应在清单", "已在清单", "查全率", "查准率"), lists))


if __name__ == "__main__":
    sys.exit(main())
