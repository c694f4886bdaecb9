"""The file of a blueprint: what it says of itself, who signed it, and what is refused."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utblick.blueprints.document import Blueprint, document_of, read_document
from utblick.blueprints.signing import Trust, judge, make_key, public_key, sign_document
from utblick.errors import Conflict, Invalid, NotFound

SAID = Blueprint(name="exempel", title="Exempelmodellen", made_on=date(2026, 11, 27))


@pytest.fixture
def key(tmp_path):
    make_key(tmp_path / "own.key")
    return tmp_path / "own.key"


def changed(document, **said):
    plain = json.loads(document.written())
    plain["blueprint"] |= said
    return read_document(json.dumps(plain).encode())


def test_a_signed_file_reads_as_it_was_written_and_is_trusted_by_its_key_alone(key):
    document = sign_document(document_of(SAID), key)
    read = read_document(document.written())

    assert (read, read.blueprint) == (document, SAID)
    assert judge(read, {"exempel": public_key(key)}).trust is Trust.TRUSTED
    assert judge(read, {"exempel": public_key(key)}).signer == "exempel"
    assert judge(read, {}).trust is Trust.UNKNOWN
    assert judge(document_of(SAID), {"exempel": public_key(key)}).trust is Trust.UNSIGNED


def test_a_word_that_was_changed_after_signing_is_noticed_whoever_is_trusted(key):
    document = sign_document(document_of(SAID), key)

    verdict = judge(changed(document, title="En annan"), {"exempel": public_key(key)})

    assert verdict.trust is Trust.BROKEN
    assert "was changed after it was signed" in str(verdict.said)


def test_one_false_signature_beside_a_good_one_spoils_it(key, tmp_path):
    make_key(tmp_path / "other.key")
    plain = json.loads(sign_document(document_of(SAID), key).written())
    plain["signatures"].append({**plain["signatures"][0], "key": public_key(tmp_path / "other.key")})

    assert judge(read_document(json.dumps(plain).encode()), {"x": public_key(key)}).trust is Trust.BROKEN


def test_a_key_is_for_its_user_alone_and_never_written_over(key):
    before = key.read_bytes()

    with pytest.raises(Conflict):
        make_key(key)

    assert key.read_bytes() == before
    assert key.stat().st_mode & 0o777 == 0o600


def test_what_is_no_key_is_said(tmp_path):
    (tmp_path / "x").write_text("secret")

    for file, said in ((tmp_path / "x", "no private key"), (tmp_path / "none", "There is no key")):
        with pytest.raises(NotFound, match=said):
            public_key(file)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"[]", "does not say"),
        (b'{"utblick_blueprint": 2}', "newer kind"),
        (b'{"utblick_blueprint": 1, "blueprint": {}}', "cannot be read"),
        (b'{"utblick_blueprint": 1, "blueprint": null, "extra": 1}', "extra is not known"),
        (b"[" * 100_000, "not JSON"),
        (b'{"a":"' + b"x" * 2_000_000 + b'"}', "larger than 2 MB"),
    ],
)
def test_what_is_no_blueprint_is_refused_in_words(raw, said):
    with pytest.raises(Invalid, match=said):
        read_document(raw)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20), st.lists, max_leaves=5
)
PLAIN = st.fixed_dictionaries(
    {"utblick_blueprint": st.just(1)},
    optional={
        "blueprint": st.dictionaries(st.sampled_from([*Blueprint.model_fields, "x"]), VALUES),
        "signatures": VALUES | st.lists(st.dictionaries(st.sampled_from(["key", "signature"]), VALUES)),
    },
)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | PLAIN.map(lambda plain: json.dumps(plain).encode()))
def test_whatever_the_bytes_they_are_read_or_refused_in_words(raw):
    try:
        read = read_document(raw)
    except Invalid as refused:
        assert refused.by_field.keys() == {"file"}
    else:
        assert judge(read, {}).trust in Trust
