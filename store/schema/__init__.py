"""The tables, indexes and views of the store's first schema, named for the people who open it. docs/store.md explains.

Every list that the dashboard pages through has an index in its order; every foreign key has one too.
"""

from __future__ import annotations

from store.schema.copies import COPIES
from store.schema.coverage import COVERAGE, STORY
from store.schema.following import FOLLOWING, WORDS_OF_EVENTS
from store.schema.marks import MARKS
from store.schema.texts import FULL_TEXT, REBUILDING, TEXTS
from store.schema.toll import TOLL
from store.schema.views import VIEWS

APPLICATION_ID = 0x53574348  # "SWCH" in the file's header: tells a store from any other SQLite file
SCHEMA_VERSION = 1  # how many migrations store.migrations holds

FIRST_SCHEMA = (
    STORY,
    *COVERAGE,
    *TEXTS,
    *FOLLOWING,
    *TOLL,
    *COPIES,
    *REBUILDING,
    *MARKS,
    *FULL_TEXT,
    *WORDS_OF_EVENTS,
    *VIEWS,
)
