"""What each command does: it gets parsed options, calls who does the work, and prints what came of it.

Each returns an exit code. Everything heavy is imported by the command that needs it.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from course.clusters import graders
from course.folder import (
    assignments_in,
    awaits_grading,
    find_course,
    find_handout,
    must_know,
)
from course.terminal import bar, console, grading_bar, say
from course.warming import warm_up

if TYPE_CHECKING:
    from autograder.patience import Patience
    from autograder.workers.forkserver import ForkServers

DONE, FIXABLE = 0, 1  # exit codes; ``cli`` tells the others


def learn(options: argparse.Namespace) -> int:
    """Run ``course learn``."""
    from course.student.learn import learn as open_copy
    from course.student.workplace import DEFAULT

    root = find_handout(Path.cwd(), options.course)
    code = open_copy(
        root,
        options.assignment,
        options.dir or DEFAULT,
        say,
        port=options.port,
        browser=not options.no_browser,
    )
    return DONE if code == 0 else FIXABLE


def teach(options: argparse.Namespace) -> int:
    """Run ``course teach``."""
    from course.instructor.teach import teach as open_course

    root = find_course(Path.cwd(), options.course)
    code = open_course(root, say, port=options.port, browser=not options.no_browser)
    return DONE if code == 0 else FIXABLE


def check(options: argparse.Namespace) -> int:
    """Run ``course check``."""
    from course.student.check import check_notebook
    from course.student.standing import standing
    from course.student.workplace import DEFAULT, find_notebook, original_of

    folder = (options.dir or DEFAULT).expanduser()
    path = find_notebook(Path.cwd(), options.notebook, folder)
    with bar(f"Checking {path.name}") as advance:
        checked = check_notebook(
            path,
            original=original_of(path),
            cell_seconds=options.seconds,
            on_progress=advance,
        )
    console().print(standing(path, checked))
    return DONE


def release(options: argparse.Namespace) -> int:
    """Run ``course release``."""
    from course.instructor.classroom import enter_assignment
    from course.release.build import differences
    from course.release.build import release as make
    from course.trials import try_solutions

    root = find_course(Path.cwd(), options.course)
    known = assignments_in(root / "source")
    wanted = [must_know(options.assignment, known)] if options.assignment else known
    stale = 0
    for assignment in wanted:
        if options.check:
            for name in differences(root, assignment):
                stale += 1
                say(f"release/{assignment}/{name} is not what the source gives: course release")
        else:
            changed = bool(differences(root, assignment)) or options.assignment
            say(f"released {make(root, assignment).relative_to(root)}")
            enter_assignment(root, assignment)
            if changed:
                try_solutions(root, assignment)
    return FIXABLE if stale else DONE


def kit(options: argparse.Namespace) -> int:
    """Run ``course kit``."""
    from course.handout.kit import build_kit

    root = find_course(Path.cwd(), options.course)
    made = build_kit(root, options.assignments, options.output or root / "_kit")
    what = f"{len(made.assignments)} assignments, {made.size / 1e6:.1f} MB"
    say(f"{what}, no solution and no hidden test in it.")
    say(f"To hand out: {made.path}")
    return DONE


def gradescope(options: argparse.Namespace) -> int:
    """Run ``course gradescope``."""
    from course.handout.gradescope import build_autograder

    root = find_course(Path.cwd(), options.course)
    made = build_autograder(root, options.assignment, options.output or root / "_kit")
    say(f"To upload to Gradescope, and to show to nobody else: {made}")
    return DONE


def grade_one(options: argparse.Namespace) -> int:
    """Run ``course grade-one``."""
    import json

    from course.handin.one import grade_one as grade_it
    from course.handin.one import write_results

    root = find_course(Path.cwd(), options.course)
    metadata = {}
    if options.metadata and options.metadata.is_file():
        metadata = json.loads(options.metadata.read_text(encoding="utf-8"))
    told = grade_it(options.notebook, root, metadata=metadata, hidden=options.hidden_tests)
    write_results(told, options.results)
    say(f"{told['score']:g} points: {options.results}")
    if not told["tests"]:
        say(told["output"])
    return DONE


def roster(options: argparse.Namespace) -> int:
    """Run ``course roster``."""
    from autograder.coursefolder import CourseFolder
    from course.handin.roster import Roster, enter, read_roster

    course = CourseFolder.at(find_course(Path.cwd(), options.course))
    known = Roster.of(course.root)
    before = set(known.students)
    for path in options.files:
        students, doubts = read_roster(path, known)
        known.save(course.root)
        enter(students, course.directory.db_url)
        new = len({student.id for student in students} - before)
        say(f"{path.name}: {len(students)} students, {new} of them new.")
        for line in doubts:
            say(f"  not taken: {line}")
        before = set(known.students)
    if not options.files:
        for student in sorted(known.students.values(), key=lambda student: student.id):
            say(f"{student.id:20} {', '.join(student.names)}")
    say(f"{len(known.students)} students are on the roster.")
    return DONE


def collect(options: argparse.Namespace) -> int:
    """Run ``course collect``."""
    from autograder.coursefolder import CourseFolder
    from course.handin.collect import collect as gather
    from course.handin.collect import has_roster, zone_named
    from course.terminal import collected_lines

    course = CourseFolder.at(find_course(Path.cwd(), options.course))
    *given, last = options.given
    assignment = None
    if given and not Path(last).exists():
        assignment = must_know(last, course.assignments())
    else:
        given.append(last)
    if not has_roster(course.root):
        say(
            "No roster yet: only folders of nbgrader's exchange can be matched. See: course roster --help"
        )
    with bar("Collecting") as advance:
        found = gather(
            course,
            [Path(one) for one in given],
            assignment=assignment,
            zone=zone_named(options.timezone),
            on_progress=advance,
        )
    for line in collected_lines(found):
        say(line)
    return FIXABLE if found.unmatched or found.refused else DONE


def grade(options: argparse.Namespace) -> int:
    """Run ``course grade``."""
    from autograder.workers.forkserver import ForkServers

    root = find_course(Path.cwd(), options.course)
    sources = assignments_in(root / "source")
    named = [name for name in options.assignments or sources if name in sources]
    new = [name for name in named if options.force or awaits_grading(root, name)]
    with ForkServers() as servers, graders(options, say) as executor:
        warm_up(servers, root, new)  # before the imports below, which take a second
        if options.watch:
            from course.watching import watch

            watch(
                root,
                servers,
                say,
                assignments=[must_know(name, sources) for name in options.assignments],
                students=options.students,
                inboxes=options.inbox,
                jobs=options.jobs,
                unsafe_no_sandbox=options.unsafe_no_sandbox,
            )
            return DONE
        from autograder.coursefolder import CourseFolder
        from autograder.grade import grade_assignment
        from autograder.patience import Patience
        from course.handin.collect import not_collected
        from course.instructor.classroom import handed_in
        from course.trials import tell_trial

        folder = CourseFolder.at(root)
        known = folder.assignments()
        if options.assignments:
            wanted = {must_know(name, known): options.students for name in options.assignments}
        else:
            wanted = handed_in(folder, known, options.students)
        misplaced = not_collected(folder.submitted) or folder.misplaced()
        if not wanted:
            say(f"Nothing was handed in: {folder.submitted}/<student>/<assignment>/ is empty.")
        patiently = Patience(say)
        for assignment, students in wanted.items():
            if assignment in new:
                warm_up(servers, root, new[new.index(assignment) + 1 :])
            with grading_bar(assignment) as on_progress:
                grade_assignment(
                    root,
                    assignment,
                    students=students,
                    jobs=options.jobs,
                    force=options.force,
                    unsafe_no_sandbox=options.unsafe_no_sandbox,
                    executor=executor,
                    servers=servers,
                    on_progress=on_progress,
                    on_trial=tell_trial,
                    patience=patiently,
                )
            _show_class(root, assignment, patiently)
    for line in misplaced:
        say(line)
    if wanted:
        say("A reason for every lost point: course report")
    return FIXABLE if misplaced and not wanted else DONE


def _show_class(root: Path, assignment: str, patiently: Patience) -> None:
    """Show how a class did, and write its pages."""
    from autograder.report.brief import class_brief, is_large
    from autograder.report.terminal import class_table
    from course.instructor.classroom import on_record, write_files

    results = patiently(on_record, root, assignment)
    console().print(class_brief(results) if is_large(results) else class_table(results))
    for line in patiently(write_files, root, results):
        say(line)


def mark(options: argparse.Namespace) -> int:
    """Run ``course mark``."""
    from autograder.coursefolder import CourseFolder
    from course.marking.serve import serve

    root = find_course(Path.cwd(), options.course)
    known = CourseFolder.at(root).assignments()
    wanted = [must_know(options.assignment, known)] if options.assignment else known
    serve(root, wanted, say, port=options.port, browser=not options.no_browser)
    return DONE


def report(options: argparse.Namespace) -> int:
    """Run ``course report``."""
    from autograder.coursefolder import CourseFolder
    from course.reporting import report_on

    root = find_course(Path.cwd(), options.course)
    known = CourseFolder.at(root).assignments()
    wanted = [must_know(options.assignment, known)] if options.assignment else known
    report_on(root, wanted, options)
    return DONE


def book(options: argparse.Namespace) -> int:
    """Run ``course book``."""
    from course.book import build_book
    from course.book.serve import serve

    root = find_course(Path.cwd(), options.course)
    output = options.output.resolve() if options.output else None
    with bar("Making the book") as advance:
        made = build_book(root, output, advance, workers=options.jobs)
    ran = len(set(made.executed) & set(made.chapters))
    say(f"{len(made.chapters)} chapters, of which {ran or 'none'} had to be run.")
    say(f"To read: {made.site / 'index.html'}")
    say(f"To give away: {made.archive}")
    if options.serve:
        serve(made.site, say, port=options.port, browser=not options.no_browser)
    return DONE


def demo(options: argparse.Namespace) -> int:
    """Run ``course demo``."""
    from autograder.workers.forkserver import ForkServers

    root = find_course(Path.cwd(), options.course)
    sources = assignments_in(root / "source")
    with ForkServers() as servers:
        warm_up(servers, root, [name for name in sources if options.assignment in (None, name)])
        return _demo(options, root, servers)


def _demo(options: argparse.Namespace, root: Path, servers: ForkServers) -> int:
    from autograder.report.terminal import class_table, lost_points, ranking_tables
    from course.instructor.demo import (
        demo_assignments,
        demo_folder,
        left_out,
        run_demo,
        who_did_what,
    )

    assignments = demo_assignments(root, options.assignment)
    folder = demo_folder(root)
    feedback = []
    for number, assignment in enumerate(assignments, 1):
        warm_up(servers, root, assignments[number:])
        with grading_bar(f"the sample class on {assignment}") as on_progress:
            shown = run_demo(
                root,
                assignment,
                folder,
                on_progress,
                jobs=options.jobs,
                unsafe_no_sandbox=options.unsafe_no_sandbox,
                servers=servers,
            )
        console().print(who_did_what(shown.students))
        console().print(class_table(shown.results), ranking_tables(shown.results))
        console().print(lost_points(shown.results))
        feedback.append(shown.feedback)
    for page in feedback:
        say(f"Feedback pages: {page}")
    if options.assignment is None:
        for line in left_out(root):
            say(line)
    say(f"The whole class stays in {folder}; look around, then delete it.")
    return DONE
