"""What the room of access declares to the core: its pages, its entries in the menu, its jobs."""

from utblick.access import demo, privacy, texts
from utblick.access.jobs import sweep
from utblick.access.pages import (
    audit,
    elsewhere,
    invitation,
    language,
    me,
    oidc,
    roles,
    saml,
    second_factor,
    sign_in,
    tokens,
    users,
)
from utblick.declare import Job, Link, daily
from utblick.i18n import _

ROUTES = (
    sign_in.show,
    sign_in.submit,
    sign_in.show_code,
    sign_in.submit_code,
    sign_in.leave,
    oidc.leave,
    oidc.back,
    saml.metadata,
    saml.leave,
    saml.receive,
    saml.back,
    saml.end,
    elsewhere.signed_out,
    elsewhere.leave_provider,
    invitation.show_invitation,
    invitation.accept_invitation,
    invitation.show_forgotten,
    invitation.ask_for_reset,
    invitation.show_reset,
    invitation.reset,
    language.choose,
    me.show,
    me.save,
    me.show_password,
    me.change_password,
    me.end_one,
    me.end_others,
    second_factor.show,
    second_factor.begin,
    second_factor.confirm,
    second_factor.replace,
    second_factor.disable,
    tokens.show,
    tokens.create,
    tokens.revoke,
    users.show_all,
    users.show_invite,
    users.invite,
    users.show,
    users.set_roles,
    users.act,
    users.end_session_of,
    users.end_all_of,
    roles.show_all,
    roles.show_new,
    roles.create,
    roles.show,
    roles.change,
    roles.remove,
    audit.show,
    audit.export,
)

LINKS = (
    Link(title=_("Users"), url="/admin/users", icon="users", permission="core.admin", order=910),
    Link(title=_("Roles"), url="/admin/roles", icon="shield-check", permission="core.admin", order=911),
    Link(title=_("Audit log"), url="/admin/audit", icon="history", permission="core.audit", order=960),
)

PERSONAL_DATA = (privacy.PERSONAL_DATA,)
DEMO = (demo.load,)
TEXTS = texts.TEXTS

JOBS = (
    Job(
        name="access_sweep",
        title=_("Remove expired sessions, links and counted attempts"),
        schedule=daily(3, 10),
        run=sweep,
    ),
)
