"""Signing in with the municipality's own accounts, by OpenID Connect."""

CALLBACK = "/sign-in/oidc/callback"
