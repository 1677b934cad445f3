"""The two gates: nothing enters a build, and no list leaves, unless its data passed; who must mend what is said.

Importing this package is cheap: Great Expectations (seconds to import) is loaded when a gate first runs.
"""

import os

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read by Great Expectations when it is imported: it calls nobody

from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.landing_gate import judge_deliveries, judge_delivery
from shouwang.gates.publication_gate import judge_build
from shouwang.gates.report import write_gate_report
from shouwang.gates.verdicts import CheckResult, GateVerdict

__all__ = [
    "CheckResult",
    "GateVerdict",
    "LandedDelivery",
    "judge_build",
    "judge_deliveries",
    "judge_delivery",
    "write_gate_report",
]
