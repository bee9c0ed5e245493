"""What the scripts of both peers call, and where the two engines differ.

Patterns keep clear of backslashes, which Spark's texts read and DuckDB's do not. Most values pass a quick look and stay as
they are; what is behind it is for the few that do not.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Dialect:
    """Where the two engines differ. ``names`` stand for functions that both have under other names."""

    name: str
    functions: tuple[tuple[str, str, str, str], ...]

    def define(self, name: str, parameters: str, result: str, body: str) -> str:
        """The statement that makes a function; ``parameters`` as ``x STRING, n INT``."""
        if self.name == "spark":
            return f"CREATE TEMPORARY FUNCTION {name}({parameters}) RETURNS {result} RETURN {body}"
        names = ", ".join(p.split()[0] for p in parameters.split(","))
        return f"CREATE TEMP MACRO {name}({names}) AS ({body})"

    def contributions(self, pairs: list[tuple[str, str]]) -> str:
        """A list of what each indicator gives, of pairs of its id and the column of its points."""
        if self.name == "spark":
            entries = [f"named_struct('indicator', '{i}', 'points', {c})" for i, c in pairs]
            return f"explode(array({', '.join(entries)}))"
        entries = [f"{{'indicator': '{i}', 'points': {c}}}" for i, c in pairs]
        return f"unnest([{', '.join(entries)}])"

    def hash(self, *parts: str) -> str:
        """A number of 64 bits that tells contents apart."""
        return ("xxhash64" if self.name == "spark" else "hash") + f"({', '.join(parts)})"

    @property
    def row(self) -> str:
        """What tells the rows of a source's evaluated table apart."""
        return "row_id" if self.name == "spark" else "rowid"


SPARK = Dialect(
    "spark",
    (
        ("after_months", "d DATE, n INT", "DATE", "add_months(d, n)"),
        ("after_days", "d DATE, n INT", "DATE", "date_add(d, n)"),
        ("days_between", "a DATE, b DATE", "INT", "datediff(a, b)"),
        ("token", "x STRING", "STRING", "substr(sha2('the key of the benchmark' || x, 256), 1, 32)"),
    ),
)
DUCKDB = Dialect(
    "duckdb",
    (
        ("regexp_like", "x STRING, p STRING", "BOOLEAN", "regexp_matches(x, p)"),
        ("rx_remove", "x STRING, p STRING", "STRING", "regexp_replace(x, p, '', 'g')"),
        ("rx_space", "x STRING, p STRING", "STRING", "regexp_replace(x, p, ' ', 'g')"),
        ("after_months", "d DATE, n INT", "DATE", "CAST(d + to_months(n) AS DATE)"),
        ("after_days", "d DATE, n INT", "DATE", "d + n"),
        ("days_between", "a DATE, b DATE", "INT", "a - b"),
        ("token", "x STRING", "STRING", "substr(sha256('the key of the benchmark' || x), 1, 32)"),
    ),
)


def once(function: str, value: str) -> str:
    """A function of a value that it needs several times: DuckDB puts the text of a value in each of these places."""
    return f"list_transform([{value}], lambda y: {function}(y))[1]"


_SPACES = " \t\n\r\u00a0\u2002\u2003\u2009\u3000"
_HAN = "\u4e00-\u9fff"
_SENTENCE = "，；：？！（）"
_WIDE = "".join(chr(c) for c in range(0xFF01, 0xFF5F))
_WIDE_BUT_SENTENCE = "".join(c for c in _WIDE if c not in _SENTENCE)
_DASHES = "-‐‑‒–—―−－"
_TRADITIONAL = "東華業貿建濟島煙會發達實澤順恆匯廣"
_SIMPLIFIED = "东华业贸建济岛烟会发达实泽顺恒汇广"
_OPENING, _CLOSING = "([{【〔﹝［｛〖（<《", ")]}】〕﹞］｝〗）>》"
_NOTHING = [
    "NULL", "(NULL)", "N/A", "#N/A", "NAN", "NONE", "无", "無", "暂无", "暫無", "空", "空值", "空白",
    "为空", "無數據", "无数据", "暂无数据", "无内容", "暂无信息", "无信息", "未填", "未填写", "没有",
]  # fmt: skip
_ENDLESS = ["长期", "长期有效", "永久", "永久有效", "无期限", "无限期", "无固定期限", "无固定期", "永续", "永续经营"]
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_PROVINCES = "1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]"


