"""The whole made-up year on both databases: the same verbs, the same verdicts, the same counts."""

from datetime import timedelta

from utblick_partnerships import demo
from utblick_partnerships.queries import arena, calls, consortia, profiles, projects


def test_the_demonstration_comes_out_the_same_on_both_databases(platform_on, now):
    with platform_on.write(now=now) as ctx:
        demo.load(ctx)

    with platform_on.read() as ctx:
        built = {one.acronym: one.missing for one in consortia.being_built(ctx)}
        found = (
            calls.counts(ctx),
            [call.identifier for call in calls.on_radar(ctx, view="open", words="twinning")],
            [one.reference[:4] for one in profiles.public(ctx) if one.reference],
            len(profiles.waiting(ctx)),
            built,
            projects.signed_with_small_firms(ctx),
            arena.shares(ctx),
            len(calls.deadlines(ctx, until=ctx.now + timedelta(days=5000))),
        )
    assert found == (
        {"closed": 2, "open": 3, "upcoming": 1},
        ["CERV-2027-CITIZENS-TOWN-TT"],
        ["BOSE"],
        1,
        {"DEMO-KUST": 3},
        1,
        {2: 1, 3: 2},
        3,
    )
