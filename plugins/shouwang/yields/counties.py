"""The counties on trial: nobody's, under Yanling's rules and a capacity of their own.

In one the report card alone orders the lists; in the other those who pass do, as LA-08 has it.
"""

import os
from pathlib import Path
from typing import Any

import yaml

from shouwang.policies import packs
from shouwang.policies.packs import HERE
from shouwang.settings import settings

CITY, ORDERED, PASSING = "4199", "419901", "419902"
COUNTIES = {"card": ORDERED, "passing": PASSING}
TOWNSHIPS, VILLAGES = 12, 10
LIKE = "yanling.yml"


def enter_counties(folder: Path, capacity: int) -> None:
    """Write packs and divisions of both into ``folder`` and have this process read them; ``capacity``: households."""
    for county in COUNTIES.values():
        (folder / f"{county}.yml").write_text(_pack(county, capacity), encoding="utf-8")
    (folder / "divisions.csv").write_text(_divisions(), encoding="utf-8")
    os.environ |= {"SHOUWANG_POLICIES": str(folder), "SHOUWANG_DIVISIONS": str(folder / "divisions.csv")}
    settings.cache_clear()
    packs.cache_clear()


def _pack(county: str, capacity: int) -> str:
    said: dict[str, Any] = yaml.safe_load((HERE / LIKE).read_text(encoding="utf-8"))
    said |= {"policy": f"trial_{county}", "county_prefix": county}
    said["parameters"]["visit_capacity"]["values"][0]["value"] = capacity
    if county == ORDERED:
        said["priorities"] = []
        moved = [rule for grade in said["grades"] if grade["grade"] == "urgent" for rule in grade["rules"]]
        for grade in said["grades"]:
            kept = [] if grade["grade"] == "urgent" else grade["rules"]
            grade["rules"] = kept + (moved if grade["grade"] == "ordinary" else [])
    return yaml.safe_dump(said, allow_unicode=True, sort_keys=False)


def _divisions() -> str:
    rows = [(CITY, "试算市", "city", "41")]
    for name, county in zip("甲乙", COUNTIES.values(), strict=True):
        rows.append((county, f"试算{name}县", "county", CITY))
        for number in range(TOWNSHIPS):
            township = f"{county}{100 + number}"
            rows.append((township, f"试算{number + 1}镇", "township", county))
            rows += [
                (f"{township}{200 + village}", f"试算{village + 1}村", "village", township)
                for village in range(VILLAGES)
            ]
    return "\n".join(["code,name,level,parent_code", *map(",".join, rows)]) + "\n"
