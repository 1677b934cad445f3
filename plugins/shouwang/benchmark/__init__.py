"""``make bench``: what the machine pays for a month and for a large file, against the plainest way of doing it.

The machine is shared and noisy, so ratios are taken side by side in one run: plain, ours, plain, ours …, and the
medians are compared. A timing is never a test.
"""
