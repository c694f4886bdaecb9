"""The accounts of a demonstration: known to everybody, so never made where it is in earnest."""

from utblick.access.users import add_user
from utblick.context import Context
from utblick.errors import Misconfigured
from utblick.i18n import _

DEMO_EMAIL = "demo@nordanstig.example"
DEMO_ADMINISTRATOR = "admin@nordanstig.example"
DEMO_PASSWORD = "utsikt-over-havet"  # noqa: S105 - the demo's sign-in is printed on the console


def load(ctx: Context) -> None:
    """Add a coordinator and an administrator."""
    if ctx.settings.environment != "development":
        raise Misconfigured(
            _("The accounts of the demonstration have a known password, and are made in development only.")
        )
    accounts = (
        (DEMO_EMAIL, "Demo Samordnare", "coordinator"),
        (DEMO_ADMINISTRATOR, "Demo Administratör", "administrator"),
    )
    for email, name, role in accounts:
        language = ctx.settings.municipality.languages[0]
        add_user(ctx, email=email, name=name, role_names=[role], password=DEMO_PASSWORD, language=language)
