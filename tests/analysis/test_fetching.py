"""Pages are fetched from a real server on this machine, which only the tests permit."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import pytest

from analysis import fetching, readers
from analysis.fetching import FetchError, fetch, public

PAGE = ("<html><head><title>能否破局</title></head><body><article><p>" + "顾远认为，谈判大概率破裂，双方都不会让步。" * 4
        + "</p></article></body></html>").encode()
ANSWERS = {
    "/page": (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE),
    "/文章.html": (200, {"Content-Type": "text/html"}, PAGE),
    "/moved": (302, {"Location": "/page"}, b""),
    "/round": (302, {"Location": "/round"}, b""),
    "/inside": (302, {"Location": "http://metadata.example/latest"}, b""),
    "/elsewhere": (302, {"Location": "file:///etc/passwd"}, b""),
    "/gone": (404, {}, b""),
    "/picture": (200, {"Content-Type": "image/png"}, b"x"),
    "/large": (200, {"Content-Type": "text/html"}, b"x" * 21_000_000),
    "/secret": (200, {"Content-Type": "text/html"}, PAGE),
    "/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /secret\n"),
}


class Answer(BaseHTTPRequestHandler):
    def do_GET(self):


        status, headers, body = ANSWERS.get(unquote(self.path), (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def get():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    looked_up = {"news.example": ["127.0.0.1"], "metadata.example": ["169.254.169.254"], "both.example": ["127.0.0.1", "10.0.0.1"]}

    def got(path, host="news.example"):
        return fetch(f"http://{host}:{port}{path}", permit=lambda address: address == "127.0.0.1",
                     look_up=lambda name, _: looked_up[name], ports={"http": (port, 80), "https": (443,)})

    yield got
    server.shutdown()
    server.server_close()


def test_a_page_is_fetched_and_its_reader_takes_it(get):
    page = get("/page")
    assert page.name == "page.html"
    assert readers.read(page.name, page.data).readings[0].text.startswith("顾远认为")


def test_an_address_in_chinese_and_a_redirect_are_followed(get):
    assert get("/文章.html").name == "文章.html"
    assert get("/moved").url.endswith("/page")


@pytest.mark.parametrize(("path", "says"), [
    ("/round", "leads on more than 5 times"), ("/gone", "answered 404"), ("/picture", "is image/png, which is not read"),
    ("/large", "is larger than 20 MB"), ("/secret", "robots.txt asks programs to stay away"),
    ("/inside", "not on the public internet"), ("/elsewhere", "no http or https address")])
def test_what_may_not_or_cannot_be_had_is_refused_with_the_next_move(get, path, says):
    with pytest.raises(FetchError, match=says) as raised:
        get(path)
    assert raised.value.move


def test_a_name_that_leads_outside_and_inside_is_refused(get):
    with pytest.raises(FetchError, match="not on the public internet"):
        get("/page", host="both.example")


@pytest.mark.parametrize("address", [
    "127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "ff02::1", "not an address"])
def test_addresses_inside_are_not_public(address):
    assert not public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"])
def test_addresses_of_the_internet_are_public(address):
    assert public(address)


@pytest.mark.parametrize("url", [
    "ftp://example.org/a", "file:///etc/passwd", "gopher://x", "http://", "http:///a", "not an address", "http://[::1",
    "http://user:secret@example.org/", "http://example.org:22/", "https://example.org:6379/", "javascript:alert(1)", "//example.org/a"])
def test_what_is_no_web_address_is_refused_before_anything_is_sent(url):
    def never(*_):
        raise AssertionError("a name was looked up")

    with pytest.raises(FetchError):
        fetch(url, look_up=never)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "017700000001", "127.1", "[::1]",
                                  "[::ffff:127.0.0.1]", "0.0.0.0"])
def test_every_way_to_write_this_machine_is_refused(host):
    with pytest.raises(FetchError, match=r"not on the public internet|could not be reached"):
        fetch(f"http://{host}/")


def test_the_administrator_can_switch_it_off(monkeypatch):
    monkeypatch.setenv(fetching.SWITCH, "off")
    with pytest.raises(FetchError, match="pages are not fetched here"):
        fetch("https://example.org/")
