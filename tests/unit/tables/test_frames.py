import pandas as pd

from pipeline.tables.frames import frame, frames
from pipeline.tables.schema import ACTIONS, OFFICIALS, TABLES


def test_every_table_has_its_columns_also_where_it_is_empty() -> None:
    made = frames({})
    assert list(made) == [table.name for table in TABLES]
    for table in TABLES:
        assert tuple(made[table.name].columns) == table.names


def test_dtypes() -> None:
    row = dict.fromkeys(OFFICIALS.names, "") | {"acting": None, "start": 3, "end": 9, "mentions": 2, "score": 0.5, "name": "أحمد"}
    made = frame(OFFICIALS, [row])
    assert made["start"].dtype == pd.Int64Dtype()
    assert made["score"].dtype == pd.Float64Dtype()
    assert made["acting"].dtype == pd.BooleanDtype()
    assert isinstance(made["name"].dtype, pd.StringDtype)
    assert made["acting"].isna().all()
    assert made["position"].isna().all()
    assert made["name"].tolist() == ["أحمد"]


def test_lists_stay_lists() -> None:
    made = frame(ACTIONS, [dict.fromkeys(ACTIONS.names) | {"actors": ["أ", "ب"], "targets": None}])
    assert made["actors"][0] == ["أ", "ب"]
    assert made["targets"][0] == []
