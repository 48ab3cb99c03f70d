"""Links people give (trust.md §2 row 68)."""

import string
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import links
from core.errors import Refusal


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("https://meet.example.org/room", "https://meet.example.org/room"),
        ("  https://meet.example.org  ", "https://meet.example.org"),
        ("HTTPS://Meet.Example.ORG/Room?pwd=aB%20c#x", "https://meet.example.org/Room?pwd=aB%20c#x"),
        ("https://meet.example.org:443/x", "https://meet.example.org/x"),
        ("https://meet.example.org:8443/x", "https://meet.example.org:8443/x"),
        ("https://meet.example.org./x", "https://meet.example.org/x"),
        ("https://аррӏе.com/x", "https://xn--80ak6aa92e.com/x"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://8.8.8.8/x", "https://8.8.8.8/x"),
    ],
)
def test_good_links_are_kept_with_their_host_in_the_open(raw: str, kept: str) -> None:
    assert links.link(raw, "link") == kept
    assert links.link(kept, "link") == kept


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "link-length"),
        ("https://meet.example.org/" + "x" * 500, "link-length"),
        ("https://meet.example.org/" + "ä" * 200, "link-length"),
        ("http://meet.example.org", "link-not-https"),
        ("meet.example.org/room", "link-not-https"),
        ("javascript:alert(1)", "link-not-https"),
        ("JaVaScRiPt://meet.example.org/%0aalert(1)", "link-not-https"),
        ("data:text/html,x", "link-not-https"),
        ("tg://resolve?domain=x", "link-not-https"),
        ("//meet.example.org", "link-not-https"),
        ("https://user@meet.example.org", "link-credentials"),
        ("https://meet.example.org@evil.example.net/", "link-credentials"),
        ("https://user:secret@meet.example.org", "link-credentials"),
        ("https://", "link-invalid"),
        ("https:///room", "link-invalid"),
        ("https://meet..example.org", "link-invalid"),
        ("https://-meet.example.org", "link-invalid"),
        ("https://meet.example.org:0", "link-invalid"),
        ("https://meet.example.org:99999", "link-invalid"),
        ("https://meet.example.org:x", "link-invalid"),
        ("https://meet.example.org\\@evil.example.net", "link-invalid"),
        ("https://meet.example.org/a b", "link-invalid"),
        ("https://meet.example.org/\nx", "link-invalid"),
        ("https://meet.example.org/\x00", "link-invalid"),
        ("https://meet.example.org/\ud800", "link-invalid"),
        ("https://[meet.example.org/", "link-invalid"),
        ("https://localhost/x", "link-internal"),
        ("https://router/x", "link-internal"),
        ("https://printer.local/x", "link-internal"),
        ("https://db.internal/x", "link-internal"),
        ("https://127.0.0.1/x", "link-internal"),
        ("https://10.1.2.3/x", "link-internal"),
        ("https://192.168.0.1/x", "link-internal"),
        ("https://172.16.0.1/x", "link-internal"),
        ("https://169.254.169.254/latest/meta-data", "link-internal"),
        ("https://100.64.0.1/", "link-internal"),
        ("https://0.0.0.0/", "link-internal"),
        ("https://2130706433/", "link-internal"),
        ("https://0x7f000001/", "link-internal"),
        ("https://0x7f.1/", "link-internal"),
        ("https://127.1/", "link-internal"),
        ("https://0177.0.0.1/", "link-internal"),
        ("https://[::1]/", "link-internal"),
        ("https://[fe80::1]/", "link-internal"),
        ("https://[2001:4860:4860::8888]/", "link-internal"),
        ("https://１２７.0.0.1/", "link-internal"),
    ],
)
def test_bad_links_are_refused_with_the_reason(raw: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        links.link(raw, "link")
    assert caught.value.code == code
    assert caught.value.facts["field"] == "link"


def test_the_allow_list_holds_hosts_and_their_sub_domains() -> None:
    allowed = frozenset({"zoom.us", "meet.example.org"})
    assert links.link("https://us02web.zoom.us/j/1", "link", allowed)
    assert links.link("https://meet.example.org", "link", allowed)
    for other in ("https://notzoom.us", "https://zoom.us.evil.example", "https://example.org"):
        with pytest.raises(Refusal) as caught:
            links.link(other, "link", allowed)
        assert caught.value.code == "link-host"
        assert caught.value.facts["allowed"] == "meet.example.org, zoom.us"


@pytest.mark.parametrize("raw", [None, "", "  "])
def test_an_optional_link_may_be_left_out(raw: str | None) -> None:
    assert links.optional_link(raw, "link") is None


@given(
    st.text(max_size=80)
    | st.text("https:/@.[]\\%#?1270x" + string.ascii_lowercase, max_size=60).map("https://".__add__)
)
def test_anything_is_kept_safely_or_refused(raw: str) -> None:
    try:
        kept = links.link(raw, "link")
    except Refusal:
        return
    assert kept.startswith("https://")
    assert kept.isascii()
    assert kept.isprintable()
    assert "@" not in urlsplit(kept).netloc
    assert links.link(kept, "link") == kept
