"""Settlements come in every shape against the threshold."""

from decimal import Decimal

import numpy as np

from shouwang.simulation.medical import breakdown, settlements


def test_every_shape_against_the_threshold_occurs() -> None:
    rng, limit = np.random.default_rng(1), Decimal(10000)
    months = [settlements(rng, limit) for _ in range(400)]
    sums = [sum(month) for month in months]
    assert limit in sums
    assert min(sums) > 0
    assert any(total > limit and max(month) <= limit for total, month in zip(sums, months, strict=True))
    assert any(total < limit and max(month) > limit for total, month in zip(sums, months, strict=True))
    assert any(limit < total <= limit + 1 for total in sums)


def test_the_parts_of_a_settlement_add_up() -> None:
    for self_paid in (Decimal("1234.56"), Decimal("-400.10")):
        parts = breakdown(self_paid)
        assert parts["self_paid_amount"] == self_paid
        assert 2 * parts["medical_total_amount"] == sum(parts.values())
