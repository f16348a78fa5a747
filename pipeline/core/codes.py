"""The closed vocabularies of the tables: types of organizations and actions, roles and modalities."""

ORGANIZATION_TYPES = (
    "ministry", "government", "authority", "committee", "council", "judicial", "security", "military", "legislature",
    "intergovernmental", "ngo", "academic", "company", "media", "party", "union", "diplomatic", "religious", "sport",
    "armed_group", "other",
)  # fmt: skip

ROLES = (
    "head_of_state", "royal", "head_of_government", "deputy_head_of_government", "minister", "deputy_minister",
    "assistant_deputy_minister", "secretary_general", "chair", "deputy_chair", "director_general", "director", "governor",
    "mayor", "ambassador", "prosecutor_general", "prosecutor", "judge", "legislator", "spokesperson", "commander", "officer",
    "representative", "adviser", "expert", "member", "other",
)  # fmt: skip

MODALITIES = ("asserted", "planned", "possible", "obligatory", "requested")

ACTION_CODES: dict[str, tuple[str, str]] = {
    "state": ("", "01"),
    "announce": ("", "01"),
    "praise": ("SUPPORT", "05"),
    "criticize": ("ACCUSE", "11"),
    "request": ("REQUEST", "10"),
    "warn": ("THREATEN", "13"),
    "meet": ("CONSULT", "04"),
    "discuss": ("CONSULT", "04"),
    "visit": ("CONSULT", "04"),
    "participate": ("CONSULT", "04"),
    "organize": ("COOPERATE", "06"),
    "launch": ("COOPERATE", "06"),
    "establish": ("COOPERATE", "06"),
    "appoint": ("", "08"),
    "dismiss": ("", "08"),
    "decide": ("", "08"),
    "agree": ("AGREE", "05"),
    "cooperate": ("COOPERATE", "06"),
    "aid": ("AID", "07"),
    "protect": ("AID", "07"),
    "investigate": ("INVESTIGATE", "09"),
    "arrest": ("COERCE", "17"),
    "prosecute": ("COERCE", "17"),
    "restrict": ("SANCTION", "16"),
    "attack": ("ASSAULT", "18"),
    "protest": ("PROTEST", "14"),
    "win": ("", ""),
    "trade": ("", ""),
    "other": ("", ""),
}
"""Action types with their PLOVER event type and CAMEO root code."""

ACTION_TYPES: tuple[str, ...] = tuple(ACTION_CODES)
"""Action types in the order of the documented tables."""