def text(value: str) -> str:
    """A text of SQL."""
    return "'" + value.replace("'", "''") + "'"


def _half(wide: str) -> str:
    return "".join(chr(ord(c) - 0xFEE0) for c in wide)


def _texts(values: list[str]) -> str:
    return ", ".join(text(v) for v in values)


def _weighted(weights: list[int], value: str) -> str:
    """The sum over the characters of x, each valued and weighted; {c} stands for a character in ``value``."""
    return " + ".join(f"{w} * {value.format(c=f'substr(x, {i + 1}, 1)')}" for i, w in enumerate(weights))


def _uscc_valid() -> str:
    weights = [pow(3, i, 31) for i in range(17)] + [1]
    total = _weighted(weights, f"(instr('{_USCC}', {{c}}) - 1)")
    any_of = f"[{_USCC}]"
    shape = f"^[1-9A-HJ-NPQRTUWXY]{any_of}[0-9]{{6}}{any_of}{{10}}$"
    return f"CASE WHEN length(x) = 18 AND regexp_like(x, '{shape}') THEN ({total}) % 31 = 0 ELSE false END"


def _org_code_valid() -> str:
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    total = _weighted([3, 7, 9, 10, 5, 8, 4, 2], f"(instr('{digits}', {{c}}) - 1)")
    return (
        "CASE WHEN regexp_like(x, '^[0-9A-Z]{8}[0-9X]$') AND substr(x, 1, 8) <> '00000000' "
        f"THEN substr(x, 9, 1) = substr('0123456789X0', 12 - ({total}) % 11, 1) ELSE false END"
    )


def _reg_no_valid() -> str:
    following = []
    for product in range(1, 11):
        following += [((product + digit) % 10 or 10) * 2 % 11 for digit in range(10)]
    product = "10"
    for i in range(1, 15):
        product = f"({following})[10 * ({product}) - 9 + try_cast(substr(x, {i}, 1) AS INT)]"
    return (
        "CASE WHEN regexp_like(x, '^[0-9]{15}$') AND substr(x, 1, 6) <> '000000' "
        f"THEN try_cast(substr(x, 15, 1) AS INT) = (11 - {product}) % 10 ELSE false END"
    )


def _citizen_valid() -> str:
    total = _weighted([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], "try_cast({c} AS INT)")
    day = "try_cast(substr(x, 7, 4) || '-' || substr(x, 11, 2) || '-' || substr(x, 13, 2) AS DATE) IS NOT NULL"
    old_day = "try_cast('19' || substr(x, 7, 2) || '-' || substr(x, 9, 2) || '-' || substr(x, 11, 2) AS DATE) IS NOT NULL"
    return (
        f"CASE WHEN regexp_like(x, '^({_PROVINCES})[0-9]{{15}}[0-9X]$') "
        f"THEN {day} AND substr(x, 18, 1) = substr('10X98765432', ({total}) % 11 + 1, 1) "
        f"WHEN regexp_like(x, '^({_PROVINCES})[0-9]{{13}}$') THEN {old_day} ELSE false END"
    )


def _numeral(x: str) -> str:
    return f"""CASE WHEN {x} = '十' THEN '10' WHEN {x} LIKE '十_' THEN '1' || substr({x}, 2)
        WHEN {x} LIKE '_十' THEN substr({x}, 1, 1) || '0' WHEN {x} LIKE '_十_' THEN substr({x}, 1, 1) || substr({x}, 3, 1)
        ELSE {x} END"""


def _section() -> str:
    """The value of up to four Chinese digits with their units."""
    digit = "instr('壹贰叁肆伍陆柒捌玖', regexp_extract(x, '([壹贰叁肆伍陆柒捌玖]){}', 1))"
    parts = []
    for unit, worth in (("仟", 1000), ("佰", 100), ("拾", 10), ("[元圆整正]*$", 1)):
        found = digit.replace("{}", unit)
        parts.append(f"{worth} * CASE WHEN regexp_like(x, '[壹贰叁肆伍陆柒捌玖]{unit}') THEN {found} ELSE 0 END")
    return " + ".join(parts) + " + CASE WHEN x LIKE '拾%' THEN 10 ELSE 0 END"


