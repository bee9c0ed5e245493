"""What a run of the benchmark has found, as text."""

LINE = "{:34} {:>9} {:>10} {:>8} {:>12} {:>11}"


def show(result: dict) -> str:
    """Times, memory and bytes of everybody; then the ratios, and whether all agree."""
    lines = [
        f"{result['records']:,} records, nights of {result['delta']:,} rows, heap {result['heap']}, {result['cores']} cores; "
        f"{result['bytes_in'][0] / 1e6:,.0f} MB in the first night",
        "",
        LINE.format("", "seconds", "processor", "peak MB", "written MB", "result MB"),
    ]
    for name, found in measured(result):
        grown = f"{found['grown'] / 1e6:,.1f}" if "grown" in found else ""
        written = f"{found['written'] / 1e6:,.1f}"
        cells = (f"{found['seconds']:,.1f}", f"{found['processor_seconds']:,.1f}", f"{found['peak_mb']:,}", written, grown)
        lines.append(LINE.format(name, *cells))
        if "stages" in found:
            lines.append("    " + ", ".join(f"{s} {t:.1f}" for s, t in found["stages"].items()))
    disk = result["disk"]
    lines += ["", f"disk: reads {disk['read'] / 1e6:,.0f} MB/s, writes {disk['write'] / 1e6:,.0f} MB/s", ""]
    lines += [f"{name:66} {value:>8}  {target}" for name, value, target in ratios(result)]
    lines += ["", *agreement(result)]
    return "\n".join(lines)


def measured(result: dict) -> list[tuple[str, dict]]:
    """Everybody with a name, in the order of the table."""
    names = {
        "parse": "Spark's bare parse",
        "duckdb": "DuckDB, first night in full",
        "spark": "Spark SQL, first night in full",
        "duckdb_again": "DuckDB, all nights in full",
    }
    found = [("creditlake, " + ("first night" if i == 0 else f"delta night {i}"), n) for i, n in enumerate(result["nights"])]
    found += [("creditlake, empty night", result["empty"])] if "empty" in result else []
    found += [(name, result["peers"][peer]) for peer, name in names.items() if peer in result["peers"]]
    for i, night in enumerate(result.get("beside", {}).get("nights", [])):
        found.append((f"creditlake, lake of {result['beside']['records']:,}, night {i}", night))
    return found


def ratios(result: dict) -> list[tuple[str, str, str]]:
    """Name, value and target of what is wanted of a night."""
    found = []
    nights, peers = result["nights"], result["peers"]

    def add(name: str, above: float, below: float, target: str) -> None:
        found.append((name, f"{above / below:.2f}", target))

    if not nights:
        return found
    first = nights[0]
    if "spark" in peers:
        add("first night / Spark SQL in full", first["seconds"], peers["spark"]["seconds"], "at most 1")
    if "duckdb" in peers:
        add("first night / DuckDB in full", first["seconds"], peers["duckdb"]["seconds"], "at most 3")
    if "parse" in peers:
        add("first night / Spark's bare parse", first["seconds"], peers["parse"]["seconds"], "")
    disk, came = result["disk"], result["bytes_in"]
    add("first night / its bytes read and written at the disk's speed", first["seconds"],
        came[0] / disk["read"] + first["written"] / disk["write"], "")  # fmt: skip
    if len(nights) > 1:
        last = nights[-1]
        if "duckdb_again" in peers:
            add("DuckDB, all nights in full / delta night", peers["duckdb_again"]["seconds"], last["seconds"], "at least 5")
        if "beside" in result:
            smaller = result["beside"]["nights"][-1]
            add("delta night / the same on the smaller lake", last["seconds"], smaller["seconds"], "at most 1.3")
        add("delta night: bytes written / bytes in", last["written"], came[-1], "at most 4")
        add("delta night: growth of the lake / bytes in", last["grown"], came[-1], "")
    add("first night: bytes written / bytes in", first["written"], came[0], "at most 4")
    if "empty" in result:
        found.append(("empty night, seconds", f"{result['empty']['seconds']:.1f}", "below 20"))
    return found


def agreement(result: dict) -> list[str]:
    """Whether the peers came to the same."""
    lines = []
    for night, found in enumerate(result["agreement"]):
        when = "first night" if night == 0 else "all nights"
        for peer, said in found.items():
            if peer != "creditlake":
                grades, rows = said["grades"], "the same" if said["rows_agree"] else "NOT the same"
                lines.append(
                    f"{peer}, {when}: rows by source and outcome {rows}; {grades['different']:,} of {grades['compared']:,} "
                    f"grades of {grades['subjects']:,} subjects differ"
                )
    return lines
