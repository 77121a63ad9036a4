"""Whether the web processes of this container answer, whatever the database does: exit status 0 or 1."""

import http.client
import os
import sys
from urllib.parse import urlsplit

site, port = urlsplit(os.environ["SITE_URL"]), int(os.environ["BIND"].rpartition(":")[2])
connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
try:
    connection.request("GET", "/stav/", headers={"Host": site.netloc, "X-Forwarded-Proto": site.scheme})
    sys.exit(connection.getresponse().status != http.HTTPStatus.OK)
except OSError as error:
    sys.exit(str(error))
