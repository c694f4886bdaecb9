"""The indicator: everything that it asks of the event is there."""


def test_the_indicator_counts_by_fields_that_the_event_has(platform):
    indicator = platform.registry.indicator("sample.gadget")
    fields = set(platform.registry.event(indicator.event).model_fields)

    assert {indicator.distinct, *(where.field for where in indicator.where)} <= fields
