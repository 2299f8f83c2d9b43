"""Fails where the intact file greets."""

# --8<-- [start:boom]
raise SystemExit("boom")
# --8<-- [end:boom]
