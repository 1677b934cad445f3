"""A list and its mended copies: which deliveries of one list (feed, month and scope) speak together. Pure."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

ACCEPTED, REJECTED = "accepted", "rejected"


class Link(NamedTuple):
    """A delivery of one list as far as it matters here; a delivery without a revision never counts."""

    delivery_id: int
    mends_delivery_id: int | None
    revision: int | None
    state_code: str


def base_of(links: Mapping[int, Link], delivery_id: int) -> int:
    """The delivery a chain of mended copies began with; an ordinary delivery is its own."""
    link = links.get(delivery_id)
    seen = {delivery_id}
    while link and link.mends_delivery_id is not None and link.mends_delivery_id not in seen:
        delivery_id = link.mends_delivery_id
        seen.add(delivery_id)
        link = links.get(delivery_id)
    return delivery_id


def chain_before(links: Iterable[Link], delivery_id: int, states: Iterable[str]) -> list[Link]:
    """The deliveries of the same chain with an earlier revision, in one of the states, the earliest first."""
    known = {link.delivery_id: link for link in links}
    base, last, wanted = base_of(known, delivery_id), known[delivery_id].revision or 0, set(states)
    earlier = (
        link
        for link in known.values()
        if base_of(known, link.delivery_id) == base and (link.revision or last) < last and link.state_code in wanted
    )
    return sorted(earlier, key=_revision)


def in_force(links: Iterable[Link]) -> list[int]:
    """The deliveries whose rows stand for the list, the earliest first; none when nothing of it was accepted.

    The newest ordinary delivery that was accepted, and the accepted copies that mend it. What the gate rejected counts
    once an accepted copy mends it; what was withdrawn takes its mended copies with it.
    """
    known = {link.delivery_id: link for link in links}
    counted = _counted(known)
    bases = [known[number] for number in counted if known[number].mends_delivery_id is None]
    if not bases:
        return []
    base = max(bases, key=_revision).delivery_id
    standing = [known[number] for number in counted if base_of(known, number) == base]
    return [link.delivery_id for link in sorted(standing, key=_revision)]


def _counted(known: Mapping[int, Link]) -> set[int]:
    """What was accepted, and what it mends unless that was withdrawn."""
    counted = set()
    for link in known.values():
        step: Link | None = link if link.state_code == ACCEPTED else None
        while step and step.delivery_id not in counted:
            if step.state_code in {ACCEPTED, REJECTED}:
                counted.add(step.delivery_id)
            step = known.get(step.mends_delivery_id) if step.mends_delivery_id is not None else None
    return counted


def _revision(link: Link) -> tuple[int, int]:
    return link.revision or 0, link.delivery_id
