"""The files of deploy/county make two servers that find each other, and hold no secret."""

import asyncio
import os
import re
import subprocess
from contextlib import suppress
from pathlib import Path

import nats
import pytest
from nats.errors import Error as NatsError

from utblick.bus.county.configuration import Login, server_part
from utblick.bus.county.keys import make_key
from utblick.bus.server import find_binary
from utblick.settings.load import load_settings
from utblick.testing.running import eventually, free_ports

DEPLOY = Path(__file__).parents[3] / "deploy"
FILES, CERTIFICATE = DEPLOY / "county", DEPLOY / "server/certificate.sh"
PASSWORDS = {"HOUSE_PASSWORD": "house-of-this-test", "COUNTY_PASSWORD": "county-of-this-test"}
NORDANSTIGS = "UB3N3SZCP6WCZ7XQR226BKRUQZVIGTDE6XVSS54ABKAH7BGJGOJNSFVN"


@pytest.mark.parametrize("name", ["hub", "member"])
def test_the_accounts_are_what_the_command_writes_and_name_no_secret(name):
    settings = load_settings(FILES / f"{name}.toml", {})
    house, county = Login("house", "$HOUSE_PASSWORD"), Login("county", "$COUNTY_PASSWORD")
    file = (FILES / f"{name}.accounts.conf").read_text(encoding="utf-8")

    assert file.partition("\n")[2] == server_part(settings, house=house, county=county)
    assert {word for word in re.findall(r"(?:password|nkey): (\S+)", file) if word[0] not in "$U"} == set()


@pytest.fixture
def ends(tmp_path):
    """Starts the hub and a member that trusts a certificate; gives the ports of both for their own clients."""
    certificate = certificate_for(tmp_path / "county.pem")
    first, second, third = map(str, free_ports(3))
    servers = []

    def start(trusted=certificate):
        for name, port in (("hub", first), ("member", third)):
            place(tmp_path / name, name, {"4222": port, "7422": second}, certificate)
            servers.append(
                subprocess.Popen(
                    [find_binary(), "-c", tmp_path / name / f"{name}.conf", "-l", tmp_path / f"{name}.log"],
                    env={**os.environ, **PASSWORDS, "SSL_CERT_FILE": str(trusted)},
                )
            )
        return int(first), int(third)

    yield start
    for server in servers:
        server.terminate()
        server.wait(20)


def certificate_for(file):
    subprocess.run(["sh", CERTIFICATE, file, "county.example", "127.0.0.1"], check=True)
    return file


def test_two_servers_of_these_files_find_each_other(ends, tmp_path):
    assert asyncio.run(share(*ends())) == ("region.2132.demo", b"told")
    logs = "".join((tmp_path / f"{name}.log").read_text() for name in ("hub", "member"))
    assert [word for word in (*PASSWORDS.values(), "SU") if re.search(rf"\b{word}", logs)] == []


def test_a_member_says_nothing_to_a_county_whose_certificate_it_does_not_trust(ends, tmp_path):
    ports = ends(trusted=certificate_for(tmp_path / "other.pem"))

    eventually(lambda: "remote error: tls: bad certificate" in said(tmp_path / "hub.log"), seconds=30)
    assert asyncio.run(share(*ports, tries=2)) is None


def said(log):
    return log.read_text() if log.exists() else ""


def place(folder, name, ports, certificate):
    """Put the files of one end into a folder, with ports, key and paths of this test."""
    folder.mkdir(exist_ok=True)
    key = make_key(folder.parent / "member")
    for file in FILES.glob(f"{name}*.conf"):
        text = file.read_text(encoding="utf-8").replace("/var/lib/nats", str(folder / "store"))
        text = re.sub(r"/etc/utblick/county(\.key)?\.pem", str(certificate), text).replace(NORDANSTIGS, key)
        text = text.replace("county.example:", "127.0.0.1:").replace("0.0.0.0", "127.0.0.1")
        for written, wanted in ports.items():
            text = text.replace(f":{written}", f":{wanted}")
        (folder / file.name).write_text(text, encoding="utf-8")


async def share(hub_port, member_port, tries=60):
    """What the hub hears when a member tells something, once the line is up; None when it hears nothing."""
    hub = await client(hub_port, "house", PASSWORDS["HOUSE_PASSWORD"])
    member = await client(member_port, "county", PASSWORDS["COUNTY_PASSWORD"])
    heard = asyncio.get_running_loop().create_future()

    async def note(message):
        if not heard.done():
            heard.set_result((message.subject, message.data))
        await message.respond(b"")

    await hub.subscribe("region.>", cb=note)
    await hub.flush()
    for _try in range(tries):
        with suppress(NatsError, TimeoutError):
            await member.request("share.demo", b"told", timeout=1)
            break
        await asyncio.sleep(0.1)
    await hub.close()
    await member.close()
    return heard.result() if heard.done() else None


async def client(port, user, password):
    async def quiet(_error):
        """The server may still be starting."""

    for _try in range(200):
        try:
            return await nats.connect(
                f"nats://127.0.0.1:{port}",
                user=user,
                password=password,
                error_cb=quiet,
                allow_reconnect=False,
            )
        except (OSError, NatsError, TimeoutError):
            await asyncio.sleep(0.1)
    raise AssertionError(f"nobody listens on {port}")
