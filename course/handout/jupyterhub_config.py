"""What a JupyterHub is told for this course. The last line of the hub's own jupyterhub_config.py says:

    load_subconfig("/srv/rl-hub/jupyterhub_config.py")

`course hub-check FOLDER --write` puts this file, and all that it names, into a folder of the hub's machine.
"""

import json
import os
from pathlib import Path

HERE = Path(__file__).resolve().parent
hub = json.loads((HERE / "hub.json").read_text(encoding="utf-8"))
instructors = f"formgrade-{hub['course_id']}"


def told(role: str, python: str) -> dict:
    """Return what a server is told: an environment's own programs first, and what Jupyter and nbgrader read first."""
    programs = Path(python).parent
    return {
        "cmd": [str(programs / "jupyterhub-singleuser")],
        "environment": {
            "JUPYTER_CONFIG_PATH": str(HERE / role),
            "PATH": os.pathsep.join([str(programs), os.environ["PATH"]]),
        },
    }


c = get_config()  # noqa: F821  (JupyterHub provides it)

# Whoever is not an instructor is a student, in the environment of the kit. What they read first says where the
# exchange is, what the course is called and what is not handed in; Validate is on, and nothing that only graders use.
students = told("students", hub["students_python"])
c.Spawner.cmd = students["cmd"]
c.Spawner.environment.update(students["environment"])

# Instructors work in the course's own environment and folder, where Formgrader looks for the course.
c.JupyterHub.load_groups.update({instructors: {"users": hub["instructors"]}})
c.Spawner.group_overrides.update(
    {
        instructors: {
            "groups": [instructors],
            "spawner_override": {
                **told("instructors", hub["course_python"]),
                "notebook_dir": hub["course"],
            },
        }
    }
)

# Formgrader is a page within Lab's. The hub's and the servers' `frame-ancestors 'none'` stay as they are: the
# instructors' own server lifts it for Formgrader's pages alone, for frames of the same origin (course.instructor.framed).
# The same origin is one's own server where each has a name of its own, as the hub's documentation advises:
#   c.JupyterHub.subdomain_host = "https://hub.example.edu"
