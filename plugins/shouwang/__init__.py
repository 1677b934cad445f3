"""Shouwang (守望, keeping watch): finds, month by month, the households about to be struck by poverty."""
