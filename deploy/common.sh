# What install, update and rollback have in common; read by them, never run.
#
#   /srv/socialnibydleni/.env        the settings, the same for each release
#   /srv/socialnibydleni/.git        the code's history
#   /srv/socialnibydleni/releases/   a folder a release: its code, packages and static files; never changed once built
#   /srv/socialnibydleni/current     the release that serves; whatever switches, switches this link
#   /srv/socialnibydleni/former      the one before
#   /srv/socialnibydleni/.installed  units and the file for nginx as they were put in place last, before anybody changed them
#
# Whatever is killed, `current` leads to a release that is whole. ROOT stands before every path: nothing on a machine, a
# folder in tests.

# shellcheck shell=sh disable=SC2034
set -eu
umask 022
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
ROOT=${ROOT:-}
CODE=$ROOT/srv/socialnibydleni
STATE=$ROOT/var/lib/socialnibydleni
BACKUPS=$ROOT/var/backups/socialnibydleni
UNITS=$ROOT/etc/systemd/system
SITE_FILE=$ROOT/etc/nginx/sites-available/socialnibydleni
CERTIFICATE=$ROOT/etc/ssl/socialnibydleni
RESTART_IS_DUE=$CODE/.restart-is-due
WORK=$(mktemp -d)
doing="beginning"
outcome="Nothing was changed."
# shellcheck disable=SC2154
trap 'status=$?; rm -rf "$WORK"; [ "$status" = 0 ] || printf "\nStopped while %s. %s\n" "$doing" "$outcome" >&2' EXIT

# step SENTENCE - begin it; should it fail, this is what is named.
step() {
    doing=$(printf %.1s "$1" | tr '[:upper:]' '[:lower:]')${1#?}
    echo "== $1"
}

# stop SENTENCE - end with it; nothing begun is half done.
stop() {
    echo "$1" >&2
    exit 1
}

# quietly COMMAND - do it; what it says is only worth reading where it fails.
quietly() {
    "$@" >"$WORK/said" 2>&1 || { cat "$WORK/said" >&2 && return 1; }
}

# alone - be the only one at work on this site until the script ends.
alone() {
    exec 9>"$CODE/.lock"
    flock --nonblock 9 || stop "Another install, update or rollback is at work here."
}

# setting NAME - what .env says of it.
setting() {
    sed -n "s/^$1=//p" "$CODE/.env" | tail -n 1 | tr -d "\"'"
}

# manage RELEASE ARGUMENTS - a management command of that release, as the user of the site, whose files only he may read.
manage() (
    cd "$1"
    shift
    runuser -u socialnibydleni -- sh -c 'umask 077; exec .venv/bin/python manage.py "$@"' sh "$@"
)

# name_of COMMIT - of its release. Packages belong to one Python, so a newer Debian makes another release of it.
name_of() {
    echo "$(printf %.12s "$1")-python$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
}

# release LINK - the folder that `current` or `former` leads to; nothing where there is none.
release() {
    readlink -e "$CODE/$1" || true
}

# unpack COMMIT - its code into a folder of its own, unless it is built already. Sets `new`.
unpack() {
    new=$CODE/releases/$(name_of "$1")
    [ ! -e "$new/.built" ] || return 0
    rm -rf "$new"
    mkdir -p "$new"
    git -C "$CODE" archive --output "$WORK/code.tar" "$1"
    tar --extract --file "$WORK/code.tar" --directory "$new"
    ln -s ../../.env "$new/.env"
}

# build RELEASE - its packages, those that .env asks for too, and its static files.
build() {
    locks=requirements.txt
    [ -z "$(setting UPLOADS_URL)" ] || locks="$locks requirements-s3.txt"
    [ "$(cat "$1/.built" 2>/dev/null)" != "$locks" ] || return 0
    step "Installing the packages of $(basename "$1"), each by its hash"
    [ -x "$1/.venv/bin/python" ] || python3 -m venv "$1/.venv"
    for lock in $locks; do
        "$1/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1/$lock"
    done
    step "Collecting its static files"
    (cd "$1" && .venv/bin/python manage.py collectstatic --noinput --verbosity 0)
    if [ "$1" = "$(release current)" ]; then touch "$RESTART_IS_DUE"; fi
    echo "$locks" >"$1/.built"
}

# fill RELEASE - the tables and the content that its code needs. What serves goes on: migrations only add.
fill() {
    step "Bringing the database up to it"
    manage "$1" migrate --no-input --verbosity 0
    manage "$1" load_content >"$WORK/loaded"
    tail -n 1 "$WORK/loaded"
}

# rehearse RELEASE - whether its code answers with these settings and this database.
rehearse() {
    step "Asking $(basename "$1") for the home page before anybody else does"
    manage "$1" check --deploy && manage "$1" shell --verbosity 0 --command "
from django.conf import settings
from django.test import Client
host, proxies = settings.ALLOWED_HOSTS[0], ', '.join(['127.0.0.1'] * settings.PROXY_COUNT)
headers = {'host': host, 'x-forwarded-proto': 'https', 'x-forwarded-for': proxies}
status = Client(headers=headers).get('/').status_code
raise SystemExit(status != 200 and f'The home page was answered with {status}.')"
}

# render FILE - a unit or the file for nginx as it lies on this machine.
render() {
    sed -E "s#/(srv|var/(lib|backups|cache))/socialnibydleni|/var/(log/nginx|www/html)|/etc/letsencrypt#$ROOT&#g" "$1" |
        case $1 in *.conf) for_this_host ;; *) cat ;; esac
}

