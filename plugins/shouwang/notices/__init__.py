"""What is said to departments besides lists: reminders, as files and through the channels people read."""

from shouwang.notices.reminders import remind
from shouwang.notices.sending import NoticesFailed

__all__ = ["NoticesFailed", "remind"]
