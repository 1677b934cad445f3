"""However a form is spoiled, every row that comes back is settled or held with its reason, and none is lost."""

import pytest

from shouwang.landing.values.reasons import reasons
from tests.forms.conftest import Landed
from tests.forms.copies import people
from tests.forms.specimens import ZOO, Refused, Settled, Specimen

READ = [specimen for specimen in ZOO.values() if isinstance(specimen.becomes, Settled)]
REFUSED = [specimen for specimen in ZOO.values() if isinstance(specimen.becomes, Refused)]


def test_the_zoo_is_as_large_as_it_should_be() -> None:
    assert len(ZOO) >= 60
    assert len(REFUSED) >= 10
    held = {reason for specimen in READ for _, _, reason in specimen.becomes.held}  # type: ignore[union-attr]
    assert {reason for reason in reasons() if reason.startswith("form_")} <= held


@pytest.mark.parametrize("specimen", READ, ids=lambda specimen: specimen.name)
def test_every_row_is_settled_or_held(zoo: Landed, specimen: Specimen) -> None:
    becomes = specimen.becomes
    assert isinstance(becomes, Settled)
    entry = zoo.entry(specimen.name)
    assert entry.state_code != "refused", entry.message
    assert zoo.held(entry.delivery_id) == sorted(becomes.held)
    assert zoo.dropped(entry.delivery_id) == becomes.all_dropped
    assert (entry.accepted, entry.held) == (becomes.accepted, len({row for row, _, _ in becomes.held}))
    assert entry.found == entry.accepted + entry.held + sum(becomes.all_dropped.values())
    if becomes.days is not None:
        landed = zoo.ask("select step_date from landing.case_steps where delivery_id = %s", entry.delivery_id)
        assert [day for (day,) in landed] == list(becomes.days)


@pytest.mark.parametrize("specimen", REFUSED, ids=lambda specimen: specimen.name)
def test_what_cannot_be_told_is_refused_with_what_to_do(zoo: Landed, specimen: Specimen) -> None:
    assert isinstance(specimen.becomes, Refused)
    entry = zoo.entry(specimen.name)
    assert entry.state_code == "refused"
    assert specimen.becomes.told in str(entry.message)
    assert "请" in str(entry.message)


def test_no_reason_tells_a_name_or_a_number(zoo: Landed) -> None:
    seen = [text for (text,) in zoo.ask("select seen_shape from landing.held_cells")]
    messages = [text or "" for (text,) in zoo.ask("select message from ops.deliveries")]
    told = [*[who.name for who in people()], *[who.id_number for who in people()], "别人"]
    assert len(seen) >= 30
    assert [text for text in [*seen, *messages] if any(word in text for word in told)] == []
