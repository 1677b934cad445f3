"""A pack's outreach as rows of the reference tables."""

from typing import Any

from shouwang.policies import Pack

Rows = list[tuple[Any, ...]]


def outreach_rows(pack: Pack) -> dict[str, Rows]:
    """Table name to the rows that say what the pack says of contacts, samples, whom to seek and applications."""
    version, said = pack.version, pack.outreach
    return {
        "policy_contact_duties": [
            (version, d.duty, place, d.label, d.group, list(d.forms), d.parameter, d.clause, d.clause_text)
            for place, d in enumerate(said.duties)
        ],
        "policy_samples": [
            (version, list(s.categories), s.formerly_registered, s.share, s.review, s.clause)
            for s in ([said.sample] if said.sample else [])
        ],
        "policy_outreach_grounds": [
            (version, g.ground, place, g.label, list(said.inside), g.clause) for place, g in enumerate(said.grounds)
        ],
        "policy_outreach_lists": [
            (version, g.ground, place, s.feed, s.column, list(s.codes), s.months, s.whole_household)
            for g in said.grounds
            for place, s in enumerate(g.lists)
        ],
        "policy_applications": [
            (version, list(a.categories), a.quiet, a.clause) for a in ([said.applications] if said.applications else [])
        ],
    }
