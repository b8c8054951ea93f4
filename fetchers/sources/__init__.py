"""Where a list of new articles can come from, beside feeds: each kind a reader behind one small interface."""

from fetchers.sources.kinds import Source, SourceKind, source_of
from fetchers.sources.queries import DEFAULT_ADDRESSES, QUERY, Question, search_url

__all__ = ["DEFAULT_ADDRESSES", "QUERY", "Question", "Source", "SourceKind", "search_url", "source_of"]
