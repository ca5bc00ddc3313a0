"""One of the tables as a file, with links from its rows to where they come from."""

from collections.abc import Mapping
from urllib.parse import quote

import pandas as pd

from analysis import spreadsheets

# Whose cells lead to the place in the Reader.
_LEADS = {"commentaries": "commentator", "mentions": "surface", "predictions": "quote", "events": "surface"}


def file(rows: pd.DataFrame, table: str, form: str, *, urls: Mapping[str, str] | None = None, base: str = "",
         project: str = "") -> bytes:
    """Return rows of a table as a file.

    Parameters
    ----------
    rows : frame
        Of `table`.
    table : str
        Name of the schema.
    form : {"csv", "xlsx", "parquet", "jsonl"}
    urls : mapping of str to str, optional
        Where documents were published, by doc_id: titles of documents lead there, in XLSX.
    base : str
        The dashboard's own address: quotes lead to their place in the Reader, in XLSX; without it they do not.
    project : str
        Number of the project in which the Reader finds them, where it is not the first.
    """
    links = {}
    if form == "xlsx" and table == "documents":
        rows, links = rows.assign(_link=rows["doc_id"].map(dict(urls or {})).fillna("").astype("str")), {"title": "_link"}
    elif form == "xlsx" and table in _LEADS and base:
        within = f"&project={quote(project)}" if project else ""
        places = [f"{base}/reader?doc={quote(doc_id)}&at={start}{within}" for doc_id, start in zip(rows["doc_id"], rows["start"])]
        rows, links = rows.assign(_link=pd.Series(places, index=rows.index, dtype="str")), {_LEADS[table]: "_link"}
    return spreadsheets.file(rows, form, name=table, links=links)
