"""The suites of the two gates, as code: what must hold, for whose sake, and who mends it."""
