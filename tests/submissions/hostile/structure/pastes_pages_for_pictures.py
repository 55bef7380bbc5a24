# Pastes pages, scripts and pictures with scripts in them as attachments, under names that close the tag they stand in.
import base64


def attack(notebook, folder):
    page = '<html><body onload="HOSTILE"><script>HOSTILE</script></body></html>'
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg' onload=\"HOSTILE\">{page}</svg>"
    coded = base64.b64encode(page.encode()).decode()
    pasted = {
        "page.html": {"text/html": page},
        "a.svg": {"image/svg+xml": drawing},
        "b.png": {"image/png": coded},
        '"><script>HOSTILE</script>.png': {"image/png": coded},
        "c.png": {'image/png" onerror="HOSTILE': coded},
        "d.png": {"image/png": ["not", "text"], "text/html": page},
        "e.png": "no mapping",
        "f.js": {"application/javascript": "HOSTILE"},
    }
    for cell in notebook.cells:
        cell["attachments"] = dict(pasted)
        if cell.cell_type == "markdown":
            cell.source += "".join(f"\n\n![x](attachment:{name})" for name in pasted)
    (folder / "page.html").write_text(page)
    (folder / "drawing.svg").write_text(drawing)
