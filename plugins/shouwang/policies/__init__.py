"""What a locality decided: one policy pack per document, and the model that reads them."""

from shouwang.policies.layers import PackRefused
from shouwang.policies.packs import Pack, Parameter, Rule, pack_for, packs

__all__ = ["Pack", "PackRefused", "Parameter", "Rule", "pack_for", "packs"]
