"""The urgent lane: a misfortune reported today becomes a referral today, outside the monthly cycle (LA-06, LF-08).

``lane.refer_urgent`` is the whole of it: reports in force are held against the newest register, what is urgent by the
county's policy is published at once, and leaves as a workbook for the township and one for the fast lane of relief.
"""
