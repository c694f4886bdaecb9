"""The folder /etc/utblick of NATS servers on several machines, as the scripts of deploy/ make it."""

import subprocess
from pathlib import Path

DEPLOY = Path(__file__).parents[2] / "deploy"


def secrets(folder, hosts):
    """The folder of secrets.sh and nats-tls.sh, with the files that units.sh puts there."""
    pairs = [f"{name}={host}" for name, host in hosts.items()]
    for script in (["secrets.sh", folder, "2132", *pairs], ["nats-tls.sh", folder, *pairs]):
        command = ["sh", DEPLOY / "server" / script[0], *script[1:]]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    for name in ("cluster.conf", "accounts.conf"):
        (folder / "nats" / name).write_text((DEPLOY / "nats" / name).read_text())
    return folder


def read(file):
    return dict(line.split("=", 1) for line in file.read_text().splitlines())
