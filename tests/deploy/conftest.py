"""The site as an operator installs it: the real nginx with the file of deploy/ in front of a real gunicorn."""

import pytest

from tests.deploy.front import Front, find_nginx, free_port, make_certificate, nginx, site_file
from tests.prepared import WITH_CONTENT
from tests.socialnibydleni.copies.kept_site import kept_site


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    """The whole site behind nginx, with its content and its static files."""
    find_nginx()
    folder = tmp_path_factory.mktemp("front")
    plain, secure, upstream = free_port(), free_port(), free_port()
    with kept_site(folder, WITH_CONTENT, SITE_URL=f"https://localhost:{secure}", PROXY_COUNT="1") as site:
        make_certificate(folder)
        (folder / "site.conf").write_text(site_file(folder, plain=plain, secure=secure, upstreams=[upstream]))
        front = Front(site, folder, plain, secure, upstream)
        front.start_gunicorn()
        try:
            with nginx(folder):
                yield front
        finally:
            front.stop_gunicorn()