# for_this_host - deploy/nginx.conf with the names of the site, its certificate, and the words of this nginx.
for_this_host() {
    host=$(setting SITE_URL | sed 's#^[a-z]*://##; s#[:/].*##')
    former=$(setting FORMER_HOSTS | tr ',' ' ')
    sed "s#www\.example\.cz#$host#g; s#former\.example\.cz#${former:-former.invalid}#g" |
        if has_own_certificate "$host"; then sed "s#[^ ]*/letsencrypt/live/$host#$CERTIFICATE#"; else cat; fi |
        # Newer ones warn of http2 as a word of listen, the one of Debian 12 does not know the other way.
        if has_http2_on; then
            sed -E 's/^( *)(listen \[::\]:443 ssl) http2(.*)/\1\2\3\n\1http2 on;/; s/(443 ssl) http2/\1/'
        else cat; fi
}

# has_own_certificate HOST - whether one was given, or must do because certbot has none yet.
has_own_certificate() {
    [ -L "$CERTIFICATE/fullchain.pem" ] ||
        { [ -e "$CERTIFICATE/fullchain.pem" ] && [ ! -e "$ROOT/etc/letsencrypt/live/$1/fullchain.pem" ]; }
}

has_http2_on() {
    version=$(nginx -v 2>&1 | sed 's#.*/\([0-9.]*\).*#\1#')
    [ "$(printf '%s\n' 1.25.1 "$version" | sort -V | head -n 1)" = 1.25.1 ]
}

# put OLD NEW TARGET - what NEW says in the place of what was put there last, which OLD knows where nobody noted it. What
# the operator changed in TARGET stays; where both changed the same lines, all of TARGET stays, and NEW is laid beside it.
# Sets `changed` to yes or nothing.
put() {
    changed=
    render "$2" >"$WORK/new"
    last=$CODE/.installed/$(basename "$3")
    if [ -e "$last.coming" ] && [ -e "$3.before" ]; then mv "$3.before" "$3"; fi # killed before it was noted
    rm -f "$last.coming" "$3.before"
    if [ -e "$last" ]; then cp "$last" "$WORK/last"; elif [ -e "$1" ]; then render "$1" >"$WORK/last"; else : >"$WORK/last"; fi
    cp "$WORK/new" "$WORK/merged"
    if [ -e "$3" ] && ! cmp -s "$WORK/new" "$3"; then
        cp "$3" "$WORK/merged"
        if ! git merge-file --quiet "$WORK/merged" "$WORK/last" "$WORK/new"; then
            cp "$WORK/new" "$3.ours"
            echo "   $3 stays as it was changed on this machine. Compare: diff $3 $3.ours"
            return
        fi
    fi
    if cmp -s "$WORK/merged" "$3"; then return; fi
    if [ -e "$3" ]; then
        echo "   $3 changes:"
        diff --unified=0 "$3" "$WORK/merged" | sed '1,2d; s/^/      /'
        cp -p "$3" "$3.before"
    else
        echo "   $3 is new."
    fi
    install -D -m 644 "$WORK/new" "$last.coming"
    install -D -m 644 "$WORK/merged" "$3.unfinished"
    mv "$3.unfinished" "$3"
    changed=yes
}

# note TARGET - that what was put there last is right; from here on there is no way back to what it was.
note() {
    last=$CODE/.installed/$(basename "$1")
    if ! cmp -s "$WORK/new" "$last"; then
        install -D -m 644 "$WORK/new" "$last.coming"
        mv "$last.coming" "$last"
    fi
    rm -f "$last.coming" "$1.before"
}

