"""The review desk: pages in Airflow on which people answer open questions about identities.

The list shows no identity. Both records of a question are shown on request, after the log has it; the answer goes the
way every answer goes (``vault.decide_identity``), and Airflow carries it out (``dags/follow_identities.py``). Whoever
serves these pages has the database login ``identity_desk`` and needs no other.
"""
