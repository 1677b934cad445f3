"""Which deliveries of a list speak together: the newest ordinary one and what mends it."""

from shouwang.landing.mending.chains import Link, base_of, chain_before, in_force


def links(*rows: tuple[int, int | None, int | None, str]) -> list[Link]:
    return [Link(*row) for row in rows]


def test_the_newest_accepted_delivery_speaks_for_the_list() -> None:
    assert in_force(links((1, None, 1, "accepted"), (2, None, 2, "accepted"), (3, None, 3, "rejected"))) == [2]
    assert in_force(links((1, None, 1, "withdrawn"), (2, None, 2, "rejected"))) == []
    assert in_force([]) == []


def test_mended_copies_speak_with_what_they_mend() -> None:
    found = links((1, None, 1, "accepted"), (2, 1, 2, "accepted"), (3, 2, 3, "accepted"), (4, 1, 4, "rejected"))
    assert in_force(found) == [1, 2, 3]
    assert in_force(reversed(found)) == [1, 2, 3]


def test_what_the_gate_rejected_counts_through_its_mend_alone() -> None:
    assert in_force(links((1, None, 1, "rejected"), (2, 1, 2, "accepted"))) == [1, 2]
    assert in_force(links((1, None, 1, "rejected"), (2, 1, 2, "questioned"))) == []


def test_a_mend_of_a_list_that_was_sent_anew_counts_no_more() -> None:
    assert in_force(links((1, None, 1, "accepted"), (2, None, 2, "accepted"), (3, 1, 3, "accepted"))) == [2]


def test_a_withdrawn_base_takes_its_mends_along_and_a_withdrawn_mend_goes_alone() -> None:
    older = (1, None, 1, "accepted")
    assert in_force(links(older, (2, None, 2, "withdrawn"), (3, 2, 3, "accepted"))) == [1]
    assert in_force(links(older, (2, 1, 2, "withdrawn"), (3, 2, 3, "accepted"))) == [1, 3]


def test_the_chain_before_a_delivery() -> None:
    found = links((1, None, 1, "accepted"), (9, None, 2, "accepted"), (2, 1, 3, "archived"), (3, 2, 4, "archived"))
    known = {link.delivery_id: link for link in found}
    assert [base_of(known, number) for number in (1, 9, 2, 3)] == [1, 9, 1, 1]
    assert [link.delivery_id for link in chain_before(found, 3, ["accepted", "archived"])] == [1, 2]
    assert [link.delivery_id for link in chain_before(found, 3, ["archived"])] == [2]


def test_a_circle_in_the_ledger_ends() -> None:
    found = links((1, 2, 1, "accepted"), (2, 1, 2, "accepted"))
    assert base_of({link.delivery_id: link for link in found}, 1) in {1, 2}
    assert in_force(found) == []