# configure FROM TO - the units and nginx as TO wants them, where FROM had them so. Web processes go on as they are.
configure() {
    step "Comparing the units of systemd"
    for unit in "$2"/deploy/*.socket "$2"/deploy/*.service "$2"/deploy/*.timer; do
        name=$(basename "$unit")
        is_new=$([ -e "$UNITS/$name" ] || echo yes)
        put "$1/deploy/$name" "$unit" "$UNITS/$name"
        if [ "$changed" ]; then
            touch "$RESTART_IS_DUE"
            systemctl daemon-reload
            # What an operator has switched off stays off.
            if [ "$is_new" ] && grep -q '^\[Install\]' "$unit"; then systemctl --quiet enable "$name"; fi
        fi
        note "$UNITS/$name"
    done
    step "Comparing the file for nginx"
    put "$1/deploy/nginx.conf" "$2/deploy/nginx.conf" "$SITE_FILE"
    enabled=$ROOT/etc/nginx/sites-enabled/socialnibydleni
    if [ "$changed" ] || [ ! -e "$enabled" ]; then
        mkdir -p "$(dirname "$enabled")"
        ln -sfn ../sites-available/socialnibydleni "$enabled"
        if ! nginx -t -q; then
            mv "$SITE_FILE" "$SITE_FILE.ours"
            if [ -e "$SITE_FILE.before" ]; then mv "$SITE_FILE.before" "$SITE_FILE"; else rm "$enabled"; fi
            stop "nginx does not take it; what was there is back, and the other one is $SITE_FILE.ours"
        fi
        systemctl reload-or-restart nginx
    fi
    note "$SITE_FILE"
}

# point LINK RELEASE - from one moment to the next.
point() {
    ln -sfn "$2" "$CODE/.$1"
    mv -T "$CODE/.$1" "$CODE/$1"
}

# serve RELEASE - from now on; fails where it does not start. Requests wait in the socket meanwhile.
serve() {
    touch "$RESTART_IS_DUE"
    point current "$1" && serve_anew
}

# serve_anew - web processes that run what `current` is. systemd does all of it, should this be killed: it stops those
# that are there, opens the socket if it is not open yet, and starts the new ones.
serve_anew() {
    systemctl reset-failed socialnibydleni.service socialnibydleni.socket 2>/dev/null || true
    systemctl restart socialnibydleni && rm -f "$RESTART_IS_DUE"
}

# share_static FROM TO - pages that readers opened before name files of FROM.
share_static() {
    if [ -d "$1/staticfiles" ]; then cp --recursive --link --no-clobber "$1/staticfiles/." "$2/staticfiles/"; fi
}

# exchange ONE OTHER - each gets the other's name, from one moment to the next; no program of Debian 12 does that.
exchange() {
    python3 -c '
import ctypes, os, sys
here, exchange, paths = -100, 2, map(os.fsencode, sys.argv[1:])  # renameat2(2)
libc = ctypes.CDLL(None, use_errno=True)
if libc.renameat2(here, next(paths), here, next(paths), exchange):
    sys.exit(os.strerror(ctypes.get_errno()))' "$@"
}

# tidy - away with releases that nobody goes back to, and with code that lay here before releases had folders.
tidy() {
    for each in "$CODE"/releases/*; do
        case $each in "$(release current)" | "$(release former)") ;; *) rm -rf "$each" ;; esac
    done
    case $CODE in "$(release current)" | "$(release former)") return 0 ;; esac
    if [ "$(git -C "$CODE" config core.bare)" = true ]; then return 0; fi
    git -C "$CODE" diff --diff-filter=M HEAD >"$CODE/changed-here.diff" || true
    if [ -s "$CODE/changed-here.diff" ]; then
        echo "   What was changed in the code on this machine is in $CODE/changed-here.diff"
    else
        rm "$CODE/changed-here.diff"
    fi
    if [ ! -L "$CODE/deploy" ]; then
        ln -sfn current/deploy "$CODE/.deploy"
        exchange "$CODE/.deploy" "$CODE/deploy" # so that whoever was killed here finds the commands where they were
    fi
    (cd "$CODE" && git ls-files -z ':!deploy' | xargs -0 rm -f --)
    rm -rf "$CODE/.deploy" "$CODE/.venv" "$CODE/staticfiles"
    find "$CODE" -mindepth 1 -maxdepth 1 -type d ! -name .git ! -name releases -print0 |
        xargs -0 -I% find % -depth '(' -type d -empty -o -path '*/__pycache__/*' -o -name __pycache__ ')' -delete
    git -C "$CODE" config core.bare true
}
