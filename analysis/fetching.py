"""A page fetched by its address, from the public internet only."""

import ipaddress
import os
import socket
import ssl
import time
import urllib.robotparser
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit

import httpcore2 as http

from analysis.readers import ENDINGS

SWITCH = "LUNHENG_URL_IMPORT"
AGENT = "Lunheng"
LARGEST, LONGEST, REDIRECTS = 20_000_000, 30.0, 5
PORTS: dict[str, tuple[int, ...]] = {"http": (80, 8080), "https": (443, 8443)}
# What IANA's registries set apart and Python's `ipaddress` of some versions does not: protocol assignments (Oracle's machines are told
# their secrets there), relays of 6to4, site-local, documentation, segment routing; and where Azure's machines are told theirs.
SET_APART = tuple(ipaddress.ip_network(network) for network in (
    "192.0.0.0/24", "192.88.99.0/24", "fec0::/10", "3fff::/20", "5f00::/16", "168.63.129.16/32"))
# What a server calls a file, and the ending under which a reader takes it.
TYPES = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md",
         "application/pdf": ".pdf", "text/csv": ".csv", "application/json": ".jsonl", "application/x-ndjson": ".jsonl",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
         "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx"}


class FetchError(ValueError):
    """A page that is not fetched; the message names the address, why, and the next move."""

    def __init__(self, url: str, reason: str, move: str):
        super().__init__(f"{url[:200]}: {reason}. {move}")
        self.reason, self.move = reason, move


class _Inside(OSError):
    """A name that leads to a machine that is not on the public internet."""


@dataclass(frozen=True)
class Fetched:
    """A page as it came.

    Attributes
    ----------
    name : str
        A file name for the readers: the last part of the address with the ending of what was sent.
    data : bytes
    url : str
        Where it came from in the end, after redirects.
    """

    name: str
    data: bytes
    url: str


def allowed() -> bool:
    """Whether pages may be fetched here: yes, unless `LUNHENG_URL_IMPORT` is `off`."""
    return os.environ.get(SWITCH, "on").strip().lower() not in ("off", "0", "no", "false")


