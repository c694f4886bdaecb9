"""`utblick user`: accounts from the command line."""

EMAIL = "anna@example.se"


def test_added_user_can_sign_in(cli, client_as, sign_in):
    done = cli(
        "user", "add", EMAIL, "--name", "Anna Exempel", "--password-stdin", input="tre gula paraplyer\n"
    )

    assert (done.returncode, done.stdout) == (0, f"{EMAIL} can sign in.\n"), done.stderr
    client = client_as(None)
    assert sign_in(client, EMAIL).status_code == 303
    assert client.get("/admin/users").status_code == 200


def test_without_a_password_a_link_is_printed(cli, client_as):
    done = cli("user", "add", EMAIL, "--name", "Anna Exempel", "--role", "reader")

    path = done.stdout.strip().removeprefix("http://127.0.0.1:8000")
    assert client_as(None).get(path).status_code == 200


def test_users_are_listed(cli, add):
    add(EMAIL)

    assert cli("user", "list").stdout == f"{EMAIL}\tactive\tofficer\tnever\tAnna Exempel\n"


def test_link_for_a_new_password_is_printed(cli, client_as, add):
    add(EMAIL)

    path = cli("user", "reset", EMAIL).stdout.strip().removeprefix("http://127.0.0.1:8000")

    assert client_as(None).get(path).status_code == 200


def test_mistake_is_one_sentence_and_an_exit_code(cli):
    unknown = cli("user", "reset", "nobody@example.se")
    weak = cli("user", "add", EMAIL, "--name", "Anna Exempel", "--password-stdin", input="kort\n")

    assert (unknown.returncode, unknown.stderr) == (
        1,
        "There is no active user with the address nobody@example.se.\n",
    )
    assert weak.returncode == 1
    assert cli("user", "list").stdout == ""
