"""What each department sends: one YAML declaration per feed, and the model that reads them."""

from shouwang.feeds.declarations import REGISTER, Column, Department, Feed, departments, feed, feeds

__all__ = ["REGISTER", "Column", "Department", "Feed", "departments", "feed", "feeds"]
