"""Cases: how they are found, which steps may follow which, clocks in calendar and working days, and marking again."""
