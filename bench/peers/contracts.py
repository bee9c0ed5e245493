"""A source's contract as SQL: every field normalised, every check and rule evaluated, the fact and the subject named."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from functions import Dialect, text

CODES = {"uscc", "org_code", "reg_no", "tax_no", "citizen_number"}
DAYS = {"date", "end_date"}
# What a row says of its party, whatever its class.
PARTY = ["subject_name", "subject_kind", "uscc", "uscc_mask", "org_code", "reg_no", "tax_no", "person_token", "person_mask"]
PLACES = ["region", "occurred_on", "valid_from", "valid_to"]


def properties(node: dict) -> dict:
    """What stands under customProperties, by name."""
    return {p["property"]: p["value"] for p in node.get("customProperties", [])}


@dataclass(frozen=True)
class RecordClass:
    """A table ``record.<name>``: its own columns, and which of them are its key, its day and its time of validity."""

    name: str
    columns: dict[str, str]
    key: list[str]
    days: dict[str, str]

    @staticmethod
    def load(schemas: Path, name: str) -> "RecordClass":
        node = yaml.safe_load((schemas / "lake" / f"record.{name}.yaml").read_text("utf-8"))["schema"][0]
        words = properties(node)
        columns = {c["name"]: c["physicalType"] for c in node["properties"]}
        named = {"occurred_on": "occurredOn", "valid_from": "validFrom", "valid_to": "validTo"}
        return RecordClass(name, columns, words["businessKey"], {c: words.get(p) for c, p in named.items()})


@dataclass(frozen=True)
class Field:
    """A field of a contract."""

    column: str
    headers: list[str]
    standard: str
    required: bool
    words: dict

    @staticmethod
    def of(node: dict) -> "Field":
        words = properties(node)
        headers = [node["physicalName"], node.get("businessName", ""), *words.get("headers", [])]
        usual = {"number": "amount", "date": "date"}.get(node["logicalType"], "text")
        standard = words.get("standard", usual)
        return Field(node["name"], headers, standard, node.get("required", False), words)

    @property
    def kept(self) -> bool:
        return self.words.get("keep", True)

    @property
    def sent(self) -> str:
        return f"s_{self.column}"


@dataclass(frozen=True)
class Contract:
    """A source."""

    source: str
    department: str
    region: str
    kind: str
    record_class: RecordClass
    fields: list[Field]
    rules: list[dict]

    @staticmethod
    def load(schemas: Path, source: str) -> "Contract":
        document = yaml.safe_load((schemas / "sources" / f"{source}.yaml").read_text("utf-8"))
        words, node = properties(document), document["schema"][0]
        return Contract(
            source,
            words["department"],
            words["departmentRegion"],
            words["formats"][0]["kind"],
            RecordClass.load(schemas, words["recordClass"]),
            [Field.of(f) for f in node["properties"]],
            node.get("quality", []),
        )

    def column_of(self, header: str) -> str:
        """The field that a header of a file names."""
        return next(f.column for f in self.fields if header in f.headers)

    def field(self, column: str) -> Field | None:
        return next((f for f in self.fields if f.column == column and f.kept), None)

    def evaluated(self, dialect: Dialect) -> str:
        """Every row of ``scan_<source>`` normalised and checked. ``reasons`` is empty for a good row."""
        return Evaluation(self, dialect).statement()


class Evaluation:
    """The statement that evaluates a source: layers, so that no value is computed twice."""

    def __init__(self, contract: Contract, dialect: Dialect):
        self.contract = contract
        self.dialect = dialect
        self.kept = [f for f in contract.fields if f.kept]

    def statement(self) -> str:
        """Sent, then candidates and values, then right codes, then columns, then what is wrong, then who and what."""
        return f"""SELECT {self.outcome()}
