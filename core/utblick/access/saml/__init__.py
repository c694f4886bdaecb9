"""Signing in with the municipality's own accounts, by SAML 2.0."""

WAY = "saml"
START = "/sign-in/saml"
METADATA = "/sign-in/saml/metadata"
CONSUMER = "/sign-in/saml/acs"
ARRIVAL = "/sign-in/saml/arrival"
LOGOUT = "/sign-in/saml/logout"
