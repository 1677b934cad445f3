"""What the text of a row is recognised by in another delivery: two numbers of 64 bits, made with the pseudonym key.

Their seeds come from everything else that judging a row depends on: the declaration, the county's villages, the units
stated in the header, the programs that judge, the key, and the library and machine that hash. When one of these changes
no earlier row is recognised any more, and everything is judged anew: a hash that came out otherwise elsewhere costs
time and nothing else.
"""

import hashlib
import hmac
import platform
from functools import cache
from pathlib import Path

import polars as pl

from shouwang.feeds import Feed
from shouwang.landing.rows.headers import Header
from shouwang.landing.values.canonical import Context

PACKAGE = Path(__file__).resolve().parents[2]
JUDGING = ("landing/values", "landing/derivation.py", "people", "warehouse/landing_tables.py")
DIGEST_HIGH, DIGEST_LOW = "digest_high", "digest_low"
LANES = (DIGEST_HIGH, DIGEST_LOW)


class Digester:
    """Digests rows of one feed under one header, read in one context with one pseudonym key (hexadecimal)."""

    def __init__(self, feed: Feed, header: Header, context: Context, key: str) -> None:
        factors = [(column.name, header.factor(column)) for column in feed.columns]
        said = [feed.model_dump_json(), *map(str, factors), *sorted(context.village_codes)]
        basis = "\n".join([*said, pl.__version__, platform.machine(), _programs()])
        self._cells = {c.name: f"c{header.positions[c.name]}" for c in feed.columns if c.name in header.positions}
        self._key, self._basis = bytes.fromhex(key), basis

    def digests(self, data: pl.DataFrame) -> pl.DataFrame:
        """``digest_high`` and ``digest_low`` (Int64) of each row (cells ``c0`` …): the sums over its declared cells."""
        return data.select(self._lane(lane).alias(lane) for lane in LANES)

    def _lane(self, lane: str) -> pl.Expr:
        total = pl.lit(0, dtype=pl.UInt64)
        for name, cell in self._cells.items():
            total += pl.col(cell).hash(self._seed(lane, name))
        return total.reinterpret(signed=True)

    def _seed(self, lane: str, name: str) -> int:
        code = hmac.digest(self._key, f"{lane}|{name}|{self._basis}".encode(), hashlib.sha256)
        return int.from_bytes(code[:8], "big")


@cache
def _programs() -> str:
    """A digest of the programs a row's values depend on."""
    found = hashlib.sha256()
    for place in JUDGING:
        path = PACKAGE / place
        for source in sorted([path, *path.glob("*")]):
            if source.suffix in {".py", ".yml"}:
                found.update(source.read_bytes())
    return found.hexdigest()
