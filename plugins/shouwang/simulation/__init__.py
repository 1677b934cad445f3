"""A simulated county: households struck month by month, the files departments would send of it, and the truth."""

from shouwang.simulation.county import MonthSummary, SimulationSummary, simulate
from shouwang.simulation.evaluation import Evaluation, evaluate
from shouwang.simulation.feedback import fill_in_feedback
from shouwang.simulation.plan import Plan

__all__ = ["Evaluation", "MonthSummary", "Plan", "SimulationSummary", "evaluate", "fill_in_feedback", "simulate"]
