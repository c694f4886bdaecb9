"""The event bus: what happened is written with the state it belongs to, and carried to whoever reacts."""
