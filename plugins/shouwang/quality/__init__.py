"""Quality rules of the national system, checked on our own tables before anything is uploaded."""

from shouwang.quality.rules import QualityRule, quality_facts, quality_rules

__all__ = ["QualityRule", "quality_facts", "quality_rules"]
