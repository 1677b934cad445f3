"""The chances the models compute in SQL are those of the statistics library."""

from pathlib import Path

import numpy as np
import pytest
from jinja2 import Environment
from scipy import stats  # type: ignore[import-untyped]  # scipy brings no types

from shouwang.settings import PROJECT_ROOT, Settings
from shouwang.warehouse import connect
from tests.conftest import MakeWarehouse

MACROS = PROJECT_ROOT / "dbt_project" / "macros" / "chances.sql"
GIVEN = "with given (observed, drawn, marked, whole) as (values {rows}) select {tail} from given"


@pytest.fixture(scope="module")
def warehouse_of_chances(make_warehouse: MakeWarehouse) -> Settings:
    return make_warehouse()


def compute(settings: Settings, tail: str, rows: list[tuple[int, ...]]) -> list[float]:
    """The macro call ``tail`` over the rows, as the server computes it."""
    rendered = Environment(autoescape=False).from_string(f"{Path(MACROS).read_text(encoding='utf-8')}{{{{ {tail} }}}}")  # noqa: S701 -- SQL, not HTML
    with connect(settings, "transformer", "test") as connection, connection.cursor() as cursor:
        cursor.execute(GIVEN.format(rows=", ".join(map(str, rows)), tail=rendered.render().strip()))
        return [chance for (chance,) in cursor.fetchall()]


def test_the_tail_of_drawing_without_returning_is_exact(warehouse_of_chances: Settings) -> None:
    random = np.random.default_rng(1)
    whole = random.integers(20, 5000, 400)
    marked = random.integers(1, whole)
    drawn = random.integers(1, whole)
    observed = np.minimum(random.integers(0, 60, 400) + marked * drawn // whole, np.minimum(marked, drawn))
    rows = [tuple(map(int, row)) for row in zip(observed, drawn, marked, whole, strict=True)]
    found = compute(warehouse_of_chances, "hypergeometric_tail('observed', 'drawn', 'marked', 'whole')", rows)
    expected = stats.hypergeom.sf(observed - 1, whole, marked, drawn)
    assert np.allclose(found, expected, rtol=1e-6, atol=1e-15)
    assert min(expected) < 1e-20


def test_the_tail_of_tosses_is_exact(warehouse_of_chances: Settings) -> None:
    rows: list[tuple[int, ...]] = [
        (hits, hits + more, 1, 1) for hits in (1, 5, 40, 300, 2000) for more in (0, 3, 39, 250)
    ]
    found = compute(warehouse_of_chances, "binomial_tail('observed', 'drawn', '0.6')", rows)
    expected = [stats.binom.sf(hits - 1, tosses, 0.6) for hits, tosses, *_ in rows]
    assert np.allclose(found, expected, rtol=1e-6, atol=1e-15)
