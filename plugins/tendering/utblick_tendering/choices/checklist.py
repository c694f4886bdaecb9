"""The questions to put before a company decides to bid, in words that need no procurement schooling."""

from dataclasses import dataclass

from utblick.api import Msg, _


@dataclass(frozen=True, slots=True)
class Question:
    """One question of go or no-go; `help` says what it means and where the answer is found."""

    key: str
    text: Msg
    help: Msg


QUESTIONS = (
    Question(
        "exclusion",
        _("Is the company free of what would shut it out?"),
        _(
            "Unpaid taxes, certain crimes or false statements shut a company out. The buyer lists the grounds"
            " for exclusion, and the company affirms in the tender that none of them applies."
        ),
    ),
    Question(
        "requirements",
        _("Does the company meet every requirement that must be met?"),
        _(
            "One requirement that is not met is enough for the tender to be put aside. Look for “shall” in"
            " the procurement documents, and write the requirements below, one by one."
        ),
    ),
    Question(
        "capacity",
        _("Can the company deliver as much, for as long, as is asked?"),
        _("People, machines, stock and money, beside the work that it already has."),
    ),
    Question(
        "references",
        _("Are there references like those that are asked for?"),
        _("Often two or three similar jobs from the last three years, with somebody to ring."),
    ),
    Question(
        "certificates",
        _("Are the certificates and insurances in place?"),
        _("ISO, environment, authorisations, insurance. If something is lacking: can it be had in time?"),
    ),
    Question(
        "price",
        _("Can the company offer a price at which it can both win and earn?"),
        _("Look at who won last time, at what price, and how price and quality are weighed."),
    ),
    Question(
        "delivery",
        _("Can the company deliver at the right place and time?"),
        _("Places of delivery, lead times, stand-by, fines for delay."),
    ),
    Question(
        "terms",
        _("Are the terms of the contract acceptable?"),
        _("Length and extension, price adjustment, payment, liability. Ask the buyer before the last day."),
    ),
    Question(
        "time",
        _("Is there time to write a good tender?"),
        _("A first tender often takes a working week. Somebody else needs a day to read it."),
    ),
)

BY_KEY = {question.key: question for question in QUESTIONS}
