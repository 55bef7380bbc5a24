# Names another kernel and another language in its metadata, with a command line of its own.
def attack(notebook, folder):
    command = ["sh", "-c", "echo hostile_was_here"]
    notebook.metadata.kernelspec = {
        "name": "bash",
        "display_name": "bash",
        "language": "bash",
        "argv": command,
    }
    notebook.metadata.language_info = {
        "name": "bash",
        "nbconvert_exporter": "os.system",
        "file_extension": ".sh",
    }
    notebook.metadata.jupytext = {"formats": "../../../../source/vault/vault.ipynb"}
