"""Matching new notices with supplier profiles: the matcher alone, and with all that is kept and told.

`BENCH_NOTICES` and `BENCH_PROFILES` are the numbers, 1,000 and 5,000 unless they say otherwise; what is kept is
measured with a fifth of each. Half of the notices are in trades that the companies have, half anywhere in CPV.
"""

import os
import random
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import load

from utblick.db.migrate import upgrade
from utblick.platform import assemble
from utblick.settings import Settings
from utblick_tendering.matching import Matcher, drafted
from utblick_tendering.reading import Lot, Money, Notice
from utblick_tendering.service import matching, profiles
from utblick_tendering.service.notices import keep
from utblick_tendering.vocabulary.cpv import codes, cpv_name, usual_codes

NOTICES = int(os.environ.get("BENCH_NOTICES", "1000"))
PROFILES = int(os.environ.get("BENCH_PROFILES", "5000"))
COUNTIES = ("SE110", "SE121", "SE232", "SE313", "SE321", "SE332")
MUNICIPALITIES = ("0180", "0380", "1480", "2132", "2281", "2580")
NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def main() -> None:
    chance = random.Random(4)
    companies = [_company(chance, number) for number in range(PROFILES)]
    notices = [_notice(chance, number) for number in range(NOTICES)]
    _alone(companies, notices)
    with tempfile.TemporaryDirectory() as name:
        _kept(Path(name), companies[::5], notices[::5])


def _alone(companies: list[dict[str, object]], notices: list[Notice]) -> None:
    began = time.perf_counter()
    matcher = Matcher(drafted(number, values) for number, values in enumerate(companies))
    load.say("matching_index", time.perf_counter() - began, "s", profiles=len(companies))
    began = time.perf_counter()
    found = sum(len(matcher.matches(notice, NOW)) for notice in notices)
    load.say("matching_alone", time.perf_counter() - began, "s", target=10, notices=len(notices), pairs=found)


def _kept(folder: Path, companies: list[dict[str, object]], notices: list[Notice]) -> None:
    platform = assemble(Settings(plugins=("tendering",), data_folder=folder))
    upgrade(platform.database, platform.registry)
    with platform.write(now=NOW) as ctx:
        for values in companies:
            company = ctx.organisations.register(**{"kind": "company", "country": "SE", **values})
            profile = profiles.draft_profile(ctx, company.id)
            profiles.approve_profile(ctx, profile.id, {})
    with platform.write(now=NOW) as ctx:
        ids = [keep(ctx, notice).notice_id for notice in notices]
    began = time.perf_counter()
    with platform.write(now=NOW) as ctx:
        made = matching.match_notices(ctx, ids)
    load.say("matching_kept", time.perf_counter() - began, "s", notices=len(ids), matches=made)
    began = time.perf_counter()
    with platform.write(now=NOW) as ctx:
        again = matching.rematch(ctx)
    load.say("matching_again", time.perf_counter() - began, "s", notices=len(ids), changed=again)
    platform.close()


def _company(chance: random.Random, number: int) -> dict[str, object]:
    return {
        "name": f"Exempel {number} AB",
        "municipality": chance.choice(MUNICIPALITIES),
        "sni": chance.choice(sorted(usual_codes())),
        "size_class": chance.choice(("micro", "small", "medium")),
        "turnover": Decimal(chance.randrange(1, 200)) * 1_000_000,
    }


def _notice(chance: random.Random, number: int) -> Notice:
    sold = sorted({code for usual in usual_codes().values() for code in usual})
    code = chance.choice(sold if number % 2 else sorted(codes()))
    lot = Lot(
        id="LOT-0001",
        title={"SWE": cpv_name(code, "sv")},
        description={"SWE": f"{cpv_name(code, 'sv')} till kommunens verksamheter. " * 8},
        cpv=(code,),
        nuts=(chance.choice(COUNTIES),),
        value=Money(Decimal(chance.randrange(1, 90)) * 100_000, "SEK"),
        deadline_tender="2026-12-18T23:59:00+01:00",
    )
    lots = tuple(replace(lot, id=f"LOT-{one:04}") for one in range(1, chance.choice((2, 2, 2, 4))))
    return Notice(
        document="ContractNotice",
        notice_id=f"bench-{number:08}",
        version="01",
        form_type="competition",
        languages=("SWE",),
        title={"SWE": f"Upphandling {number}: {cpv_name(code, 'sv')}"},
        cpv=(code,),
        nuts=lot.nuts,
        lots=lots,
    )


if __name__ == "__main__":
    main()
