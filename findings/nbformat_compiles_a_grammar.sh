#!/bin/sh
# `import nbformat` compiles a grammar of internationalised web addresses, several times as long as all
# else that it imports, wherever jupyter-events (so every JupyterLab) is installed beside it.
#
# One would expect: nbformat checks notebooks against a schema that has no web addresses, so it does not
# matter which formats of addresses jsonschema *could* check. But jsonschema imports each optional
# checker that is there, jupyter-events asks for its extra `format-nongpl`, and that
# brings rfc3987-syntax, which builds its lark parser while it is imported.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
cd "$folder"
pip() { venv/bin/python -m pip --quiet --disable-pip-version-check "$@"; }
cat > seconds.py <<'EOF'
import subprocess
import sys

code = """
import sys, time
begun = time.process_time()
import nbformat
print(time.process_time() - begun, "lark" in sys.modules)
"""
runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True) for _ in range(6)]
seen = [run.stdout.split() for run in runs][1:]  # the first one compiles modules
print(min(float(seconds) for seconds, _ in seen), seen[0][1])
EOF
pip install nbformat==5.11.1 jsonschema==4.26.0
alone=$(venv/bin/python seconds.py)
pip install jupyter-events==0.12.1 jsonschema==4.26.0 rfc3987-syntax==1.1.0 lark==1.3.1
beside=$(venv/bin/python seconds.py)
echo "nbformat 5.11.1 and jsonschema 4.26.0 alone:    $alone (seconds of processor time; lark imported?)"
echo "beside jupyter-events 0.12.1 and its extras:    $beside"
# seen: 0.1 False and 1.2 True
venv/bin/python - "$alone" "$beside" <<'EOF'
import sys

(alone, before), (beside, after) = (text.split() for text in sys.argv[1:])
assert (before, after) == ("False", "True"), "whether a grammar is compiled has changed"
assert float(beside) > 2 * float(alone), "the import takes no longer than without it any more"
print(f"{float(beside) / float(alone):.1f} times as long")
EOF