def public(address: str) -> bool:
    """Whether an address is one of the public internet, whatever form it is written in.

    Notes
    -----
    By the IANA registries of special addresses, as Python's `ipaddress` has them (`is_global`). An IPv4 address inside an
    IPv6 one (mapped, 6to4, Teredo, NAT64) counts as itself. A public address at which only a cloud's own machines are answered
    is none.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if any(found in network for network in SET_APART):
        return False
    if found.version == 6:
        inner = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
        if found in ipaddress.ip_network("64:ff9b::/96") or found in ipaddress.ip_network("64:ff9b:1::/48"):
            inner.append(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
        if any(address is not None and not public(str(address)) for address in inner):
            return False
        if found.ipv4_mapped is not None:
            return True
    return found.is_global and not found.is_multicast and not found.is_reserved


def resolve(host: str, port: int) -> list[str]:
    """Return every address a name leads to."""
    return list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


class _Guarded(http.NetworkBackend):
    """Connections to addresses that were looked at: the name is resolved once, so that it cannot lead elsewhere after."""

    def __init__(self, permit: Callable[[str], bool], look_up: Callable[[str, int], Iterable[str]]):
        self._permit, self._look_up, self._below = permit, look_up, http.SyncBackend()

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
                    socket_options: Iterable[http.SOCKET_OPTION] | None = None) -> http.NetworkStream:
        addresses = list(self._look_up(host, port))
        # One inside address among many is enough: a name that leads both ways is meant to.
        if not addresses or not all(self._permit(address) for address in addresses):
            raise _Inside(host)
        return self._below.connect_tcp(addresses[0], port, timeout, local_address, socket_options)

    def connect_unix_socket(self, path: str, timeout: float | None = None,
                            socket_options: Iterable[http.SOCKET_OPTION] | None = None) -> http.NetworkStream:
        raise _Inside(path)

    def sleep(self, seconds: float) -> None:
        self._below.sleep(seconds)


def fetch(url: str, *, permit: Callable[[str], bool] = public, look_up: Callable[[str, int], Iterable[str]] = resolve,
          ports: dict[str, tuple[int, ...]] | None = None) -> Fetched:
    """Return the page at an address.

    Parameters
    ----------
    url : str
        http or https, without name and password.
    permit : callable
        Tells of an address, such as `93.184.215.14`, whether it may be connected to.
    look_up : callable
        Returns the addresses of a host and port.
    ports : dict of str to tuple of int, optional
        Ports that may be connected to, by scheme.

    Raises
    ------
    FetchError
        Where fetching is switched off; for another scheme, a port of no web server, a name that leads to a private,
        loopback or link-local machine (after every redirect too), more than 20 MB, more than 30 seconds, five redirects,
        what `robots.txt` forbids, a status other than 200, a kind of file that is not read.
    """
    if not allowed():
        raise FetchError(url, "pages are not fetched here", f"Save the page and add its file ({SWITCH} is off).")
    deadline = time.monotonic() + LONGEST
    trust = ssl.create_default_context()
    with http.ConnectionPool(ssl_context=trust, network_backend=_Guarded(permit, look_up)) as pool:
        there = url.strip()
        for _ in range(REDIRECTS + 1):
            _require_web(there, ports or PORTS)
            if not _robots_permit(pool, there, deadline, ports or PORTS):
                raise FetchError(url, "its robots.txt asks programs to stay away", "Open it yourself, save the page and add its file.")
            status, headers, data = _get(pool, there, deadline, url)
            if status in (301, 302, 303, 307, 308) and headers.get("location"):
                there = urljoin(there, headers["location"])
                continue
            if status != 200:
                raise FetchError(url, f"the server answered {status}", "Open it in a browser; save the page and add its file.")
            return Fetched(_name(there, headers.get("content-type", ""), url), data, there)
    raise FetchError(url, f"leads on more than {REDIRECTS} times", "Open it in a browser and give the address it ends at.")


def _require_web(url: str, ports: dict[str, tuple[int, ...]]) -> None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise FetchError(url, "is no address", "Give one like https://example.org/page.html.") from None
    if parts.scheme not in ports or not parts.hostname:
        raise FetchError(url, "is no http or https address", "Give one like https://example.org/page.html.")
    if parts.username or parts.password:
        raise FetchError(url, "holds a name or password", "Leave them out.")
    if port is not None and port not in ports[parts.scheme]:
        raise FetchError(url, f"asks for port {port}, where no web page is expected", "Save the page and add its file.")


def _get(pool: http.ConnectionPool, url: str, deadline: float, asked: str, largest: int = LARGEST) -> tuple[int, dict[str, str], bytes]:
    left = deadline - time.monotonic()
    try:
        if left <= 0:
            raise http.ReadTimeout
        waits = {"connect": min(left, 10.0), "read": min(left, 10.0), "write": min(left, 10.0), "pool": left}
        with pool.stream("GET", _ascii(url), headers={"User-Agent": AGENT, "Accept-Encoding": "identity"},
                         extensions={"timeout": waits}) as response:
            data = bytearray()
            for part in response.iter_stream():
                data += part
                if len(data) > largest:
                    raise FetchError(asked, f"is larger than {largest // 1_000_000} MB", "Save what you need of it and add the file.")
                if time.monotonic() > deadline:
                    raise http.ReadTimeout
            headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            return response.status, headers, bytes(data)
    except _Inside:
        raise FetchError(asked, "leads to a machine that is not on the public internet", "Save the page and add its file.") from None
    except http.TimeoutException:
        raise FetchError(asked, f"took longer than {LONGEST:.0f} seconds", "Try again later, or save the page and add its file.") from None
    except (http.NetworkError, http.ProtocolError, http.UnsupportedProtocol, OSError, UnicodeError) as error:
        raise FetchError(asked, f"could not be reached ({type(error).__name__})",
                         "Check the address and the connection, or save the page and add its file.") from None


def _ascii(url: str) -> str:
    """Return an address with what is Chinese in it written as the net writes it."""
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    host = f"[{host}]" if ":" in host else host
    place = f"{host}:{parts.port}" if parts.port else host
    query = f"?{quote(parts.query, safe='=&%+,;:@/?!$()*~-._')}" if parts.query else ""
    return f"{parts.scheme}://{place}{quote(parts.path or '/', safe='/%+,;:@=!$&()*~-._')}{query}"


def _robots_permit(pool: http.ConnectionPool, url: str, deadline: float, ports: dict[str, tuple[int, ...]]) -> bool:
    parts = urlsplit(url)
    place = urljoin(url, "/robots.txt")
    _require_web(place, ports)
    try:
        status, _, data = _get(pool, place, deadline, url, 500_000)
    except FetchError as error:
        if "public internet" in error.reason:
            raise
        return True
    if status != 200:
        # RFC 9309: no rules where there is no such file; where the server fails, stay away.
        return status < 500
    rules = urllib.robotparser.RobotFileParser()
    rules.parse(data.decode("utf-8", "replace").splitlines())
    return rules.can_fetch(AGENT, parts._replace(fragment="").geturl())


def _name(url: str, kind: str, asked: str) -> str:
    sent = kind.partition(";")[0].strip().lower()
    last = unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2]) or urlsplit(url).hostname or ""
    if sent in TYPES:
        ending = TYPES[sent]
        return last if last.lower().endswith(ending) else last.rpartition(".")[0] + ending if "." in last else last + ending
    if sent in ("", "application/octet-stream", "application/zip") and last.lower().endswith(ENDINGS):
        return last
    raise FetchError(asked, f"is {sent or 'of no kind the server names'}, which is not read", f"Read are {' '.join(ENDINGS)}.")
