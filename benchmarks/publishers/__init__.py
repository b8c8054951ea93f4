"""Made-up publishers on this machine: feeds and pages as large and as untidy as real ones, and a server for them."""

from benchmarks.publishers.feed_generator import GeneratedFeed, generated_feeds
from benchmarks.publishers.page_generator import GeneratedPage, generated_pages
from benchmarks.publishers.serving import Served, Serving

__all__ = ["GeneratedFeed", "GeneratedPage", "Served", "Serving", "generated_feeds", "generated_pages"]
