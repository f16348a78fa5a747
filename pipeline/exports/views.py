"""The questions that a database of a run answers by itself: views in the SQL that SQLite and DuckDB share."""

VIEWS: dict[str, str] = {
    # who did what, when: an action has a row for each of its actors, or one with no actor
    "who_did_what": """
SELECT a.doc_id, a.action_id, d.published, d.title, a.date, w.name AS actor, w.type AS actor_type, w.entity_id AS actor_id,
       a.type, a.trigger, {targets} AS targets, a.object, a.location, a.modality, a.polarity, a.source, a.sentence_text, a.score
FROM actions a
JOIN documents d ON d.doc_id = a.doc_id
LEFT JOIN action_actors w ON w.doc_id = a.doc_id AND w.action_id = a.action_id
""",
    # what positions a person holds, in how many documents, and from when to when
    "positions_of_persons": """
SELECT e.entity_id AS person_id, e.name, o.position, o.role, o.acting, o.org_id, o.org, count(DISTINCT o.doc_id) AS documents,
       min(d.published) AS first_seen, max(d.published) AS last_seen
FROM officials o
JOIN entities e ON e.entity_id = o.person_id
JOIN documents d ON d.doc_id = o.doc_id
WHERE o.position IS NOT NULL
GROUP BY e.entity_id, e.name, o.position, o.role, o.acting, o.org_id, o.org
""",
    # the organizations that act most
    "organizations_by_actions": """
SELECT e.entity_id AS org_id, e.name, e.type_or_role AS type, e.country, count(*) AS actions, count(DISTINCT w.doc_id) AS documents
FROM action_actors w
JOIN entities e ON e.entity_id = w.entity_id
WHERE e.kind = 'organization'
GROUP BY e.entity_id, e.name, e.type_or_role, e.country
""",
    # how many actions of each type a month has; of those that took longer, the month in which they begin
    "actions_by_month": """
SELECT substr(date, 1, 7) AS month, type, count(*) AS actions
FROM actions
WHERE date IS NOT NULL
GROUP BY substr(date, 1, 7), type
""",
    # every mention with its entity and its sentence
    "mentions_in_context": """
SELECT m.doc_id, d.published, d.title, m.entity_id, e.name, m.kind, m.form, m.text, s.text AS sentence_text
FROM mentions m
JOIN entities e ON e.entity_id = m.entity_id
JOIN documents d ON d.doc_id = m.doc_id
JOIN sentences s ON s.doc_id = m.doc_id AND s.sentence = m.sentence
""",
}
"""SQL by name, in the order in which they are made; ``{targets}`` is what joins the names in ``a.targets``."""


def create_views(targets: str) -> str:
    """Return the statements that make the views.

    Args:
        targets: Expression of the database's dialect for ``{targets}``.
    """
    return "".join(f"CREATE VIEW {name} AS {sql.strip().format(targets=targets)};\n" for name, sql in VIEWS.items())
