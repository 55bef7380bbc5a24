"""Which names code binds and which it has from elsewhere, as Python's own symbol tables tell."""

from __future__ import annotations

import ast
import builtins
import symtable
from collections.abc import Iterable, Iterator, Set

SCOPES = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)
_AT_ONCE = ("listcomp", "setcomp", "dictcomp", "genexpr")  # what symtable calls comprehensions


def free_names(tree: ast.Module) -> set[str]:
    """Return the names a cell reads before it binds them; its functions, when they may be called.

    Names that Python defines are left out. Parameters and locals of functions are their own.
    """
    parts = ((read_by(s), read_when_called(s), set(bound_by(s))) for s in tree.body)
    return {name for name in needed(parts) if not hasattr(builtins, name)}


def needed(statements: Iterable[tuple[Set[str], Set[str], Set[str]]]) -> set[str]:
    """Return what statements in a row have from before them.

    Of each: what it reads, what of that only a call of its functions reads, and what it binds.
    """
    at_once: set[str] = set()
    when_called: set[str] = set()
    bound: set[str] = set()
    for reads, later, binds in statements:
        at_once |= reads - later - bound
        when_called |= later
        bound |= binds
    return at_once | (when_called - bound)


def bound_by(statement: ast.AST) -> Iterator[str]:
    """Yield the names that a statement binds in its own scope."""
    for node in outer(statement):
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                yield name
            case ast.alias(name=name, asname=other):
                yield other or name.partition(".")[0]
            case (
                ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
                | ast.MatchMapping(rest=str(name))
            ):
                yield name


def deleted_by(statement: ast.stmt) -> set[str]:
    """Return the names that a statement deletes."""
    return {
        node.id
        for node in outer(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Del)
    }


def read_by(statement: ast.stmt) -> set[str]:
    """Return the names a statement has from elsewhere; within a loop or a ``with``, not its own."""
    top = table(statement)
    read = {s.get_name() for s in top.get_symbols() if s.is_referenced()} | globals_below(top)
    if isinstance(statement, ast.AugAssign):
        read |= {node.id for node in ast.walk(statement.target) if isinstance(node, ast.Name)}
    elif not isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr):
        read -= set(bound_by(statement)) - _read_first(statement)
    return read | deleted_by(statement)


def _read_first(statement: ast.stmt) -> set[str]:
    """Return what a compound statement reads before it binds it, block by block."""
    if isinstance(statement, SCOPES):
        return set()
    heads: list[ast.AST] = []
    targets: list[ast.AST] = []
    match statement:
        case ast.For(target=target, iter=head) | ast.AsyncFor(target=target, iter=head):
            heads, targets = [head], [target]
        case ast.If(test=head) | ast.While(test=head):
            heads = targets = [head]  # it may bind something with :=
        case ast.With(items=items) | ast.AsyncWith(items=items):
            heads = [item.context_expr for item in items]
            targets = [item.optional_vars for item in items if item.optional_vars]
    read = {name for head in heads for name in read_by(ast.Expr(head))}
    bound = {name for target in targets for name in bound_by(target)}
    for block in (getattr(statement, field, None) for field in ("body", "orelse", "finalbody")):
        if isinstance(block, list):
            read |= free_names(ast.Module(block, [])) - bound
            if not isinstance(statement, ast.If):
                bound |= {name for inner in block for name in bound_by(inner)}
    return read


def read_when_called(statement: ast.stmt) -> set[str]:
    """Return the globals that only a call of a statement's functions reads."""
    return globals_below(table(statement), only_functions=True)


def table(tree: ast.AST) -> symtable.SymbolTable:
    """Return the symbols of code."""
    return symtable.symtable(ast.unparse(tree), "<cell>", "exec")


def globals_below(top: symtable.SymbolTable, *, only_functions: bool = False) -> set[str]:
    """Return the globals used in a cell's functions, and unless ``only_functions`` in comprehensions."""
    found, todo = set(), [(child, False) for child in top.get_children()]
    while todo:
        inner, inside = todo.pop()
        inside = inside or (inner.get_type() == "function" and inner.get_name() not in _AT_ONCE)
        todo += [(child, inside) for child in inner.get_children()]
        if inside or not only_functions:
            found |= {s.get_name() for s in inner.get_symbols() if s.is_global()}
    return found


def outer(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a statement's nodes, but not what is inside functions and classes."""
    yield node
    if isinstance(node, SCOPES):
        return
    for child in ast.iter_child_nodes(node):
        yield from outer(child)


def altered_by(statement: ast.stmt) -> Iterator[str]:
    """Yield the names whose objects a statement may change: ``xs.append(1)``, ``d["a"] = 1``, ``fill(xs)``."""
    for node in outer(statement):
        match node:
            case ast.Call(func=ast.Attribute(value=value)):
                yield from root_of(value)
            case ast.Attribute(value=value, ctx=ast.Store() | ast.Del()):
                yield from root_of(value)
            case ast.Subscript(value=value, ctx=ast.Store() | ast.Del()):
                yield from root_of(value)
        match node:
            case ast.Expr(value=ast.Call(args=args)):  # called for what it does
                yield from (name for given in args for name in root_of(given))


def root_of(value: ast.expr) -> Iterator[str]:
    """Yield the name that a chain of attributes and items begins with: ``s`` of ``s.items[0]``."""
    while isinstance(value, ast.Attribute | ast.Subscript):
        value = value.value
    if isinstance(value, ast.Name):
        yield value.id
