"""What a JupyterHub is told for this course. The last line of the hub's own jupyterhub_config.py says:

    load_subconfig("/srv/rl-hub/jupyterhub_config.py")

`course hub-check FOLDER --write` puts this file, and all that it names, into a folder of the hub's machine.
"""

import json
from pathlib import Path

HERE = Path(__file__).resolve().parent
hub = json.loads((HERE / "hub.json").read_text(encoding="utf-8"))
instructors = f"formgrade-{hub['course_id']}"


def singleuser(python: str) -> list[str]:
    """Return the command that starts a server in the environment of a Python."""
    return [str(Path(python).with_name("jupyterhub-singleuser"))]


c = get_config()  # noqa: F821  (JupyterHub provides it)

# Whoever is not an instructor is a student. The folder holds what their nbgrader and their Lab read before all
# else: the exchange, the course's name, what is not handed in; Validate on, and nothing that only graders use.
c.Spawner.cmd = singleuser(hub["students_python"])
c.Spawner.environment.update({"JUPYTER_CONFIG_PATH": str(HERE / "students")})

# Instructors work in the course's own environment and folder, where Formgrader looks for the course.
c.JupyterHub.load_groups.update({instructors: {"users": hub["instructors"]}})
c.Spawner.group_overrides.update(
    {
        instructors: {
            "groups": [instructors],
            "spawner_override": {
                "cmd": singleuser(hub["course_python"]),
                "environment": {"JUPYTER_CONFIG_PATH": str(HERE / "instructors")},
                "notebook_dir": hub["course"],
            },
        }
    }
)

# Formgrader is a page within Lab's. The hub's and the servers' `frame-ancestors 'none'` stay as they are: the
# instructors' own server lifts it for Formgrader's pages alone, for frames of the same origin (course.instructor.framed).
# The same origin is one's own server where each has a name of its own, as the hub's documentation advises:
#   c.JupyterHub.subdomain_host = "https://hub.example.edu"
