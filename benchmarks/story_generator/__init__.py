"""A running story of any size, made up: outlets, texts with claims at true offsets, and the visits that find them."""

from benchmarks.story_generator.stream import CONTEXT, START, ArticleVisit, FeedVisit, GeneratedStory, Page

__all__ = ["CONTEXT", "START", "ArticleVisit", "FeedVisit", "GeneratedStory", "Page"]
