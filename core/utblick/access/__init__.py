"""Who may come in, as whom, and what they may do: sign-in, sessions, roles, tokens, the audit log."""