def _standards() -> list[tuple[str, str, str, str]]:
    """The standards in the SQL of DuckDB; Spark's script has them in Java, see SparkNight.java."""
    x, s, b, d = "x STRING", "STRING", "BOOLEAN", "DATE"
    money = "DECIMAL(20,2)"
    unlike_text = f"[^!-%''-~{_HAN}、-〟{_SENTENCE}]"
    unlike_name = f"[^0-9A-Za-z（）{_HAN}]|[{_TRADITIONAL}]"
    number = f"[0-9A-Za-z{_HAN}-]*"
    dense = f"translate(half(x), {text(_SPACES)}, '')"
    code = text(_SPACES + _DASHES + "'`‘’")
    brackets = f"translate({dense}, {text(_OPENING + _CLOSING)}, '{'〔' * len(_OPENING)}{'〕' * len(_CLOSING)}')"
    plain_day = "^[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}( [0-9:;.]*)?$"
    chinese = "translate(x, '〇零一二三四五六七八九', '00123456789')"
    month = once("numeral", "regexp_extract(x, '年(.*)月', 1)")
    of_month = once("numeral", "regexp_extract(x, '月(.*)日', 1)")
    decimal = "DECIMAL(20,6)"
    nothing = "|".join(w.replace("(", "[(]").replace(")", "[)]") for w in _NOTHING)
    return [
        ("half", x, s, f"translate(x, {text(_WIDE)}, {text(_half(_WIDE))})"),
        ("is_nothing", x, b,
         f"regexp_like(translate(x, '[]<>', '()()'), '^({nothing})?$|^[{_DASHES}/_]+$') OR x = chr(92) || 'N'"),
        ("is_blank", x, b,
         "CASE WHEN x IS NULL THEN true WHEN length(x) > 6 THEN false "
         f"ELSE is_nothing(translate(upper(half(x)), {text(_SPACES)}, '')) END"),
        ("entity", x, s,
         "CASE WHEN regexp_like(x, '&#[0-9]+;') THEN replace(x, regexp_extract(x, '&#[0-9]+;', 0), "
         "chr(try_cast(regexp_extract(x, '&#([0-9]+);', 1) AS INT))) ELSE x END"),
        ("entities", x, s,
         "entity(replace(replace(replace(replace(x, '&lt;', '<'), '&gt;', '>'), '&quot;', '\"'), '&amp;', '&'))"),
        ("tidied", x, s,
         "trim(rx_space(translate("
         f"CASE WHEN instr(x, '&') > 0 THEN {once('entities', 'x')} ELSE x END, "
         f"{text(_WIDE_BUT_SENTENCE)}, {text(_half(_WIDE_BUT_SENTENCE))}), {text('[' + _SPACES + ']+')}))"),
        ("clean", x, s,
         f"CASE WHEN is_blank(x) THEN NULL WHEN regexp_like(x, '{unlike_text}') THEN tidied(x) ELSE x END"),
        ("prose", x, s,
         "CASE WHEN regexp_like(x, '[0-9]{11}') THEN regexp_replace(tidied(x), '1[3-9][0-9]{9}|[1-8][0-9]{16}[0-9X]', "
         "'***') ELSE clean(x) END"),
        ("named", x, s,
         f"rx_remove(translate(tidied(x), '{_TRADITIONAL}([{{【〔)]}}】〕 ', '{_SIMPLIFIED}（（（（（）））））'), "
         "'^[，。、；：,;:.]+|[，。、；：,;:.]+$')"),
        ("org_name", x, s,
         f"CASE WHEN is_blank(x) THEN NULL WHEN regexp_like(x, '{unlike_name}') THEN named(x) ELSE x END"),
        ("person_name", x, s, "org_name(x)"),
        ("name_key", x, s,
         f"replace(upper(rx_remove(rx_remove(x, '（原[^）]*）$'), '[^0-9A-Za-z{_HAN}]')), '有限责任公司', '有限公司')"),
        ("candidate", x, s,
         "CASE WHEN x IS NULL OR regexp_like(x, '^[0-9A-Z]{7,}$') THEN x WHEN is_blank(x) THEN NULL "
         f"ELSE translate(upper(half(x)), CASE WHEN instr(x, '.') > 0 THEN {text(_SPACES)} ELSE {code} END, '') END"),
        ("is_masked", x, b, "instr(x, '*') > 0 AND regexp_like(x, '^[0-9A-Z*]{6,24}$')"),
        ("is_rounded", x, b, "regexp_like(x, '^[0-9]([.][0-9]+E[+-]?|E[+])[0-9]{1,3}$')"),
        ("uscc_valid", x, b, _uscc_valid()),
        ("org_code_valid", x, b, _org_code_valid()),
        ("reg_no_valid", x, b, _reg_no_valid()),
        ("citizen_valid", x, b, _citizen_valid()),
        ("old_tax_no_valid", x, b, "regexp_like(x, '^[0-9]{6}') AND org_code_valid(substr(x, 7))"),
        *((f"if_{n}", x, s, f"CASE WHEN {n}_valid(x) THEN x END") for n in ("uscc", "org_code", "reg_no", "citizen")),
        ("if_old_tax_no", x, s,
         "CASE WHEN old_tax_no_valid(x) THEN x WHEN old_tax_no_valid(translate(x, 'OI', '01')) "
         "THEN translate(x, 'OI', '01') END"),
        ("is_personal", x, b,
         "regexp_like(x, '^[1-8][0-9]{16}[0-9X]$|^1[3-9][0-9]{9}$') AND (length(x) = 11 OR citizen_valid(x))"),
        # A code when it is right as it is or repaired, else null.
        ("right_uscc", x, s,
         "CASE WHEN uscc_valid(x) THEN x WHEN regexp_like(x, '[OIZS]') THEN "
         + once("if_uscc", "CASE WHEN regexp_like(x, '[OI]') THEN translate(x, 'OI', '01') ELSE translate(x, 'ZS', '25') END")
         + " END"),
        ("right_org_code", x, s,
         "CASE WHEN org_code_valid(x) THEN x WHEN regexp_like(x, '[OI]') THEN "
         + once("if_org_code", "translate(x, 'OI', '01')") + " END"),
        ("right_reg_no", x, s,
         "CASE WHEN reg_no_valid(x) THEN x WHEN regexp_like(x, '[OI]') THEN "
         + once("if_reg_no", "translate(x, 'OI', '01')") + " END"),
        ("right_old_tax_no", x, s,
         "CASE WHEN old_tax_no_valid(x) THEN x WHEN regexp_like(x, '[OI]') THEN "
         + once("if_old_tax_no", "translate(substr(x, 1, 6), 'OI', '01') || substr(x, 7)") + " END"),
        ("right_tax_no", x, s, "CASE WHEN length(x) = 15 THEN right_old_tax_no(x) ELSE right_uscc(x) END"),
        ("right_citizen_number", x, s,
         "CASE WHEN citizen_valid(x) THEN x "
         "WHEN regexp_like(x, '^([HM]([0-9]{8}|[0-9]{10})|[A-Z]{1,3}[0-9]{7,8})$') THEN x WHEN regexp_like(x, '[OI]') THEN "
         + once("if_citizen", "translate(x, 'OI', '01')") + " END"),
        ("plain_day", x, d, "try_cast(translate(split_part(x, ' ', 1), '/.', '--') AS DATE)"),
        ("numeral", x, s, _numeral("x")),
        ("chinese_day", x, d,
         f"try_cast(split_part(x, '年', 1) || '-' || ({month}) || '-' || ({of_month}) AS DATE)"),
        ("other_day", x, d,
         f"CASE WHEN regexp_like(x, '{plain_day}') THEN plain_day(x) "
         "WHEN regexp_like(x, '^[0-9]{8}$') THEN "
         "try_cast(substr(x, 1, 4) || '-' || substr(x, 5, 2) || '-' || substr(x, 7, 2) AS DATE) "
         "WHEN regexp_like(x, '^[0-9]{5}([.][0-9]*)?$') AND try_cast(substr(x, 1, 5) AS INT) BETWEEN 18264 AND 73415 "
         "THEN after_days(DATE '1899-12-30', try_cast(substr(x, 1, 5) AS INT)) "
         f"WHEN regexp_like(x, '^.{{4}}年.{{1,3}}月.{{1,3}}日$') THEN chinese_day({chinese}) END"),
        ("any_day", x, d,
         f"CASE WHEN regexp_like(x, '{plain_day}') THEN plain_day(x) "
         f"WHEN length(x) >= 5 THEN {once('other_day', 'trim(half(x))')} END"),
        ("in_words", x, "BIGINT", _section()),
        ("words", x, money,
         "CASE WHEN regexp_like(x, '^[零壹贰叁肆伍陆柒捌玖拾佰仟万]+[元圆][整正]?$') THEN CAST("
         "CASE WHEN instr(x, '万') > 0 THEN 10000 * in_words(split_part(x, '万', 1)) + in_words(split_part(x, '万', 2)) "
         f"ELSE in_words(x) END AS {money}) END"),
        ("other_wan", x, money,
         f"CASE WHEN regexp_like(x, '^[+-]?[0-9.]+$') THEN CAST(round(try_cast(x AS {decimal}) * 10000, 2) AS {money}) "
         f"WHEN regexp_like(x, '^[0-9.]+万元$') "
         f"THEN CAST(round(try_cast(replace(x, '万元', '') AS {decimal}) * 10000, 2) AS {money}) "
         f"WHEN regexp_like(x, '^[0-9.]+元$') THEN CAST(round(try_cast(replace(x, '元', '') AS {decimal}), 2) AS {money}) "
         "ELSE words(x) END"),
        ("amount_wan", x, money,
         f"CASE WHEN regexp_like(x, '^[0-9]{{1,9}}([.][0-9]{{1,6}})?$') "
         f"THEN CAST(round(try_cast(x AS {decimal}) * 10000, 2) AS {money}) WHEN is_blank(x) THEN NULL "
         "ELSE " + once("other_wan", f"translate(half(x), {text(_SPACES + ',，¥￥')}, '')") + " END"),
        ("with_year", x, s,
         "CASE WHEN regexp_like(x, '〔[0-9]{4}〕') THEN x ELSE translate(x, '〔〕', '（）') END"),
        ("document_number", x, s,
         f"CASE WHEN is_blank(x) THEN NULL WHEN regexp_like(x, '^{number}(〔[0-9]{{4}}〕)?{number}$') THEN x ELSE "
         + once("with_year", f"rx_remove({brackets}, '[，。、；：,;:.]+$')") + " END"),
    ]  # fmt: skip


