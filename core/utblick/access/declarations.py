"""What the room of access declares to the core."""

from utblick.access.pages import sign_in

ROUTES = (
    sign_in.show,
    sign_in.submit,
    sign_in.show_code,
    sign_in.submit_code,
    sign_in.leave,
)
