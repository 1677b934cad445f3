"""What each department sends: one YAML declaration per feed, and the model that reads them."""

from shouwang.feeds.declarations import Column, Department, Feed, departments, feed, feeds

__all__ = ["Column", "Department", "Feed", "departments", "feed", "feeds"]
