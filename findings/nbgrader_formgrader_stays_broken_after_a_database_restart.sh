#!/bin/sh
# nbgrader 0.9.6 with its gradebook on PostgreSQL: Formgrader keeps one session with the database from its
# first page on, inside a transaction between requests as well. Once the server ends it (it was restarted, or
# the network broke), Formgrader answers every request of that kind with an error, until JupyterLab itself is
# started again: SQLAlchemy waits for a rollback, and nobody does one.
#
# One would expect: one request fails at most, and the next one connects anew; and no transaction that stays
# open while nobody asks anything.
#
# It starts a PostgreSQL of its own, which refuses to run as root: as root it is run by the user `postgres`.
set -eu
programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
if [ -z "$programs" ]; then
    echo "skipped: this needs a PostgreSQL server (apt-get install postgresql)"
    exit 0
fi
folder=$(mktemp -d)
as() { "$@"; }
if [ "$(id -u)" = 0 ]; then
    chown postgres "$folder"
    as() { setpriv --reuid postgres --regid postgres --clear-groups "$@"; }
fi
server() { as "$programs/pg_ctl" --silent --wait -D "$folder/data" -l "$folder/log" "$@"; }
jupyter=
trap 'server -m immediate stop || true; [ -z "$jupyter" ] || kill "$jupyter" || true; wait; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
pip() { "$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check "$@"; }
pip install nbgrader==0.9.6 alembic==1.20.1 SQLAlchemy==2.1.9 'psycopg[binary]==3.3.9'
export PATH="$folder/venv/bin:$PATH" HOME="$folder/home" JUPYTER_TOKEN=token PGUSER=ada
mkdir "$folder/home" "$folder/course"
cd "$folder/course"
port=$(python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
as "$programs/initdb" -D "$folder/data" -U ada -A trust -E UTF8 -N > /dev/null
options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories="
server -o "$options" start
"$programs/createdb" -h 127.0.0.1 -p "$port" rl
cat > nbgrader_config.py <<END
c = get_config()
c.CourseDirectory.root = "$folder/course"
c.CourseDirectory.db_url = "postgresql://ada@127.0.0.1:$port/rl"
END
cat > fill.py <<END
from nbgrader.api import Gradebook
with Gradebook("postgresql://ada@127.0.0.1:$port/rl") as book:
    book.add_assignment("one")
    book.add_notebook("one", "one")
    book.add_grade_cell("test", "one", "one", max_score=1, cell_type="code")
    book.add_student("anna")
    book.add_submission("one", "anna")
    print(book.find_grade("test", "one", "one", "anna").id)
END
grade=$(python -W ignore fill.py | tail -1)
web=$(python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
root=; [ "$(id -u)" != 0 ] || root=--allow-root
jupyter server --no-browser --port="$web" $root > "$folder/jupyter" 2>&1 &
jupyter=$!
ask() {
    python - "http://127.0.0.1:$web/formgrader/api/grade/$grade" <<'END'
import sys, urllib.error, urllib.request
try:
    asked = urllib.request.Request(sys.argv[1], headers={"Authorization": "token token"})
    print(urllib.request.urlopen(asked, timeout=60).status)
except urllib.error.HTTPError as error:
    print(error.code)
except OSError:
    print("not there yet")
END
}
for _ in $(seq 120); do [ "$(ask)" = "not there yet" ] || break; sleep 1; done
echo "before: $(ask)" | tee seen
state="SELECT 'its session is ' || state FROM pg_stat_activity WHERE datname = 'rl' AND query LIKE '%grade%' AND pid <> pg_backend_pid()"
"$programs/psql" -h 127.0.0.1 -p "$port" -At -c "$state" rl | tee -a seen
server -m fast -o "$options" restart
for one in first second third fourth; do echo "$one request after a restart: $(ask)" | tee -a seen; done
# seen:
#   before: 200
#   its session is idle in transaction
#   first request after a restart: 500
#   second request after a restart: 500
#   third request after a restart: 500
#   fourth request after a restart: 500
grep -q '^before: 200$' seen
grep -q 'idle in transaction' seen
grep -q '^first request after a restart: 500$' seen
grep -q '^fourth request after a restart: 500$' seen
grep -q PendingRollbackError "$folder/jupyter"
