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

    def got(path, host="news.example", look_up=None):
        # Only this one way to write this machine is permitted: any other is seen to be one.
        return fetch(f"http://{host}:{port}{path}", permit=lambda address: address == "127.0.0.1" or public(address),
                     look_up=look_up or (lambda name, _: looked_up[name]), ports={"http": (port, 80), "https": (443,)})

    got.port = port
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
    "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "ff02::1", "not an address",
    # One address inside another: mapped, NAT64 with both prefixes, 6to4, Teredo (server or client), compatible, translated.
    "::ffff:169.254.169.254", "::ffff:a9fe:a9fe", "::ffff:224.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b::e000:1", "64:ff9b:1::a9fe:a9fe",
    "2002:a9fe:a9fe::1", "2002:c0a8:101::1", "2001:0:7f00:1::", "2001:0:5db8:d70e:0:0:80ff:fffe", "::7f00:1", "::ffff:0:7f00:1",
    # Of one's own house, of documentation, reserved, discarded.
    "fec0::1", "fd12:3456::1", "2001:db8::1", "3fff::1", "5f00::1", "100::1", "192.88.99.1", "240.0.0.1", "192.0.2.1", "198.51.100.7", "203.0.113.9", "192.0.0.8",
    # Where clouds tell a machine its secrets.
    "fd00:ec2::254", "100.100.100.200", "192.0.0.192", "168.63.129.16", "::ffff:168.63.129.16"])
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


@pytest.mark.parametrize("host", [
    "127.0.0.1", "localhost", "2130706433", "0x7f000001", "017700000001", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0",
    "LOCALHOST", "localhost.", "127.0.0.1.", "0177.0.0.1", "0x7f.0.0.1", "0x7f.1", "0", "[0:0:0:0:0:0:0:1]", "[::ffff:7f00:1]", "[::]",
    "１２７.０.０.１", "①②⑦.⓪.⓪.①", "127。0。0。1", "ｌｏｃａｌｈｏｓｔ",
    "169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "0xa9.0xfe.0xa9.0xfe", "[::ffff:169.254.169.254]",
    "[64:ff9b::a9fe:a9fe]", "[2002:a9fe:a9fe::]", "168.63.129.16"])
def test_every_way_to_write_this_machine_is_refused(host):
    with pytest.raises(FetchError, match=r"not on the public internet|could not be reached"):
        fetch(f"http://{host}/")


@pytest.mark.parametrize("where", [
    "http://10.0.0.1/", "http://[::1]/", "http://167772161/", "http://0xa.1/", "http://012.0.0.1/",
    "http://[::ffff:10.0.0.1]/", "//169.254.169.254/latest/meta-data/"])
def test_a_redirect_inside_is_not_followed(get, monkeypatch, where):
    monkeypatch.setitem(ANSWERS, "/redirected", (307, {"Location": where}, b""))
    with pytest.raises(FetchError, match="not on the public internet"):
        get("/redirected", look_up=by_the_system)


def by_the_system(name, port):
    return ["127.0.0.1"] if name == "news.example" else fetching.resolve(name, port)


def rebinding():
    """A name that leads outside when it is asked first, and inside ever after."""
    answers = iter(["127.0.0.1"])
    return lambda name, _: [next(answers, "10.0.0.1")]


def test_what_is_connected_to_is_the_very_address_that_was_looked_at(get):
    """Rebinding: between looking at an address and connecting to it no name is asked."""
    backend = fetching._Guarded(lambda address: address == "127.0.0.1", rebinding())
    stream = backend.connect_tcp("news.example", get.port)
    assert stream.get_extra_info("server_addr")[0] == "127.0.0.1"
    stream.close()


def test_a_name_that_leads_inside_when_it_is_asked_again_is_refused(get):
    # The rules of the site came from outside; its page would come from inside.
    with pytest.raises(FetchError, match="not on the public internet"):
        get("/page", look_up=rebinding())


def test_a_name_that_leads_elsewhere_at_a_redirect_is_looked_at_again(get, monkeypatch):
    led = {"news.example": ["127.0.0.1"], "other.example": ["10.0.0.1"]}
    monkeypatch.setitem(ANSWERS, "/away", (302, {"Location": "http://other.example/page"}, b""))
    with pytest.raises(FetchError, match="not on the public internet"):
        get("/away", look_up=lambda name, _: led[name])


def test_a_proxy_of_the_environment_is_not_taken(get, monkeypatch):
    # It would look names up itself, inside.
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert get("/page").data == PAGE


def test_the_administrator_can_switch_it_off(monkeypatch):
    monkeypatch.setenv(fetching.SWITCH, "off")
    with pytest.raises(FetchError, match="pages are not fetched here"):
        fetch("https://example.org/")
