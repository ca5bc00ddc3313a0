"""import, list, export: the library without a browser."""

from collections import Counter
from datetime import date
from pathlib import Path

from analysis import documents, fetching, readers
from analysis.commands import DONE, MISUSED, NOTHING, PARTLY, failed, told
from analysis.library import Library, Report


def add(commands) -> None:
    """Add `import`, `list` and `export` to a parser's commands."""
    into = commands.add_parser("import", help="take documents into the library")
    into.add_argument("places", nargs="+", metavar="PATH|URL", help="files, folders of files, or addresses of pages")
    into.add_argument("--encoding", help="of the files, where what is found is wrong")
    into.add_argument("--published", type=date.fromisoformat, metavar="DATE", help="day of publication, where a file does not say")
    into.add_argument("--column", action="append", default=[], metavar="FIELD=HEADING",
                      help="which column of a table holds a field (text, title, outlet, author, published, url); may be repeated")
    into.add_argument("--json", action="store_true", help="print what became of each document as JSON lines")
    into.set_defaults(run=_import)
    listed = commands.add_parser("list", help="what is in the library")
    listed.add_argument("--json", action="store_true", help="as JSON lines")
    listed.set_defaults(run=_list)
    out = commands.add_parser("export", help="write the library's documents as files that can be imported again")
    out.add_argument("file", type=Path, help="a file of JSON lines; ends in .jsonl")
    out.set_defaults(run=_export)


def _import(chosen) -> int:
    columns = {}
    for item in chosen.column:
        field, given, heading = item.partition("=")
        if not given or field not in readers.FIELDS:
            return failed(f"--column {item}: expected FIELD=HEADING, as text=正文. Fields: {', '.join(readers.FIELDS)}.", MISUSED)
        columns[field] = heading
    reports: list[Report] = []
    with Library() as library:
        for place in chosen.places:
            reports += _from_net(library, place, chosen) if "://" in place else _from_disk(library, Path(place), chosen, columns)
    told([vars(report) for report in reports], chosen.json, "{outcome:<13} {source}  {title}{reason}")
    counts = Counter(report.outcome for report in reports)
    if not chosen.json:
        print(", ".join(f"{n:,} {outcome}" for outcome, n in counts.items()) or "nothing found")
    if not counts["refused"] and reports:
        return DONE
    return PARTLY if counts["refused"] < len(reports) else NOTHING


def _from_net(library: Library, url: str, chosen) -> list[Report]:
    try:
        page = fetching.fetch(url)
    except fetching.FetchError as error:
        return [Report(url, "refused", str(error))]
    return library.add(page.name, page.data, chosen.encoding, chosen.published, url=page.url)


def _from_disk(library: Library, path: Path, chosen, columns) -> list[Report]:
    reports = []
    for file in documents.files(path):
        try:
            reports += library.add(file.name, file.read_bytes(), chosen.encoding, chosen.published, columns)
        except OSError as error:
            reports.append(Report(str(file), "refused", f"{file}: {error.strerror or error}. Check the path and its permissions."))
    return reports


def _list(chosen) -> int:
    with Library() as library:
        rows = [{**row, "published": row["published"].isoformat() if row["published"] else ""} for row in library.listed()]
    told(rows, chosen.json, "{doc_id}  {published:<10}  {title}  {outlet}")
    return DONE


def _export(chosen) -> int:
    with Library() as library:
        written = "".join(f"{line}\n" for line in library.as_json_lines())
    try:
        chosen.file.write_text(written, encoding="utf-8")
    except OSError as error:
        return failed(f"{chosen.file}: {error.strerror or error}. Choose another place.")
    print(f"{chosen.file}: {written.count(chr(10)):,} documents")
    return DONE
