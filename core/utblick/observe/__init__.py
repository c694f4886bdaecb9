"""How the house is doing: figures for Prometheus, traces, and what an administrator should know."""
