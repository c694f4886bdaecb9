"""The files of deploy/county make two servers that find each other, and hold no secret."""

import asyncio
import os
import re
import subprocess
from pathlib import Path

import nats
import pytest
from nats.errors import Error as NatsError

from utblick.bus.county.configuration import Login, server_part
from utblick.bus.county.keys import make_key
from utblick.bus.server import find_binary
from utblick.settings.load import load_settings
from utblick.testing.running import free_ports

FILES = Path(__file__).parents[3] / "deploy/county"
PASSWORDS = {"HOUSE_PASSWORD": "house-of-this-test", "COUNTY_PASSWORD": "county-of-this-test"}
NORDANSTIGS = "UB3N3SZCP6WCZ7XQR226BKRUQZVIGTDE6XVSS54ABKAH7BGJGOJNSFVN"


@pytest.mark.parametrize("name", ["hub", "member"])
def test_the_accounts_are_what_the_command_writes_and_name_no_secret(name):
    settings = load_settings(FILES / f"{name}.toml", {})
    house, county = Login("house", "$HOUSE_PASSWORD"), Login("county", "$COUNTY_PASSWORD")
    file = (FILES / f"{name}.accounts.conf").read_text(encoding="utf-8")

    assert file.partition("\n")[2] == server_part(settings, house=house, county=county)
    assert {word for word in re.findall(r"(?:password|nkey): (\S+)", file) if word[0] not in "$U"} == set()


def test_two_servers_of_these_files_find_each_other(tmp_path):
    first, second, third = map(str, free_ports(3))
    ports = {"4222": first, "7422": second}
    own = {**ports, "4222": third}
    servers = []
    try:
        for name, numbers in (("hub", ports), ("member", own)):
            place(tmp_path / name, name, numbers, make_key(tmp_path / "member"))
            servers.append(
                subprocess.Popen(
                    [find_binary(), "-c", tmp_path / name / f"{name}.conf", "-l", tmp_path / f"{name}.log"],
                    env={**os.environ, **PASSWORDS},
                )
            )
        answer = asyncio.run(share(int(ports["4222"]), int(own["4222"])))
    finally:
        for server in servers:
            server.terminate()
            server.wait(20)

    assert answer == ("region.2132.demo", b"told")
    logs = "".join((tmp_path / f"{name}.log").read_text() for name in ("hub", "member"))
    assert [word for word in (*PASSWORDS.values(), "SU") if re.search(rf"\b{word}", logs)] == []


def place(folder, name, ports, key):
    """Put the files of one end into a folder, with ports, key and paths of this test, and without TLS."""
    folder.mkdir(exist_ok=True)
    for file in FILES.glob(f"{name}*.conf"):
        text = file.read_text(encoding="utf-8").replace("/var/lib/nats", str(folder / "store"))
        text = re.sub(r", tls \{[^}]*\}", "", text).replace(NORDANSTIGS, key)
        text = text.replace("tls://county.example:", "nats-leaf://127.0.0.1:").replace("0.0.0.0", "127.0.0.1")
        for written, wanted in ports.items():
            text = text.replace(f":{written}", f":{wanted}")
        (folder / file.name).write_text(text, encoding="utf-8")


async def share(hub_port, member_port):
    """What the hub hears when a member tells something, once the line is up."""
    hub = await client(hub_port, "house", PASSWORDS["HOUSE_PASSWORD"])
    member = await client(member_port, "county", PASSWORDS["COUNTY_PASSWORD"])
    heard = asyncio.get_running_loop().create_future()

    async def note(message):
        if not heard.done():
            heard.set_result((message.subject, message.data))
        await message.respond(b"")

    await hub.subscribe("region.>", cb=note)
    await hub.flush()
    while not heard.done():
        try:
            await member.request("share.demo", b"told", timeout=1)
        except (NatsError, TimeoutError):
            await asyncio.sleep(0.1)
    await hub.close()
    await member.close()
    return heard.result()


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
