"""What other lists than the register say: where they differ every claim is kept and one counts, and who counts."""

from functools import partial
from random import Random

import pytest

from shouwang.divisions import children
from shouwang.settings import Settings
from shouwang.warehouse import connect
from tests.conftest import MakeWarehouse
from tests.histories.arrivals import receive
from tests.histories.compiled_models import compile_people, make_build
from tests.histories.county_year import (
    COUNTY,
    DEATHS,
    DEATHS_HEADER,
    MONTHS,
    REGISTER,
    VILLAGES,
    County,
    File,
    Member,
    sex_of,
    write_register,
)
from tests.histories.lives import publish_waiting

MONITORED, DIBAO = "防返贫监测系统家庭成员信息表", "在册低保对象名册"
MONITORED_HEADER = "户编号,姓名,身份证号,与户主关系,性别,健康状况,劳动技能"
DIBAO_HEADER = "姓名,身份证号,城乡类别,审批日期,乡镇,行政村"
PLACES = {
    village.code: f"{township.name},{village.name}"
    for township in children(COUNTY)[:3]
    for village in children(township.code)
}

# Who says what of whom, in the numbers of the departments.
SAID = """
with people as (
    select distinct person_id, id_number from landing.household_register
    inner join vault.household_register using (delivery_id, row_number)
),
households as (
    select distinct household_id::text as household_id, household_number from landing.household_register
    inner join vault.household_register using (delivery_id, row_number)
)
select people.id_number, claims.claim_code, split_part(deliveries.file_name, '.', 1),
    coalesce(households.household_number, claims.claimed_value), claims.is_effective
from marts.fct_person_claims as claims
inner join people using (person_id)
left join households on claims.claim_code = 'household' and claims.claimed_value = households.household_id
inner join ops.publication_inputs as inputs using (county_code, month, feed, data_month)
inner join ops.deliveries as deliveries using (delivery_id)
order by 1, 2, claims.is_effective desc, 3
"""
COUNTED = """
with households as (
    select distinct household_id, household_number from landing.household_register
    inner join vault.household_register using (delivery_id, row_number)
)
select household_number, member_count, urban_dibao_member_count, counted_member_count, is_without_labour
from marts.dim_household_compositions inner join households using (household_id)
where urban_dibao_member_count > 0 or is_without_labour order by 1
"""
DOMICILE = """
with households as (
    select distinct household_id from landing.household_register
    inner join vault.household_register using (delivery_id, row_number) where household_number = 'H0009'
)
select village_code, township_code from marts.dim_households inner join households using (household_id)
"""
EFFECTIVE = """
select count(*) from marts.fct_person_claims as claims
inner join marts.bridge_household_members as members using (person_id)
where claims.claim_code = 'household' and claims.is_effective and claims.claimed_value = members.household_id::text
"""


@pytest.fixture(scope="module")
def county() -> County:
    """The register of a month: sixty households."""
    county = County(Random(1))  # noqa: S311 - a story, not a secret
    county.settle()
    *_, urban = county.household("H0009")
    county.put(urban._replace(village=_elsewhere(urban)))
    return county


@pytest.fixture(scope="module")
def published(make_warehouse: MakeWarehouse, county: County, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The month as it is published when four departments have sent their lists."""
    settings = make_warehouse()
    receive(settings, _files(county))
    models = compile_people(settings, tmp_path_factory.mktemp("compiled"))
    assert publish_waiting(settings, {MONTHS[0]}, partial(make_build, models=models)) == set()
    return settings


def test_every_claim_is_kept_and_one_counts(published: Settings, county: County) -> None:
    with connect(published, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(SAID)
        said = cursor.fetchall()
    moved, related, resident, dead = _subjects(county)
    assert said == sorted(
        [
            (moved.id_number, "household", REGISTER, moved.household, True),
            (moved.id_number, "household", MONITORED, "H0002", False),
            (related.id_number, "relation", REGISTER, "spouse", True),
            (related.id_number, "relation", MONITORED, "sister_in_law", False),
            (resident.id_number, "residence", REGISTER, resident.village, True),
            (resident.id_number, "residence", DIBAO, _elsewhere(resident), False),
            (dead.id_number, "death", DEATHS, "2022-01-05", True),
            (dead.id_number, "death", REGISTER, "alive", False),
        ],
        key=lambda row: (row[0], row[1], not row[4]),
    )


def test_the_household_that_counts_is_the_published_one(published: Settings) -> None:
    with connect(published, "publisher", "test") as connection, connection.cursor() as cursor:
        cursor.execute(EFFECTIVE)
        assert cursor.fetchall() == [(1,)]


@pytest.mark.requirement("LS-08")
def test_who_has_no_urban_dibao_counts_at_the_heads_domicile(published: Settings, county: County) -> None:
    urban, unable = county.household("H0009"), county.household("H0011")
    with connect(published, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(COUNTED)
        assert cursor.fetchall() == [
            ("H0009", len(urban), 1, len(urban) - 1, False),
            ("H0011", len(unable), 0, len(unable), True),
        ]
        cursor.execute(DOMICILE)
        assert cursor.fetchall() == [(urban[0].village, urban[0].village[:9])]


def _subjects(county: County) -> tuple[Member, Member, Member, Member]:
    """Listed in another household, under another relation, in another village; reported dead."""
    resident, dead, *_ = county.household("H0005")
    return county.household("H0001")[-1], county.household("H0004")[1], resident, dead


def _elsewhere(member: Member) -> str:
    return next(village for village in VILLAGES if village != member.village)


def _files(county: County) -> list[File]:
    """Each list has a person of whom it says something else; the rest agree, one household under another number."""
    moved, related, resident, dead = _subjects(county)
    same = [member._replace(household="M0777") for member in county.household("H0007")]
    able = [moved._replace(household="H0002"), related._replace(relation="之兄弟媳妇"), *same]
    unable = county.household("H0011")
    monitored = [_monitored(m, "普通劳动力") for m in able] + [_monitored(m, "无劳动力") for m in unable]
    dibao = [
        f"{m.name},{m.id_number},农村,2021-06-01,{PLACES[village]}"
        for m, village in ((resident, _elsewhere(resident)), (moved, moved.village))
    ]
    *_, urban = county.household("H0009")
    dibao.append(f"{urban.name},{urban.id_number},城市,2021-06-01,,")
    deaths = [f"{dead.name},{dead.id_number},2022-01-05"]
    return [
        File(REGISTER, MONTHS[0], write_register(list(county.members.values()))),
        _file(MONITORED, MONITORED_HEADER, monitored),
        _file(DIBAO, DIBAO_HEADER, dibao),
        _file(DEATHS, DEATHS_HEADER, deaths),
    ]


def _monitored(member: Member, labour: str) -> str:
    said = (member.household, member.name, member.id_number, member.relation, sex_of(member))
    return ",".join((*said, "健康", labour))


def _file(name: str, header: str, rows: list[str]) -> File:
    return File(name, MONTHS[0], "\n".join([header, *rows]) + "\n")