FROM (SELECT *, CASE WHEN malformed THEN 'row_shape' ELSE {self.reasons()} END AS reasons, {self.flags()} AS flags
FROM (SELECT *, {self.party()}
FROM (SELECT *, {self.codes()}
FROM (SELECT *, {self.right()}
FROM (SELECT {self.values()}
FROM {self.scanned()}) AS a) AS b) AS c) AS d) AS e"""

    def scanned(self) -> str:
        joins = f"scan_{self.contract.source} AS s"
        for field in self.kept:
            if field.standard in {"region", "industry"}:
                name = f"{field.standard}_{field.column}"
                joins += f" LEFT JOIN {field.standard}_code AS {name} ON {name}.word = {field.standard}_word(s.{field.sent})"
        return joins

    def values(self) -> str:
        sent = [f"s.{f.sent} AS {f.sent}" for f in self.contract.fields]
        sent += [f"is_blank(s.{f.sent}) AS b_{f.column}" for f in self.kept if f.standard not in CODES]
        return ",\n ".join(
            ["s.night AS night, s.file AS file, s.malformed AS malformed", *sent, *(self.value(f) for f in self.kept)]
        )

    def value(self, field: Field) -> str:
        sent, column = f"s.{field.sent}", field.column
        if field.standard in CODES:
            return f"candidate({sent}) AS c_{column}"
        if field.standard in {"region", "industry"}:
            return f"{field.standard}_{column}.code AS {column}"
        if field.standard == "code":
            cases = " ".join(f"WHEN {text(k)} THEN {text(v)}" for k, v in field.words["codes"].items())
            return f"CASE clean({sent}) {cases} END AS {column}"
        if field.standard in DAYS:
            return f"any_day({sent}) AS d_{column}"
        function = {"text": "clean"}.get(field.standard, field.standard)
        return f"{function}({sent}) AS {column}"

    def right(self) -> str:
        found = [f"right_{f.standard}(c_{f.column}) AS r_{f.column}" for f in self.kept if f.standard in CODES]
        for field in self.kept:
            day = f"d_{field.column}"
            if field.standard == "date":
                found.append(f"CASE WHEN {self.is_day(day)} THEN {day} END AS {field.column}")
            elif field.standard == "end_date":
                found.append(
                    f"CASE WHEN {day} >= DATE '2099-12-31' THEN DATE '9999-12-31' WHEN {self.is_day(day)} THEN {day} "
                    f"WHEN is_endless({field.sent}) THEN DATE '9999-12-31' END AS {field.column}"
                )
        return ",\n ".join(found)

    @staticmethod
    def is_day(day: str) -> str:
        return f"{day} >= DATE '1850-01-01' AND NOT is_filler({day})"

    def codes(self) -> str:
        found = []
        for field in self.kept:
            if field.standard in CODES:
                column = field.column
                personal = "" if field.standard == "citizen_number" else f" WHEN is_personal(c_{column}) THEN 'personal'"
                found.append(
                    f"CASE WHEN r_{column} IS NOT NULL OR c_{column} IS NULL THEN '' WHEN is_masked(c_{column}) "
                    f"THEN 'masked'{personal} WHEN is_rounded(c_{column}) THEN 'rounded' ELSE 'check_digit' END AS w_{column}"
                )
        return ",\n ".join(found)

    def party(self) -> str:
        """Codes under their own names, a person's number as token and mask, and what follows from them."""
        found = []
        for field in self.kept:
            if field.standard in CODES and field.standard != "citizen_number":
                found.append(f"{self.normal(field.column)} AS {field.column}")
        has = self.contract.field
        number = self.normal("person_token") if has("person_token") else "CAST(NULL AS STRING)"
        token = f"CASE WHEN {number} IS NOT NULL THEN token({number}) END"
        mask = f"CASE WHEN {number} IS NOT NULL THEN substr({number}, 1, 2) || '**************' || substr({number}, 17) END"
        found += [f"{token} AS person_token", f"{mask} AS person_mask"]
        found.append("CASE WHEN w_uscc = 'masked' THEN c_uscc END AS uscc_mask")
        found.append(f"CAST({text(self.contract.region)} AS STRING) AS department_region")
        return ",\n ".join(found)

    @staticmethod
    def normal(column: str) -> str:
        """A code as it is kept, right or wrong."""
        return f"CASE WHEN w_{column} = '' THEN r_{column} WHEN w_{column} NOT IN ('masked', 'personal') THEN c_{column} END"

    def reasons(self) -> str:
        return self.listed([(n, c) for n, severity, c in self.checks() if severity == "reject"])

    def flags(self) -> str:
        return self.listed([(n, c) for n, severity, c in self.checks() if severity == "flag"])

    @staticmethod
    def listed(checks: list[tuple[str, str]]) -> str:
        """What is broken, in one text; nearly always nothing, which is found out first."""
        if not checks:
            return "CAST('' AS STRING)"
        cases = ", ".join(f"CASE WHEN {condition} THEN {text(name)} END" for name, condition in checks)
        return f"CASE WHEN {' OR '.join(f'({c})' for _, c in checks)} THEN concat_ws(';', {cases}) ELSE '' END"

    def checks(self) -> list[tuple[str, str, str]]:
        """Name, severity and the condition, never null, under which each is broken."""
        found = []
        for field in self.kept:
            found += self.checks_of(field)
        for rule in self.contract.rules:
            condition = f"NOT coalesce(({rule['implementation']}), true)"
            found.append((f"{properties(rule)['field']}:{rule['name']}", rule["severity"], condition))
        return found

    def checks_of(self, field: Field) -> list[tuple[str, str, str]]:
        column, words = field.column, field.words
        found = []

        def add(name: str, severity: str, condition: str) -> None:
            found.append((f"{column}:{name}", severity, condition))

        lost = f"{column} IS NULL AND NOT b_{column}"
        if field.standard in DAYS:
            lost += f" AND NOT coalesce(is_filler(d_{column}), false)"
        if field.required:
            add("required", "reject", f"{column} IS NULL AND NOT ({lost})")
        if field.standard in DAYS or field.standard in {"amount", "amount_wan"}:
            add("format", "reject", lost)
        elif field.standard in {"region", "industry", "code"}:
            rule = {"code": "code_set"}.get(field.standard, field.standard)
            add(rule, words["check"], lost)
        elif field.standard in CODES:
            known = ["check_digit", "rounded"] + ([] if field.standard == "citizen_number" else ["masked", "personal"])
            for rule in known:
                add(rule, "flag" if rule == "masked" else words["check"], f"w_{column} = '{rule}'")
        found += [(f"{column}:{n}", "reject", f"coalesce({c}, false)") for n, c in self.limits(field)]
        return found

    def limits(self, field: Field) -> list[tuple[str, str]]:
        words, column = field.words, field.column
        is_day = field.standard in DAYS
        found = []
        if "minimum" in words:
            bound = f"DATE '{words['minimum']}'" if is_day else words["minimum"]
            found.append(("minimum", f"{column} < {bound}"))
        if "maximum" in words:
            found.append(("maximum", f"{column} > night AND {column} < DATE '9999-12-31'"))
        if "maxLength" in words:
            found.append(("max_length", f"length({column}) > {words['maxLength']}"))
        return found

    def outcome(self) -> str:
        """The columns of the record class, and what tells the fact, its content and its subject."""
        own = self.contract.record_class.columns
        selected = [f"{text(self.contract.source)} AS source, file, night, reasons, flags"]
        row = "concat_ws('|', " + ", ".join(f.sent for f in self.contract.fields) + ")"
        selected.append(f"CASE WHEN reasons <> '' THEN {row} END AS raw")
        selected += [f"{self.filled(c, 'string')} AS {c}" for c in PARTY if c != "subject_kind"]
        selected.append(f"{self.kind()} AS subject_kind")
        selected.append(f"{self.filled('region', 'string', 'department_region')} AS region")
        days = self.contract.record_class.days
        selected += [f"{self.filled(days[c] or '', 'date')} AS {c}" for c in PLACES[1:]]
        selected += [f"{self.filled(c, t)} AS {c}" for c, t in own.items() if c not in PLACES]
        selected.append(f"{self.subject_key()} AS subject_key")
        selected.append(f"{self.link_key()} AS link_key")
        content = self.content()
        selected.append(f"{content} AS content_hash")
        selected.append(f"{self.fact(content)} AS record_id")
        if self.dialect.name == "spark":
            selected.append("monotonically_increasing_id() AS row_id")
        return ",\n ".join(selected)

    def filled(self, column: str, kind: str, otherwise: str = "") -> str:
        derived = {"uscc_mask", "person_token", "person_mask"}
        if column in derived or self.contract.field(column):
            return f"coalesce({column}, {otherwise})" if otherwise else column
        return otherwise or f"CAST(NULL AS {kind})"

    def kind(self) -> str:
        parts = ["kind_of(uscc)"]
        if self.contract.field("subject_kind"):
            parts.append("subject_kind")
        if self.contract.field("person_token"):
            parts.append("CASE WHEN person_token IS NOT NULL THEN 'person' END")
        return f"coalesce({', '.join(parts)})" if len(parts) > 1 else parts[0]

    def subject_key(self) -> str:
        """The party's best code, so that a fact told by different codes of one party is one."""
        has = self.contract.field
        parts = ["substr(r_uscc, 9, 9)", "uscc"]
        parts += ["org_code"] if has("org_code") else []
        parts += [self.org_code_in("r_tax_no")] if has("tax_no") else []
        parts += ["reg_no"] if has("reg_no") else []
        parts += ["tax_no"] if has("tax_no") else []
        return f"coalesce({', '.join([*parts, 'person_token', 'name_key(subject_name)'])})"

    def link_key(self) -> str:
        """The organisation code that right codes hold; else the right registration number, to be looked up."""
        has = self.contract.field
        parts = ["substr(r_uscc, 9, 9)"]
        parts += ["r_org_code"] if has("org_code") else []
        parts += [self.org_code_in("r_tax_no")] if has("tax_no") else []
        parts += ["r_reg_no"] if has("reg_no") else []
        return f"coalesce({', '.join([*parts, 'person_token', 'name_key(subject_name)'])})"

    @staticmethod
    def org_code_in(tax_no: str) -> str:
        return f"CASE WHEN length({tax_no}) = 15 THEN substr({tax_no}, 7) ELSE substr({tax_no}, 9, 9) END"

    def content(self) -> str:
        own = list(self.contract.record_class.columns)
        if "subject_key" not in self.contract.record_class.key:
            own += ["uscc", "reg_no", "subject_name"]
        return self.dialect.hash(*(c for c in own if self.contract.field(c)))

    def fact(self, content: str) -> str:
        parts = [self.subject_key() if k == "subject_key" else k for k in self.contract.record_class.key]
        whole = " AND ".join(f"({p}) IS NOT NULL" for p in parts)
        return f"CASE WHEN {whole} THEN {self.dialect.hash(*parts)} ELSE {self.dialect.hash(*parts, content)} END"
