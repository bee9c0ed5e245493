"""A simulation of another version of a policy as a task, its page kept beside the lake."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from urllib.parse import quote

from airflow.sdk import BaseOperator, BaseOperatorLink, Context, ObjectStoragePath

from creditlake_airflow.command import CommandOperator
from creditlake_airflow.place import Place, deployment


class PageLink(BaseOperatorLink):
    """Leads from the task to the page, when the Variable names the web server of the lake's pages under ``pages``."""

    name = "Page"
    xcom_key = "page_link"

    def get_link(self, operator: BaseOperator, *, ti_key: object) -> str:
        """Where the page is served; empty when nothing serves it, since browsers follow no link to a file."""
        return operator.link if isinstance(operator, SimulateOperator) else ""


class SimulateOperator(CommandOperator):
    """
    Runs ``creditlake policy simulate`` as the params of the run say.

    The page lies in ``<lake>/simulations`` and not among the reports, which may be public: a policy may be internal.
    """

    operator_extra_links = (PageLink(),)

    def __init__(self, **kwargs) -> None:
        super().__init__(**kwargs)
        self.link = ""

    def execute(self, context: Context) -> dict[str, str]:
        """
        Run it to its end; errors as of ``run_command``.

        :return: the ``page`` and where it is served (``link``)
        """
        params, place = context["params"], Place.of(context)
        words = ["policy", "simulate", "--policy", params["policy"], "--version", params["version"]]
        for option in ("release", "as_of", "top", "lang"):
            if params.get(option) is not None:
                words += [f"--{option.replace('_', '-')}", str(params[option])]
        name = f"{params['policy']}.{_fit(context['dag_run'].run_id)}.html"
        page = ObjectStoragePath(place.lake) / "simulations" / name
        with tempfile.TemporaryDirectory() as folder:
            written = Path(folder) / name
            self.run_traced(context, place, place.command(*words, "--format", "html", "--output", str(written)))
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_bytes(written.read_bytes())
        served = deployment().get("pages")
        self.link = f"{served}simulations/{quote(name)}" if served else ""
        self.log.info("The page is %s", page)
        return {"page": str(page), "link": self.link}


def _fit(run_id: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", run_id)