def definitions(dialect: Dialect) -> list[str]:
    """The statements that make all functions, in the order of their use."""
    x, s, b = "x STRING", "STRING", "BOOLEAN"
    functions = [
        *dialect.functions,
        *(_standards() if dialect.name == "duckdb" else []),
        ("is_filler", "x DATE", b,
         "x IN (DATE '1900-01-01', DATE '1899-12-31', DATE '1899-12-30', DATE '0001-01-01', DATE '1753-01-01')"),
        ("is_endless", x, b, f"regexp_like(x, '^({'|'.join(_ENDLESS)})$')"),
        ("industry_word", x, s, "candidate(x)"),
        ("region_word", x, s,
         "CASE WHEN regexp_like(x, '^[0-9]{6}$') THEN x WHEN regexp_like(x, '^[0-9]{9}([0-9]{3})?$') THEN substr(x, 1, 6) "
         "ELSE candidate(x) END"),
        ("kind_of", x, s,
         "CASE WHEN length(x) <> 18 THEN NULL WHEN x LIKE '92%' THEN 'individual_business' "
         "WHEN x LIKE '91%' OR x LIKE '93%' THEN 'enterprise' WHEN x LIKE '5%' THEN 'social_organisation' "
         "WHEN x LIKE '12%' THEN 'institution' END"),
    ]  # fmt: skip
    return [dialect.define(*function) for function in functions]
