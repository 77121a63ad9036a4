"""Requests that no browser sends, as raw bytes to gunicorn: an orderly refusal for each, never an error of ours.

Where Django answers, the answer is our page; where gunicorn refuses before, its short text.
"""

import json
import re

import pytest

pytestmark = pytest.mark.any_database

HOST = b"Host: HERE\r\n"
FILE = b"/static/FILE"  # one that is there
CLOSE = b"Connection: close\r\n"
ALLOWED = {200, 301, 302, 304, 400, 404, 405, 413, 414, 431}
MEGABYTE = b"x" * 1024 * 1024
FORM, URLENCODED = b"/kontaktni-centrum/schuzka/", b"Content-Type: application/x-www-form-urlencoded\r\n"
HANGS_UP = "it is no HTTP, so gunicorn may hang up without a word"


def ask(target, method=b"GET", host=HOST, more=b"", version=b"HTTP/1.1"):
    return b"%b %b %b\r\n%b%b%b\r\n" % (method, target, version, host, CLOSE, more)


def host(name):
    return ask(b"/", host=b"Host: %b\r\n" % name)


def post(more, body=b"", target=b"/"):
    return ask(target, method=b"POST", more=more) + body


PATHS = {
    "NUL in the path": ask(b"/%00"),
    "NUL in a slug": ask(b"/obce/praha%007/"),
    "another host in the path": ask(b"//evil.example/"),
    "another host and a way up": ask(b"//evil.example/%2f.."),
    "another host after a backslash": ask(b"/\\evil.example/"),
    "a way up, encoded": ask(b"/..%2f..%2fetc/passwd"),
    "a way up, encoded twice": ask(b"/%252e%252e%252fetc/passwd"),
    "a way up, plain": ask(b"/../../etc/passwd"),
    "a way up among static files": ask(b"/static/../manage.py"),
    "a way up among static files, encoded": ask(b"/static/%2e%2e/socialnibydleni/settings.py"),
    "NUL among static files": ask(b"/static/css/site.css%00.html"),
    "the folder of static files": ask(b"/static/"),
    "hidden files": ask(b"/.env"),
    "invalid UTF-8": ask(b"/obce/%ff%fe/"),
    "a lone surrogate": ask(b"/obce/%ed%a0%80/"),
    "half a percent code": ask(b"/obce/%"),
    "a percent code of no number": ask(b"/obce/%zz/"),
    "Czech letters as raw bytes": ask("/obce/ŠTĚTÍ/".encode()),
    "Czech letters, encoded": ask(b"/obce/%C5%A0T%C4%9AT%C3%8D/"),
    "an emoji as raw bytes": ask("/obce/🏠/".encode()),
    "an emoji, encoded": ask(b"/%F0%9F%8F%A0/"),
    "a line break, encoded": ask(b"/obce%0d%0aSet-Cookie:%20a=b/"),
    "3,000 characters": ask(b"/" + b"a" * 3_000),
    "5,000 characters": ask(b"/" + b"a" * 5_000),
    "a very long query": ask(b"/?q=" + b"a" * 100_000),
    "1,900 parameters": ask(b"/?" + b"&".join([b"a"] * 1_900)),
    "a query of invalid UTF-8": ask(b"/?q=%ff%00%fe"),
    "no slash at the end": ask(b"/obce"),
    "no slash at the end, another host before": ask(b"//evil.example"),
    "a whole address": ask(b"http://evil.example/obce/"),
    "a script": ask(b"/%3Cscript%3Ealert(1)%3C/script%3E/"),
    "an asterisk": ask(b"*", method=b"OPTIONS"),
    "no path": ask(b""),
}
HOSTS = {
    "no host in HTTP/1.1": ask(b"/", host=b""),
    "no host in HTTP/1.0": ask(b"/", host=b"", version=b"HTTP/1.0"),
    "an empty host": host(b""),
    "another name": host(b"evil.example"),
    "a name with spaces": host(b"evil example"),
    "a name with a path": host(b"127.0.0.1/evil"),
    "a user before the name": host(b"evil@127.0.0.1"),
    "a port out of range": host(b"127.0.0.1:99999"),
    "a port of letters": host(b"127.0.0.1:port"),
    "IPv6": host(b"[::1]"),
    "IPv6 with a port": host(b"[::1]:8000"),
    "half of IPv6": host(b"[::1"),
    "Czech letters": host("příklad.cz".encode()),
    "invalid UTF-8": host(b"\xff\xfe"),
    "two hosts": ask(b"/", more=b"Host: evil.example\r\n"),
    "another host from a proxy": ask(b"/", more=b"X-Forwarded-Host: evil.example\r\nX-Forwarded-Port: 1\r\n"),
    "another host, and a missing slash": ask(b"/obce", host=b"Host: evil.example\r\n"),
    "400 of a missing page": ask(b"/neni/", host=b"Host: evil.example\r\n"),
}
METHODS = {
    method.decode(): ask(b"/", method=method)
    for method in [b"PUT", b"DELETE", b"PATCH", b"OPTIONS", b"TRACE", b"PROPFIND", b"get", b"POST", b"BREW", b"CONNECT"]
}
METHODS |= {
    "POST with a form": post(b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n", b"a=b"),
    "POST to a missing page": post(b"Content-Length: 0\r\n", target=b"/neni/"),
    "POST to a file": post(b"Content-Length: 0\r\n", target=FILE),
    "a method overridden": ask(b"/", more=b"X-HTTP-Method-Override: DELETE\r\n"),
    "a method of signs": ask(b"/", method=b"G@T"),
}
HEADERS = {
    "a date that is none": ask(b"/", more=b"If-Modified-Since: nikdy\r\n"),
    "an ETag that is none": ask(b"/", more=b'If-None-Match: "\xff, W/\r\n'),
    "a range that is none": ask(b"/", more=b"Range: bytes=9-1,x\r\n"),
    "a range beyond the end of a file": ask(FILE, more=b"Range: bytes=99999-\r\n"),
    "a language that is none": ask(b"/", more=b"Accept-Language: " + b"x-" * 2_000 + b"\r\n"),
    "an encoding that is none": ask(b"/", more=b"Accept-Encoding: \xff;q=x\r\n"),
    "a cookie that is none": ask(b"/sprava/login/", more=b'Cookie: sessionid="\\000; ;=;\xff\r\n'),
    "an address of a proxy that is none": ask(b"/", more=b"X-Forwarded-For: ,,\xff\r\nX-Forwarded-Proto: gopher\r\n"),
    "a header of 70,000 bytes": ask(b"/", more=b"X-Long: " + b"a" * 70_000 + b"\r\n"),
    "500 headers": ask(b"/", more=b"".join(b"X-%d: a\r\n" % number for number in range(500))),
    "NUL in a header": ask(b"/", more=b"X-Odd: a\0b\r\n"),
    "a space before the colon": ask(b"/", more=b"X-Odd : a\r\n"),
    "a header without a colon": ask(b"/", more=b"odd\r\n"),
    "an expectation that is none": ask(b"/", more=b"Expect: miracle\r\n"),
}
BODIES = {
    "a length of letters": post(b"Content-Length: deset\r\n"),
    "a length below zero": post(b"Content-Length: -1\r\n"),
    "two lengths": post(b"Content-Length: 1\r\nContent-Length: 2\r\n", b"ab"),
    "a length without its body": post(b"Content-Length: 1000\r\n", b"short"),
    "chunks of no number": post(b"Transfer-Encoding: chunked\r\n", b"zz\r\nnothing\r\n0\r\n\r\n"),
    "chunks that never end": post(b"Transfer-Encoding: chunked\r\n", b"5\r\nab"),
    "chunks and a length": post(b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", b"0\r\n\r\n"),
    "an unknown transfer encoding": post(b"Transfer-Encoding: magic\r\n", b"x"),
    "a form of no kind": post(b"Content-Type: multipart/form-data\r\nContent-Length: 3\r\n", b"a=b"),
    "a body of 10 MB": post(b"Content-Length: %d\r\n" % (10 * len(MEGABYTE)), MEGABYTE * 10),
    "a body of 10 MB with GET": ask(b"/", more=b"Content-Length: %d\r\n" % (10 * len(MEGABYTE))) + MEGABYTE * 10,
    "a form of 10 MB": post(b"%bContent-Length: %d\r\n" % (URLENCODED, 10 * len(MEGABYTE)), MEGABYTE * 10, FORM),
    "a form broken off": post(b"%bContent-Length: 1000\r\n" % URLENCODED, b"topic=short", FORM),
    "a form in chunks": post(b"%bTransfer-Encoding: chunked\r\n" % URLENCODED, b"7\r\ntopic=x\r\n0\r\n\r\n", FORM),
    "a form of no known letters": post(b"%b;charset=hex\r\nContent-Length: 7\r\n" % URLENCODED[:-2], b"topic=x", FORM),
}
# Refusals for which HTTP has a status of its own (RFC 9110, 15.5.17 and 15.5.18; RFC 9112, 6.1).
PRECISE = {
    HEADERS["a range beyond the end of a file"]: 416,
    HEADERS["an expectation that is none"]: 417,
    BODIES["an unknown transfer encoding"]: 501,
}
# Not every one of these is answered; each says why.
MALFORMED = {
    "HTTP of version 9.9": (ask(b"/", version=b"HTTP/9.9"), HANGS_UP),
    "HTTP of no version": (b"GET / HTTP/x.y\r\n\r\n", HANGS_UP),
    "HTTP 0.9": (b"GET /\r\n\r\n", HANGS_UP),
    "no HTTP at all": (b"\0\1\2\3\r\n\r\n", HANGS_UP),
    "the beginning of TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 64, HANGS_UP),
    "half of a request": (b"GET / HTTP/1.1\r\nHost: 127", "the rest never comes"),
    "nothing": (b"", "there is nothing to answer"),
    "empty lines only": (b"\r\n" * 50, "there is nothing to answer"),
}
ANSWERED = {
    f"{group}: {name}": request
    for group, table in {"path": PATHS, "host": HOSTS, "method": METHODS, "header": HEADERS, "body": BODIES}.items()
    for name, request in table.items()
}


def faults(request, answer):
    """What is wrong with an answer, in words."""
    head, _, body = answer.partition(b"\r\n\r\n")
    head, body = head.decode("latin-1").lower(), body.decode("utf-8", "replace")
    status = int(re.match(r"http/1\.[01] (\d{3}) ", head)[1])
    # Django alone sends a policy. What it says to a person is our page; a file or a redirect says nothing.
    said_by_django = "content-security-policy" in head and status >= 400 and b" /static/" not in request[:20]
    checks = {
        f"status {status}": status in ALLOWED or status == PRECISE.get(request),
        "a trace": "Traceback" not in body,
        "another host in its headers": "evil.example" not in head,
        "a cookie of a public page": "set-cookie" not in head or "path=/sprava/" in head,
        "no page of ours": not said_by_django or "Evropská unie" in body,
    }
    return [fault for fault, holds in checks.items() if not holds]


def ask_site(site, request):
    if FILE in request:
        request = request.replace(FILE, site.get("/favicon.ico")[1]["Location"].encode())
    return site.send(request.replace(b"HERE", site.netloc.encode()))


@pytest.mark.parametrize("name", ANSWERED)
def test_odd_request_gets_an_orderly_answer(site, name):
    assert faults(ANSWERED[name], ask_site(site, ANSWERED[name])) == []


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_no_request_is_refused_or_hung_up_on(site, name):
    request, _reason = MALFORMED[name]
    answer = ask_site(site, request)
    assert answer == b"" or faults(request, answer) == []


def test_odd_requests_leave_the_server_well_and_its_log_without_an_error(site):
    for request in [*ANSWERED.values(), *(request for request, _ in MALFORMED.values())]:
        ask_site(site, request)
    log = site.log.read_text()
    assert "Traceback" not in log
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    assert [line for line in lines if line.get("level") in {"error", "critical"}] == []
    # Another would have taken the place of one that died. What the server itself says has the number of no request.
    [booted] = [line for line in lines if line.get("message", "").startswith("Booting worker")]
    assert (booted["logger"], "request" in booted) == ("gunicorn.error", False)
    assert site.get("/")[0] == 200


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (b"HTTP/1.1 500 Internal Server Error\r\n\r\n", "status 500"),
        (b"HTTP/1.1 200 OK\r\n\r\nTraceback (most recent call last)", "a trace"),
        (b"HTTP/1.1 301 Moved\r\nLocation: http://evil.example/\r\n\r\n", "another host in its headers"),
        (b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b; Path=/\r\n\r\n", "a cookie of a public page"),
        (b"HTTP/1.1 404 Not Found\r\nContent-Security-Policy: x\r\n\r\nNot Found", "no page of ours"),
    ],
)
def test_a_disorderly_answer_would_be_found(answer, fault):
    assert faults(ask(b"/"), answer) == [fault]
