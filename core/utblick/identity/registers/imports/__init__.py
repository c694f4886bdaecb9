"""The import of a register: uploaded, mapped, looked at, run in small steps, reported, undone if need be."""
