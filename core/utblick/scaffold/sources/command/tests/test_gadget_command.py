"""The command, run as on the console."""


def test_the_command_answers(cli):
    answer = cli("sample", "gadget-dashed")

    assert (answer.returncode, answer.stderr) == (0, "")
