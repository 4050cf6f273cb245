"""A rulebook's expression in the words an official reads: the same arithmetic, in Vietnamese signs and names."""

from __future__ import annotations

import ast

from django.utils.translation import gettext as _

SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.Div: "÷"}
TIGHT = (ast.Mult, ast.Div)


def _names() -> dict[str, str]:
    return {
        "u": _("đơn vị"),
        "r": _("số lần trả lại"),
        "l": _("số lần chậm"),
        "assigned": _("đơn vị được giao"),
        "general": _("tiêu chí chung"),
        "ratio": _("tỷ lệ kết quả"),
        "dd": "đ",
        "scores": _("điểm các kỳ"),
        "share": _("tỷ lệ khống chế"),
        "kht_below": _("số người dưới 50 điểm"),
        "n": _("số người"),
    }


def readable(expr: str) -> str:
    """Return the expression with ×, ÷ and names in words; what is no expression stays as the file has it."""
    if expr == "sum of marks":
        return _("tổng điểm các tiêu chí")
    try:
        return _spell(ast.parse(expr, mode="eval").body, _names())
    except (SyntaxError, NotImplementedError):
        return expr


def _spell(node: ast.expr, names: dict[str, str]) -> str:
    match node:
        case ast.Constant(value=value):
            return str(value).replace(".", ",")
        case ast.Name(id=name):
            return names.get(name, name)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in SIGNS:
            sides = [_side(side, op, names, last=side is right) for side in (left, right)]
            return f" {SIGNS[type(op)]} ".join(sides)
        case ast.BoolOp(op=ast.Or(), values=values):
            return _(" hoặc ").join(_spell(value, names) for value in values)
        case ast.IfExp(test=ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]), body=body, orelse=orelse):
            test = f"{_spell(left, names)} = {_spell(right, names)}"
            return _("%(a)s nếu %(test)s, còn lại %(b)s") % {
                "a": _spell(body, names), "test": test, "b": _spell(orelse, names),
            }  # fmt: skip
        case ast.Call(func=ast.Name(id=function), args=args):
            return _call(function, args, names)
        case _:
            raise NotImplementedError(type(node).__name__)


def _side(node: ast.expr, op: ast.operator, names: dict[str, str], *, last: bool) -> str:
    """Put brackets round a sum inside a product, and round the right side of a difference or a quotient."""
    text = _spell(node, names)
    if not isinstance(node, ast.BinOp):
        return text
    loose = not isinstance(node.op, TIGHT)
    needs = loose and (isinstance(op, TIGHT) or (last and isinstance(op, ast.Sub))) or (last and isinstance(op, ast.Div))
    return f"({text})" if needs else text


def _call(function: str, args: list[ast.expr], names: dict[str, str]) -> str:
    inner = args[0].elt if args and isinstance(args[0], ast.GeneratorExp) else (args[0] if args else ast.Constant(""))
    spelled = [_spell(inner, names), *(_spell(arg, names) for arg in args[1:])]
    match function, spelled:
        case "sum", [one]:
            return _("tổng của [%(what)s]") % {"what": one}
        case "len", [one]:
            return _("số kỳ có điểm") if one == names["scores"] else _("số lượng [%(what)s]") % {"what": one}
        case "max", ["0", other]:
            return _("(%(what)s, không dưới 0)") % {"what": other}
        case "min", [one, top]:
            return _("(%(what)s, nhiều nhất %(top)s)") % {"what": one, "top": top}
        case "floor", [one]:
            return _("phần nguyên của (%(what)s)") % {"what": one}
        case _:
            raise NotImplementedError(function)
