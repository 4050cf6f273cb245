"""A rulebook's expression in the words an official reads: the same arithmetic, in Vietnamese signs and names."""

from __future__ import annotations

import ast

from django.utils.translation import gettext as _

SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.Div: "÷"}
TIGHT = (ast.Mult, ast.Div)
COMPARISONS: dict[type[ast.cmpop], str] = {ast.Eq: "=", ast.GtE: "≥", ast.LtE: "≤", ast.Gt: ">", ast.Lt: "<"}
Names = dict[str, str]


def readable(expr: str) -> str:
    """Return the expression with ×, ÷ and names in words; what is no expression stays as the file has it."""
    phrase = _phrases().get(expr)
    if phrase:
        return phrase
    try:
        return _spell(ast.parse(expr, mode="eval").body, _names())
    except (SyntaxError, NotImplementedError):
        return expr


def _phrases() -> Names:
    return {
        "sum of marks": _("tổng điểm các tiêu chí"),
        "sum(marks)": _("tổng điểm các tiêu chí"),
        "highest level whose bound and conditions hold": _("mức cao nhất có đủ ngưỡng điểm và điều kiện"),
        "band of the points": _("khung chứa số điểm"),
    }


def _names() -> Names:
    return {
        "assigned": _("đơn vị được giao"),
        "general": _("tiêu chí chung"),
        "ratio": _("tỷ lệ kết quả"),
        "results": _("kết quả"),
        "dd": "đ",
        "scores": _("điểm các kỳ"),
        "share": _("tỷ lệ khống chế"),
        "kht_below": _("số người dưới 50 điểm"),
        "n": _("số người"),
        "y_thuc": _("ý thức"),
        "ket_qua": _("kết quả"),
        "thuong": _("điểm thưởng"),
        "tasks": _("số nhiệm vụ"),
        "done": _("số hoàn thành"),
        "not_ok": _("số không bảo đảm"),
        "exceed": _("số vượt mức"),
        "discipline": _("bị kỷ luật"),
        "degradation": _("có biểu hiện suy thoái"),
        "subjective": _("nguyên nhân chủ quan"),
        "level": _("mức"),
        "kht": _("số quý KHT"),
        "ht": _("số quý HT"),
        "htxs": _("số quý HTXS"),
        "standard": _("điểm chuẩn"),
        "difficulty": _("hệ số khó"),
        "progress": _("tiến độ"),
        "quality": _("chất lượng"),
        "actual": _("điểm thực hiện"),
        "planned": _("điểm kế hoạch"),
        "bonus": _("điểm thưởng vượt tiến độ"),
        "htxs_rate": _("mức chi của HTXS"),
        "points": _("số điểm"),
        "weight": _("trọng số"),
        "kpi": _("điểm sản phẩm"),
        "wa": _("trọng số A"),
        "wb": _("trọng số B"),
        "wc": _("trọng số C"),
        "wd": _("trọng số D"),
    }


def _each() -> dict[str, Names]:
    """What the letters of a sum mean, by what it runs over."""
    return {
        "items": {"u": _("đơn vị"), "r": _("số lần trả lại"), "l": _("số lần chậm")},
        "weighted": {"w": _("trọng số"), "r": _("tỷ lệ")},
        "tasks": {"s": _("điểm chuẩn"), "k": _("hệ số")},
        "early": {"task": _("điểm việc xong sớm")},
        "rows": {"k": _("hệ số"), "n": _("số lượng")},
    }


def _spell(node: ast.expr, names: Names) -> str:
    match node:
        case ast.Constant(value=value):
            return str(value).replace(".", ",")
        case ast.Name(id=name):
            return names.get(name, name)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in SIGNS:
            sides = [_side(side, op, names, last=side is right) for side in (left, right)]
            return f" {SIGNS[type(op)]} ".join(sides)
        case ast.BoolOp(op=joint, values=values):
            return (_(" hoặc ") if isinstance(joint, ast.Or) else _(" và ")).join(_spell(value, names) for value in values)
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _compared(left, op, right, names)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            parts = {"a": _spell(body, names), "test": _spell(test, names), "b": _spell(orelse, names)}
            return _("%(a)s nếu %(test)s, còn lại %(b)s") % parts
        case ast.Call(func=ast.Name(id=function), args=args):
            return _call(function, args, names)
        case _:
            raise NotImplementedError(type(node).__name__)


def _compared(left: ast.expr, op: ast.cmpop, right: ast.expr, names: Names) -> str:
    if isinstance(op, ast.In) and isinstance(right, ast.Tuple):
        choices = ", ".join(_spell(choice, names) for choice in right.elts)
        return _("%(what)s thuộc %(choices)s") % {"what": _spell(left, names), "choices": choices}
    if type(op) not in COMPARISONS:
        raise NotImplementedError(type(op).__name__)
    return f"{_spell(left, names)} {COMPARISONS[type(op)]} {_spell(right, names)}"


def _side(node: ast.expr, op: ast.operator, names: Names, *, last: bool) -> str:
    """Put brackets round a sum inside a product, and round the right side of a difference or a quotient."""
    text = _spell(node, names)
    if not isinstance(node, ast.BinOp):
        return text
    loose = not isinstance(node.op, TIGHT)
    needs = (loose and (isinstance(op, TIGHT) or (last and isinstance(op, ast.Sub)))) or (last and isinstance(op, ast.Div))
    return f"({text})" if needs else text


def _call(function: str, args: list[ast.expr], names: Names) -> str:
    spelled = [_argument(arg, names) for arg in args]
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


def _argument(node: ast.expr, names: Names) -> str:
    match node:
        case ast.GeneratorExp(elt=elt, generators=[ast.comprehension(iter=ast.Name(id=over))]):
            return _spell(elt, {**names, **_each().get(over, {})})
        case _:
            return _spell(node, names)
