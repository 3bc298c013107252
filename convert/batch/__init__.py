"""Many inputs in one run: found, planned, converted side by side, and all accounted for.

walk → plan → pool of processes, each doing `work.convert` → journal → run.json

The journal (SQLite, in OUT/.convert/) makes a second run skip what is unchanged and go on
where the first was cut off.
"""
